"""Why this plan is yours: what came from an answer, what was not told, what was assumed, and nothing of an illness."""

from __future__ import annotations

from typing import Any

from conftest import plain_words, words_of
from parts_of import context, word_count

from planner.document.context import SheetContext
from planner.document.model import Paragraph, Table, plain
from planner.document.parts.why import why
from planner.document.reasons import resolved
from planner.planning.plan import Planned

HEALTHY: dict[str, Any] = {
    "age": 57,
    "sex": "male",
    **dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies", "diet", "limits"), "none"),
    "exercise_level": "light",
    "sleep_position": "back",
    "daily_posture": "sitting",
    "cramps": {"where": ["calf"], "nights_per_week": 2, "for_weeks": 8},
    "heat": "no",
    "country": "GB",
}


def _rows(profile: dict[str, Any]) -> dict[str, str]:
    table = next((one for one in why(context(profile)) if isinstance(one, Table)), None)
    rows = table.rows if table else ()
    return {plain(told.text): " ".join(map(plain_words, (has.text, *has.more))) for told, has in rows}


def test_each_answer_stands_beside_what_it_brought() -> None:
    rows = _rows(HEALTHY)
    assert rows["You sleep on your back"] == "Pillow under the knees and covers off toes"
    assert rows["You exercise a little"].startswith("Walk, 10 minutes at first")
    assert rows["You sit most of the day"].startswith("Stand up or pump your ankles every 30 to 60 minutes.")
    assert rows["No medicine, illness or allergy"] == "Nothing was left out for you"


def test_it_is_short_for_an_ordinary_adult() -> None:
    assert word_count(why(context(HEALTHY))) <= 110
    assert word_count(why(context({"age": 57}))) <= 70


def test_something_left_out_is_never_said_to_be_nothing() -> None:
    assert "Nothing was left out" not in words_of(
        list(why(context({**HEALTHY, "age": 31, "sex": "female", "pregnancy": {"weeks": 30}})))
    )
    assert "Nothing was left out" not in words_of(list(why(context({**HEALTHY, "medications": ["warfarin"]}))))


def test_what_was_not_told_is_one_line() -> None:
    blocks = [one for one in why(context({"age": 57, "exercise_level": "light"})) if isinstance(one, Paragraph)]
    assert len(blocks) == 1
    assert plain(blocks[0].text).startswith("You did not tell us: sex, medicines, illnesses")


def test_of_whom_only_an_age_is_known_no_list_is_needed() -> None:
    said = [plain(one.text) for one in why(context({"age": 57, "country": "US"})) if isinstance(one, Paragraph)]
    assert said == ["You told us only your age."]


def test_an_assumption_names_the_word_that_it_is_about() -> None:
    text = words_of(list(why(context({**HEALTHY, "allergies": ["nuts"]}))))
    assert "What we assumed. nuts: we used tree nuts and peanuts." in text


def _line(sheet: SheetContext, id_: str) -> Planned:
    days = [item for day in sheet.plan.days for item in day.items]
    return next(one for one in (*sheet.plan.printed, *sheet.plan.every_day, *days) if one.id == id_)


def test_reasons_are_this_persons_own_and_name_no_other() -> None:
    sheet = context({**HEALTHY, "medications": ["indapamide"]})
    assert resolved(sheet, _line(sheet, "water-tablet-heat")) == "of indapamide"
    assert resolved(sheet, _line(sheet, "red-flag-salt-danger")) == "of indapamide"
    sheet = context({**HEALTHY, "age": 31, "sex": "female", "pregnancy": {"weeks": 30}})
    assert resolved(sheet, _line(sheet, "pregnancy-hot-bath")) == "you are 30 weeks pregnant"
    sheet = context({**HEALTHY, "conditions": ["heart failure"]})
    assert resolved(sheet, _line(sheet, "sleep-head-raised")) == "of heart failure"
    assert resolved(sheet, _line(sheet, "heart-failure-alcohol")) == "you have heart failure"
    assert resolved(sheet, _line(sheet, "see-swollen-calf")) == ""
