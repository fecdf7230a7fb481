"""Parts that are made once for all sheets that are alike: they see nothing else of a person, and nothing stays on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from conftest import CONTENT, START
from msgspec.structs import replace
from parts_of import context
from test_cases import cases

from planner.document.compose import compose
from planner.document.context import SheetContext, alike
from planner.document.model import Document
from planner.pipeline import chosen_plan
from planner.planning.apply import apply
from planner.profile.resolve import load_profile

ADULT = {"age": 40}


def _sheet(**more: Any) -> SheetContext:
    return context({**ADULT, **more})


@alike("start")
def _started(sheet: SheetContext, *more: str) -> list[object]:
    return [sheet.plan.start, sheet.large, *more]


@alike("start")
def _curious(sheet: SheetContext) -> object:
    return sheet.plan.profile


def test_what_is_alike_is_made_once_whoever_asks() -> None:
    assert _started(_sheet()) is _started(_sheet(medications=["lithium"], age=71))


def test_a_day_a_look_or_what_more_is_told_makes_another() -> None:
    sheet = _sheet()
    later = replace(sheet, plan=replace(sheet.plan, start=START + timedelta(7)))
    made = [_started(sheet), _started(later), _started(sheet, "more"), _started(replace(sheet, large=True))]
    assert made == [[START, False], [START + timedelta(7), False], [START, False, "more"], [START, True]]


def test_a_part_sees_nothing_but_what_it_hangs_on() -> None:
    with pytest.raises(AttributeError, match="profile"):
        _curious(_sheet())


# --- the same words whatever was kept ---

# So many of the people of the cases, drawn evenly, are asked for.
_EVERY = 25


def _documents(profiles: list[dict[str, Any]], *, cold: bool = False) -> list[Document]:
    made = []
    for answers in profiles:
        if cold:
            for wording in CONTENT.languages.values():
                wording.forms.clear()
        profile = load_profile(answers, CONTENT, as_of=START)
        made.append(compose(apply(CONTENT.template(chosen_plan(profile.answers)), profile, START), CONTENT))
    return made


def test_documents_are_the_same_with_nothing_kept_and_in_any_order() -> None:
    profiles = [profile for _, _, profile in cases()][::_EVERY]
    warm, again = _documents(profiles), _documents(profiles[::-1])
    assert warm == again[::-1] == _documents(profiles, cold=True)
