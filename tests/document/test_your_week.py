"""The page of the week names a stretch that has a card, and tells one of some days once, beside its time."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import plain_words, plan_for, words_of
from msgspec.structs import replace
from parts_of import context, of_plan

from planner.document.context import SheetContext
from planner.document.model import Heading, Table, plain
from planner.document.parts.stretches import stretches
from planner.document.parts.week import growing, your_week

NOTHING = dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies", "diet"), "none")
TOLD = {**NOTHING, "age": 50, "sex": "male", "exercise_level": "light", "sleep_position": "back", "heat": "no"}


def _tables(profile: dict[str, Any], plan: str) -> tuple[str, str]:
    """Return the words of what is done every day, and of what differs."""
    every, each = (block for block in your_week(context(profile, plan)).blocks if isinstance(block, Table))
    return words_of([every]), words_of([each])


def test_a_stretch_of_some_days_stands_once_beside_its_time() -> None:
    every, each = _tables(TOLD, "back-spasms")
    assert "Knee rolls on Tue, Thu and Sat: see card." in every
    assert "One knee to the chest on Wed and Fri: see card." in every
    assert "Knee" not in each
    assert "knee to the chest" not in each


def test_one_stretch_in_the_place_of_two_is_told_once() -> None:
    """Of whom nothing is known, foot pumps stand in for knee rolls and for a knee to the chest."""
    every, each = _tables({"age": 44}, "back-spasms")
    assert "Foot pumps, Tue to Sat: see card." in every
    assert "Foot pumps" not in each


def test_a_stretch_of_one_day_stands_on_it() -> None:
    every, each = _tables(TOLD, "back-spasms")
    assert "Sit to stand: see card." in each
    assert "Sit to stand" not in every


@pytest.mark.parametrize("plan", ["night-leg-cramps", "back-spasms"])
def test_how_to_walk_is_said_without_a_number_beside_those_of_the_days(plan: str) -> None:
    told = words_of(your_week(context(TOLD, plan)).blocks)
    days = [item.values["minutes"] for item in growing(plan_for(TOLD, plan).days)]
    assert len({*days}) > 1
    how = told[told.rindex("in flat shoes") - 40 :]
    assert not any(f"{minutes} " in how for minutes in {*days})


@pytest.mark.parametrize("plan", ["night-leg-cramps", "back-spasms"])
@pytest.mark.parametrize("profile", [TOLD, {"age": 44}, {**TOLD, "age": 83, "conditions": ["heart failure"]}])
def test_whatever_the_week_only_names_has_a_card_of_that_title(profile: dict[str, Any], plan: str) -> None:
    sheet = context(profile, plan)
    cards = {block.text for block in _titles(sheet)}
    named = [one for one in sheet.plan.stretches if f"{one.text}: see card" in " ".join(_tables(profile, plan))]
    assert named
    # What a stretch is for stands behind its name.
    assert {": ".join(filter(None, (one.text, one.aim))) for one in named} <= cards


def _titles(sheet: SheetContext) -> list[Heading]:
    """Return the headings of the page of the stretches, those within cards too."""
    (section,) = stretches(sheet)
    inside = [block for one in section.blocks for block in getattr(one, "blocks", ())]
    return [block for block in (*section.blocks, *inside) if isinstance(block, Heading)]


# Nobody gives a child amounts of food.
_CHILD: dict[str, Any] = {"age": 13, "medications": ["salbutamol"], "conditions": ["asthma"]}


def _still(profile: dict[str, Any], plan: str) -> SheetContext:
    """Return the sheet of a person as if nothing that grows from day to day were advised."""
    made = plan_for(profile, plan)
    grows = {item.id for item in growing(made.days)}
    days = (replace(day, items=tuple(item for item in day.items if item.id not in grows)) for day in made.days)
    return of_plan(replace(made, days=tuple(days)))


def _each_day(sheet: SheetContext) -> Table:
    _, each = (block for block in your_week(sheet).blocks if isinstance(block, Table))
    return each


@pytest.mark.parametrize("plan", ["night-leg-cramps", "back-spasms", "legs-and-back"])
@pytest.mark.parametrize("profile", [TOLD, {"age": 44}, _CHILD])
def test_no_column_of_the_week_is_empty(profile: dict[str, Any], plan: str) -> None:
    for each in (_each_day(context(profile, plan)), _each_day(_still(profile, plan))):
        assert {len(row) for row in each.rows} == {len(each.header)} == {len(each.widths)}
        assert sum(each.widths) == pytest.approx(1)
        for title, *column in zip(each.header, *each.rows, strict=True):
            assert any(cell.text for cell in column), plain(title)


@pytest.mark.parametrize(
    ("profile", "walks", "meals"),
    [(TOLD, True, True), (_CHILD, True, False), (TOLD, False, True), (_CHILD, False, False)],
)
def test_a_column_stands_where_there_is_something_for_it(profile: dict[str, Any], walks: bool, meals: bool) -> None:
    plan = "night-leg-cramps"
    each = _each_day(context(profile, plan) if walks else _still(profile, plan))
    titles = ["Day", *["Walk"] * walks, "Also today", *["Healthy meal idea"] * meals]
    assert [plain_words(title).strip() for title in each.header] == titles


def test_a_diet_that_page_1_asks_about_is_not_asked_about_again_beside_the_meals() -> None:
    told = {**TOLD, "medications": "none", "country": "GB"}
    del told["diet"]
    sheet = context(told)
    assert "diet" in {check.id for check in sheet.plan.front_checks}
    assert "special diet" not in words_of(your_week(sheet).blocks)
    # Of whom more is open, page 1 asks about worse things, and the meals about the diet.
    assert "special diet" in words_of(your_week(context({"age": 44})).blocks)
