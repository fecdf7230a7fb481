"""What signs can be, where they do not say it themselves, and whether the list of today knows of the table above it."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import words_of
from parts_of import context

from planner.document.model import Heading
from planner.document.parts.help import see_someone

SWOLLEN, DARK = "Swollen calf: maybe a clot.", "Dark urine: maybe muscle damage."
NOTHING = dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies", "diet"), "none")
TOLD: dict[str, Any] = {**NOTHING, "age": 50, "sex": "male", "country": "GB"}


def _said(profile: dict[str, Any], plan: str = "night-leg-cramps") -> str:
    return words_of(list(see_someone(context(profile, plan))))


def _titles(profile: dict[str, Any]) -> list[str]:
    return [block.text for block in see_someone(context(profile)) if isinstance(block, Heading)]


@pytest.mark.parametrize("plan", ["night-leg-cramps", "back-spasms", "legs-and-back"])
def test_a_sheet_says_what_its_signs_can_be_and_of_no_sign_that_it_does_not_have(plan: str) -> None:
    assert f"{SWOLLEN} {DARK}" in _said({"age": 44}, plan)
    assert SWOLLEN in _said(TOLD, plan)
    assert DARK not in _said(TOLD, plan)


def test_a_name_of_a_sign_is_not_what_it_can_be() -> None:
    said = _said({**TOLD, "conditions": ["heart failure"], "medications": ["furosemide"]})
    assert said.index("Call NHS 111 today") - said.index(SWOLLEN) <= len(f"{SWOLLEN} {DARK} ")


def test_two_signs_of_the_same_thing_say_it_once() -> None:
    said = _said({**TOLD, "medications": ["colchicine", "simvastatin"]})
    assert said.count(DARK) == 1


def test_in_pregnancy_the_signs_of_the_maternity_unit_say_what_they_can_be() -> None:
    said = _said({**TOLD, "sex": "female", "age": 30, "pregnancy": {"weeks": 30}})
    assert "maybe dangerous blood pressure (pre-eclampsia)." in said
    assert "One swollen leg: maybe a clot." in said
    assert SWOLLEN not in said


def test_whom_to_call_today_is_for_these_signs_and_for_those_of_the_table_where_it_has_some() -> None:
    assert "Call NHS 111 today for these" in _titles(TOLD)
    assert "Call NHS 111 today for these and Today signs above" in _titles({**TOLD, "medications": ["simvastatin"]})
