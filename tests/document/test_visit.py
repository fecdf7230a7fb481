"""The leaf for a visit: unread words first, medicines as read, what was left out and why, room to write."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import words_of
from parts_of import context
from test_medicines import TEN

from planner.document.model import Block, Group, Table, WriteLines, plain
from planner.document.parts.visit import to_ask, visit, visit_due


def _all(blocks: tuple[Block, ...]) -> list[Block]:
    return [one for block in blocks for one in (_all(block.blocks) if isinstance(block, Group) else [block])]


def _tables(profile: dict[str, Any]) -> list[list[list[str]]]:
    tables = [one for one in _all(visit(context(profile)).blocks) if isinstance(one, Table)]
    return [[[plain(cell.text) for cell in row] for row in table.rows] for table in tables]


@pytest.mark.parametrize(
    ("profile", "due"),
    [
        ({"age": 40}, False),
        ({"age": 40, "medications": "none", "conditions": "none"}, False),
        ({"age": 40, "medications": ["indapamide"]}, True),
        ({"age": 40, "conditions": ["gout"]}, True),
        ({"age": 40, "medications": ["blorxamide"]}, True),
        ({"age": 40, "limits": {"fluid": "1.5 L"}}, True),
        ({"age": 40, "conditions": ["mother has diabetes"]}, False),
    ],
)
def test_it_is_due_where_there_is_something_to_show(profile: dict[str, Any], due: bool) -> None:
    assert visit_due(context(profile)) is due


def test_words_that_nobody_could_read_stand_first_and_in_bold() -> None:
    table = next(one for one in _all(visit(context(TEN)).blocks) if isinstance(one, Table))
    first = table.rows[0]
    assert [plain(cell.text) for cell in first] == ["blorxamide 100 mg", "not read: please check"]
    assert all(run.strong for cell in first for run in cell.text)
    assert not any(run.strong for cell in table.rows[1] for run in cell.text)


def test_each_medicine_stands_beside_its_class_and_the_group_that_is_exactly_it() -> None:
    medicines = dict(map(tuple, _tables(TEN)[0]))
    assert medicines["Zocor 20 mg"] == "simvastatin, statin, C10AA"
    assert medicines["furosemide 40 mg"] == "loop diuretic, C03CA"
    assert medicines["salbutamol inhaler"] == "reliever inhaler"
    assert medicines["metformin 500 mg"] == "diabetes tablet"


def test_what_was_left_out_stands_beside_what_it_was_left_out_for() -> None:
    reasons = {why: what for what, why in _tables(TEN)[-1]}
    assert "kale" in reasons["Warfarin"].lower()
    assert reasons["CKD stage 3a"].startswith("Banana, orange")


def test_each_question_has_a_line_to_write_on() -> None:
    sheet = context(TEN)
    lines = [one for one in _all(visit(sheet).blocks) if isinstance(one, WriteLines)]
    questions = tuple(sheet.language.text(line) for line in to_ask(sheet))
    assert questions
    assert questions in [one.labels for one in lines]


def test_medicines_that_are_linked_with_cramps_may_play_a_part() -> None:
    text = words_of(visit(context(TEN)).blocks)
    assert "May play a part in cramps. Furosemide" in text
    assert "May play" not in words_of(visit(context({"age": 40, "conditions": ["gout"], "medications": "none"})).blocks)


@pytest.mark.parametrize(
    ("cramps", "asked"),
    [
        (None, ["Nights a week", "Since", "Muscle", "Pain, of 10"]),
        ({"nights_per_week": 3}, ["Since", "Muscle", "Pain, of 10"]),
        ({"where": ["calf"], "nights_per_week": 3, "for_weeks": 8}, ["Pain, of 10"]),
    ],
)
def test_of_a_cramp_only_what_was_not_told_is_asked(cramps: Any, asked: list[str]) -> None:
    blocks = _all(visit(context({**TEN, "cramps": cramps})).blocks)
    assert tuple(asked) in [one.labels for one in blocks if isinstance(one, WriteLines)]


def test_what_is_none_is_named_in_one_sentence() -> None:
    told = {"age": 40, "conditions": ["gout"], "symptoms": "none", "habits": "none", "diet": "none"}
    assert "None: habits, diet." in words_of(visit(context(told)).blocks)
    assert "None:" not in words_of(visit(context({"age": 40, "conditions": ["gout"]})).blocks)
