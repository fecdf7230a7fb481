"""How long ago, how long, and in which part of a pregnancy."""

from __future__ import annotations

import pytest
from recognised import finding_of

from planner.lexicon.names import Names

TIMES = [
    ("hip replacement 8 weeks ago", "hip-replacement", 8),
    ("knee replacement 8 months ago", "knee-replacement", 32),
    ("eight weeks after hip replacement", "hip-replacement", 8),
    ("DVT last week", "blood-clot", 1),
    ("acute DVT", "blood-clot", 0),
    ("hip replacement a week ago", "hip-replacement", 1),
    ("history of DVT", "blood-clot", None),
    ("hip replacement, DVT 3 years ago", "hip-replacement", None),
    ("hip replacement, DVT 3 years ago", "blood-clot", 156),
    ("hip replacement, 8 weeks ago", "hip-replacement", 8),
    ("hip replacement, in pain for 2 years", "hip-replacement", None),
]


@pytest.mark.parametrize(("text", "id_", "weeks"), TIMES)
def test_how_long_ago_is_read_in_weeks(names: Names, text: str, id_: str, weeks: float | None) -> None:
    assert finding_of(names, text, id_).weeks_ago == weeks


def test_a_year_long_past_is_longer_ago_than_any_recent_operation(names: Names) -> None:
    ago = finding_of(names, "had a hip replacement in 2010", "hip-replacement").weeks_ago
    assert ago is not None
    assert ago > 500


PREGNANCIES = [
    ("30 weeks pregnant", 30, None),
    ("pregnant 30 weeks", 30, None),
    ("28+3 weeks pregnant", 28, None),
    ("pregnant, third trimester", None, 3),
    ("expecting a baby", None, None),
    ("7 months pregnant", None, None),
    ("trying to get pregnant", None, None),
]


@pytest.mark.parametrize(("text", "weeks", "trimester"), PREGNANCIES)
def test_any_word_of_pregnancy_switches_it_on(
    names: Names, text: str, weeks: int | None, trimester: int | None
) -> None:
    found = finding_of(names, text, "pregnancy")
    assert (found.weeks, found.trimester, found.status, found.near_miss) == (weeks, trimester, "current", False)


def test_of_two_times_neither_is_taken_for_the_week_of_a_pregnancy(names: Names) -> None:
    assert finding_of(names, "30 weeks pregnant with cramps for 2 weeks", "pregnancy").weeks is None
