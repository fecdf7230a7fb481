"""The one page that sends to a clinician: why, what to do now and how fast, what to take along."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.lines import title
from planner.document.model import Block, BulletList, Heading, ListItem, Note, Paragraph, Section, words
from planner.document.parts.sources import status
from planner.document.parts.told import told, twice, unread_note

# What a clinician who sees somebody now wants to know first, where it was not given.
_MATTERS = ("pregnancy", "medications", "conditions", "symptoms", "allergies")


def see_clinician(sheet: SheetContext) -> Section:
    """Return the one page: why, what to do now and how fast, what to take along."""
    return Section("front", tuple(clinician_page(sheet)))


def clinician_page(sheet: SheetContext) -> Iterator[Block]:
    """Yield the blocks of that page."""
    stop = sheet.plan.see_clinician
    assert stop is not None
    refuses = [rule.refuse for rule in stop.rules if rule.refuse]
    yield Heading(1, title(sheet))
    who = refuses[0].who
    fast = Paragraph(words(sheet.say(f"how-fast-{stop.urgency}", who=sheet.language.fill(who))), "lead")
    others = dict.fromkeys(sheet.language.fill(refuse.who) for refuse in refuses[1:] if refuse.who != who)
    more = [Paragraph(words(sheet.say("see-more", who=sheet.language.join(others)) + "."))] if others else []
    yield Note("emergency" if stop.urgency == "emergency" else "message", sheet.say("see-do-now"), (fast, *more))
    yield Heading(2, sheet.say("see-why"))
    whys = dict.fromkeys(sheet.language.fill(refuse.why) for refuse in refuses)
    yield BulletList(tuple(ListItem(words(why)) for why in whys))
    yield Heading(2, sheet.say("see-do-now"))
    steps = dict.fromkeys(sheet.language.fill(step) for refuse in refuses for step in refuse.do_now)
    yield BulletList(tuple(ListItem(words(step)) for step in (*steps, sheet.say("see-holding"))))
    yield Heading(2, sheet.say("see-bring"))
    yield from told(sheet, _MATTERS)
    if sheet.plan.profile.twice:
        yield BulletList(twice(sheet))
    yield from unread_note(sheet)
    yield Paragraph(words(f"{status(sheet)} {sheet.say('disclaimer')}"), "small")
