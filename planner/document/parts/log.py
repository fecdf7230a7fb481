"""The night log, with room for what belongs to the first leaf and found none on page 1."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.lines import notes
from planner.document.model import Block, Cell, Heading, Table, words

_LOG_NIGHTS = 7
_LOG_COLUMNS = ("log-time", "log-muscle", "log-minutes", "log-pain", "log-different")
_LOW_NIGHT, _HIGH_NIGHT = 9, 20


def night_log(sheet: SheetContext) -> Iterator[Block]:
    """Yield the night log, which fills what the rest of its page leaves."""
    yield Heading(2, sheet.say("log-title"))
    yield from notes(sheet, "log")
    blank = Cell(kind="blank", alt=sheet.say("log-blank"))
    header = (sheet.say("log-day"), *(sheet.say(key) for key in _LOG_COLUMNS))
    rows = tuple(
        (Cell(words(sheet.say("log-night", day=night))), *(blank for _ in _LOG_COLUMNS))
        for night in range(1, _LOG_NIGHTS + 1)
    )
    yield Table(header, rows, (0.15, 0.12, 0.19, 0.13, 0.12, 0.29), row_height=_LOW_NIGHT, fill=_HIGH_NIGHT)
