"""No sign of how strong the evidence is stands behind what to leave out or to ask about: it would seem harmless."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from conftest import CONTENT
from parts_of import context

from planner.document.lines import kind_of, marks
from planner.document.model import Block, BulletList, Group, Heading, Run
from planner.document.parts.food import food_and_drink
from planner.planning.plan import Planned

ADULT: dict[str, Any] = {"age": 50, "country": "GB"}
ILL: dict[str, Any] = {"age": 79, "medications": ["warfarin", "indapamide"], "conditions": ["asthma", "gout"]}
PLANS = ("night-leg-cramps", "back-spasms", "legs-and-back")
SIGNS = "●◐○"


def _signs(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs if run.mark and not run.source)


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield from _flat(block.blocks) if isinstance(block, Group) else (block,)


@pytest.mark.parametrize("profile", [ADULT, {**ADULT, "age": 13}, ILL])
@pytest.mark.parametrize("plan", PLANS)
def test_the_lists_of_what_to_leave_out_and_to_ask_have_sources_alone(profile: dict[str, Any], plan: str) -> None:
    sheet = context(profile, plan)
    blocks = list(_flat(food_and_drink(sheet).blocks))
    titles = [sheet.say("limit-title"), sheet.say("ask-title")]
    lists = [
        after
        for before, after in pairwise(blocks)
        if isinstance(before, Heading) and before.text in titles and isinstance(after, BulletList)
    ]
    assert lists
    runs = [run for listed in lists for item in listed.items for run in item.text]
    assert any(run.source for run in runs)
    assert not any(sign in run.text for run in runs for sign in SIGNS)


def test_a_line_has_a_sign_only_where_it_says_what_to_do_or_to_watch_for() -> None:
    sheet = context(ADULT)
    lines = [line for plan in PLANS for line in CONTENT.template(plan).lines]
    assert {kind_of(Planned(line)) for line in lines if line.evidence in ("some", "weak", "none")} >= {
        "do",
        "no",
        "ask",
    }
    for line in lines:
        shown = _signs(marks(sheet, Planned(line)))
        # A cause is nothing to do either.
        if kind_of(Planned(line)) in ("no", "ask") or line.part == "causes":
            assert not shown, line.id
        else:
            assert bool(shown) == (line.evidence in ("good", "some", "weak", "none")), line.id


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("profile", [ADULT, ILL])
def test_an_activity_that_forbids_or_asks_has_no_sign_in_the_week(profile: dict[str, Any], plan: str) -> None:
    sheet = context(profile, plan)
    week = [*sheet.plan.every_day, *(item for day in sheet.plan.days for item in day.items)]
    assert {item.item.tells for item in week} - {None} <= {"no", "ask"}
    for item in week:
        expected = bool(item.item.evidence) and item.item.tells is None
        assert bool(_signs(marks(sheet, item))) == expected, item.id


def test_an_activity_or_a_food_that_is_to_be_asked_about_has_no_sign() -> None:
    sheet = context(ADULT)
    walk = next(item for item in CONTENT.template("night-leg-cramps").activities if item.id == "walk-daily")
    assert _signs(marks(sheet, Planned(walk, slot=walk.slot)))
    assert not _signs(marks(sheet, Planned(walk, kind="ask_first", slot=walk.slot)))
