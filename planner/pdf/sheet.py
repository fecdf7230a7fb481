"""The drawing of laid-out pages, with the lines at their head and foot: the only place that knows whom it is for."""

from __future__ import annotations

from typing import Final

from planner.document import Document
from planner.pdf import shapes
from planner.pdf.fonts import REGULAR, font
from planner.pdf.metadata import describe
from planner.pdf.pages import Layout
from planner.pdf.story import baseline, running_height
from planner.pdf.tagging import Element, TaggedCanvas
from planner.pdf.theme import Style, Theme
from planner.pdf.words import ELLIPSIS, Line, line_width, natural, one_line, shortened

# The least space between two texts on one line.
APART: Final = 16


def drawn(document: Document, layout: Layout, creation_time: int) -> bytes:
    """Return a laid-out sheet as the bytes of a PDF, with its identity on every page; it is read aloud once."""
    theme = layout.theme
    font(REGULAR)
    canvas = TaggedCanvas((theme.width, theme.height), layout.root, REGULAR)
    for number, page in enumerate(layout.pages, start=1):
        _running(canvas, document, theme, layout, number)
        top = theme.height - theme.top - running_height(theme)
        for placed in page:
            placed.strip.draw(canvas, theme.left, top - placed.top)
        canvas.showPage()
    pdf = canvas.finish()
    describe(pdf, document, creation_time)
    data: bytes = pdf.GetPDFData(canvas)
    return data


def identity(document: Document) -> str:
    """Return the sentence that says whom a sheet is for, or its title."""
    who = document.identity
    filled = document.header.replace("{name}", who.name).replace("{id}", who.id)
    return filled if who.name or who.id else document.title


def _whom(document: Document, style: Style, width: float) -> Line:
    """Return whom a sheet is for on one line; where both have no room, the name is cut and the id is whole."""
    who = document.identity
    # Beside the shortest name; a point is for what rounding takes.
    rest = shortened(document.header.replace("{name}", ELLIPSIS).replace("{id}", who.id), style, width)
    room = width - natural(rest, style) + natural(ELLIPSIS, style) - 1
    if not (who.name and who.id) or natural(identity(document), style) <= width or room < width / 4:
        return one_line(identity(document), style, width)
    name = shortened(who.name, style, room)
    return one_line(document.header.replace("{id}", who.id).replace("{name}", name), style, width)


def _running(canvas: TaggedCanvas, document: Document, theme: Theme, layout: Layout, number: int) -> None:
    """Draw the lines at the head (whom it is for, which page) and the foot (which week, which sheet) of a page."""
    strong, style = theme.styles["running-strong"], theme.styles["running"]
    element = layout.identity if number == 1 else None
    named = bool(document.identity.name or document.identity.id)
    text = document.footer.replace("{page}", str(number)).replace("{pages}", str(len(layout.pages)))
    right = theme.left + theme.inner
    head, foot = theme.height - theme.top, theme.bottom + style.line
    pages = one_line(text, style, theme.inner / 2)
    name = _whom(document, strong, theme.inner - line_width(pages) - APART)
    date = one_line(document.date, style, theme.inner)
    _write(canvas, name, theme.left, head, strong, element if named else None)
    _write(canvas, date, theme.left, foot, style, element)
    _write(canvas, pages, right - line_width(pages), head, style, None)
    said = document.foot or (document.title if named else "")
    if said and natural(said, style) <= theme.inner - line_width(date) - APART:
        title = one_line(said, style, theme.inner)
        _write(canvas, title, right - line_width(title), foot, style, None)
    shapes.rule(canvas, theme.left, head - style.line - 1, theme.inner)
    shapes.rule(canvas, theme.left, foot + 1, theme.inner)


def _write(canvas: TaggedCanvas, line: Line, x: float, top: float, style: Style, element: Element | None) -> None:
    canvas.write(line, x, top - baseline(style), style.size, style.colour, element)
