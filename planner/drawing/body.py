"""The body on its skeleton: trunk, head, arms and legs as outlines, or solid with a white edge."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from planner.drawing.figures import Flesh, Part, Sketch
from planner.drawing.outlines import around, tube
from planner.drawing.pen import EDGE, FAR, INK, NEAR, PAPER, Pen
from planner.drawing.skeleton import Skeleton, Space, along, between, direction, rounded

# How thick an outline is.
LINE: Final = 1.7
# In how many parts a trunk is drawn, which bends in between.
PARTS: Final = 4
# A back that bends less, in radians, is straight.
STRAIGHT: Final = 0.1

Swelling = tuple[Space, float]
Limb = list[Swelling]


def person(pen: Pen, bones: Skeleton, parts: Iterable[Part], flesh: Flesh, picture: Sketch, *, outline: bool) -> None:
    """Draw parts of a body in order."""
    for part in parts:
        tone = FAR if part in picture.grey else NEAR
        _paint(pen, _limbs(bones, part, flesh, picture), "" if outline else tone)
        if part == "body" and picture.eyes:
            _eyes(pen, bones, INK if outline else PAPER)


def _paint(pen: Pen, limbs: Sequence[Limb], tone: str) -> None:
    """Draw limbs that are one shape: solid with a white edge, or without a tone as an outline."""
    line, width, fill = (PAPER, EDGE, tone) if tone else (INK, LINE, PAPER)
    d = " ".join(_hull(pen, limb, 0 if tone else -LINE) for limb in limbs)
    pen.forget(d)
    pen.path(d, fill, line, 2 * width, below=True)
    for limb in limbs:
        _hull(pen, limb, EDGE if tone else 0)


def _hull(pen: Pen, limb: Limb, grow: float) -> str:
    """Return the outline of a part of a limb, tight round its places; all are drawn the same way round."""
    points = [(pen.at(place), max(0.3, (radius + grow) * pen.scale)) for place, radius in limb]
    for point, radius in points:
        pen.seen(point, radius)
    return tube(points) if len(limb) > PARTS else around(points)


def _limbs(bones: Skeleton, part: Part, flesh: Flesh, picture: Sketch) -> list[Limb]:
    """Return what a part of the body is made of."""
    if part != "body":
        side, limb = part.split("-")
        return (_leg if limb == "leg" else _arm)(bones, side, flesh)
    nose = not picture.eyes if picture.nose is None else picture.nose
    found = [*_trunk(bones, flesh, wide=picture.pitch != 0), *_head(bones, flesh, nose=nose)]
    return [*found, _belly(bones, seen=picture.pitch < 0)] if picture.belly else found


def _leg(bones: Skeleton, side: str, flesh: Flesh) -> list[Limb]:
    """Return thigh, calf and foot."""
    hip, knee, ankle = (bones.joints[f"{side}-{name}"] for name in ("hip", "knee", "ankle"))
    heel, ball, toe = (bones.joints[f"{side}-{name}"] for name in ("heel", "ball", "toe"))
    behind = direction(bones.angles[f"{side}-shin"] - 90)
    calf = along(between([knee, ankle], 0.33), behind, 1.2)
    foot = [(ankle, flesh.ankle), (heel, flesh.heel), (ball, flesh.toe)]
    return [
        [(hip, flesh.thigh), (knee, flesh.knee)],
        [(knee, flesh.knee), (calf, flesh.calf), (ankle, flesh.ankle)],
        *_on(foot, (toe, flesh.toe), bones.angles[f"{side}-sole"] == bones.angles[f"{side}-toes"]),
    ]


def _arm(bones: Skeleton, side: str, flesh: Flesh) -> list[Limb]:
    """Return upper arm, forearm and hand."""
    shoulder, elbow, wrist, hand = (bones.joints[f"{side}-{name}"] for name in ("shoulder", "elbow", "wrist", "hand"))
    fore = [(elbow, flesh.elbow), (wrist, flesh.wrist)]
    straight = bones.angles[f"{side}-fore"] == bones.angles[f"{side}-palm"]
    return [[(shoulder, flesh.arm), (elbow, flesh.elbow)], *_on(fore, (hand, flesh.hand), straight)]


def _on(limb: Limb, end: Swelling, straight: bool) -> list[Limb]:
    """Return a limb with its end: one shape where it goes straight on."""
    return [[*limb[:-1], end]] if straight else [limb, [limb[-1], end]]


def _trunk(bones: Skeleton, flesh: Flesh, *, wide: bool) -> list[Limb]:
    """Return the trunk: one band or tube from the side, tubes beside each other where its width is seen."""
    ways = [math.atan2(high[1] - low[1], high[0] - low[0]) for low, high in pairwise(bones.back)]
    if not wide and max(ways) - min(ways) < STRAIGHT:
        marks = ((0.0, flesh.hip), (0.75, flesh.chest), (1.0, flesh.shoulder))
        return [[(between(bones.back, share), thick) for share, thick in marks]]
    steps = rounded([between(bones.back, share / PARTS) for share in range(PARTS + 1)])
    sizes = [_size(flesh, share / PARTS) for share in range(PARTS + 1)]
    if not wide:
        return [list(zip(steps, sizes, strict=True))]
    tubes = []
    for part in (-1.0, -0.5, 0.0, 0.5, 1.0):
        shifted = [(x, y, z + part * (5.0 + 3.6 * at / PARTS)) for at, (x, y, z) in enumerate(steps)]
        tubes.append([(place, 6.0 - 0.4 * at / PARTS) for at, place in enumerate(shifted)])
    return tubes


def _size(flesh: Flesh, share: float) -> float:
    """Return how thick the trunk is between the hip (0) and the shoulders (1)."""
    marks = ((0.0, flesh.hip), (0.4, flesh.waist), (0.75, flesh.chest), (1.0, flesh.shoulder))
    for (low, one), (high, two) in pairwise(marks):
        if share <= high:
            return one + (two - one) * (share - low) / (high - low)
    return flesh.shoulder


def _head(bones: Skeleton, flesh: Flesh, *, nose: bool) -> list[Limb]:
    """Return neck and head, with a nose that tells which way the face looks."""
    middle = bones.joints["head"]
    face, up = direction(bones.angles["head"] - 90), direction(bones.angles["head"])
    low = along(middle, up, -0.4)
    return [
        [(bones.joints["shoulder"], flesh.neck), (middle, flesh.neck)],
        [(middle, flesh.head), (along(middle, up, 1.2), flesh.head)],
        *([[(along(low, face, 4.2), 3.4), (along(low, face, flesh.head - 0.8), 2.2)]] if nose else []),
    ]


def _belly(bones: Skeleton, *, seen: bool) -> Limb:
    """Return the belly of a pregnant woman; where she lies on her side it sinks, and is seen from in front."""
    up, out = direction(bones.angles["pelvis"]), direction(bones.angles["pelvis"] - 90)
    if seen:
        low = along(between(bones.back, 0.3), (0, 0, -1), 4)
        return [(along(low, out, 10), 9.6), (along(along(low, out, 9), up, 4), 8.6)]
    place = along(between(bones.back, 0.25), out, 6)
    return [(place, 8.6), (along(place, up, 3), 7.6)]


def _eyes(pen: Pen, bones: Skeleton, colour: str) -> None:
    """Draw eyes: the face looks at us, out of the picture, or up where the body is seen from above."""
    middle = along(bones.joints["head"], direction(bones.angles["head"]), 1.0)
    for apart in (-2.6, 2.6):
        x, y, z = along(middle, direction(bones.angles["head"] + 90), 0 if pen.pitch else apart)
        pen.disc((x, y, apart if pen.pitch else z), 1.15, colour)
