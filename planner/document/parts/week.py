"""The seven days: what repeats, then each day with its theme and its own items."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from planner.document.context import SheetContext
from planner.document.lines import care, marks
from planner.document.model import Block, CheckItem, Checklist, Group, Heading, Paragraph, Slot, words
from planner.planning.plan import Day, Planned


def seven_days(sheet: SheetContext) -> Iterator[Block]:
    """Yield what repeats, then each day with its theme and its own items."""
    yield Heading(2, sheet.say("days-title"))
    yield Slot("grid-week")
    if sheet.plan.checks:
        yield Paragraph(words(sheet.say("marks-note", letter=next(iter(sheet.letters.values())))), "small")
    every_day, *each_day = ticks(sheet, (sheet.plan.every_day, *(day.items for day in sheet.plan.days)))
    yield Group((Heading(3, sheet.say("every-day-title")), Checklist(every_day)))
    for day, items in zip(sheet.plan.days, each_day, strict=True):
        # In large print the date would take a line more; it stands at the foot of every page.
        date = weekday(sheet, day) if sheet.large else sheet.language.date(day.date, "day")
        theme = sheet.language.fill(day.theme.title)
        heading = Heading(3, sheet.say("day-title", day=day.day, date=date, theme=theme))
        # In large print a theme's title must do.
        lead = () if sheet.large else (Paragraph(words(sheet.language.fill(day.theme.text))),)
        yield Group((heading, *lead, *((Checklist(items),) if items else ())))
    yield from slot_gaps(sheet)


def weekday(sheet: SheetContext, day: Day) -> str:
    """Return the name of a day of the week."""
    return sheet.language.part("weekdays", day.date.weekday())


def slot_gaps(sheet: SheetContext) -> Iterator[Block]:
    """Yield a line for each time of day that has nothing safe in it."""
    for gap in sheet.plan.gaps:
        if gap.days:
            days = sheet.language.join(map(str, gap.days))
            title = sheet.say("gap-title", slot=sheet.say(f"slot-{gap.slot}"), days=days)
            yield Paragraph(words(f"**{title}:** {sheet.say('gap')}"))


def ticks(sheet: SheetContext, groups: Iterable[Iterable[Planned]]) -> list[tuple[CheckItem, ...]]:
    """Return the items of some groups as things to tick.

    What stands once, a reason or how an activity is done, need not stand again at each of seven days.
    """
    said: set[str] = set()
    made: list[tuple[CheckItem, ...]] = []
    for group in groups:
        ticks = []
        for planned in group:
            ticks.append(tick(sheet, planned, said))
            said |= {planned.item.why, planned.id}
        made.append(tuple(ticks))
    return made


def tick(sheet: SheetContext, planned: Planned, said: Container[str]) -> CheckItem:
    """Return one item with its time of day, its why and its because, where not said, and what to take care of."""
    text = sheet.language.text(planned, again=planned.id in said)
    notes = [planned.item.why] if planned.item.why and planned.item.why not in said else []
    notes = list(map(sheet.language.fill, notes))
    notes += [sheet.say("because", because=sheet.language.fill(planned.because))] if planned.because else []
    # In one breath: a line for each reason would make the sheet a page longer.
    return CheckItem(
        text=words(" ".join((text, *notes))),
        label=sheet.say(f"slot-{planned.slot}") if planned.slot else "",
        notes=care(sheet, planned),
        marks=marks(sheet, planned),
    )
