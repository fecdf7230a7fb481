"""The page for shopping: what somebody must not eat is asked once above the foods, and only what is not known."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from conftest import CONTENT, plan_for, words_of
from parts_of import of_plan

from planner.document.model import Heading, Paragraph
from planner.document.parts.food import food_and_drink

# Somebody who told everything that a question on page 1 could ask.
TOLD: dict[str, Any] = {
    "age": 50,
    "sex": "male",
    "medications": "none",
    "conditions": "none",
    "symptoms": "none",
    "habits": "none",
    "allergies": "none",
    "diet": "none",
    "limits": "none",
    "exercise_level": "light",
    "sleep_position": "side",
    "daily_posture": "mixed",
    "heat": "no",
}
# Each question about what somebody must not eat, the key that answers it, and the words in which the sheet asks it.
ASKED = {
    "allergy": ("allergies", "an allergy"),
    "diet": ("diet", "a special diet"),
    "bowel": ("conditions", "gluten trouble"),
}


def _without(*keys: str) -> dict[str, Any]:
    return {key: value for key, value in TOLD.items() if key not in keys}


def test_all_that_is_asked_above_the_foods_is_asked_for_one_key() -> None:
    assert {check.id for check in CONTENT.core.checks if check.above_foods} == set(ASKED)


@pytest.mark.parametrize("missing", list(product((False, True), repeat=len(ASKED))))
def test_only_what_is_not_known_is_asked_and_once_above_the_foods(missing: tuple[bool, ...]) -> None:
    open_ = dict(zip(ASKED, missing, strict=True))
    plan = plan_for(_without(*(ASKED[check][0] for check, is_missing in open_.items() if is_missing)))
    section = food_and_drink(of_plan(plan))
    lead = next(one for one in section.blocks if isinstance(one, Paragraph))
    below = words_of([one for one in section.blocks if not isinstance(one, Paragraph | Heading)])
    for check, is_missing in open_.items():
        words = ASKED[check][1]
        assert (check in {asked.id for asked in plan.checks}) is is_missing, check
        assert (words in words_of([lead])) is is_missing, check
        assert words not in below.split(CONTENT.core.messages["en"]["limit-title"])[0], check


@pytest.mark.parametrize(
    ("missing", "asked"),
    [
        ((), []),
        (("allergies",), ["allergy"]),
        (("diet",), ["diet"]),
        (("allergies", "diet"), ["allergy", "diet"]),
    ],
)
def test_page_1_asks_for_each_key_that_was_not_told_and_first_what_harms_most(
    missing: tuple[str, ...], asked: list[str]
) -> None:
    assert [check.id for check in plan_for(_without(*missing)).front_checks] == asked


def test_a_diet_is_asked_after_all_that_can_harm() -> None:
    harms = {check.id: check.harm for check in CONTENT.core.checks}
    assert harms["diet"] == max(harms.values())
    graver = plan_for(_without("diet", "medications", "conditions")).front_checks
    assert "diet" not in {check.id for check in graver}


@pytest.mark.parametrize("key", ["allergies", "diet"])
def test_what_was_told_and_not_read_is_asked_too(key: str) -> None:
    asked = {check.id for check in plan_for({**TOLD, key: ["zzqxjjwvk"]}).checks}
    assert asked & ASKED.keys() == {next(check for check, (of, _) in ASKED.items() if of == key)}


def test_what_follows_from_a_yes_and_holds_alone_is_asked_though_nothing_hangs_on_it() -> None:
    """Who told nothing is told neither to drink nor to rub; both warnings stand on page 1 all the same."""
    plan = plan_for({"age": 44})
    hanging = {check for one in plan.printed for check in one.checks}
    assert hanging.isdisjoint({"drinks", "blood-thinner"})
    assert [check.id for check in plan.front_checks] == ["kidneys", "drinks", "blood-thinner"]


def test_nobody_who_told_is_asked_what_holds_alone() -> None:
    assert {check.id for check in plan_for(TOLD).checks}.isdisjoint(
        check.id for check in CONTENT.core.checks if check.front
    )
