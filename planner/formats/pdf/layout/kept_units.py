"""The units that are kept: pages that go on below each other, as they were laid out and as they were drawn.

A unit is found by all of its words, its look and what stands above it; what was drawn of it also by the numbers that
its sources have. One is kept once a second sheet asks for it: most are one person's alone.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from contextlib import suppress
from typing import Final, NamedTuple

from planner.formats.pdf.layout.running import Aside
from planner.formats.pdf.layout.strips import LONELY, Page
from planner.formats.pdf.write.tags import Element
from planner.formats.pdf.write.units import DrawnUnit

# What units may take as they are laid out and as they are drawn, in bytes.
MOST_LAID: Final = 6_000_000
MOST_DRAWN: Final = 6_000_000
# So many are remembered that one sheet alone has asked for.
MOST_ASKED: Final = 20_000
# As measured: what a strip on a page takes, and an element.
_A_STRIP, _AN_ELEMENT = 900, 250


class Laid(NamedTuple):
    """Parts of a sheet that go on below each other: their pages, what is said at the head, and their meaning.

    The height is in pages. What is kept has the `key` by which it is found.
    """

    pages: tuple[Page, ...]
    elements: tuple[Element, ...]
    aside: Aside | None
    height: float
    key: Hashable = None

    @property
    def used(self) -> float:
        """Return how much of its pages is used, in points."""
        return sum(page[-1].top + page[-1].strip.height for page in self.pages)

    @property
    def lonely(self) -> bool:
        """Return whether the last page holds a few lines alone."""
        return self.height - len(self.pages) + 1 < LONELY

    @property
    def size(self) -> int:
        """Return about how many bytes it takes, without the pieces on it, which are kept by themselves."""
        return 2000 + _A_STRIP * sum(map(len, self.pages)) + _AN_ELEMENT * len(self.elements)


Numbers = tuple[int | None, ...]


class _Drawings(NamedTuple):
    """A unit as it was drawn, by the numbers of its sources."""

    sources: tuple[str, ...]
    by_numbers: dict[Numbers, DrawnUnit]


class KeptUnits:
    """Units by what they hang on, those that were used last where there is no room for more."""

    def __init__(self, most_laid: int = MOST_LAID, most_drawn: int = MOST_DRAWN) -> None:
        """Keep none; those that are laid out, and those that are drawn, may take so many bytes."""
        self.most_laid, self.most_drawn = most_laid, most_drawn
        self.laid = self.drawings = 0
        self._laid: OrderedDict[Hashable, Laid] = OrderedDict()
        self._drawn: OrderedDict[Hashable, _Drawings] = OrderedDict()
        self._asked_for: OrderedDict[int, None] = OrderedDict()

    def found(self, key: Hashable) -> Laid | None:
        """Return a unit that is kept as it is laid out."""
        kept = self._laid.get(key)
        with suppress(KeyError):  # It is not there, or another thread has let go of it.
            self._laid.move_to_end(key)
        return kept

    def keep(self, key: Hashable, laid: Laid) -> Laid:
        """Return a unit, which is kept where it was asked for before."""
        mark = hash(key)
        if mark not in self._asked_for:
            self._asked_for[mark] = None
            while len(self._asked_for) > MOST_ASKED:
                self._asked_for.popitem(last=False)
            return laid
        kept = laid._replace(key=key)
        self.laid += kept.size - (self._laid.pop(key).size if key in self._laid else 0)
        self._laid[key] = kept
        while self.laid > self.most_laid:
            self.laid -= self._laid.popitem(last=False)[1].size
        return kept

    def drawn(self, laid: Laid, look: Hashable, numbers: Mapping[str, int]) -> DrawnUnit | None:
        """Return a unit as it was drawn in a look, where its sources had these numbers."""
        found = self._drawn.get((laid.key, look)) if laid.key is not None else None
        if found is None:
            return None
        with suppress(KeyError):  # Another thread has let go of it.
            self._drawn.move_to_end((laid.key, look))
        return found.by_numbers.get(tuple(map(numbers.get, found.sources)))

    def keep_drawn(self, laid: Laid, look: Hashable, drawn: DrawnUnit | None) -> None:
        """Keep a unit as it was drawn, if it is one that is kept."""
        if drawn is None:
            return
        key = (laid.key, look)
        drawings = self._drawn.setdefault(key, _Drawings(tuple(drawn.asked), {}))
        numbers = tuple(drawn.asked.values())
        if numbers not in drawings.by_numbers:
            drawings.by_numbers[numbers] = drawn
            self.drawings += drawn.size
        self._drawn.move_to_end(key)
        while self.drawings > self.most_drawn:
            _, gone = self._drawn.popitem(last=False)
            self.drawings -= sum(one.size for one in gone.by_numbers.values())

    def clear(self) -> None:
        """Let go of all units."""
        self._laid.clear()
        self._drawn.clear()
        self._asked_for.clear()
        self.laid = self.drawings = 0


UNITS: Final = KeptUnits()
