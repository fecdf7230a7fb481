"""Whom a Patient of FHIR tells of."""

from __future__ import annotations

import msgspec

from planner.records.fhir.shapes import FhirIdentifier, FhirName, FhirPatient
from planner.records.health.facts import RecordedPatient

# Numbers that are known outside the clinic, or that somebody could misuse: they name no file.
_NOT_SHOWN = frozenset({"SS", "SSN", "DL", "PPN", "TAX", "SB"})
_RECORD_NUMBER = "MR"


def patient_of(raw: bytes, reference: str) -> RecordedPatient:
    """Return the person of a Patient."""
    patient = msgspec.json.decode(raw, type=FhirPatient)
    return RecordedPatient(
        id=_id(patient),
        name=_name(patient.name),
        birth_date=patient.birth_date,
        sex=_SEX.get(patient.gender, ""),
        country=_country(patient),
        language=_language(patient),
        dead=patient.deceased_boolean or bool(patient.deceased_date_time),
        reference=reference,
    )


_SEX = {"female": "female", "male": "male", "other": "unspecified"}


def _id(patient: FhirPatient) -> str:
    """Return the number of the clinic's record, else the first other number, else the id of the resource."""
    usable = [one for one in patient.identifier if one.value and one.use != "old" and _is_shown(one)]
    numbers = sorted(usable, key=lambda one: _RECORD_NUMBER not in one.type.codes())
    return numbers[0].value if numbers else patient.id


def _is_shown(identifier: FhirIdentifier) -> bool:
    return not identifier.type.codes() & _NOT_SHOWN and "us-ssn" not in identifier.system


def _name(names: tuple[FhirName, ...]) -> str:
    """Return the name that somebody is called by officially, or usually."""
    wanted = {"official": 0, "usual": 1, "": 2}
    usable = sorted((one for one in names if one.use in wanted), key=lambda one: wanted[one.use])
    if not usable:
        return ""
    name = usable[0]
    return name.text or " ".join([*(given for given in name.given if given), name.family]).strip()


def _country(patient: FhirPatient) -> str:
    """Return the country of somebody's addresses, where they all agree."""
    named = {one.country.strip() for one in patient.address if one.country.strip() and one.use != "old"}
    return named.pop() if len(named) == 1 else ""


def _language(patient: FhirPatient) -> str:
    """Return the language that is preferred, or the only one."""
    spoken = [one for one in patient.communication if one.preferred] or list(patient.communication)
    codes = {code for one in spoken for code in one.language.codes() if code}
    return codes.pop() if len(codes) == 1 else ""
