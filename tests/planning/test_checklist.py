"""Which foods may be chosen, and which of a shelf are listed: those of the week, then those without a question."""

from __future__ import annotations

import pytest
from conftest import CONTENT

from planner.planning.checklist import Choosable, choosable, list_foods
from planner.planning.judging import evaluate
from planner.planning.rulings import Rulings, combine
from planner.profile.resolve import load_profile

TEMPLATE = CONTENT.template("night-leg-cramps")


# Nothing that a food could hang on is left open.
ALL_TOLD = dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies", "diet", "limits"), "none")


def rulings_of(**profile: object) -> Rulings:
    """Return what the shipped rules say to one person."""
    return combine(evaluate(TEMPLATE, load_profile({"age": 44, **profile}, CONTENT).facts))


def test_a_food_to_which_somebody_is_allergic_may_not_be_chosen() -> None:
    before, after = (choosable(rulings_of(allergies=one)) for one in ("none", ["milk"]))
    gone = {one.id for one in (*before.foods, *before.drinks)} - {one.id for one in (*after.foods, *after.drinks)}
    assert gone
    assert all("milk" in TEMPLATE.items[id_].allergens for id_ in gone)  # type: ignore[attr-defined]


def test_each_activity_may_take_only_what_may_be_chosen_and_fits_it() -> None:
    choices = choosable(rulings_of())
    fine = {one.id for one in (*choices.foods, *choices.drinks)}
    for item in TEMPLATE.activities:
        if item.pick is not None:
            assert {one.id for one in choices.pools[item.id]} == fine & TEMPLATE.pool(item) - {
                one.id for one in (choices.drinks if item.pick.source == "foods" else choices.foods)
            }


def _shelf_of(choices: Choosable, id_: str) -> str:
    return next(one.shelf for one in (*choices.foods, *choices.drinks) if one.id == id_)


@pytest.mark.parametrize("picked", [0, 1, 5])
def test_what_the_week_picks_is_always_listed_and_no_shelf_is_longer_for_anything_else(picked: int) -> None:
    rulings = rulings_of(**ALL_TOLD)
    choices = choosable(rulings)
    # The last of a shelf would be the first to go.
    week = {one.id for one in [one for one in choices.foods if one.shelf == choices.foods[0].shelf][::-1][:picked]}
    lists = list_foods(rulings, choices, frozenset(week))
    assert week <= {food.id for food in lists.foods}
    [mine] = [set(ids) for ids in lists.shelves if choices.foods[0].shelf == _shelf_of(choices, ids[0])]
    assert len(mine) == max(3, len(week))
    assert all(week.issuperset(ids[: len(week)]) or week.isdisjoint(ids) for ids in lists.shelves)


def test_a_food_without_a_question_is_listed_before_one_with() -> None:
    rulings = rulings_of(conditions="none")
    choices = choosable(rulings)
    reserve = {one.id: one.reserve for one in (*choices.foods, *choices.drinks)}
    assert len(set(reserve.values())) > 1
    for shelf in list_foods(rulings, choices, frozenset()).shelves:
        assert [reserve[id_] for id_ in shelf] == sorted(reserve[id_] for id_ in shelf)
