"""Many sheets of one size of paper as one tagged PDF, to be printed on both sides in one go.

Each sheet is a part of the tree, with its own leaf of the table from marks to elements, its own links and its own
bookmarks, so that nothing of one leads to another. Fonts, logo and colour profile stand in the file once.
"""

from __future__ import annotations

from typing import NamedTuple

from planner.document.model import Document, Paper
from planner.formats.pdf.layout.pagination import lay_out
from planner.formats.pdf.render import draw_bodies, drawn_heads, fitting, head_letters, headed
from planner.formats.pdf.theme import theme_for, theme_of
from planner.formats.pdf.write.canvas import TaggedCanvas
from planner.formats.pdf.write.heads import HeadPen
from planner.formats.pdf.write.objects import text_string
from planner.formats.pdf.write.tags import Element


class PageSpan(NamedTuple):
    """Where the sheet of one person lies in a stack: its first and its last page, an empty back not counted."""

    first_page: int
    last_page: int

    @property
    def leaves(self) -> int:
        """How many leaves it takes, printed on both sides."""
        return (self.last_page - self.first_page) // 2 + 1


class _SaidOfStack(NamedTuple):
    """What a stack says of itself, no word of which is a person's."""

    title: str
    language: str
    subject: str = ""
    keywords: tuple[str, ...] = ()


class SheetStack:
    """A stack to which sheets are added one by one; its titles are theirs, its language is that of the first."""

    def __init__(self, paper: Paper) -> None:
        """Begin an empty stack."""
        theme = theme_for(paper, large_print=False)
        self.paper = paper
        self.canvas = TaggedCanvas((theme.width, theme.height), holder=Element("Document"))
        self._letters = head_letters()
        self._heads: list[list[HeadPen]] = []
        self._titles: dict[str, str] = {}

    def add(self, document: Document, label: str) -> PageSpan:
        """Draw a sheet behind the others and begin a new leaf after it; `label` is its bookmark.

        Raise ValueError if it is made for another paper.
        """
        if document.paper != self.paper:
            raise ValueError(f"a sheet for {document.paper} lies in no stack of {self.paper}")
        layout = lay_out(document, theme_of(document))
        fitting(document, layout)
        first = self.canvas.pages.count + 1
        part = Element("Part", T=text_string(label), Lang=text_string(document.language))
        self.canvas.begin_sheet(part, layout.identity, document.numbers, document.accent)
        self.canvas.heading(label, -1, layout.theme.height)
        draw_bodies(self.canvas, document, layout)
        if len(layout.pages) % 2:
            self.canvas.empty_page()
        heads = self.canvas.end_sheet()
        self._heads.append(drawn_heads(document, headed(layout), heads, self._letters))
        self._titles.setdefault(document.title, document.language)
        return PageSpan(first, first + len(layout.pages) - 1)

    def finish(self, creation_time: int) -> bytes:
        """Return the bytes of a stack of one sheet or more, with the hint to printers to use both sides."""
        said = _SaidOfStack("; ".join(self._titles), next(iter(self._titles.values())))
        begun = self.canvas.pages.begun(said, creation_time, "/Duplex/DuplexFlipLongEdge")
        return begun.finished(self._letters, self._heads)
