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


MANY_EXCLUSIONS: dict[str, dict[str, Any]] = {
    "over 80 with falls": {"age": 86, "habits": ["fell last winter"], "medications": ["amlodipine", "zopiclone"]},
    "kidneys, little potassium": {"age": 71, "conditions": ["CKD stage 3"], "medications": ["spironolactone"]},
    "vegan with coeliac disease": {"age": 40, "diet": ["vegan"], "conditions": ["coeliac disease", "IBS"]},
    "30 weeks pregnant": {"age": 31, "sex": "female", "pregnancy": {"weeks": 30}},
    "a teenager": {"age": 14},
    "an unread medicine": {"age": 60, "medications": ["blorbamab"]},
    "only an age": {"age": 67},
}


@pytest.mark.parametrize("plan", ["night-leg-cramps", "back-spasms"])
@pytest.mark.parametrize("who", MANY_EXCLUSIONS)
def test_each_day_has_two_or_three_things_of_its_own(who: str, plan: str) -> None:
    """What is left of each day is no bare line, however much is left out."""
    made = plan_for(MANY_EXCLUSIONS[who], plan)
    assert made.see_clinician is None
    for day in made.days:
        said = {(item.item.text, *item.picked) for item in day.items}
        assert 2 <= len(said) <= 4, (day.day, said)


def test_who_gets_no_food_gets_something_else_in_its_place() -> None:
    """A teenager's sheet names no food: each day has a small step where others have a meal."""
    made = plan_for({"age": 14})
    assert "food-amounts" in made.reduced
    assert not made.picked
    others = {item.id for day in made.days for item in day.items}
    assert {"show-the-sheet", "list-what-you-take", "look-at-your-feet", "one-question"} <= others
