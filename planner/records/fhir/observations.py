"""What an Observation of FHIR says: a result that is read, smoking, or a pregnancy."""

from __future__ import annotations

from collections.abc import Iterator

from planner.records.fhir.shapes import FhirConcept, FhirObservation, FhirQuantity
from planner.records.fhir.words import coded, day_of
from planner.records.health.codes import (
    DUE,
    PREGNANCY,
    SMOKING,
    WEEKS,
    is_not_pregnant,
    is_pregnant,
    smoking_words,
)
from planner.records.health.facts import (
    SMOKING_NOT_KNOWN,
    CodedWords,
    LeftOut,
    RecordedFact,
    RecordedHabit,
    RecordedPregnancy,
    RecordedResult,
)
from planner.records.health.results import measured_codes, number_words

_NO_RESULT = {"entered-in-error": "entered in error", "cancelled": "a result that was cancelled"}
_OTHER = LeftOut("a result that decides nothing here")


def observation_facts(one: FhirObservation) -> Iterator[RecordedFact]:
    """Yield what an observation says, each of its parts too."""
    if one.status in _NO_RESULT:
        yield LeftOut(_NO_RESULT[one.status])
        return
    day = day_of(one.effective_date_time, one.effective_period.end, one.effective_period.start, one.effective_instant)
    codes = one.code.codes()
    if codes & SMOKING:
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
    codes, value = one.code.codes(), coded(one.value_codeable_concept)
    weeks = _in_weeks(one.value_quantity)
    if codes & DUE and one.value_date_time:
        yield RecordedPregnancy(pregnant=True, day=day, due=one.value_date_time[:10])
    elif codes & WEEKS and weeks is not None:
        yield RecordedPregnancy(pregnant=True, day=day, weeks=weeks)
    elif is_pregnant(value) or one.value_boolean:
        yield RecordedPregnancy(pregnant=True, day=day)
    elif is_not_pregnant(value) or one.value_boolean is False:
        yield RecordedPregnancy(pregnant=False, day=day)
    else:
        yield LeftOut("pregnancy, of which nothing is known")


def _in_weeks(value: FhirQuantity | None) -> float | None:
    if value is None or value.value is None:
        return None
    unit = (value.code or value.unit).lower()
    return value.value / 7 if unit in ("d", "day", "days") else value.value


def _results(one: FhirObservation, day: str) -> Iterator[RecordedResult]:
    """Yield what was measured; parts of one observation belong together."""
    parts: list[tuple[FhirConcept, FhirQuantity | None]] = [(one.code, one.value_quantity)]
    parts += [(part.code, part.value_quantity) for part in one.component]
    for concept, value in parts:
        code = next((code for code in concept.codes() if code in measured_codes()), "")
        if code and value is not None and value.value is not None:
            number = number_words(value.value, value.comparator)
            yield RecordedResult(code, number, value.unit or value.code, day, group=one.id)
