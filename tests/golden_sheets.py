"""The sheets that stand in golden/ as text: both plans for two people, from one start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from conftest import CONTENT, plan_for

from planner.document.compose import compose
from planner.formats.text import to_text
from planner.profile.source import read_profile_file

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "golden"
PEOPLE = ("everything", "age-only")


def names() -> Iterator[str]:
    """Yield the name of each sheet: its plan and its profile."""
    yield from (f"{plan}.{person}" for plan in sorted(CONTENT.templates) for person in PEOPLE)


def text_of(name: str) -> str:
    """Return the words of one sheet."""
    plan, person = name.split(".")
    profile = read_profile_file(HERE / "profiles" / f"{person}.yaml").data
    return to_text(compose(plan_for(profile, plan), CONTENT))
