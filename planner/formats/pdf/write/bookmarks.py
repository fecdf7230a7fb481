"""The bookmarks of a file: its headings, each below the one that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
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
    for at, bookmark in enumerate(bookmarks):
        place = f"/Dest[{pages[bookmark.page]} 0 R/XYZ 0 {bookmark.top:.2f} 0]"
        pdf.put(root + 1 + at, f"<</Title {text_string(bookmark.title)}{place}{_ties(at, root, below, bookmarks)}>>")
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


def _ties(at: int, root: int, below: dict[int, list[int]], bookmarks: Sequence[Bookmark]) -> str:
    """Return what ties a bookmark to those around it."""
    parent = next((one for one in range(at - 1, -1, -1) if bookmarks[one].level < bookmarks[at].level), -1)
    beside = below[parent]
    place = beside.index(at)
    before = f"/Prev {root + 1 + beside[place - 1]} 0 R" if place else ""
    after = f"/Next {root + 1 + beside[place + 1]} 0 R" if place + 1 < len(beside) else ""
    return f"/Parent {root + 1 + parent} 0 R{before}{after}{_children(at, root, below, bookmarks)}"


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
