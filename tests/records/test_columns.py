"""The columns of a list are known by their usual names, and a birth date stands in place of the age."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.errors import ProfileError
from planner.records.rows import row_answers
from planner.records.source import open_list


def _rows(folder: Path, text: str) -> list[tuple[int, str | None]]:
    file = folder / "list.csv"
    file.write_text(text, encoding="utf-8")
    read = [row_answers(row, as_of=date(2026, 11, 23)).answers for row in open_list(file).rows()]
    return [(answers.age, answers.sex) for answers in read]


def test_columns_are_read_however_they_are_typed(tmp_path: Path) -> None:
    assert _rows(tmp_path, "Patient ID, AGE ,Gender\nA,67,F\n") == [(67, "female")]


@pytest.mark.parametrize("column", ["date_of_birth", "DOB", "birth_date", "Birth Date"])
def test_a_birth_date_stands_in_place_of_the_age(tmp_path: Path, column: str) -> None:
    assert _rows(tmp_path, f"id,{column},sex\nA,31/12/1956,M\nB,1983-05-02,\n") == [(69, "male"), (43, None)]


def test_two_columns_of_one_meaning_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="'sex' stands twice"):
        _rows(tmp_path, "age,sex,Gender\n67,F,M\n")


def test_a_quote_that_swallows_a_row_is_found_by_its_birth_date_too(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text('id,dob,sex\nA,"1956-12-31,M\nB,1983-05-02,F\n', encoding="utf-8")
    assert [row.line for row in open_list(file).rows() if not row.problem] == [3]
