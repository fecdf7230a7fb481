"""What a person does not like: read against the names of foods and of groups, and only ever taking away."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT, plan_for

from planner.planning.plan import Plan
from planner.profile.dislikes import disliked
from planner.profile.resolve import load_profile

FOODS = (*CONTENT.foods, *CONTENT.drinks)
EVERYTHING = [food.text for food in FOODS if food.suggest]
TOLD = {"age": 50, "sex": "male", "conditions": "none", "medications": "none", "allergies": "none", "diet": "none"}


def named(text: str) -> set[str]:
    """Return the foods that an entry names."""
    [one] = disliked([text], CONTENT)
    return {*one.foods}


def _of(section: str) -> set[str]:
    return {food.id for food in FOODS if food.section == section}


@pytest.mark.parametrize(
    ("text", "foods"),
    [
        ("beetroot", {"beetroot-cooked"}),
        ("Beets", {"beetroot-cooked"}),
        ("broccoli!", {"broccoli-cooked"}),
        ("I hate porridge", {"oats-cooked"}),
        ("eggs and tofu", {"egg-boiled", "tofu-calcium-set"}),
        ("anything with tomato", {"tomato"}),
        ("sweet potatoes", {"sweet-potato-baked"}),
        ("tomatoes", {"tomato"}),
        ("berry", {"blueberries", "strawberries", "cranberry-cocktail"}),
        ("peanut butter", {"peanut-butter"}),
        ("soft cheese", {"cheddar", "cottage-cheese-1pc", "feta"}),
        ("fish", {"sardines-canned-bones", "salmon-canned-bones", "salmon-cooked"}),
        ("meat", {"chicken-breast", "liver-and-pate"}),
    ],
)
def test_a_word_leaves_out_the_foods_that_it_names(text: str, foods: set[str]) -> None:
    assert named(text) == foods


@pytest.mark.parametrize(("text", "section"), [("fruit", "fruit"), ("beans", ""), ("nuts", ""), ("citrus", "")])
def test_a_group_is_all_of_its_kind(text: str, section: str) -> None:
    assert len(named(text)) >= 5
    assert named(text) >= (_of(section) if section else set())


@pytest.mark.parametrize("text", ["mushrooms", "Brussels sprouts", "parsnips", "青菜", "<b>", "x" * 60])
def test_what_is_no_food_of_ours_does_no_harm(text: str) -> None:
    """It is no refusal, counts as no unread word, and is told as naming no food."""
    profile = load_profile({**TOLD, "dislikes": [text]}, CONTENT)
    assert not named(text)
    assert [(one.given, one.foods) for one in profile.dislikes] == [(text, ())]
    assert not profile.not_recognised
    assert _shown(plan_for({**TOLD, "dislikes": [text]})) == _shown(plan_for(TOLD))


def _shown(plan: Plan) -> list[str]:
    return [one.id for one in plan.printed]


def test_what_is_disliked_leaves_week_list_and_questions() -> None:
    """Somebody who may have them on asking, and does not want them, is not told to ask either."""
    told: dict[str, Any] = {**TOLD, "dislikes": ["beetroot", "tofu", "fish", "eggs", "potatoes"]}
    plan = plan_for(told)
    gone = plan.profile.disliked
    assert len(gone) >= 8
    assert not {one.id for one in (*plan.foods, *plan.drinks, *plan.ask_first)} & gone
    assert not plan.picked & gone
    assert not [meal for meal in plan.meals if gone & {*meal.foods}]
    assert {one.because for one in plan.decisions if one.item in gone and not one.bearings} == {"not-liked"}


def test_a_dislike_changes_no_rule_and_brings_nothing_in() -> None:
    """Whatever is disliked: facts and verdicts stay, and what may be had is what was to be had, without it."""
    for words in (
        ["fruit"],
        ["dairy", "nuts"],
        EVERYTHING,
        ["grapefruit"],
        ["fish", "meat", "beans"],
    ):
        for told in ({"age": 80}, TOLD, {**TOLD, "medications": ["warfarin"], "conditions": ["CKD stage 3"]}):
            before, after = plan_for(told), plan_for({**told, "dislikes": words})
            assert after.profile.facts == before.profile.facts
            assert [one.judgement.truth for one in after.verdicts] == [one.judgement.truth for one in before.verdicts]
            assert {*after.meals} <= {*before.meals}
            assert _allowed(after) <= _allowed(before)
            kept = {one.id for one in before.avoid} | {one.id for one in before.alerts}
            assert kept <= {one.id for one in (*after.avoid, *after.alerts)}


def _allowed(plan: Plan) -> set[str]:
    room = ("enough-others", "another-of-the-same-choice", "not-needed-this-week")
    return {one.item for one in plan.decisions if one.outcome in ("in", "caution") or one.because in room}


def test_who_likes_nothing_gets_gaps_and_no_food() -> None:
    plan = plan_for({**TOLD, "dislikes": EVERYTHING})
    assert not plan.foods
    assert not plan.picked
    assert "foods" in {gap.slot for gap in plan.gaps}


def test_the_word_none_says_that_there_is_none() -> None:
    assert load_profile({**TOLD, "dislikes": "none"}, CONTENT).answers.dislikes == ()
