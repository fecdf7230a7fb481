"""The seven days as all-day events for a calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from planner.content.knowledge import Content
from planner.i18n.language import Language, load_language
from planner.model.items import SLOTS
from planner.planning.plan import Day, Plan, Planned

if TYPE_CHECKING:
    from icalendar import Event


def to_ics(plan: Plan, content: Content) -> bytes:
    """Return seven all-day events (RFC 5545); the same plan gives the same bytes, a see-a-clinician page no events."""
    from icalendar import Calendar

    options = plan.profile.options
    speech = load_language(content, options.language, plan.profile.answers.country, options.numbers)
    calendar = Calendar()
    calendar.add("prodid", "-//cramp-planner//cramp-planner//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", speech.fill(plan.template.title))
    for day in plan.days:
        calendar.add_component(_event(plan, day, content, speech))
    return bytes(calendar.to_ical())


def _event(plan: Plan, day: Day, content: Content, speech: Language) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", _uid(plan, day))
    # A calendar wants to know when an event was made; the plan's start is the only clock here.
    event.add("dtstamp", datetime.combine(plan.start, datetime.min.time(), tzinfo=UTC))
    event.add("dtstart", day.date)
    event.add("dtend", day.date + timedelta(days=1))
    theme = speech.fill(day.theme.title)
    event.add("summary", speech.say("calendar-day", day=day.day, theme=theme))
    event.add("description", "\n".join(_line(item, content, speech) for item in _in_order(plan, day)))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _uid(plan: Plan, day: Day) -> str:
    """Return an id that stays the same when the same person's week is made again, and tells nothing of the person."""
    whom, age = plan.profile.identity, plan.profile.answers.age
    who = f"{whom.id}\0{whom.name}\0{age}\0{plan.template.plan}\0{plan.start}\0{day.day}"
    return f"{sha256(who.encode()).hexdigest()[:32]}@cramp-planner"


def _in_order(plan: Plan, day: Day) -> list[Planned]:
    """Return what a day holds from morning to bedtime; what is of this day alone stands first in its slot."""
    places = {slot: place for place, slot in enumerate(SLOTS)}
    return sorted((*day.items, *plan.every_day), key=lambda item: places[item.slot] if item.slot else len(SLOTS))


def _line(item: Planned, content: Content, speech: Language) -> str:
    """Return an item with its time of day, what to take care of, and with what to ask first."""
    slot = f"{speech.say(f'slot-{item.slot}')}: " if item.slot else ""
    said = [speech.text(item), *(speech.fill(rule.say) for rule in item.cautions if rule.say)]
    asked = [check for check in content.core.checks if check.id in item.checks]
    return slot + " ".join([*dict.fromkeys(said), *([speech.ask_first(asked)] if asked else [])])
