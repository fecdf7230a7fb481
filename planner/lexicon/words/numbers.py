"""Words for numbers, and spans of time in weeks."""

from __future__ import annotations

COUNTING = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {word: str(n) for n, word in enumerate(COUNTING, 2)}
ORDINALS = {"first": 1, "second": 2, "third": 3}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
WEEKS = {
    "day": 1 / 7,
    "week": 1.0,
    "wk": 1.0,
    "w": 1.0,
    "month": 4.0,
    "mo": 4.0,
    "mth": 4.0,
    "year": 52.0,
    "yr": 52.0,
    "y": 52.0,
}
