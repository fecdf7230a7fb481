"""The calendar: seven days, each from morning to bedtime, under ids that stay."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from conftest import CONTENT, plan_for
from icalendar import Calendar, Event

from planner.formats.calendar import to_ics
from planner.model.items import SLOTS

PERSON = {"age": 67, "name": "Ana", "id": "A-1"}


NOTHING = dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies", "diet", "limits"), "none")
# A person who told all, and one of whom a step needs some care.
KNOWN = {**NOTHING, "age": 50, "sex": "male", "breastfeeding": "no", "heat": "no"}
KNOWN |= {"exercise_level": "light", "sleep_position": "side", "daily_posture": "mixed"}
OLDER = {**KNOWN, "age": 79}
# The days of a young person are about something else than food.
YOUNG = {**KNOWN, "age": 17}


def _all(profile: dict[str, Any], plan: str = "night-leg-cramps") -> list[Event]:
    calendar = Calendar.from_ical(to_ics(plan_for(profile, plan), CONTENT))
    return [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]


def _events(profile: dict[str, Any], plan: str = "night-leg-cramps") -> list[Event]:
    """Return the days."""
    return [event for event in _all(profile, plan) if not isinstance(event["dtstart"].dt, datetime)]


def _bedtimes(profile: dict[str, Any], plan: str = "night-leg-cramps") -> list[Event]:
    return [event for event in _all(profile, plan) if isinstance(event["dtstart"].dt, datetime)]


@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_the_steps_of_a_day_stand_in_the_order_of_the_day(plan: str) -> None:
    messages = CONTENT.languages["en"].messages
    places = {messages[f"slot-{slot}"]: place for place, slot in enumerate(SLOTS)}
    for event in _events(PERSON, plan):
        slots = [places[line.split(": ")[0]] for line in str(event["description"]).splitlines()]
        assert slots == sorted(slots)
        assert len(set(slots)) == len(SLOTS)


@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_each_bedtime_has_an_alarm_and_the_steps_of_that_evening(plan: str) -> None:
    days, bedtimes = _events(PERSON, plan), _bedtimes(PERSON, plan)
    assert len(days) == len(bedtimes) == 7
    label = CONTENT.languages["en"].messages["slot-bedtime"]
    for day, bedtime in zip(days, bedtimes, strict=True):
        said = [line for line in str(day["description"]).splitlines() if line.startswith(f"{label}: ")]
        assert str(bedtime["description"]).splitlines() == said
        assert bedtime["dtstart"].dt == datetime.combine(day["dtstart"].dt, time(21, 30))
        (alarm,) = bedtime.walk("VALARM")
        assert (str(alarm["action"]), alarm["trigger"].dt) == ("DISPLAY", timedelta())
        assert str(alarm["description"])
        assert not day.walk("VALARM")


@pytest.mark.parametrize(
    ("bedtime", "first"),
    [
        ("22:15", b"20261123T221500"),
        ("0:30", b"20261124T003000"),
        ("9 am", b"20261123T090000"),
    ],
)
def test_bedtime_is_that_of_the_person_and_after_midnight_belongs_to_the_night_before(
    bedtime: str, first: bytes
) -> None:
    assert _bedtimes({**PERSON, "bedtime": bedtime})[0]["dtstart"].to_ical() == first


def test_a_bedtime_keeps_its_id_when_the_time_is_another() -> None:
    """So that a calendar moves it, and does not hold it twice."""
    assert [str(one["uid"]) for one in _bedtimes(PERSON)] == [
        str(one["uid"]) for one in _bedtimes({**PERSON, "bedtime": "23:00"})
    ]
    assert len({str(one["uid"]) for one in _all(PERSON)}) == 14


def _told(profile: dict[str, Any], plan: str = "night-leg-cramps") -> str:
    return "\n".join(str(event["description"]) for event in _events(profile, plan))


def test_a_day_is_named_by_its_number_and_by_what_it_is_about_for_this_person() -> None:
    made = plan_for(YOUNG)
    assert [day.theme.title for day in made.days] != [theme.title for theme in made.template.themes]
    assert [str(event["summary"]) for event in _events(YOUNG)] == [
        f"Day {day.day}: {day.theme.title}" for day in made.days
    ]


def test_a_step_brings_what_to_take_care_of() -> None:
    said = [rule.say for step in plan_for(OLDER).every_day for rule in step.cautions if rule.say]
    assert said
    assert all(words in _told(OLDER) for words in said)


def test_a_step_names_with_what_to_ask_first_until_all_is_told() -> None:
    made = plan_for(PERSON)
    asked = {check for step in (*made.every_day, *made.days[0].items) for check in step.checks}
    assert asked
    assert all(CONTENT.checks[check].unless.split(", ")[0] in _told(PERSON) for check in asked)
    assert "Ask first with" in _told(PERSON)
    assert "Ask first with" not in _told(KNOWN)


def test_the_ids_stay_when_a_plan_is_made_again_with_other_facts() -> None:
    uids = [str(event["uid"]) for event in _events(PERSON)]
    assert len(set(uids)) == 7
    assert [str(event["uid"]) for event in _events({**PERSON, "medications": ["Zocor"]})] == uids


def test_no_two_people_share_an_id_and_none_tells_a_name() -> None:
    ana, bea = ({str(event["uid"]) for event in _events({**PERSON, "name": name})} for name in ("Ana", "Bea"))
    assert not ana & bea
    assert not any("Ana" in uid or "A-1" in uid for uid in ana)


def test_a_referral_has_no_days() -> None:
    assert not _all({"age": 67, "conditions": ["on dialysis"]})
