"""Pages of a sheet that go on below each other as they were drawn, to be put into other files as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planner.formats.pdf.write.bookmarks import Bookmark
from planner.formats.pdf.write.forms import Form
from planner.formats.pdf.write.links import Sources
from planner.formats.pdf.write.tags import Nodes


class DrawnUnit(NamedTuple):
    """Some pages: their compressed code, and their elements, marks, links and bookmarks, counted from the first.

    `asked` are the sources whose numbers stand on them, with these numbers. `firsts` are the numbers of the first marks
    of their heads.
    """

    pages: tuple[bytes, ...]
    nodes: Nodes
    marks: tuple[Sequence[int], ...]
    firsts: tuple[int, ...]
    boxes: Mapping[int, str]
    sources: Sources
    bookmarks: tuple[Bookmark, ...]
    fonts: frozenset[str]
    forms: frozenset[Form]
    asked: Mapping[str, int | None]

    @property
    def size(self) -> int:
        """Return about how many bytes it takes."""
        beside = len(self.bookmarks) + len(self.boxes) + len(self.sources.named)
        return sum(map(len, self.pages)) + 120 * len(self.nodes.roles) + 400 * beside + 2000
