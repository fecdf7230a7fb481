"""What to do in a cramp, and when to see someone."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.lines import line, point
from planner.document.model import Block, BulletList, Group, Heading, Paragraph, words


def cramp_and_help(sheet: SheetContext) -> Iterator[Block]:
    """Yield what to do in a cramp, and when to see someone."""
    steps = [line for line in sheet.plan.notes if line.item.part == "first-aid"]
    if steps:
        points = tuple(point(sheet, line) for line in steps)
        yield Group((Heading(2, sheet.say("cramp-title")), BulletList(points, ordered=True)))
    yield Heading(2, sheet.say("see-title"))
    for title, lead, urgency in (
        ("see-same-day", "see-same-day-lead", ("urgent", "emergency")),
        ("see-soon", "see-soon-lead", ("routine", "check", None)),
    ):
        lines = [sign for sign in sheet.plan.notes if sign.item.part == "when-to-see" and sign.item.urgency in urgency]
        if lines:
            signs = BulletList(tuple(line(sheet, sign) for sign in lines))
            yield Group((Heading(3, sheet.say(title)), Paragraph(words(sheet.say(lead))), signs))
