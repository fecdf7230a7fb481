"""Arrows: along a line, to and fro, or round."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from planner.drawing.figures import Arrow
from planner.drawing.outlines import around, tube, turn, written
from planner.drawing.pen import EDGE, INK, PAPER, Pen
from planner.drawing.props import Point

# Half the thickness of an arrow, and the length of its head.
SHAFT: Final = 1.9
HEAD: Final = 9.0


def arrow(pen: Pen, one: Arrow) -> None:
    """Draw an arrow along its places, with a head at its end, and at its start where it goes to and fro."""
    if one.round:
        _round(pen, *one.round)
    if one.path:
        _along(pen, [pen.at(place) for place in one.path], both=one.both)


def _along(pen: Pen, points: Sequence[Point], *, both: bool) -> None:
    fine, size = _sampled(points), HEAD * pen.scale
    ends = [fine, fine[::-1]] if both else [fine]
    cut = [_cut(line, size * 0.7) for line in ends]
    shaft = cut[0] if len(cut) == 1 else _cut(cut[0][::-1], size * 0.7)[::-1]
    kept = [shaft[len(shaft) * part // 4] for part in range(4)] if len(points) > 2 else [shaft[0]]
    thick = [(point, SHAFT * pen.scale) for point in (*kept, shaft[-1])]
    parts = [(tube if len(points) > 2 else around)(thick), *(_head(line, size) for line in ends)]
    pen.path(" ".join(parts), INK, PAPER, 2 * EDGE, below=True)
    for point in fine:
        pen.seen(point, size * 0.6)


def _round(pen: Pen, across: float, above: float, radius: float) -> None:
    """Draw an arrow that goes round with the clock."""
    centre, far, size = pen.at((across, above)), radius * pen.scale, HEAD * pen.scale

    def place(angle: float) -> Point:
        return (centre[0] + far * math.cos(angle), centre[1] + far * math.sin(angle))

    first, last = math.radians(160), math.radians(450)
    end = last - size * 0.8 / far
    shaft = f"M{written(place(first))}{turn(centre, far, first, end - first)}"
    head = _head([place(end), place(last)], size)
    pen.path(head, PAPER, PAPER, 2 * EDGE)
    pen.path(shaft, "", PAPER, 2 * SHAFT + 2 * EDGE)
    pen.path(shaft, "", INK, 2 * SHAFT)
    pen.path(head, INK)
    for quarter in range(4):
        pen.seen(place(quarter * math.pi / 2), size * 0.6)


def _sampled(points: Sequence[Point]) -> list[Point]:
    """Return many points along a smooth line through a few."""
    run = [points[0], *points, points[-1]]
    found = []
    for a, b, c, d in zip(run, run[1:], run[2:], run[3:], strict=False):
        for part in range(12):
            x, y = (_catmull(a[axis], b[axis], c[axis], d[axis], part / 12) for axis in (0, 1))
            found.append((x, y))
    return [*found, points[-1]]


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))


def _cut(line: Sequence[Point], length: float) -> list[Point]:
    """Return a line without its last part."""
    end = line[-1]
    return [point for point in line if math.dist(point, end) > length] or [line[0]]


def _head(line: Sequence[Point], size: float) -> str:
    """Return the triangle at the end of a line."""
    tip, base = line[-1], _cut(line, size)[-1]
    way = math.atan2(tip[1] - base[1], tip[0] - base[0])
    foot = (tip[0] - size * math.cos(way), tip[1] - size * math.sin(way))
    half = size * 0.62
    left = (foot[0] - half * math.sin(way), foot[1] + half * math.cos(way))
    right = (foot[0] + half * math.sin(way), foot[1] - half * math.cos(way))
    return around([(tip, 0.2), (left, 0.2), (right, 0.2)])
