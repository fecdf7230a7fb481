"""What was left out of a plan has the names of things, and in words how many more, of what kind."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT, words_of
from parts_of import context

from planner.document.attribution import Cause
from planner.document.left_out import Omission, left_out, named
from planner.document.parts.visit import visit
from planner.document.parts.why import why
from planner.model.items import Item

CHILD: dict[str, Any] = {"age": 13, "medications": ["salbutamol"], "conditions": ["asthma"], "country": "GB"}
ILL: dict[str, Any] = {"age": 79, "medications": ["warfarin", "spironolactone"], "conditions": ["CKD stage 3a"]}
PREGNANT: dict[str, Any] = {"age": 31, "sex": "female", "pregnancy": {"weeks": 30}}
PLANS = ("night-leg-cramps", "back-spasms", "legs-and-back")
# With these no name of a thing begins that stands behind "no", "left out" or a comma.
_NO_NAME = (
    "no not never nothing without a an the your one two ask break check do drink fill get keep lie look make put read "
    "roll set show sit sleep stand take try untuck wear write"
)


def _activities() -> dict[str, Item]:
    items = [item for plan in PLANS for item in CONTENT.template(plan).activities]
    return {item.id: item for item in items if item.pick is None}


@pytest.mark.parametrize("item", [one for one in _activities().values() if not one.stretch], ids=lambda one: one.id)
def test_an_activity_that_may_be_left_out_has_the_name_of_a_thing(item: Item) -> None:
    begins = item.short.lower().split()[0]
    assert (begins in _NO_NAME.split()) <= (item.tells in ("no", "ask")), item.short


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("profile", [CHILD, ILL, PREGNANT, {**CHILD, "medications": ["warfarin"]}])
def test_what_forbids_or_asks_is_no_thing_that_was_left_out(profile: dict[str, Any], plan: str) -> None:
    sheet = context(profile, plan)
    forbid_or_ask = {item.short.lower() for item in _activities().values() if item.tells in ("no", "ask")}
    assert forbid_or_ask.isdisjoint(thing.name.lower() for thing in left_out(sheet))


def test_of_a_child_the_amounts_of_food_are_left_out_and_no_food_by_name() -> None:
    sheet = context(CHILD)
    assert {"caffeine-midday", "pharmacist-tablets", "banana"} <= set(sheet.attribution.left_out)
    assert {thing.name for thing in left_out(sheet)} == {"amounts of food and drink"}
    assert "No amounts of food and drink." in words_of(list(why(sheet)))
    assert "Amounts of food and drink" in words_of(visit(sheet).blocks)


def test_what_a_child_may_not_eat_for_another_reason_is_named() -> None:
    things = list(left_out(context({**CHILD, "medications": ["warfarin"]})))
    for_warfarin = {thing.name for thing in things if thing.cause.all[0].words == "warfarin"}
    assert {"kale", "raw spinach"} <= for_warfarin
    assert "amounts of food and drink" not in for_warfarin


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ("f", ""),
        ("ff", "1 more"),
        ("fff", "2 more foods"),
        ("add", "2 more"),
        ("afdf", "3 more"),
        ("ffa", "2 more"),
        ("aaa", "2 more"),
    ],
)
def test_how_many_more_says_of_what_kind(kinds: str, said: str) -> None:
    whole: dict[str, Any] = {"f": "food", "d": "drink", "a": "activity"}
    things = [Omission(f"thing {at}", whole[kind], Cause()) for at, kind in enumerate(kinds)]
    assert named(context(ILL), [*things, *things], 1) == (["thing 0"], said)


def test_foods_left_out_for_an_illness_are_counted_as_foods() -> None:
    assert "more foods" in words_of(visit(context(ILL)).blocks)
