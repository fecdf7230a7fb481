"""The drawing of laid-out pages, with the lines at their head and foot: the only place that knows whom it is for."""

from __future__ import annotations

from typing import Any, NamedTuple

from planner.document.model import Document
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.text import baseline
from planner.formats.pdf.layout.kept_units import UNITS, Laid
from planner.formats.pdf.layout.linebreak import Line, line_width
from planner.formats.pdf.layout.pagination import Layout
from planner.formats.pdf.layout.pieces import expanded
from planner.formats.pdf.layout.running import APART, Aside, Running, running_lines, with_room
from planner.formats.pdf.theme import HAIR, INK, PdfTheme, Style, head_height
from planner.formats.pdf.write.canvas import TaggedCanvas
from planner.formats.pdf.write.heads import HeadPen, Heads
from planner.formats.pdf.write.letters import ShownLetters
from planner.formats.pdf.write.pages import BegunSheets
from planner.formats.pdf.write.tags import Element
from planner.formats.pdf.write.units import DrawnUnit

# The fonts of what fonts of all files lack, at the heads of pages: they are numbered behind those of the pages.
_HEAD_FONTS, _FIRST_HEAD_FONT = "H", 1000


class Headed(NamedTuple):
    """What the heads of a sheet's pages hang on beside its document: look, number of pages, what is said of parts."""

    theme: PdfTheme
    pages: int
    identity: Element
    asides: dict[int, Aside]


def drawn(document: Document, layout: Layout, creation_time: int) -> bytes:
    """Return a laid-out sheet as the bytes of a PDF, with its identity on every page; it is read aloud once."""
    fitting(document, layout)
    return with_heads(document, headed(layout), drawn_body(document, layout, creation_time))


def drawn_body(document: Document, layout: Layout, creation_time: int) -> BegunSheets:
    """Return a laid-out sheet but for the heads of its pages: nothing in it is of whom it is for."""
    canvas = TaggedCanvas((layout.theme.width, layout.theme.height))
    canvas.begin_sheet(layout.root, layout.identity, document.numbers, document.accent)
    draw_bodies(canvas, document, layout)
    canvas.end_sheet()
    return canvas.pages.begun(document, creation_time)


def with_heads(document: Document, of: Headed, body: BegunSheets) -> bytes:
    """Return the bytes of a PDF whose pages were drawn without their heads."""
    letters = head_letters()
    return body.finished(letters, [drawn_heads(document, of, body.heads[0], letters)])


def headed(layout: Layout) -> Headed:
    """Return what the heads of a laid-out sheet hang on."""
    return Headed(layout.theme, len(layout.pages), layout.identity, layout.asides)


def head_letters() -> ShownLetters:
    """Return the fonts of the heads in one file, before anything is drawn with them."""
    return ShownLetters(_HEAD_FONTS, _FIRST_HEAD_FONT)


def draw_bodies(canvas: TaggedCanvas, document: Document, layout: Layout) -> None:
    """Draw every page of a laid-out sheet but for its head and foot, but take what was drawn before as it is."""
    number = 1
    for unit in layout.units:
        look = (number % 2, canvas.accent)
        drawn = UNITS.drawn(unit, look, document.numbers)
        if drawn is None:
            drawn = _draw_unit(canvas, layout, unit, number)
            UNITS.keep_drawn(unit, look, drawn)
        else:
            canvas.add_unit(drawn)
        number += len(unit.pages)


def _draw_unit(canvas: TaggedCanvas, layout: Layout, unit: Laid, first: int) -> DrawnUnit | None:
    canvas.begin_unit(unit.elements)
    for number in range(first, first + len(unit.pages)):
        _draw_body(canvas, layout, number)
        if aside := layout.asides.get(number):
            canvas.counted(aside.line, aside.element)
        canvas.showPage()
    return canvas.end_unit(kept=unit.key is not None)


def drawn_heads(document: Document, of: Headed, heads: Heads, letters: ShownLetters) -> list[HeadPen]:
    """Return the heads and feet of all pages of a sheet."""
    pens = [HeadPen(letters, first, of.identity) for first in heads.firsts]
    for number, pen in enumerate(pens, start=1):
        _running(pen, document, of, number)
    return pens


def draw_pages(canvas: Any, document: Document, layout: Layout) -> None:
    """Draw every page of a laid-out sheet, its head and foot first, on what watches as a canvas would."""
    # What watches knows elements alone.
    layout.root.children = expanded(layout.root.children)
    for number in range(1, len(layout.pages) + 1):
        _running(canvas, document, headed(layout), number)
        _draw_body(canvas, layout, number)
        canvas.showPage()


def _draw_body(canvas: Any, layout: Layout, number: int) -> None:
    left, top = layout.theme.left(number), layout.theme.height - head_height(layout.theme)
    for placed in layout.pages[number - 1]:
        placed.strip.draw(canvas, left, top - placed.top)


def fitting(document: Document, layout: Layout) -> None:
    """Raise ValueError where the head or the foot of a sheet needs more room than was left for it."""
    theme, own = layout.theme, with_room(document, layout.theme)
    widest = max((line_width(aside.line) for aside in layout.asides.values()), default=0)
    if own.head > theme.head or own.foot > theme.foot or (widest and own.beside < widest):
        raise ValueError("the pages were laid out for another sheet, with less to say at the head or the foot")


def _running(canvas: Any, document: Document, of: Headed, number: int) -> None:
    """Draw the lines at the head (whom it is for, which page) and the foot (which week, which status) of a page.

    What is said of a part comes first: its marks have the same numbers, whoever the sheet is for.
    """
    theme = of.theme
    strong, style = theme.styles["running-strong"], theme.styles["running"]
    element = of.identity if number == 1 else None
    lines, aside = running_lines(document, theme, number, of.pages), of.asides.get(number)
    left, right = theme.left(number), theme.left(number) + theme.inner
    head, foot = theme.height - theme.margin + theme.lift, theme.margin + theme.foot * style.line
    if aside:
        end = right - _beside_last(lines)
        last = head - (len(lines.whom) - 1) * strong.line
        _write(canvas, aside.line, end - line_width(aside.line), last, style, aside.element)
    for at, line in enumerate(lines.whom):
        _write(canvas, line, left, head - at * strong.line, strong, element)
    if lines.blank:
        below = head - (len(lines.whom) - 1) * strong.line - baseline(strong)
        end = _end_of_blank(lines, aside, theme)
        shapes.rule(canvas, left + lines.blank.start, below - 1.5, max(0, end - lines.blank.start), HAIR, INK)
    for at, line in enumerate(lines.foot):
        _write(canvas, line, left, foot - at * style.line, style, element if at < lines.dated else None)
    _write(canvas, lines.number, right - line_width(lines.number), head, style, None)
    _write(canvas, lines.beside, right - line_width(lines.beside), foot, style, None)


def _end_of_blank(lines: Running, aside: Aside | None, theme: PdfTheme) -> float:
    """Return where the line to write a name on ends: before what stands beside it."""
    room = theme.inner - _beside_last(lines) - (line_width(aside.line) + APART if aside else 0)
    return min(lines.blank.end, room) if lines.blank else room


def _beside_last(lines: Running) -> float:
    """Return what the number of the page takes of the last line of the head: it stands on the first."""
    return line_width(lines.number) + APART if len(lines.whom) == 1 else 0


def _write(canvas: Any, line: Line, x: float, top: float, style: Style, element: Element | None) -> None:
    canvas.write(line, x, top - baseline(style), style.size, style.colour, element)
