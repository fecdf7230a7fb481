"""From a plan to the sentences of a sheet in one language: the contents page of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planner.content.knowledge import Content
from planner.document.arrange import movable
from planner.document.context import SheetContext
from planner.document.lines import title
from planner.document.model import Document, Movable, Section, Slot, SlotName, Standing
from planner.document.parts.food import food_and_drink
from planner.document.parts.fridge import fridge, grid
from planner.document.parts.help import cramp_and_help
from planner.document.parts.know import good_to_know
from planner.document.parts.log import night_log
from planner.document.parts.referral import see_clinician
from planner.document.parts.stop import stop_note
from planner.document.parts.stretches import stretches
from planner.document.parts.told import told, unread
from planner.document.parts.visit import visit, visit_in_short
from planner.document.parts.week import seven_days
from planner.document.parts.why import why
from planner.i18n.language import load_language
from planner.model.sheet import Identity, SheetOptions
from planner.planning.plan import Plan


def compose(
    plan: Plan,
    content: Content,
    *,
    options: SheetOptions | None = None,
    identity: Identity | None = None,
) -> Document:
    """Return the whole sheet of a plan as a document, by default as the profile asks for it and for whom it says."""
    options = options or plan.profile.options
    speech = load_language(content, options.language, plan.profile.answers.country)
    paper = options.paper or ("letter" if speech.country.paper == "letter" else "a4")
    sheet = SheetContext(plan, content, speech, paper, bool(options.large_print))
    return document(sheet, identity or plan.profile.identity)


def document(sheet: SheetContext, identity: Identity) -> Document:
    """Return the document with its parts in the order of the sheet."""
    return Document(
        title=title(sheet),
        subject=sheet.say("subject"),
        language=sheet.language.code,
        identity=identity,
        header=header(sheet, identity),
        footer=sheet.say("footer", page="{page}", pages="{pages}"),
        date=dates(sheet),
        foot=foot(sheet),
        sections=tuple(sections(sheet)),
        movables=tuple(movables(sheet)),
        keywords=tuple(sheet.say("keywords").split(", ")),
        paper=sheet.paper,
        large_print=sheet.large,
        day=sheet.plan.start,
    )


def header(sheet: SheetContext, identity: Identity) -> str:
    """Return the head of each page, with the name and id still to fill."""
    if identity.name and identity.id:
        return sheet.say("header-both", name="{name}", id="{id}")
    return "{id}" if identity.id else "{name}"


def foot(sheet: SheetContext) -> str:
    """Return what stands at the foot of every page: whether a clinician has signed the plan off."""
    reviewed = sheet.plan.template.reviewed
    if reviewed.by and reviewed.on:
        return sheet.say("foot-reviewed", by=reviewed.by, on=reviewed.on)
    return sheet.say("foot-draft")


def dates(sheet: SheetContext) -> str:
    """Return the dates of the seven days in words."""
    start = sheet.plan.start
    if sheet.plan.see_clinician:
        return sheet.language.date(start)
    # In large print the long form leaves no room for what else stands at the foot.
    first, last = ("short", "short") if sheet.large else ("day", "date")
    return sheet.say(
        "week-of", first=sheet.language.date(start, first), last=sheet.language.date(start + timedelta(6), last)
    )


def sections(sheet: SheetContext) -> Iterator[Section]:
    """Yield the parts of the sheet."""
    if sheet.plan.see_clinician:
        yield see_clinician(sheet)
        return
    yield Section("front", tuple(fridge(sheet)))
    # The night log is the back of page 1, so that both can be taken out without a part of the rest. In large print
    # page 1 has two sides, so the log's back is another page to take to a visit.
    yield Section("tear-off", (Slot("stop-page"),))
    yield Section("tear-off", (Slot("stop-log"), Slot("grid-log"), *night_log(sheet), Slot("visit-log")))
    yield Section("tear-off", (Slot("visit-page"),))
    yield Section("flow", tuple(seven_days(sheet)))
    yield Section("flow", tuple(food_and_drink(sheet)))
    yield Section("flow", tuple(stretches(sheet)))
    yield Section("flow", tuple(cramp_and_help(sheet)))
    yield Section("flow", tuple(good_to_know(sheet)))
    if sheet.large:
        yield Section("flow", tuple(why(sheet)))
    else:
        # What to take to a visit and why the plan is as it is: whoever reads the one asks for the other.
        yield Section("tear-off", tuple(visit(sheet, (*told(sheet), *unread(sheet)))))
        yield Section("after", tuple(why(sheet)))


def movables(sheet: SheetContext) -> Iterator[Movable]:
    """Yield what may move to where there is room for it, what matters most first."""
    if sheet.plan.see_clinician:
        return
    # Only in large print may those who should not use the sheet fill a page, the back of the log.
    yield from (movable(note, "stop-log", *stop_page(sheet)) for note in stop_note(sheet))
    if sheet.large:
        below = tuple(visit_in_short(sheet))
        yield Movable((Standing("visit-page", tuple(visit(sheet, [Slot("told-visit")]))), Standing("visit-log", below)))
        listed, joined = ((*told(sheet, joined=joined), *unread(sheet)) for joined in (False, True))
        yield Movable((Standing("told-visit", listed), Standing("told-visit", joined), Standing("told-why", joined)))
    if sheet.plan.habits:
        yield movable(grid(sheet), "grid-front", "grid-log", "grid-week")


def stop_page(sheet: SheetContext) -> tuple[SlotName, ...]:
    """Return the slot that those who should not use the sheet have for themselves."""
    return ("stop-page",) if sheet.large else ()
