"""Letters in rings, which tie self-check questions to the items that depend on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import Run, Text
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.text import text_strips, written
from planner.formats.pdf.layout.linebreak import Words, line_width, lines_of, natural, set_line
from planner.formats.pdf.layout.strips import Draw, Strip, Strips, beside
from planner.formats.pdf.theme import ACCENT, PdfTheme, Style
from planner.formats.pdf.write.tags import Element

# The radius of a ring as a share of its text's size.
RING: Final = 0.64


def ringed_letter(letter: str, element: Element, body: Style, theme: PdfTheme) -> Strip:
    """Return a letter in a ring, which ties a question to the items that depend on it."""
    style = replace(body, size=max(theme.styles["small"].size, body.size - 1.5), strong=True, colour=ACCENT, above=0)
    (line,) = text_strips((Run(letter),), style, 99, element)
    radius = body.size * RING

    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.ring(canvas, x + radius, top - body.line / 2, radius)
        line.draw(canvas, x + radius - natural(letter, style) / 2, top - (body.line - style.line) / 2)

    return Strip(body.line, draw)


def with_rings(text: Text, marks: Sequence[str], style: Style, place: Place, letters: int) -> Strips:
    """Return a text with the letters of its self-checks at its end."""
    element = place.element.child("P")
    if not marks:
        return text_strips(text, style, place.width, element, letters)
    lines = lines_before_rings(text, marks, style, place, letters)
    return ringed([Strip(style.line, written(line, style, element)) for line in lines], lines, marks, style, place)


def lines_before_rings(text: Text, marks: Sequence[str], style: Style, place: Place, letters: int) -> tuple[Words, ...]:
    """Return the lines of a text; where rings do not fit behind its last word, it is set narrower, so that they do."""
    lines = lines_of(text, style, place.width, letters)
    room = 6 + _step(style) * len(marks)
    fits = not marks or not lines or _width(lines[-1], style) + room <= place.width
    return lines if fits else lines_of(text, style, place.width - room, letters)


def ringed(strips: Strips, lines: Sequence[Words], marks: Sequence[str], style: Style, place: Place) -> Strips:
    """Return a text's strips with letters in rings behind its last word."""
    rings = [ringed_letter(mark, place.element.child("P"), style, place.theme) for mark in marks]
    if not rings or not strips:
        return strips
    end = _width(lines[-1], style) + 6
    last = beside([(0, strips[-1:]), *((end + _step(style) * at, [ring]) for at, ring in enumerate(rings))])
    return [*strips[:-1], last]


def _step(style: Style) -> float:
    return style.size * 2 * RING + 2.5


def _width(line: Words, style: Style) -> float:
    return line_width(set_line(line, style.size))


def written_after(line: Words, count: int, style: Style, label: Element, element: Element) -> Draw:
    """Return the drawing of a line whose first words are the label of what follows them."""
    first, rest = line[:count], line[count:]
    x_rest = _width(first, style) + natural(" ", style)

    def draw(canvas: Any, x: float, top: float) -> None:
        written(first, replace(style, colour=ACCENT), label)(canvas, x, top)
        if rest:
            written(rest, style, element)(canvas, x + x_rest, top)

    return draw
