"""Where blocks go: the look, the width, and the element of the tree that holds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Block
from planner.formats.pdf.layout.strips import Strips
from planner.formats.pdf.theme import ACCENT, Colour, PdfTheme, Style, body_height
from planner.formats.pdf.write.tags import Element


class Place(Struct, frozen=True):
    """Where blocks go: the look, the width there is, the element of the tree that holds them.

    `level` is that of the heading above, `signal` is the colour of the dots and numbers of points.
    """

    theme: PdfTheme
    width: float
    element: Element
    level: int = 1
    body: str = "body"
    signal: Colour = ACCENT

    def inside(self, role: str, **attributes: str) -> Place:
        """Return the place within a new child element."""
        return replace(self, element=self.element.child(role, **attributes))

    def narrowed(self, width: float) -> Place:
        """Return the place with another width."""
        return replace(self, width=width)

    @property
    def style(self) -> Style:
        """Return the style of the running text here."""
        return self.theme.styles[self.body]

    @property
    def letters(self) -> int:
        """Return how many letters a line of running text may have here."""
        return self.theme.letters

    @property
    def body_height(self) -> float:
        """Return the height of a page's body."""
        return body_height(self.theme)


Flow = Callable[[Sequence[Block], Place], Strips]
