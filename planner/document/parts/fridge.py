"""Page 1, for the fridge: the main message, what to do tonight, the tick grid, emergency signs, self-checks."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.lines import notes, title
from planner.document.model import (
    Block,
    BulletList,
    Cell,
    Group,
    Heading,
    ListItem,
    Note,
    Paragraph,
    Slot,
    Table,
    words,
)
from planner.document.parts.told import MOST_UNREAD, unread


def fridge(sheet: SheetContext) -> Iterator[Block]:
    """Yield page 1: the main message, tonight's actions, the tick grid, signs, questions."""
    yield Heading(1, title(sheet))
    # The dates stand at the foot of every page.
    yield Paragraph(words(f"{sheet.say('front-title')}. {sheet.language.fill(sheet.plan.template.purpose)}"))
    message = Paragraph(words(sheet.language.fill(sheet.plan.template.message)), "lead")
    note = Note("message", sheet.say("message-title"), (message,))
    yield Group((note, Slot("grid-front")), (0.31, 0.69))
    if sheet.plan.tonight:
        actions = tuple(ListItem(words(sheet.language.text(planned))) for planned in sheet.plan.tonight)
        yield Group((Heading(2, sheet.say("tonight-title")), BulletList(actions, ordered=True)))
    yield from notes(sheet, "front")
    yield emergency(sheet)
    yield from check_note(sheet)


def emergency(sheet: SheetContext) -> Note:
    """Return the emergency signs of this person, a line each."""
    signs = tuple(ListItem(words(sheet.language.text(line))) for line in sheet.plan.alerts)
    lead = Paragraph(words(sheet.say("emergency-lead")))
    return Note("emergency", sheet.say("emergency-title"), (lead, BulletList(signs, columns=2)))


def check_note(sheet: SheetContext) -> Iterator[Block]:
    """Yield the self-check questions, each with its letter, and who should not use the sheet."""
    blocks: list[Block] = list(unread(sheet, MOST_UNREAD))
    if sheet.plan.checks:
        questions = tuple(
            ListItem(words(f"**{sheet.letters[check.id]}** {sheet.language.fill(check.text)}"))
            for check in sheet.plan.checks
        )
        blocks += [Paragraph(words(sheet.say("checks-lead"))), BulletList(questions, columns=2)]
    if blocks:
        title = sheet.say("checks-title" if sheet.plan.checks else "unread-title")
        yield Note("check", title, tuple(blocks))


def grid(sheet: SheetContext) -> Table:
    """Return the tick grid: a row a habit, a column a day."""
    days = [(day.day, sheet.language.part("weekdays-short", day.date.weekday())) for day in sheet.plan.days]
    header = (sheet.say("grid-title"), *(name for _, name in days))
    rows = tuple(
        (
            Cell(words(sheet.language.fill(habit.label))),
            *(Cell(kind="tick", alt=sheet.say("grid-tick", label=habit.label, weekday=name)) for _, name in days),
        )
        for habit in sheet.plan.habits
    )
    return Table(header, rows, (0.45, *(0.07 for _ in days)))
