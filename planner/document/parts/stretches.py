"""The stretch cards: two positions, steps, dose, and what this person should heed."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.lines import care, common, condition, offers, points, source_mark
from planner.document.model import (
    Block,
    BulletList,
    Figure,
    Heading,
    Illustrated,
    ListItem,
    Paragraph,
    Section,
    Text,
    words,
)
from planner.document.parts.fridge import later_steps
from planner.document.parts.week import growing, is_told_in_week
from planner.model.stretches import Stretch
from planner.planning.plan import Planned


def stretches(sheet: SheetContext) -> Iterator[Section]:
    """Yield the page of the stretches, where there are any."""
    if sheet.plan.stretches:
        yield Section("stretches", tuple(_blocks(sheet)), sheet.say("stretches-aside"))


def _blocks(sheet: SheetContext) -> Iterator[Block]:
    doing = {item.item.stretch: item for item in _activities(sheet) if item.item.stretch}
    said = common(doing.values())
    yield Heading(2, sheet.say("stretches-title"))
    yield Paragraph(words(_lead(sheet, said)))
    for title, group in _by_time(sheet, doing):
        yield Heading(3, sheet.say(title))
        yield from (card(sheet, stretch, doing.get(stretch.id), said) for stretch in group)
    yield from elsewhere(sheet)


def _activities(sheet: SheetContext) -> Iterator[Planned]:
    yield from sheet.plan.every_day
    for day in sheet.plan.days:
        yield from day.items


def _lead(sheet: SheetContext, said: tuple[str, ...]) -> str:
    """Return how to begin and when to stop, and what to ask about first where most of the cards hang on it."""
    asked = condition(sheet, said)
    return " ".join([sheet.say("stretches-lead"), *asked])


def _by_time(sheet: SheetContext, doing: dict[str, Planned]) -> Iterator[tuple[str, list[Stretch]]]:
    """Yield the stretches of bedtime, then those of the day, each under its title."""
    night = [one for one in sheet.plan.stretches if one.id in doing and doing[one.id].slot == "bedtime"]
    grows = {item.item.stretch for item in growing(sheet.plan.days)}
    told = [one for one in sheet.plan.stretches if one.id in grows and is_told_in_week(one)]
    day = [one for one in sheet.plan.stretches if one not in (*night, *told)]
    for title, group in (("stretches-bedtime", night), ("stretches-day", day)):
        if group:
            yield title, group


def card(sheet: SheetContext, stretch: Stretch, doing: Planned | None, said: tuple[str, ...]) -> Illustrated:
    """Return one stretch beside its pictures of start and hold, with what this person should heed."""
    steps = tuple(ListItem(words(sheet.language.fill(step))) for step in stretch.steps)
    blocks: list[Block] = [Heading(3, sheet.language.fill(stretch.text)), BulletList(steps, ordered=True)]
    if stretch.dose:
        blocks.append(Paragraph((*words(f"**{sheet.language.fill(stretch.dose)}**"), *_source(sheet, stretch))))
    heed = [] if doing is None else [*care(sheet, doing), *condition(sheet, doing.checks, said), *offers(sheet, doing)]
    if heed:
        blocks.append(Paragraph(words(" ".join(heed))))
    return Illustrated(figures(sheet, stretch), tuple(blocks))


def _source(sheet: SheetContext, stretch: Stretch) -> Text:
    return source_mark(sheet, stretch.sources)


def figures(sheet: SheetContext, stretch: Stretch) -> tuple[Figure, ...]:
    """Return the pictures of the start and of the hold; only the first is told aloud, as its words tell both."""
    pictures, alt = sheet.content.core.pictures, sheet.language.fill(stretch.alt)
    names = ((stretch.picture, alt), (f"{stretch.picture}-hold", sheet.say("figure-hold")))
    return tuple(Figure(pictures[name], said) for name, said in names if name in pictures)


def elsewhere(sheet: SheetContext) -> Iterator[Block]:
    """Yield what helps a cramp in another place, and what else may ease one."""
    listed = points(sheet, later_steps(sheet))
    if listed:
        yield Heading(3, sheet.say("cramp-elsewhere"))
        yield BulletList(listed, columns=2)
