"""A C-CDA document: whom it is about, and what its sections say of her."""

from __future__ import annotations

from itertools import count
from xml.etree.ElementTree import Element

from planner.errors import Problem, ProfileError
from planner.records.ccda.parse import read_document
from planner.records.ccda.sections import section_facts
from planner.records.ccda.values import day, words_in
from planner.records.health.facts import HealthRecord, LeftOut, RecordedFact, RecordedPatient

_SOCIAL_SECURITY = "2.16.840.1.113883.4.1"
_NO_SECTIONS = LeftOut("a document without sections, such as a PDF in a C-CDA")
_SEX = {"F": "female", "M": "male", "UN": "unspecified"}


def document_record(data: bytes, file: str) -> HealthRecord:
    """Return the record of the person of a document; raise ProfileError for what is none or harms."""
    facts: list[RecordedFact] = []
    places = count()
    root = read_document(data, file, lambda section: facts.extend(section_facts(section, next(places))))
    roles = root.findall("recordTarget/patientRole")
    if root.tag != "ClinicalDocument" or len(roles) != 1:
        what = "is no C-CDA document" if root.tag != "ClinicalDocument" else f"tells of {len(roles)} people, not of one"
        raise ProfileError.from_problems([Problem(file, 0, 0, f"{what}; export the record of one person as C-CDA")])
    if root.find("component/nonXMLBody") is not None:
        facts.append(_NO_SECTIONS)
    return HealthRecord(_patient(roles[0]), tuple(facts), file)


def _patient(role: Element) -> RecordedPatient:
    person = role.find("patient")
    person = Element("patient") if person is None else person
    return RecordedPatient(
        id=_id(role),
        name=_name(person),
        birth_date=day(person.find("birthTime")),
        sex=_SEX.get(_code(person, "administrativeGenderCode"), ""),
        country=_country(role),
        language=_language(person),
        dead=_is_dead(person),
    )


def _is_dead(person: Element) -> bool:
    """Return whether somebody has died: a time of it counts, but not that there is none."""
    said, time = person.find("sdtc:deceasedInd"), person.find("sdtc:deceasedTime")
    told = "" if said is None else said.get("value", "").strip().lower()
    if told in ("true", "1") or (time is not None and time.get("value")):
        return True
    return time is not None and told not in ("false", "0") and time.get("nullFlavor") != "NA"


def _code(element: Element, tag: str) -> str:
    found = element.find(tag)
    return "" if found is None else found.get("code", "")


def _id(role: Element) -> str:
    """Return the first number of somebody that is not of her social security."""
    ids = [one for one in role.findall("id") if one.get("extension") and one.get("root") != _SOCIAL_SECURITY]
    return ids[0].get("extension", "") if ids else ""


def _name(person: Element) -> str:
    names = person.findall("name")
    name = next((one for one in names if one.get("use", "L") == "L"), names[0] if names else None)
    if name is None:
        return ""
    parts = [words_in(one) for one in name if one.tag in ("given", "family")]
    return " ".join(filter(None, parts)) or words_in(name)


def _country(role: Element) -> str:
    named = {words_in(one) for one in role.findall("addr/country")} - {""}
    return named.pop() if len(named) == 1 else ""


def _language(person: Element) -> str:
    spoken = person.findall("languageCommunication")
    preferred = [
        one for one in spoken if (found := one.find("preferenceInd")) is not None and found.get("value") == "true"
    ]
    codes = {_code(one, "languageCode") for one in preferred or spoken} - {""}
    return codes.pop() if len(codes) == 1 else ""
