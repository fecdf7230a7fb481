"""What fits: how parts of a sheet are set so that they take few pages, and which form of the first leaf has room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise, takewhile
from typing import Final, NamedTuple

from msgspec.structs import replace

from planner.document.model import Document, Heading, Leaf, Note, Section
from planner.document.printed import following, without_meanings
from planner.formats.pdf.blocks.flow import flow, section
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.layout.kept import piece
from planner.formats.pdf.layout.kept_units import KeptUnits, Laid
from planner.formats.pdf.layout.running import Aside, beside_title, fits_at_head, said_at_head
from planner.formats.pdf.layout.strips import Stack, Strip, Strips, filled, height_of
from planner.formats.pdf.theme import TIGHTNESS, PdfTheme, body_height, for_clinician, impersonal, tightened, urgent
from planner.formats.pdf.write.tags import Element

# How low pages may be set, as shares of their height, so that a last page holds more.
LOWER: Final = (0.92, 0.84, 0.76, 0.68, 0.6)
CLOSEST: Final = len(TIGHTNESS) - 1
# Parts that always begin a page and share none, so that they can be torn off or taken along; in large print, where a
# sheet has many pages, only the first leaf.
SECOND_SIDE: Final = "second-side"
ALONE: Final = frozenset({"fridge", SECOND_SIDE, "log", "visit", "signs"})
ALONE_IN_LARGE: Final = frozenset({"fridge", SECOND_SIDE, "signs"})

Sections = tuple[Section, ...]
# Parts in a setting, on pages of which so much may be used.
Lay = Callable[[Sections, int, float], Laid]


class Made(NamedTuple):
    """A part of a sheet in one setting: its strips, their meaning, and what is said at the head of its page."""

    strips: tuple[Strip, ...]
    elements: tuple[Element, ...]
    aside: Aside | None


# A part in a setting; whether it opens a page, and the level of the heading above it.
Make = Callable[[Section, int, bool, int], Made]


def layer(document: Document, theme: PdfTheme, known: KeptUnits | None = None) -> Lay:
    """Return how parts of a document are laid out, each way only once; the first part holds its one title.

    What others had is taken from the units that are `known`.
    """
    first = {leaf[0] for leaf in (*document.first_leaf, *document.longer)} or set(document.sections[:1])
    height, look = body_height(theme), impersonal(theme)

    @cache
    def body(part: Section, step: int, level: int) -> Made:
        setting, holder = _setting(part, look, step), Element("Document")
        strips = piece(section, part, Place(setting, setting.inner, holder, level=level), holds=True)
        return Made(tuple(strips), tuple(holder.children), None)

    @cache
    def make(part: Section, step: int, opens: bool, level: int) -> Made:
        own = replace(_setting(part, look, step), beside=theme.beside)
        return _with_aside(part, body(part, step, level), own, opens)

    @cache
    def lay(sections: Sections, step: int, share: float) -> Laid:
        if known is None:
            return made_of(sections, step, share)
        opens = bool(sections[0].aside) and fits_at_head(sections[0].aside, theme)
        key = (sections, step, share, look, sections[0] in first, opens)
        return known.found(key) or known.keep(key, made_of(sections, step, share))

    def made_of(sections: Sections, step: int, share: float) -> Laid:
        return _laid(sections, partial(make_of, step), height, share)

    def make_of(step: int, part: Section, at: int) -> Made:
        return make(part, step, at == 0, 0 if at == 0 and part in first else 1)

    return lay


# Parts that have a look of their own.
LOOKS: Final[dict[str, Callable[[PdfTheme], PdfTheme]]] = {"referral": urgent, "visit": for_clinician}


def _setting(part: Section, theme: PdfTheme, step: int) -> PdfTheme:
    look = LOOKS.get(part.name)
    return tightened(look(theme) if look else theme, step)


def _with_aside(part: Section, body: Made, theme: PdfTheme, opens: bool) -> Made:
    """Return a part with what is said of it, at the head of the page that it opens or with its title."""
    holder = Element("Document")
    aside, said = said_at_head(part.aside, theme, holder, opens=opens)
    strips = beside_title(said, part, [*body.strips], theme)
    return Made(tuple(strips), (*holder.children, *body.elements), aside)


def _laid(sections: Sections, make: Callable[[Section, int], Made], height: float, share: float) -> Laid:
    parts = [make(part, at) for at, part in enumerate(sections)]
    stack = _stacked(parts, Stack(height, height * share))
    if len(stack.pages) > 1 and _may_be_fewer(parts, len(stack.pages), height):
        others = (Stack(height, height * share, **way) for way in _other_ways(parts))
        stack = min((stack, *(_stacked(parts, other) for other in others)), key=_pages)
    pages = tuple(tuple(page) for page in stack.pages)
    elements = tuple(element for part in parts for element in part.elements)
    said = next((part.aside for part in parts if part.aside), None)
    return Laid(pages, elements, said, len(pages) - 1 + stack.used / height)


def _may_be_fewer(parts: Sequence[Made], pages: int, height: float) -> bool:
    """Return whether parts might take fewer pages if what is free on them could all be used."""
    strips = [strip for part in parts for strip in part.strips]
    if any(strip.divide for strip in strips):
        return True
    # The space above the first strip of a page is left out.
    spaces = (pages - 1) * max(strip.above for strip in strips)
    return height_of(strips) - spaces <= (pages - 1) * (height + 0.02)


def _other_ways(parts: Sequence[Made]) -> Iterator[dict[str, bool]]:
    """Yield the other ways in which pages may be filled, those first in which more stays together or comes again."""
    strips = [strip for part in parts for strip in part.strips]
    loose, brief = any(strip.hold for strip in strips), any(strip.again is not strip.least for strip in strips)
    yield from [{"loosely": True}] * loose
    # What comes again above the rest of a table takes no page for itself.
    yield from [{"briefly": True}] * brief
    yield from [{"loosely": True, "briefly": True}] * (loose and brief)


def _pages(stack: Stack) -> int:
    return len(stack.pages)


def _stacked(parts: Sequence[Made], stack: Stack) -> Stack:
    """Return a stack with the strips of parts."""
    for part in parts:
        stack.add(_grown([*part.strips], stack.height) if len(parts) == 1 else part.strips)
    return stack


def _grown(strips: Strips, height: float) -> Strips:
    """Return the strips of a part that takes one page, where rows to write in fill it."""
    return filled(strips, height) if height_of(strips) <= height else strips


def first_leaf(document: Document, theme: PdfTheme, lay: Lay) -> Leaf:
    """Return the first form of the first leaf that has room, in the closest setting.

    Where the back has room in none, it is one of those that say so, if there are any. It takes as few pages as it can,
    and the front is as full as that allows; in large print, where others go on below the back, it is as low as it can
    be. Where the front has no room, it is the last form.
    """

    def close(part: Section) -> Laid:
        return lay((part,), CLOSEST, 1)

    apart = [leaf for leaf in document.first_leaf if _is_told_apart(leaf)]
    found = _wanted(document, apart, lay, theme)
    if found and _told_first(found)[0]:
        return found
    fitting, best = _best(document.first_leaf[len(apart) :] or document.first_leaf, close, theme)
    if found:
        # Page 1 has no room for the emergency signs: an order that saves a page is as good.
        right = _is_right(best[0], len(close(best[0]).pages), theme)
        return best if right and _pages_with(best, document, lay) < _pages_with(found, document, lay) else found
    if fitting or not document.longer:
        return best
    return _best(document.longer, close, theme)[1]


def _is_told_apart(leaf: Leaf) -> bool:
    """Return whether the two sides of a first leaf are parts of their own."""
    return len(leaf) > 1 and leaf[1].name == SECOND_SIDE


def _wanted(document: Document, leaves: Sequence[Leaf], lay: Lay, theme: PdfTheme) -> Leaf:
    """Return the first of some forms whose two sides have room on a page each, if there is one.

    Of those that have the same in the same order on page 1, the one that leaves least for the pages behind is taken
    where that saves a page.
    """
    likely, most = _heights(theme), body_height(theme) + 0.01

    @cache
    def has_room(side: Section) -> bool:
        return likely(side) <= most and len(lay((side,), CLOSEST, 1).pages) == 1

    def left(leaf: Leaf) -> float:
        return sum(map(likely, (*leaf[2:], *following(document, leaf)[:1])))

    fitting = (leaf for leaf in leaves if has_room(leaf[0]) and has_room(leaf[1]))
    first = next(fitting, ())
    if not first:
        return first
    alike = [first, *takewhile(lambda leaf: _told_first(leaf) == _told_first(first), fitting)]
    least = min(alike, key=left)
    saves = left(least) < left(first) and _pages_with(least, document, lay) < _pages_with(first, document, lay)
    return least if saves else first


def _pages_with(leaf: Leaf, document: Document, lay: Lay) -> int:
    """Return how many pages a sheet of large print has with a first leaf."""
    parts = without_meanings(following(document, leaf))
    return sum(len(unit.pages) for unit in units((*leaf, *parts), lay, joins=True))


def _told_first(leaf: Leaf) -> tuple[bool, bool]:
    """Return whether the emergency signs stand on the first side, and a part with a title on the second."""
    signs = any(isinstance(block, Note) and block.kind == "emergency" for block in leaf[0].blocks)
    return signs, any(isinstance(block, Heading) for block in leaf[1].blocks)


def _best(leaves: Sequence[Leaf], close: Callable[[Section], Laid], theme: PdfTheme) -> tuple[bool, Leaf]:
    """Return whether one of some forms has room, and that form, or else the one that takes fewest pages."""
    likely = _measure(theme) if theme.columns == 1 else close
    heights, most = _heights(theme), body_height(theme) + 0.01

    def is_low(part: Section) -> bool:
        # Of most forms this is known from their blocks, which all forms share.
        return theme.columns == 1 or heights(part) <= most

    waiting: list[Leaf] = []
    for leaf in leaves:
        front, *back = leaf
        if not (front.sides or theme.front_pages) > 1 and not is_low(front):
            continue
        if _has_room(front, likely, theme) and _is_right(front, len(close(front).pages), theme):
            if all(map(is_low, back)) and sum(len(likely(part).pages) for part in back) <= len(back):
                return True, leaf
            waiting.append(leaf)

    def taken(leaf: Leaf) -> float:
        back = [likely(part) for part in leaf[1:]]
        return sum(part.used if theme.columns == 1 else len(part.pages) for part in back)

    return False, min(waiting, key=taken, default=((), *leaves)[-1])


def _has_room(front: Section, likely: Callable[[Section], Laid], theme: PdfTheme) -> bool:
    return len(likely(front).pages) <= (front.sides or theme.front_pages)


def _is_right(front: Section, pages: int, theme: PdfTheme) -> bool:
    """Return whether a front has room on so many pages, and they are as many as its words are for."""
    return pages <= theme.front_pages and pages == (front.sides or pages)


def _set_once(theme: PdfTheme) -> Callable[[Section], tuple[Strip, ...]]:
    """Return what sets a part in the closest setting, each of its blocks once, whatever stands beside them.

    In large print a first leaf has many forms, which are the same blocks in other orders.
    """
    place = Place(tightened(impersonal(theme), CLOSEST), theme.inner, Element("Trial"), level=1)
    made = cache(lambda block: tuple(flow([block], place)))
    return lambda part: tuple(strip for block in part.blocks for strip in made(block))


def _heights(theme: PdfTheme) -> Callable[[Section], float]:
    """Return what tells how high a part is likely to be."""
    made = _set_once(theme)
    return lambda part: height_of(made(part))


def _measure(theme: PdfTheme) -> Callable[[Section], Laid]:
    """Return what tells how many pages a part is likely to need."""
    made, height = _set_once(theme), body_height(theme)
    return cache(lambda part: _laid((part,), lambda *_: Made(made(part), (), None), height, 1))


def units(sections: Sequence[Section], lay: Lay, *, joins: bool) -> Iterator[Laid]:
    """Yield the parts of a sheet, each on pages of its own, but that one goes on below another's few last lines.

    It also does where that saves a page: with `joins` always, else where one of them needs more than one.
    """
    ends = _fewest(sections, lay) if joins else _apart(sections, lay)
    for at, end in pairwise((0, *ends)):
        made = _widest(tuple(sections[at:end]), lay)
        yield _evened(tuple(sections[at:end]), made, lay) if made.lonely and end < len(sections) else made


def _apart(sections: Sequence[Section], lay: Lay) -> Iterator[int]:
    """Yield where pages of their own end: each part begins one that does not go on below the one before."""
    at = 0
    while at < len(sections):
        end = at + 1
        while end < len(sections) and _goes_on(tuple(sections[at : end + 1]), lay):
            end += 1
        yield end
        at = end


def _goes_on(sections: Sections, lay: Lay) -> bool:
    """Return whether the last of some parts begins no page."""
    *before, last = sections
    if {before[-1].name, last.name} & ALONE:
        return False
    # The widest setting takes as few pages as the closest, and is needed in any case.
    apart = [_widest(one, lay) for one in (tuple(before), (last,))]
    pages = [len(one.pages) for one in apart]
    if max(pages) > 1 and len(lay(sections, CLOSEST, 1).pages) < sum(pages):
        return True
    return apart[0].lonely


def _fewest(sections: Sequence[Section], lay: Lay) -> tuple[int, ...]:
    """Return where pages of their own end so that all parts take the fewest, and as many begin one as then can."""
    best: list[tuple[int, int, int, tuple[int, ...]]] = [(0, 0, 0, ())]
    for end in range(1, len(sections) + 1):
        ways = []
        for at in range(end):
            if end - at > 1 and {part.name for part in sections[at:end]} & ALONE_IN_LARGE:
                continue
            made = lay(tuple(sections[at:end]), CLOSEST, 1)
            pages, lonely, joined, ends = best[at]
            ways.append((pages + len(made.pages), lonely + made.lonely, joined + end - at - 1, (*ends, end)))
        best.append(min(ways))
    return best[-1][3]


def _widest(sections: Sections, lay: Lay) -> Laid:
    """Return parts in the widest setting in which they take as few pages as in the closest, as far as can be told.

    How high they are grows with the spaces between things, so that two settings tell about the others. The back of page
    1 holds as much as in the closest, as what has room there is wanted there.
    """
    widest = lay(sections, 0, 1)
    if len(widest.pages) <= 1:
        return widest
    closest = lay(sections, CLOSEST, 1)
    least = len(closest.pages)
    first = len(closest.pages[0]) if [part.name for part in sections] == ["log"] else 0
    if len(widest.pages) == least and len(widest.pages[0]) >= first:
        return widest
    spaces = [space for space, _ in TIGHTNESS]
    share = (least - closest.height) / max(widest.height - closest.height, 0.01)
    room = spaces[CLOSEST] + share * (spaces[0] - spaces[CLOSEST])
    likely = next((step for step in range(1, CLOSEST) if spaces[step] <= room), CLOSEST)
    steps = (lay(sections, step, 1) for step in range(likely, CLOSEST))
    return next((one for one in steps if len(one.pages) <= least and len(one.pages[0]) >= first), closest)


def _evened(sections: Sections, made: Laid, lay: Lay) -> Laid:
    """Return parts on lower pages, so that the last of as many holds more than a few lines."""
    lower = (lay(sections, step, share) for share in LOWER for step in (2, CLOSEST))
    return next((one for one in lower if len(one.pages) == len(made.pages) and not one.lonely), made)
