"""The seven days for a calendar: each as a day, and its bedtime with an alarm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from planner.content.knowledge import Content
from planner.i18n.language import Language, load_language
from planner.model.items import SLOTS
from planner.model.sheet import BEDTIME, bedtime_on
from planner.planning.plan import Day, Plan, Planned

if TYPE_CHECKING:
    from icalendar import Event


def to_ics(plan: Plan, content: Content) -> bytes:
    """Return seven days and seven bedtimes (RFC 5545); the same plan gives the same bytes, a referral no events."""
    from icalendar import Calendar

    options = plan.profile.options
    speech = load_language(content, options.language, plan.profile.answers.country, options.numbers)
    calendar = Calendar()
    calendar.add("prodid", "-//cramp-planner//cramp-planner//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", speech.fill(plan.template.title))
    for day in plan.days:
        calendar.add_component(_day(plan, day, content, speech))
        if bedtime := [item for item in _in_order(plan, day) if item.slot == "bedtime"]:
            calendar.add_component(_bedtime(plan, day, [_line(item, content, speech) for item in bedtime], speech))
    return bytes(calendar.to_ical())


def _day(plan: Plan, day: Day, content: Content, speech: Language) -> Event:
    """Return a day with all that it holds, beside which a calendar stays free."""
    theme = speech.fill(day.theme.title)
    said = [_line(item, content, speech) for item in _in_order(plan, day)]
    event = _event(_uid(plan, day), plan, speech.say("calendar-day", day=day.day, theme=theme), said)
    event.add("dtstart", day.date)
    event.add("dtend", day.date + timedelta(days=1))
    return event


def _bedtime(plan: Plan, day: Day, said: list[str], speech: Language) -> Event:
    """Return what a day has for bedtime, at that time wherever the person is, with an alarm."""
    from icalendar import Alarm

    summary = speech.say("slot-bedtime")
    event = _event(_uid(plan, day, "bedtime"), plan, summary, said)
    event.add("dtstart", bedtime_on(day.date, plan.profile.options.bedtime or BEDTIME))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta())
    event.add_component(alarm)
    return event


def _event(uid: str, plan: Plan, summary: str, said: list[str]) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    # A calendar wants to know when an event was made; the plan's start is the only clock here.
    event.add("dtstamp", datetime.combine(plan.start, datetime.min.time(), tzinfo=UTC))
    event.add("summary", summary)
    event.add("description", "\n".join(said))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _uid(plan: Plan, day: Day, part: str = "") -> str:
    """Return an id that stays the same when the same person's week is made again, and tells nothing of the person."""
    whom, age = plan.profile.identity, plan.profile.answers.age
    which = f"{day.day}\0{part}" if part else f"{day.day}"
    who = f"{whom.id}\0{whom.name}\0{age}\0{plan.template.plan}\0{plan.start}\0{which}"
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
