"""Whether what a record dates still holds on the day of the sheet."""

from __future__ import annotations

import re
from datetime import date

from planner.records.health.facts import RecordedMedicine

# How long a stopped medicine, or an illness that nobody can read, may still matter, with much to spare, in days: the
# longest that any rule looks back is three months.
_LONG_AGO = 366
# How long a prescription holds, and how long what was handed out at once lasts, in days, with something to spare.
_PRESCRIBED = 366
_A_SUPPLY = 100
# Of a month or a year alone the end counts, as far as every one has it.
_TO_THE_END = {4: "-12-31", 7: "-28"}


def has_come(day: str, as_of: date) -> bool:
    """Return whether a day, a month or a year is given and is not to come."""
    return is_day(day) and day <= as_of.isoformat()


def is_day(written: str) -> bool:
    """Return whether what stands in the place of a day is one, or a month or a year."""
    return _DAY.fullmatch(written) is not None


_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)


def is_taken(one: RecordedMedicine, as_of: date) -> bool:
    """Return whether a medicine is taken, or may be: what was handed out to the end may last a while."""
    if one.use != "used up":
        return one.use == "taken"
    if is_day(one.until):
        return one.until > as_of.isoformat()
    return is_day(one.prescribed) and days_since(one.prescribed, as_of) <= _A_SUPPLY


def matters(one: RecordedMedicine, as_of: date) -> bool:
    """Return whether a stopped medicine may still matter: it was stopped lately, or nobody says when."""
    if is_day(one.until):
        return not is_long_over(one.until, as_of)
    return not is_day(one.prescribed) or days_since(one.prescribed, as_of) <= _LONG_AGO + _PRESCRIBED


def is_long_over(until: str, as_of: date) -> bool:
    """Return whether something ended on a day that is more than a year ago."""
    return is_day(until) and days_since(until, as_of) > _LONG_AGO


def days_since(day: str, as_of: date) -> int:
    """Return how long ago a day was, at least; 0 of what is no day."""
    try:
        return (as_of - date.fromisoformat(day + _TO_THE_END.get(len(day), ""))).days
    except ValueError:
        return 0
