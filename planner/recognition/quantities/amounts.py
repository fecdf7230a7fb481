"""Amounts that a clinician may allow in a day, as people write them: "1.5 L", "1500 ml a day", "6 cups", "2 g"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from planner.lexicon.amounts import daily

__all__ = ["amounts", "daily", "is_amount", "names_amount"]

_COUNTING = {word: str(n) for n, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight"), 1)}
_COUNTED = re.compile(rf"\b(?:{'|'.join(_COUNTING)})\b")
_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?"
_LEADING = r"(?:(?:a )?max(?:imum)?(?: of)?|at most|up to|(?:no|not) more than|less than|under|about|around|[~<≤])\s*"
_WHAT = r"(?:fluids?|liquids?|drinks?|water|salt|sodium|potassium|na|k)"
_A_DAY = r"(?:(?:a|per|each|every|/)\s*(?:day|d)|(?:per|in|over|/)\s*24\s*(?:h|hrs?|hours?)|daily|total|max(?:imum)?)"


@cache
def _pattern(limit: str) -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, daily()[limit].units), key=len, reverse=True))
    return re.compile(
        rf"(?:{_LEADING})?(?:(?P<low>{_NUMBER})\s*(?:{units})?\s*(?:-|to)\s*)?(?P<high>{_NUMBER})\s*(?P<unit>{units})"
        rf"(?:\s+(?:of )?{_WHAT})?(?:\s*{_A_DAY})*\.?"
    )


def amounts(limit: str, text: str) -> tuple[float, ...]:
    """Return what a whole text may say as an amount of a limit, in the main unit of that limit; nothing if nothing."""
    written = _COUNTED.sub(lambda word: _COUNTING[word[0]], " ".join(text.lower().replace("\u2013", "-").split()))
    found = _pattern(limit).fullmatch(written)
    if found is None:
        return ()
    size = daily()[limit].units[found["unit"]]
    return tuple(number * size for number in _numbers(found["high"]))


def is_amount(limit: str, text: str) -> bool:
    """Return whether a whole text says an amount that a person can have in a day."""
    return any(daily()[limit].least <= one <= daily()[limit].most for one in amounts(limit, text))


def names_amount(limit: str, words: Sequence[str]) -> bool:
    """Return whether some neighbours among words say an amount that a person can have in a day."""
    return any(
        is_amount(limit, " ".join(words[start:end]))
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + 3) + 1)
    )


def _numbers(written: str) -> Iterator[float]:
    """Yield what a number may be: "1,500" is one and a half or, as "1.500" elsewhere, fifteen hundred."""
    yield float(written.replace(",", "."))
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", written):
        yield float(re.sub("[.,]", "", written))
