"""From the word lists of a folder to one whole lexicon for each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from planner.content.decode import convert
from planner.files.places import Path
from planner.model.lexicon import Lexicon
from planner.resources import bundled

ENGLISH = "en"


class Lexicons(Struct, frozen=True):
    """The lexicons that are whole, by language, and each fault with its language and its place in the lists."""

    whole: dict[str, Lexicon]
    faults: tuple[tuple[str, Path, str], ...]


def lexicons(written: Mapping[str, Mapping[str, Any]]) -> Lexicons:
    """Return the lexicon of each language; a list that is missing or unknown is a fault, and so is English missing."""
    whole: dict[str, Lexicon] = {}
    faults: list[tuple[str, Path, str]] = []
    for language, lists in written.items():
        problems, lexicon = convert(dict(lists), Lexicon)
        faults += ((language, where, said) for where, said in problems)
        if lexicon is not None:
            whole[language] = lexicon
    if ENGLISH not in written:
        said = f"is missing: nobody's words are understood without it; copy {bundled('plans') / 'lexicon'}"
        faults.append((ENGLISH, (), said))
    return Lexicons(whole, tuple(faults))
