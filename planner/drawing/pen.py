"""The pen: it turns places of the body's world into places of the picture, and gathers what is drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from planner.drawing.outlines import around, number, shorter, smooth, written
from planner.drawing.props import Point, Raised
from planner.drawing.skeleton import Space, along, direction

# Ink for what is near, held or lined; a grey that a copier keeps for what is on the far side.
INK, NEAR, FAR, SOFT, PAPER = "#14181c", "#27313a", "#6a747c", "#dfe4e8", "#ffffff"
# The white edge that keeps limbs and things apart.
EDGE: Final = 1.5

Places = Sequence[Sequence[float]]
Level = Callable[[Point], Space]


@dataclass
class Pen:
    """Draws at a scale from a corner, and knows the box of all that it drew."""

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0
    pitch: float = 0.0
    mirror: bool = False
    raised: Raised | None = None
    shapes: list[tuple[str, str]] = field(default_factory=list)
    box: tuple[float, float, float, float] = (math.inf, math.inf, -math.inf, -math.inf)

    def at(self, place: Sequence[float]) -> Point:
        """Return where a place is in the picture; with a pitch it is seen from higher up."""
        x, y, z = (*place, 0.0)[:3]
        lift = math.radians(self.pitch)
        up = y * math.cos(lift) - (z + self.rise(x)) * math.sin(lift)
        return (self.left + self.scale * (-x if self.mirror else x), self.top - self.scale * up)

    def rise(self, x: float) -> float:
        """Return how much higher the head end lies at a place where it is raised."""
        return max(0.0, x - self.raised[0]) * self.raised[1] if self.raised else 0.0

    def seen(self, point: Point, radius: float = 0.0) -> None:
        """Widen the box of what is drawn."""
        (x, y), (left, top, right, low) = point, self.box
        self.box = (min(left, x - radius), min(top, y - radius), max(right, x + radius), max(low, y + radius))

    def path(self, d: str, fill: str = "", stroke: str = "", width: float = 0.0, *, below: bool = False) -> None:
        """Draw a path; its line may lie below its ground, so that nothing of it is seen inside."""
        line = f' stroke-width="{number(width * self.scale)}"' if stroke else ' stroke="none"'
        line = f' stroke="{stroke}"{line}' if stroke not in (INK, "") else line
        ground = f' fill="{fill}"' if fill else ""
        order = ' paint-order="stroke"' if below else ""
        self.shapes.append((shorter(d), f"{ground}{line}{order}"))

    def forget(self, d: str) -> None:
        """Take out what was drawn just so before: it lies right behind, and is not seen."""
        self.shapes = [shape for shape in self.shapes if shape[0] != shorter(d)]

    def line(self, places: Places, width: float, colour: str = INK, fill: str = "") -> None:
        """Draw a line from place to place, closed where it has a ground."""
        self.lines([places], width, colour, fill)

    def lines(self, every: Iterable[Places], width: float, colour: str = INK, fill: str = "") -> None:
        """Draw lines that are alike."""
        d = ""
        for places in every:
            points = self._seen(places, width)
            d += f"M{written(points[0])}L{' '.join(map(written, points[1:]))}{'Z' if fill else ''}"
        self.path(d, fill, colour, width)

    def edged(self, places: Places, width: float) -> None:
        """Draw a line with a white edge, over what is there."""
        self.line(places, width + 2 * EDGE, PAPER)
        self.line(places, width)

    def curve(self, places: Places, width: float, colour: str = INK, fill: str = "") -> None:
        """Draw a smooth line through places."""
        self.path(smooth(self._seen(places, width), closed=bool(fill)), fill, colour, width)

    def _seen(self, places: Places, width: float) -> list[Point]:
        points = [self.at(place) for place in places]
        for point in points:
            self.seen(point, width * self.scale / 2)
        return points

    def disc(self, place: Sequence[float], radius: float, fill: str) -> None:
        """Draw a filled circle."""
        point, size = self.at(place), radius * self.scale
        self.seen(point, size)
        self.path(around([(point, size)]), fill)

    def block(self, corners: tuple[Point, Point], corner: float, width: float, level: Level | None = None) -> None:
        """Draw a rectangle with round corners, white inside."""
        (left, low), (right, high) = corners
        steps = []
        for x, y, way in ((left, high, 0), (right, high, -90), (right, low, 180), (left, low, 90)):
            before, after = (along((x, y, 0), direction(way + back), corner) for back in (-90, 0))
            points = [self.at((level or upright)(place)) for place in (before[:2], (x, y), (x, y), after[:2])]
            steps.append(f"{written(points[0])}C{' '.join(map(written, points[1:]))}")
            self.seen(points[1], width * self.scale / 2)
        self.path(f"M{'L'.join(steps)}Z", PAPER, INK, width)


def upright(place: Point) -> Space:
    """Return a place in the plane of the picture."""
    return (place[0], place[1], 0.0)


def lying(place: Point) -> Space:
    """Return a place on the ground, for a body that is drawn in space and seen from above."""
    return (place[0], 0.0, -place[1])
