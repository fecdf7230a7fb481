"""The night log, and who should not use the sheet, where we could not tell."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.fridge import grid
from planner.document.lines import notes
from planner.document.model import Block, Cell, Heading, Table, words
from planner.document.placing import grid_stands_by_the_log, log_row, long_stop
from planner.document.stop import stop_note
from planner.document.visit import questions

_LOG_NIGHTS = 7
_LOG_COLUMNS = ("log-time", "log-muscle", "log-minutes", "log-pain", "log-different")


def night_log(sheet: SheetContext) -> Iterator[Block]:
    """Yield the night log, after what belongs to the first leaf and found no room on page 1."""
    if not long_stop(sheet):
        yield from stop_note(sheet)
    if grid_stands_by_the_log(sheet):
        yield grid(sheet)
    yield Heading(2, sheet.say("log-title"))
    yield from notes(sheet, "log")
    blank = Cell(kind="blank", alt=sheet.say("log-blank"))
    header = (sheet.say("log-day"), *(sheet.say(key) for key in _LOG_COLUMNS))
    rows = tuple(
        (Cell(words(sheet.say("log-night", day=night))), *(blank for _ in _LOG_COLUMNS))
        for night in range(1, _LOG_NIGHTS + 1)
    )
    yield Table(
        header,
        rows,
        (0.15, 0.12, 0.19, 0.13, 0.12, 0.29),
        row_height=log_row(sheet),
    )
    if long_stop(sheet):
        yield Heading(2, sheet.say("clinician-title"))
        yield from questions(sheet)
