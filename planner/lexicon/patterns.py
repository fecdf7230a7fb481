"""Patterns of any of some words, by the letters that they share, so that most text fails at its first letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern compiled, once: to compile one takes longer than to read an entry, and many are never needed."""
    return re.compile(pattern)


def any_of(words: Iterable[str]) -> str:
    """Return what matches any of some words, of several that begin alike the longest."""
    # In this order a word stands behind those that it begins.
    return _written(sorted(set(words), reverse=True), 0)


def _written(words: list[str], start: int) -> str:
    """Return the pattern of words that are alike up to a place, from there on."""
    if len(words) < 2:
        return re.escape(words[0][start:]) if words else ""
    ways = [
        re.escape(letter) + _written(list(alike), start + 1) if letter else ""
        for letter, alike in groupby(words, lambda word: word[start : start + 1])
    ]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
