"""Framed boxes as strips: how heavy the frame is says how much hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Figure, Note, Paragraph, Run, Text
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.figures import figure, on_ground
from planner.formats.pdf.blocks.illustrated import Beside, around
from planner.formats.pdf.blocks.place import Flow, Place
from planner.formats.pdf.blocks.signs import draw_sign
from planner.formats.pdf.blocks.text import LineEnd, sign_room, text_strips, titled, with_aside, written_after
from planner.formats.pdf.layout.linebreak import escape, lines_of, natural
from planner.formats.pdf.layout.strips import Draw, Strip, Strips, beside, height_of, moved, spaced, stacked, together
from planner.formats.pdf.theme import ACCENT, ALARM, CARD, HAIR, HEAVIEST, HEAVY, INK, MM, QUIET, TINT, Style


class Frame(Struct, frozen=True):
    """The look of a note: the colour and weight of its border, its ground, its sign, the level of its title."""

    border: str
    weight: float
    level: int
    sign: str = ""
    ground: str | None = None
    title: str = ACCENT


FRAMES: Final[dict[str, Frame]] = {
    "emergency": Frame(ALARM, HEAVIEST, 2, "telephone", title=ALARM),
    "call": Frame(INK, HEAVY, 2, "telephone", title=INK),
    "cramp": Frame(ACCENT, QUIET, 2, ground=TINT),
    "limits": Frame(INK, HEAVY, 2),
    "stop": Frame(INK, HEAVY, 3, "warning", title=INK),
    "together": Frame(ACCENT, QUIET, 3, title=INK),
    "clinic": Frame(ACCENT, CARD, 3, title=INK),
    "now": Frame(ALARM, 1.5 * HEAVIEST, 2, "telephone", title=ALARM),
    # What can wait for some days is not red: red is for what cannot.
    "soon": Frame(INK, HEAVIEST, 2, "telephone", title=INK),
    "check": Frame(INK, HEAVIEST, 2, "ask", title=INK),
}
# The space between a frame and its words at both sides, and the same where letters are large.
SIDE, SIDE_IN_LARGE = 10.0, 8.0
# A picture takes this share of a box, and at most this of what two pictures take beside steps.
PICTURED, WIDEST, WIDEST_IN_LARGE = 0.3, 0.54, 0.5
# The least size of the one number to call, as a share of what it has where it fits on a line.
LEAST_NOW: Final = 0.6


def note(block: Note, place: Place, flow: Flow) -> Strips:
    """Return a box with a title and its blocks, which is never parted where a page can hold it."""
    return _FORMS.get(block.kind, _boxed)(block, place, flow)


def _boxed(block: Note, place: Place, flow: Flow) -> Strips:
    frame = FRAMES[block.kind]
    side, least = (SIDE, 2.0) if place.theme.columns > 1 else (SIDE_IN_LARGE, 1.0)
    inner = replace(place.inside("Sect").narrowed(place.width - 2 * side), signal=frame.border)
    strips = _inside(block, frame, inner, flow)
    over = frame.weight + max(least, place.theme.padding * 0.55 - 2.0 + least)
    framed = _framed(strips, frame, place, (side, over))
    if block.kind == "together" and place.theme.columns == 1 and len(framed) == 1:
        # A box of what all medicines change may go over to the next page in large print, where it takes most of one.
        framed = [replace(framed[0], divide=partial(_divided, strips, frame, place, (side, over)))]
    return spaced(framed, place.theme.gap)


def _divided(
    strips: Strips, frame: Frame, place: Place, pads: tuple[float, float], room: float
) -> tuple[Strip, Strip] | None:
    """Return a box in two, of which the first is at most so high: between two of its points."""
    for count in range(len(strips) - 1, 0, -1):
        if strips[count - 1].keep or strips[count].again:
            continue
        first, rest = _framed(strips[:count], frame, place, pads), _framed(strips[count:], frame, place, pads)
        if len(first) == len(rest) == 1 and first[0].height <= room:
            return first[0], rest[0]
    return None


def _inside(block: Note, frame: Frame, place: Place, flow: Flow) -> Strips:
    """Return what stands in a box: its picture at the left, or in large print beside its title."""
    if block.figure is None:
        return [*_title(block, frame, place), *_body(block, frame, place, flow)]
    widest = place.theme.picture * WIDEST
    picture = on_ground(block.figure, frame.ground)
    if place.theme.columns == 1:
        return _around(block, picture, frame, place, flow)
    wide = min(place.width * PICTURED, widest)
    indent = wide + place.theme.gutter
    right = _title(block, frame, place.narrowed(place.width - indent))
    left = figure(picture, place.narrowed(wide))
    right += _body(block, frame, place.narrowed(place.width - indent), flow)
    return [beside([(0, left), (indent, right)], middle=True)]


def _around(block: Note, picture: Figure, frame: Frame, place: Place, flow: Flow) -> Strips:
    """Return a box with its picture at the right of its title and its first steps, as large letters need the width."""
    wide = place.theme.picture * WIDEST_IN_LARGE
    title = _title(block, frame, place.narrowed(place.width - wide - place.theme.gutter))
    shown = Beside(figure(picture, place.narrowed(wide)), wide, right=True)
    inner = replace(place, level=min(frame.level, place.level + 1))
    return [*around(shown, title, block.blocks, inner, flow), *_tail(block.tail, frame, place)]


def _title(block: Note, frame: Frame, place: Place) -> Strips:
    level = min(frame.level, place.level + 1)
    size = frame.level if place.theme.columns > 1 else level
    style = replace(place.theme.styles[f"heading-{size}"], colour=frame.title, above=0)
    strips = titled(block.title, style, level, place, sign=frame.sign) if block.title.strip() else []
    if not strips or not block.aside:
        return strips
    aside = LineEnd(block.aside, place.element)
    return with_aside(strips, (Run(block.title),), sign_room(frame.sign, style), aside, style, place)


def _body(block: Note, frame: Frame, place: Place, flow: Flow) -> Strips:
    inner = replace(place, level=min(frame.level, place.level + 1))
    return [*spaced(flow(block.blocks, inner), place.theme.gap * 0.1), *_tail(block.tail, frame, place)]


def _tail(tail: Text, frame: Frame, place: Place) -> Strips:
    """Return the last line of a box, in strong letters under a hairline."""
    if not tail:
        return []
    style = replace(place.style, strong=True, above=place.theme.gap * 0.5 + 1)
    strips = text_strips(tail, style, place.width, place.element.child("P"), place.letters)
    first = strips[0]

    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.rule(canvas, x, top, place.width, HAIR, frame.border)
        first.draw(canvas, x, top - 1.5)

    return [replace(first, height=first.height + 1.5, draw=draw), *strips[1:]]


def _framed(strips: Strips, frame: Frame, place: Place, pads: tuple[float, float]) -> Strips:
    """Return strips in a frame as one, or as many as there are where a page cannot hold them together.

    The frame stands away from them by the first of `pads` at the sides, and by the second above and below.
    """
    if not strips:
        return []
    pad, over = pads
    height = height_of(strips) + 2 * over
    if height > place.body_height:
        return _over_pages(moved(strips, pad), frame, place.width, over)

    def drawn(full: float) -> Draw:
        def draw(canvas: Any, x: float, top: float) -> None:
            shapes.frame(canvas, (x, top, place.width, full), frame.weight, frame.border, frame.ground)
            for placed in stacked(strips):
                placed.strip.draw(canvas, x + pad, top - over - placed.top)

        return draw

    return [Strip(height, drawn(height), grown=drawn)]


def _over_pages(strips: Strips, frame: Frame, width: float, pad: float) -> Strips:
    """Return strips between two pillars, without gaps, with a line above the first and below the last."""
    last = len(strips) - 1
    return [
        _between(strip, frame, width, (pad if at == 0 else strip.above), pad * (at == last), (at == 0, at == last))
        for at, strip in enumerate(strips)
    ]


def _between(strip: Strip, frame: Frame, width: float, over: float, under: float, ends: tuple[bool, bool]) -> Strip:
    height = strip.height + over + under

    def draw(canvas: Any, x: float, top: float) -> None:
        if frame.ground:
            shapes.fill(canvas, x, top, width, height, frame.ground)
        for edge in (x + frame.weight / 2, x + width - frame.weight / 2):
            shapes.pillar(canvas, edge, top, height, frame.weight, frame.border)
        for edge, is_end in zip((top - frame.weight / 2, top - height + frame.weight / 2), ends, strict=True):
            if is_end:
                shapes.rule(canvas, x, edge, width, frame.weight, frame.border)
        strip.draw(canvas, x, top - over)

    return replace(strip, height=height, draw=draw, above=0, divide=None, grown=None)


def _action(block: Note, place: Place, flow: Flow) -> Strips:
    """Return the one thing to do, such as the number to call, as large as a line has room for, beside its sign."""
    frame = FRAMES[block.kind]
    pad = max(place.theme.padding * 1.5, 14)
    side = min(place.width * 0.17, 30 * MM)
    width = place.width - 2 * pad - side - pad
    inner = replace(place.inside("Sect").narrowed(width), body="below-now", signal=frame.border)
    style = replace(_largest(block.title, place.theme.styles["now"], width), colour=frame.title)
    right = titled(block.title, style, min(2, place.level + 1), inner) if block.title.strip() else []
    right += _body(block, frame, inner, flow)
    words = beside([(side + pad, right)])

    def draw(canvas: Any, x: float, top: float) -> None:
        draw_sign(canvas, frame.sign, x, top - (words.height - side) / 2, side)
        words.draw(canvas, x, top)

    return spaced(_framed([replace(words, draw=draw)], frame, place, (pad, pad * 0.75)), place.theme.gap)


def _largest(title: str, style: Style, width: float) -> Style:
    """Return the style in which a title fits on a line, but not smaller than it may be."""
    wide = natural(escape(title), style) or 1
    return replace(style, size=round(style.size * max(LEAST_NOW, min(1, (width - 1) / wide)), 1))


def _unread(block: Note, place: Place, flow: Flow) -> Strips:
    """Return a box without a frame: its title opens the line of its first sentence, behind a sign."""
    style = replace(place.style, above=0)
    side = style.size * 1.3
    outer = place.inside("Sect").narrowed(place.width - side - 6)
    first, *rest = block.blocks or (Paragraph(()),)
    if not isinstance(first, Paragraph):
        first, rest = Paragraph(()), list(block.blocks)
    level = min(3, place.level + 1) if block.title.strip() else 0
    strips = _run_in(block.title, first, level, outer)
    if not strips:
        return []
    begin = strips[0].draw

    def draw(canvas: Any, x: float, top: float) -> None:
        if level:
            canvas.heading(" ".join(escape(block.title).split()), level - 1, top)
        draw_sign(canvas, "warning", x - side - 6, top - (style.line - side) / 2, side, ALARM)
        begin(canvas, x, top)

    strips = [replace(strips[0], draw=draw), *strips[1:], *flow(rest, outer)]
    return spaced(together(moved(strips, side + 6)), place.theme.gap * 0.7)


def _run_in(title: str, first: Paragraph, level: int, place: Place) -> Strips:
    """Return a title and a paragraph in the same lines, each with its own element."""
    style = replace(place.style, above=0)
    head = place.element.child(f"H{level}") if level else place.element
    body = place.element.child("P") if first.text else head
    left = len(lines_of((Run(title, strong=True),), style, 1e6)[0]) if level else 0
    strips = []
    for line in lines_of((Run(title + " ", strong=True), *first.text), style, place.width, place.letters):
        strips.append(Strip(style.line, written_after(line, min(left, len(line)), style, head, body)))
        left -= min(left, len(line))
    return strips


_FORMS: Final[dict[str, Callable[[Note, Place, Flow], Strips]]] = {
    "now": _action,
    "soon": _action,
    "check": _action,
    "unread": _unread,
}
