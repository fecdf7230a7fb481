"""Pictures as strips, alone or beside the blocks that they belong to."""

from __future__ import annotations

from typing import Any

from planner.document.model import Figure, Heading, Illustrated
from planner.files.svg import ratio
from planner.formats.pdf import pictures
from planner.formats.pdf.blocks.place import Flow, Place
from planner.formats.pdf.layout.linebreak import escape
from planner.formats.pdf.layout.strips import Draw, Strip, Strips, beside, height_of, together
from planner.formats.pdf.write.objects import text_string
from planner.formats.pdf.write.tags import Element


def figure(block: Figure, place: Place) -> Strips:
    """Return a picture."""
    width = min(place.theme.picture, place.width)
    height = width * ratio(block.picture)
    outer = place.inside("Figure", Alt=text_string(escape(block.alt)))
    return [Strip(height, _pictured(block.picture, width, outer.element), above=place.theme.gap)]


def _pictured(picture: str, width: float, element: Element) -> Draw:
    def draw(canvas: Any, x: float, top: float) -> None:
        height = width * ratio(picture)
        canvas.box(element, (x, top - height, x + width, top))
        canvas.begin(element)
        pictures.draw(canvas, picture, x, top, width)
        canvas.end()

    return draw


def illustrated(block: Illustrated, place: Place, flow: Flow) -> Strips:
    """Return blocks with their picture on the left: one strip, so that nothing parts them."""
    outer = place.inside("Sect")
    if block.figure is None:
        return together(flow(block.blocks, outer))
    head = block.blocks[:1] if block.blocks and isinstance(block.blocks[0], Heading) else ()
    indent = place.theme.picture + 14
    right = flow(head, outer.narrowed(place.width - indent))
    left = figure(block.figure, outer.narrowed(place.theme.picture))
    right += flow(block.blocks[len(head) :], outer.narrowed(place.width - indent))
    above = place.theme.gap * 2
    if height_of(right) > place.body_height:
        return left + right
    return [beside([(0, left), (indent, right)], above)]
