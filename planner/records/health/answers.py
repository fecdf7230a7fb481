"""From what a record says of a person to the answers of a profile: lists in words, and which of them are not whole."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from planner.profile.values import Wrong
from planner.recognition.quantities.calendar import AsOf
from planner.records.health.facts import HealthRecord, LeftOut, RecordedPatient, RecordedPregnancy
from planner.records.health.lists import RecordedList, as_said, facts_of_kind, recorded_lists
from planner.records.health.pregnancy import pregnancy_answer

if TYPE_CHECKING:
    from planner.content.knowledge import Content


class PersonOfRecord(Struct, frozen=True):
    """One person of a health record as the cells of a row; `incomplete` names lists that do not claim to be whole.

    `left_out` says how often something was left out for what reason.
    """

    cells: dict[str, Any]
    incomplete: tuple[str, ...]
    left_out: tuple[tuple[str, int], ...]
    file: str
    line: int
    dead: bool = False
    reference: str = ""


def person_of(record: HealthRecord, content: Content, as_of: date) -> PersonOfRecord:
    """Return the answers that a record makes on a day, and what of it was left out."""
    patient = record.patient
    facts = as_said(record.facts)
    lists = recorded_lists(facts, content.names, AsOf(as_of, _month_first(patient, content)))
    cells: dict[str, Any] = {key: list(made.entries) or "none" for key, made in lists.items() if _said(made)}
    pregnancy, unused = pregnancy_answer(facts_of_kind(facts, RecordedPregnancy), as_of)
    cells |= {"pregnancy": pregnancy} if pregnancy is not None else {}
    fits, reasons = _of_patient(patient, as_of)
    left = Counter(one.reason for one in facts_of_kind(facts, LeftOut))
    left.update([*unused, *reasons, *(reason for made in lists.values() for reason in made.left_out)])
    return PersonOfRecord(
        cells=fits | cells,
        incomplete=tuple(key for key, made in lists.items() if made.entries and not made.whole),
        left_out=tuple(sorted(left.items())),
        file=record.file,
        line=record.line,
        dead=patient.dead,
        reference=patient.reference,
    )


def _said(made: RecordedList) -> bool:
    return bool(made.entries) or made.whole


def _month_first(patient: RecordedPatient, content: Content) -> bool | None:
    country = content.core.countries.get(patient.country)
    return None if country is None else country.month_first


def _of_patient(patient: RecordedPatient, as_of: date) -> tuple[dict[str, Any], list[str]]:
    """Return the plain answers about a person; a country or language that is not sure is left out."""
    from planner.profile.keys import KEYS

    cells: dict[str, Any] = {}
    reasons: list[str] = []
    age = _stricter_age(patient.birth_date, as_of)
    if age is not None:
        cells["age"] = age
        reasons.append("a birth date without its day, of which the stricter age is taken")
        patient = structs.replace(patient, birth_date="")
    for key in ("id", "name", "birth_date", "sex", "country"):
        value = getattr(patient, key)
        try:
            cells |= {key: value} if value and KEYS[key].parse(value) is not None else {}
        except Wrong:
            if key in ("country", "sex"):
                reasons.append(f"a {key} that is not known here")
            else:
                cells[key] = value  # What is wrong with it is said with the row.
    language = patient.language.lower().replace("_", "-").partition("-")[0]
    if language in ("en", "eng"):
        cells["language"] = "en"
    elif language:
        reasons.append("another language than English")
    return cells, reasons


_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)
_GROWN_UP = 18


def _stricter_age(born: str, as_of: date) -> int | None:
    """Return the age of somebody of whom a year or a month of birth is known: the child's or the older.

    None where more is known, or where it is no age.
    """
    found = _YEAR_OR_MONTH.fullmatch(born)
    if found is None:
        return None
    years = as_of.year - int(found[1])
    months = as_of.month - int(found[2]) if found[2] else 0
    oldest = years - (months < 0)
    youngest = years - 1 if not found[2] or months <= 0 else years
    age = max(youngest, 0) if youngest < _GROWN_UP else oldest
    return age if oldest >= 0 and age <= _OLDEST else None


_OLDEST = 115
