"""What is known of one person, as criteria ask for it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

EntryStatus = Literal["current", "past", "denied", "relative"]


class Entry(Struct, frozen=True):
    """One thing on a list of facts: a medicine, a condition, an allergy, with what is known of it.

    `key` is the key of the profile under which it was written.
    """

    id: str
    given: str = ""
    stage: float | None = None
    severe: bool | None = None
    weeks_ago: float | None = None
    status: EntryStatus = "current"
    near_miss: bool = False
    assumed: tuple[str, ...] = ()
    implied_by: str = ""
    of: str = ""
    key: str = ""

    @property
    def certain(self) -> bool:
        """Return whether it is there: not denied, nor a relative's, nor something that its words only resemble."""
        return not self.near_miss and self.status in ("current", "past")

    @property
    def dated(self) -> bool:
        """Return whether it is said how long ago it was."""
        return self.weeks_ago is not None

    @property
    def days_ago(self) -> float | None:
        """Return how many whole days ago it was, where that is said."""
        # A day is no exact part of a week: three sevenths of a week must be three days.
        return None if self.weeks_ago is None else float(math.floor(self.weeks_ago * 7 + 1e-6))

    @property
    def felt_days_ago(self) -> float:
        """Return how many days ago a sign was felt: none where it has no date, endlessly many where it is past."""
        if self.days_ago is not None:
            return self.days_ago
        return 0 if self.status == "current" else math.inf


class Listed(Struct, frozen=True, dict=True):
    """A list of facts; not `stated` means that nobody said whether there is anything on it.

    `as_read` looks at what was read alone, as if the words that were not read named nothing.
    """

    entries: tuple[Entry, ...] = ()
    stated: bool = True
    unreadable: tuple[str, ...] = ()
    as_read: bool = False

    @cached_property
    def ids(self) -> frozenset[str]:
        """Return the ids of its entries: hardly any criterion asks for one of them."""
        return frozenset(entry.id for entry in self.entries)

    @property
    def open(self) -> tuple[str, ...]:
        """Return the words that may name anything."""
        return () if self.as_read else self.unreadable

    @property
    def complete(self) -> bool:
        """Return whether what is not on the list is known to be absent."""
        return self.stated and not self.open


class Range(Struct, frozen=True):
    """A number, or the range in which an assumption puts it."""

    low: float
    high: float
    assumed: bool = False


Value = Range | Listed | str | bool


Facts = Mapping[str, Value]


def as_read(facts: Facts) -> Facts | None:
    """Return the facts as if the words that were not read named nothing; nothing where all was read."""
    partly = {fact: value for fact, value in facts.items() if isinstance(value, Listed) and value.unreadable}
    return {**facts, **{fact: replace(value, as_read=True) for fact, value in partly.items()}} if partly else None


NOTHING_STATED = Listed(stated=False)


# The youngest and the oldest that a profile may be of.
AGE = (0, 115)


NUMBERS = ("age", "pregnancy_week", "weeks_since_birth", "nights_per_week", "for_weeks")


FLAGS = ("pregnant", "breastfeeding", "heat")


CHOICES: dict[str, tuple[str, ...]] = {
    "sex": ("female", "male", "unspecified"),
    "exercise_level": ("sedentary", "light", "moderate", "vigorous"),
    "sleep_position": ("back", "side", "stomach", "mixed"),
    "daily_posture": ("sitting", "standing", "mixed"),
}


LISTS = (
    "medications",
    "medication_classes",
    "conditions",
    "symptoms",
    "habits",
    "allergies",
    "diet",
    "limits",
    "cramp_places",
)


FACTS = (*NUMBERS, *FLAGS, *CHOICES, "country", *LISTS)
