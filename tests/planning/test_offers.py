"""Another form of an exercise is offered beside the one that is in: without words that only name that one again."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import plan_for

from planner.planning.items import NAMES_SEATED_FORM
from planner.planning.plan import Plan, Planned

NOTHING = dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies", "diet", "limits"), "none")


def _week(plan: Plan) -> list[Planned]:
    return [*plan.every_day, *(item for day in plan.days for item in day.items)]


def _named(items: list[Planned]) -> list[str]:
    return [item.id for item in items if any(NAMES_SEATED_FORM in rule.tags for rule in item.cautions)]


@pytest.mark.parametrize("profile", [{"age": 79, "medications": "none", "conditions": "none"}, {"age": 70}])
def test_a_standing_form_beside_a_chair_does_not_name_the_chair(profile: dict[str, Any]) -> None:
    plan = plan_for(profile)
    offers = [offer for item in _week(plan) for offer in item.offers]
    assert offers
    assert not _named(offers)


def test_a_standing_form_that_is_in_names_the_chair() -> None:
    assert "calf-wall-nightly" in _named(_week(plan_for({**NOTHING, "age": 67, "exercise_level": "sedentary"})))
