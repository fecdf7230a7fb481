"""What an Observation of FHIR says: a result that is read, smoking, or a pregnancy."""

from __future__ import annotations

from collections.abc import Iterator

from planner.records.fhir.shapes import FhirComponent, FhirObservation
from planner.records.fhir.words import coded, day_of
from planner.records.health.codes import (
    DUE,
    PREGNANCY,
    SMOKING,
    WEEKS,
    is_of_smoking,
    pregnancy_said,
    smoking_words,
    weeks_in,
)
from planner.records.health.facts import (
    NO_NUMBER,
    SMOKING_NOT_KNOWN,
    CodedWords,
    LeftOut,
    RecordedFact,
    RecordedHabit,
    RecordedPregnancy,
    RecordedResult,
)
from planner.records.health.results import ends_of, measured_codes, number_in, number_words
from planner.records.health.times import is_day

_NO_RESULT = {"entered-in-error": "entered in error", "cancelled": "a result that was cancelled"}
_OTHER = LeftOut("a result that decides nothing here")


def observation_facts(one: FhirObservation) -> Iterator[RecordedFact]:
    """Yield what an observation says, each of its parts too."""
    if one.status in _NO_RESULT:
        yield LeftOut(_NO_RESULT[one.status])
        return
    day = day_of(one.effective_date_time, one.effective_period.end, one.effective_period.start, one.effective_instant)
    codes = one.code.codes()
    found_code = bool(one.value_codeable_concept.coding) and is_of_smoking(coded(one.value_codeable_concept))
    if codes & SMOKING or found_code:
        yield from _smoking(coded(one.value_codeable_concept), one.value_string, day)
    elif codes & (PREGNANCY | DUE | WEEKS):
        yield from _pregnancy(one, day)
    else:
        found: list[RecordedFact] = list(_results(one, day))
        yield from found or [_OTHER]


def _smoking(value: CodedWords, text: str, day: str) -> Iterator[RecordedFact]:
    said = smoking_words(value, text)
    yield from (RecordedHabit(words, day) for words in said)
    if not said:
        yield SMOKING_NOT_KNOWN


def _pregnancy(one: FhirObservation, day: str) -> Iterator[RecordedFact]:
    codes, value = one.code.codes(), one.value_quantity
    said = pregnancy_said(coded(one.value_codeable_concept), one.value_string)
    said = one.value_boolean if said is None else said
    due = day_of(one.value_date_time, one.value_string)
    if codes & DUE and is_day(due):
        yield RecordedPregnancy(pregnant=True, day=day, due=due)
    elif codes & WEEKS and value is not None and value.value is not None:
        yield RecordedPregnancy(pregnant=True, day=day, weeks=weeks_in(value.value, value.code or value.unit))
    elif said is not None:
        yield RecordedPregnancy(pregnant=said, day=day)
    else:
        yield LeftOut("pregnancy, of which nothing is known")


def _results(one: FhirObservation, day: str) -> Iterator[RecordedFact]:
    """Yield what was measured; parts of one observation belong together."""
    known = measured_codes()
    measured_here: tuple[FhirObservation | FhirComponent, ...] = (one, *one.component)
    parts = []
    for part in measured_here:
        code = next((coding.code for coding in part.code.coding if coding.code in known), "")
        if code:
            parts.append((code, _measured(part)))
    # Where a resource has no id, what it says tells it from others.
    group = one.id or repr(parts)
    for code, measured in parts:
        yield from (RecordedResult(code, number, unit, day, group) for number, unit in measured)
        yield from [] if measured else [NO_NUMBER]


def _measured(part: FhirObservation | FhirComponent) -> list[tuple[str, str]]:
    """Return numbers as people write them, and their unit, whatever their form."""
    value = part.value_quantity
    if value is not None and value.value is not None:
        return [(number_words(value.value, value.comparator), value.unit or value.code)]
    if part.value_integer is not None:
        return [(str(part.value_integer), "")]
    if part.value_string:
        words = number_in(part.value_string)
        return [words] if words else []
    ends = ((part.value_range.low, ">"), (part.value_range.high, "<"))
    return ends_of(
        [
            (number_words(end.value), end.unit or end.code, sign)
            for end, sign in ends
            if end is not None and end.value is not None
        ]
    )
