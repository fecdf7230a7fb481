"""A line on foods of a mineral names some of the person's own list, and none that a rule took out or asks about."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT, plan_for
from msgspec.structs import replace
from parts_of import of_plan
from test_cases import ALL

from planner.formats.json import plan_json
from planner.planning.plan import Plan, Planned

WATER_TABLET: dict[str, Any] = {
    "age": 67,
    "medications": ["furosemide"],
    "conditions": "none",
    "allergies": "none",
    "diet": "none",
    "habits": "none",
    "country": "GB",
}


def _line(plan: Plan) -> Planned:
    return next(one for one in plan.notes if one.id == "potassium-food-ok")


def _said(profile: dict[str, Any]) -> str:
    plan = plan_for(profile)
    return of_plan(plan).language.text(_line(plan))


def test_two_foods_of_the_list_are_named() -> None:
    assert _said(WATER_TABLET).startswith("One or two potassium foods a day are fine, such as banana or orange.")


@pytest.mark.parametrize(("key", "value"), [("dislikes", ["banana"]), ("allergies", ["banana"])])
def test_a_food_that_somebody_does_not_eat_is_not_named(key: str, value: list[str]) -> None:
    assert "banana" not in _said({**WATER_TABLET, key: value})


def test_whatever_is_named_stands_on_the_list_without_a_doubt() -> None:
    named = 0
    for _, _, profile in ALL:
        plan = plan_for(profile, "night-leg-cramps")
        for line in plan.notes:
            free = {one.id for one in plan.foods if one.kind == "do" and not one.checks and not one.cautions}
            assert {food.id for food in line.named} <= free
            assert all("potassium" in food.gives for food in line.named)
            named += bool(line.named)
    assert named > 10


def test_how_a_food_is_cooked_is_not_said_and_without_foods_the_sentence_is_whole() -> None:
    said = _said({key: value for key, value in WATER_TABLET.items() if key not in ("allergies", "diet", "habits")})
    assert "such as baked potato with its skin or broccoli. Tablets" in said
    plan = plan_for(WATER_TABLET)
    bare = of_plan(plan).language.text(replace(_line(plan), named=()))
    assert bare == "One or two potassium foods a day are fine. Tablets only if prescribed."


def test_data_names_them_too() -> None:
    plan = plan_for(WATER_TABLET)
    [note] = [one for one in plan_json(plan, CONTENT)["notes"] if one["id"] == "potassium-food-ok"]
    assert "such as banana or orange" in note["text"]
