"""The stretch cards: two positions, steps, dose, and what this person should heed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from planner.document.context import SheetContext, alike
from planner.document.lines import care, condition, offers, source_mark, upper_first
from planner.document.model import (
    Block,
    BulletList,
    Figure,
    Heading,
    Illustrated,
    ListItem,
    Paragraph,
    Section,
    words,
)
from planner.document.parts.fridge import elsewhere
from planner.document.parts.week import is_told_in_week, what_differs
from planner.i18n.language import lower_first
from planner.model.stretches import Stretch
from planner.planning.plan import Planned


def stretches(sheet: SheetContext, *, with_elsewhere: bool = True) -> Iterator[Section]:
    """Yield the page of the stretches, where there are any, with what helps a cramp elsewhere if it may stand here."""
    if sheet.plan.stretches:
        doing = {item.item.stretch: item for item in _activities(sheet) if item.item.stretch}
        grows = frozenset([item.item.stretch for item in what_differs(sheet).grows])
        blocks = _blocks(sheet, tuple(doing.values()), grows)
        own = elsewhere(sheet) if with_elsewhere else ()
        yield Section("stretches", (*blocks, *own))


@alike("stretches")
def _blocks(sheet: SheetContext, activities: Iterable[Planned], grows: Collection[str]) -> tuple[Block, ...]:
    """Return the cards of what is done, without what `grows`."""
    doing = {item.item.stretch: item for item in activities}
    groups = tuple(_by_time(sheet, doing, grows))
    carded = [doing[one.id] for _, group in groups for one in group if one.id in doing]
    said = tuple(check for line in carded for check in line.checks)
    lead = Paragraph(words(" ".join([sheet.say("stretches-lead"), *condition(sheet, said)])))
    blocks: list[Block] = [Heading(2, sheet.say("stretches-title")), lead]
    for title, group in groups:
        dose = _shared_dose(sheet, group)
        blocks += _title(sheet, sheet.say(title), dose)
        blocks += [card(sheet, stretch, doing.get(stretch.id), alone=not dose) for stretch in group]
    return tuple(blocks)


def _title(sheet: SheetContext, title: str, dose: str) -> Iterator[Block]:
    """Yield the title of some cards with the dose that they share; large letters have room for both on a line so."""
    if dose and sheet.large:
        yield Heading(3, title)
        yield Paragraph(words(f"**{upper_first(dose)}**"))
    else:
        yield Heading(3, ": ".join(part for part in (title, dose) if part))


def _activities(sheet: SheetContext) -> Iterator[Planned]:
    yield from sheet.plan.every_day
    for day in sheet.plan.days:
        yield from day.items


def _shared_dose(sheet: SheetContext, group: Sequence[Stretch]) -> str:
    """Return the dose that all stretches of a group share but for its last word, leg or foot: it is said once."""
    doses = [sheet.language.fill(one.dose) for one in group]
    alike = len(doses) > 1 and len({dose.rsplit(" ", 1)[0] for dose in doses}) == 1
    return lower_first(doses[0]) if alike else ""


def _by_time(
    sheet: SheetContext, doing: dict[str, Planned], grows: Collection[str]
) -> Iterator[tuple[str, list[Stretch]]]:
    """Yield the stretches of bedtime, then those of the day, each under its title."""
    night = [one for one in sheet.plan.stretches if one.id in doing and doing[one.id].slot == "bedtime"]
    told = [one for one in sheet.plan.stretches if one.id in grows and is_told_in_week(one)]
    day = [one for one in sheet.plan.stretches if one not in (*night, *told)]
    for title, group in (("stretches-bedtime", night), ("stretches-day", day)):
        if group:
            yield title, group


def card(sheet: SheetContext, stretch: Stretch, doing: Planned | None, *, alone: bool) -> Illustrated:
    """Return one stretch beside its pictures of start and hold, with what this person should heed.

    Its dose is said where it is its own `alone`; its condition stands above all cards.
    """
    *first, last = (words(sheet.language.fill(step)) for step in stretch.steps)
    steps = tuple(ListItem(step) for step in (*first, (*last, *source_mark(sheet, stretch.sources))))
    title = ": ".join(sheet.language.fill(part) for part in (stretch.text, stretch.aim) if part)
    blocks: list[Block] = [Heading(3, title), BulletList(steps, ordered=True)]
    said = [f"**{sheet.language.fill(stretch.dose)}**"] if stretch.dose and alone else []
    said += [] if doing is None else [*care(sheet, doing), *offers(sheet, doing)]
    if said:
        blocks.append(Paragraph(words(" ".join(said))))
    return Illustrated(figures(sheet, stretch), tuple(blocks))


def figures(sheet: SheetContext, stretch: Stretch) -> tuple[Figure, ...]:
    """Return the picture of a stretch, which shows its start and its hold."""
    svg = sheet.content.core.pictures.get(stretch.picture)
    # What is repeated is not held.
    captions = (sheet.say("figure-start"), sheet.say("figure-hold" if stretch.seconds else "figure-move"))
    return (Figure(svg, sheet.language.fill(stretch.alt), captions),) if svg else ()
