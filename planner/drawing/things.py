"""What lies or stands beside a body, or in its hands: pillow, towel, cover, lamp, log, moon."""

from __future__ import annotations

import math
from typing import Final

from planner.drawing.pen import EDGE, INK, PAPER, SOFT, Pen, lying, upright
from planner.drawing.props import Chest, Cover, Lamp, Moon, Notebook, Pillow, Point, Towel, Wedge, WedgeOblique
from planner.drawing.skeleton import Skeleton, Space, along, direction

# How broad a folded towel is from the side, and how thick a line is drawn at its edge.
TOWEL: Final = 6.4
HEM: Final = 1.5
# How thick a pen is.
THICK: Final = 5.0


def pillow(pen: Pen, prop: Pillow, _: Skeleton) -> None:
    """Draw a pillow or a cushion: a soft block."""
    (x, y), (wide, high) = prop.at, prop.size
    level = lying if prop.flat else upright

    def place(across: float, above: float) -> Space:
        edge = along((x, y, 0), direction(prop.angle), across * wide / 2)
        return level(along(edge, direction(prop.angle + 90), above * high / 2)[:2])

    shares = ((-0.95, 0), (-0.9, 0.8), (-0.5, 0.98), (0.5, 0.98), (0.9, 0.8), (0.95, 0))
    ring = [place(*share) for share in shares] + [place(-a, -b) for a, b in shares[1:5]]
    pen.curve(ring, 1.7, INK, SOFT)


def wedge(pen: Pen, prop: Wedge, _: Skeleton) -> None:
    """Draw a wedge that raises the head end of a bed."""
    pen.line(prop.corners, 1.7, fill=SOFT)


def wedge_oblique(pen: Pen, prop: WedgeOblique, _: Skeleton) -> None:
    """Draw a wedge seen from its side and from above."""
    (left, low), (right, high) = prop.corners
    top = [(left, low, prop.top), (right, low, prop.top), (right, high, prop.top), (left, high, prop.top)]
    pen.line(top, 1.7, fill=PAPER)
    pen.line([*top[:2], (right, low, prop.top - pen.rise(right))], 1.7, fill=SOFT)


def towel(pen: Pen, prop: Towel, bones: Skeleton) -> None:
    """Draw a towel, as broad as it is folded: an end with stripes that hangs from the hand, the rest round the foot."""
    x, y = bones.joints[f"{prop.side}-hand"][:2]
    foot, sole = bones.joints[f"{prop.side}-{prop.round}"], bones.angles[f"{prop.side}-sole"]
    under = along(foot, direction(sole - 90), 4.6)
    over = along(along(foot, direction(sole - 90), 1.2), direction(sole), 5.4)
    pulled = [(x, y), over, under, along(under, direction(sole), -7)]
    end = ((x - 5, y - 16), (x + 3, y))
    pen.line(pulled, TOWEL + 2 * EDGE, PAPER)
    pen.line(pulled, TOWEL)
    pen.line(pulled, TOWEL - 2 * HEM, SOFT)
    pen.line([end[0], (end[0][0], end[1][1]), end[1], (end[1][0], end[0][1])], HEM, INK, SOFT)
    pen.lines([[(end[0][0], y - low), (end[1][0], y - low)] for low in (8, 12)], HEM)


def cover(pen: Pen, prop: Cover, _: Skeleton) -> None:
    """Draw a cover over the bed, from the chest to the foot end: a line that is thick as a blanket."""
    pen.curve(prop.over, 5.6)
    pen.curve(prop.over, 2.2, SOFT)


def box(pen: Pen, prop: Chest, _: Skeleton) -> None:
    """Draw a box or a table."""
    pen.block(prop.corners, prop.corner, 1.8)


def lamp(pen: Pen, prop: Lamp, _: Skeleton) -> None:
    """Draw a lamp that is lit."""
    (x, y), size = prop.at, prop.size

    def place(across: float, above: float) -> Point:
        return (x + across * size, y + above * size)

    pen.line([place(-5, 0.9), place(5, 0.9)], 2.6)
    pen.line([place(0, 1), place(0, 11)], 2.4)
    pen.line([place(-8, 10), place(-4, 20), place(4, 20), place(8, 10)], 2.2, fill=PAPER)
    for angle in (146, 118, 90, 62, 34):
        way = direction(angle)
        pen.line([place(13 * way[0], 14 + 11 * way[1]), place(18 * way[0], 14 + 16 * way[1])], 2.0)


def notebook(pen: Pen, prop: Notebook, _: Skeleton) -> None:
    """Draw a log with rows, the first of them filled in, and a pen."""
    (x, y), (wide, high) = prop.at, prop.size
    pen.block(((x, y), (x + wide, y + high)), 2.5, 2.0)
    for ring in range(prop.rings):
        left = x + wide * (ring + 0.5) / prop.rings
        pen.line([(left, y + high - 2.5), (left, y + high + 3.5)], 2.2)
    space = (high - 8) / prop.rows
    for row in range(prop.rows):
        level = y + high - 6 - space * (row + 1)
        pen.line([(x + 4, level), (x + wide - 4, level)], 1.3)
        if space > 12:
            _crescent(pen, (x + 10, level + space / 2), min(4.6, space * 0.36))
        for entry in prop.entries[row : row + 1]:
            _entry(pen, entry, (x + 20, level), (wide - 36, space))
    if prop.pen:
        _writing_pen(pen, *prop.pen)


def _entry(pen: Pen, entry: str, place: Point, room: Point) -> None:
    """Draw what is written in a row of the log: a tick for a calm night, or a few words."""
    (x, y), (wide, space) = place, room
    if entry == "tick":
        pen.line([(x + 2, y + space * 0.55), (x + 7, y + space * 0.3), (x + 16, y + space * 0.8)], 2.8)
    else:
        strokes = range(int(wide / 2.6))
        pen.line([(x + at * 2.6, y + space * (0.35 + 0.25 * (at % 2))) for at in strokes], 1.6)


def _writing_pen(pen: Pen, tip: Point, end: Point) -> None:
    """Draw a pen: a light barrel and a dark point."""
    way = math.degrees(math.atan2(end[1] - tip[1], end[0] - tip[0]))
    neck = along((*tip, 0), direction(way), THICK * 1.5)
    aside = direction(way + 90)
    pen.line([tip, end], THICK + 2 * EDGE, PAPER)
    pen.line([tip, along(neck, aside, THICK / 2), along(neck, aside, -THICK / 2)], 1.0, fill=INK)
    pen.line([neck, end], THICK)
    pen.line([along(neck, direction(way), 1.5), end], THICK - 2.6, SOFT)


def _crescent(pen: Pen, place: Point, radius: float) -> None:
    pen.disc(place, radius, INK)
    pen.disc((place[0] + radius * 0.5, place[1] + radius * 0.25), radius * 0.85, PAPER)


def moon(pen: Pen, prop: Moon, _: Skeleton) -> None:
    """Draw the moon: it is night."""
    _crescent(pen, prop.at, prop.size)
