"""Framed boxes as strips."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Note, Run
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.place import Flow, Place
from planner.formats.pdf.blocks.text import text_strips
from planner.formats.pdf.layout.strips import Strip, Strips, height_of, loosely, moved, spaced, together
from planner.formats.pdf.theme import ACCENT, ALARM, INK, TINT


class Frame(Struct, frozen=True):
    """The look of a note: the colour and weight of its border, its ground, its sign, the style of its title."""

    border: str
    weight: float
    ground: str | None
    sign: Callable[[Any, float, float, float], None]
    title: str
    bar: float = 0
    text: str = "dense"


FRAMES: Final[dict[str, Frame]] = {
    "emergency": Frame(ALARM, 1.8, None, shapes.warning_sign, "alarm-title"),
    "message": Frame(ACCENT, 0.8, TINT, shapes.arrow_sign, "note-title", bar=5, text="body"),
    "check": Frame(ACCENT, 1.2, None, shapes.look_sign, "note-title"),
    "caution": Frame(INK, 1.2, None, shapes.care_sign, "note-title"),
}


def note(block: Note, place: Place, flow: Flow) -> Strips:
    """Return a framed box with a sign, a title and its blocks."""
    frame = FRAMES[block.kind]
    pad = place.theme.padding
    inner = replace(place.inside("Sect", place.width - 2 * pad - frame.bar - 2), text=frame.text)
    title = _note_title(block.title, frame, inner)
    strips = title + spaced(flow(block.blocks, inner), place.theme.gap * 0.5)
    if not strips:
        return []
    strips = _stretched(strips, place.least - 1.6 * pad)
    lined = _framed(moved(strips, pad + frame.bar), frame, place.width, pad * 0.8)
    alone = block.kind == "emergency" and (place.theme.columns > 1 or place.theme.whole > 0)
    whole = alone or height_of(lined) <= place.body_height * place.theme.whole
    return spaced(together(lined) if whole else loosely(lined), max(6, place.theme.gap * 1.8))


def _stretched(strips: Strips, least: float) -> Strips:
    """Return strips of at least that height."""
    missing = least - height_of(strips)
    return [*strips[:-1], replace(strips[-1], height=strips[-1].height + missing)] if missing > 0 else strips


def _note_title(title: str, frame: Frame, place: Place) -> Strips:
    if not title:
        return []
    style = place.theme.styles[frame.title]
    side = style.size * 1.15
    words = moved(text_strips((Run(title),), style, place.width - side - 8, place.element.child("P")), side + 8)
    first = words[0]

    def draw(canvas: Any, x: float, top: float) -> None:
        frame.sign(canvas, x, top - (style.line - side) / 2, side)
        first.draw(canvas, x, top)

    return [replace(strip, keep=True) for strip in [replace(first, draw=draw), *words[1:]]]


def _framed(strips: Strips, frame: Frame, width: float, pad: float) -> Strips:
    """Return the strips on the note's ground, without gaps, with a border that may go over to a next page."""
    last = len(strips) - 1
    return [
        _on_ground(strip, frame, width, pad if at == 0 else strip.above, pad if at == last else 0, at == 0, at == last)
        for at, strip in enumerate(strips)
    ]


def _on_ground(strip: Strip, frame: Frame, width: float, over: float, under: float, first: bool, last: bool) -> Strip:
    height = strip.height + over + under

    def draw(canvas: Any, x: float, top: float) -> None:
        if frame.ground:
            shapes.fill(canvas, x, top, width, height, frame.ground)
        shapes.pillar(canvas, x, top, height, frame.weight, frame.border)
        shapes.pillar(canvas, x + width, top, height, frame.weight, frame.border)
        if frame.bar:
            shapes.fill(canvas, x, top, frame.bar, height, frame.border)
        for edge in [top] * first + [top - height] * last:
            shapes.rule(canvas, x - frame.weight / 2, edge, width + frame.weight, frame.weight, frame.border)
        strip.draw(canvas, x, top - over)

    return replace(strip, height=height, draw=draw, above=0)
