"""The outputs that stand in golden/: both plans for two people as text, and one plan for two people as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from conftest import CONTENT, plan_for

from planner.document.compose import compose
from planner.files.json import json_bytes
from planner.formats.json import plan_json
from planner.formats.text import to_text
from planner.planning.plan import Plan
from planner.profile.source import read_profile_file

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "golden"
PEOPLE = ("everything", "age-only")
# Somebody with a plan, and somebody who is sent to a clinician.
AS_DATA = ("everything", "transplant")


def names() -> Iterator[str]:
    """Yield the name of each file: its plan, its profile, its format."""
    yield from (f"{plan}.{person}.txt" for plan in sorted(CONTENT.templates) for person in PEOPLE)
    yield from (f"night-leg-cramps.{person}.json" for person in AS_DATA)


def words_of(name: str) -> str:
    """Return what one file is to hold."""
    plan, person, form = name.split(".")
    profile = read_profile_file(HERE / "profiles" / f"{person}.yaml").data
    return _WRITERS[form](plan_for(profile, plan))


def _text(plan: Plan) -> str:
    return to_text(compose(plan, CONTENT))


def _json(plan: Plan) -> str:
    data = plan_json(plan, CONTENT)
    # The reasons of a rule stand at every item that it bears on, the same each time: here their number is enough.
    data["decisions"] = [{**decision, "reasons": len(decision["reasons"])} for decision in data["decisions"]]
    return json_bytes(data).decode()


_WRITERS: dict[str, Callable[[Plan], str]] = {"txt": _text, "json": _json}
