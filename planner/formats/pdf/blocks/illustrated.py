"""Blocks with their pictures as strips: beside all of them, or in large print beside the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from planner.document.model import Block, BulletList, Figure, Heading, Illustrated
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.figures import BETWEEN, HIGHEST, LARGE, figure
from planner.formats.pdf.blocks.lists import each_point
from planner.formats.pdf.blocks.place import Flow, Place
from planner.formats.pdf.layout.strips import Strip, Strips, beside, height_of, spaced, together
from planner.formats.pdf.theme import HAIR, LINE, MM


def illustrated(block: Illustrated, place: Place, flow: Flow) -> Strips:
    """Return blocks with their pictures on the left, under a hairline: one strip, so that nothing parts them."""
    outer = place.inside("Sect")
    if not block.figures:
        return together(flow(block.blocks, outer))
    wide = place.theme.picture if place.theme.columns > 1 or len(block.figures) == 1 else place.theme.picture / 2
    highest = block.height * MM
    wide = highest * LARGE if highest else wide
    indent = wide + place.theme.gutter
    inner = outer.narrowed(place.width - indent)
    head = next((one for one in block.blocks[:1] if isinstance(one, Heading)), None)
    title = flow(block.blocks[:1] if head else (), inner)
    left = _figures(block.figures, outer.narrowed(wide), highest or place.theme.picture * HIGHEST)
    rest = block.blocks[1:] if head else block.blocks
    inner = replace(inner, level=head.level) if head else inner
    if place.theme.columns == 1 and not highest:
        strips = _round(left, title, [*_pieces(rest, inner, flow)], (indent, place.width))
    else:
        strips = [beside([(0, left), (indent, title + flow(rest, inner))], middle=True)]
    if height_of(strips) > place.body_height:
        return strips
    pad = place.theme.gap * 0.6 + 2
    return [_ruled(beside([(0, strips)], pad), place, pad)]


def _pieces(blocks: Sequence[Block], place: Place, flow: Flow) -> Iterator[Callable[[float], Strips]]:
    """Yield for each point of a list, and each other block, what sets it in a width."""
    for block in blocks:
        if isinstance(block, BulletList):
            yield from each_point(block, place)
        else:
            yield partial(_set, block, place, flow)


def _set(block: Block, place: Place, flow: Flow, width: float) -> Strips:
    return flow([block], place.narrowed(width))


def _round(
    left: Strips, title: Strips, pieces: Sequence[Callable[[float], Strips]], sides: tuple[float, float]
) -> Strips:
    """Return pictures with what stands at their right, and below them what has the whole width."""
    indent, width = sides
    right, low = [*title], height_of(left)
    at = 0
    # What would have less than half a line beside the pictures begins below them.
    while at < len(pieces) and (not right or height_of(right) + right[-1].height / 2 < low):
        right += pieces[at](width - indent)
        at += 1
    below = [strip for piece in pieces[at:] for strip in piece(width)]
    return [beside([(0, left), (indent, right)]), *below]


def _figures(figures: tuple[Figure, ...], place: Place, highest: float) -> Strips:
    """Return pictures side by side, or in large print below each other."""
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
