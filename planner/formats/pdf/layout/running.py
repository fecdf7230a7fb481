"""What stands at the head and the foot of every page: whom the sheet is for, which page, which week, its status.

Nothing of it is lost for want of room: where one line does not do, the page's body has so much less.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Document, Heading, Run, Section
from planner.formats.pdf.blocks.text import baseline, text_strips
from planner.formats.pdf.layout.linebreak import (
    ELLIPSIS,
    Line,
    broken,
    escape,
    line_width,
    natural,
    one_line,
    shortened,
)
from planner.formats.pdf.layout.strips import Strips, spaced
from planner.formats.pdf.theme import PdfTheme, Style
from planner.formats.pdf.write.tags import Element

# The least space between two texts on one line.
APART: Final = 16
# A name that has at least this share of a line beside the id, some letters and the mark of the cut, needs no more.
NAME: Final = 1 / 8
# An id of a hundred letters, the longest that a profile may give, takes at most so many lines.
ID_LINES: Final = 5
# A number as wide as that of most pages: how many there are is not known before they are laid out.
_ANY_PAGE: Final = 99


class Running(Struct, frozen=True):
    """The lines of a page's head and foot.

    The `number` stands to the right of the first line of the head, `beside` of the foot; the first `dated` lines of the
    foot are the date.
    """

    whom: tuple[Line, ...]
    number: Line
    foot: tuple[Line, ...]
    dated: int
    beside: Line = ()


class Aside(NamedTuple):
    """What is said at the head of a page beside its number, such as where to keep it."""

    line: Line
    element: Element


def with_room(document: Document, theme: PdfTheme) -> PdfTheme:
    """Return the look with room for as many lines as a sheet has at its head and its foot."""
    lines = running_lines(document, theme, _ANY_PAGE, _ANY_PAGE)
    left = theme.inner - line_width(lines.whom[0]) - line_width(lines.number) - 2 * APART
    return replace(theme, head=len(lines.whom), foot=len(lines.foot), beside=left if len(lines.whom) == 1 else 0)


def said_at_head(text: str, theme: PdfTheme, holder: Element, opens: bool) -> tuple[Aside | None, Strips]:
    """Return what is said of a part at its page's head; where that has no room, as lines above the part."""
    if not text:
        return None, []
    style = theme.styles["running"]
    lines = broken((Run(text),), style, theme.inner)
    element = holder.child("P")
    if opens and len(lines) == 1 and line_width(lines[0]) <= theme.beside:
        return Aside(lines[0], element), []
    strips = text_strips((Run(text),), style, theme.inner, element)
    return None, spaced([replace(strip, keep=True) for strip in strips], theme.styles["heading-2"].above)


def beside_title(said: Strips, part: Section, strips: Strips, theme: PdfTheme) -> Strips:
    """Return the strips of a part with what is said of it at the end of its title's line, or above it.

    In one column there is room for both as often as not.
    """
    title = part.blocks[0] if part.blocks else None
    if not said or theme.columns > 1 or len(said) != 1 or not isinstance(title, Heading) or title.aside or title.sign:
        return said + strips
    small, large = theme.styles["running"], theme.styles[f"heading-{title.level}"]
    width, taken = natural(escape(part.aside), small), natural(escape(title.text), large)
    if taken + APART + width > theme.inner:
        return said + strips
    (aside,), (first, *others) = said, strips
    below = baseline(large) - baseline(small) + first.height - large.line

    def draw(canvas: Any, x: float, top: float) -> None:
        first.draw(canvas, x, top)
        aside.draw(canvas, x + theme.inner - width, top - below)

    return [replace(first, draw=draw), *others]


def running_lines(document: Document, theme: PdfTheme, page: int, pages: int) -> Running:
    """Return the lines at the head and the foot of one of so many pages."""
    style = theme.styles["running"]
    number = _number(document, theme, page, pages)
    whom = _whom(document, theme, number)
    date, said = (_lines(words, style, theme.inner) for words in (document.date, document.foot))
    named = bool(document.identity.name or document.identity.id)
    other = one_line(document.foot or (document.title if named else ""), style, theme.inner)
    if len(date) == 1 and len(said) < 2 and line_width(date[0]) + APART + line_width(other) <= theme.inner:
        return Running(whom, number, date, 1, other)
    # A title may be left out, as it opens the sheet; nothing else may.
    return Running(whom, number, (*date, *said), len(date))


def _number(document: Document, theme: PdfTheme, page: int, pages: int) -> Line:
    text = document.footer.replace("{page}", str(page)).replace("{pages}", str(pages))
    return one_line(text, theme.styles["running"], theme.inner / 2)


def identity(document: Document) -> str:
    """Return the sentence that says whom a sheet is for, or its title."""
    who = document.identity
    return _filled(document, who.name, who.id) if who.name or who.id else document.title


def _filled(document: Document, name: str, id_: str) -> str:
    """Return the head's sentence; what a person is called never reads as a place to fill."""
    before, found, after = document.header.partition("{name}")
    return f"{before.replace('{id}', id_)}{name if found else ''}{after.replace('{id}', id_)}"


def _whom(document: Document, theme: PdfTheme, number: Line) -> tuple[Line, ...]:
    """Return whom a sheet is for: a long name is cut, and the id takes more lines where it has no room beside it."""
    style, widest = theme.styles["running-strong"], _number(document, theme, _ANY_PAGE, _ANY_PAGE)
    lines = _on_more_lines(document, style, theme.inner - line_width(widest) - APART, theme.inner)
    return lines or (_on_one_line(document, style, theme.inner - line_width(number) - APART),)


def _on_one_line(document: Document, style: Style, width: float) -> Line:
    who, whole = document.identity, identity(document)
    if not (who.name and who.id) or natural(_clean(whole), style) <= width:
        return one_line(whole, style, width)
    name = shortened(who.name, style, _for_name(document, style, width))
    return one_line(_filled(document, name, who.id), style, width)


def _on_more_lines(document: Document, style: Style, first: float, width: float) -> tuple[Line, ...]:
    """Return the lines of an id that leaves the name too little of one line, or has no room on it; else nothing.

    The first line is shorter than the others, as the number of the page stands beside it.
    """
    who = document.identity
    if not who.id or natural(_clean(identity(document)), style) <= first:
        return ()
    if who.name and _for_name(document, style, first) >= first * NAME:
        return ()
    name = shortened(who.name, style, first - natural(_filled(document, "", ""), style) - 1)
    before, found, after = document.header.partition("{id}")
    above, below = before.replace("{name}", name), after.replace("{name}", name)
    ending = shortened(who.id, style, width * ID_LINES) + below
    return (*_lines(above, style, first), *_lines(ending, style, width if above.strip() else first)) if found else ()


def _for_name(document: Document, style: Style, width: float) -> float:
    """Return the width that the id leaves on one line to a name with the mark of the cut."""
    beside = natural(_clean(_filled(document, ELLIPSIS, document.identity.id)), style) - natural(ELLIPSIS, style)
    # A point is for what rounding takes.
    return width - beside - 1


def _lines(text: str, style: Style, width: float) -> tuple[Line, ...]:
    return tuple(broken((Run(_clean(text), style.strong),), style, width)) if text else ()


def _clean(text: str) -> str:
    return " ".join(escape(text).split())
