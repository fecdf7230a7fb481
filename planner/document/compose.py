"""From a plan to the sentences of a sheet in one language: the contents page of the sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from msgspec.structs import replace

from planner.content.knowledge import Content
from planner.document.citations import numbers_of
from planner.document.context import SheetContext, Speaker, Voice
from planner.document.editions.easy import easy_leaves, longer_easy_leaves
from planner.document.editions.short import longer_leaves, short_leaves
from planner.document.front_forms import FrontForm, forms
from planner.document.lines import title
from planner.document.model import Block, Document, Heading, Leaf, Section
from planner.document.parts.food import food_and_drink
from planner.document.parts.fridge import fridges
from planner.document.parts.help import help_page, listed_sources, sources
from planner.document.parts.know import good_to_know
from planner.document.parts.log import has_warnings, night_log, night_logs
from planner.document.parts.referral import see_clinician
from planner.document.parts.stretches import stretches
from planner.document.parts.visit import visit, visit_due
from planner.document.parts.week import your_week
from planner.document.printed import opened
from planner.i18n.language import load_language
from planner.model.sheet import BEDTIME, ClinicTheme, Edition, Identity, SheetOptions
from planner.planning.plan import Plan

# How the first and the last day of a week are written: what both share is said once.
_IN_A_MONTH, _IN_A_YEAR = ("first-in-month", "last-in-month"), ("first-in-year", "short")
_IN_TWO_YEARS = ("short", "short")


def compose(
    plan: Plan,
    content: Content,
    *,
    options: SheetOptions | None = None,
    identity: Identity | None = None,
    theme: ClinicTheme | None = None,
) -> Document:
    """Return the whole sheet of a plan as a document, by default as the profile asks for it and for whom it says."""
    options = options or plan.profile.options
    options = replace(options, theme=theme or options.theme)
    speech = load_language(content, options.language, plan.profile.answers.country, options.numbers)
    paper = options.paper or ("letter" if speech.country.paper == "letter" else "a4")
    looks = (bool(options.large_print), options.parts or (), options.bedtime or BEDTIME, options.theme)
    sheet = SheetContext(plan, content, speech, paper, *looks, _edition(plan, options))
    return document(sheet, identity or plan.profile.identity)


def _edition(plan: Plan, options: SheetOptions) -> Edition:
    """Return the edition asked for; parts are of the full one, and so is a page that sends to a clinician."""
    return "full" if plan.see_clinician or options.parts else options.edition or "full"


def document(sheet: SheetContext, identity: Identity) -> Document:
    """Return the document with its parts in the order of the sheet."""
    chosen = _chosen(sheet)
    whole = sheet.edition == "full"
    leaves, parts = _leaves(sheet, chosen), tuple(_sections(sheet, chosen))
    leaflet = tuple(_leaflet(sheet)) if whole and not sheet.parts else ()
    numbers = numbers_of((*(leaves[0] if leaves else ()), *parts))
    # The leaf goes on counting, and has a list of its own, as it is not always printed.
    more = numbers_of(leaflet, numbers)
    leaflet = tuple(_ending(leaf, listed_sources(sheet, more)) for leaf in leaflet)
    # All forms of one leaf have a title, or none has.
    if leaves and not _has_title(leaves[0]):
        leaves = tuple(_titled(sheet, leaf) for leaf in leaves)
    if not leaves:
        parts = _titled(sheet, parts)
    elif not parts and whole:
        leaves = tuple((*leaf[:-1], _ending(leaf[-1], listed_sources(sheet, numbers))) for leaf in leaves)
    return Document(
        title=title(sheet),
        subject=sheet.say("subject"),
        language=sheet.language.tag,
        identity=identity,
        header=header(sheet, identity),
        unnamed=unnamed(sheet, identity),
        footer=sheet.say("footer", page="{page}", pages="{pages}"),
        date=dates(sheet),
        foot=foot(sheet),
        first_leaf=leaves,
        sections=_with_sources(sheet, parts, numbers),
        leaflet=leaflet,
        longer=_longer(sheet),
        sources=(*numbers, *more),
        keywords=tuple(sheet.say("keywords").split(", ")),
        paper=sheet.paper,
        large_print=sheet.large,
        edition=sheet.edition,
        accent=sheet.theme.accent if sheet.theme else "",
        day=sheet.plan.start,
    )


def addressed(document: Document, plan: Plan, content: Content, identity: Identity) -> Document:
    """Return the sheet of a plan as it is for somebody else: its head alone knows whom it is for."""
    options = plan.profile.options
    voice = Speaker(content, load_language(content, options.language, plan.profile.answers.country, options.numbers))
    return replace(document, identity=identity, header=header(voice, identity), unnamed=unnamed(voice, identity))


def unnamed(sheet: Voice, identity: Identity) -> str:
    """Return what stands at the head before a line to write a name on."""
    return sheet.say("header-unnamed", id="{id}") if identity.id else sheet.say("header-unnamed-alone")


def header(sheet: Voice, identity: Identity) -> str:
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
    end = start + timedelta(6)
    written = _IN_TWO_YEARS if start.year != end.year else _IN_A_YEAR if start.month != end.month else _IN_A_MONTH
    first, last = (sheet.language.date(day, form) for day, form in zip((start, end), written, strict=True))
    return sheet.say("week-of", first=first, last=last)


def _chosen(sheet: SheetContext) -> frozenset[str]:
    """Return which parts are printed: those asked for, or the usual ones and what is added to them."""
    if sheet.edition != "full":
        return frozenset({"fridge", "log"})
    usual = {"fridge", "log", "week", "stretches", "food", "help", *(["visit"] if visit_due(sheet) else [])}
    added = {name.removeprefix("+") for name in sheet.parts if name.startswith("+")}
    named = {name for name in sheet.parts if not name.startswith("+")}
    return frozenset((named or usual) | added)


def _leaves(sheet: SheetContext, chosen: frozenset[str]) -> tuple[Leaf, ...]:
    """Return the first leaf in each form that it may have, the fullest first: what yields goes to its back or away.

    Page 1 is never printed without the warnings that stand on its back.
    """
    if sheet.plan.see_clinician or not chosen & {"fridge", "log"}:
        return ()
    if sheet.edition != "full":
        return short_leaves(sheet) if sheet.edition == "short" else easy_leaves(sheet)
    if "fridge" not in chosen:
        # Alone it has no title above what helps a cramp elsewhere.
        alone = FrontForm(clinic="", elsewhere="front" if sheet.large else "")
        return ((night_log(sheet, alone),),)
    looks = {"clinic": sheet.theme is not None, "large": sheet.large, "message": bool(sheet.plan.template.front)}
    every = forms(**looks, apart=sheet.large, week="week" in chosen)
    if "log" not in chosen and not sheet.large:
        every = tuple(form for form in every if not form.elsewhere)
    return tuple(
        [
            (*front, log) if "log" in chosen or has_warnings(sheet, form) else front
            for form, front, log in zip(every, fridges(sheet, every), night_logs(sheet, every), strict=True)
        ]
    )


def _longer(sheet: SheetContext) -> tuple[Leaf, ...]:
    """Return the forms on more leaves of an edition that is to have one."""
    made = {"short": longer_leaves, "easy": longer_easy_leaves}
    return made[sheet.edition](sheet) if sheet.edition in made else ()


def _sections(sheet: SheetContext, chosen: frozenset[str]) -> Iterator[Section]:
    """Yield the parts that follow on the first leaf; nothing stands beside a page that sends to a clinician."""
    if sheet.plan.see_clinician:
        yield see_clinician(sheet)
        return
    made: dict[str, Callable[[], Iterable[Section]]] = {
        "week": lambda: (your_week(sheet, ticked="fridge" in chosen),),
        "stretches": lambda: stretches(sheet, with_elsewhere=not (sheet.large and "fridge" in chosen)),
        "food": lambda: (food_and_drink(sheet),),
        "help": lambda: (help_page(sheet),),
        "visit": lambda: (visit(sheet),),
        "know": lambda: good_to_know(sheet) if sheet.parts else (),
    }
    for name, parts in made.items():
        if name in chosen:
            yield from parts()


def _leaflet(sheet: SheetContext) -> Iterator[Section]:
    """Yield the leaf that stands in text, and on paper where it is asked for."""
    if not sheet.plan.see_clinician:
        yield from good_to_know(sheet)


def _has_title(parts: tuple[Section, ...]) -> bool:
    """Return whether the first of some parts begins with the title of the sheet, as page 1 does."""
    return any(isinstance(block, Heading) and block.level == 1 for block in opened(parts[0].blocks))


def _titled(sheet: SheetContext, parts: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return parts with the title of the sheet above the first, where that has none."""
    if _has_title(parts):
        return parts
    first, *others = parts
    return (replace(first, blocks=(Heading(1, title(sheet)), *first.blocks)), *others)


def _with_sources(sheet: SheetContext, parts: tuple[Section, ...], numbers: dict[str, int]) -> tuple[Section, ...]:
    """Return the parts with the list of all numbered sources: on the page of reasons, else at the end."""
    if sheet.plan.see_clinician:
        return parts
    at = next((at for at, part in enumerate(parts) if part.name == "help"), len(parts) - 1)
    return tuple(_ending(part, sources(sheet, numbers)) if place == at else part for place, part in enumerate(parts))


def _ending(part: Section, blocks: tuple[Block, ...]) -> Section:
    return replace(part, blocks=(*part.blocks, *blocks))
