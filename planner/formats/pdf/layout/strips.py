"""Strips of a page, from which the pages are stacked: what is never cut, what stays together, where a page ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

# Fewer items of a list than these on a page look lost.
WORTH: Final = 4
# A page with less than this share of its height used looks forgotten.
LONELY: Final = 0.25

Draw = Callable[[Any, float, float], None]


class Strip(Struct, frozen=True):
    """Something on the page that is never cut: `draw(canvas, x, top)` fills `height` points below `top`.

    `above` is the space before it, left out at a page's head; `keep` holds it on the page of the next strip, `hold` as
    well where that takes no page more; `again` is drawn before it where it opens a page, such as the title and the
    header row of its table, or `least` of that where this saves a page. `divide` returns a first part that is at most
    so high, and the rest, where both are worth a page. `grown` draws it in another height: a frame beside a higher one,
    and what may fill a page up to `most`.
    """

    height: float
    draw: Draw
    above: float = 0
    keep: bool = False
    hold: bool = False
    again: Strip | None = None
    least: Strip | None = None
    divide: Callable[[float], tuple[Strip, Strip] | None] | None = None
    most: float = 0
    grown: Callable[[float], Draw] | None = None


class Placed(Struct, frozen=True):
    """A strip on a page, `top` points below the head of the page's body."""

    strip: Strip
    top: float


Page = tuple[Placed, ...]
Strips = list[Strip]


def height_of(strips: Sequence[Strip]) -> float:
    """Return the height of strips in a stack, without the space above the first."""
    # A list, as this is asked of everything that is laid out, and most are a strip or two.
    return sum([strip.height + strip.above for strip in strips]) - (strips[0].above if strips else 0)


def together(strips: Strips) -> Strips:
    """Return the strips bound to one page, as far as one page can hold them."""
    whole = [replace(strip, divide=None) for strip in strips]
    return [replace(strip, keep=True) for strip in whole[:-1]] + whole[-1:]


def held(strips: Strips) -> Strips:
    """Return the strips bound to one page where that takes none more."""
    return [*(replace(strip, hold=True, divide=None) for strip in strips[:-1]), *strips[-1:]]


def loosely(strips: Strips) -> Strips:
    """Return the strips of a tall group, of which only the first item holds to its heading."""
    first = next((at for at, strip in enumerate(strips) if not strip.keep), 0)
    bound = strips[: first + 1]
    return together(bound)[:-1] + strips[len(bound) - 1 :]


def moved(strips: Strips, x: float) -> Strips:
    """Return the strips drawn `x` points further right."""
    return [replace(strip, draw=_moved(strip.draw, x), divide=None, grown=None) for strip in strips]


def _moved(draw: Draw, x: float) -> Draw:
    return lambda canvas, left, top: draw(canvas, left + x, top)


def spaced(strips: Strips, above: float) -> Strips:
    """Return the strips with the given space above the first."""
    return [replace(strips[0], above=above), *strips[1:]] if strips else []


def filled(strips: Strips, height: float) -> Strips:
    """Return strips of which those that may grow share what the others leave of a page's height, all alike."""
    growing = [strip for strip in strips if strip.most > strip.height]
    # A tenth of a point is for what rounding takes.
    more = (height - height_of(strips) - 0.1) / len(growing) if growing else 0
    return [_grown(strip, min(strip.height + more, strip.most)) for strip in strips] if more > 0 else strips


def _grown(strip: Strip, height: float) -> Strip:
    higher = strip.grown is not None and height > strip.height
    return replace(strip, height=height, draw=strip.grown(height)) if higher and strip.grown else strip


def beside(columns: Sequence[tuple[float, Strips]], above: float = 0, middle: bool = False) -> Strip:
    """Return stacks side by side as one strip, lower ones in the middle of its height if asked for.

    Each column is its x and its strips. A frame that ends a lower one grows to the height of the highest.
    """
    height = max((height_of(strips) for _, strips in columns if strips), default=0)
    even = [(offset, _stretched(strips, height)) for offset, strips in columns if strips]

    def draw(canvas: Any, x: float, top: float) -> None:
        for offset, strips in even:
            start = top - ((height - height_of(strips)) / 2 if middle else 0)
            for placed in stacked(strips):
                placed.strip.draw(canvas, x + offset, start - placed.top)

    return Strip(height, draw, above)


def _stretched(strips: Strips, height: float) -> Strips:
    last = strips[-1]
    return [*strips[:-1], _grown(last, last.height + height - height_of(strips))]


def in_columns(items: Sequence[Strips], offset: float) -> Strip:
    """Return items in two columns of about the same height, the second `offset` points to the right."""
    at = _halved(items)
    columns = [(0.0, _joined(items[:at])), (offset, _joined(items[at:]))]
    strip = beside(columns)
    return replace(strip, divide=lambda room: _divided(items, offset, room))


def _halved(items: Sequence[Strips]) -> int:
    """Return how many items the first of two columns has; of two ways that are as high, the fuller."""
    heights = list(accumulate(height_of(item) + item[0].above for item in items if item))
    most = heights[-1] if heights else 0
    return min(
        range(1, len(heights) + 1), key=lambda at: (max(heights[at - 1], most - heights[at - 1]), -at), default=1
    )


def _divided(items: Sequence[Strips], offset: float, room: float) -> tuple[Strip, Strip] | None:
    """Return the first rows of two columns that are at most `room` points high, and the rest."""
    for count in range(len(items) - WORTH, WORTH - 1, -1):
        first = in_columns(items[:count], offset)
        if first.height <= room:
            return first, in_columns(items[count:], offset)
    return None


def _joined(items: Sequence[Strips]) -> Strips:
    return [strip for item in items for strip in item]


def going_on(rows: Sequence[Strip], again: Strip | None, head: Strip | None) -> Strips:
    """Return rows below what comes again where one of them opens a page, or at least their header."""
    return [replace(row, again=again, least=head) for row in rows]


def stacked(strips: Sequence[Strip]) -> Iterator[Placed]:
    """Yield each strip with its distance from the top of the stack."""
    top = 0.0
    for index, strip in enumerate(strips):
        top += strip.above if index else 0
        yield Placed(strip, top)
        top += strip.height


def chains(strips: Iterable[Strip], loosely: bool = False) -> Iterator[Strips]:
    """Yield the runs of strips that want to be on one page, or that need to be."""
    chain: Strips = []
    for strip in strips:
        chain.append(strip)
        if not (strip.keep or (strip.hold and not loosely)):
            yield chain
            chain = []
    if chain:
        yield chain


class Stack:
    """Pages while they are being filled."""

    def __init__(self, height: float, wanted: float = 0, *, loosely: bool = False, briefly: bool = False) -> None:
        """Begin with no page; `height` is that of a page's body, of which only `wanted` is used where that does.

        Strips that only want to be on one page are parted `loosely`; at the head of pages comes `briefly` again what
        must.
        """
        self.loosely = loosely
        self.briefly = briefly
        self.height = height
        self.wanted = wanted or height
        self.pages: list[list[Placed]] = []
        self.used = height

    def new_page(self) -> None:
        """Let the next strip open a page."""
        self.used = self.height

    def add(self, strips: Iterable[Strip]) -> None:
        """Place strips below what is there, chain by chain."""
        for chain in chains(strips, self.loosely):
            if not self._has_put(chain):
                self._add_chain(chain)

    def _has_put(self, chain: Strips) -> bool:
        """Place a chain on this page if it has room, as nearly all have, and return whether it does."""
        if not self.pages or self._room(chain[0], self.wanted) < height_of(chain):
            return False
        page, used = self.pages[-1], self.used
        for strip in chain:
            above = strip.above if page else 0
            page.append(Placed(strip, used + above))
            used += above + strip.height
        self.used = used
        return True

    def _add_chain(self, chain: Strips) -> None:
        # A chain longer than a page starts where it stands if half a page is left, and is cut between strips.
        height = height_of(chain)
        room = self._room(chain[0], self.wanted)
        if room < height:
            divided = _cut(chain, room)
            if divided:
                self._place(divided[0])
                self.new_page()
                self._add_chain(divided[1])
                return
            if not (height > self.height and room > self.height / 2):
                self.new_page()
                divided = _cut(chain, self.height) if height > self.height else None
                if divided:
                    self._place(divided[0])
                    self._add_chain(divided[1])
                    return
        self._place(chain)

    def _place(self, chain: Strips) -> None:
        for strip in chain:
            self._add_strip(strip)

    def _room(self, strip: Strip, height: float) -> float:
        """Return what is left of so much of this page for a strip and what follows it."""
        return height - self.used - (strip.above if self.used else 0) + 0.01

    def _add_strip(self, strip: Strip) -> None:
        if not self.pages or self._room(strip, self.height) < strip.height:
            self._open(strip.least if self.briefly else strip.again)
        above = strip.above if self.pages[-1] else 0
        self.pages[-1].append(Placed(strip, self.used + above))
        self.used += above + strip.height

    def _open(self, first: Strip | None) -> None:
        self.pages.append([])
        self.used = 0
        if first is not None:
            self._add_strip(replace(first, again=None, least=None))


def _cut(chain: Strips, room: float) -> tuple[Strips, Strips] | None:
    """Return a chain whose last strip is cut so that it fits, and the rest."""
    last = chain[-1]
    parts = last.divide(room - (height_of(chain) - last.height)) if last.divide else None
    return ([*chain[:-1], replace(parts[0], above=last.above)], [parts[1]]) if parts else None
