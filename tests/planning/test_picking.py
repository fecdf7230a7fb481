"""The meal, food or drink of each day: only of foods that may be chosen, as varied as may be, as the day asks."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import CONTENT, START, plan_for
from test_cases import ALL

from planner.content.knowledge import Content
from planner.content.loader import read_content
from planner.planning.apply import apply
from planner.planning.plan import Plan, Planned
from planner.profile.resolve import load_profile

TOLD = {"age": 44, "sex": "male", "conditions": "none", "medications": "none", "allergies": "none", "diet": "none"}
MEALS = {meal.id: meal for meal in CONTENT.core.meals}
FOODS = {food.id: food for food in (*CONTENT.foods, *CONTENT.drinks)}


def picked(plan: Plan) -> Iterator[Planned]:
    """Yield what a week picks."""
    yield from (item for day in plan.days for item in day.items if item.picked)


def names(plan: Plan) -> list[str]:
    """Return the meals of a week, and the foods alone, in their order."""
    return [item.meal.id if item.meal else item.picked[0] for item in picked(plan)]


def changed(folder: Path, name: str, change: Callable[[str], str]) -> Content:
    """Return the bundled content with one file changed."""
    shutil.copytree(CONTENT.folder, folder)
    file = folder / name
    text = change(file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    return read_content(folder)


def planned(content: Content, profile: dict[str, object]) -> Plan:
    """Return the plan that some content gives."""
    return apply(content.template("night-leg-cramps"), load_profile(profile, content), START)


def _without(name: str) -> Callable[[str], str]:
    """Return how to take every meal with a food out of a file but one that nobody is offered."""

    def change(text: str) -> str:
        head, *blocks = re.split(r"(?=  - id: )", text)
        return head + "".join(block for block in blocks if name in block)

    return change


# --- what may be chosen --------------------------------------------------------------------------------


def test_no_meal_of_any_case_holds_a_food_that_its_person_may_not_have() -> None:
    """Of each meal that may be shown, every food is there to choose: not excluded, not one to ask about first."""
    seen = 0
    # Every tenth is enough: the others obey the same rules, and take minutes.
    for _, wanted, profile in ALL[::10]:
        plan = plan_for(profile, wanted.get("plan", "night-leg-cramps"))
        fine = {
            one.item for one in plan.decisions if one.outcome in ("in", "caution") or one.because == "enough-others"
        }
        for meal in plan.meals:
            assert fine.issuperset(meal.foods), (wanted["name"], meal.id)
        assert {item.meal for item in picked(plan) if item.meal} <= {*plan.meals}
        seen += len(plan.meals)
    assert seen > len(MEALS) * 100


def test_a_meal_is_only_offered_where_it_is_usual() -> None:
    """Not knowing the country offers what is usual everywhere, and no more."""
    american = [meal for meal in MEALS.values() if "US" in meal.countries]
    assert american
    for country, there in (("US", True), ("GB", False), (None, False)):
        plan = plan_for({**TOLD, "country": country} if country else TOLD)
        assert all((meal in plan.meals) is there for meal in american)


def test_the_shopping_list_holds_what_the_meals_are_made_of() -> None:
    plan = plan_for(TOLD)
    listed = {one.id for one in (*plan.foods, *plan.drinks)}
    assert all(listed.issuperset(item.picked) for item in picked(plan))


# --- what comes with it --------------------------------------------------------------------------------


def test_the_cautions_and_questions_of_every_food_come_with_the_meal() -> None:
    """Somebody on warfarin who did not say which allergies there are: each food brings its own."""
    plan = plan_for({**TOLD, "allergies": None, "diet": None, "medications": ["warfarin"], "age": 70})
    of_food = {one.id: one for one in plan.foods}
    for item in picked(plan):
        for food in item.picked:
            assert {*of_food[food].cautions} <= {*item.cautions}
            assert {*of_food[food].checks} <= {*item.checks}
            assert item.kind == "caution" or of_food[food].kind == "do"
    assert any(len(item.checks) > 0 for item in picked(plan))


# --- how varied ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", ["night-leg-cramps", "back-spasms"])
@pytest.mark.parametrize("more", [{}, {"diet": ["vegan"]}, {"diet": ["vegan"], "conditions": ["coeliac disease"]}])
def test_each_day_has_one_meal_and_none_comes_twice(plan: str, more: dict[str, object]) -> None:
    week = plan_for({**TOLD, **more}, plan)
    assert [sum(bool(item.picked) for item in day.items) for day in week.days] == [1] * 7
    assert len({item.meal.id for item in picked(week) if item.meal}) == 7


@pytest.mark.parametrize("conditions", [["CKD stage 3"], ["CKD stage 3", "coeliac disease"], ["low fodmap", "IBS"]])
def test_who_may_have_few_foods_has_seven_meals_too(conditions: list[str]) -> None:
    assert len({*names(plan_for({**TOLD, "age": 70, "conditions": conditions}))} & {*MEALS}) == 7


def test_the_fewer_questions_the_sooner(tmp_path: Path) -> None:
    """A meal with a question is left for one without, however usual it is."""
    plan = plan_for({**TOLD, "diet": None})
    asking = [meal for meal in plan.meals if any(one.checks for one in plan.foods if one.id in meal.foods)]
    assert asking
    assert all(not item.checks for item in picked(plan) if item.slot == "morning")


def test_a_day_that_asks_for_a_mineral_has_a_meal_that_gives_it() -> None:
    plan = plan_for(TOLD)
    wanted = {"lunch-calcium": "calcium", "supper-magnesium": "magnesium", "lunch-potassium": "potassium"}
    found = {item.id: item.picked for item in picked(plan)}
    for place, mineral in wanted.items():
        assert any(mineral in FOODS[id_].gives for id_ in found[place])


# --- where no meal can be made -------------------------------------------------------------------------


@pytest.mark.parametrize("most", [1, 2, 3])
def test_no_food_comes_more_often_than_its_item_allows(tmp_path: Path, most: int) -> None:
    """Where no meal and nothing else is left, a day does without, rather than name the same food again."""
    picks = rf"pick: {{from: foods, where: {{id: quinoa-cooked}}, at_most: {most}}}"

    def change(text: str) -> str:
        text, count = re.subn(r"pick: \{from: foods.*\}", picks, text)
        assert count > 3
        return text.replace("{meal}", "{food}")

    content = changed(tmp_path / "plans", "night-leg-cramps.yaml", change)
    assert Counter(names(planned(content, {"age": 44}))) == {"quinoa-cooked": most}


def test_a_food_stands_alone_where_no_meal_can_be_made(tmp_path: Path) -> None:
    """The only meal left holds milk, which this person may not have: each day names a food, and says so in words."""
    content = changed(tmp_path / "plans", "meals.yaml", _without("yogurt-plain-lowfat"))
    assert content.core.meals
    plan = planned(content, {**TOLD, "allergies": ["milk"]})
    assert [bool(item.food) and item.meal is None for item in picked(plan)] == [True] * 7
    assert len({*names(plan)}) == 7


def test_a_meal_comes_again_only_once_all_were_there(tmp_path: Path) -> None:
    """With one meal to have, it comes twice in the week, as its item allows, and foods alone take the other days."""
    content = changed(tmp_path / "plans", "meals.yaml", _without("meal-chicken-rice-carrots"))
    named = [item for item in picked(planned(content, TOLD)) if item.slot in ("midday", "evening")]
    assert [bool(item.meal) for item in named] == [True, True, False, False, False]


# --- what is not known ---------------------------------------------------------------------------------


def test_a_meal_of_few_questions_comes_before_one_with_what_the_day_asks_for() -> None:
    """The snack of day 6 asks for calcium, which of whom nothing is known hangs on the kidneys."""
    known, nothing = (
        [one for one in picked(plan_for(profile)) if one.id == "snack-calcium"] for profile in (TOLD, {"age": 44})
    )
    assert {FOODS[food].gives for one in known for food in one.picked if "calcium" in FOODS[food].gives}
    assert nothing
    assert not any("kidneys" in one.checks for one in picked(plan_for({"age": 44})))


def test_a_question_above_all_foods_weighs_less_than_one_beside_a_meal() -> None:
    asked_above = {check.id for check in CONTENT.core.checks if check.above_foods}
    checks = {check for one in picked(plan_for({"age": 44})) for check in one.checks}
    assert checks
    assert checks <= asked_above | {"eating"}
