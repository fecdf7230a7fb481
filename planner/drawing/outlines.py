"""Outlines as paths of SVG: smooth lines, bands round circles, tubes; in whole steps of a fine grid."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from planner.drawing.props import Point

# Steps a unit: whole numbers are short, and a step is a tenth of a millimetre in print.
GRID: Final = 3
# The widest arc that one curve draws well.
WIDEST: Final = 0.7 * math.pi
# How many ways round a limb are tried for what is outermost.
FINE: Final = 180

Circle = tuple[Point, float]


def number(value: float) -> str:
    """Return a length as it is written: whole steps of the grid."""
    # The grain decides what lies between two steps, so that the last bit of a machine's cosine cannot.
    return str(math.floor(value * GRID + 0.5 + 1e-6))


def written(point: Point) -> str:
    """Return a point as it stands in a path."""
    return f"{number(point[0])},{number(point[1])}"


def shorter(d: str) -> str:
    """Return a path whose points are counted from where each step begins: small numbers are short."""
    here = begin = (0, 0)
    found = ""
    for letter, numbers in re.findall(r"([MLCZ])([^MLCZ]*)", d):
        places = [(int(x), int(y)) for x, y in re.findall(r"(-?\d+),(-?\d+)", numbers)]
        moves = []
        for at, place in enumerate(places, 1):
            moves.append(f"{place[0] - here[0]} {place[1] - here[1]}")
            here = place if letter != "C" or at % 3 == 0 else here
        found += letter.lower() + " ".join(moves).replace(" -", "-")
        begin = places[0] if letter == "M" else begin
        here = begin if letter == "Z" else here
    return found


def smooth(points: Sequence[Point], *, closed: bool = False) -> str:
    """Return a path of curves through points (Catmull and Rom)."""
    run = [points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]]
    steps = []
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(run, run[1:], run[2:], run[3:], strict=False):
        first, second = (bx + (cx - ax) / 6, by + (cy - ay) / 6), (cx - (dx - bx) / 6, cy - (dy - by) / 6)
        steps.append(f"{written(first)} {written(second)} {written((cx, cy))}")
    return f"M{written(points[0])}C{' '.join(steps)}{'Z' if closed else ''}"


def turn(centre: Point, radius: float, start: float, sweep: float) -> str:
    """Return curves round a centre, in radians; the path stands at their start already."""
    parts = max(1, math.ceil(abs(sweep) / WIDEST - 1e-6))
    step, steps = sweep / parts, []
    handle = 4 / 3 * math.tan(step / 4) * radius
    for part in range(parts):
        a, b = start + part * step, start + (part + 1) * step
        p0 = (centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a))
        p3 = (centre[0] + radius * math.cos(b), centre[1] + radius * math.sin(b))
        p1 = (p0[0] - handle * math.sin(a), p0[1] + handle * math.cos(a))
        p2 = (p3[0] + handle * math.sin(b), p3[1] - handle * math.cos(b))
        steps.append(f"{written(p1)} {written(p2)} {written(p3)}")
    return "C" + " ".join(steps)


def around(circles: Sequence[Circle]) -> str:
    """Return the outline of a band that is pulled tight round circles."""

    def outer(angle: float) -> int:
        x, y = math.cos(angle), math.sin(angle)
        return max(range(len(circles)), key=lambda at: circles[at][0][0] * x + circles[at][0][1] * y + circles[at][1])

    # No limb lies just so that two circles are equally far out at one of these ways.
    grid = [0.0123 + 2 * math.pi * part / FINE for part in range(FINE + 1)]
    changes = [_change(outer, one, two) for one, two in pairwise(grid) if outer(one) != outer(two)]
    if not changes:
        (x, y), radius = circles[outer(0)]
        return f"M{written((x + radius, y))}{turn((x, y), radius, 0, 2 * math.pi)}Z"
    found = []
    for start, end in pairwise([*changes, changes[0] + 2 * math.pi]):
        (x, y), radius = circles[outer((start + end) / 2)]
        first = written((x + radius * math.cos(start), y + radius * math.sin(start)))
        found.append(f"{first}{turn((x, y), radius, start, end - start)}")
    return f"M{'L'.join(found)}Z"


def _change(outer: Callable[[float], int], low: float, high: float) -> float:
    """Return the angle between two at which the band goes from one circle to the next."""
    first = outer(low)
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if outer(middle) == first else (low, middle)
    return low


def tube(points: Sequence[Circle]) -> str:
    """Return the outline of a line that bends gently, as thick at each point as it says."""
    sides: list[list[Point]] = [[], []]
    ways = []
    for at, ((x, y), radius) in enumerate(points):
        (ax, ay), (bx, by) = points[max(0, at - 1)][0], points[min(len(points) - 1, at + 1)][0]
        ways.append(math.atan2(by - ay, bx - ax))
        for side, sign in zip(sides, (1, -1), strict=True):
            side.append((x - sign * radius * math.sin(ways[-1]), y + sign * radius * math.cos(ways[-1])))
    (first, low), (last, high) = points[0], points[-1]
    right, left = smooth(sides[1]), smooth(sides[0][::-1]).partition("C")[2]
    over = turn(last, high, ways[-1] - math.pi / 2, math.pi)
    under = turn(first, low, ways[0] + math.pi / 2, math.pi)
    return f"{right}{over}C{left}{under}Z"
