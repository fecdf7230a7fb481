"""Patterns of any of some words, by the letters that they share, so that most text fails at its first letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

# What may follow each letter; an empty letter is the end of a word.
_Letters: TypeAlias = dict[str, "_Letters"]


def any_of(words: Iterable[str]) -> str:
    """Return what matches any of some words, of several that begin alike the longest."""
    root: _Letters = {}
    for word in words:
        at = root
        for letter in word:
            at = at.setdefault(letter, {})
        at[""] = {}
    return _written(root)


def _written(letters: _Letters) -> str:
    """Return the pattern of what follows; the end comes last, so that a longer word is tried first."""
    ways = [re.escape(letter) + _written(letters[letter]) for letter in sorted(letters, reverse=True) if letter]
    if "" in letters:
        ways.append("")
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
