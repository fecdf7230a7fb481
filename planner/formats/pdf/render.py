"""The drawing of laid-out pages, with the lines at their head and foot: the only place that knows whom it is for."""

from __future__ import annotations

from typing import Any

from planner.document.model import Document
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.text import baseline
from planner.formats.pdf.layout.linebreak import Line, line_width
from planner.formats.pdf.layout.pagination import Layout
from planner.formats.pdf.layout.pieces import expanded
from planner.formats.pdf.layout.running import APART, Aside, Running, running_lines, with_room
from planner.formats.pdf.theme import HAIR, INK, PdfTheme, Style, head_height
from planner.formats.pdf.write.canvas import TaggedCanvas
from planner.formats.pdf.write.tags import Element


def drawn(document: Document, layout: Layout, creation_time: int) -> bytes:
    """Return a laid-out sheet as the bytes of a PDF, with its identity on every page; it is read aloud once."""
    theme = layout.theme
    fitting(document, layout)
    canvas = TaggedCanvas((theme.width, theme.height))
    canvas.begin_sheet(layout.root, document.numbers, document.accent)
    draw_pages(canvas, document, layout)
    canvas.end_sheet()
    return canvas.finish(document, creation_time)


def draw_pages(canvas: Any, document: Document, layout: Layout) -> None:
    """Draw every page of a laid-out sheet, its head and foot first, on a canvas or on what watches as one would."""
    theme = layout.theme
    if not isinstance(canvas, TaggedCanvas):
        # What watches knows elements alone.
        layout.root.children = expanded(layout.root.children)
    for number, page in enumerate(layout.pages, start=1):
        _running(canvas, document, theme, layout, number)
        top = theme.height - head_height(theme)
        for placed in page:
            placed.strip.draw(canvas, theme.left(number), top - placed.top)
        canvas.showPage()


def fitting(document: Document, layout: Layout) -> None:
    """Raise ValueError where the head or the foot of a sheet needs more room than was left for it."""
    theme, own = layout.theme, with_room(document, layout.theme)
    widest = max((line_width(aside.line) for aside in layout.asides.values()), default=0)
    if own.head > theme.head or own.foot > theme.foot or (widest and own.beside < widest):
        raise ValueError("the pages were laid out for another sheet, with less to say at the head or the foot")


def _running(canvas: Any, document: Document, theme: PdfTheme, layout: Layout, number: int) -> None:
    """Draw the lines at the head (whom it is for, which page) and the foot (which week, which status) of a page."""
    strong, style = theme.styles["running-strong"], theme.styles["running"]
    element = layout.identity if number == 1 else None
    lines = running_lines(document, theme, number, len(layout.pages))
    left, right = theme.left(number), theme.left(number) + theme.inner
    head, foot = theme.height - theme.margin + theme.lift, theme.margin + theme.foot * style.line
    for at, line in enumerate(lines.whom):
        _write(canvas, line, left, head - at * strong.line, strong, element)
    if lines.blank:
        below = head - (len(lines.whom) - 1) * strong.line - baseline(strong)
        end = _end_of_blank(lines, layout.asides.get(number), theme)
        shapes.rule(canvas, left + lines.blank.start, below - 1.5, max(0, end - lines.blank.start), HAIR, INK)
    for at, line in enumerate(lines.foot):
        _write(canvas, line, left, foot - at * style.line, style, element if at < lines.dated else None)
    _write(canvas, lines.number, right - line_width(lines.number), head, style, None)
    _write(canvas, lines.beside, right - line_width(lines.beside), foot, style, None)
    if aside := layout.asides.get(number):
        end = right - _beside_last(lines)
        last = head - (len(lines.whom) - 1) * strong.line
        _write(canvas, aside.line, end - line_width(aside.line), last, style, aside.element)


def _end_of_blank(lines: Running, aside: Aside | None, theme: PdfTheme) -> float:
    """Return where the line to write a name on ends: before what stands beside it."""
    room = theme.inner - _beside_last(lines) - (line_width(aside.line) + APART if aside else 0)
    return min(lines.blank.end, room) if lines.blank else room


def _beside_last(lines: Running) -> float:
    """Return what the number of the page takes of the last line of the head: it stands on the first."""
    return line_width(lines.number) + APART if len(lines.whom) == 1 else 0


def _write(canvas: Any, line: Line, x: float, top: float, style: Style, element: Element | None) -> None:
    canvas.write(line, x, top - baseline(style), style.size, style.colour, element)
