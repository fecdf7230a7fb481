"""Outlines, and paths in the letters of PDF and PostScript: `m` and `l` for lines, `c` for curves, `h` to close."""

from __future__ import annotations

from typing import Final, NamedTuple

# How far the handles of a quarter circle reach, as a share of its radius.
ROUND: Final = 0.5523

Point = tuple[float, float]


class Straight(NamedTuple):
    """Lines from point to point; a closed one goes back to where it began."""

    points: tuple[Point, ...]
    closed: bool = False


class Oval(NamedTuple):
    """An ellipse, or a circle."""

    middle: Point
    rx: float
    ry: float

    @property
    def points(self) -> tuple[Point, ...]:
        """Return its middle and the corners of the box around it."""
        x, y = self.middle
        return self.middle, (x + self.rx, y + self.ry), (x - self.rx, y - self.ry)


class Curve(NamedTuple):
    """Steps of a path, each by its letter (M, L, C, Z) with its points."""

    steps: tuple[tuple[str, tuple[Point, ...]], ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """Return the points of all steps."""
        return tuple(point for _, points in self.steps for point in points)


Outline = Straight | Oval | Curve


def at(*points: Point) -> str:
    """Return points as numbers of a path."""
    return " ".join(f"{x:.2f} {y:.2f}" for x, y in points)


def polyline(points: list[Point]) -> str:
    """Return a path from point to point."""
    lines = " ".join(f"{at(point)} l" for point in points[1:])
    return f"{at(points[0])} m {lines}"


def ellipse(x: float, y: float, rx: float, ry: float) -> str:
    """Return the path round a middle."""
    kx, ky = rx * ROUND, ry * ROUND
    return (
        f"{at((x + rx, y))} m {at((x + rx, y + ky), (x + kx, y + ry), (x, y + ry))} c "
        f"{at((x - kx, y + ry), (x - rx, y + ky), (x - rx, y))} c "
        f"{at((x - rx, y - ky), (x - kx, y - ry), (x, y - ry))} c "
        f"{at((x + kx, y - ry), (x + rx, y - ky), (x + rx, y))} c h"
    )
