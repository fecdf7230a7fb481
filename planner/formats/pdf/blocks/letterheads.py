"""A clinic's name and logo as strips."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import Letterhead
from planner.files.png import Bitmap
from planner.formats.pdf import pictures
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.text import text_strips
from planner.formats.pdf.layout.strips import Strip, Strips, beside, spaced, together
from planner.formats.pdf.theme import MM
from planner.formats.pdf.write import images
from planner.model.sheet import Logo

# A logo is at most so high, for each line of words beside it and in all, and at most so wide.
HIGHEST: Final = 14 * MM
WIDEST: Final = 40 * MM
LEAST_HIGH: Final = 8 * MM
BETWEEN: Final = 4 * MM


def letterhead(block: Letterhead, place: Place) -> Strips:
    """Return a clinic's words with its logo on their left, on one page; the logo says nothing more, and is not read."""
    side = _logo_side(block, place)
    room = place.width - (side[0] + BETWEEN if side else 0)
    element = place.element.child("Div")
    lines = [text_strips(line, replace(place.style, above=0), room, element.child("P")) for line in block.lines]
    words = together([strip for line in lines for strip in line])
    if block.logo is None or side is None:
        return spaced(words, place.theme.gap)
    return [beside([(0, [_logo(block.logo, *side)]), (side[0] + BETWEEN, words)], place.theme.gap, middle=True)]


def _logo_side(block: Letterhead, place: Place) -> tuple[float, float] | None:
    """Return the width and height of a logo: as high as the words beside it, within bounds."""
    if block.logo is None:
        return None
    highest = min(HIGHEST, max(LEAST_HIGH, len(block.lines) * place.style.line))
    width = min(WIDEST, highest / block.logo.ratio)
    return width, width * block.logo.ratio


def _logo(logo: Logo, width: float, height: float) -> Strip:
    def draw(canvas: Any, x: float, top: float) -> None:
        if isinstance(logo, Bitmap):
            images.draw(canvas, logo, (x, top - height, width, height))
        else:
            pictures.draw(canvas, logo, x, top, width)

    return Strip(height, draw)
