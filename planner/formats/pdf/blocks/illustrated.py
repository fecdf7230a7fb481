"""Blocks with their pictures as strips: beside all of them, or in large print beside the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Block, BulletList, Figure, Heading, Illustrated
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.figures import BETWEEN, HIGHEST, figure
from planner.formats.pdf.blocks.lists import each_point
from planner.formats.pdf.blocks.place import Flow, Place
from planner.formats.pdf.layout.strips import Strip, Strips, beside, height_of, spaced, together
from planner.formats.pdf.theme import HAIR, LINE, MM
from planner.formats.pdf.write.tags import Element

# A picture has so much room in width, as a multiple of its height.
ROOM: Final = 1.4


def illustrated(block: Illustrated, place: Place, flow: Flow) -> Strips:
    """Return blocks with their pictures on the left, under a hairline: one strip, so that nothing parts them."""
    outer = place.inside("Sect")
    if not block.figures:
        return together(flow(block.blocks, outer))
    wide = place.theme.picture if place.theme.columns > 1 or len(block.figures) == 1 else place.theme.picture / 2
    indent = wide + place.theme.gutter
    inner = outer.narrowed(place.width - indent)
    head = next((one for one in block.blocks[:1] if isinstance(one, Heading)), None)
    title = flow(block.blocks[:1] if head else (), inner)
    left = _figures(block.figures, outer.narrowed(wide))
    rest = block.blocks[1:] if head else block.blocks
    inner = replace(inner, level=head.level) if head else inner
    if place.theme.columns == 1:
        strips = around(Beside(left, wide), title, rest, replace(inner, width=place.width), flow)
    else:
        strips = [beside([(0, left), (indent, title + flow(rest, inner))], middle=True)]
    if height_of(strips) > place.body_height:
        return strips
    pad = place.theme.gap * 0.6 + (1.2 if place.theme.columns > 1 else 0.4)
    return [_ruled(beside([(0, strips)], pad), place, pad)]


class Beside(Struct, frozen=True):
    """Pictures with the width that they take beside other things, at their left or their right."""

    pictures: Strips
    width: float
    right: bool = False


def around(shown: Beside, title: Strips, blocks: Sequence[Block], place: Place, flow: Flow) -> Strips:
    """Return a title and blocks of which the first stand beside pictures, the others below in the whole width.

    As many stand beside them as make all of it lowest.
    """
    room = shown.width + place.theme.gutter
    trial = replace(place, element=Element("Trial"))
    beside_them, below_them = (
        [sum(strip.above + strip.height for strip in piece(width)) for piece in _pieces(blocks, trial, flow)]
        for width in (place.width - room, place.width)
    )
    low, above = height_of(shown.pictures), height_of(title) if title else 0

    def height(count: int) -> float:
        return max(low, above + sum(beside_them[:count])) + sum(below_them[count:])

    best = min(range(len(below_them), -1, -1), key=lambda count: round(height(count), 2))
    pieces = [*_pieces(blocks, place, flow)]
    first = [*title, *(strip for piece in pieces[:best] for strip in piece(place.width - room))]
    rest = [strip for piece in pieces[best:] for strip in piece(place.width)]
    left = (0.0, first) if shown.right else (room, first)
    columns = [left, (place.width - shown.width if shown.right else 0.0, shown.pictures)]
    return [replace(beside(columns), keep=bool(rest)), *rest]


def large_row(block: Illustrated, place: Place, flow: Flow) -> Strips:
    """Return blocks beside one picture of the height that they ask for, under a hairline: nothing parts them."""
    outer = place.inside("Sect")
    highest = block.height * MM
    wide = highest * ROOM
    inner = outer.narrowed(place.width - wide - place.theme.gutter)
    # The heading is read first, then the picture.
    head = next((one for one in block.blocks[:1] if isinstance(one, Heading)), None)
    right = flow(block.blocks[:1] if head else (), inner)
    left = [strip for one in block.figures for strip in figure(one, outer.narrowed(wide), highest)]
    right += flow(block.blocks[1:] if head else block.blocks, replace(inner, level=head.level) if head else inner)
    pad = place.theme.gap * 0.6 + 2
    row = beside([(0, left), (wide + place.theme.gutter, right)], pad, middle=True)
    return [_ruled(row, place, pad)]


def _pieces(blocks: Sequence[Block], place: Place, flow: Flow) -> Iterator[Callable[[float], Strips]]:
    """Yield for each point of a list, and each other block, what sets it in a width."""
    for block in blocks:
        if isinstance(block, BulletList):
            yield from each_point(block, place)
        else:
            yield partial(_set, block, place, flow)


def _set(block: Block, place: Place, flow: Flow, width: float) -> Strips:
    return flow([block], place.narrowed(width))


def _figures(figures: tuple[Figure, ...], place: Place) -> Strips:
    """Return pictures side by side, or in large print below each other."""
    highest = place.theme.picture * HIGHEST
    if len(figures) == 1 or place.theme.columns == 1:
        return [strip for one in figures for strip in spaced(figure(one, place, highest), BETWEEN)]
    each = (place.width - BETWEEN * (len(figures) - 1)) / len(figures)
    columns = [(at * (each + BETWEEN), figure(one, place.narrowed(each), highest)) for at, one in enumerate(figures)]
    return [beside(columns, middle=True)]


def _ruled(strip: Strip, place: Place, pad: float) -> Strip:
    """Return a strip under a hairline."""

    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.rule(canvas, x, top, place.width, HAIR, LINE)
        strip.draw(canvas, x, top - pad)

    return replace(strip, height=strip.height + pad, draw=draw)
