"""What fits: how parts of a sheet are set so that they take few pages, and which form of the first leaf has room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from planner.document.model import Document, Leaf, Section
from planner.formats.pdf.blocks.flow import section
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.layout.running import Aside, said_at_head
from planner.formats.pdf.layout.strips import LONELY, Page, Stack, Strips, filled, height_of
from planner.formats.pdf.theme import TIGHTNESS, PdfTheme, body_height, tightened, urgent
from planner.formats.pdf.write.tags import Element

# How low pages may be set, as shares of their height, so that a last page holds more.
LOWER: Final = (0.92, 0.84, 0.76, 0.68, 0.6)
CLOSEST: Final = len(TIGHTNESS) - 1
# Parts that always begin a page, so that they can be torn off or taken along.
ALONE: Final = frozenset({"fridge", "log", "visit", "signs"})

Sections = tuple[Section, ...]


class Laid(NamedTuple):
    """Parts of a sheet that go on below each other: their pages, what is said at the head, and their meaning.

    The height is in pages.
    """

    pages: tuple[Page, ...]
    elements: tuple[Element, ...]
    aside: Aside | None
    height: float

    @property
    def lonely(self) -> bool:
        """Return whether the last page holds a few lines alone."""
        return self.height - len(self.pages) + 1 < LONELY


# Parts in a setting, on pages of which so much may be used.
Lay = Callable[[Sections, int, float], Laid]


def layer(document: Document, theme: PdfTheme) -> Lay:
    """Return how parts of a document are laid out, each way only once; the first part holds its one title."""
    first = {leaf[0] for leaf in (*document.first_leaf, *document.longer)} or set(document.sections[:1])

    @cache
    def lay(sections: Sections, step: int, share: float) -> Laid:
        return _laid(sections, _setting(sections, theme, step), 0 if sections[0] in first else 1, share)

    return lay


def _setting(sections: Sections, theme: PdfTheme, step: int) -> PdfTheme:
    return tightened(urgent(theme) if sections[0].name == "referral" else theme, step)


def _laid(sections: Sections, theme: PdfTheme, level: int, share: float) -> Laid:
    height = body_height(theme)
    stack = Stack(height, height * share)
    elements: list[Element] = []
    said = None
    for at, part in enumerate(sections):
        holder = Element("Document")
        aside, strips = said_at_head(part.aside, theme, holder, opens=at == 0)
        said = said or aside
        strips += section(part, Place(theme, theme.inner, holder, level=1 if at else level))
        elements += holder.children
        stack.add(_grown(strips, height) if len(sections) == 1 else strips)
    pages = tuple(tuple(page) for page in stack.pages)
    return Laid(pages, tuple(elements), said, len(pages) - 1 + stack.used / height)


def _grown(strips: Strips, height: float) -> Strips:
    """Return the strips of a part that takes one page, where rows to write in fill it."""
    return filled(strips, height) if height_of(strips) <= height else strips


def first_leaf(document: Document, theme: PdfTheme, lay: Lay) -> Leaf:
    """Return the first form of the first leaf that has room, in the closest setting.

    Where the back has room in none, it is one of those that say so, if there are any. It takes as few pages as it can,
    and the front is as full as that allows; where the front has no room, it is the last form.
    """

    def pages(part: Section) -> int:
        return len(lay((part,), CLOSEST, 1).pages)

    fitting, best = _best(document.first_leaf, pages, theme.front_pages)
    if fitting or not document.longer:
        return best
    return _best(document.longer, pages, theme.front_pages)[1]


def _best(leaves: Sequence[Leaf], pages: Callable[[Section], int], front_pages: int) -> tuple[bool, Leaf]:
    """Return whether one of some forms has room, and that form, or else the one that takes fewest pages."""
    best: Leaf = ()
    least = 0
    for leaf in leaves:
        front, *back = leaf
        if pages(front) <= front_pages:
            taken = sum(map(pages, back))
            if taken <= len(back):
                return True, leaf
            if not best or taken < least:
                best, least = leaf, taken
    return False, best or ((), *leaves)[-1]


def units(sections: Sequence[Section], lay: Lay, *, joins: bool) -> Iterator[Laid]:
    """Yield the parts of a sheet, each on pages of its own, but that one goes on below another's few last lines.

    It also does where that saves a page: with `joins` always, else where one of them needs more than one.
    """
    at = 0
    while at < len(sections):
        end = at + 1
        while end < len(sections) and _goes_on(tuple(sections[at : end + 1]), lay, joins=joins):
            end += 1
        made = _widest(tuple(sections[at:end]), lay)
        yield _evened(tuple(sections[at:end]), made, lay) if made.lonely and end < len(sections) else made
        at = end


def _goes_on(sections: Sections, lay: Lay, *, joins: bool) -> bool:
    """Return whether the last of some parts begins no page."""
    *before, last = sections
    if {before[-1].name, last.name} & ALONE:
        return False
    # The widest setting takes as few pages as the closest, and is needed in any case where each begins a page.
    apart = [lay(one, CLOSEST, 1) if joins else _widest(one, lay) for one in (tuple(before), (last,))]
    pages = [len(one.pages) for one in apart]
    if (joins or max(pages) > 1) and len(lay(sections, CLOSEST, 1).pages) < sum(pages):
        return True
    return apart[0].lonely


def _widest(sections: Sections, lay: Lay) -> Laid:
    """Return parts in the widest setting in which they take as few pages as in the closest, as far as can be told.

    How high they are grows with the spaces between things, so that two settings tell about the others.
    """
    widest = lay(sections, 0, 1)
    if len(widest.pages) <= 1:
        return widest
    closest = lay(sections, CLOSEST, 1)
    least = len(closest.pages)
    if len(widest.pages) == least:
        return widest
    spaces = [space for space, _ in TIGHTNESS]
    share = (least - closest.height) / max(widest.height - closest.height, 0.01)
    room = spaces[CLOSEST] + share * (spaces[0] - spaces[CLOSEST])
    likely = next((step for step in range(1, CLOSEST) if spaces[step] <= room), CLOSEST)
    steps = (lay(sections, step, 1) for step in range(likely, CLOSEST))
    return next((one for one in steps if len(one.pages) <= least), closest)


def _evened(sections: Sections, made: Laid, lay: Lay) -> Laid:
    """Return parts on lower pages, so that the last of as many holds more than a few lines."""
    lower = (lay(sections, step, share) for share in LOWER for step in (2, CLOSEST))
    return next((one for one in lower if len(one.pages) == len(made.pages) and not one.lonely), made)
