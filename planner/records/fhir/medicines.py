"""Whether a prescribed or stated medicine of FHIR is taken, was taken, or does not count."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from planner.records.fhir.shapes import FhirConcept, FhirKind, FhirMedication, FhirMedicationUse
from planner.records.fhir.words import coded, day_of, medicine_named
from planner.records.health.facts import CodedWords, LeftOut, RecordedFact, RecordedMedicine, Use

# What stands in each status and intent of a request, or of a statement.
_NOTHING = {
    "entered-in-error": "entered in error",
    "cancelled": "a prescription that was cancelled",
    "draft": "a prescription that is only a draft",
    "not-taken": "a medicine that is not taken",
}
_NO_ORDER = {"proposal": "a medicine that is only proposed", "option": "a medicine that is only an option"}
_OVER: dict[str, Use] = {"stopped": "stopped", "completed": "used up"}
_INPATIENT = "an order for a stay in hospital"


def medicine_facts(use: FhirMedicationUse, medicines: Callable[[str], CodedWords | None]) -> Iterator[RecordedFact]:
    """Yield the medicine, taken or stopped, or why it does not count; one on hold or intended counts as taken."""
    reason = _NOTHING.get(use.status) or _NO_ORDER.get(use.intent)
    if use.do_not_perform:
        reason = "a medicine that is not to be taken"
    if not reason and _is_inpatient(use):
        reason = _INPATIENT
    if reason:
        yield LeftOut(reason)
        return
    yield RecordedMedicine(_named(use, medicines), _OVER.get(use.status, "taken"), _end(use), use.authored_on[:10])


def _is_inpatient(use: FhirMedicationUse) -> bool:
    concepts = (use.category,) if isinstance(use.category, FhirConcept) else use.category
    codes = frozenset(code for one in concepts for code in one.codes())
    return bool(codes & {"inpatient"}) and not codes & {"outpatient", "community", "discharge"}


def _named(use: FhirMedicationUse, medicines: Callable[[str], CodedWords | None]) -> CodedWords:
    """Return what the medicine is: said in place, contained, or in a resource of its own."""
    if use.medication_codeable_concept != FhirConcept():
        return coded(use.medication_codeable_concept)
    target = use.medication_reference
    found = _contained(use, target.reference[1:]) if target.reference.startswith("#") else medicines(target.reference)
    return found or CodedWords(target.display)


def _contained(use: FhirMedicationUse, id_: str) -> CodedWords | None:
    # Who prescribed it may be contained beside it; a code of theirs has another shape.
    held = [raw for raw in use.contained if msgspec.json.decode(raw, type=FhirKind).resource_type == "Medication"]
    medicines = (msgspec.json.decode(raw, type=FhirMedication) for raw in held)
    return next((medicine_named(one) for one in medicines if one.id == id_), None)


def _end(use: FhirMedicationUse) -> str:
    """Return the day on which it ended, as far as the record says; when it was prescribed is no end of it."""
    # Of a dose that is tapered off each step has an end; the last one is that of the medicine.
    steps = [step.timing.repeat.bounds_period.end for step in (*use.dosage_instruction, *use.dosage)]
    return day_of(use.effective_period.end, max(steps, default=""), use.dispense_request.validity_period.end)
