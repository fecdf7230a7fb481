"""What signs can be, and what could happen to whoever starts all the same; where page 1 sends to more signs."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT, plan_for, words_of
from parts_of import context
from pdf_reading import sections

from planner.document.compose import compose
from planner.document.emergency import emergency, other_calls
from planner.document.front_forms import FrontForm
from planner.document.model import Heading, Paragraph
from planner.document.parts.fridge import fridges, questions
from planner.document.parts.help import see_someone
from planner.document.parts.stop import stop_blocks
from planner.document.printed import following

EVERYBODY = "Maybe a lung clot, trapped nerves, blocked artery, tetanus, stroke"
DARK = "muscle damage"
NOTHING = dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies", "diet"), "none")
TOLD: dict[str, Any] = {**NOTHING, "age": 50, "sex": "male", "country": "GB"}
MANY = ["furosemide", "apixaban", "simvastatin", "lithium"]


def _signs(profile: dict[str, Any], plan: str = "night-leg-cramps") -> str:
    return words_of([emergency(context(profile, plan))])


def _titles(profile: dict[str, Any]) -> list[str]:
    return [block.text for block in see_someone(context(profile)) if isinstance(block, Heading)]


def _page_1(profile: dict[str, Any]) -> str:
    (leaf,) = fridges(context(profile), [FrontForm()])
    return words_of(list(leaf[0].blocks))


@pytest.mark.parametrize("plan", ["night-leg-cramps", "back-spasms", "legs-and-back"])
def test_page_1_says_what_its_signs_can_be_and_of_no_sign_that_it_does_not_have(plan: str) -> None:
    assert f"{EVERYBODY} or {DARK}. Or dangerous blood salt levels or a leg clot." in _signs({"age": 44}, plan)
    assert f"{EVERYBODY} or a leg clot." in _signs(TOLD, plan)


def test_two_signs_of_the_same_thing_say_it_once() -> None:
    assert _signs({**TOLD, "medications": ["colchicine", "simvastatin"]}).count(DARK) == 1
    assert _signs(TOLD).count("trapped nerves") == 1


def test_in_pregnancy_the_signs_of_the_maternity_unit_say_what_they_can_be() -> None:
    sheet = context({**TOLD, "sex": "female", "age": 30, "pregnancy": {"weeks": 30}})
    assert "Maybe pre-eclampsia (blood pressure), a baby problem or a clot." in words_of(list(other_calls(sheet)))
    assert "leg clot" not in words_of([emergency(sheet)])


def test_signs_that_are_many_are_explained_where_there_is_room() -> None:
    told = {**TOLD, "medications": MANY}
    assert "Maybe" not in _signs(told)
    assert "Page 1 signs: maybe a lung clot" in words_of(list(see_someone(context(told))))
    assert "maybe" not in words_of(list(see_someone(context(TOLD))))


def test_two_sides_in_everyday_words_have_the_signs_alone() -> None:
    assert "Maybe" not in _signs({**TOLD, "edition": "easy"})


def test_whoever_should_not_start_is_told_each_risk_once() -> None:
    said = words_of(list(stop_blocks(context({"age": 44}))))
    assert "Starting could harm your baby, lungs, heart, healing or blood salts." in said


def test_one_risk_stands_beside_the_title() -> None:
    told = {**TOLD, "conditions": ["heart failure"]}
    title, *others = stop_blocks(context(told))
    assert isinstance(title, Heading)
    assert title.aside == "Starting could harm your heart."
    assert not any(isinstance(block, Paragraph) for block in others)


def test_what_follows_from_what_was_not_told_stands_with_the_questions() -> None:
    said = words_of(list(questions(context({"age": 44}))))
    assert "Any medicines? Show this page to a pharmacist first." in said
    assert "Pregnant, or maybe? Ask for a new sheet." in said
    assert "medicines" not in words_of(list(questions(context(TOLD))))


def test_page_1_sends_to_the_signs_of_today_that_it_does_not_have() -> None:
    assert "More signs: When to see someone." in _page_1({"age": 44})
    assert "More signs: When to see someone." in _page_1({**TOLD, "conditions": ["type 2 diabetes"]})


def test_whom_to_call_today_is_for_these_signs_and_for_those_of_the_table_where_it_has_some() -> None:
    assert "Call NHS 111 today for these" in _titles(TOLD)
    assert "Call NHS 111 today for these and Today signs above" in _titles({**TOLD, "medications": ["simvastatin"]})


SIX = ["ramipril", "omeprazole", "metformin", "bisoprolol", "apixaban", "sertraline"]


@pytest.mark.parametrize("medicines", ["none", ["ramipril"], SIX])
def test_in_large_print_what_signs_can_be_stands_on_page_1_or_else_behind(medicines: Any) -> None:
    """The layout chooses, whatever somebody takes: each form of the first leaf is there with it and without."""
    profile = {**TOLD, "medications": medicines, "large_print": True}
    plan = plan_for(profile)
    document = compose(plan, CONTENT, options=plan.profile.options)
    here = ["Maybe a lung clot" in words_of(list(leaf)) for leaf in document.first_leaf]
    assert here[:2] == [True, False]
    assert here.count(True) == here.count(False)
    for leaf, said in zip(document.first_leaf, here, strict=True):
        assert ("Page 1 signs: maybe a lung clot" in words_of(list(following(document, leaf)))) is not said


def test_in_large_print_it_is_printed_where_it_takes_no_page_more() -> None:
    for medicines in ("none", ["ramipril"], SIX):
        plan = plan_for({**TOLD, "medications": medicines, "large_print": True})
        document = compose(plan, CONTENT, options=plan.profile.options)
        assert words_of(list(sections(document))).lower().count("maybe a lung clot") == 1
