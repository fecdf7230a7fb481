"""How long ago, how long, and in which part of a pregnancy."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import CONTENT
from recognised import finding_of, ids

from planner.lexicon.names import Names
from planner.profile.resolve import load_profile
from planner.recognition.quantities.calendar import AsOf
from planner.recognition.reading import read_entry
from planner.reports.reading_steps import reading_steps

MONDAY = date(2026, 11, 23)
ANYWHERE, BRITAIN, AMERICA = AsOf(MONDAY), AsOf(MONDAY, month_first=False), AsOf(MONDAY, month_first=True)

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


def _days(names: Names, text: str, as_of: AsOf = ANYWHERE) -> float | None:
    """Return how many days ago the one event of an entry was; nothing of the entry may be left over."""
    reading = read_entry(text, names, "conditions", as_of)
    assert not reading.leftover, text
    ago = {finding.weeks_ago for finding in reading.findings}
    assert len(ago) == 1
    weeks = ago.pop()
    return None if weeks is None else round(weeks * 7, 6)


DATES = [
    ("hip replacement 2026-09-01", 83),
    ("hip replacement 2026/09/01", 83),
    ("hip replacement 2026-09-01T10:00:00", 83),
    ("hip replacement 2026-09", 54),  # the last day of September
    ("hip replacement 09/2026", 54),
    ("hip replacement 13/9/2026", 71),
    ("hip replacement 13.9.26", 71),
    ("hip replacement 3 September 2026", 81),
    ("hip replacement on the 3rd of September, 2026", 81),
    ("hip replacement Sept 3", 81),
    ("hip replacement 3-sep-2026", 81),
    ("hip replacement Oct 2026", 23),
    ("hip replacement (October 2026)", 23),
    ("hip replacement October", 23),
    ("hip replacement in November", 0),
    ("hip replacement last May", 176),
    ("hip replacement 24 November", 364),  # no year: the last one past
    ("hip replacement 23 November", 0),
    ("hip replacement December", 327),
    ("hip replacement Oct 26", 23),
    ("hip replacement on 3/11", 20),
    ("hip replacement 12/8/98", 10212),
    ("hip replacement in 2018", 2884),
    ("hip replacement 2025", 327),
    ("hip replacement 2026", 29),  # who names only a year does not speak of the last four weeks
    ("hip replacement yesterday", 1),
    ("hip replacement today", 0),
    ("hip replacement last week", 7),
    ("hip replacement last month", 28),
    ("hip replacement in the last month", 0),
    ("hip replacement on Monday", 0),
    ("hip replacement last Tuesday", 6),
    ("hip replacement POD 10", 10),
    ("hip replacement, post-op day 10", 10),
    ("hip replacement 10 days post-op", 10),
    ("hip replacement 7 days ago", 7),
    ("hip replacement 8 days ago", 8),
    ("hip replacement 90 days ago", 90),
    ("hip replacement 91 days ago", 91),
    ("hip replacement 13 weeks back", 90),
    ("hip replacement 3 months ago", 84),
    ("hip replacement 6/52 ago", 42),
    ("hip replacement 6/52", 42),
    ("hip replacement for 6/52", 42),
    ("hip replacement 3/12 ago", 84),
    ("hip replacement 5/7 ago", 5),
    ("hip replacement since October", 23),
    ("hip replacement 26/10", 28),  # too high for a month, so that the order is known
    ("hip replacement 10/26", 28),
    ("hip replacement 3/11", 20),
    ("hip replacement '26", 29),
    ("hip replacement Oct '26", 23),
    ("hip replacement '98", 10189),
    ("hip replacement this year", 29),  # as the number of the year
    ("hip replacement this autumn", 7),
    ("hip replacement this fall", 7),
    ("hip replacement in the fall", 7),
    ("hip replacement on the 10th", 13),
    ("hip replacement on the 31st", 23),
    ("hip replacement on Tues", 6),
    ("hip replacement on Mon", 0),
    ("hip replacement Weds", 5),
    ("hip replacement 2m ago", 56),
    ("hip replacement an hour ago", 0.041667),
    ("hip replacement 36 hours ago", 1.5),
    ("hip replacement 48h ago", 2),
    ("hip replacement half an hour ago", 0.041667),
    ("hip replacement the other day", 0),
    ("hip replacement 2-3 weeks ago", 14),  # of two the nearer
    ("hip replacement 2/3 weeks ago", 14),
    ("hip replacement in the past few months", 0),
    ("still recovering from hip replacement", 0),
    ("getting over a hip replacement", 0),
    ("hip replacement 2 years ago, another now", 0),
]


@pytest.mark.parametrize(("text", "days"), DATES)
def test_a_date_is_counted_in_days_to_the_day_of_asking(names: Names, text: str, days: float) -> None:
    assert _days(names, text) == days


def test_the_same_words_are_longer_ago_a_year_later(names: Names) -> None:
    assert _days(names, "hip replacement Oct 2026", AsOf(date(2027, 11, 23))) == 388
    assert _days(names, "hip replacement in 2026", AsOf(date(2027, 1, 5))) == 29
    assert _days(names, "hip replacement in 2027", AsOf(date(2027, 1, 5))) == 4


def test_a_leap_day_is_a_day(names: Names) -> None:
    assert _days(names, "hip replacement 29 Feb 2024", AsOf(date(2024, 3, 1))) == 1
    assert _days(names, "hip replacement 29 February", AsOf(date(2026, 3, 1))) == 731


def test_numbers_stand_as_the_country_writes_them_and_else_as_the_nearest_day_before(names: Names) -> None:
    text = "hip replacement 3/9/2026"
    assert _days(names, text, BRITAIN) == 81
    assert _days(names, text, AMERICA) == 259
    assert _days(names, text, ANYWHERE) == 81
    assert _days(names, "hip replacement 9/3/2026", ANYWHERE) == 81
    assert _days(names, "hip replacement 12/11/2026", ANYWHERE) == 11
    assert _days(names, "hip replacement 9/13/2026", BRITAIN) == 71
    assert _days(names, "hip replacement 3/11", BRITAIN) == 20
    assert _days(names, "hip replacement 3/11", AMERICA) == 257


def test_the_country_of_a_profile_says_how_its_dates_stand() -> None:
    for country, days in (("US", 259), ("GB", 81), ("CA", 81)):
        person = {"age": 50, "country": country, "conditions": ["hip replacement 3/9/2026"]}
        weeks = load_profile(person, CONTENT, as_of=MONDAY).findings[0].weeks_ago
        assert weeks is not None
        assert round(weeks * 7) == days


NO_DATE_OF_THE_EVENT = [
    "hip replacement, seen 3 Nov 2026",
    "hip replacement, seen in clinic on 3/11/2026",
    "hip replacement, reviewed by cardiology 3 Nov",
    "hip replacement due 3 Dec 2026",
    "hip replacement 3 Dec 2026",
    "hip replacement, next review: 3 Nov 2027",
]


@pytest.mark.parametrize("text", NO_DATE_OF_THE_EVENT)
def test_the_date_of_a_visit_and_a_day_to_come_are_none_of_the_event(names: Names, text: str) -> None:
    assert finding_of(names, text, "hip-replacement").weeks_ago is None
    assert not read_entry(text, names, "conditions", ANYWHERE).leftover


@pytest.mark.parametrize("text", ["hip replacement 2018, again Oct 2026", "hip replacement 2018 again in Oct 2026"])
def test_of_several_dates_the_newest_counts(names: Names, text: str) -> None:
    assert _days(names, text) == 23


@pytest.mark.parametrize("text", ["MI 2019 DVT Oct 2026", "MI 2019, DVT Oct 2026", "MI (2019) DVT (Oct 2026)"])
def test_each_event_has_the_date_behind_it(names: Names, text: str) -> None:
    assert finding_of(names, text, "heart-attack").status == "past"
    assert finding_of(names, text, "blood-clot").status == "current"
    assert read_entry("hip replacement DVT 3 weeks ago", names, "conditions", ANYWHERE).findings[0].weeks_ago == 3


@pytest.mark.parametrize("text", ["dialysis every Monday", "dialysis Monday Wednesday Friday"])
def test_what_is_done_each_week_has_no_date(names: Names, text: str) -> None:
    assert finding_of(names, text, "dialysis").weeks_ago is None


NO_DATES = ["hip replacement 3/12", "hip replacement 5/7", "hip replacement 30/02/2026", "hip replacement 2026-13-01"]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_left_and_the_event_counts_as_one_of_today(names: Names, text: str) -> None:
    reading = read_entry(text, names, "conditions", ANYWHERE)
    assert reading.leftover
    found = finding_of(names, text, "hip-replacement")
    assert (found.status, found.weeks_ago) == ("current", 0)


@pytest.mark.parametrize(
    "text", ["stroke, zork 7", "stroke some minutes before zork", "stroke, another zork", "stroke 1/7"]
)
def test_an_event_whose_time_is_not_understood_is_never_put_into_the_past(names: Names, text: str) -> None:
    assert read_entry(text, names, "conditions", ANYWHERE).leftover
    found = finding_of(names, text, "stroke")
    assert (found.status, found.weeks_ago) == ("current", 0)


@pytest.mark.parametrize("text", ["stroke", "stroke zork", "hip replacement x2"])
def test_an_event_beside_which_no_time_is_told_is_over(names: Names, text: str) -> None:
    assert {finding.status for finding in read_entry(text, names, "conditions", ANYWHERE).findings} == {"past"}


@pytest.mark.parametrize("text", ["stroke this fall", "broke hip in the fall"])
def test_the_fall_of_a_year_is_no_fall(names: Names, text: str) -> None:
    assert "fall-last-year" not in ids(read_entry(text, names, "conditions", ANYWHERE).findings)
    assert "fall-last-year" in ids(read_entry(f"{text}, a fall in May", names, "conditions", ANYWHERE).findings)


@pytest.mark.parametrize("text", ["chest pain this year", "chest pain 3/11", "chest pain this autumn"])
def test_what_only_an_event_has_as_a_date_puts_no_sign_into_the_past(names: Names, text: str) -> None:
    found = finding_of(names, text, "chest-pain")
    assert (found.status, found.weeks_ago) == ("current", None)


@pytest.mark.parametrize("text", ["low back pain 7/10", "stroke, MMSE 13/30", "hip replacement, pain 4/10"])
def test_a_score_is_no_day_of_a_month(names: Names, text: str) -> None:
    reading = read_entry(text, names, "conditions", ANYWHERE)
    assert reading.leftover
    assert {finding.weeks_ago for finding in reading.findings} <= {None, 0}


@pytest.mark.parametrize("ago", range(7))
def test_short_days_are_no_days_where_they_are_something_else(names: Names, ago: int) -> None:
    """On whatever day of the week it is read."""
    day = AsOf(MONDAY - timedelta(days=ago))
    (finding,) = read_entry("last sat 94%", names, "conditions", day).findings
    assert (finding.id, finding.weeks_ago) == ("slightly-low-oxygen-result", None)
    steps = reading_steps("last sat 94%", "conditions", names, day.day)
    assert [one["words"] for one in steps["names"]] == ["last sat measure=94"]
    assert finding_of(names, "dialysis on Mon, Wed and Fri", "dialysis").weeks_ago is None


def test_a_month_that_is_also_a_word_counts_only_beside_a_word_of_time(names: Names) -> None:
    assert finding_of(names, "may have had a DVT", "blood-clot").weeks_ago is None
    assert _days(names, "DVT in May") == 176
    assert _days(names, "DVT 3 May") == 204


def test_a_date_makes_an_event_past_once_it_is_a_year_ago(names: Names) -> None:
    assert finding_of(names, "TIA 2019", "stroke").status == "past"
    reading = read_entry("DVT 20 November 2026", names, "conditions", ANYWHERE)
    assert [finding.status for finding in reading.findings] == ["current"]


PREGNANCIES = [
    ("30 weeks pregnant", 30, None),
    ("pregnant 30 weeks", 30, None),
    ("28+3 weeks pregnant", 29, None),
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
