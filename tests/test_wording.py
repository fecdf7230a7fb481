"""Nothing that a plan says is lost on paper: each line, food and stretch of a plan stands in the words of its sheet."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT, plan_for, sheet
from test_cases import ALL

from planner.language import load_language
from planner.plan import Plan

# Every case would take a minute; a fifth of them reaches each part of the sheet.
SOME = [(case["name"], profile, case.get("plan", "night-leg-cramps")) for _, case, profile in ALL[::5]]


def unprinted(plan: Plan) -> list[str]:
    """Return the ids of all that a plan holds and its sheet does not say."""
    language = load_language(CONTENT, "en", plan.profile.answers.country)
    words = sheet(plan).casefold()
    asked = {one.id for one in plan.ask_first}
    said: set[str] = set()
    lines = {}
    for day in plan.days:
        lines |= {f"{one.id} {day.day}": language.text(one, again=one.id in said) for one in day.items}
        said |= {one.id for one in day.items}
    lines |= {one.id: language.text(one) for one in plan.printed if one.id not in said | asked}
    lines |= {
        one.id: language.text(one) if one.item.part else language.fill(one.item.short or one.item.text)
        for one in plan.ask_first
    }
    lines |= {rule.id: language.fill(rule.say) for one in plan.printed for rule in one.cautions}
    return [id_ for id_, text in lines.items() if " ".join(text.split()).rstrip(".").casefold() not in words]


@pytest.mark.parametrize(("name", "profile", "plan"), SOME, ids=[name for name, _, _ in SOME])
def test_the_sheet_says_all_that_the_plan_holds(name: str, profile: dict[str, Any], plan: str) -> None:
    assert not unprinted(plan_for(profile, plan)), name
