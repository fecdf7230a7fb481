"""An age is read as people write it; a birth date gives it on the as-of day, and is neither kept nor repeated."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from conftest import CONTENT, START

from planner.content.knowledge import Content
from planner.errors import ProfileError
from planner.files.places import YamlText
from planner.formats.json import plan_json
from planner.pipeline import SheetRequest, make_plan, read_person, rendered
from planner.profile.answers import Answers, Person, read_answers
from planner.profile.resolve import load_profile

DAY = date(2026, 11, 23)


def _read(data: dict[str, Any], day: date = DAY, **flags: Any) -> Answers:
    return read_answers(YamlText("p", data, {}), flags, as_of=day).answers


@pytest.mark.parametrize(
    ("said", "years"),
    [(said, 67) for said in ("67 years", "67y", "67 yrs", "67 y/o", "67.0", 67.0, "67,0", " 67 ", "67yo")]
    + [
        ("٦٧", 67),
        ("६७", 67),
        ("67", 67),
        ("67 years 3 months", 67),
        ("9 months", 0),
        ("18 months", 1),
        ("3 weeks", 0),
    ],
)
def test_an_age_is_read_as_people_write_it(said: Any, years: int) -> None:
    assert _read({"age": said}).age == years


@pytest.mark.parametrize("said", ["31/12/1956", "1956-12-31", "31 Dec 1956", "December 31, 1956", "19561231", 19561231])
def test_a_date_in_the_age_is_named_with_the_key_to_use_and_not_repeated(said: Any) -> None:
    with pytest.raises(ProfileError) as caught:
        _read({"age": said})
    assert "put a date of birth under birth_date" in str(caught.value)
    assert "1956" not in str(caught.value)


@pytest.mark.parametrize("said", ["1956-12-31", "31/12/1956", "12/31/1956", "31.12.1956", "31 Dec 1956", "19561231"])
def test_a_birth_date_gives_the_age_on_a_day(said: str) -> None:
    assert _read({"birth_date": said}).age == 69
    assert _read({"birth_date": said}, date(2026, 12, 31)).age == 70


def test_the_day_of_the_count_is_today_or_the_day_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    answers = read_answers(YamlText("p", {"birth_date": "1956-11-23"}, {})).answers
    assert (answers.age, answers.as_of) == (70, "2026-11-23")


def test_a_day_and_month_in_doubt_are_asked_for_only_where_the_age_hangs_on_them() -> None:
    assert _read({"birth_date": "02/05/1983"}).age == 43
    with pytest.raises(ProfileError, match="day or with the month first"):
        _read({"birth_date": "02/12/1983"})


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("2027-01-01", "lies after 2026-11-23"),
        ("1850-01-01", "expected 0 to 115"),
        ("1956-13-31", "is not a date"),
        ("31/12/56", "is not a date"),
        ("Ana", "is not a date"),
        (1957, "is not a date"),
    ],
)
def test_a_wrong_birth_date_is_told_without_it(said: Any, words: str) -> None:
    with pytest.raises(ProfileError) as caught:
        _read({"birth_date": said})
    assert words in str(caught.value)
    assert str(said) not in str(caught.value)


def test_an_age_against_a_birth_date_names_both() -> None:
    assert _read({"age": 69, "birth_date": "1956-12-31"}).age == 69
    with pytest.raises(ProfileError, match=r"birth_date gives another age .* than the key age"):
        _read({"age": 67, "birth_date": "1956-12-31"})
    assert _read({"age": 67}, birth_date="1956-12-31").age == 69


def test_a_birth_date_is_nowhere_in_what_is_made(content: Content) -> None:
    person = read_person(None, {"birth_date": "1956-12-31"}, lambda size: b"", DAY)
    plan = make_plan(person, content, SheetRequest(start=START))
    made = [rendered(plan, content, form).decode() for form in ("json", "text", "markdown", "ics")]
    assert not [text for text in made if "1956-12-31" in text or "31 December 1956" in text]
    assert plan_json(plan, content)["profile"]["as_of"] == "2026-11-23"
    by_age = make_plan(Person(_read({"age": 67})), content, SheetRequest(start=START, as_of=DAY))
    assert plan_json(by_age, content)["profile"]["as_of"] == DAY.isoformat()


def test_the_library_counts_to_the_day_that_it_is_given() -> None:
    born = {"birth_date": "1956-12-31"}
    assert load_profile(born, CONTENT, as_of=date(2027, 1, 1)).answers.age == 70
    assert load_profile("birth_date: 1956-12-31", CONTENT, as_of=DAY).answers.age == 69
