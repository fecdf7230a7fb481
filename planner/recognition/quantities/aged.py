"""What the age of a value makes of it, and which of several values of a test stands."""

from __future__ import annotations

import math

from msgspec.structs import replace

from planner.lexicon.names import Names
from planner.lexicon.phrases import PhraseTarget, Status
from planner.model.terms import NEUTRAL, Measure
from planner.recognition.phrases import PhraseHit
from planner.recognition.quantities.calendar import DAYS_OF_A_WEEK


def targets_of(hit: PhraseHit, status: Status, weeks_ago: float | None, names: Names) -> tuple[PhraseTarget, ...]:
    """Return what a hit stands for; a value that is not of now stands for less."""
    if status in ("denied", "relative") or not any(target.measure for target in hit.targets):
        return hit.targets
    return tuple(one for target in hit.targets for one in _aged(target, status, weeks_ago, names))


def _aged(target: PhraseTarget, status: Status, weeks_ago: float | None, names: Names) -> tuple[PhraseTarget, ...]:
    if not target.measure:
        return (target,)
    measure = names.measure[target.measure]
    band, ages = measure.bands[target.band], measure.ages
    if not band.earlier or ages is None:
        return (target,)
    days = 0 if weeks_ago is None else days_of(weeks_ago)
    if (status == "past" and weeks_ago is None) or days > ages.late:
        return before_targets(measure, target.band, names)
    if days <= ages.now:
        # A date says more than a word: "previous K 2.9" of last week is one of now.
        return (replace(target, status=target.status or "current"),)
    return (_target(ages.lately, "current", measure, target.band, names), *_left(measure, target.band, names))


def before_targets(measure: Measure, band: int, names: Names) -> tuple[PhraseTarget, ...]:
    """Return what is left of a value that is old, or beside which a newer one stands."""
    if not measure.bands[band].earlier or measure.ages is None:
        return (_target(NEUTRAL, "past", measure, band, names),)
    return (_target(measure.ages.before, "past", measure, band, names), *_left(measure, band, names))


def _left(measure: Measure, band: int, names: Names) -> tuple[PhraseTarget, ...]:
    earlier = measure.bands[band].earlier
    return () if earlier == NEUTRAL else (_target(earlier, "past", measure, band, names),)


def _target(concept_id: str, status: Status, measure: Measure, band: int, names: Names) -> PhraseTarget:
    concept = names.concept[concept_id]
    return PhraseTarget(f"{concept.fact}/{concept.id}", concept.label, status=status, measure=measure.id, band=band)


def days_of(weeks: float) -> int:
    """Return whole days: a day is no exact part of a week, and three sevenths of a week are three days."""
    return math.floor(weeks * DAYS_OF_A_WEEK + 1e-6)
