"""The day and the month of a date are told apart by the whole column, by who asks, or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from lists import batch, failed, opened
from msgspec import structs

from planner.errors import ProfileError
from planner.records.rows import row_answers

pytestmark = pytest.mark.usefixtures("here")
DAY = date(2026, 11, 23)


def ages(text: str, **options: str) -> list[int]:
    return [row_answers(row, as_of=DAY).answers.age for row in opened(text, **options).rows()]


def test_a_day_over_twelve_settles_the_order_of_its_column() -> None:
    # On 23 November, whoever was born on 12 January is a year older than whoever was born on 1 December.
    assert ages("id,dob\nA,31/12/1956\nB,12/01/1983\nC,01/12/1983\n") == [69, 43, 42]
    assert ages("id,dob\nA,12/31/1956\nB,12/01/1983\nC,01/12/1983\n") == [69, 42, 43]
    assert "dates with the month first" in opened("id,dob\nA,12/31/1956\n").taken


@pytest.mark.parametrize("other", ["", "\nB,31/12/1956\nC,12/31/1956"])
def test_without_a_sign_of_the_order_the_row_fails_and_names_the_option(other: str) -> None:
    done = batch(f"id,dob\nA,12/01/1983{other}\nD,1983-01-12\nE,05/05/1983\n")
    assert failed(done.said) == [2]
    assert "birth_date can be read with the day or with the month first; say which with --date-order dmy" in done.said
    assert done.sheets[-2:] == ["D", "E"]


def test_who_says_the_order_is_believed() -> None:
    text = "id,dob\nA,12/01/1983\nB,13/01/1983\n"
    assert ages(text, date_order="dmy") == [43, 43]
    assert ages(text, date_order="mdy") == [42, 43]


@pytest.mark.parametrize(("country", "age"), [("US", 42), ("United Kingdom", 43), ("Deutschland", 43)])
def test_the_country_of_a_row_says_the_order_where_the_column_does_not(country: str, age: int) -> None:
    assert ages(f"id,dob,country\nA,12/01/1983,{country}\n") == [age]
    # The column is the better witness.
    assert ages(f"id,dob,country\nA,12/01/1983,{country}\nB,13/01/1983,\n") == [43, 43]


def test_in_a_column_of_both_orders_no_country_is_believed() -> None:
    rows = list(opened("id,dob,country\nA,12/01/1983,GB\nB,13/01/1983,GB\nC,01/13/1983,GB\n").rows())
    assert [row_answers(row, as_of=DAY).answers.age for row in rows[1:]] == [43, 43]
    with pytest.raises(ProfileError, match="--date-order"):
        row_answers(rows[0], as_of=DAY)


def test_in_a_country_of_both_orders_the_row_fails() -> None:
    with pytest.raises(ProfileError, match="--date-order"):
        ages("id,dob,country\nA,12/01/1983,Canada\n")


def test_a_date_with_midnight_behind_it_is_a_date() -> None:
    assert ages("id,dob\nA,31/12/1956 00:00:00\nB,12.01.1983 00:00\n") == [69, 43]


def test_an_age_as_people_write_it_and_a_date_in_its_place() -> None:
    rows = list(opened('id,age\nA,67y\nB,67 years\nC,67.0\nD, 67 \nE,"67,0"\nF,9 months\nG,1956-12-31\n').rows())
    assert [row_answers(row).answers.age for row in rows[:-1]] == [67, 67, 67, 67, 67, 0]
    with pytest.raises(ProfileError, match="age is a date; put a date of birth under birth_date"):
        row_answers(rows[-1])


@pytest.mark.parametrize(
    ("cell", "start"), [("2026-12-07", date(2026, 12, 7)), ("24/12/2026", date(2026, 12, 24)), ("", None), ("?", None)]
)
def test_a_row_may_ask_for_its_first_day(cell: str, start: date | None) -> None:
    (row,) = opened(f"id,age,start\nA,67,{cell}\n").rows()
    assert (row.problem, row.start, "start" in row.cells) == ("", start, False)


@pytest.mark.parametrize(("cell", "words"), [("soon", "start is not a date"), ("07/12/2026", "start can be read")])
def test_a_first_day_that_is_none_fails_its_row(cell: str, words: str) -> None:
    (row,) = opened(f"id,age,start\nA,67,{cell}\n").rows()
    assert words in row.problem
    assert structs.asdict(row)["start"] is None
