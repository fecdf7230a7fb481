"""The people whose sheets are measured, and the limits, read from `standard.yaml`."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from planner.files.yaml import read_yaml

# A print size of the full edition, or another edition.
Setting = Literal["standard", "large", "short", "easy"]


class Allowed(Struct, frozen=True, forbid_unknown_fields=True):
    """The least and the most that a number may be; what is not given is free."""

    least: float | None = None
    most: float | None = None

    def over(self, low: float, high: float) -> float:
        """Return by how much numbers from `low` to `high` leave the limit; nothing or less where they hold it."""
        below = self.least - low if self.least is not None else 0.0
        above = high - self.most if self.most is not None else 0.0
        return max(below, above, 0.0)


class SheetLimits(Struct, frozen=True, forbid_unknown_fields=True):
    """What every sheet of a print size or an edition must hold, by the names of the measures."""

    small_letters: Allowed
    smallest: Allowed
    body: Allowed
    leading: Allowed
    line: Allowed
    title: Allowed
    heading_2: Allowed
    heading_3: Allowed
    step: Allowed
    contrast: Allowed
    lines_contrast: Allowed
    grade: Allowed
    section_grade: Allowed
    mean_sentence: Allowed
    longest_sentence: Allowed
    terms: Allowed
    ink: Allowed


class MeasuredPerson(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of person whose sheets are measured, with the most pages and words that they may have.

    `words` are those of the full edition, `words_of` of another one. A setting without pages is not measured.
    """

    id: str
    label: str
    pages: dict[Setting, int]
    words: int
    profile: dict[str, Any]
    words_of: dict[Setting, int] = {}

    def profile_for(self, places: tuple[str, ...]) -> dict[str, Any]:
        """Return the profile with these places of cramps, where it tells anything of them."""
        cramps = self.profile.get("cramps")
        return self.profile | ({"cramps": {"where": list(places), **cramps}} if cramps else {})


class QualityStandard(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that `standard.yaml` says."""

    start: dt.date
    plans: dict[str, tuple[str, ...]]
    people: tuple[MeasuredPerson, ...]
    limits: dict[Setting, SheetLimits]
    terms: dict[str, tuple[str, ...]]

    def limit(self, measure: str, person: MeasuredPerson, size: Setting) -> Allowed:
        """Return the limit of a measure: by the kind of person for pages and words, else by the setting."""
        if measure == "pages":
            return Allowed(most=person.pages[size])
        if measure == "words":
            return Allowed(most=person.words_of.get(size, person.words))
        limit: Allowed = getattr(self.limits[size], measure)
        return limit


@cache
def quality_standard() -> QualityStandard:
    """Return what is measured, and against what."""
    file = Path(__file__).with_name("standard.yaml")
    return msgspec.convert(read_yaml(file.read_bytes(), file.name).data, QualityStandard)
