"""The units that are kept: pages that go on below each other, as they were laid out and as they were drawn.

A unit is found by all of its words, its look and what stands above it; what was drawn of it also by the numbers that
its sources have. One is kept once a second sheet asks for it: most are one person's alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Final, NamedTuple

from planner.formats.pdf.layout.running import Aside
from planner.formats.pdf.layout.store import AskedFor, BoundedStore
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
        self.laid: BoundedStore[Laid] = BoundedStore(most_laid)
        self.drawings: BoundedStore[_Drawings] = BoundedStore(most_drawn)
        self._asked_for = AskedFor(MOST_ASKED)

    def found(self, key: Hashable) -> Laid | None:
        """Return a unit that is kept as it is laid out."""
        return self.laid.found(key)

    def keep(self, key: Hashable, laid: Laid) -> Laid:
        """Return a unit, which is kept where it was asked for before."""
        mark = hash(key)  # Worked out once: a key holds all words of its pages.
        if mark not in self._asked_for:
            self._asked_for.add(mark)
            return laid
        kept = laid._replace(key=key)
        self.laid.keep(key, kept, kept.size)
        return kept

    def drawn(self, laid: Laid, look: Hashable, numbers: Mapping[str, int]) -> DrawnUnit | None:
        """Return a unit as it was drawn in a look, where its sources had these numbers."""
        found = self.drawings.found((laid.key, look)) if laid.key is not None else None
        return None if found is None else found.by_numbers.get(tuple(map(numbers.get, found.sources)))

    def keep_drawn(self, laid: Laid, look: Hashable, drawn: DrawnUnit | None) -> None:
        """Keep a unit as it was drawn, if it is one that is kept."""
        if drawn is None:
            return
        drawings = self.drawings.found((laid.key, look)) or _Drawings(tuple(drawn.asked), {})
        drawings.by_numbers.setdefault(tuple(drawn.asked.values()), drawn)
        self.drawings.keep((laid.key, look), drawings, sum(one.size for one in list(drawings.by_numbers.values())))

    def clear(self) -> None:
        """Let go of all units."""
        self.laid.clear()
        self.drawings.clear()
        self._asked_for.clear()


UNITS: Final = KeptUnits()
