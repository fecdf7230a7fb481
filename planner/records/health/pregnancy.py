"""What a record says of a pregnancy, on a day long before the sheet, as the answer on its as-of date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from planner.profile.values import WEEKS
from planner.records.health.facts import RecordedPregnancy
from planner.records.health.times import days_since

_WHOLE = 40  # weeks from the last period to the day that birth is due
_LONGEST = WEEKS[1] * 7
# "Not pregnant" holds no longer than a cycle.
_NO_HOLDS = 28


def pregnancy_answer(said: Iterable[RecordedPregnancy], as_of: date) -> tuple[Any, list[str]]:
    """Return the answer to whether somebody is pregnant on a day, or None, and what of it is too old to count."""
    told = sorted(said, key=lambda one: one.day)
    counts = [one for one in told if _still_counts(one, as_of)]
    old = ["what was said long ago of a pregnancy"] * (len(told) - len(counts))
    newest_no = max((one.day for one in counts if not one.pregnant), default="")
    there = [one for one in counts if one.pregnant and one.day >= newest_no]
    if not there:
        return (False if newest_no else None), old
    weeks = [week for one in there if (week := _weeks(one, as_of)) is not None]
    return ({"weeks": weeks[-1]} if weeks else True), old


def _still_counts(one: RecordedPregnancy, as_of: date) -> bool:
    if one.until and days_since(one.until, as_of) > 0:
        return False
    week = _weeks(one, as_of)
    if one.pregnant and (one.due or one.weeks is not None):
        return week is not None
    day = _day(one.day)
    if day is None:
        return one.pregnant  # Without a day the stricter reading holds.
    return 0 <= (as_of - day).days <= (_LONGEST if one.pregnant else _NO_HOLDS)


def _weeks(one: RecordedPregnancy, as_of: date) -> int | None:
    """Return the week of a pregnancy on a day, if it can be one."""
    due, day = _day(one.due), _day(one.day)
    if due is not None:
        week = _WHOLE - (due - as_of).days / 7
    elif one.weeks is not None and day is not None:
        week = one.weeks + (as_of - day).days / 7
    else:
        return None
    return max(int(week), 1) if 0 <= week < WEEKS[1] + 1 else None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
