"""The CarePlan itself: whose, by what, for when; its activities, its sources, and the same in words."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from html import escape
from typing import Any
from uuid import UUID

from planner.content.knowledge import Content
from planner.files.json import json_bytes
from planner.formats.careplan.activities import Json, activities, period
from planner.formats.careplan.notes import Told, notes
from planner.formats.json import used_sources
from planner.i18n.language import Language, load_language
from planner.model.sources import Source
from planner.planning.plan import Plan

PROFILE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-careplan"
_CATEGORIES = "http://hl7.org/fhir/us/core/CodeSystem/careplan-category"
_RELATED = "http://hl7.org/fhir/StructureDefinition/workflow-relatedArtifact"
_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_XHTML = "http://www.w3.org/1999/xhtml"
_GENDER = {"female": "female", "male": "male", "unspecified": "other"}


def to_careplan(plan: Plan, content: Content) -> bytes:
    """Return a plan as a CarePlan of FHIR R4, a draft that proposes; the same plan gives the same bytes."""
    options = plan.profile.options
    language = load_language(content, options.language, plan.profile.answers.country, options.numbers)
    return json_bytes(_filled(_care_plan(plan, content, language)))


def _care_plan(plan: Plan, content: Content, language: Language) -> Json:
    reference = plan.profile.identity.reference
    acts = activities(plan, content, language)
    title = language.fill(plan.template.title)
    message = "" if plan.see_clinician else language.fill(plan.template.message)
    told = notes(plan, language)
    return {
        "resourceType": "CarePlan",
        "id": _hash(plan)[:32],
        "meta": {"profile": [PROFILE]},
        "language": language.tag,
        "text": {"status": "generated", "div": _narrative(title, message, acts, told, language)},
        "contained": [] if reference else [_patient(plan)],
        "extension": [_artifact(content.sources[id_]) for id_ in used_sources(plan) if id_ in content.sources],
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{UUID(_hash(plan)[:32], version=4)}"}],
        "instantiatesUri": [f"urn:x-cramp-planner:plan:{plan.template.plan}:{plan.template.version}"],
        "status": "draft",
        "intent": "proposal",
        "category": [{"coding": [{"system": _CATEGORIES, "code": "assess-plan"}]}],
        "title": title,
        "description": message,
        "subject": {"reference": reference or "#patient"},
        "period": period(plan),
        "activity": acts,
        "note": [{"text": f"{head}: {line}" if head else line} for head, lines in told for line in lines],
    }


def _hash(plan: Plan) -> str:
    """Return what is the same whenever this person's week is made again, and tells nothing of the person."""
    whom, age = plan.profile.identity, plan.profile.answers.age
    named = (whom.id, whom.name, whom.reference, whom.place, str(age))
    who = "\0".join((*named, plan.template.plan, str(plan.start), "careplan"))
    return sha256(who.encode()).hexdigest()


def _patient(plan: Plan) -> Json:
    """Return a person who is in no record: no name, no number; that these are kept back is said."""
    absent = [{"url": _ABSENT, "valueCode": "masked"}]
    return {
        "resourceType": "Patient",
        "id": "patient",
        "identifier": [{"system": "urn:ietf:rfc:3986", "_value": {"extension": absent}}],
        "name": [{"extension": absent}],
        "gender": _GENDER.get(plan.profile.answers.sex or "", "unknown"),
    }


def _artifact(source: Source) -> Json:
    """Return a source as what the plan rests on."""
    named = ". ".join(str(part) for part in (source.publisher, source.title, source.year) if part)
    made = {"type": "citation", "label": source.code, "display": source.title, "citation": named, "url": source.url}
    return {"url": _RELATED, "valueRelatedArtifact": made}


def _narrative(title: str, message: str, acts: list[Json], told: Told, language: Language) -> str:
    """Return the plan in words, as XHTML."""
    to_do = [_line(one["detail"]) for one in acts if not one["detail"]["doNotPerform"]]
    not_to_do = [_line(one["detail"]) for one in acts if one["detail"]["doNotPerform"]]
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(message)}</p>" if message else "",
        _list("", to_do),
        _list(language.say("careplan-not-to-do"), not_to_do),
        *(_list(head, lines) for head, lines in told),
    ]
    return f'<div xmlns="{_XHTML}">{"".join(parts)}</div>'


def _line(detail: Json) -> str:
    said, reason = str(detail["description"]), detail.get("statusReason", {}).get("text", "")
    if not reason or reason in said:
        return said
    return f"{said}: {reason}" if detail["doNotPerform"] else f"{said} {reason}"


def _list(head: str, lines: Iterable[str]) -> str:
    rows = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (f"<p>{escape(head)}</p>" if head else "") + f"<ul>{rows}</ul>" if rows else ""


def _filled(value: Any) -> Any:
    """Return JSON without what is empty, which FHIR forbids."""
    if isinstance(value, dict):
        made = {key: _filled(one) for key, one in value.items()}
        return {key: one for key, one in made.items() if one not in ("", None, [], {})}
    return [_filled(one) for one in value] if isinstance(value, list) else value
