"""Good to know, a leaf of its own: movement, sleep, comfort, and what is sold, asked or tested for cramps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.document.context import SheetContext, alike
from planner.document.lines import is_on_pages, lines_of, points
from planner.document.model import Block, BulletList, Group, Heading, Section
from planner.document.parts.medicines import covered
from planner.planning.plan import Planned

# Each title with the parts of the plan that stand under it.
_TITLES = (
    ("know-causes", ("causes", "medicines")),
    ("know-food", ("food", "drink")),
    ("know-movement", ("movement",)),
    ("know-sleep", ("sleep",)),
    ("know-comfort", ("comfort",)),
    ("know-offers", ("know",)),
)


def good_to_know(sheet: SheetContext) -> Iterator[Section]:
    """Yield the leaf, where there is something to know."""
    blocks = tuple(_blocks(sheet))
    if blocks:
        yield Section("know", (Heading(2, sheet.say("know-title")), *blocks))


def _blocks(sheet: SheetContext) -> Iterator[Block]:
    gone = covered(sheet)
    for title, parts in _TITLES:
        lines = [line for line in lines_of(sheet, *parts) if line.id not in gone and not is_on_pages(line)]
        if lines:
            yield _titled(sheet, title, tuple(lines))


@alike()
def _titled(sheet: SheetContext, title: str, lines: Iterable[Planned]) -> Group:
    return Group((Heading(3, sheet.say(title)), BulletList(points(sheet, lines), columns=2)))
