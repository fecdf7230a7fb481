"""The pages of a sheet while they are drawn: where they begin and end, and whose the marks on each of them are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planner.formats.pdf.theme import ACCENT
from planner.formats.pdf.write.heads import Heads
from planner.formats.pdf.write.links import Sources
from planner.formats.pdf.write.objects import pressed
from planner.formats.pdf.write.pages import DrawnPages
from planner.formats.pdf.write.pen import MarkingPen
from planner.formats.pdf.write.tags import Element, Nodes
from planner.formats.pdf.write.units import DrawnUnit


class _UnitStart(NamedTuple):
    """Where a unit begins: its first element, page, bookmark, and its first page of the sheet."""

    element: int
    page: int
    bookmark: int
    page_of_sheet: int


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
        self._sources, self._asked = Sources(), set[str]()
        self._boxes: dict[int, str] = {}
        self._codes: list[bytes] = []
        self._marks: list[Sequence[int]] = []
        self._on_page: list[int] = []
        # The number of the first mark at the head of each page.
        self._firsts: list[int] = []

    def begin_sheet(self, top: Element, identity: Element, numbers: Mapping[str, int], accent: str) -> None:
        """Let what is drawn from here on be of a sheet: its highest element, and below it that of whom it is for.

        It has these numbers of sources, and its own accent if any. Its units follow.
        """
        self._begin(numbers)
        self._top = self._nodes.insert(top.role, top.attributes, -1)
        self._identity = self._nodes.insert(identity.role, identity.attributes, self._top)
        self._nodes.kids[self._top] = [self._identity]
        self.accent = accent or ACCENT

    def begin_unit(self, elements: Sequence[Element]) -> None:
        """Let what is drawn from here on be of pages that go on below each other, whose elements follow on the last."""
        self._unit = _UnitStart(len(self._nodes.roles), self.pages.count, len(self.pages.bookmarks), len(self._marks))
        letters = self.pages.letters
        self._before = self._sources, self._boxes, letters.fixed, self.pages.forms, letters.own
        self._sources, self._asked, self._boxes, letters.fixed, self.pages.forms = Sources(), set(), {}, set(), set()
        own = self._nodes.enter(elements, self._places, self._top)
        self._nodes.kids[self._top] = [*self._nodes.kids[self._top], *own]

    def end_unit(self, *, kept: bool) -> DrawnUnit | None:
        """End a unit, and return it to be added elsewhere where it is to be kept and nothing in it is of this file."""
        first, pages, bookmarks, marks = self._unit
        sources, boxes, fixed, forms, own = self._before
        drawn, letters = None, self.pages.letters
        if kept and letters.own == own and not self.pages.images:
            relative = Sources()
            relative.add(self._sources, -first, -pages)
            drawn = DrawnUnit(
                tuple(self._codes[marks:]),
                self._nodes.part(first, self._top, pages),
                tuple([element - first for element in page] for page in self._marks[marks:]),
                tuple(self._firsts[marks:]),
                {element - first: box for element, box in self._boxes.items()},
                relative,
                tuple(one._replace(page=one.page - pages) for one in self.pages.bookmarks[bookmarks:]),
                frozenset(letters.fixed),
                frozenset(self.pages.forms),
                {source: self._numbers.get(source) for source in sorted(self._asked)},
            )
        sources.add(self._sources, 0, 0)
        self._sources, self._boxes = sources, boxes | self._boxes
        letters.fixed |= fixed
        self.pages.forms |= forms
        return drawn

    def add_unit(self, drawn: DrawnUnit) -> None:
        """Add pages that were drawn before, in this file or in another."""
        pages = self.pages.count
        first = self._nodes.add(drawn.nodes, self._top, pages)
        for code, marks in zip(drawn.pages, drawn.marks, strict=True):
            self._add_page(code, [first + element for element in marks], headed=True)
        self._firsts += drawn.firsts
        self._boxes.update((first + element, box) for element, box in drawn.boxes.items())
        self._sources.add(drawn.sources, first, pages)
        self.pages.bookmarks += [one._replace(page=pages + one.page) for one in drawn.bookmarks]
        self.pages.letters.fixed |= drawn.fonts
        self.pages.forms |= drawn.forms

    def showPage(self) -> None:  # noqa: N802 - as all that draws pages has it
        """End the page, with the keys that tie it to the tree."""
        self._end_page(headed=True)

    def empty_page(self) -> None:
        """Add a page on which nothing stands."""
        self._end_page(headed=False)

    def _end_page(self, *, headed: bool) -> None:
        self._close_decoration()
        if headed and len(self._firsts) == len(self._marks):
            self._firsts.append(len(self._on_page))
        self._add_page(pressed("\n".join([*self._code, ""]).encode()), self._on_page, headed=headed)
        self._on_page = []
        self._code, self._last, self._loose, self._colours = [], None, 0, {}

    def _add_page(self, code: bytes, marks: Sequence[int], *, headed: bool) -> None:
        self.pages.add(code, headed=headed)
        self._codes.append(code)
        self._marks.append(marks)

    def end_sheet(self) -> Heads:
        """Write what means what on the pages since the last sheet, and return what it leaves open for their heads."""
        self.pages.end_sheet(self._nodes, self._marks, self._boxes, self._sources, self._identity, self._firsts)
        return self.pages.heads
