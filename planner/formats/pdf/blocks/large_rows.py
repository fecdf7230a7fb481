"""A large picture at the left and a few words at its right, in letters of any size: a row of the easy edition."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import Heading, Illustrated
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.figures import figure
from planner.formats.pdf.blocks.place import Flow, Place
from planner.formats.pdf.layout.strips import Strips, beside
from planner.formats.pdf.theme import HAIR, LINE, MM

# A picture has so much room in width, as a multiple of its height.
ROOM: Final = 1.4


def large_row(block: Illustrated, place: Place, flow: Flow) -> Strips:
    """Return blocks beside one picture of the height that they ask for, under a hairline: nothing parts them."""
    outer = place.inside("Sect")
    highest = block.height * MM
    wide = highest * ROOM
    inner = outer.narrowed(place.width - wide - place.theme.gutter)
    # The heading is read first, then the picture.
    head = next((one for one in block.blocks[:1] if isinstance(one, Heading)), None)
    right = flow(block.blocks[:1] if head else (), inner)
    left = [strip for one in block.figures for strip in figure(one, outer.narrowed(wide), highest)]
    right += flow(block.blocks[1:] if head else block.blocks, replace(inner, level=head.level) if head else inner)
    pad = place.theme.gap * 0.6 + 2
    row = beside([(0, left), (wide + place.theme.gutter, right)], pad, middle=True)

    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.rule(canvas, x, top, place.width, HAIR, LINE)
        row.draw(canvas, x, top - pad)

    return [replace(row, height=row.height + pad, draw=draw)]
