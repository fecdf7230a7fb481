"""The bodies that are kept: whoever gives the answers of somebody before gets the same pages, and heads of their own.

A body is found by all that it hangs on, compared in full. Nothing in it is of whom it was made for.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec.structs import replace

from planner.document.model import Document
from planner.formats.pdf.layout.kept_units import UNITS
from planner.formats.pdf.layout.pagination import laid_out
from planner.formats.pdf.layout.running import fits_at_head, with_room
from planner.formats.pdf.layout.store import BoundedStore
from planner.formats.pdf.render import Headed, drawn_body, headed, with_heads
from planner.formats.pdf.theme import PdfTheme, theme_of
from planner.formats.pdf.write.pages import BegunSheets
from planner.model.sheet import Identity

# So many are kept, as plans and sheets in words are, and no more than so many bytes of them.
MOST: Final = 32
MOST_BYTES: Final = 6_000_000


class Body(NamedTuple):
    """The pages of a sheet without their heads, and what these hang on; `longer` says that it took more leaves."""

    pages: BegunSheets
    heads: Headed
    longer: bool

    @property
    def size(self) -> int:
        """Return about how many bytes it takes."""
        return len(self.pages.file.data) + len(self.pages.file.rows)


class SheetMade(NamedTuple):
    """A sheet as the bytes of a PDF, the number of its pages, its look, whether it took more leaves than usual."""

    data: bytes
    pages: int
    theme: PdfTheme
    longer: bool


# Bodies by what they hang on.
BODIES: Final[BoundedStore[Body]] = BoundedStore(MOST_BYTES, MOST)
_NOBODY: Final = Identity()


def sheet_made(document: Document, theme: PdfTheme | None, creation_time: int) -> SheetMade:
    """Return a document as the bytes of a PDF; `creation_time` is in seconds since 1970."""
    own = with_room(document, theme or theme_of(document))
    # What a sheet says at its heads decides how many lines they have, and what else has room there.
    room = own.head, own.foot, frozenset(text for text in _asides(document) if fits_at_head(text, own))
    key = replace(document, identity=_NOBODY, header="", unnamed=""), theme, room, creation_time
    body = BODIES.found(key)
    if body is None:
        layout = laid_out(document, own, UNITS)
        body = Body(drawn_body(document, layout, creation_time), headed(layout), layout.longer)
        BODIES.keep(key, body, body.size)
    return SheetMade(with_heads(document, body.heads, body.pages), body.heads.pages, own, body.longer)


def _asides(document: Document) -> set[str]:
    """Return what is said of any part at the head of its page."""
    leaves = (*document.first_leaf, *document.longer, document.sections)
    return {part.aside for leaf in leaves for part in leaf if part.aside}
