"""What fits: how many pages a part takes in a setting, where what may move has room, and how wide the front is set."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from itertools import dropwhile, takewhile
from typing import Final

from msgspec.structs import replace

from planner.document.arrange import arranged, open_slots
from planner.document.model import Document, Movable, Section
from planner.formats.pdf.blocks.flow import section
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.layout.strips import Stack, Strips
from planner.formats.pdf.theme import TIGHTNESS, PdfTheme, body_height, tightened
from planner.formats.pdf.write.tags import Element

# The settings from the closest to the widest: whoever has much to heed needs the closest, and is laid out once.
CLOSEST_FIRST: Final = tuple(reversed(range(len(TIGHTNESS))))
CLOSEST: Final = CLOSEST_FIRST[0]

Sections = Sequence[Section]
# How many pages a part takes in the closest setting, where groups up to a share of a page stay whole.
Pages = Callable[[Section, float], int]


def flowing(part: Section, theme: PdfTheme, root: Element) -> Strips:
    """Return the strips of a part of the sheet."""
    return section(part, Place(theme, theme.inner, root))


def page_count(strips: Strips, theme: PdfTheme) -> int:
    """Return how many pages strips take by themselves."""
    stack = Stack(body_height(theme))
    stack.add(strips)
    return len(stack.pages)


def settled(document: Document, theme: PdfTheme) -> Document:
    """Return a document with everything that may move in the first slot that has room, in the closest setting."""

    @cache
    def pages(part: Section, whole: float) -> int:
        setting = tightened(replace(theme, whole=whole), CLOSEST)
        return page_count(flowing(part, setting, Element("Document")), setting)

    chosen: list[int] = []
    for movable in document.movables:
        chosen.append(_first_with_room(document, chosen, movable, theme, pages))
    return arranged(document, chosen)


def _first_with_room(document: Document, chosen: Sequence[int], movable: Movable, theme: PdfTheme, pages: Pages) -> int:
    """Return which slot of something is the first with room; where none has, the last, as it must stand somewhere."""
    there = open_slots(document, chosen)
    before = arranged(document, chosen).sections
    for at, standing in enumerate(movable.standings[:-1]):
        parts = arranged(document, [*chosen, at]).sections if standing.slot in there else ()
        changed = {part.kind for part in parts if part not in before}
        if parts and all(_HAVE_ROOM[kind](parts, before, theme, pages) for kind in changed & _HAVE_ROOM.keys()):
            return at
    return len(movable.standings) - 1


def _front_has_room(parts: Sections, before: Sections, theme: PdfTheme, pages: Pages) -> bool:
    """Return whether the front fills no more pages than it may, its boxes as whole as they were before."""

    def fits(front: Sections, whole: float) -> bool:
        return all(pages(part, whole) <= theme.front_pages for part in front if part.kind == "front")

    return fits(parts, theme.whole) or (not fits(before, theme.whole) and fits(parts, 0))


def _leaf_has_room(parts: Sections, _: Sections, theme: PdfTheme, pages: Pages) -> bool:
    """Return whether what is torn off with the front takes a page each, and no more pages than the front."""
    behind = dropwhile(lambda part: part.kind == "front", parts)
    leaf = list(takewhile(lambda part: part.kind == "tear-off", behind))
    return len(leaf) <= theme.front_pages and all(pages(part, theme.whole) == 1 for part in leaf)


# Other parts go on over as many pages as they need.
_HAVE_ROOM: Final = {"front": _front_has_room, "tear-off": _leaf_has_room}


def front_setting(document: Document, theme: PdfTheme) -> PdfTheme:
    """Return the widest setting in which the front fills no more pages than it may, else the tightest."""
    parts = [part for part in document.sections if part.kind == "front"]
    settings = [tightened(theme, step) for step in range(len(TIGHTNESS))]
    settings.append(tightened(replace(theme, whole=0), CLOSEST))

    def fits(setting: PdfTheme) -> bool:
        return all(
            page_count(flowing(part, setting, Element("Document")), setting) <= theme.front_pages for part in parts
        )

    return settings[bisect_left(settings[:-1], 1, key=fits)]
