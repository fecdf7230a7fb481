"""The bookmarks of a file: its headings, each below the one that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.formats.pdf.write.objects import PdfFile, text_string


class Bookmark(NamedTuple):
    """A heading: its words, how many others stand above it, its page and its height there, whether it is shut."""

    title: str
    level: int
    page: int
    top: float
    shut: bool = False


def write_bookmarks(pdf: PdfFile, bookmarks: Sequence[Bookmark], pages: Sequence[int]) -> int:
    """Write bookmarks in the order of the file and return the number of what holds them all, or 0 where none is."""
    if not bookmarks:
        return 0
    root = pdf.reserved(len(bookmarks) + 1)
    below = _below(bookmarks)
    ties = {
        one: _ties(parent, before, after, root) for parent in below for before, one, after in _beside(below[parent])
    }
    for at, bookmark in enumerate(bookmarks):
        place = f"/Dest[{pages[bookmark.page]} 0 R/XYZ 0 {bookmark.top:.2f} 0]"
        tied = ties[at] + _children(at, root, below, bookmarks)
        pdf.put(root + 1 + at, f"<</Title {text_string(bookmark.title)}{place}{tied}>>")
    pdf.put(root, f"<</Type/Outlines{_children(-1, root, below, bookmarks)}>>")
    return root


def _below(bookmarks: Sequence[Bookmark]) -> dict[int, list[int]]:
    """Return the bookmarks below each, by their places; -1 stands for what holds them all."""
    found: dict[int, list[int]] = {-1: []}
    open_: list[int] = []
    for at, bookmark in enumerate(bookmarks):
        while open_ and bookmarks[open_[-1]].level >= bookmark.level:
            open_.pop()
        found[open_[-1] if open_ else -1].append(at)
        found[at] = []
        open_.append(at)
    return found


def _beside(own: Sequence[int]) -> Iterator[tuple[int | None, int, int | None]]:
    """Yield bookmarks below the same one, each between that before it and that after it."""
    for place, one in enumerate(own):
        yield own[place - 1] if place else None, one, own[place + 1] if place + 1 < len(own) else None


def _ties(parent: int, before: int | None, after: int | None, root: int) -> str:
    """Return what ties a bookmark to those around it: the one above it, and those before and after it."""
    previous = f"/Prev {root + 1 + before} 0 R" if before is not None else ""
    following = f"/Next {root + 1 + after} 0 R" if after is not None else ""
    return f"/Parent {root + 1 + parent} 0 R{previous}{following}"


def _children(at: int, root: int, below: dict[int, list[int]], bookmarks: Sequence[Bookmark]) -> str:
    own = below[at]
    if not own:
        return ""
    count = _seen(at, below, bookmarks)
    signed = -count if at >= 0 and bookmarks[at].shut else count
    return f"/First {root + 1 + own[0]} 0 R/Last {root + 1 + own[-1]} 0 R/Count {signed}"


def _seen(at: int, below: dict[int, list[int]], bookmarks: Sequence[Bookmark]) -> int:
    """Return how many bookmarks are seen below one that is open."""
    return sum(1 + (0 if bookmarks[one].shut else _seen(one, below, bookmarks)) for one in below[at])
