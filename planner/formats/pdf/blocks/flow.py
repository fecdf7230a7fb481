"""How each kind of block becomes strips of a page: one small function per kind, in one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import (
    Block,
    BulletList,
    Checklist,
    Figure,
    Group,
    Heading,
    Illustrated,
    Note,
    Paragraph,
    Section,
    Table,
)
from planner.formats.pdf.blocks.figures import figure, illustrated
from planner.formats.pdf.blocks.lists import bullet_list, checklist
from planner.formats.pdf.blocks.notes import note
from planner.formats.pdf.blocks.place import GUTTER, Place
from planner.formats.pdf.blocks.tables import table
from planner.formats.pdf.blocks.text import heading, paragraph
from planner.formats.pdf.layout.strips import Strip, Strips, beside, height_of, loosely, together
from planner.formats.pdf.write.tags import Element

# A paragraph of at most so many lines under a heading holds to what follows.
LEAD: Final = 3


def flow(blocks: Sequence[Block], place: Place) -> Strips:
    """Return the strips of blocks one after the other; a sentence under a heading or above a list leads on to it."""
    strips: Strips = []
    for at, block in enumerate(blocks):
        made = FLOWABLES[type(block)](block, place)
        leads = isinstance(block, Paragraph) and len(made) <= LEAD and _leads(blocks, at)
        strips += [replace(strip, keep=True) for strip in made] if leads else made
    return strips


def _leads(blocks: Sequence[Block], at: int) -> bool:
    """Return whether a block leads on to the next: below a heading, or above a list."""
    below = at > 0 and isinstance(blocks[at - 1], Heading)
    return at < len(blocks) - 1 and (below or isinstance(blocks[at + 1], BulletList | Checklist))


def group(block: Group, place: Place) -> Strips:
    """Return blocks that stay on one page."""
    outer = place.inside("Div")
    if block.widths and place.theme.columns > 1:
        return [_side_by_side(block, outer)]
    strips = flow(block.blocks, outer)
    if height_of(strips) > place.body_height * place.theme.whole:
        return loosely(strips)
    # A list in two columns may still be divided: what is left on both pages is worth its place.
    return [*together(strips)[:-1], *strips[-1:]]


def _side_by_side(block: Group, place: Place) -> Strip:
    """Return blocks beside each other, boxes as high as the highest of them."""
    room = place.width - GUTTER * (len(block.blocks) - 1)
    widths = [room * share / sum(block.widths) for share in block.widths]
    pairs = list(zip(block.blocks, widths, strict=True))
    height = max(height_of(flow([one], Place(place.theme, width, Element("Div"), place.text))) for one, width in pairs)
    columns, x = [], 0.0
    for one, width in pairs:
        columns.append((x, flow([one], replace(place.narrowed(width), least=height))))
        x += width + GUTTER
    return beside(columns, max(6, place.theme.gap * 1.8))


def section(block: Section, place: Place) -> Strips:
    """Return a part of the sheet; where it starts is the pages' affair."""
    return flow(block.blocks, place.inside("Sect"))


FLOWABLES: Final[dict[type[Any], Callable[[Any, Place], Strips]]] = {
    Heading: heading,
    Paragraph: paragraph,
    BulletList: bullet_list,
    Checklist: checklist,
    Table: table,
    Figure: figure,
    Illustrated: lambda block, place: illustrated(block, place, flow),
    Note: lambda block, place: note(block, place, flow),
    Group: group,
    Section: section,
}
