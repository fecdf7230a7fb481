"""What no font draws, or nobody here can shape: an emoji is named, a word becomes a line to write it on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from planner.formats.pdf.fonts import font_of
from planner.formats.pdf.layout.bidi import can_join
from planner.formats.pdf.layout.lettering import JOINERS, needs_shaping
from planner.formats.pdf.layout.shaping import can_shape
from planner.formats.pdf.scripts import combining, scripts_of

# A line to write a word on.
BLANK: Final = "____________"
# The letters of flags, and the tones that emoji take.
_FLAGS, _TONES = range(0x1F1E6, 0x1F200), range(0x1F3FB, 0x1F400)
_LETTERS: Final = "the letters of a flag"


class Lacking(Struct, frozen=True):
    """What a text would need to be printed as it is: shaping, other fonts, and the emoji that are named in place."""

    shaping: bool = False
    letters: bool = False
    emoji: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """Return a text as it can be printed, by rules that hold for every string of a sheet."""
    if text.isascii():
        return text
    named = "".join(map(_named, text))
    return " ".join(BLANK if _lacks(word) else word for word in named.split(" "))


def lacking(text: str) -> Lacking:
    """Return what a text lacks to be printed as it is."""
    words = "".join(map(_named, text)).split()
    lacks = {_lacks(word) for word in words}
    emoji = (_LETTERS if ord(char) in _FLAGS else _named(char).strip(" ()") for char in text if _is_named(char))
    return Lacking("shaping" in lacks, "letters" in lacks, tuple(dict.fromkeys(emoji)))


def _is_named(char: str) -> bool:
    return _named(char) not in ("", char)


@lru_cache(maxsize=8192)
def _named(char: str) -> str:
    """Return a sign that no font draws by its name in brackets; every other character as it is."""
    if ord(char) in _TONES:
        return ""
    if unicodedata.category(char) != "So" or font_of(char, strong=False):
        return char
    name = unicodedata.name(char, "").lower()
    return name[-1].upper() if ord(char) in _FLAGS else f" ({name}) "


def _lacks(word: str) -> str:
    """Return what a word lacks to be printed: letters in a font, shaping, or nothing."""
    if word.isascii():
        return ""
    if not all(char in JOINERS or char == "\xa0" or font_of(char, strong=False) for char in word):
        return "letters"
    if not needs_shaping(word) or not any(map(_of_a_script, word)) or can_shape():
        return ""
    # Arabic letters without marks have shapes that Unicode lists.
    return "shaping" if any(map(combining, word)) or not can_join(word) else ""


def _of_a_script(char: str) -> bool:
    return any(script.language for script in scripts_of(char))


def joiners_kept(text: str) -> Iterator[str]:
    """Yield the characters of a text without the joiners that stand beside no letter of a script that has them."""
    for before, char, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if char not in JOINERS or (_of_a_script(before) and _of_a_script(after)):
            yield char
