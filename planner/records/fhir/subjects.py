"""Whom a resource of FHIR is about, and which resources are looked into at all."""

from __future__ import annotations

import msgspec

from planner.errors import Problem, ProfileError
from planner.records.fhir.meaning import READ
from planner.records.fhir.places import key_of
from planner.records.fhir.shapes import FhirHead, FhirIdentifier, FhirKind, FhirNumbers
from planner.records.health.facts import LeftOut

# Nobody is named: the record of one person is about her.
NOBODY_NAMED = ""
SOMEBODY_ELSE = LeftOut("about somebody who is not in the file")
_KEPT = frozenset((*READ, "Patient", "Medication"))
_WRAPPED = "holds other resources inside a resource; give each Bundle a file of its own"
_OTHER_RELEASE = "is of another release of FHIR; export the record again, as FHIR R4"
# What would hide whole records, or was called otherwise before or after R4: passed over, it would be missed.
_REFUSED = {
    "Bundle": _WRAPPED,
    "Parameters": _WRAPPED,
    "MedicationOrder": _OTHER_RELEASE,
    "MedicationUsage": _OTHER_RELEASE,
}


def head_of(raw: bytes | msgspec.Raw, file: str, line: int, where: str) -> FhirHead | None:
    """Return what a resource says of itself, or None where it is of a kind that is not read, whatever is in it.

    Raise ProfileError for what holds other resources, or is of another release.
    """
    try:
        head = msgspec.json.decode(raw, type=FhirHead)
    except msgspec.ValidationError:
        head = FhirHead(msgspec.json.decode(raw, type=FhirKind).resource_type)
        if head.resource_type in _KEPT:
            raise
    kind = head.resource_type
    if kind in _REFUSED:
        raise ProfileError.from_problems([Problem(file, line, 0, f"{where}{kind} {_REFUSED[kind]}")])
    return head if kind in _KEPT else None


def subject_of(head: FhirHead) -> str:
    """Return the name of whom a resource is about, as references call her; nothing where it names nobody."""
    for one in (head.subject, head.patient):
        if one.reference:
            return key_of(one.reference)
        if one.identifier.value:
            return _numbered(one.identifier)
    return NOBODY_NAMED


def numbers_of(raw: bytes | msgspec.Raw) -> tuple[str, ...]:
    """Return the further names of a Patient: her numbers, as references call them."""
    numbers = msgspec.json.decode(raw, type=FhirNumbers).identifier
    return tuple(dict.fromkeys(_numbered(one) for one in numbers if one.value))


def _numbered(one: FhirIdentifier) -> str:
    return f"Patient?identifier={one.system}|{one.value}"
