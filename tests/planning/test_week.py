"""The seven days: what each is about follows what is done, and each has something of its own."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT, plan_for

BATH: dict[str, Any] = {"age": 44, "conditions": "none", "medications": "none", "habits": "none"}
NO_BATH: dict[str, Any] = {"age": 84, "habits": ["fell last winter"]}


@pytest.mark.parametrize("plan", ["night-leg-cramps", "back-spasms"])
def test_a_day_without_its_subject_is_about_something_else(plan: str) -> None:
    """Who may take no warm bath has no day of warmth, and a day of ease in its place."""
    told = {day: day.otherwise for day in CONTENT.template(plan).spec.themes if day.day == 6}
    [(written, other)] = told.items()
    assert other is not None
    for person, title in ((BATH, written.title), (NO_BATH, other.title)):
        made = plan_for(person, plan)
        bath = any("bath" in item.id for day in made.days for item in day.items)
        assert bath is (title == written.title)
        assert made.days[5].theme.title == title


def test_every_other_theme_is_reached_only_where_nothing_of_the_subject_is_done() -> None:
    """Each theme with another names activities of its plan, so that a slip in one cannot change every sheet."""
    for template in CONTENT.templates.values():
        plain = plan_for(BATH, template.id)
        for day in plain.days:
            assert day.theme == template.theme(day.day)
