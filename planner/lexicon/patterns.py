"""Patterns of any of some words, by the letters that they share, so that most text fails at its first letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


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
    # In their order all are alike as far as the first and the last are.
    first, last, fork = words[0], words[-1], start
    while fork < len(last) and first[fork] == last[fork]:
        fork += 1
    ways, at = list[str](), 0
    while at < len(words):
        letter, begin = words[at][fork : fork + 1], at
        while at < len(words) and words[at][fork : fork + 1] == letter:
            at += 1
        ways.append(re.escape(letter) + _written(words[begin:at], fork + 1) if letter else "")
    return f"{re.escape(first[start:fork])}(?:{'|'.join(ways)})"
