"""The day to which dates in words are counted: the one asked for, else the start, else today."""

from __future__ import annotations

import json

import pytest
from commands import START, Run


@pytest.mark.parametrize(
    ("dates", "as_of", "urgency"),
    [
        (START, "2026-11-23", "emergency"),
        ((*START, "--as-of", "2026-12-03"), "2026-12-03", "routine"),
        (("--as-of", "2026-11-04"), "2026-11-04", "emergency"),
        ((*START, "--as-of", "2027-12-03"), "2027-12-03", None),
    ],
)
def test_dates_in_words_are_counted_to_the_day_that_is_asked_for_and_else_to_the_start(
    run: Run, dates: tuple[str, ...], as_of: str, urgency: str | None
) -> None:
    person = ("--age", "60", "--sex", "male", "--condition", "K 2.4 on 3 Nov 2026")
    plan = json.loads(run("render", *person, *dates, "-o", "-", "--format", "json").stdout)
    assert plan["profile"]["as_of"] == as_of
    assert (plan["see_clinician"] or {"urgency": None})["urgency"] == urgency


def test_dates_in_words_are_counted_to_today_where_no_day_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793577600")  # 2 November 2026
    plan = json.loads(run("render", "--age", "60", "-o", "-", "--format", "json").stdout)
    assert plan["profile"]["as_of"] == "2026-11-02"


def test_the_reader_of_words_counts_to_the_day_that_is_asked_for(run: Run) -> None:
    said = run("read", "hip replacement on 3 Nov 2026", "--as-of", "2026-11-24", "--format", "json")
    assert json.loads(said.stdout)[0]["found"][0]["weeks_ago"] == 3
