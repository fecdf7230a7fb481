"""The columns of a table: how wide each is, and the space at both sides of its words."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Table, Text, plain
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.layout.linebreak import escape, natural
from planner.formats.pdf.theme import PdfTheme, Style

# So many letters at the head of a row stay on one line.
SHORT: Final = 11


class Grid(Struct, frozen=True):
    """A table on its place: the width of its columns, and the space at both sides of their words."""

    block: Table
    place: Place
    widths: tuple[float, ...]

    @property
    def theme(self) -> PdfTheme:
        """Return the look."""
        return self.place.theme

    @property
    def parted(self) -> frozenset[int]:
        """Return the rows whose cells are told apart by lines: those with several boxes to tick, or to write in."""
        rows = enumerate(self.block.rows)
        return frozenset(at for at, row in rows if any(cell.boxes > 1 or cell.kind == "blank" for cell in row))

    def inset(self, at: int) -> tuple[float, float]:
        """Return the space before and behind a column's words."""
        if self.block.look == "grid":
            return (2.0, 2.0) if ticks(self.block, at) else (5.0, 3.0)
        last = at == len(self.widths) - 1
        return (1.5, 1.5 if last else 3.5) if ticks(self.block, at) else (0.0, 0.0 if last else 8.0)

    def room(self, at: int) -> float:
        """Return the width that the words of a column have."""
        return self.widths[at] - sum(self.inset(at))


def first_width(block: Table, place: Place) -> float:
    """Return the width of a table's first column."""
    return _widths(block, place)[0]


def grid_of(block: Table, place: Place) -> Grid:
    """Return a table with its columns on its place."""
    return Grid(block, place, _widths(block, place))


def _widths(block: Table, place: Place) -> tuple[float, ...]:
    """Return the columns' widths by their shares, none narrower than its longest word where the others can give."""
    rough = Grid(block, place, tuple(place.width * share / sum(block.widths) for share in block.widths))
    least = [
        min(_least(block, at, place.theme) + sum(rough.inset(at)) + 1, place.width / min(3, len(block.header)))
        for at in columns(rough)
    ]
    missing = sum(max(0, low - width) for low, width in zip(least, rough.widths, strict=True))
    spare = sum(max(0, width - low) for low, width in zip(least, rough.widths, strict=True))
    taken = min(1, missing / spare) if spare else 0
    given = min(1, spare / missing) if missing else 0
    pairs = zip(least, rough.widths, strict=True)
    return tuple(width - (width - low) * (taken if width > low else given) for low, width in pairs)


def columns(grid: Grid) -> range:
    """Return the numbers of the columns."""
    return range(len(grid.widths))


@lru_cache(maxsize=256)
def ticks(block: Table, at: int) -> bool:
    """Return whether a column has boxes to tick, and beside them at most room to write."""
    kinds = {row[at].kind for row in block.rows}
    return "tick" in kinds and kinds <= {"tick", "blank"}


def _least(block: Table, at: int, theme: PdfTheme) -> float:
    """Return the width that a column's longest word needs, or the words on its bars."""
    head, cell = head_style(block, theme), cell_style(block, theme)
    widths = [natural(word, head) for word in _words(block.header[at])]
    for row in block.all_rows:
        strong = replace(cell, strong=any(run.strong for run in row[at].text))
        if row[at].kind == "bar":
            widths.append(natural(escape(plain(row[at].text)), strong))
        else:
            widths += [natural(word, strong) for word in _words(row[at].text, whole=at == 0 and block.row_headers)]
    return max(widths, default=0)


def head_style(block: Table, theme: PdfTheme) -> Style:
    """Return the style of the words over columns."""
    return theme.styles["grid-head" if block.look == "grid" else "cell-head"]


def cell_style(block: Table, theme: PdfTheme) -> Style:
    """Return the style of the words in cells."""
    return theme.styles["grid-cell" if block.look == "grid" else "cell"]


def _words(text: Text, *, whole: bool = False) -> list[str]:
    """Return the words of a text; a few that head a row are not parted."""
    words = escape(plain(text))
    return [words] if whole and len(words) <= SHORT else [word for word in words.split(" ") if word]
