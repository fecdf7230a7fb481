"""What may be around a body in a picture, as written: what it rests on, holds or wears."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Point = tuple[float, float]
Raised = tuple[float, float]
Length = Annotated[float, Meta(gt=0)]
Flank = Literal["near", "far"]
Layer = Literal["behind", "after-far-arm", "after-far-leg", "after-body", "after-near-leg", "after-near-arm", "front"]


class Prop(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab", tag_field="kind"):
    """Something around the body: what it rests on, holds or wears."""

    id: str = ""
    layer: Layer = "behind"
    gone: bool = False
    rim: bool = True


class Floor(Prop, frozen=True, kw_only=True, tag="floor"):
    """The floor, from one place to another."""

    span: Point


class Wall(Prop, frozen=True, kw_only=True, tag="wall"):
    """A wall with its hidden side at the right, or with -1 at the left."""

    x: float
    side: Literal[1, -1] = 1


class Chair(Prop, frozen=True, kw_only=True, tag="chair"):
    """A firm chair, by the place of its back."""

    x: float


class Worktop(Prop, frozen=True, kw_only=True, tag="worktop"):
    """A kitchen worktop, by the place of its edge."""

    x: float


class Bed(Prop, frozen=True, kw_only=True, tag="bed"):
    """A bed from the side, from its head end to its foot end."""

    span: Point
    foot: float = 2


class BedAbove(Prop, frozen=True, kw_only=True, tag="bed-above"):
    """A bed from above; `flat` where the body is drawn in space."""

    corners: tuple[Point, Point]
    flat: bool = False


class BedOblique(Prop, frozen=True, kw_only=True, tag="bed-oblique"):
    """A bed from its side and from above, with the head end at the right, for a body that looks at us."""

    corners: tuple[Point, Point]
    top: float


class Step(Prop, frozen=True, kw_only=True, tag="step"):
    """The two lowest steps of a stair."""

    x: float
    deep: Length
    to: float


class Rail(Prop, frozen=True, kw_only=True, tag="rail"):
    """A hand rail on posts, each by its place and the height of its foot."""

    start: Point = field(name="from")
    to: Point
    posts: tuple[Point, ...]


class Bike(Prop, frozen=True, kw_only=True, tag="bike"):
    """An exercise bike."""

    crank: Point
    seat: Point
    bar: Point


class Pedals(Prop, frozen=True, kw_only=True, tag="pedals"):
    """Cranks to the balls of the feet, of floor pedals on a stand."""

    crank: Point
    stand: bool = False
    sides: tuple[Flank, ...] = ("far", "near")


class Pillow(Prop, frozen=True, kw_only=True, tag="pillow"):
    """A pillow or a cushion, by its middle."""

    at: Point
    size: tuple[Length, Length]
    angle: float = 0
    flat: bool = False


class Wedge(Prop, frozen=True, kw_only=True, tag="wedge"):
    """A wedge that raises the head end of a bed."""

    corners: tuple[Point, Point, Point]


class WedgeOblique(Prop, frozen=True, kw_only=True, tag="wedge-oblique"):
    """A wedge on a bed that is seen from its side and from above, as steep as the picture's `raised` says."""

    corners: tuple[Point, Point]
    top: float


class Towel(Prop, frozen=True, kw_only=True, tag="towel"):
    """A towel in the hand, round the ball of a foot or round its toes."""

    round: Literal["ball", "toe"]
    side: Flank = "near"


class Cover(Prop, frozen=True, kw_only=True, tag="cover"):
    """A cover over the bed, through places."""

    over: Annotated[tuple[Point, ...], Meta(min_length=2)]


class Chest(Prop, frozen=True, kw_only=True, tag="box"):
    """A box or a table."""

    corners: tuple[Point, Point]
    corner: float = 1.5


class Lamp(Prop, frozen=True, kw_only=True, tag="lamp"):
    """A lamp that is lit."""

    at: Point
    size: Length = 1


class Notebook(Prop, frozen=True, kw_only=True, tag="notebook"):
    """A log with rows, what is written in the first of them, and a pen by its tip and its end."""

    at: Point
    size: tuple[Length, Length]
    rows: Annotated[int, Meta(ge=1, le=20)]
    rings: Annotated[int, Meta(ge=1, le=20)] = 4
    entries: tuple[Literal["tick", "words"], ...] = ()
    pen: tuple[Point, Point] | None = None


class Moon(Prop, frozen=True, kw_only=True, tag="moon"):
    """The moon: it is night."""

    at: Point
    size: Length


Measure = Literal["glass", "mug", "cup", "pot", "bowl", "spoon", "handful", "palm"]


class Portion(Prop, frozen=True, kw_only=True, tag="portion"):
    """A household measure by the middle of its foot, how often it is taken, and which share of it is filled."""

    of: Measure
    at: Point = (0, 0)
    size: Length = 1
    times: Annotated[int, Meta(ge=1, le=3)] = 1
    filled: Annotated[float, Meta(ge=0, le=1)] = 0.85


Thing = (
    Floor
    | Wall
    | Chair
    | Worktop
    | Bed
    | BedAbove
    | BedOblique
    | Step
    | Rail
    | Bike
    | Pedals
    | Pillow
    | Wedge
    | WedgeOblique
    | Towel
    | Cover
    | Chest
    | Lamp
    | Notebook
    | Moon
    | Portion
)
