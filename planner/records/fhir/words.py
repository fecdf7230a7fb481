"""A CodeableConcept of FHIR as coded words."""

from __future__ import annotations

from planner.records.fhir.shapes import FhirConcept, FhirMedication
from planner.records.health.facts import CodedWords, RecordCode, system_of


def coded(concept: FhirConcept) -> CodedWords:
    """Return a concept as words and codes."""
    codes = tuple(RecordCode(system_of(one.system), one.code, one.display) for one in concept.coding)
    return CodedWords(concept.text, codes)


def medicine_named(medication: FhirMedication) -> CodedWords | None:
    """Return what a Medication is, by its code or by all that it holds; None where it does not say."""
    if medication.code != FhirConcept():
        return coded(medication.code)
    held = [coded(one.item_codeable_concept) for one in medication.ingredient]
    names = [one.text or next((code.name for code in one.codes if code.name), "") for one in held]
    return CodedWords(" / ".join(names)) if names and all(names) else None


def day_of(*moments: str) -> str:
    """Return the day of the first moment that is given, as YYYY-MM-DD or as much of it as is known."""
    return next((moment[:10] for moment in moments if moment), "")
