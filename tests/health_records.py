"""Small invented health records: FHIR R4 and C-CDA, each part with as little as it needs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from conftest import CONTENT

from planner.records.health.answers import PersonOfRecord
from planner.records.health.people import open_record

Json = dict[str, Any]
DAY = date(2026, 11, 28)
SNOMED, ICD, RXNORM, LOINC = (
    "http://snomed.info/sct",
    "http://hl7.org/fhir/sid/icd-10-cm",
    "http://www.nlm.nih.gov/research/umls/rxnorm",
    "http://loinc.org",
)


def coding(system: str, code: str, display: str = "") -> Json:
    return {"system": system, "code": code, "display": display}


def concept(text: str = "", *codes: Json) -> Json:
    return {"text": text, "coding": list(codes)} if text else {"coding": list(codes)}


def patient(id_: str = "p1", **more: Any) -> Json:
    return {"resourceType": "Patient", "id": id_, "birthDate": "1956-03-04", "gender": "female"} | more


def condition(what: Json, clinical: str = "active", verification: str = "confirmed", **more: Any) -> Json:
    return {
        "resourceType": "Condition",
        "clinicalStatus": concept("", coding("", clinical)) if clinical else {},
        "verificationStatus": concept("", coding("", verification)),
        "code": what,
        "subject": {"reference": "Patient/p1"},
    } | more


def prescription(what: Json | str, status: str = "active", **more: Any) -> Json:
    named = (
        {"medicationReference": {"reference": what}} if isinstance(what, str) else {"medicationCodeableConcept": what}
    )
    return {
        "resourceType": "MedicationRequest",
        "status": status,
        "intent": "order",
        "subject": {"reference": "Patient/p1"},
        **named,
    } | more


def allergy(what: Json, clinical: str = "active", verification: str = "confirmed") -> Json:
    return {
        "resourceType": "AllergyIntolerance",
        "clinicalStatus": concept("", coding("", clinical)),
        "verificationStatus": concept("", coding("", verification)),
        "code": what,
        "patient": {"reference": "Patient/p1"},
    }


def observation(code: str, day: str = "2026-11-20", **value: Any) -> Json:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": concept("", coding(LOINC, code)),
        "subject": {"reference": "Patient/p1"},
        "effectiveDateTime": day,
    } | value


def quantity(value: float, unit: str, **more: Any) -> Json:
    return {"valueQuantity": {"value": value, "unit": unit, **more}}


def bundle(*resources: Json, **more: Any) -> str:
    return json.dumps(
        {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": r} for r in resources]} | more
    )


def lines(*resources: Json) -> str:
    return "".join(f"{json.dumps(one)}\n" for one in resources)


def people(path: Path, text: str | bytes, as_of: date = DAY) -> list[PersonOfRecord]:
    """Return the people of a record, written to a path."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(open_record(path, CONTENT, as_of))


# --- C-CDA ---

_OIDS = {SNOMED: "2.16.840.1.113883.6.96", RXNORM: "2.16.840.1.113883.6.88", LOINC: "2.16.840.1.113883.6.1"}


def value(tag: str, code: str, name: str, system: str = SNOMED) -> str:
    return f'<{tag} code="{code}" codeSystem="{_OIDS[system]}" displayName="{name}"/>'


def problem(what: str, *, concern: str = "active", times: str = "", status: str = "", attributes: str = "") -> str:
    """Return an entry of a problem; `what` is its value, `status` the code of its own state."""
    inner = f'<observation><code code="33999-4"/><value code="{status}"/></observation>'
    said = f"<entryRelationship>{inner}</entryRelationship>" if status else ""
    return (
        f'<entry><act><statusCode code="{concern}"/><entryRelationship typeCode="SUBJ"><observation {attributes}>'
        f'<statusCode code="completed"/><effectiveTime>{times}</effectiveTime>{what}{said}'
        "</observation></entryRelationship></act></entry>"
    )


def medicine(code: str, *, status: str = "active", times: str = "", attributes: str = "") -> str:
    return (
        f'<entry><substanceAdministration {attributes}><statusCode code="{status}"/>'
        f"<effectiveTime>{times}</effectiveTime><consumable><manufacturedProduct><manufacturedMaterial>{code}"
        "</manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration></entry>"
    )


def allergen(code: str, kind: str = "419199007", attributes: str = "") -> str:
    taken = f"<participant><participantRole><playingEntity>{code}</playingEntity></participantRole></participant>"
    return (
        f'<entry><act><statusCode code="active"/><entryRelationship><observation {attributes}>'
        f"{value('value', kind, 'Allergy')}{taken if code else ''}</observation></entryRelationship></act></entry>"
    )


def finding(code: str, inner: str, day: str = "20261120") -> str:
    return f'<entry><observation><code code="{code}"/><effectiveTime value="{day}"/>{inner}</observation></entry>'


def section(code: str, *entries: str, text: str = "") -> str:
    return f'<component><section><code code="{code}"/><text>{text}</text>{"".join(entries)}</section></component>'


def document(*sections: str, person: str = "", before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<ClinicalDocument xmlns="urn:hl7-org:v3" '
        'xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><recordTarget><patientRole>'
        '<id root="2.16.840.1.113883.4.1" extension="111-00-2222"/><id root="1.2.3" extension="MRN-7"/>'
        "<addr><country>US</country></addr><patient><name><given>Ada</given><family>Muster</family></name>"
        f'<administrativeGenderCode code="F"/><birthTime value="19560304"/>{person}</patient></patientRole>'
        f"</recordTarget><component><structuredBody>{''.join(sections)}</structuredBody></component></ClinicalDocument>"
    )
