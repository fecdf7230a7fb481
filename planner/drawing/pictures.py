"""The files of all pictures: both positions side by side, and the hold alone with the way there."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

from msgspec import to_builtins

from planner.content.decode import convert
from planner.drawing import portions, supports, things
from planner.drawing import props as known
from planner.drawing.arrows import arrow
from planner.drawing.body import person
from planner.drawing.figures import FILE, Sketch, Sketches
from planner.drawing.outlines import number
from planner.drawing.pen import INK, Pen
from planner.drawing.props import Point, Thing
from planner.drawing.skeleton import Skeleton, skeleton, stance
from planner.errors import ContentError
from planner.files.svg import MAY_YIELD

# The room of a position alone, and of one of two.
ALONE: Final = (160.0, 120.0)
HALF: Final = (120.0, 120.0)
MARGIN: Final = 3.0
NOBODY: Final = Skeleton({}, {}, [])

Name = Literal["start", "hold"]
_Draw = Callable[[Pen, Any, Skeleton], None]

_DRAWN: Final[dict[type[known.Prop], _Draw]] = {
    known.Floor: supports.floor,
    known.Wall: supports.wall,
    known.Chair: supports.chair,
    known.Worktop: supports.worktop,
    known.Bed: supports.bed,
    known.BedAbove: supports.bed_above,
    known.BedOblique: supports.bed_oblique,
    known.Step: supports.step,
    known.Rail: supports.rail,
    known.Bike: supports.bike,
    known.Pedals: supports.pedals,
    known.Pillow: things.pillow,
    known.Wedge: things.wedge,
    known.WedgeOblique: things.wedge_oblique,
    known.Towel: things.towel,
    known.Cover: things.cover,
    known.Chest: things.box,
    known.Lamp: things.lamp,
    known.Notebook: things.notebook,
    known.Moon: things.moon,
    known.Portion: portions.portion,
}
# What is drawn once more over the white edge of whoever rests on it, and what lies round a hand or a foot.
_RIMS: Final[dict[type[known.Prop], _Draw]] = {
    known.Floor: supports.floor,
    known.Chair: supports.seat,
    known.Bed: supports.mattress,
}
_WORN: Final = (known.Towel, known.Pedals)


def draw(figures: Sketches) -> dict[str, str]:
    """Return every picture by the name of its file, or raise ContentError where one cannot be drawn."""
    made: dict[str, str] = {}
    for name, picture in figures.pictures.items():
        try:
            hold = _file(picture, figures, ["hold"], ALONE)
            both = _file(picture, figures, ["start", "hold"], HALF) if picture.start else ""
        except ContentError as error:
            raise ContentError(f"{FILE}: the picture '{name}': {error}") from error
        made[f"{name}-hold.svg" if both else f"{name}.svg"] = hold
        made |= {f"{name}.svg": both} if both else {}
    return made


def _file(picture: Sketch, figures: Sketches, names: Sequence[Name], room: Point) -> str:
    """Return a file of one position, or of both side by side and as large as each other."""
    pen, (wide, high) = _fitted(picture, figures, names, room)
    groups = []
    for at, name in enumerate(names):
        one = Pen(pen.scale, pen.left + at * wide, pen.top, pen.pitch, pen.mirror, pen.raised)
        _frame(one, name, picture, figures, alone=len(names) == 1)
        groups.append((name, one.shapes))
    return _svg((len(names) * wide, high), groups, picture)


def _fitted(picture: Sketch, figures: Sketches, names: Sequence[Name], room: Point) -> tuple[Pen, Point]:
    """Return the pen that puts positions into their room, as large as they may be, and how much of it they need.

    Two positions take the whole width, so that cards have their pictures below each other.
    """
    trial = Pen(pitch=picture.pitch, mirror=picture.mirror, raised=picture.raised)
    for name in names:
        _frame(trial, name, picture, figures, alone=len(names) == 1)
    left, top, right, low = trial.box
    if not (left < right and top < low):
        raise ContentError("nothing is drawn in it")
    scale = min((room[0] - 2 * MARGIN) / (right - left), (room[1] - 2 * MARGIN) / (low - top), figures.largest)
    needed = math.ceil(scale * (right - left) + 2 * MARGIN)
    wide = room[0] if len(names) > 1 else float(needed)
    x, y = (wide - scale * (left + right)) / 2, MARGIN - scale * top
    return replace(trial, scale=scale, left=x, top=y, shapes=[]), (wide, math.ceil(scale * (low - top) + 2 * MARGIN))


def _frame(pen: Pen, name: Name, picture: Sketch, figures: Sketches, *, alone: bool) -> None:
    """Draw one position with what belongs to it."""
    held = stance(picture, name)
    bones = skeleton(held, figures.body) if held else NOBODY
    around = tuple(_changed(prop, picture.pose(name).props) for prop in picture.props)
    _layer(pen, around, "behind", bones)
    if held:
        _body(pen, name, picture, figures, bones, around, alone=alone)
        for prop in around:
            if type(prop) in _RIMS and prop.rim and not prop.gone:
                _RIMS[type(prop)](pen, prop, bones)
    _layer(pen, around, "front", bones)
    for one in picture.arrows:
        if name == one.shown_in or (alone and one.alone):
            arrow(pen, one)


def _changed(prop: Thing, changes: dict[str, dict[str, Any]]) -> Thing:
    """Return a thing as it is in one pose."""
    kind = str(type(prop).__struct_config__.tag)
    key = prop.id or kind
    if key not in changes:
        return prop
    problems, made = convert({**to_builtins(prop), **changes[key], "kind": kind}, Thing)
    if problems:
        where, said = problems[0]
        raise ContentError(f"{key}: {'.'.join(map(str, where))}: {said}")
    changed: Thing = made
    return changed


def _body(
    pen: Pen,
    name: Name,
    picture: Sketch,
    figures: Sketches,
    bones: Skeleton,
    around: Iterable[Thing],
    *,
    alone: bool,
) -> None:
    """Draw the person, over the outline of where it comes from where the hold stands alone."""
    ghost = picture.ghost if alone else None
    other = stance(picture, ghost.pose) if ghost else None
    if ghost and other:
        was = skeleton(other, figures.body)
        person(pen, was, ghost.parts, figures.flesh, picture, outline=True)
    for part in picture.order:
        person(pen, bones, [part], figures.flesh, picture, outline=name == "start")
        _layer(pen, around, f"after-{part}", bones)


def _layer(pen: Pen, around: Iterable[Thing], layer: str, bones: Skeleton) -> None:
    for prop in around:
        if prop.layer == layer and not prop.gone:
            if bones is NOBODY and isinstance(prop, _WORN):
                raise ContentError("a towel and pedals need somebody who holds or turns them")
            _DRAWN[type(prop)](pen, prop, bones)


def _svg(size: Point, groups: Sequence[tuple[str, list[tuple[str, str]]]], picture: Sketch) -> str:
    """Return a file of groups."""
    box = f'viewBox="0 0 {number(size[0])} {number(size[1])}"'
    style = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {box} {style}{_stated(picture)}{_room(groups, picture)}>']
    for name, shapes in groups:
        lines += [f'<g id="{name}" stroke="{INK}">', *_alike(shapes), "</g>"]
    return "\n".join([*lines, "</svg>", ""])


def _stated(picture: Sketch) -> str:
    """Return what a picture shows, as its file says it: `planner check` compares that with the stretch."""
    ways = dict.fromkeys(one.direction for one in picture.arrows)
    said: dict[str, Iterable[str]] = {"position": [picture.position or ""], "support": picture.support}
    said |= {"side": [picture.side or ""], "direction": ways}
    said |= {MAY_YIELD: ["true" if picture.may_yield else ""]}
    return "".join(f' data-{name}="{" ".join(words)}"' for name, words in said.items() if any(words))


def _room(groups: Sequence[object], picture: Sketch) -> str:
    """Return the corner in which the name of each position may stand, of a picture that has both."""
    if picture.captions is None or len(groups) == 1:
        return ""
    corner, width, height = picture.captions
    return f' data-captions="{corner} {width:g} {height:g}"'


def _alike(shapes: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield shapes in order; how those look that follow each other and look alike is said once."""
    for look, run in itertools.groupby(shapes, key=lambda shape: shape[1]):
        paths = [d for d, _ in run]
        if len(paths) == 1:
            yield f'<path d="{paths[0]}"{look}/>'
        else:
            yield from (f"<g{look}>", *(f'<path d="{d}"/>' for d in paths), "</g>")
