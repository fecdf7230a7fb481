"""Pictures as strips, alone or beside the blocks that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import Figure, Run
from planner.files.svg import Picture
from planner.formats.pdf import pictures
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.text import text_strips
from planner.formats.pdf.layout.linebreak import escape, natural
from planner.formats.pdf.layout.strips import Draw, Strip, Strips, height_of, spaced, stacked
from planner.formats.pdf.theme import MM, Style, least_aside
from planner.formats.pdf.write.objects import text_string
from planner.formats.pdf.write.tags import Element

# What is paper in a picture.
PAPER: Final = "#ffffff"
# The space between two pictures, and between pictures and words.
BETWEEN: Final = 6.0
# A picture is at most so high, as a share of the width that two of them take.
HIGHEST: Final = 0.56
# How high a picture without a name is below one that has a name, and where the page is full.
LOW, LOWEST = 14 * MM, 9.5 * MM
# What parts a caption from the edge of its corner, and how far it may go over that where it has no room else.
EDGE: Final = 2.0
OVER: Final = 3.0
# How much of its size a caption stands closer to its picture than a line below another.
CLOSE: Final = 0.35
# How high a caption is in its corner, as a multiple of its size.
TALL: Final = 1.1


def figure(block: Figure, place: Place, highest: float = 0) -> Strips:
    """Return a picture as wide as its place, or as high as it may be, with its captions."""
    element = figure_element(block, place)
    strip = fitted(block, element, place.width, highest)
    return [_captioned(strip, block, element, place)] if block.captions else [strip]


def _captioned(strip: Strip, block: Figure, element: Element, place: Place) -> Strip:
    """Return a picture with its captions, small: in the corner that is free in each of its positions, else below."""
    style, picture = place.theme.styles["small"], block.picture
    width = strip.height / picture.ratio
    each, left = width / len(block.captions), (place.width - width) / 2
    room = each if len(block.captions) > 1 else place.width
    made = [text_strips((Run(one),), replace(style, above=0), room, element.child("Caption")) for one in block.captions]
    wide = [natural(escape(one), style) for one in block.captions]
    inside = bool(picture.captions) and len(made) > 1 and _has_room(picture, max(wide), style, width)
    # A picture has light at its foot, and a line above its letters.
    close = style.size * CLOSE
    low = 0.0 if inside else max(map(height_of, made)) - close
    starts = [_start(picture, each, one) if inside else max(0.0, (each - one) / 2) for one in wide]

    def draw(canvas: Any, x: float, top: float) -> None:
        strip.draw(canvas, x, top)
        for at, (lines, start) in enumerate(zip(made, starts, strict=True)):
            for placed in stacked(lines):
                under = 0 if inside else strip.height - close
                placed.strip.draw(canvas, x + max(0.0, left + at * each + start), top - under - placed.top)

    return replace(strip, height=strip.height + low, draw=draw)


def _has_room(picture: Picture, wide: float, style: Style, width: float) -> bool:
    """Return whether a caption so wide fits into the corner of a picture of a width; a line has light above."""
    if picture.captions is None:
        return False
    _, room, high = picture.captions
    scale = width / picture.width
    return wide - OVER <= room * scale and style.size * TALL <= high * scale


def _start(picture: Picture, each: float, wide: float) -> float:
    """Return where a caption begins in a position so wide: at its left, or with its end at its right."""
    if picture.captions is None:
        return EDGE
    side, room, _ = picture.captions
    edge = min(EDGE, room * each * 2 / picture.width - wide)
    return edge if side == "left" else each - wide - edge


def figures_below(blocks: Sequence[Figure], place: Place) -> Strips:
    """Return pictures below each other, those without a name low."""
    low = LOW if place.theme.aside > least_aside(place.theme) else LOWEST
    made = [figure(one, place, 0 if one.captions else low) for one in blocks]
    return [strip for at, strips in enumerate(made) for strip in spaced(strips, 4 * min(at, 1))]


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
