"""Headings and running text as strips."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from planner.document.model import Heading, Paragraph, Run, Text
from planner.files.svg import Picture
from planner.formats.pdf import pictures, shapes
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.signs import draw_sign
from planner.formats.pdf.layout.linebreak import UNLIMITED, Words, escape, line_width, lines_of, natural, set_line
from planner.formats.pdf.layout.strips import Draw, Strip, Strips, beside, moved, spaced
from planner.formats.pdf.theme import ACCENT, INK, Style
from planner.formats.pdf.write.tags import Element

# The width of the bar beside what to say, and what it takes from the text with the space behind it.
BAR: Final = 4.5
BAR_ROOM: Final = 18.0
# The least space between a text and what stands at its line's end.
APART: Final = 10.0
# The line below a title that comes again above a table without a header.
AGAIN: Final = 1.4
# How high the highest picture of a measure is, as a multiple of a line and in its own numbers; the space before words.
MEASURE: Final = 1.3
MEASURE_TALL: Final = 219
MEASURE_BEFORE: Final = 4.0


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
        canvas.write(
            set_line(line, style.size, style.mark), x, top - baseline(style), style.size, style.colour, element
        )

    return draw


def written_after(line: Words, count: int, style: Style, label: Element, element: Element) -> Draw:
    """Return the drawing of a line whose first words are the title of what follows them."""
    first, rest = line[:count], line[count:]
    start = line_width(set_line(first, style.size, style.mark)) + natural(" ", style) if first else 0

    def draw(canvas: Any, x: float, top: float) -> None:
        if first:
            written(first, style, label)(canvas, x, top)
        if rest:
            written(rest, style, element)(canvas, x + start, top)

    return draw


def paragraph(block: Paragraph, place: Place) -> Strips:
    """Return a paragraph in the style of its role, in lines of a length that reads well."""
    if block.role == "said":
        return _said(block, place)
    style = place.style if block.role == "body" else place.theme.styles[block.role]
    return text_strips(block.on_paper or block.text, style, place.width, place.element.child("P"), place.letters)


def _said(block: Paragraph, place: Place) -> Strips:
    """Return what to say aloud, large, with a bar at its left."""
    style = place.theme.styles["said"]
    strips = text_strips(block.text, style, place.width - BAR_ROOM, place.element.child("P"))

    def barred(draw: Draw) -> Draw:
        def drawn(canvas: Any, x: float, top: float) -> None:
            shapes.fill(canvas, x, top, BAR, style.line + 0.3, INK)
            draw(canvas, x, top)

        return drawn

    return [replace(strip, draw=barred(strip.draw)) for strip in moved(strips, BAR_ROOM)]


def heading(block: Heading, place: Place) -> Strips:
    """Return a heading with its sign and its bookmark, bound to what follows it; its aside stands at the line's end."""
    # A part that stands now here, now there leaves no level out.
    level = min(block.level, place.level + 1)
    style = place.theme.styles[f"heading-{level}"]
    strips = titled(block.text, style, level, place, sign=block.sign)
    if not strips or not block.aside:
        return strips
    indent = sign_room(block.sign, style)
    aside = LineEnd(block.aside, place.element, block.measure)
    return [*with_aside(strips, (Run(block.text),), indent, aside, style, place), _rule(place)]


def sign_room(sign: str, style: Style) -> float:
    """Return the width that a sign takes before a title."""
    return style.size * 1.6 if sign else 0


def titled(text: str, style: Style, level: int, place: Place, sign: str = "", sign_colour: str = INK) -> Strips:
    """Return a title of a level with a sign before it; it holds to what follows."""
    side, indent = style.size * 1.25, sign_room(sign, style)
    element = place.element.child(f"H{level}")
    strips = moved(text_strips((Run(text),), style, place.width - indent, element), indent)
    if not strips:
        return []
    title = " ".join(escape(text).split())
    first = strips[0].draw
    less = style.size * place.theme.trim if len(strips) == 1 else 0.0

    def draw(canvas: Any, x: float, top: float) -> None:
        canvas.heading(title, level - 1, top)
        line = top + less / 2
        if sign:
            draw_sign(canvas, sign, x, line - (style.line - side) / 2, side, sign_colour)
        first(canvas, x, line)

    lowered = replace(strips[0], height=strips[0].height - less, draw=draw)
    return [replace(strip, keep=True) for strip in [lowered, *strips[1:]]]


class LineEnd(NamedTuple):
    """A few grey words at the end of a line, in an element of their own, with the picture of a measure before them."""

    text: str
    element: Element
    measure: Picture | None = None


def with_aside(strips: Strips, text: Text, indent: float, aside: LineEnd, style: Style, place: Place) -> Strips:
    """Return a text's strips with a grey aside at the end of its last line, or below it at the right."""
    grey, said = place.theme.styles["aside"], (Run(aside.text),)
    made = text_strips(said, grey, place.width, aside.element.child("P"))
    width, used = _last_width(said, grey, place.width), _last_width(text, style, place.width - indent)
    left = place.width - width
    if len(made) != 1 or indent + used + APART + width > place.width:
        below = moved(made, max(0, left))
        below[:1] = [_measured(strip, aside.measure, grey, left) for strip in below[:1]]
        return [replace(strip, keep=True) for strip in [*strips, *below]]
    last, beside = strips[-1], made[0]
    free = left - indent - used - APART

    def draw(canvas: Any, x: float, top: float) -> None:
        last.draw(canvas, x, top)
        beside.draw(canvas, x + place.width - width, top - (baseline(style) - baseline(grey)))

    made_one = replace(last, draw=draw)
    fits = measure_room(aside.measure, style) <= free
    return [*strips[:-1], _measured(made_one, aside.measure, style, left) if fits else made_one]


def measure_room(measure: Picture | None, style: Style) -> float:
    """Return the width that the picture of a measure takes before words, all of them at one scale."""
    return measure.width * _scale(style) + MEASURE_BEFORE if measure else 0


def _scale(style: Style) -> float:
    return style.line * MEASURE / MEASURE_TALL


def _measured(strip: Strip, measure: Picture | None, style: Style, right: float) -> Strip:
    """Return a line with the picture of a measure that ends before a place, on the line's foot."""
    return replace(strip, draw=with_measure(strip.draw, measure, style, right)) if measure else strip


def with_measure(draw: Draw, measure: Picture, style: Style, right: float) -> Draw:
    """Return how a line is drawn with the picture of a measure, which ends before a place."""
    wide, high = measure.width * _scale(style), measure.height * _scale(style)
    left = right - measure_room(measure, style)

    def drawn(canvas: Any, x: float, top: float) -> None:
        draw(canvas, x, top)
        pictures.draw(canvas, measure, x + left, top - style.line + high, wide)

    return drawn


def _last_width(text: Text, style: Style, width: float) -> float:
    lines = lines_of(text, style, width)
    return line_width(set_line(lines[-1], style.size, style.mark)) if lines else 0


def _rule(place: Place) -> Strip:
    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.rule(canvas, x, top - 1, place.width, 0.9, ACCENT)

    return Strip(2, draw, keep=True)


def title_again(title: str, place: Place) -> Strip | None:
    """Return the title of a part that goes on on another page, if it has one; nobody hears it."""
    style = replace(place.theme.styles["cell-head"], colour=ACCENT)
    return beside([(0, text_strips((Run(title),), style, place.width, None))]) if title else None


def above_rest(title: str, head: Strip | None, place: Place) -> Strip | None:
    """Return what comes again above rows on another page, or nothing where a table has neither title nor header."""
    titled = title_again(title, place)
    if not titled or head:
        return beside([(0, [titled, head])]) if titled and head else head

    def draw(canvas: Any, x: float, top: float) -> None:
        titled.draw(canvas, x, top)
        shapes.rule(canvas, x, top - titled.height - 2, place.width, AGAIN, ACCENT)

    return replace(titled, height=titled.height + 3, draw=draw)
