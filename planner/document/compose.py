"""From a plan to the sentences of a sheet in one language: the contents page of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import replace

from planner.content.knowledge import Content
from planner.document.citations import numbered, numbers_of
from planner.document.context import SheetContext
from planner.document.lines import title
from planner.document.model import Document, Leaf, Section
from planner.document.parts.food import food_and_drink
from planner.document.parts.fridge import FORMS, fridge
from planner.document.parts.help import help_page, listed_sources, sources
from planner.document.parts.know import good_to_know
from planner.document.parts.log import night_log
from planner.document.parts.referral import see_clinician
from planner.document.parts.stretches import stretches
from planner.document.parts.visit import visit, visit_due
from planner.document.parts.week import your_week
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
    leaves, parts, leaflet = _leaves(sheet), tuple(_sections(sheet)), tuple(_leaflet(sheet))
    numbers = numbers_of((*(leaves[0] if leaves else ()), *parts))
    # The leaf goes on counting, and has a list of its own, as it is not always printed.
    more = numbers_of(leaflet, numbers)
    leaflet = tuple(replace(leaf, blocks=(*leaf.blocks, *listed_sources(sheet, more))) for leaf in leaflet)
    return Document(
        title=title(sheet),
        subject=sheet.say("subject"),
        language=sheet.language.code,
        identity=identity,
        header=header(sheet, identity),
        footer=sheet.say("footer", page="{page}", pages="{pages}"),
        date=dates(sheet),
        foot=foot(sheet),
        first_leaf=numbered(leaves, numbers),
        sections=numbered(tuple(_with_sources(sheet, part, numbers) for part in parts), numbers),
        leaflet=numbered(leaflet, numbers | more),
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
    first, last = (sheet.language.date(day, "short") for day in (start, start + timedelta(6)))
    return sheet.say("week-of", first=first, last=last)


def _leaves(sheet: SheetContext) -> tuple[Leaf, ...]:
    """Return the first leaf in each form that it may have, the fullest first: what yields goes to its back or away."""
    if sheet.plan.see_clinician:
        return ()
    return tuple((fridge(sheet, form), night_log(sheet, form)) for form in FORMS)


def _sections(sheet: SheetContext) -> Iterator[Section]:
    """Yield the parts that follow on the first leaf."""
    if sheet.plan.see_clinician:
        yield see_clinician(sheet)
        return
    yield your_week(sheet)
    yield from stretches(sheet)
    yield food_and_drink(sheet)
    yield help_page(sheet)
    if visit_due(sheet):
        yield visit(sheet)


def _leaflet(sheet: SheetContext) -> Iterator[Section]:
    """Yield the leaf that stands in text, and on paper where it is asked for."""
    if not sheet.plan.see_clinician:
        yield from good_to_know(sheet)


def _with_sources(sheet: SheetContext, part: Section, numbers: dict[str, int]) -> Section:
    """Return a part, the page of reasons with the list of all numbered sources at its end."""
    return replace(part, blocks=(*part.blocks, *sources(sheet, numbers))) if part.name == "help" else part
