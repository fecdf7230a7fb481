"""The page for a visit: what a clinician wants to see at a glance, what to ask, room to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from planner.document.context import SheetContext
from planner.document.lines import line
from planner.document.model import Block, BulletList, Cell, Heading, Paragraph, Table, words
from planner.planning.plan import Planned

_NOTE_LINES, _NOTE_LINES_LARGE, _NOTE_HEIGHT, _NOTE_HIGHEST = 4, 2, 10, 20


def visit(sheet: SheetContext, told: Iterable[Block]) -> Iterator[Block]:
    """Yield what a clinician wants to see at a glance."""
    yield Heading(2, sheet.say("clinician-title"))
    yield Paragraph(words(sheet.say("clinician-lead")))
    yield from told
    if to_ask(sheet):
        yield Heading(3, sheet.say("clinician-ask"))
    yield from questions(sheet)


def visit_in_short(sheet: SheetContext) -> Iterator[Block]:
    """Yield what of it stands below the log, where there is no page for it."""
    yield Heading(2, sheet.say("clinician-title"))
    yield from questions(sheet)


def questions(sheet: SheetContext) -> Iterator[Block]:
    """Yield what to ask at the visit, and room to write the answers down."""
    if to_ask(sheet):
        yield BulletList(tuple(map(partial(line, sheet), to_ask(sheet))))
    count, fill = (_NOTE_LINES_LARGE, _NOTE_HIGHEST) if sheet.large else (_NOTE_LINES, 0)
    lines = tuple((Cell(kind="blank", alt=sheet.say("log-blank")),) for _ in range(count))
    yield Table((sheet.say("clinician-notes"),), lines, (1,), row_headers=False, row_height=_NOTE_HEIGHT, fill=fill)


def to_ask(sheet: SheetContext) -> tuple[Planned, ...]:
    """Return the questions for the visit."""
    return tuple(line for line in sheet.plan.notes if line.item.part == "clinician")
