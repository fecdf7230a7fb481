"""Lines to write on as strips."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import Run, WriteLines
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.text import text_strips
from planner.formats.pdf.layout.linebreak import escape, natural
from planner.formats.pdf.layout.strips import Strip, Strips, beside, height_of, spaced
from planner.formats.pdf.theme import HAIR, INK

# A label that takes more than this share of the whole width leaves half a line too little room to write.
LABEL: Final = 0.3


def write_lines(block: WriteLines, place: Place) -> Strips:
    """Return lines to write on, each with its label; in large print two side by side at most, where these are short."""
    gap = place.theme.gutter
    count = max(1, block.columns if place.theme.columns > 1 else min(block.columns, _most(block, place)))
    width = (place.width - gap * (count - 1)) / count
    lines = [_line(label, width, place) for label in block.labels]
    rows = [lines[at : at + count] for at in range(0, len(lines), count)]
    strips = [beside([(at * (width + gap), [line]) for at, line in enumerate(row)]) for row in rows]
    return spaced(strips, place.theme.gap * 0.4)


def _most(block: WriteLines, place: Place) -> int:
    """Return how many lines large labels leave room for beside each other."""
    widest = max((natural(escape(label), place.style) for label in block.labels), default=0)
    return 2 if widest <= place.width * LABEL else 1


def _line(label: str, width: float, place: Place) -> Strip:
    """Return a label on a line that goes on behind it."""
    style = replace(place.style, above=0)
    words = text_strips((Run(label),), style, width, place.element.child("P")) if label else []
    # A line without a label stands as low as one beside it that has one.
    high = height_of(words) if words else style.line
    height = max(place.theme.row, high + (3 if place.theme.columns > 1 else 2))
    strip = beside([(0, words)])

    def draw(canvas: Any, x: float, top: float) -> None:
        strip.draw(canvas, x, top - height + high + 1.5)
        shapes.rule(canvas, x, top - height + 1, width, HAIR, INK)

    return Strip(height, draw)
