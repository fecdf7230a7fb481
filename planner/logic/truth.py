"""Kleene's three values, and ASSUMED: a yes that may only restrict."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal


class Truth(IntEnum):
    """Kleene's three values, and ASSUMED: a yes that rests on an assumption and may only restrict."""

    NO = 0
    UNKNOWN = 1
    ASSUMED = 2
    YES = 3

    @property
    def word(self) -> Literal["yes", "no", "unknown"]:
        """Return the truth as the JSON of a plan says it."""
        return _WORDS[self]


# Reached through its class, a member of an enumeration costs ten times as much as a plain name (Python 3.11).
NO, UNKNOWN, ASSUMED, YES = Truth


_WORDS: tuple[Literal["yes", "no", "unknown"], ...] = ("no", "unknown", "yes", "yes")


_OPPOSITE = (YES, UNKNOWN, ASSUMED, NO)


def opposite(truth: Truth) -> Truth:
    """Return the truth of the opposite; what is unknown or assumed stays so."""
    return _OPPOSITE[truth]


def truth_of(holds: bool) -> Truth:
    """Return yes or no."""
    return YES if holds else NO
