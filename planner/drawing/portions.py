"""Household measures with what is in them: glass, mug, cup, pot, bowl, spoon, block, and hands that hold food."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

from planner.drawing.outlines import around
from planner.drawing.pen import EDGE, FAR, INK, NEAR, PAPER, SOFT, Pen
from planner.drawing.props import Measure, Point, Portion
from planner.drawing.skeleton import Skeleton

# How thick an outline is: these are drawn small on a sheet.
LINE: Final = 2.8

# A place beside the middle of the foot of what is drawn, as it lies in the picture.
_Place = Callable[[float, float], Point]


def portion(pen: Pen, prop: Portion, _: Skeleton) -> None:
    """Draw a measure, as often as it is taken, side by side."""
    draw, apart = _DRAWN[prop.of]
    for number in range(prop.times):
        left = prop.at[0] + apart * (number - (prop.times - 1) / 2)

        def place(x: float, y: float, left: float = left) -> Point:
            return (left + x * prop.size, prop.at[1] + y * prop.size)

        draw(pen, place, prop.filled)


def _vessel(pen: Pen, place: _Place, foot: float, rim: float, high: float, filled: float) -> None:
    """Draw a vessel that is open above, with what is in it up to a share of its height."""
    level = filled * high
    wide = foot + (rim - foot) * filled
    inside = [place(-wide, level), place(-foot, 0), place(foot, 0), place(wide, level)]
    if filled:
        pen.line(inside, LINE * 0.7, INK, SOFT)
    pen.line([place(-rim, high), place(-foot, 0), place(foot, 0), place(rim, high)], LINE)


def _glass(pen: Pen, place: _Place, filled: float) -> None:
    _vessel(pen, place, 9, 13, 38, filled)


def _handled(pen: Pen, place: _Place, high: float) -> None:
    """Draw the handle of a cup or mug."""
    pen.curve([place(14, high * 0.8), place(23, high * 0.74), place(23, high * 0.34), place(14, high * 0.26)], LINE)


def _mug(pen: Pen, place: _Place, filled: float) -> None:
    _handled(pen, place, 32)
    _vessel(pen, place, 13, 14, 32, filled)
    for x in (-5, 5):
        pen.curve([place(x, 36), place(x - 2.5, 40), place(x + 2.5, 44), place(x, 48)], LINE * 0.8)


def _cup(pen: Pen, place: _Place, filled: float) -> None:
    """Draw a cup to measure with, with a mark at each quarter."""
    _handled(pen, place, 28)
    _vessel(pen, place, 13, 15, 28, filled)
    for quarter in (0.25, 0.5, 0.75):
        pen.line([place(-14, 28 * quarter), place(-7, 28 * quarter)], LINE * 0.7)


def _pot(pen: Pen, place: _Place, _: float) -> None:
    """Draw a pot of yogurt with its lid."""
    pen.line([place(-11, 0), place(11, 0), place(14.5, 28), place(-14.5, 28)], LINE, INK, PAPER)
    pen.line([place(-12.4, 9), place(12.4, 9), place(13.7, 20), place(-13.7, 20)], LINE * 0.6, INK, SOFT)
    pen.line([place(-17, 30), place(21, 30)], LINE * 1.5)


def _bowl(pen: Pen, place: _Place, _: float) -> None:
    """Draw a bowl with what heaps in it."""
    for across, low, ground in ((19, 9, SOFT), (22, -20, PAPER)):
        ways = [math.pi * part / 24 for part in range(25)]
        pen.line([place(across * math.cos(way), 20 + low * math.sin(way)) for way in ways], LINE, INK, ground)
    pen.line([place(-24, 20), place(24, 20)], LINE)


def _spoon(pen: Pen, place: _Place, _: float) -> None:
    """Draw a spoon from above, full."""
    pen.line([place(0, 0), place(0, 22)], LINE * 1.3)
    for radius, colour in ((8.4, INK), (5.8, FAR)):
        ends = [(place(0, 25), radius - 2.0), (place(0, 34), radius)]
        _band(pen, ends, colour)


def _band(pen: Pen, ends: Sequence[tuple[Point, float]], colour: str) -> None:
    """Draw a solid band round circles."""
    circles = [(pen.at(place), radius * pen.scale) for place, radius in ends]
    for place, radius in circles:
        pen.seen(place, radius)
    pen.path(around(circles), colour)


def _finger(pen: Pen, ends: Sequence[Point], width: float) -> None:
    """Draw a solid finger, or a hand from the side, with a white edge."""
    pen.curve(ends, width + 2 * EDGE, PAPER)
    pen.curve(ends, width, NEAR)


def _handful(pen: Pen, place: _Place, filled: float) -> None:
    """Draw a cupped hand from the side with small pieces in it: a heap of them, or few."""
    heap = [(-3.0, 11.0), (8.0, 10.0), (2.5, 20.0), (14.0, 18.0), (8.0, 28.0)]
    few = math.ceil(filled * len(heap))
    for x, y in heap[:few]:
        pen.disc(place(x, y), 6.6, INK)
        pen.disc(place(x, y), 4.2, PAPER)
    _finger(pen, [place(-30, 9), place(-16, 3), place(2, 0), place(16, 3), place(23, 13)], 8.5)
    _finger(pen, [place(-19, 6), place(-13, 13), place(-11, 20)], 6)


def _palm(pen: Pen, place: _Place, _: float) -> None:
    """Draw an open hand with a piece as large as its palm."""
    for foot, tip in (((-10, 20), (-13, 38)), ((-3.5, 22), (-4.5, 44)), ((3.5, 22), (4.5, 43)), ((10, 20), (13, 36))):
        pen.line([place(*foot), place(*tip)], 6.2, NEAR)
    pen.line([place(9, 6), place(21, 20)], 6.6, NEAR)
    _band(pen, [(place(-6, 3), 7), (place(6, 3), 7), (place(-7, 18), 6.5), (place(7, 18), 6.5)], NEAR)
    pen.curve([place(-9, 8), place(-4, 16), place(6, 17), place(10, 10), place(5, 2), place(-5, 1)], LINE, PAPER, SOFT)


# How each measure is drawn, and how far apart several stand.
_DRAWN: Final[dict[Measure, tuple[Callable[[Pen, _Place, float], None], float]]] = {
    "glass": (_glass, 32),
    "mug": (_mug, 42),
    "cup": (_cup, 44),
    "pot": (_pot, 40),
    "bowl": (_bowl, 52),
    "spoon": (_spoon, 20),
    "handful": (_handful, 58),
    "palm": (_palm, 48),
}
