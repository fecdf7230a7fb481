"""What bears or holds a body: floor, wall, chair, bed, worktop, step, rail, bike, pedals."""

from __future__ import annotations

from typing import Final

from planner.drawing.outlines import around
from planner.drawing.pen import INK, PAPER, Pen, lying, upright
from planner.drawing.props import Bed, BedAbove, BedOblique, Bike, Chair, Floor, Pedals, Rail, Step, Wall, Worktop
from planner.drawing.skeleton import Skeleton, Space, along, direction

# How high things are beside a person of 103: a seat and the edge of a bed, a mattress to lie on, a worktop, a step.
SEAT: Final = 21.0
MATTRESS: Final = 20.0
WORKTOP: Final = 53.0
STEP: Final = 13.0


def floor(pen: Pen, prop: Floor, _: Skeleton) -> None:
    """Draw the floor."""
    low, high = prop.span
    pen.line([(low, -0.9), (high, -0.9)], 1.8)


def wall(pen: Pen, prop: Wall, _: Skeleton) -> None:
    """Draw a wall, hatched on the side that nobody sees."""
    x, side = prop.x, prop.side
    pen.lines([[(x + side * 1.2, y), (x + side * 6.5, y + 6)] for y in range(4, 100, 9)], 1.3)
    pen.line([(x + side * 1.2, 0), (x + side * 1.2, 104)], 2.4)


def chair(pen: Pen, prop: Chair, bones: Skeleton) -> None:
    """Draw a firm chair from the side; the person in it faces right."""
    x = prop.x
    pen.line([(x + 1, 0), (x - 1.5, 52)], 2.8)
    pen.line([(x + 28.5, 0), (x + 28.5, SEAT - 1.6)], 2.8)
    seat(pen, prop, bones)


def seat(pen: Pen, prop: Chair, _: Skeleton) -> None:
    """Draw the seat of a chair."""
    pen.line([(prop.x, SEAT - 1.8), (prop.x + 30, SEAT - 1.8)], 3.6)


def worktop(pen: Pen, prop: Worktop, _: Skeleton) -> None:
    """Draw a kitchen worktop with its cupboard."""
    x, high = prop.x, WORKTOP
    pen.line([(x + 2, 0), (x + 2, high - 4), (x + 22, high - 4), (x + 22, 0)], 1.6, fill=PAPER)
    pen.line([(x + 17, high - 9), (x + 17, high - 17)], 1.6)
    pen.line([(x, high - 2), (x + 24, high - 2)], 4.0)


def bed(pen: Pen, prop: Bed, _: Skeleton) -> None:
    """Draw a bed from the side: head end, mattress, foot end."""
    (first, last), top = prop.span, MATTRESS
    low, high = min(first, last), max(first, last)
    pen.line([(low, top - 11), (high, top - 11)], 2.4)
    pen.block(((low + 1.5, top - 9), (high - 1.5, top - 0.8)), 3.2, 1.6)
    pen.line([(first, 0), (first, top + 18)], 3.2)
    pen.line([(last, 0), (last, top + prop.foot)], 3.2)


def mattress(pen: Pen, prop: Bed, _: Skeleton) -> None:
    """Draw the upper side of a bed."""
    low, high = sorted(prop.span)
    pen.line([(low + 4, MATTRESS - 0.8), (high - 4, MATTRESS - 0.8)], 1.6)


def bed_above(pen: Pen, prop: BedAbove, _: Skeleton) -> None:
    """Draw a bed seen from above, with a thick head end."""
    (left, low), (_right, high) = prop.corners
    level = lying if prop.flat else upright
    pen.block(prop.corners, 5, 1.8, level)
    pen.line([level((left - 2.6, low + 2)), level((left - 2.6, high - 2))], 3.4)


def bed_oblique(pen: Pen, prop: BedOblique, _: Skeleton) -> None:
    """Draw a bed seen from its side and from above: legs, the mattress and its side, a thick head end."""
    (left, low), (right, high) = prop.corners

    def at(x: float, y: float, above: float = 0.0) -> Space:
        return (x, y, prop.top + above - pen.rise(x))

    pen.lines([[at(x, low, -9), at(x, low, -15)] for x in (left + 3, right - 3)], 3.2)
    pen.line([at(left, low), at(left, low, -10), at(right, low, -10), at(right, low)], 1.8, fill=PAPER)
    pen.block(prop.corners, 4, 1.8, lambda place: at(*place))
    pen.line([at(right + 2.4, low, -15), at(right + 2.4, high, 7)], 3.6)


def step(pen: Pen, prop: Step, _: Skeleton) -> None:
    """Draw the two lowest steps of a stair."""
    x, edge, far = prop.x, prop.x + prop.deep, prop.to
    first, second = STEP - 0.9, 2 * STEP - 0.9
    stair = [(x, 0), (x, first), (edge, first), (edge, second), (far, second)]
    pen.line([*stair, (far, 0)], 2.0, fill=PAPER)
    pen.line(stair, 2.8)


def rail(pen: Pen, prop: Rail, _: Skeleton) -> None:
    """Draw a hand rail on its posts."""
    one, two = prop.start, prop.to
    pen.line([one, two], 3.2)
    for x, low in prop.posts:
        share = (x - one[0]) / (two[0] - one[0])
        pen.line([(x, low), (x, one[1] + (two[1] - one[1]) * share)], 2.0)


def bike(pen: Pen, prop: Bike, _: Skeleton) -> None:
    """Draw an exercise bike: a case with a wheel that stands on the floor, a seat and a bar to hold."""
    (x, y), saddle, bar = prop.crank, prop.seat, prop.bar
    wheel = (x + 19, 17.5)
    pen.line([(saddle[0] - 6, 2.2), (x + 32, 2.2)], 2.6)
    for foot in (saddle[0] - 5, x + 31):
        pen.line([(foot, 2.2), (foot, 0.4)], 3.6)
    pen.line([(x, y), (saddle[0], saddle[1] - 2)], 2.8)
    pen.line([wheel, (bar[0] + 1, bar[1]), (bar[0] - 6, bar[1] - 1)], 2.8)
    case = [(pen.at((x, y)), 9 * pen.scale), (pen.at(wheel), 14 * pen.scale)]
    pen.path(around(case), PAPER, INK, 2.4)
    pen.line([(saddle[0] - 8, saddle[1] - 1), (saddle[0] + 5, saddle[1] - 1.4)], 4.4)


def pedals(pen: Pen, prop: Pedals, bones: Skeleton) -> None:
    """Draw cranks from their axle to the balls of both feet, on a stand where there is one."""
    axle = prop.crank
    if prop.stand:
        pen.line([(axle[0] - 9, 1), axle, (axle[0] + 9, 1)], 2.0, fill=PAPER)
        pen.line([(axle[0] - 13, 0.8), (axle[0] + 13, 0.8)], 3.0)
    for side in prop.sides:
        ball, sole = bones.joints[f"{side}-ball"], bones.angles[f"{side}-sole"]
        way, under = direction(sole), along(ball, direction(sole - 90), 3.2)
        pen.edged([axle, under], 2.4)
        pen.edged([along(under, way, -5), along(under, way, 5)], 2.6)
    pen.disc(axle, 2.6, INK)
