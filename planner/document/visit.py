"""The page for a visit: what a clinician wants to see at a glance, what to ask, room to write."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from planner.document.context import SheetContext
from planner.document.lines import line
from planner.document.model import Block, BulletList, Cell, Heading, Paragraph, Table, words
from planner.document.placing import long_stop, told_later, told_runs_on
from planner.document.told import to_ask, told, unread

_NOTE_LINES, _NOTE_LINES_LARGE = 4, 2


def visit(sheet: SheetContext) -> Iterator[Block]:
    """Yield what a clinician wants to see at a glance."""
    yield Heading(2, sheet.say("clinician-title"))
    yield Paragraph(words(sheet.say("clinician-lead")))
    if not told_later(sheet):
        yield from told(sheet, joined=told_runs_on(sheet))
        yield from unread(sheet)
    if to_ask(sheet):
        yield Heading(3, sheet.say("clinician-ask"))
    yield from questions(sheet)


def questions(sheet: SheetContext) -> Iterator[Block]:
    """Yield what to ask at the visit, and room to write the answers down."""
    if to_ask(sheet):
        yield BulletList(tuple(map(partial(line, sheet), to_ask(sheet))))
    narrow = sheet.large and (long_stop(sheet) or not told_later(sheet))
    count = _NOTE_LINES_LARGE if narrow else _NOTE_LINES
    lines = tuple((Cell(kind="blank", alt=sheet.say("log-blank")),) for _ in range(count))
    yield Table((sheet.say("clinician-notes"),), lines, (1,), row_headers=False, row_height=10)
