"""Where the parts of a sheet stand: which page each begins, how tight page 1 is set, and what fills the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Document, Kind, Section
from planner.formats.pdf.layout.fitting import CLOSEST, CLOSEST_FIRST, flowing, front_setting, page_count, settled
from planner.formats.pdf.layout.running import with_room
from planner.formats.pdf.layout.strips import Page, Stack, Strips, filled
from planner.formats.pdf.theme import PdfTheme, body_height, tightened
from planner.formats.pdf.write.tags import Element

# A page with less than this share of its height used looks forgotten.
LONELY: Final = 0.25
# The shares of a page that a group may take and stay whole, on a sheet with too many pages.
LOOSELY: Final = (0.15, 0.0)


class Layout(Struct, frozen=True):
    """A sheet's body, without a word of whom it is for: its pages, the tree of its meaning, and its look.

    `leaves` says whether each part to tear off has one page in the setting of the rest.
    """

    pages: tuple[Page, ...]
    root: Element
    identity: Element
    theme: PdfTheme
    leaves: bool = True


# A leaf that is `joined` only wants to begin a page.
PartKind = Kind | Literal["joined"]


class LayoutPart(NamedTuple):
    """A part of the sheet as strips: how it begins, what it draws, and the element that holds its meaning.

    `closer` says whether it is a leaf that had to be set closer than the rest.
    """

    kind: PartKind
    strips: Strips
    element: Element
    closer: bool = False


Parts = tuple[LayoutPart, ...]
Order = Callable[[Parts], Parts]


def lay_out(document: Document, theme: PdfTheme) -> Layout:
    """Return the pages of a document's body in the widest setting that is good enough; the identity is drawn later.

    Of whom it is for they know only how many lines that takes at the head.
    """
    theme = with_room(document, theme)
    document = settled(document, theme)
    front = front_setting(document, theme)
    best, theme, order = _closest(document, front, theme)
    most = max(theme.most_pages, len(best.pages))
    for step in CLOSEST_FIRST[1:] if most == theme.most_pages or _lonely(best) else ():
        wider = _stacked(order(_parts(document, front, theme, step)), tightened(theme, step))
        # It is not worth a page more where the leaves do not gain by it.
        good = _good(wider, most if wider.leaves else min(most, len(best.pages)))
        worse = not good or (_ends_lonely(wider) and not _ends_lonely(best))
        if _good(best, most) and worse:
            break
        best = wider if good else best
    if _lonely(best):
        # Rather than a page with a few lines, the last leaf goes on below them.
        parts = order(_parts(document, front, theme, CLOSEST))
        other = _stacked(_tear_off_joined(parts), tightened(theme, CLOSEST))
        best = best if _lonely(other) else other
    return best


def _closest(document: Document, front: PdfTheme, theme: PdfTheme) -> tuple[Layout, PdfTheme, Order]:
    """Return the pages in the closest setting, and the look and the order of the parts that gave them.

    A sheet with too many pages is tried with groups that may go over to the next page sooner, and with its last parts
    in another order. A tear-off part begins no page of its own only where nothing else keeps to the limit.
    """
    best, order = _stacked(_parts(document, front, theme, CLOSEST), tightened(theme, CLOSEST)), _as_they_are
    for whole in LOOSELY:
        # A last page with a few lines is a page too many as well.
        over = max(len(best.pages) - theme.most_pages, _ends_lonely(best))
        # The loosest way is worth its time only where it may keep to the limit.
        if over <= 0 or whole >= theme.whole or (whole == 0 and over > 1):
            continue
        looser = replace(theme, whole=whole)
        setting = tightened(looser, CLOSEST)
        parts = _parts(document, front, looser, CLOSEST)
        for rearranged, most in ((_as_they_are, 99), (_tear_off_last, 99), (_tear_off_below, theme.most_pages)):
            other = _stacked(rearranged(parts), setting)
            if len(other.pages) < len(best.pages) and len(other.pages) <= most:
                best, theme, order = other, looser, rearranged
    return best, theme, order


def _as_they_are(parts: Parts) -> Parts:
    return parts


def _tear_off_last(parts: Parts) -> Parts:
    """Return the parts with what goes on below the last tear-off part before it, where it needs no page of its own."""
    if parts[-1].kind != "after":
        return parts
    return (*parts[:-2], parts[-1]._replace(kind="flow"), parts[-2])


def _tear_off_below(parts: Parts) -> Parts:
    """Return the parts, the last leaf of which goes on below the part before it."""
    return _last_leaf_as("flow", parts)


def _tear_off_joined(parts: Parts) -> Parts:
    """Return the parts, the last leaf of which begins no page where one is nearly empty."""
    return _last_leaf_as("joined", parts)


def _last_leaf_as(kind: PartKind, parts: Parts) -> Parts:
    last = len(parts) - (2 if parts[-1].kind == "after" else 1)
    return tuple(
        part._replace(kind=kind) if at == last and part.kind == "tear-off" else part for at, part in enumerate(parts)
    )


def _good(layout: Layout, most: int) -> bool:
    return len(layout.pages) <= most and not _lonely(layout)


def _lonely(layout: Layout) -> bool:
    height = body_height(layout.theme)
    return any(_bottom(page) < LONELY * height for page in layout.pages[:-1])


def _ends_lonely(layout: Layout) -> bool:
    return _bottom(layout.pages[-1]) < LONELY * body_height(layout.theme)


def _bottom(page: Page) -> float:
    return page[-1].top + page[-1].strip.height


def _parts(document: Document, front: PdfTheme, theme: PdfTheme, step: int) -> Parts:
    """Return the parts in a setting, of which those to tear off are set closer where they need to."""
    settings = [tightened(theme, closer) for closer in range(step, CLOSEST + 1)]
    return tuple(_part(part, front, settings) for part in document.sections)


def _part(part: Section, front: PdfTheme, settings: Sequence[PdfTheme]) -> LayoutPart:
    if part.kind == "tear-off":
        return _leaf(part, settings)
    return _set(part, front if part.kind == "front" else settings[0])


def _leaf(part: Section, settings: Sequence[PdfTheme]) -> LayoutPart:
    """Return a part in the widest setting in which it takes one page, else in the closest; what may grow fills it."""
    for setting in settings:
        made = _set(part, setting)
        if page_count(made.strips, setting) == 1:
            return made._replace(strips=filled(made.strips, body_height(setting)), closer=setting != settings[0])
    return made._replace(closer=True)


def _set(part: Section, setting: PdfTheme) -> LayoutPart:
    holder = Element("Document")
    strips = flowing(part, setting, holder)
    return LayoutPart(part.kind, strips, holder.children[0])


def _stacked(parts: Parts, theme: PdfTheme) -> Layout:
    """Return the pages of the parts, and the tree of their meaning in the order in which they stand."""
    root = Element("Document")
    identity = root.child("P")
    stack = Stack(body_height(theme))
    kind = ""
    for part in parts:
        if _starts_page(part.kind, kind, stack.fill()):
            stack.new_page()
        kind = part.kind
        root.children.append(part.element)
        stack.add(part.strips)
    leaves = not any(part.closer for part in parts)
    return Layout(tuple(tuple(page) for page in stack.pages), root, identity, theme, leaves)


def _starts_page(kind: PartKind, before: str, fill: float) -> bool:
    """Return whether a part begins a page; one that only wants to goes on where the page is nearly empty."""
    alone = kind != "after" and (before in {"front", "tear-off"} or kind in {"front", "tear-off"})
    return alone or (kind == "joined" and fill >= LONELY)
