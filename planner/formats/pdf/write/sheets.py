"""The pages of a sheet while they are drawn: where they begin and end, and whose the marks on each of them are."""

from __future__ import annotations

from collections.abc import Mapping

from planner.formats.pdf.theme import ACCENT
from planner.formats.pdf.write.heads import Heads
from planner.formats.pdf.write.links import Sources
from planner.formats.pdf.write.pages import DrawnPages
from planner.formats.pdf.write.pen import MarkingPen
from planner.formats.pdf.write.tags import Element, Nodes


class TaggedPages(MarkingPen):
    """The pages of sheets, one after the other, with the tree of each, which is never changed."""

    def __init__(self, size: tuple[float, float], *, holder: Element | None = None) -> None:
        """Open a canvas of a size in points; the `holder`, if any, is the element above those of all sheets."""
        super().__init__(ACCENT)
        self.pages = DrawnPages(size, holder)
        self._begin({})

    def _begin(self, numbers: Mapping[str, int]) -> None:
        """Forget what was drawn of the sheet before."""
        self._nodes = Nodes()
        self._places: dict[Element, int] = {}
        self._numbers = numbers
        self._sources = Sources()
        self._boxes: dict[int, str] = {}
        self._marks: list[list[int]] = [[]]
        # The number of the first mark at the head of each page.
        self._firsts: list[int] = []

    def begin_sheet(self, top: Element, numbers: Mapping[str, int], accent: str) -> None:
        """Let what is drawn from here on be of the sheet below an element.

        It has these numbers of sources, and its own accent if any.
        """
        self._begin(numbers)
        self._nodes.tops = self._nodes.enter((top,), self._places)
        self.accent = accent or ACCENT

    def showPage(self) -> None:  # noqa: N802 - as all that draws pages has it
        """End the page, with the keys that tie it to the tree."""
        self._end_page(headed=True)

    def empty_page(self) -> None:
        """Add a page on which nothing stands."""
        self._end_page(headed=False)

    def _end_page(self, *, headed: bool) -> None:
        self._close_decoration()
        self.pages.add(self._code, headed=headed)
        if headed and len(self._firsts) < len(self._marks):
            self._firsts.append(len(self._marks[-1]))
        self._marks.append([])
        self._code, self._last, self._loose, self._colours = [], None, 0, {}

    def end_sheet(self, identity: Element) -> Heads:
        """Write what means what on the pages since the last sheet, and return what it leaves open for their heads.

        The identity is the element of whom it is for.
        """
        own = self._places[identity]
        self.pages.end_sheet(self._nodes, self._marks[:-1], self._boxes, self._sources, own, self._firsts)
        return self.pages.heads
