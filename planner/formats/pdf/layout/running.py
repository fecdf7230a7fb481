"""What stands at the head and the foot of every page: whom the sheet is for, which page, which week, its status.

Nothing of it is lost for want of room: where one line does not do, the page's body has so much less.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Document, Heading, Run, Section
from planner.formats.pdf.blocks.text import baseline, text_strips
from planner.formats.pdf.layout.drawable import BLANK
from planner.formats.pdf.layout.lettering import clusters
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
from planner.formats.pdf.theme import MM, PdfTheme, Style
from planner.formats.pdf.write.tags import Element

# The least space between two texts on one line.
APART: Final = 16
# An id of a hundred letters, the longest that a profile may give, takes at most so many lines.
ID_LINES: Final = 5
# A name is wrapped before it is cut.
NAME_LINES: Final = 2
# How long a line to write a name on is, at least and at most, and its distance from what stands before it.
BLANK_LEAST: Final = 45 * MM
BLANK_MOST: Final = 75 * MM
BLANK_APART: Final = 4
# A number as wide as that of most pages: how many there are is not known before they are laid out.
_ANY_PAGE: Final = 99


class Blank(NamedTuple):
    """A line to write a name on, behind the last that says whom a sheet is for: where it begins and ends."""

    start: float
    end: float


class Running(Struct, frozen=True):
    """The lines of a page's head and foot.

    The `number` stands to the right of the first line of the head, `beside` of the foot; the first `dated` lines of the
    foot are the date. A `blank` is where a name is to be written.
    """

    whom: tuple[Line, ...]
    number: Line
    foot: tuple[Line, ...]
    dated: int
    beside: Line = ()
    blank: Blank | None = None


class Aside(NamedTuple):
    """What is said at the head of a page beside its number, such as where to keep it."""

    line: Line
    element: Element


def with_room(document: Document, theme: PdfTheme) -> PdfTheme:
    """Return the look with room for as many lines as a sheet has at its head and its foot."""
    lines = running_lines(document, theme, _ANY_PAGE, _ANY_PAGE)
    used = lines.blank.start + BLANK_LEAST if lines.blank else line_width(lines.whom[-1])
    left = theme.inner - used - APART - (line_width(lines.number) + APART if len(lines.whom) == 1 else 0)
    return replace(theme, head=len(lines.whom), foot=len(lines.foot), beside=max(left, 0))


def said_at_head(text: str, theme: PdfTheme, holder: Element, opens: bool) -> tuple[Aside | None, Strips]:
    """Return what is said of a part at its page's head; where that has no room, as lines above the part."""
    if not text:
        return None, []
    style = theme.styles["running"]
    element = holder.child("P")
    if opens and fits_at_head(text, theme):
        return Aside(_said_lines(text, style, theme.inner)[0], element), []
    strips = text_strips((Run(text),), style, theme.inner, element)
    return None, spaced([replace(strip, keep=True) for strip in strips], theme.styles["heading-2"].above)


def fits_at_head(text: str, theme: PdfTheme) -> bool:
    """Return whether what is said of a part has room at its page's head."""
    lines = _said_lines(text, theme.styles["running"], theme.inner)
    return len(lines) == 1 and line_width(lines[0]) <= theme.beside


@lru_cache(maxsize=256)
def _said_lines(text: str, style: Style, width: float) -> tuple[Line, ...]:
    return tuple(broken((Run(text),), style, width))


def beside_title(said: Strips, part: Section, strips: Strips, theme: PdfTheme) -> Strips:
    """Return the strips of a part with what is said of it at the end of its title's line, or above it.

    In one column there is room for both as often as not.
    """
    title = part.blocks[0] if part.blocks else None
    if not said or len(said) != 1 or not isinstance(title, Heading) or title.sign:
        return said + strips
    small, large = theme.styles["running"], theme.styles[f"heading-{title.level}"]
    width, taken = natural(escape(part.aside), small), natural(escape(title.text), large)
    # The title may have an aside of its own, before which there is room for this one.
    own = natural(escape(title.aside), theme.styles["aside"]) + APART if title.aside else 0
    if taken + APART + width + own > theme.inner:
        return said + strips
    (aside,), (first, *others) = said, strips
    below = baseline(large) - baseline(small) + first.height - large.line

    def draw(canvas: Any, x: float, top: float) -> None:
        first.draw(canvas, x, top)
        aside.draw(canvas, x + theme.inner - own - width, top - below)

    return [replace(first, draw=draw), *others]


def running_lines(document: Document, theme: PdfTheme, page: int, pages: int) -> Running:
    """Return the lines at the head and the foot of one of so many pages."""
    style = theme.styles["running"]
    number = _number(document, theme, page, pages)
    whom = _whom(document, theme, number)
    blank = None if _name(document) else _blank(theme, whom, number)
    date, said = (_lines(words, style, theme.inner) for words in (document.date, document.foot))
    other = one_line(document.foot or document.title, style, theme.inner)
    if len(date) == 1 and len(said) < 2 and line_width(date[0]) + APART + line_width(other) <= theme.inner:
        return Running(whom, number, date, 1, other, blank)
    # A title may be left out, as it opens the sheet; nothing else may.
    return Running(whom, number, (*date, *said), len(date), blank=blank)


def _blank(theme: PdfTheme, whom: tuple[Line, ...], number: Line) -> Blank:
    """Return the line to write a name on, behind the last of the lines that say whom a sheet is for."""
    start = line_width(whom[-1]) + BLANK_APART
    end = theme.inner - (line_width(number) + APART if len(whom) == 1 else 0)
    return Blank(start, min(start + BLANK_MOST, end))


def _number(document: Document, theme: PdfTheme, page: int, pages: int) -> Line:
    text = document.footer.replace("{page}", str(page)).replace("{pages}", str(pages))
    return one_line(text, theme.styles["running"], theme.inner / 2)


def _said(document: Document, style: Style, width: float, name: str) -> tuple[Line, ...]:
    """Return the lines of the head's sentence; what a person is called never reads as a place to fill."""
    sentence = document.header if name else document.unnamed or document.header
    id_ = shortened(document.identity.id, style, width * ID_LINES)
    before, found, after = sentence.partition("{name}")
    said = f"{before.replace('{id}', id_)}{name if found else ''}{after.replace('{id}', id_)}"
    return _lines(said or document.title, style, width)


def _whom(document: Document, theme: PdfTheme, number: Line) -> tuple[Line, ...]:
    """Return whom a sheet is for: on one line, or where that is too short on as few as hold the name, or its beginning.

    Each line leaves room for the number of the page, which stands beside the first.
    """
    style, name = theme.styles["running-strong"], _name(document)
    one = _said(document, style, theme.inner, name)
    used = line_width(one[0]) + (0 if name else BLANK_APART + BLANK_LEAST) if len(one) == 1 else theme.inner
    if used <= theme.inner - line_width(number) - APART:
        return one
    width = _narrow(document, theme)
    whole = _whole(document, theme)
    most = max(NAME_LINES, len(_said(document, style, width, ELLIPSIS)))
    return whole if len(whole) <= most or not name else _beginning(document, style, width, most)


def _whole(document: Document, theme: PdfTheme) -> tuple[Line, ...]:
    """Return whom a sheet is for on as many lines as it takes, the last with room for a name that is to be written."""
    name, width = _name(document), _narrow(document, theme)
    lines = _said(document, theme.styles["running-strong"], width, name)
    full = not name and line_width(lines[-1]) + BLANK_APART + BLANK_LEAST > width
    return (*lines, ()) if full else lines


def _narrow(document: Document, theme: PdfTheme) -> float:
    """Return the width that the number of any page leaves."""
    return theme.inner - line_width(_number(document, theme, _ANY_PAGE, _ANY_PAGE)) - APART


def _beginning(document: Document, style: Style, width: float, most: int) -> tuple[Line, ...]:
    """Return the longest beginning of a name, with the mark of the cut, that so many lines hold."""
    letters = clusters(_name(document))

    def lines(count: int) -> tuple[Line, ...]:
        return _said(document, style, width, "".join(letters[:count]).rstrip() + ELLIPSIS)

    return lines(bisect_right(range(len(letters)), most, key=lambda count: len(lines(count))) - 1)


def _name(document: Document) -> str:
    """Return the name of whom a sheet is for, or nothing where it has none that can be printed."""
    name = _clean(document.identity.name)
    return name if set(name.split()) - {BLANK} else ""


def name_is_cut(document: Document, theme: PdfTheme) -> bool:
    """Return whether the head of a page has no room for the whole name."""
    one, whole = _whom(document, theme, ()), _whole(document, theme)
    return len(one) > 1 and len(whole) > len(one)


def _lines(text: str, style: Style, width: float) -> tuple[Line, ...]:
    return tuple(broken((Run(_clean(text), style.strong),), style, width)) if text else ()


def _clean(text: str) -> str:
    return " ".join(escape(text).split())
