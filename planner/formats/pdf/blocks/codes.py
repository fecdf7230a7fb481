"""QR codes as strips, at the right margin beside other blocks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import Code, Coded, Heading, Run
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.place import Flow, Place
from planner.formats.pdf.blocks.text import text_strips
from planner.formats.pdf.layout.linebreak import escape, line_width, lines_of, natural, set_line
from planner.formats.pdf.layout.strips import Strip, Strips, beside, moved, spaced
from planner.formats.pdf.qr import QUIET, modules
from planner.formats.pdf.theme import MM, Style
from planner.formats.pdf.write.objects import text_string

# The side of a module: what a telephone can still read of a copy.
MODULE: Final = 0.48 * MM
BLACK: Final = "#000000"
# What parts a code from what stands beside it: more than its light margin.
GAP: Final = 6.0
# How far the words below a code may be wider than it is, and what parts them from what stands beside them.
WIDER: Final = 1.4
APART: Final = 10.0


def coded(block: Coded, place: Place, flow: Flow) -> Strips:
    """Return blocks with a code at their right as one strip, on the page of what follows; below the code its words.

    What stands beside the code may be wider than what stands beside its words.
    """
    outer = place.inside("Div")
    side = len(modules(block.code.holds)) * MODULE
    wide, words = place.width - side - GAP, max(_widths(block.code.caption, place, side), default=0)
    narrow = min(wide, place.width - words - APART)
    head = _on_one_line(block, place, wide)
    below = replace(outer, width=narrow, level=head[0].level if head else place.level)
    left = flow(head, replace(outer, width=wide)) + flow(block.blocks[len(head) :], below)
    right = _code(block.code, outer.narrowed(side), _opens(block))
    above = left[0].above if left else 0
    return [replace(beside([(0, left), (place.width - side, right)], above), keep=True)]


def _on_one_line(block: Coded, place: Place, width: float) -> tuple[Heading, ...]:
    """Return the heading with which blocks begin, if it takes one line of a width."""
    first = block.blocks[0] if block.blocks else None
    if not isinstance(first, Heading):
        return ()
    return (first,) if natural(escape(first.text), place.theme.styles[f"heading-{first.level}"]) <= width else ()


def _opens(block: Coded) -> bool:
    """Return whether blocks stand at a page's head, below which enough is light anyway."""
    first = block.blocks[0] if block.blocks else None
    return isinstance(first, Heading) and first.level == 1


def _code(code: Code, place: Place, opens: bool) -> Strips:
    """Return a code with its light margin above and below; at its right is that of the page."""
    side, above = place.width, 0 if opens else QUIET * MODULE
    element = place.element.child("Figure", Alt=text_string(escape(code.alt)))

    def draw(canvas: Any, x: float, top: float) -> None:
        canvas.box(element, (x, top - above - side, x + side, top - above))
        canvas.begin(element)
        canvas.paint(f"q {MODULE:.4f} 0 0 {-MODULE:.4f} {x:.2f} {top - above:.2f} cm")
        shapes.fill_path(canvas, _path(code.holds), BLACK)
        canvas.paint("Q")
        canvas.end()

    return [Strip(above + side, draw, keep=True), *_caption(code.caption, place)]


def _widths(words: str, place: Place, side: float) -> list[float]:
    """Return the width of each line of the words below a code."""
    style = place.theme.styles["small"]
    lines = lines_of((Run(words),), style, _room(words, side, style))
    return [line_width(set_line(line, style.size, style.mark)) for line in lines]


def _room(words: str, side: float, style: Style) -> float:
    """Return how wide the words below a code may be: somewhat wider than it, and as their longest word."""
    return max(side * WIDER, *(natural(escape(word), style) + 1 for word in words.split() or [""]))


def _caption(words: str, place: Place) -> Strips:
    """Return what a code is for, its lines below it at the right; their letters stand below its light margin."""
    style, side = place.theme.styles["small"], place.width
    strips = text_strips((Run(words),), style, _room(words, side, style), place.element.child("P"))
    made = [moved([strip], side - width)[0] for strip, width in zip(strips, _widths(words, place, side), strict=True)]
    return spaced(made, QUIET * MODULE - (style.line - style.size) / 2)


@lru_cache(maxsize=64)
def _path(holds: str) -> str:
    """Return all dark modules as one path, counted in modules from the upper left."""
    runs = ((y, run) for y, row in enumerate(modules(holds)) for run in re.finditer("1+", row))
    return "\n".join(f"{run.start()} {y} {run.end() - run.start()} 1 re" for y, run in runs)
