"""How the pictures of this folder were drawn, from figures.yaml; nothing at run time needs it: python draw.py."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

HERE: Final = Path(__file__).resolve().parent

# Ink for what is near, held or lined; a grey that a copier keeps for what is on the far side.
INK, NEAR, FAR, SOFT, PAPER = "#14181c", "#27313a", "#6a747c", "#dfe4e8", "#ffffff"
WIDEST: Final = 0.7 * math.pi  # the widest arc that one curve draws well
FINE: Final = 180  # how many ways round a limb are tried for what is outermost
LINE, EDGE = 1.7, 1.5  # an outline, and the white edge that keeps limbs apart
ALONE, HALF = (160.0, 120.0), (120.0, 120.0)
MARGIN: Final = 3.0
GRID: Final = 3  # steps a unit: whole numbers are short, and a step is a tenth of a millimetre in print
PARTS: Final = 4  # of a trunk, which bends in between
# How high things are beside a person of 103: a seat and the edge of a bed, a mattress to lie on, a worktop, a step.
SEAT, MATTRESS, WORKTOP, STEP = 21.0, 20.0, 53.0, 13.0

Point = tuple[float, float]
Space = tuple[float, float, float]
Figure = dict[str, Any]
Sizes = dict[str, float]
Bones = tuple[dict[str, Space], dict[str, float]]
Limb = list[tuple[Space, float]]


# ---- the skeleton: x forward, y up, z towards the right side of the body


def direction(angle: float, aside: float = 0.0) -> Space:
    """Return the way of a bone: its angle in the plane of the body's middle, and how far it leaves that plane."""
    flat = math.cos(math.radians(aside))
    x, y = math.cos(math.radians(angle)) * flat, math.sin(math.radians(angle)) * flat
    return (x, y, math.sin(math.radians(aside)))


def along(start: Space, way: Space, length: float) -> Space:
    """Return the point at a distance from another."""
    return (start[0] + way[0] * length, start[1] + way[1] * length, start[2] + way[2] * length)


def bent(start: Space, end: Point, first: float, second: float, turn: int) -> tuple[float, float]:
    """Return the angles of two bones from one point to another; `turn` is +1 for a knee and -1 for an elbow."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    reach = math.hypot(dx, dy)
    if not abs(first - second) < reach <= first + second + 0.05:
        raise ValueError(f"({end[0]}, {end[1]}) is {reach:.2f} away; bones of {first} and {second} cannot reach it")
    straight = math.degrees(math.atan2(dy, dx))
    reach = min(reach, first + second)
    at_start = math.degrees(math.acos((first**2 + reach**2 - second**2) / (2 * first * reach)))
    at_end = math.degrees(math.acos((second**2 + reach**2 - first**2) / (2 * second * reach)))
    return straight + turn * at_start, straight - turn * at_end


@dataclass(frozen=True)
class Skeleton:
    """The joints of one pose, by name, and the angles of its bones."""

    joints: dict[str, Space]
    angles: dict[str, float]
    back: list[Space]


def posed(figure: Figure, name: str) -> Figure:
    """Return a pose; what one does not say is as at the start."""
    start, pose = figure.get("start", {}), figure[name]
    touch = {**start.get("touch", {}), **pose.get("touch", {})}
    return {**start, **pose, "touch": touch}


def skeleton(pose: Figure, body: Sizes) -> Skeleton:
    """Return the joints of a pose."""
    back: list[Space] = [(*pose["hip"], 0.0)]
    for angle in pose["back"]:
        back.append(along(back[-1], direction(angle), body["back"] / len(pose["back"])))
    pelvis, chest = float(pose["back"][0]), float(pose["back"][-1])
    angles = {"pelvis": pelvis, "chest": chest, "head": float(pose.get("head", chest))}
    joints = {"hip": back[0], "waist": between(back, 0.35), "shoulder": back[-1]}
    joints["head"] = along(back[-1], direction(angles["head"]), body["neck"])
    root = along(back[-1], direction(chest), -body["shoulder-drop"])
    for side, sign in (("near", 1), ("far", -1)):
        for limb in (
            leg_bones(pose[f"{side}-leg"], (*back[0][:2], sign * body["hips"]), sign, body),
            arm_bones(pose[f"{side}-arm"], (*root[:2], sign * body["shoulders"]), sign, body),
        ):
            joints |= {f"{side}-{name}": place for name, place in limb[0].items()}
            angles |= {f"{side}-{name}": angle for name, angle in limb[1].items()}
    return Skeleton(joints, angles, back)


def between(points: Sequence[Space], share: float) -> Space:
    """Return a place on a line of equal bones, as a share of its length."""
    place = share * (len(points) - 1)
    at = min(int(place), len(points) - 2)
    one, two = points[at], points[at + 1]
    return along(one, (two[0] - one[0], two[1] - one[1], two[2] - one[2]), place - at)


def leg_bones(leg: Figure, hip: Space, sign: int, body: Sizes) -> Bones:
    """Return the joints and angles of a leg, by its angles or by the place of its foot."""
    sole, out = float(leg["sole"]), [sign * angle for angle in leg.get("aside", (0, 0, 0))]
    if "angles" in leg:
        thigh, shin = leg["angles"]
    else:
        thigh, shin = bent(hip, ankle_of(leg, hip, body), body["thigh"], body["shin"], 1)
    knee = along(hip, direction(thigh, out[0]), body["thigh"])
    ankle = along(knee, direction(shin, out[1]), body["shin"])
    way = direction(sole, out[2])
    down = square(way, direction(shin, out[1]))
    ball = along(along(ankle, way, body["ball"]), down, body["ankle"] - body["toe"])
    foot = {
        "heel": along(along(ankle, way, -body["heel-back"]), down, body["ankle"] - body["heel"]),
        "ball": ball,
        "toe": along(ball, direction(leg.get("toes", sole), out[2]), body["toes"]),
    }
    angles = {"thigh": thigh, "shin": shin, "sole": sole, "toes": float(leg.get("toes", sole))}
    return {"hip": hip, "knee": knee, "ankle": ankle, **foot}, angles


def square(way: Space, bone: Space) -> Space:
    """Return the way that a sole looks: on from the shin, but square to the way of the toes."""
    common = sum(a * b for a, b in zip(way, bone, strict=True))
    x, y, z = along(bone, way, -common)
    length = math.hypot(x, y, z)
    return (x / length, y / length, z / length)


def ankle_of(leg: Figure, hip: Space, body: Sizes) -> Point:
    """Return where the ankle is if the heel or the ball rests on a place, or the heel of a straight leg on a height."""
    way, down = direction(leg["sole"]), direction(leg["sole"] - 90)
    part, back = ("toe", -body["ball"]) if "ball" in leg else ("heel", body["heel-back"])
    x, y = leg.get("heel") or leg.get("ball") or (0, leg["straight"])
    fall = body["ankle"] - body[part]
    x, y = x + way[0] * back - down[0] * fall, y + body[part] + way[1] * back - down[1] * fall
    if "straight" in leg:
        away = math.sqrt((body["thigh"] + body["shin"]) ** 2 - (hip[1] - y) ** 2)
        x = hip[0] - away if leg.get("behind") else hip[0] + away
    return (x, y)


def arm_bones(arm: Figure, root: Space, sign: int, body: Sizes) -> Bones:
    """Return the joints and angles of an arm, by its angles or by the place of its wrist."""
    if "angles" in arm:
        upper, fore = arm["angles"]
    else:
        upper, fore = bent(root, arm["wrist"], body["upper"], body["fore"], -1)
    out, palm = [sign * angle for angle in arm.get("aside", (0, 0))], arm.get("palm", fore)
    elbow = along(root, direction(upper, out[0]), body["upper"])
    wrist = along(elbow, direction(fore, out[1]), body["fore"])
    hand = along(wrist, direction(palm, out[1]), body["hand"])
    joints = {"shoulder": root, "elbow": elbow, "wrist": wrist, "hand": hand}
    return joints, {"upper": upper, "fore": fore, "palm": palm}


# ---- from the skeleton to shapes


@dataclass
class Pen:
    """Turns places of the body's world into places of the picture, and gathers what is drawn and its box."""

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0
    pitch: float = 0.0
    mirror: bool = False
    shapes: list[tuple[str, str]] = field(default_factory=list)
    box: tuple[float, float, float, float] = (math.inf, math.inf, -math.inf, -math.inf)

    def at(self, place: Sequence[float]) -> Point:
        """Return where a place is in the picture; with a pitch it is seen from higher up."""
        x, y, z = (*place, 0.0)[:3]
        lift = math.radians(self.pitch)
        up = y * math.cos(lift) - z * math.sin(lift)
        return (self.left + self.scale * (-x if self.mirror else x), self.top - self.scale * up)

    def seen(self, point: Point, radius: float = 0.0) -> None:
        """Widen the box of what is drawn."""
        (x, y), (left, top, right, low) = point, self.box
        self.box = (min(left, x - radius), min(top, y - radius), max(right, x + radius), max(low, y + radius))

    def path(self, d: str, fill: str = "", stroke: str = "", width: float = 0.0, below: bool = False) -> None:
        """Draw a path; its line may lie below its ground, so that nothing of it is seen inside."""
        line = f' stroke-width="{number(width * self.scale)}"' if stroke else ' stroke="none"'
        line = f' stroke="{stroke}"{line}' if stroke not in (INK, "") else line
        ground = f' fill="{fill}"' if fill else ""
        order = ' paint-order="stroke"' if below else ""
        self.shapes.append((shorter(d), f"{ground}{line}{order}"))

    def line(self, places: Iterable[Sequence[float]], width: float = 2.4, colour: str = INK, fill: str = "") -> None:
        """Draw a line from place to place, closed where it has a ground."""
        self.lines([places], width, colour, fill)

    def lines(
        self, every: Iterable[Iterable[Sequence[float]]], width: float, colour: str = INK, fill: str = ""
    ) -> None:
        """Draw lines that are alike."""
        d = ""
        for places in every:
            points = [self.at(place) for place in places]
            for point in points:
                self.seen(point, width * self.scale / 2)
            d += f"M{written(points[0])}L{' '.join(written(point) for point in points[1:])}{'Z' if fill else ''}"
        self.path(d, fill, colour, width)

    def edged(self, places: Sequence[Sequence[float]], width: float = 2.4, colour: str = INK) -> None:
        """Draw a line with a white edge, over what is there."""
        self.line(places, width + 2 * EDGE, PAPER)
        self.line(places, width, colour)

    def curve(self, places: Sequence[Sequence[float]], width: float, colour: str = INK, fill: str = "") -> None:
        """Draw a smooth line through places."""
        points = [self.at(place) for place in places]
        for point in points:
            self.seen(point, width * self.scale / 2)
        d = smooth(points, closed=bool(fill))
        self.path(d, fill, colour, width)

    def disc(self, place: Sequence[float], radius: float, fill: str, line: float = 0.0) -> None:
        """Draw a filled circle, with a line of ink where one is asked for."""
        point, size = self.at(place), radius * self.scale
        self.seen(point, size + line * self.scale / 2)
        self.path(around([(point, size)]), fill, INK if line else "", line)


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


def smooth(points: Sequence[Point], closed: bool = False) -> str:
    """Return a path of curves through points (Catmull and Rom)."""
    run = [points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]]
    steps = []
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(run, run[1:], run[2:], run[3:], strict=False):
        first, second = (bx + (cx - ax) / 6, by + (cy - ay) / 6), (cx - (dx - bx) / 6, cy - (dy - by) / 6)
        steps.append(f"{written(first)} {written(second)} {written((cx, cy))}")
    return f"M{written(points[0])}C{' '.join(steps)}{'Z' if closed else ''}"


def _turn(centre: Point, radius: float, start: float, sweep: float) -> str:
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


def around(circles: Sequence[tuple[Point, float]]) -> str:
    """Return the outline of a band that is pulled tight round circles."""

    def outer(angle: float) -> int:
        x, y = math.cos(angle), math.sin(angle)
        return max(range(len(circles)), key=lambda at: circles[at][0][0] * x + circles[at][0][1] * y + circles[at][1])

    # No limb lies just so that two circles are equally far out at one of these ways.
    grid = [0.0123 + 2 * math.pi * part / FINE for part in range(FINE + 1)]
    changes = [_change(outer, one, two) for one, two in itertools.pairwise(grid) if outer(one) != outer(two)]
    if not changes:
        (x, y), radius = circles[outer(0)]
        return f"M{written((x + radius, y))}{_turn((x, y), radius, 0, 2 * math.pi)}Z"
    found = []
    for start, end in itertools.pairwise([*changes, changes[0] + 2 * math.pi]):
        (x, y), radius = circles[outer((start + end) / 2)]
        first = written((x + radius * math.cos(start), y + radius * math.sin(start)))
        found.append(f"{first}{_turn((x, y), radius, start, end - start)}")
    return f"M{'L'.join(found)}Z"


def _change(outer: Callable[[float], int], low: float, high: float) -> float:
    """Return the angle between two at which the band goes from one circle to the next."""
    first = outer(low)
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if outer(middle) == first else (low, middle)
    return low


def tube(points: Sequence[tuple[Point, float]]) -> str:
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
    over = _turn(last, high, ways[-1] - math.pi / 2, math.pi)
    under = _turn(first, low, ways[0] + math.pi / 2, math.pi)
    return f"{right}{over}C{left}{under}Z"


def hull(pen: Pen, limb: Limb, grow: float) -> str:
    """Return the outline of a part of a limb, tight round its places; all are drawn the same way round."""
    points = [(pen.at(place), max(0.3, (radius + grow) * pen.scale)) for place, radius in limb]
    for point, radius in points:
        pen.seen(point, radius)
    if len(limb) > 4:
        return tube(points)
    return around(points)


def paint(pen: Pen, limbs: Sequence[Limb], look: str) -> None:
    """Draw limbs that are one shape: an outline, or a solid with a white edge."""
    outline = look == "outline"
    line, width, fill = (INK, LINE, PAPER) if outline else (PAPER, EDGE, look)
    d = " ".join(hull(pen, limb, -LINE if outline else 0) for limb in limbs)
    # What lies right behind the same on the near side is not seen.
    pen.shapes = [shape for shape in pen.shapes if shape[0] != shorter(d)]
    pen.path(d, fill, line, 2 * width, below=True)
    for limb in limbs:
        hull(pen, limb, 0 if outline else EDGE)


def leg(bones: Skeleton, side: str, flesh: Sizes) -> list[Limb]:
    """Return thigh, calf and foot."""
    hip, knee, ankle = (bones.joints[f"{side}-{name}"] for name in ("hip", "knee", "ankle"))
    heel, ball, toe = (bones.joints[f"{side}-{name}"] for name in ("heel", "ball", "toe"))
    behind = direction(bones.angles[f"{side}-shin"] - 90)
    calf = along(between([knee, ankle], 0.33), behind, 1.2)
    foot = [(ankle, flesh["ankle"]), (heel, flesh["heel"]), (ball, flesh["toe"])]
    return [
        [(hip, flesh["thigh"]), (knee, flesh["knee"])],
        [(knee, flesh["knee"]), (calf, flesh["calf"]), (ankle, flesh["ankle"])],
        *_on(foot, (toe, flesh["toe"]), bones.angles[f"{side}-sole"], bones.angles[f"{side}-toes"]),
    ]


def arm(bones: Skeleton, side: str, flesh: Sizes) -> list[Limb]:
    """Return upper arm, forearm and hand."""
    names = (("shoulder", "arm"), ("elbow", "elbow"), ("wrist", "wrist"))
    bent_arm = [(bones.joints[f"{side}-{joint}"], flesh[thick]) for joint, thick in names]
    hand, fore, palm = bones.joints[f"{side}-hand"], bones.angles[f"{side}-fore"], bones.angles[f"{side}-palm"]
    return [bent_arm[:2], *_on(bent_arm[1:], (hand, flesh["hand"]), fore, palm)]


def _on(limb: Limb, end: tuple[Space, float], before: float, after: float) -> list[Limb]:
    """Return a limb with its end: one shape where it goes straight on."""
    return [[*limb[:-1], end]] if before == after else [limb, [limb[-1], end]]


def trunk(bones: Skeleton, flesh: Sizes, wide: bool) -> list[Limb]:
    """Return the trunk: one tube from the side, more than one where its width is seen."""
    steps = _rounded([between(bones.back, share / PARTS) for share in range(PARTS + 1)])
    sizes = [_size(flesh, share / PARTS) for share in range(PARTS + 1)]
    if not wide:
        return [list(zip(steps, sizes, strict=True))]
    tubes = []
    for part in (-1.0, -0.5, 0.0, 0.5, 1.0):
        shifted = [(x, y, z + part * (5.0 + 3.6 * at / PARTS)) for at, (x, y, z) in enumerate(steps)]
        tubes.append([(place, 6.0 - 0.4 * at / PARTS) for at, place in enumerate(shifted)])
    return tubes


def _rounded(steps: list[Space]) -> list[Space]:
    """Return points with their corners drawn in, the first and the last where they are."""
    for _ in range(2):
        halves = [between([one, two], 0.5) for one, two in itertools.pairwise(steps)]
        steps = [steps[0], *(between([one, two], 0.5) for one, two in itertools.pairwise(halves)), steps[-1]]
    return steps


def _size(flesh: Sizes, share: float) -> float:
    """Return how thick the trunk is between the hip (0) and the shoulders (1)."""
    marks = ((0.0, flesh["hip"]), (0.4, flesh["waist"]), (0.75, flesh["chest"]), (1.0, flesh["shoulder"]))
    for (low, one), (high, two) in itertools.pairwise(marks):
        if share <= high:
            return one + (two - one) * (share - low) / (high - low)
    return flesh["shoulder"]


def head(bones: Skeleton, flesh: Sizes, nose: bool) -> list[Limb]:
    """Return neck and head, with a nose that tells which way the face looks."""
    middle = bones.joints["head"]
    face = direction(bones.angles["head"] - 90)
    up = direction(bones.angles["head"])
    low = along(middle, up, -0.4)
    return [
        [(bones.joints["shoulder"], flesh["neck"]), (middle, flesh["neck"])],
        [(middle, flesh["head"]), (along(middle, up, 1.2), flesh["head"])],
        *([[(along(low, face, 4.2), 3.4), (along(low, face, flesh["head"] - 0.8), 2.2)]] if nose else []),
    ]


def belly(bones: Skeleton) -> Limb:
    """Return the belly of a pregnant woman."""
    up = direction(bones.angles["pelvis"])
    place = along(between(bones.back, 0.25), direction(bones.angles["pelvis"] - 90), 6)
    return [(place, 8.6), (along(place, up, 3), 7.6)]


# ---- what the body rests on, holds and wears: each kind is one small function


def floor(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw the floor, over the white edge of the feet that stand on it."""
    low, high = prop["span"]
    pen.line([(low, -0.9), (high, -0.9)], 1.8)


def wall(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw a wall, hatched on the side that nobody sees."""
    x, side = prop["x"], prop.get("side", 1)
    pen.lines([[(x + side * 1.2, y), (x + side * 6.5, y + 6)] for y in range(4, 100, 9)], 1.3)
    pen.line([(x + side * 1.2, 0), (x + side * 1.2, 104)], 2.4)


def chair(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw a firm chair from the side; the person in it faces right."""
    x = prop["x"]
    pen.line([(x + 1, 0), (x - 1.5, 52)], 2.8)
    pen.line([(x + 28.5, 0), (x + 28.5, SEAT - 1.6)], 2.8)
    seat(pen, prop, _)


def seat(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw the seat of a chair, over the white edge of whoever sits on it."""
    pen.line([(prop["x"], SEAT - 1.8), (prop["x"] + 30, SEAT - 1.8)], 3.6)


def worktop(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw a kitchen worktop with its cupboard."""
    x, high = prop["x"], WORKTOP
    pen.line([(x + 2, 0), (x + 2, high - 4), (x + 22, high - 4), (x + 22, 0)], 1.6, fill=PAPER)
    pen.line([(x + 17, high - 9), (x + 17, high - 17)], 1.6)
    pen.line([(x, high - 2), (x + 24, high - 2)], 4.0)


def bed(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw a bed from the side: head end, mattress, foot end."""
    (first, last), top = prop["span"], MATTRESS
    low, high = min(first, last), max(first, last)
    pen.line([(low, top - 11), (high, top - 11)], 2.4)
    _block(pen, (low + 1.5, top - 9), (high - 1.5, top - 0.8), 3.2, 1.6)
    pen.line([(first, 0), (first, top + 18)], 3.2)
    pen.line([(last, 0), (last, top + prop.get("foot", 2))], 3.2)


def mattress(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw the upper side of a bed, over the white edge of whoever lies on it."""
    low, high = sorted(prop["span"])
    pen.line([(low + 4, MATTRESS - 0.8), (high - 4, MATTRESS - 0.8)], 1.6)


def bed_above(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw a bed seen from above, with a thick head end."""
    (left, low), (right, high) = prop["corners"]
    level = _flat if prop.get("flat") else _upright
    _block(pen, (left, low), (right, high), 5, 1.8, level)
    pen.line([level((left - 2.6, low + 2)), level((left - 2.6, high - 2))], 3.4)


def _upright(place: Point) -> Space:
    return (place[0], place[1], 0.0)


def _flat(place: Point) -> Space:
    """Return a place on the ground, for a body that is drawn in space and seen from above."""
    return (place[0], 0.0, -place[1])


def _block(
    pen: Pen, one: Point, two: Point, corner: float, width: float, level: Callable[[Point], Space] = _upright
) -> None:
    """Draw a rectangle with round corners, white inside."""
    (left, low), (right, high) = one, two
    steps = []
    for x, y, way in ((left, high, 0), (right, high, -90), (right, low, 180), (left, low, 90)):
        before, after = (along((x, y, 0), direction(way + back), corner) for back in (-90, 0))
        points = [pen.at(level(place[:2])) for place in (before, (x, y), (x, y), after)]
        steps.append(f"{written(points[0])}C{' '.join(map(written, points[1:]))}")
        pen.seen(points[1], width * pen.scale / 2)
    pen.path(f"M{'L'.join(steps)}Z", PAPER, INK, width)


def pillow(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw a pillow or a cushion: a soft block."""
    (x, y), (wide, high), angle = prop["at"], prop["size"], prop.get("angle", 0)
    level = _flat if prop.get("flat") else _upright

    def place(across: float, above: float) -> Space:
        edge = along((x, y, 0), direction(angle), across * wide / 2)
        return level(along(edge, direction(angle + 90), above * high / 2)[:2])

    shares = ((-0.95, 0), (-0.9, 0.8), (-0.5, 0.98), (0.5, 0.98), (0.9, 0.8), (0.95, 0))
    ring = [place(*share) for share in shares] + [place(-a, -b) for a, b in shares[1:5]]
    pen.curve(ring, 1.7, INK, SOFT)


def wedge(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw a wedge that raises the head end of a bed."""
    pen.line(prop["corners"], 1.7, fill=SOFT)


def towel(pen: Pen, prop: Figure, bones: Skeleton) -> None:
    """Draw a towel, as thin as it is when pulled: an end that hangs from the hand, and the rest round the foot."""
    side = prop.get("side", "near")
    x, y = bones.joints[f"{side}-hand"][:2]
    foot, sole = bones.joints[f"{side}-{prop['round']}"], bones.angles[f"{side}-sole"]
    under = along(foot, direction(sole - 90), 3.9)
    over = along(along(foot, direction(sole - 90), 1.2), direction(sole), 4.6)
    places = [(x - 5.5, y - 11), (x - 3.6, y - 3), (x, y), over, under, along(under, direction(sole), -6)]
    pen.edged(places, 5.2)
    pen.line(places, 2.0, SOFT)


def step(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw the two lowest steps of a stair."""
    x, edge, far = prop["x"], prop["x"] + prop["deep"], prop["to"]
    first, second = STEP - 0.9, 2 * STEP - 0.9
    stair = [(x, 0), (x, first), (edge, first), (edge, second), (far, second)]
    pen.line([*stair, (far, 0)], 2.0, fill=PAPER)
    pen.line(stair, 2.8)


def rail(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw a hand rail on its posts."""
    one, two = prop["from"], prop["to"]
    pen.line([one, two], 3.2)
    for x, low in prop["posts"]:
        share = (x - one[0]) / (two[0] - one[0])
        pen.line([(x, low), (x, one[1] + (two[1] - one[1]) * share)], 2.0)


def bike(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw an exercise bike: a case with a wheel that stands on the floor, a seat and a bar to hold."""
    (x, y), seat_at, bar = prop["crank"], prop["seat"], prop["bar"]
    wheel = (x + 19, 17.5)
    pen.line([(seat_at[0] - 6, 2.2), (x + 32, 2.2)], 2.6)
    for foot in (seat_at[0] - 5, x + 31):
        pen.line([(foot, 2.2), (foot, 0.4)], 3.6)
    pen.line([(x, y), (seat_at[0], seat_at[1] - 2)], 2.8)
    pen.line([wheel, (bar[0] + 1, bar[1]), (bar[0] - 6, bar[1] - 1)], 2.8)
    case = [(pen.at((x, y)), 9 * pen.scale), (pen.at(wheel), 14 * pen.scale)]
    pen.path(around(case), PAPER, INK, 2.4)
    pen.line([(seat_at[0] - 8, seat_at[1] - 1), (seat_at[0] + 5, seat_at[1] - 1.4)], 4.4)


def pedals(pen: Pen, prop: Figure, bones: Skeleton) -> None:
    """Draw cranks from their axle to the balls of both feet, on a stand where there is one."""
    axle = prop["crank"]
    if prop.get("stand"):
        pen.line([(axle[0] - 9, 1), axle, (axle[0] + 9, 1)], 2.0, fill=PAPER)
        pen.line([(axle[0] - 13, 0.8), (axle[0] + 13, 0.8)], 3.0)
    for side in prop.get("sides", ("far", "near")):
        ball, way = bones.joints[f"{side}-ball"], direction(bones.angles[f"{side}-sole"])
        under = along(ball, direction(bones.angles[f"{side}-sole"] - 90), 3.2)
        pen.edged([axle, under], 2.4)
        pen.edged([along(under, way, -5), along(under, way, 5)], 2.6)
    pen.disc(axle, 2.6, INK)


def cover(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw a cover over the bed, from the chest to the foot end: a line that is thick as a blanket."""
    pen.curve(prop["over"], 5.6, INK)
    pen.curve(prop["over"], 2.2, SOFT)


def box(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw a box or a table."""
    low, high = prop["corners"]
    _block(pen, low, high, prop.get("corner", 1.5), 1.8)


def lamp(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw a lamp that is lit."""
    (x, y), size = prop["at"], prop.get("size", 1.0)

    def place(across: float, above: float) -> Point:
        return (x + across * size, y + above * size)

    pen.line([place(-5, 0.9), place(5, 0.9)], 2.6)
    pen.line([place(0, 1), place(0, 11)], 2.4)
    pen.line([place(-8, 10), place(-4, 20), place(4, 20), place(8, 10)], 2.2, fill=PAPER)
    for angle in (146, 118, 90, 62, 34):
        way = direction(angle)
        pen.line([place(13 * way[0], 14 + 11 * way[1]), place(18 * way[0], 14 + 16 * way[1])], 2.0)


def notebook(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw a log with rows, the first of them filled in, and a pen."""
    (x, y), (wide, high), rows = prop["at"], prop["size"], prop["rows"]
    _block(pen, (x, y), (x + wide, y + high), 2.5, 2.0)
    for ring in range(prop.get("rings", 4)):
        left = x + wide * (ring + 0.5) / prop.get("rings", 4)
        pen.line([(left, y + high - 2.5), (left, y + high + 3.5)], 2.2)
    space = (high - 8) / rows
    for row in range(rows):
        level = y + high - 6 - space * (row + 1)
        pen.line([(x + 4, level), (x + wide - 4, level)], 1.3)
        if space > 12:
            _moon(pen, (x + 10, level + space / 2), min(4.6, space * 0.36))
        _entry(pen, prop, row, (x + 20, level), space)
    if "pen" in prop:
        tip, end = prop["pen"]
        _writing_pen(pen, tip, end, prop.get("thick", 5.0))


def _entry(pen: Pen, prop: Figure, row: int, place: Point, space: float) -> None:
    """Draw what is written in a row of the log: a tick for a calm night, or a few words."""
    (x, y), entry = place, dict(enumerate(prop.get("entries", ()))).get(row)
    if entry == "tick":
        pen.line([(x + 2, y + space * 0.55), (x + 7, y + space * 0.3), (x + 16, y + space * 0.8)], 2.8)
    elif entry == "words":
        places = range(int((prop["size"][0] - 36) / 2.6))
        pen.line([(x + at * 2.6, y + space * (0.35 + 0.25 * (at % 2))) for at in places], 1.6)


def _writing_pen(pen: Pen, tip: Point, end: Point, thick: float) -> None:
    """Draw a pen: a light barrel and a dark point."""
    way = math.degrees(math.atan2(end[1] - tip[1], end[0] - tip[0]))
    neck = along((*tip, 0), direction(way), thick * 1.5)
    aside = direction(way + 90)
    pen.line([tip, end], thick + 2 * EDGE, PAPER)
    pen.line([tip, along(neck, aside, thick / 2), along(neck, aside, -thick / 2)], 1.0, fill=INK)
    pen.line([neck, end], thick)
    pen.line([along(neck, direction(way), 1.5), end], thick - 2.6, SOFT)


def _moon(pen: Pen, place: Point, radius: float) -> None:
    """Draw a crescent."""
    pen.disc(place, radius, INK)
    pen.disc((place[0] + radius * 0.5, place[1] + radius * 0.25), radius * 0.85, PAPER)


def moon(pen: Pen, prop: Figure, _: Skeleton) -> None:
    """Draw the moon: it is night."""
    _moon(pen, prop["at"], prop["size"])


PROPS: Final[dict[str, Callable[[Pen, Figure, Skeleton], None]]] = {
    "floor": floor,
    "wall": wall,
    "chair": chair,
    "worktop": worktop,
    "bed": bed,
    "bed-above": bed_above,
    "pillow": pillow,
    "wedge": wedge,
    "towel": towel,
    "step": step,
    "rail": rail,
    "bike": bike,
    "pedals": pedals,
    "cover": cover,
    "box": box,
    "lamp": lamp,
    "notebook": notebook,
    "moon": moon,
}


# What is drawn once more over the white edge of whoever rests on it.
RIMS: Final[dict[str, Callable[[Pen, Figure, Skeleton], None]]] = {"floor": floor, "chair": seat, "bed": mattress}


# ---- arrows


SHAFT, HEAD = 1.5, 7.0  # half the thickness of an arrow, and the length of its head


def arrow(pen: Pen, one: Figure) -> None:
    """Draw an arrow along its places, with a head at its end, and at its start where it goes to and fro."""
    if "round" in one:
        x, y, radius = one["round"]
        round_arrow(pen, (x, y), radius)
        return
    points = [pen.at(place) for place in one["path"]]
    fine, size = _sampled(points), HEAD * pen.scale
    ends = [fine, fine[::-1]] if one.get("both") else [fine]
    cut = [_cut(line, size * 0.7) for line in ends]
    shaft = cut[0] if len(cut) == 1 else _cut(cut[0][::-1], size * 0.7)[::-1]
    kept = [shaft[len(shaft) * part // 4] for part in range(4)] if len(points) > 2 else [shaft[0]]
    thick = [(point, SHAFT * pen.scale) for point in (*kept, shaft[-1])]
    parts = [(tube if len(points) > 2 else around)(thick), *(_head(line, size) for line in ends)]
    pen.path(" ".join(parts), INK, PAPER, 2 * EDGE, below=True)
    for point in fine:
        pen.seen(point, size * 0.6)


def round_arrow(pen: Pen, middle: Point, radius: float) -> None:
    """Draw an arrow that goes round with the clock."""
    centre, far, size = pen.at(middle), radius * pen.scale, HEAD * pen.scale

    def place(angle: float) -> Point:
        return (centre[0] + far * math.cos(angle), centre[1] + far * math.sin(angle))

    first, last = math.radians(160), math.radians(450)
    end = last - size * 0.8 / far
    shaft = f"M{written(place(first))}{_turn(centre, far, first, end - first)}"
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


# ---- one frame, and the two files of a picture

GREY: Final = ("far-arm", "far-leg")
ORDER: Final = ("far-arm", "far-leg", "body", "near-leg", "near-arm")


def limbs_of(bones: Skeleton, part: str, data: Figure, figure: Figure) -> list[Limb]:
    """Return what a part of the body is made of."""
    flesh = data["flesh"]
    if part != "body":
        side, limb = part.split("-")
        return (leg if limb == "leg" else arm)(bones, side, flesh)
    found = [
        *trunk(bones, flesh, figure.get("pitch", 0) > 0),
        *head(bones, flesh, figure.get("nose", not figure.get("eyes"))),
    ]
    return [*found, belly(bones)] if figure.get("belly") else found


def person(pen: Pen, bones: Skeleton, parts: Iterable[str], look: str, data: Figure, figure: Figure) -> None:
    """Draw parts of a body in order."""
    for part in parts:
        tone = look if look == "outline" else FAR if part in figure.get("grey", GREY) else NEAR
        paint(pen, limbs_of(bones, part, data, figure), tone)
        if part == "body" and figure.get("eyes"):
            _eyes(pen, bones, look)


def _eyes(pen: Pen, bones: Skeleton, look: str) -> None:
    """Draw eyes: the face looks at us, from the back of a bed or, where the body is seen from above, up to us."""
    top = direction(bones.angles["head"])
    middle = along(bones.joints["head"], top, 1.0)
    for apart in (-2.6, 2.6):
        x, y, z = along(middle, direction(bones.angles["head"] + 90), 0 if pen.pitch else apart)
        pen.disc((x, y, apart if pen.pitch else z), 1.15, INK if look == "outline" else PAPER)


def frame(pen: Pen, name: str, figure: Figure, data: Figure, alone: bool) -> None:
    """Draw one position with what belongs to it."""
    pose = posed(figure, name)
    bones = skeleton(pose, data["body"]) if "hip" in pose else Skeleton({}, {}, [])
    changed = pose.get("props", {})
    props = [{**prop, **changed.get(prop.get("id", prop["kind"]), {})} for prop in figure["props"]]
    _props(pen, props, "behind", bones)
    if bones.joints:
        _body(pen, name, figure, data, bones, props, alone)
    for prop in props if bones.joints else ():
        if prop["kind"] in RIMS and prop.get("rim", True):
            RIMS[prop["kind"]](pen, prop, bones)
    _props(pen, props, "front", bones)
    for one in figure.get("arrows", ()):
        if name == one.get("in", "hold") or (alone and one.get("alone")):
            arrow(pen, one)


def _body(
    pen: Pen, name: str, figure: Figure, data: Figure, bones: Skeleton, props: Sequence[Figure], alone: bool
) -> None:
    """Draw the person, over the outline of where it comes from where the hold stands alone."""
    if alone and "ghost" in figure:
        ghost = figure["ghost"]
        other = skeleton(posed(figure, ghost["pose"]), data["body"])
        person(pen, other, ghost["parts"], "outline", data, figure)
    for part in figure.get("order", ORDER):
        person(pen, bones, [part], "outline" if name == "start" else "solid", data, figure)
        _props(pen, props, f"after-{part}", bones)


def _props(pen: Pen, props: Iterable[Figure], layer: str, bones: Skeleton) -> None:
    for prop in props:
        if prop.get("layer", "behind") == layer and not prop.get("gone"):
            PROPS[prop["kind"]](pen, prop, bones)


def fitted(figure: Figure, data: Figure, names: Sequence[str], room: Point) -> tuple[Pen, Point]:
    """Return the pen that puts positions into their room, as large as they may be, and what they need of its height."""
    pitch, mirror, alone = figure.get("pitch", 0), figure.get("mirror", False), len(names) == 1
    trial = Pen(pitch=pitch, mirror=mirror)
    for name in names:
        frame(trial, name, figure, data, alone)
    left, top, right, low = trial.box
    scale = min((room[0] - 2 * MARGIN) / (right - left), (room[1] - 2 * MARGIN) / (low - top), data["largest"])
    x, y = (room[0] - scale * (left + right)) / 2, MARGIN - scale * top
    return Pen(scale, x, y, pitch, mirror), (room[0], math.ceil(scale * (low - top) + 2 * MARGIN))


def _alike(shapes: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield shapes in order; how those look that follow each other and look alike is said once."""
    for look, run in itertools.groupby(shapes, key=lambda shape: shape[1]):
        paths = [d for d, _ in run]
        if len(paths) == 1:
            yield f'<path d="{paths[0]}"{look}/>'
        else:
            yield from (f"<g{look}>", *(f'<path d="{d}"/>' for d in paths), "</g>")


def stated(figure: Figure) -> str:
    """Return what a picture shows, as its file says it: `planner check` compares that with the stretch."""
    ways = dict.fromkeys(one["direction"] for one in figure.get("arrows", ()))
    said = {"position": [figure.get("position", "")], "support": figure.get("support", [])}
    said |= {"side": [figure.get("side", "")], "direction": ways}
    return "".join(f' data-{name}="{" ".join(words)}"' for name, words in said.items() if any(words))


def svg(size: Point, groups: Sequence[tuple[str, Pen]], figure: Figure) -> str:
    """Return a file of groups."""
    box = f'viewBox="0 0 {number(size[0])} {number(size[1])}"'
    style = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {box} {style}{stated(figure)}>']
    for name, pen in groups:
        lines += [f'<g id="{name}" stroke="{INK}">', *_alike(pen.shapes), "</g>"]
    return "\n".join([*lines, "</svg>", ""])


def drawn(figure: Figure, data: Figure, names: Sequence[str], room: Point) -> str:
    """Return a file of one position, or of both side by side and as large as each other."""
    pen, needed = fitted(figure, data, names, room)
    pens = []
    for at, name in enumerate(names):
        one = Pen(pen.scale, pen.left + at * room[0], pen.top, pen.pitch, pen.mirror)
        frame(one, name, figure, data, len(names) == 1)
        pens.append((name, one))
    return svg((len(names) * room[0], needed[1]), pens, figure)


def files(data: Figure) -> dict[str, str]:
    """Return every picture by the name of its file: both positions, and the hold alone with the way there."""
    made = {}
    for name, figure in data["pictures"].items():
        moves = "start" in figure
        made[f"{name}-hold.svg" if moves else f"{name}.svg"] = drawn(figure, data, ["hold"], ALONE)
        if moves:
            made[f"{name}.svg"] = drawn(figure, data, ["start", "hold"], HALF)
    return made


def read() -> Figure:
    """Return the figures."""
    data: Figure = yaml.safe_load((HERE / "figures.yaml").read_text("utf-8"))
    return data


def main() -> None:
    """Write every picture; one that is no longer described goes."""
    made = files(read())
    for old in HERE.glob("*.svg"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (HERE / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
