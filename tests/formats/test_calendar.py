"""The calendar: seven days, each from morning to bedtime, under ids that stay."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT, plan_for
from icalendar import Calendar, Event

from planner.formats.calendar import to_ics
from planner.model.items import SLOTS

PERSON = {"age": 67, "name": "Ana", "id": "A-1"}


def _events(profile: dict[str, Any], plan: str = "night-leg-cramps") -> list[Event]:
    calendar = Calendar.from_ical(to_ics(plan_for(profile, plan), CONTENT))
    return [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]


@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_the_steps_of_a_day_stand_in_the_order_of_the_day(plan: str) -> None:
    messages = CONTENT.languages["en"].messages
    places = {messages[f"slot-{slot}"]: place for place, slot in enumerate(SLOTS)}
    for event in _events(PERSON, plan):
        slots = [places[line.split(": ")[0]] for line in str(event["description"]).splitlines()]
        assert slots == sorted(slots)
        assert len(set(slots)) == len(SLOTS)


def test_the_ids_stay_when_a_plan_is_made_again_with_other_facts() -> None:
    uids = [str(event["uid"]) for event in _events(PERSON)]
    assert len(set(uids)) == 7
    assert [str(event["uid"]) for event in _events({**PERSON, "medications": ["Zocor"]})] == uids


def test_no_two_people_share_an_id_and_none_tells_a_name() -> None:
    ana, bea = ({str(event["uid"]) for event in _events({**PERSON, "name": name})} for name in ("Ana", "Bea"))
    assert not ana & bea
    assert not any("Ana" in uid or "A-1" in uid for uid in ana)


def test_a_referral_has_no_days() -> None:
    assert not _events({"age": 67, "conditions": ["on dialysis"]})
