"""Pictures as strips, alone or beside the blocks that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import Figure
from planner.files.svg import Picture
from planner.formats.pdf import pictures
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.layout.linebreak import escape
from planner.formats.pdf.layout.strips import Draw, Strip, Strips, spaced
from planner.formats.pdf.write.objects import text_string
from planner.formats.pdf.write.tags import Element

# What is paper in a picture.
PAPER: Final = "#ffffff"
# The space between two pictures, and between pictures and words.
BETWEEN: Final = 6.0
# A picture is at most so high, as a share of the width that two of them take.
HIGHEST: Final = 0.56


def figure(block: Figure, place: Place, highest: float = 0) -> Strips:
    """Return a picture as wide as its place, or as high as it may be."""
    return [fitted(block, figure_element(block, place), place.width, highest)]


def figures_below(blocks: Sequence[Figure], place: Place) -> Strips:
    """Return pictures below each other."""
    return [strip for at, one in enumerate(blocks) for strip in spaced(figure(one, place), 4 * min(at, 1))]


def on_ground(block: Figure, ground: str | None) -> Figure:
    """Return a picture whose paper is the ground that it stands on: a white edge would shine there."""
    return replace(block, picture=block.picture.recoloured(PAPER, ground)) if ground else block


def figure_element(block: Figure, place: Place) -> Element:
    """Return a new element for a picture, which tells what it shows."""
    return place.element.child("Figure", Alt=text_string(escape(block.alt)))


def fitted(block: Figure, element: Element, room: float, highest: float = 0) -> Strip:
    """Return a picture in the middle of so much room, as wide as that or as high as it may be."""
    width = min(room, highest / block.picture.ratio) if highest else room
    return Strip(width * block.picture.ratio, _pictured(block.picture, width, (room - width) / 2, element))


def figure_block(block: Figure, place: Place) -> Strips:
    """Return a picture between other blocks."""
    width = min(place.theme.picture / 2, place.width)
    return spaced(figure(block, place.narrowed(width)), place.theme.gap)


def _pictured(picture: Picture, width: float, indent: float, element: Element) -> Draw:
    def draw(canvas: Any, x: float, top: float) -> None:
        left, height = x + indent, width * picture.ratio
        canvas.box(element, (left, top - height, left + width, top))
        canvas.begin(element)
        pictures.draw(canvas, picture, left, top, width)
        canvas.end()

    return draw
