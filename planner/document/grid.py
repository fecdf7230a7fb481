"""Tables to tick for a week: a row a habit, and for somebody who has to count them, drinks and weight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from planner.document.context import SheetContext, alike, once
from planner.document.lines import stopped
from planner.document.model import Block, Cell, Group, Heading, Paragraph, Section, Table, WriteLines, words
from planner.i18n.language import glasses, vessel
from planner.model.items import Item

# What a line carries that asks to look at one's weight every day.
WEIGHED = "weigh-daily"
# Where no numbers are to stand beside food, there is no row for a weight.
_WITHOUT_NUMBERS = "food-amounts"
# The widths of a label and of a day: three boxes of a day stand side by side.
_WIDTHS, _WIDTHS_IN_LARGE = (0.37, 0.09), (0.4, 0.0857)
# The same where the title of the tick grid has room on the line of the days.
_WIDTHS_OF_GRID, _WIDTHS_OF_GRID_IN_LARGE = (0.475, 0.075), (0.42, 0.0828)

Row = tuple[Cell, ...]


@once
def grid(sheet: SheetContext) -> tuple[Block, ...]:
    """Return the tick grid: a row a habit, a column a day; it is a part of its own, which stands where it has room."""
    return _part(_own_grid(sheet))


@once
def grid_on_back(sheet: SheetContext) -> tuple[Block, ...]:
    """Return the tick grid for the back of page 1, which is full: there its title is lower, but in large print."""
    head, *table = _own_grid(sheet) or (None,)
    lower = isinstance(head, Heading) and not sheet.large
    return _part((replace(head, level=3), *table)) if lower and head else grid(sheet)


def _part(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the part of a tick grid, if there is one; it is not parted."""
    return (Section("grid", (Group(blocks),)),) if blocks else ()


@once
def _own_grid(sheet: SheetContext) -> tuple[Block, ...]:
    return _grid(sheet, _weekdays(sheet))


@alike("habits")
def _grid(sheet: SheetContext, days: Iterable[str]) -> tuple[Block, ...]:
    labels = (sheet.language.fill(habit.label) for habit in sheet.plan.habits)
    rows = [_row(sheet, label, days, Cell(kind="tick")) for label in labels]
    # It is the plan in short, to which the outline leads.
    title = sheet.say("grid-title-in-large" if sheet.large else "grid-title")
    return (Heading(2, title), *_table(sheet, "", days, rows)) if rows else ()


def counts(sheet: SheetContext) -> tuple[Block, ...]:
    """Return where to tick each drink of a limit and to write a weight, with when to call somebody about it."""
    told, lines = _weights(sheet), _weights_to_call(sheet)
    table = _counts(sheet, _weekdays(sheet), _glasses(sheet), bool(told))
    blocks = (*table, *([WriteLines(lines, columns=1)] if lines else []), *(Paragraph(words(one)) for one in told))
    return (Group(blocks),) if told else table


def _weights(sheet: SheetContext) -> tuple[str, ...]:
    """Return from which change of weight on to call somebody, where numbers may be told."""
    return tuple(stopped(sheet.language.fill(item.short or item.text)) for item in _weighed(sheet))


def _weights_to_call(sheet: SheetContext) -> tuple[str, ...]:
    """Return what stands before a line for the weight from which on to call, so that nobody reckons it each day."""
    keys = (f"count-call-{item.id}" for item in _weighed(sheet))
    return tuple(sheet.say(key) for key in keys if key in sheet.language.messages)


@once
def _weighed(sheet: SheetContext) -> tuple[Item, ...]:
    """Return what asks to look at one's weight every day, where numbers may be told."""
    if _WITHOUT_NUMBERS in sheet.plan.reduced:
        return ()
    return tuple(line.item for line in sheet.plan.notes if WEIGHED in line.item.tags)


def _glasses(sheet: SheetContext) -> int:
    """Return how many glasses a limit on drinks holds; none without one. One of unknown amount gives no plan."""
    return next((glasses(sheet.language, one.litres) for one in sheet.plan.limits if one.litres), 0)


@alike()
def _counts(sheet: SheetContext, days: Iterable[str], drinks: int, weighed: bool) -> tuple[Block, ...]:
    rows: list[Row] = []
    if drinks:
        box = Cell(kind="tick", boxes=drinks)
        rows.append(_row(sheet, sheet.say(f"count-{vessel(sheet.language)}"), days, box))
    if weighed:
        rows.append(_row(sheet, sheet.say("count-weight"), days, Cell(kind="blank")))
    return _table(sheet, "count-title", days, rows)


@once
def _weekdays(sheet: SheetContext) -> tuple[str, ...]:
    return tuple([sheet.language.part("weekdays-short", day.date.weekday()) for day in sheet.plan.days])


def _row(sheet: SheetContext, label: str, days: Iterable[str], cell: Cell) -> Row:
    """Return a row with such a cell a day, which says what belongs there."""
    said = (sheet.say("grid-tick", label=label, weekday=day) for day in days)
    if cell.boxes > 1:
        said = (sheet.say("grid-boxes", named=named, count=cell.boxes) for named in said)
    return (Cell(words(label)), *(replace(cell, alt=alt) for alt in said))


def _table(sheet: SheetContext, title: str, days: Iterable[str], rows: Sequence[Row]) -> tuple[Block, ...]:
    """Return rows below the days, and their title where it has none above, if there are any."""
    if not rows:
        return ()
    header = (words(f"**{sheet.say(title)}**") if title else (), *(words(f"**{day}**") for day in days))
    ways = (_WIDTHS, _WIDTHS_IN_LARGE) if title else (_WIDTHS_OF_GRID, _WIDTHS_OF_GRID_IN_LARGE)
    label, day = ways[sheet.large]
    widths = (label, *(day for _ in days))
    return (Table(header, tuple(rows), widths),)
