"""Where the parts of a sheet stand: each begins a page, in the widest setting that takes no more pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Block, Coded, Document, Leaf, Paragraph, Run, Section
from planner.document.printed import NEXT_PAGE, PAGE_BEHIND, following, without_meanings
from planner.formats.pdf.layout import kept
from planner.formats.pdf.layout.fitting import CLOSEST, Lay, first_leaf, layer, units
from planner.formats.pdf.layout.kept_units import KeptUnits, Laid
from planner.formats.pdf.layout.running import Aside, with_room
from planner.formats.pdf.layout.strips import Page
from planner.formats.pdf.theme import PdfTheme
from planner.formats.pdf.write.tags import Element


class Layout(Struct, frozen=True):
    """A sheet's body, without a word of whom it is for: its pages, the tree of its meaning, and its look.

    `asides` is what is said at the head of pages, by their number, `units` are the pages that go on below each other.
    `longer` says that it took more leaves than its edition has.
    """

    pages: tuple[Page, ...]
    root: Element
    identity: Element
    theme: PdfTheme
    asides: dict[int, Aside]
    units: tuple[Laid, ...]
    longer: bool = False


def lay_out(document: Document, theme: PdfTheme) -> Layout:
    """Return the pages of a document's body; the identity is drawn later.

    Of whom it is for they know only how many lines that takes at the head, and what these leave of the first.
    """
    return laid_out(document, with_room(document, theme))


def laid_out(document: Document, theme: PdfTheme, known: KeptUnits | None = None) -> Layout:
    """Return the pages of a document's body in a look that has room for the lines at its head and foot.

    Where units that are kept are `known`, theirs are used; what watches pages needs elements of its own.
    """
    kept.PIECES.begin_sheet()
    root = Element("Document")
    identity = root.child("P")
    pages: list[Page] = []
    asides: dict[int, Aside] = {}
    leaf, lay, longer = printed_leaf(document, theme, known)
    laid = tuple(_units(document, printed_parts(document, leaf, lay), lay))
    for unit in laid:
        if unit.aside:
            asides[len(pages) + 1] = unit.aside
        pages += unit.pages
        root.hold(*unit.elements)
    return Layout(tuple(pages), root, identity, theme, asides, laid, longer)


def printed_parts(document: Document, leaf: Leaf, lay: Lay) -> tuple[Section, ...]:
    """Return a first leaf and what follows; what signs may be stands behind only where it takes no page more."""
    parts = following(document, leaf)
    fewer = without_meanings(parts)
    if all(one is other for one, other in zip(parts, fewer, strict=True)):
        return (*leaf, *parts)
    ways = ((*leaf, *parts), (*leaf, *fewer))
    return min(ways, key=lambda way: sum(len(unit.pages) for unit in _units(document, way, lay)))


def _units(document: Document, parts: tuple[Section, ...], lay: Lay) -> Iterator[Laid]:
    """Yield parts on pages; large letters need so many that none is left half empty."""
    return units(parts, lay, joins=document.large_print)


class PrintedLeaf(NamedTuple):
    """The first leaf of a document as it is printed, and how that and what follows are laid out.

    `longer` says that it takes more leaves than its edition has.
    """

    leaf: Leaf
    lay: Lay
    longer: bool


def printed_leaf(document: Document, theme: PdfTheme, known: KeptUnits | None = None) -> PrintedLeaf:
    """Return the first leaf that has room, whose front names the page on which its back begins if it sends there.

    Nearly every front takes as many pages as are for it, so that these are named before it is known which has room.
    """
    named = _naming_pages(document, theme.front_pages)
    lay = layer(named, theme, known)
    leaf = first_leaf(named, theme, lay)
    longer = any(leaf is one for one in named.longer)
    if not leaf or not any(map(_sends, leaf[0].blocks)):
        return PrintedLeaf(leaf, lay, longer)
    taken = len(lay(leaf[:1], CLOSEST, 1).pages)
    if taken == (leaf[0].sides or theme.front_pages):
        return PrintedLeaf(leaf, lay, longer)
    written = zip((*named.first_leaf, *named.longer), (*document.first_leaf, *document.longer), strict=True)
    front, *back = next(as_written for one, as_written in written if one is leaf)
    leaf = (_naming_page(front, taken + 1), *back)
    return PrintedLeaf(leaf, layer(replace(document, first_leaf=(leaf,)), theme, known), longer)


def _naming_pages(document: Document, sides: int) -> Document:
    """Return a document whose fronts, of so many sides, name a page where they send to their back."""
    name = cache(lambda front: _naming_page(front, (front.sides or sides) + 1))

    def named(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
        return tuple((name(leaf[0]), *leaf[1:]) if leaf else leaf for leaf in leaves)

    return replace(document, first_leaf=named(document.first_leaf), longer=named(document.longer))


def _naming_page(front: Section, page: int) -> Section:
    """Return a front that names a page where it sends to its back."""
    if not any(map(_sends, front.blocks)):
        return front
    return replace(front, blocks=tuple(_naming(block, page) for block in front.blocks))


def _sends(block: Block) -> bool:
    return (
        any(map(_sends, block.blocks))
        if isinstance(block, Coded)
        else isinstance(block, Paragraph) and bool(block.on_paper)
    )


def _naming(block: Block, page: int) -> Block:
    """Return a block with the number of a page where it names one."""
    if isinstance(block, Coded):
        return replace(block, blocks=tuple(_naming(one, page) for one in block.blocks))
    if isinstance(block, Paragraph) and block.on_paper:
        return replace(block, on_paper=tuple(_with_number(run, page) for run in block.on_paper))
    return block


def _with_number(run: Run, page: int) -> Run:
    return replace(run, text=run.text.replace(NEXT_PAGE, str(page)).replace(PAGE_BEHIND, str(page + 1)))
