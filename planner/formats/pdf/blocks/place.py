"""Where blocks go: the look, the width, and the element of the tree that holds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from planner.document.model import Block
from planner.formats.pdf.layout.strips import Strips
from planner.formats.pdf.theme import PdfTheme, Style, body_height
from planner.formats.pdf.write.tags import Element

# The space between two columns.
GUTTER: Final = 16.0


class Place(Struct, frozen=True):
    """Where blocks go: the look, the width and the least height there is, the element of the tree that holds them.

    `text` is the role of the running text here.
    """

    theme: PdfTheme
    width: float
    element: Element
    text: str = "body"
    least: float = 0

    def inside(self, role: str, width: float | None = None, **attributes: str) -> Place:
        """Return the place within a new child element."""
        element = self.element.child(role, **attributes)
        return Place(self.theme, self.width if width is None else width, element, self.text)

    def narrowed(self, width: float) -> Place:
        """Return the place with another width."""
        return Place(self.theme, width, self.element, self.text)

    @property
    def points(self) -> str:
        """Return the role of the points of lists here."""
        return "point" if self.text == "body" else self.text

    @property
    def style(self) -> Style:
        """Return the style of the running text here."""
        return self.theme.styles[self.text]

    @property
    def body_height(self) -> float:
        """Return the height of a page's body."""
        return body_height(self.theme)


Flow = Callable[[Sequence[Block], Place], Strips]
