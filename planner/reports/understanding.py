"""How the words of a person are understood: what was found in each entry, its status, and what was not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import structs

from planner.content.knowledge import Content
from planner.errors import Problem, ProfileError
from planner.profile.answers import Answers
from planner.profile.dislikes import disliked
from planner.profile.keys import KEYS
from planner.profile.profile import Profile
from planner.profile.resolve import resolve
from planner.profile.values import Wrong
from planner.profile.words import excerpt
from planner.recognition.findings import Finding
from planner.recognition.medication.medicines import Medicine
from planner.reports.reading_steps import reading_steps, steps_text

# Only the words are looked at, and no age changes how they are read.
_ANY_AGE = 50
_DETAILS = ("stage", "severe", "weeks_ago", "weeks", "trimester")


def understood(entries: Iterable[str], key: str, content: Content, as_of: date | None = None) -> list[dict[str, Any]]:
    """Return for each entry what would be found in it under a key, or raise ProfileError where it is no entry.

    Dates are counted to `as_of`, by default today.
    """
    try:
        texts = KEYS[key].parse(list(entries))
    except Wrong as wrong:
        raise ProfileError.from_problems([Problem("", 0, 0, f"{key}: {wrong}", key)]) from wrong
    # Words that say that nobody knows are no entry.
    return [_entry(text, key, content, as_of) for text in texts or ()]


def _entry(text: str, key: str, content: Content, as_of: date | None) -> dict[str, Any]:
    if key == "dislikes":
        return _dislike(text, content)
    profile = resolve(structs.replace(Answers(age=_ANY_AGE), **{key: (text,)}), content, as_of)
    found = [_medicine(medicine, content) for medicine in profile.medicines]
    found += [_finding(finding, content) for finding in profile.findings]
    return {
        "given": text,
        "key": key,
        "found": found,
        "not_read": bool(profile.not_recognised),
        **_assumed(profile),
        "steps": reading_steps(text, key, content.names, as_of),
    }


def _dislike(text: str, content: Content) -> dict[str, Any]:
    """Return what is left out for somebody who does not like it; words for no food of ours do no harm."""
    foods = {food.id: food for food in (*content.foods, *content.drinks)}
    [one] = disliked([text], content)
    shared = {"is": "food", "status": "current", "near_miss": False, "covered": True}
    found = [{"id": id_, "label": foods[id_].text, **shared} for id_ in one.foods]
    return {"given": text, "key": "dislikes", "found": found, "not_read": False, "assumed": [], "steps": []}


def _assumed(profile: Profile) -> dict[str, Any]:
    return {"assumed": [{"as": one.taken, "because": one.because} for one in profile.assumed]}


def _medicine(medicine: Medicine, content: Content) -> dict[str, Any]:
    return {
        "id": medicine.id,
        "is": "medicine",
        "label": medicine.name,
        "classes": [content.classes[class_].label for class_ in medicine.classes],
        "status": "current",
        "near_miss": medicine.near_miss,
        "covered": medicine.covered,
    }


def _finding(finding: Finding, content: Content) -> dict[str, Any]:
    concept = content.concepts.get(finding.id)
    details = {name: getattr(finding, name) for name in _DETAILS if getattr(finding, name) is not None}
    return {
        "id": finding.id,
        "is": finding.fact,
        "label": concept.label if concept else finding.id,
        "status": finding.status,
        **details,
        "near_miss": finding.near_miss,
        "covered": finding.covered,
    }


def understood_text(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the same in lines: the entry, below it what was found, and whether something was not read."""
    for row in rows:
        yield f"{excerpt(row['given'])} ({row['key']})"
        yield from (f"  {_line(found)}" for found in row["found"])
        yield from (f"  assumed: {one['as']}, because {one['because']}" for one in row["assumed"])
        if row["not_read"]:
            yield "  not read: something here is not understood, or no rule covers it; the sheet says so"
        elif not row["found"]:
            yield "  no food of ours" if row["key"] == "dislikes" else "  nothing that a rule speaks of"
        if row["steps"]:
            yield "  how it was read:"
            yield from steps_text(row["steps"])


def _line(found: dict[str, Any]) -> str:
    details = [f"{name.replace('_', ' ')} {found[name]:.3g}" for name in _DETAILS if name != "severe" and name in found]
    details += ["severe" if found["severe"] else "not severe"] if "severe" in found else []
    details += found.get("classes", [])
    more = f" ({', '.join(details)})" if details else ""
    doubt = "; it only resembles that, and only restricts" if found["near_miss"] else ""
    return f"{found['label']}: {found['is']}, {found['status']}{more}{doubt}"
