"""The plans for a back: spasms are what they speak of, and who has both gets one week that holds both."""

from __future__ import annotations

import re
from typing import Any

from conftest import CONTENT, plan_for

from planner.i18n.language import load_language
from planner.pipeline import chosen_plan
from planner.planning.plan import Plan

TOLD: dict[str, Any] = {"age": 50, "sex": "male", "conditions": "none", "medications": "none", "symptoms": "none"}
SPEECH = load_language(CONTENT, "en", "GB")
# What is true of cramps alone: a study, a sign of another illness, the leg beside the back.
OF_CRAMPS = {"alert-stiff-jaw", "see-numb-weak", "see-calf-pain-walking", "back-first-aid-leg", "change-position"}


def _said(plan: Plan) -> dict[str, str]:
    return {one.id: f"{SPEECH.text(one)} {one.item.why}" for one in plan.printed}


def test_the_back_plan_speaks_of_spasms() -> None:
    plan = plan_for(TOLD, "back-spasms")
    parts = {one.id: one.item.part for one in plan.printed}
    cramps = {id_ for id_, said in _said(plan).items() if re.search(r"\bcramps?\b", said, re.IGNORECASE)}
    assert {id_ for id_ in cramps if parts[id_] != "ask-first" and not id_.startswith("know-")} <= OF_CRAMPS
    assert sum("spasm" in said.lower() for said in _said(plan).values()) >= 5


def test_who_has_both_gets_the_plan_of_both() -> None:
    for where, plan in (
        (["calf"], "night-leg-cramps"),
        (["back"], "back-spasms"),
        (["calf", "back"], "legs-and-back"),
        (["back", "thigh", "foot"], "legs-and-back"),
        (None, "night-leg-cramps"),
    ):
        assert chosen_plan(plan_for({**TOLD, "cramps": {"where": where}}).profile.answers) == plan


def test_the_plan_of_both_has_all_of_the_leg_plan_and_the_moves_of_the_back() -> None:
    """Nothing of the leg plan is lost for somebody who gets both, and nothing stands twice."""
    legs, both = plan_for(TOLD), plan_for(TOLD, "legs-and-back")
    own = {one.id for one in legs.printed}
    held = [one.id for one in both.printed]
    assert own - {*held} == {"first-aid-warmth"}
    assert {"both-first-aid-warmth", "both-first-aid-back", "back-tilt-lying", "back-lift-close", "back-get-up"} <= {
        *held
    }
    said = [SPEECH.text(one) for one in (*both.every_day, *both.notes, *both.alerts)]
    assert len(said) == len({*said})
    assert {one.id for one in legs.alerts} == {one.id for one in both.alerts}


def test_no_warm_pack_on_the_back_in_pregnancy() -> None:
    """The plan of both says the warm pack of a leg, as the back has none of its own."""
    told = {"age": 30, "sex": "female", "pregnancy": {"weeks": 30}}
    lines = {one.id: SPEECH.text(one) for one in plan_for(told, "legs-and-back").notes}
    assert "back-first-aid-warmth" not in lines
    assert [said for said in lines.values() if "warm pack" in said] == [lines["both-first-aid-warmth"]]
    assert lines["both-first-aid-warmth"].startswith("Leg:")
