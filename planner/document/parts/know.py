"""Good to know, a leaf of its own: movement, sleep, comfort, and what is sold, asked or tested for cramps."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.lines import lines_of, points
from planner.document.model import Block, BulletList, Group, Heading, Section
from planner.document.parts.help import is_main
from planner.document.parts.medicines import covered

_PARTS = ("causes", "movement", "sleep", "comfort")


def good_to_know(sheet: SheetContext) -> Iterator[Section]:
    """Yield the leaf, where there is something to know."""
    blocks = tuple(_blocks(sheet))
    if blocks:
        yield Section("know", (Heading(2, sheet.say("know-title")), *blocks))


def _blocks(sheet: SheetContext) -> Iterator[Block]:
    for part in _PARTS:
        lines = (line for line in lines_of(sheet, part) if line.id not in covered(sheet))
        listed = points(sheet, (line for line in lines if part != "causes" or not is_main(line)))
        if listed:
            yield Group((Heading(3, sheet.say(f"know-{part}")), BulletList(listed, columns=2)))
