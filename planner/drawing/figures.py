"""Figures as written in `pictures/figures.yaml`: how a body is held, and what stands beside each picture of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple

from msgspec import Meta, Struct, field

from planner.content.decode import convert
from planner.drawing.props import Length, Point, Raised, Thing
from planner.errors import ContentError
from planner.files.inputs import read_at_most
from planner.files.svg import NAME
from planner.files.yaml import MAX_BYTES, read_yaml
from planner.model.stretches import Direction, Position, Side, Support

FILE: Final = "pictures/figures.yaml"

Part = Literal["body", "near-arm", "far-arm", "near-leg", "far-leg"]
Layer = Literal["behind", "after-far-arm", "after-far-leg", "after-body", "after-near-leg", "after-near-arm", "front"]
Knee = Literal["straight", "a-little", "bent"]


class Sketched(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A record of figures.yaml, in which an unknown key is an error."""


class Lengths(Sketched, frozen=True, kw_only=True):
    """How long the bones of a person of 103 are, and how far apart hips and shoulders."""

    back: Length
    neck: Length
    thigh: Length
    shin: Length
    ankle: Length
    heel: Length
    heel_back: Length
    ball: Length
    toe: Length
    toes: Length
    upper: Length
    fore: Length
    hand: Length
    shoulder_drop: float
    hips: float
    shoulders: float


class Flesh(Sketched, frozen=True, kw_only=True):
    """How thick a body is at its joints: half of its width there."""

    hip: Length
    waist: Length
    chest: Length
    shoulder: Length
    neck: Length
    head: Length
    thigh: Length
    knee: Length
    calf: Length
    ankle: Length
    heel: Length
    toe: Length
    arm: Length
    elbow: Length
    wrist: Length
    hand: Length


class Leg(Sketched, frozen=True, kw_only=True):
    """A leg by the angles of thigh and shin, or by what its `heel` or `ball` rests on, or `straight` to a height."""

    sole: float
    angles: tuple[float, float] | None = None
    aside: tuple[float, float, float] = (0, 0, 0)
    heel: Point | None = None
    ball: Point | None = None
    straight: float | None = None
    behind: bool = False
    toes: float | None = None


class Arm(Sketched, frozen=True, kw_only=True):
    """An arm by the angles of its two bones, or by the place of its wrist."""

    angles: tuple[float, float] | None = None
    aside: tuple[float, float] = (0, 0)
    wrist: Point | None = None
    palm: float | None = None


class Pose(Sketched, frozen=True, kw_only=True):
    """How a body is held; what it does not say is as at the start. `props` changes things, by their id or kind."""

    hip: Point | None = None
    back: Annotated[tuple[float, ...], Meta(min_length=1)] | None = None
    head: float | None = None
    near_leg: Leg | None = None
    far_leg: Leg | None = None
    near_arm: Arm | None = None
    far_arm: Arm | None = None
    touch: dict[str, str] = {}
    free: tuple[Part, ...] | None = None
    props: dict[str, dict[str, Any]] = {}


class Ghost(Sketched, frozen=True, kw_only=True):
    """Parts of another pose, outlined behind a hold that stands alone."""

    pose: Literal["start", "sits", "other"]
    parts: tuple[Part, ...]


class Arrow(Sketched, frozen=True, kw_only=True):
    """An arrow through places, or `round` a middle with a radius; what it `says` stands in the words beside it."""

    says: str
    direction: Direction
    moves: str = ""
    presses: str = ""
    path: Annotated[tuple[tuple[float, ...], ...], Meta(min_length=2)] | None = None
    round: tuple[float, float, float] | None = None
    both: bool = False
    shown_in: Literal["start", "hold"] = field(name="in", default="hold")
    alone: bool = False


class Sketch(Sketched, frozen=True, kw_only=True):
    """One picture: what it states, its poses, the things around the body, and its arrows.

    Without a `start` it is one position. `pitch` is how far from above it is seen, below zero by whom the body on its
    side looks at, `raised` from where on the head end is raised, and how steeply. `order` is the parts of the body from
    back to front, `grey` those that rest. `captions` is the upper corner that is free in both positions, with its width
    and height in the file. One that `may_yield` is told well enough by its words: it goes where a page is full.
    """

    props: tuple[Thing, ...]
    hold: Pose
    start: Pose | None = None
    sits: Pose | None = None
    other: Pose | None = None
    arrows: tuple[Arrow, ...] = ()
    position: Position | None = None
    support: tuple[Support, ...] = ()
    side: Side | None = None
    leg: Literal["near", "far", "both"] | None = None
    knee: Knee | None = None
    other_knee: Knee | None = None
    heel: Literal["down"] | None = None
    hands: tuple[str, ...] = ()
    having: tuple[str, ...] = field(name="with", default=())
    lies_on: Literal["left", "right"] | None = None
    ghost: Ghost | None = None
    captions: tuple[Literal["left", "right"], float, float] | None = None
    pitch: Annotated[float, Meta(gt=-90, lt=90)] = 0
    raised: Raised | None = None
    mirror: bool = False
    eyes: bool = False
    nose: bool | None = None
    belly: bool = False
    may_yield: bool = False
    order: tuple[Part, ...] = ("far-arm", "far-leg", "body", "near-leg", "near-arm")
    grey: tuple[Part, ...] = ("far-arm", "far-leg")

    def pose(self, name: str) -> Pose:
        """Return one of its poses, without what it takes over from the start."""
        found = {"start": self.start, "hold": self.hold, "sits": self.sits, "other": self.other}[name]
        return found or Pose()


class Figures(Sketched, frozen=True, kw_only=True):
    """All of figures.yaml. `limits`, `variants` and `words` are what tests hold the pictures to."""

    largest: Length
    body: Lengths
    flesh: Flesh
    pictures: dict[str, Any]
    limits: dict[str, tuple[float, float]] = {}
    variants: dict[str, dict[str, tuple[str, ...]]] = {}
    words: dict[str, dict[str, tuple[str, ...]]] = {}


class Sketches(NamedTuple):
    """What pictures are drawn from: one body for all, and each picture by its name."""

    largest: float
    body: Lengths
    flesh: Flesh
    pictures: dict[str, Sketch]


def read_figures(folder: Path) -> Sketches:
    """Return the figures of a folder of plans, or raise ContentError with each problem and its place."""
    text = read_yaml(read_at_most(folder / FILE, MAX_BYTES, ContentError), FILE)
    if text.problems:
        raise ContentError.from_problems(text.problems)
    problems, figures = convert(text.data, Figures)
    pictures: dict[str, Sketch] = {}
    for name, entry in figures.pictures.items() if figures else ():
        found, pictures[name] = convert(entry, Sketch)
        problems += [(("pictures", name, *where), said) for where, said in found]
        if not re.fullmatch(NAME, name):
            problems.append((("pictures", name), "name a picture in small letters, numbers and hyphens"))
    if problems:
        raise ContentError.from_problems(
            text.problem(where, said, key=said.startswith(("unknown key", "name a"))) for where, said in problems
        )
    return Sketches(figures.largest, figures.body, figures.flesh, pictures)
