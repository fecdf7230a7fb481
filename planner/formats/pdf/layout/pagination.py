"""Where the parts of a sheet stand: each begins a page, in the widest setting that takes no more pages."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Block, Coded, Document, Leaf, Paragraph, Run
from planner.document.printed import following
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
    lay = layer(document, theme, known)
    root = Element("Document")
    identity = root.child("P")
    pages: list[Page] = []
    asides: dict[int, Aside] = {}
    leaf = first_leaf(document, theme, lay)
    longer = any(leaf is one for one in document.longer)
    if (named := naming_page(leaf, lay)) != leaf:
        document, leaf = replace(document, first_leaf=(named,)), named
        lay = layer(document, theme, known)
    # Large letters need so many pages that none is left half empty.
    laid = tuple(units((*leaf, *following(document, leaf)), lay, joins=document.large_print))
    for unit in laid:
        if unit.aside:
            asides[len(pages) + 1] = unit.aside
        pages += unit.pages
        root.hold(*unit.elements)
    return Layout(tuple(pages), root, identity, theme, asides, laid, longer)


def naming_page(leaf: Leaf, lay: Lay) -> Leaf:
    """Return a leaf whose front names the page on which its back begins, where it sends there."""
    if not leaf or not any(map(_sends, leaf[0].blocks)):
        return leaf
    front, *back = leaf
    page = len(lay((front,), CLOSEST, 1).pages) + 1
    return (replace(front, blocks=tuple(_naming(block, page) for block in front.blocks)), *back)


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
    return replace(run, text=run.text.replace("{page}", str(page)))
