"""Words that resemble or sound like others."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

SHORTEST_NEAR_MISS = 5
NAME_LIKENESS = 0.82
_LETTERS = str.maketrans("kyw", "civ")
_SOUNDS = (("ph", "f"), ("th", "t"), ("rh", "r"), ("ch", "c"), ("ll", "l"), ("ae", "e"), ("oe", "e"), ("cs", "x"))
SHORTEST_SOUND = 7


def sound(written: str) -> str:
    """Return what spellings of a generic name in several languages share: teofilina, Theophyllin, theophylline."""
    written = written.removeprefix("h").translate(_LETTERS)
    for spelled, said in _SOUNDS:
        if spelled in written:
            written = written.replace(spelled, said)
    return written.removesuffix("um") if written.endswith("um") else written.rstrip("aeou")


def by_ends(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the longer keys by their first letter and by their last three letters."""
    found: dict[str, list[str]] = {}
    for one in keys:
        if len(one) >= SHORTEST_NEAR_MISS:
            found.setdefault(one[0], []).append(one)
            found.setdefault(one[-3:], []).append(one)
    return {end: tuple(ones) for end, ones in found.items()}


def near_misses(word: str, candidates: dict[str, tuple[str, ...]], likeness: float = NAME_LIKENESS) -> tuple[str, ...]:
    """Return the keys that a word could be a misspelling of, nearest first; short words have none."""
    if len(word) < SHORTEST_NEAR_MISS or word.isdigit():
        return ()
    plausible = {*candidates.get(word[0], ()), *candidates.get(word[-3:], ())}
    close = sorted(one for one in plausible if abs(len(one) - len(word)) <= 2)
    return tuple(get_close_matches(word, close, n=5, cutoff=likeness))
