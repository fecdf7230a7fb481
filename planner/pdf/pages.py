"""Where the parts of a sheet stand: which page each begins, how tight page 1 is set, and what fills the rest."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document import Document, Section
from planner.pdf.story import Place, body_height, section
from planner.pdf.strips import Page, Stack, Strips
from planner.pdf.tagging import Element
from planner.pdf.theme import TIGHTNESS, Theme, tightened

# A page with less than this share of its height used looks forgotten.
LONELY: Final = 0.25
# The share of a page that a group may take and stay whole, on a sheet with too many pages.
LOOSELY: Final = 0.15
# The settings from the closest to the widest: whoever has much to heed needs the closest, and is laid out once.
CLOSEST_FIRST: Final = tuple(reversed(range(len(TIGHTNESS))))


class Layout(Struct, frozen=True):
    """A sheet's body, without a word of whom it is for: its pages, the tree of its meaning, and its look."""

    pages: tuple[Page, ...]
    root: Element
    identity: Element
    theme: Theme


def lay_out(document: Document, theme: Theme) -> Layout:
    """Return the pages of a document's body in the widest setting that is good enough; the identity is drawn later."""
    front = _front(document, theme)
    best = _attempt(document, front, tightened(theme, CLOSEST_FIRST[0]))
    if len(best.pages) > theme.most_pages:
        # Where groups may go over to the next page sooner, a page is often saved.
        looser = replace(theme, whole=min(theme.whole, LOOSELY))
        other = _attempt(document, front, tightened(looser, CLOSEST_FIRST[0]))
        if len(other.pages) < len(best.pages):
            best, theme = other, looser
    most = max(theme.most_pages, len(best.pages))
    for step in CLOSEST_FIRST[1:] if most == theme.most_pages or _lonely(best) else ():
        wider = _attempt(document, front, tightened(theme, step))
        if _good(best, most) and not _good(wider, most):
            break
        best = wider if _good(wider, most) else best
    if _lonely(best):
        # Rather than a page with a few lines, the last leaf goes on below them.
        last = replace(document.sections[-1], kind="page")
        joined = replace(document, sections=(*document.sections[:-1], last))
        other = _attempt(joined, front, tightened(theme, CLOSEST_FIRST[0]))
        best = best if _lonely(other) else other
    return best


def _good(layout: Layout, most: int) -> bool:
    return len(layout.pages) <= most and not _lonely(layout)


def _lonely(layout: Layout) -> bool:
    height = body_height(layout.theme)
    return any(_bottom(page) < LONELY * height for page in layout.pages[:-1])


def _bottom(page: Page) -> float:
    return page[-1].top + page[-1].strip.height


def _attempt(document: Document, front: Theme, theme: Theme) -> Layout:
    root = Element("Document")
    identity = root.child("P")
    stack = Stack(body_height(theme))
    kind = ""
    for part in document.sections:
        if _starts_page(part, kind, stack.fill()):
            stack.new_page()
        kind = part.kind
        stack.add(_flowing(part, front if kind == "front" else theme, root))
    return Layout(tuple(tuple(page) for page in stack.pages), root, identity, theme)


def _page_count(strips: Strips, theme: Theme) -> int:
    stack = Stack(body_height(theme))
    stack.add(strips)
    return len(stack.pages)


def _starts_page(part: Section, before: str, fill: float) -> bool:
    """Return whether a part begins a page; one that only wants to goes on where the page is nearly empty."""
    alone = before in {"front", "tear-off"} or part.kind in {"front", "tear-off"}
    return alone or (part.kind == "page" and fill >= LONELY)


def _flowing(part: Section, theme: Theme, root: Element) -> Strips:
    return section(part, Place(theme, theme.inner, root))


def _front(document: Document, theme: Theme) -> Theme:
    """Return the widest setting in which the front fills no more pages than it may, else the tightest."""
    parts = [part for part in document.sections if part.kind == "front"]
    settings = [tightened(theme, step) for step in range(len(TIGHTNESS))]

    def fits(setting: Theme) -> bool:
        return all(
            _page_count(_flowing(part, setting, Element("Document")), setting) <= theme.front_pages for part in parts
        )

    return settings[bisect_left(settings[:-1], 1, key=fits)]
