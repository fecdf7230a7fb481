"""What each resource of FHIR says of a person: an illness, a medicine, an allergy, a result, or why it is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from planner.records.fhir.medicines import medicine_facts
from planner.records.fhir.observations import observation_facts
from planner.records.fhir.shapes import (
    FhirAllergy,
    FhirConcept,
    FhirCondition,
    FhirEmptyList,
    FhirMedicationUse,
    FhirObservation,
)
from planner.records.fhir.words import coded
from planner.records.health.facts import (
    DENIED_IN_PART,
    NO_ALLERGY,
    NO_ALLERGY_OF_A_KIND,
    NO_MEDICINE,
    NO_PROBLEM,
    NOTHING_KNOWN,
    CodedWords,
    LeftOut,
    RecordedAllergy,
    RecordedFact,
    RecordedIllness,
    SaysNone,
    State,
)

Medicines = Callable[[str], CodedWords | None]
_WRONG = {"entered-in-error": LeftOut("entered in error"), "refuted": LeftOut("refuted")}
_NO_PROBLEM = NO_PROBLEM | {"no-known-problems"}
_NO_ALLERGY = NO_ALLERGY | {"no-known-allergies"}
_OF_A_KIND = NO_ALLERGY_OF_A_KIND | {f"no-known-{kind}-allergies" for kind in ("medication", "food", "environmental")}
_NO_MEDICINE = NO_MEDICINE | {"no-known-medications"}
_NO_INFORMATION = frozenset({"no-problem-info", "no-allergy-info", "no-medication-info"})
_OVER: dict[str, State] = {"resolved": "resolved", "remission": "in remission", "inactive": "past"}
_UNSURE = frozenset({"unconfirmed", "provisional", "differential"})


def facts_of(kind: str, raw: bytes, medicines: Medicines) -> Iterator[RecordedFact]:
    """Yield what one resource says; of a kind that is not read, nothing."""
    if kind == "Condition":
        yield from _illness(msgspec.json.decode(raw, type=FhirCondition))
    elif kind == "AllergyIntolerance":
        yield from _allergy(msgspec.json.decode(raw, type=FhirAllergy))
    elif kind in ("MedicationRequest", "MedicationStatement"):
        use = msgspec.json.decode(raw, type=FhirMedicationUse)
        yield from _unless_none(
            "medications", _NO_MEDICINE, use.medication_codeable_concept, medicine_facts(use, medicines)
        )
    elif kind == "Observation":
        yield from observation_facts(msgspec.json.decode(raw, type=FhirObservation))
    elif kind == "List":
        yield from _empty_list(msgspec.json.decode(raw, type=FhirEmptyList))
    elif kind in ("MedicationAdministration", "MedicationDispense"):
        yield LeftOut("a medicine given or handed out, not prescribed")


READ = (
    "Condition",
    "AllergyIntolerance",
    "MedicationRequest",
    "MedicationStatement",
    "MedicationAdministration",
    "MedicationDispense",
    "Observation",
    "List",
)


def _unless_none(
    key: str, none: frozenset[str], concept: FhirConcept, facts: Iterator[RecordedFact]
) -> Iterator[RecordedFact]:
    """Yield some facts, unless their concept says that there is nothing, or that nobody knows."""
    if concept.codes() & none:
        yield SaysNone(key)
    elif concept.codes() & _NO_INFORMATION:
        yield NOTHING_KNOWN
    else:
        yield from facts


def _illness(condition: FhirCondition) -> Iterator[RecordedFact]:
    wrong = [_WRONG[code] for code in condition.verification_status.codes() if code in _WRONG]
    if wrong:
        yield wrong[0]
        return
    since = condition.onset_date_time or condition.onset_period.start or condition.recorded_date
    until = condition.abatement_date_time or condition.abatement_period.end
    made = RecordedIllness(coded(condition.code), _state(condition, until), since[:10], until[:10])
    yield from _unless_none("conditions", _NO_PROBLEM, condition.code, iter([made]))


def _state(condition: FhirCondition, until: str) -> State:
    """Return the state of an illness; where the record contradicts itself, the one in which it is there."""
    clinical = condition.clinical_status.codes()
    over = next((state for code, state in _OVER.items() if code in clinical), None)
    if over is None and not clinical and (until or condition.abatement_string or condition.abatement_boolean):
        over = "resolved"
    unsure = condition.verification_status.codes() & _UNSURE
    return over or ("suspected" if unsure else "current")


def _allergy(allergy: FhirAllergy) -> Iterator[RecordedFact]:
    wrong = [_WRONG[code] for code in allergy.verification_status.codes() if code in _WRONG]
    if wrong:
        yield wrong[0]
        return
    what = coded(allergy.code)
    things = [what]
    if not (what.text or what.codes):
        named = [coded(one.substance) for one in allergy.reaction if one.substance != FhirConcept()]
        things = list(dict.fromkeys(named)) or things
    if allergy.code.codes() & _OF_A_KIND:
        yield DENIED_IN_PART
        return
    over = bool(allergy.clinical_status.codes() & {"inactive", "resolved"})
    yield from _unless_none("allergies", _NO_ALLERGY, allergy.code, (RecordedAllergy(one, over) for one in things))


# Lists that clinics keep, by LOINC; FHIR lets them say that nothing is known to be on them.
_LISTS = {"11450-4": "conditions", "10160-0": "medications", "29549-3": "medications", "48765-2": "allergies"}


def _empty_list(one: FhirEmptyList) -> Iterator[RecordedFact]:
    keys = [_LISTS[code] for code in one.code.codes() if code in _LISTS]
    if one.status == "current" and not one.entry and "nilknown" in one.empty_reason.codes():
        yield from (SaysNone(key) for key in keys)
