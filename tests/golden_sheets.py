"""What stands in golden/: people as text and as the tags of their PDF, two in every plan, two as JSON, two editions."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from conftest import CONTENT, plan_for

from planner.document.compose import compose
from planner.files.json import json_bytes
from planner.files.places import YamlText
from planner.formats.json import plan_json
from planner.formats.text import to_text
from planner.pipeline import DEFAULT_PLAN, chosen_plan
from planner.planning.plan import Plan
from planner.profile.answers import read_answers
from planner.profile.source import read_profile_file
from planner.reports.quality.standard import quality_standard

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "golden"
# Two people in every plan, and six in the plan that their own words choose.
PEOPLE = ("everything", "age-only")
OTHERS = ("pregnant", "teenager", "transplant", "ordinary", "three-medicines", "ten-medicines")
# The other editions, each of somebody for whom it has one leaf or says that it has not.
EDITIONS = {"ordinary-short": ("ordinary", "short"), "three-medicines-easy": ("three-medicines", "easy")}
# Somebody with a plan, and somebody who is sent to a clinician.
AS_DATA = ("everything", "transplant")


def names() -> Iterator[str]:
    """Yield the name of each file: its plan, its profile, its format."""
    yield from (f"{plan}.{person}.txt" for plan in sorted(CONTENT.templates) for person in PEOPLE)
    yield from (f"{plan_of(person)}.{person}.txt" for person in (*OTHERS, *EDITIONS))
    yield from (f"night-leg-cramps.{person}.json" for person in AS_DATA)
    yield from (f"{plan_of(person)}.{person}.tags" for person in (*PEOPLE, *OTHERS, *EDITIONS))


def profile_of(person: str) -> Mapping[str, Any]:
    """Return a person's answers: those of `planner quality`, or a file in profiles/."""
    if person in EDITIONS:
        whose, edition = EDITIONS[person]
        return {**profile_of(whose), "edition": edition}
    standard = quality_standard()
    measured = {one.id: one.profile_for(standard.plans[DEFAULT_PLAN]) for one in standard.people}
    files = list((HERE / "profiles").glob(f"{person}.*"))
    return read_profile_file(files[0]).data if files else measured[person]


def plan_of(person: str) -> str:
    """Return the plan that fits where a person's cramps come."""
    return chosen_plan(read_answers(YamlText(person, profile_of(person), {}), {}).answers)


def words_of(name: str) -> str:
    """Return what one file is to hold."""
    plan, person, form = name.split(".")
    return _WRITERS[form](plan_for(profile_of(person), plan))


HINT = "If the change is meant, run `python tests/update_golden.py` and read the difference in git."


def changed(name: str) -> str:
    """Return how a file differs from what it is to hold, in at most eighty lines, or nothing."""
    file = FOLDER / name
    agreed = file.read_text(encoding="utf-8") if file.exists() else ""
    lines = list(
        difflib.unified_diff(agreed.splitlines(), words_of(name).splitlines(), f"golden/{name}", "now", "", "", 1, "")
    )
    more = [f"… and {len(lines) - 80} lines more"] if len(lines) > 80 else []
    return "\n".join([HINT, *lines[:80], *more]) if lines else ""


def _text(plan: Plan) -> str:
    return to_text(compose(plan, CONTENT))


def _json(plan: Plan) -> str:
    data = plan_json(plan, CONTENT)
    # The reasons of a rule stand at every item that it bears on, the same each time: here their number is enough.
    data["decisions"] = [{**decision, "reasons": len(decision["reasons"])} for decision in data["decisions"]]
    return json_bytes(data).decode()


def _tags(plan: Plan) -> str:
    # What reads a PDF is not there where the wheel alone is tried, with the texts.
    from tag_trees import tree_of

    from planner.formats.pdf import pdf_bytes

    return tree_of(pdf_bytes(compose(plan, CONTENT)))


_WRITERS: dict[str, Callable[[Plan], str]] = {"txt": _text, "json": _json, "tags": _tags}
