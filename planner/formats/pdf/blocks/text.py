"""Headings and running text as strips."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from planner.document.model import Heading, Paragraph, Run, Text
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.layout.linebreak import UNLIMITED, Words, escape, lines_of, set_line
from planner.formats.pdf.layout.strips import Draw, Strip, Strips, spaced
from planner.formats.pdf.theme import ACCENT, Style
from planner.formats.pdf.write.tags import Element


def text_strips(text: Text, style: Style, width: float, element: Element | None, letters: int = UNLIMITED) -> Strips:
    """Return a strip per line; no first and no last line of a text stands alone on a page."""
    lines = lines_of(text, style, width, letters)
    last = len(lines) - 1
    strips = [
        Strip(style.line, written(line, style, element), keep=index < last and (index == 0 or index == last - 1))
        for index, line in enumerate(lines)
    ]
    return spaced(strips, style.above)


def baseline(style: Style) -> float:
    """Return how far below a line's top its letters stand."""
    return style.line / 2 + style.size * 0.36


def written(line: Words, style: Style, element: Element | None) -> Draw:
    """Return the drawing of one line of a text."""

    def draw(canvas: Any, x: float, top: float) -> None:
        canvas.write(set_line(line, style.size), x, top - baseline(style), style.size, style.colour, element)

    return draw


def paragraph(block: Paragraph, place: Place) -> Strips:
    """Return a paragraph in the style of its role, in lines of a length that reads well."""
    fine = block.role in ("small", "sources")
    style = place.style if block.role == "body" else place.theme.styles["small" if fine else block.role]
    letters = UNLIMITED if place.text == "dense" or fine else place.theme.letters
    return text_strips(block.text, style, place.width, place.element.child("P"), letters)


def heading(block: Heading, place: Place) -> Strips:
    """Return a heading, bound to what follows it, with its bookmark."""
    style = place.theme.styles[f"heading-{block.level}"]
    strips = text_strips((Run(block.text),), style, place.width, place.element.child(f"H{block.level}"))
    if not strips:
        return []
    title = " ".join(escape(block.text).split())
    strips[0] = replace(strips[0], draw=_marked(strips[0].draw, title, block.level))
    strips = [replace(strip, keep=True) for strip in strips]
    return _underlined(strips, place) if block.level == 2 else strips


def _marked(draw: Draw, title: str, level: int) -> Draw:
    def drawn(canvas: Any, x: float, top: float) -> None:
        canvas.heading(title, level - 1, top)
        draw(canvas, x, top)

    return drawn


def _underlined(strips: Strips, place: Place) -> Strips:
    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.rule(canvas, x, top - 3, place.width, 1.4, ACCENT)

    return [*strips, Strip(4, draw, keep=True)]
