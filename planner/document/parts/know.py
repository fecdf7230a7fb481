"""Good to know: the causes in plain words, sleep, comfort, medicines."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.lines import notes
from planner.document.model import Block, BulletList, Group, Heading
from planner.document.parts.told import twice

_KNOW = ("causes", "movement", "sleep", "comfort", "medicines")


def good_to_know(sheet: SheetContext) -> Iterator[Block]:
    """Yield the causes in plain words and the notes on sleep, comfort and medicines."""
    known = [(part, tuple(notes(sheet, part))) for part in _KNOW]
    doubled = twice(sheet)
    if not any(blocks for _, blocks in known):
        return
    yield Heading(2, sheet.say("know-title"))
    for part, blocks in known:
        extra: tuple[Block, ...] = (BulletList(doubled),) if part == "medicines" and doubled else ()
        if blocks or extra:
            yield Group((Heading(3, sheet.say(f"know-{part}")), *blocks, *extra))
