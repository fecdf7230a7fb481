"""The skeleton of a pose: x goes forward, y up, z towards the right side of the body."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from planner.drawing.figures import Arm, Leg, Lengths, Pose, Sketch
from planner.drawing.props import Point
from planner.errors import ContentError

Space = tuple[float, float, float]
Bones = tuple[dict[str, Space], dict[str, float]]


class Skeleton(NamedTuple):
    """The joints of one pose, by name, and the angles of its bones."""

    joints: dict[str, Space]
    angles: dict[str, float]
    back: list[Space]


class Stance(NamedTuple):
    """A pose that says all: where the hip is, the back from there up, the head, legs and arms of both sides."""

    hip: Point
    back: tuple[float, ...]
    head: float
    legs: tuple[Leg, Leg]
    arms: tuple[Arm, Arm]


def direction(angle: float, aside: float = 0.0) -> Space:
    """Return the way of a bone: its angle in the plane of the body's middle, and how far it leaves that plane."""
    flat = math.cos(math.radians(aside))
    x, y = math.cos(math.radians(angle)) * flat, math.sin(math.radians(angle)) * flat
    return (x, y, math.sin(math.radians(aside)))


def along(start: Space, way: Space, length: float) -> Space:
    """Return the point at a distance from another."""
    return (start[0] + way[0] * length, start[1] + way[1] * length, start[2] + way[2] * length)


def between(points: Sequence[Space], share: float) -> Space:
    """Return a place on a line of equal bones, as a share of its length."""
    place = share * (len(points) - 1)
    at = min(int(place), len(points) - 2)
    one, two = points[at], points[at + 1]
    return along(one, (two[0] - one[0], two[1] - one[1], two[2] - one[2]), place - at)


def stance(picture: Sketch, name: str) -> Stance | None:
    """Return a pose with what it takes over from the start, or nothing where nobody is in the picture."""
    own, start = picture.pose(name), picture.start or Pose()
    hip, back = own.hip or start.hip, own.back or start.back
    near_leg, far_leg = own.near_leg or start.near_leg, own.far_leg or start.far_leg
    near_arm, far_arm = own.near_arm or start.near_arm, own.far_arm or start.far_arm
    if hip is None:
        return None
    if back is None or near_leg is None or far_leg is None or near_arm is None or far_arm is None:
        raise ContentError(f"'{name}' has a hip, and needs a back, two legs and two arms")
    head = own.head if own.head is not None else start.head
    return Stance(hip, back, back[-1] if head is None else head, (near_leg, far_leg), (near_arm, far_arm))


def skeleton(one: Stance, body: Lengths) -> Skeleton:
    """Return the joints of a pose."""
    back: list[Space] = [(*one.hip, 0.0)]
    for angle in one.back:
        back.append(along(back[-1], direction(angle), body.back / len(one.back)))
    angles = {"pelvis": one.back[0], "chest": one.back[-1], "head": one.head}
    joints = {"hip": back[0], "waist": between(back, 0.35), "shoulder": back[-1]}
    joints["head"] = along(back[-1], direction(one.head), body.neck)
    root = along(back[-1], direction(one.back[-1]), -body.shoulder_drop)
    for side, sign, leg, arm in zip(("near", "far"), (1, -1), one.legs, one.arms, strict=True):
        for limb in (
            _leg(leg, (*back[0][:2], sign * body.hips), sign, body),
            _arm(arm, (*root[:2], sign * body.shoulders), sign, body),
        ):
            joints |= {f"{side}-{name}": place for name, place in limb[0].items()}
            angles |= {f"{side}-{name}": angle for name, angle in limb[1].items()}
    return Skeleton(joints, angles, back)


def _leg(leg: Leg, hip: Space, sign: int, body: Lengths) -> Bones:
    """Return the joints and angles of a leg, by its angles or by the place of its foot."""
    out = [sign * angle for angle in leg.aside]
    thigh, shin = leg.angles or _bent(hip, _ankle(leg, hip, body), (body.thigh, body.shin), 1)
    knee = along(hip, direction(thigh, out[0]), body.thigh)
    ankle = along(knee, direction(shin, out[1]), body.shin)
    way = direction(leg.sole, out[2])
    down = _square(way, direction(shin, out[1]))
    ball = along(along(ankle, way, body.ball), down, body.ankle - body.toe)
    toes = leg.sole if leg.toes is None else leg.toes
    foot = {
        "heel": along(along(ankle, way, -body.heel_back), down, body.ankle - body.heel),
        "ball": ball,
        "toe": along(ball, direction(toes, out[2]), body.toes),
    }
    return {"hip": hip, "knee": knee, "ankle": ankle, **foot}, {
        "thigh": thigh,
        "shin": shin,
        "sole": leg.sole,
        "toes": toes,
    }


def _square(way: Space, bone: Space) -> Space:
    """Return the way that a sole looks: on from the shin, but square to the way of the toes."""
    common = sum(a * b for a, b in zip(way, bone, strict=True))
    x, y, z = along(bone, way, -common)
    length = math.hypot(x, y, z)
    if not length:
        raise ContentError("a sole cannot go on in the line of its shin")
    return (x / length, y / length, z / length)


def _ankle(leg: Leg, hip: Space, body: Lengths) -> Point:
    """Return where the ankle is if the heel or the ball rests on a place, or the heel of a straight leg on a height."""
    way, down = direction(leg.sole), direction(leg.sole - 90)
    part, back = (body.toe, -body.ball) if leg.ball else (body.heel, body.heel_back)
    place = leg.heel or leg.ball or (None if leg.straight is None else (0.0, leg.straight))
    if place is None:
        raise ContentError("a leg needs its 'angles', or what its 'heel' or 'ball' rests on, or 'straight'")
    fall = body.ankle - part
    x, y = place[0] + way[0] * back - down[0] * fall, place[1] + part + way[1] * back - down[1] * fall
    if leg.straight is not None:
        away = (body.thigh + body.shin) ** 2 - (hip[1] - y) ** 2
        if away < 0:
            raise ContentError(f"a straight leg does not reach a height of {leg.straight:g} from {hip[1]:g}")
        x = hip[0] - math.sqrt(away) if leg.behind else hip[0] + math.sqrt(away)
    return (x, y)


def _arm(arm: Arm, root: Space, sign: int, body: Lengths) -> Bones:
    """Return the joints and angles of an arm, by its angles or by the place of its wrist."""
    if arm.angles is None and arm.wrist is None:
        raise ContentError("an arm needs its 'angles' or the place of its 'wrist'")
    upper, fore = arm.angles or _bent(root, arm.wrist or root[:2], (body.upper, body.fore), -1)
    out, palm = [sign * angle for angle in arm.aside], fore if arm.palm is None else arm.palm
    elbow = along(root, direction(upper, out[0]), body.upper)
    wrist = along(elbow, direction(fore, out[1]), body.fore)
    hand = along(wrist, direction(palm, out[1]), body.hand)
    joints = {"shoulder": root, "elbow": elbow, "wrist": wrist, "hand": hand}
    return joints, {"upper": upper, "fore": fore, "palm": palm}


def _bent(start: Space, end: Point, bones: tuple[float, float], turn: int) -> tuple[float, float]:
    """Return the angles of two bones from one point to another; `turn` is +1 for a knee and -1 for an elbow."""
    (first, second), dx, dy = bones, end[0] - start[0], end[1] - start[1]
    reach = math.hypot(dx, dy)
    if not abs(first - second) < reach <= first + second + 0.05:
        said = f"({end[0]:g}, {end[1]:g}) is {reach:.2f} away; bones of {first:g} and {second:g} cannot reach it"
        raise ContentError(said)
    straight = math.degrees(math.atan2(dy, dx))
    reach = min(reach, first + second)
    at_start = math.degrees(math.acos((first**2 + reach**2 - second**2) / (2 * first * reach)))
    at_end = math.degrees(math.acos((second**2 + reach**2 - first**2) / (2 * second * reach)))
    return straight + turn * at_start, straight - turn * at_end


def rounded(steps: list[Space]) -> list[Space]:
    """Return points with their corners drawn in, the first and the last where they are."""
    for _ in range(2):
        halves = [between([one, two], 0.5) for one, two in pairwise(steps)]
        steps = [steps[0], *(between([one, two], 0.5) for one, two in pairwise(halves)), steps[-1]]
    return steps
