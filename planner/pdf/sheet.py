"""The drawing of laid-out pages, with the lines at their head and foot: the only place that knows whom it is for."""

from __future__ import annotations

from planner.document import Document
from planner.pdf import shapes
from planner.pdf.fonts import REGULAR, font
from planner.pdf.metadata import describe
from planner.pdf.pages import Layout
from planner.pdf.story import baseline, running_height
from planner.pdf.tagging import Element, TaggedCanvas
from planner.pdf.theme import Style, Theme
from planner.pdf.words import Line, line_width, one_line


def drawn(document: Document, layout: Layout, creation_time: int) -> bytes:
    """Return a laid-out sheet as the bytes of a PDF, with its identity on every page; it is read aloud once."""
    theme = layout.theme
    font(REGULAR)
    canvas = TaggedCanvas((theme.width, theme.height), layout.root, REGULAR)
    for number, page in enumerate(layout.pages, start=1):
        _head(canvas, document, theme, layout.identity if number == 1 else None)
        top = theme.height - theme.top - running_height(theme)
        for placed in page:
            placed.strip.draw(canvas, theme.left, top - placed.top)
        _foot(canvas, document, theme, number, len(layout.pages))
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


def _head(canvas: TaggedCanvas, document: Document, theme: Theme, element: Element | None) -> None:
    strong, style = theme.styles["running-strong"], theme.styles["running"]
    top = theme.height - theme.top
    date = one_line(document.date, style, theme.inner / 2)
    room = theme.inner - line_width(date) - 16
    name = one_line(identity(document), strong, room)
    named = bool(document.identity.name or document.identity.id)
    _write(canvas, name, theme.left, top, strong, element if named else None)
    _write(canvas, date, theme.left + theme.inner - line_width(date), top, style, element)
    shapes.rule(canvas, theme.left, top - style.line - 2, theme.inner)


def _foot(canvas: TaggedCanvas, document: Document, theme: Theme, number: int, count: int) -> None:
    style = theme.styles["running"]
    top = theme.bottom + style.line
    text = document.footer.replace("{page}", str(number)).replace("{pages}", str(count))
    pages = one_line(text, style, theme.inner / 2)
    title = one_line(document.title, style, theme.inner - line_width(pages) - 16)
    shapes.rule(canvas, theme.left, top + 2, theme.inner)
    _write(canvas, title, theme.left, top, style, None)
    _write(canvas, pages, theme.left + theme.inner - line_width(pages), top, style, None)


def _write(canvas: TaggedCanvas, line: Line, x: float, top: float, style: Style, element: Element | None) -> None:
    canvas.write(line, x, top - baseline(style), style.size, style.colour, element)
