"""The few shapes of a sheet: boxes to tick, frames and rules. All of them are decoration."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from planner.files.paths import ROUND, at, ellipse
from planner.formats.pdf.theme import ACCENT, INK, LINE, PAPER, TINT


@lru_cache(maxsize=64)
def colour_parts(value: str) -> str:
    """Return the shares of red, green and blue of a `#rrggbb` as PDF numbers."""
    return " ".join(f"{int(value[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))


def stroke(canvas: Any, path: str, weight: float, colour: str) -> None:
    """Draw along a path."""
    canvas.colour("RG", colour)
    canvas.paint(f"{weight:.2f} w 1 J 1 j {path} S")


def fill_path(canvas: Any, path: str, colour: str) -> None:
    """Fill a path."""
    canvas.colour("rg", colour)
    canvas.paint(f"{path} f")


def rule(canvas: Any, x: float, y: float, width: float, weight: float = 0.6, colour: str = LINE) -> None:
    """Draw a horizontal line."""
    canvas.colour("RG", colour)
    canvas.paint(f"{weight:.2f} w 0 J {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")


def pillar(canvas: Any, x: float, top: float, height: float, weight: float = 0.6, colour: str = LINE) -> None:
    """Draw a vertical line downwards from `top`."""
    canvas.colour("RG", colour)
    canvas.paint(f"{weight:.2f} w 0 J {x:.2f} {top:.2f} m {x:.2f} {top - height:.2f} l S")


def fill(canvas: Any, x: float, top: float, width: float, height: float, colour: str = TINT) -> None:
    """Fill a rectangle below `top`."""
    fill_path(canvas, f"{x:.2f} {top - height:.2f} {width:.2f} {height:.2f} re", colour)


def tick_box(canvas: Any, x: float, top: float, side: float) -> None:
    """Draw an empty box to tick, with its line inside the given side."""
    canvas.colour("RG", INK)
    canvas.colour("rg", PAPER)
    canvas.paint(f"q 1 0 0 1 {x:.2f} {top:.2f} cm 1 w 1 j")
    canvas.paint(f"{_box(side)} B")
    canvas.paint("Q")


@lru_cache(maxsize=8)
def _box(side: float) -> str:
    return rounded(0.5, -0.5, side - 1, side - 1, 1.6)


def ring(canvas: Any, x: float, y: float, radius: float, weight: float = 1, colour: str = ACCENT) -> None:
    """Draw a circle."""
    stroke(canvas, ellipse(x, y, radius, radius), weight, colour)


def rounded(x: float, top: float, width: float, height: float, radius: float) -> str:
    """Return the path round a rectangle below `top` with round corners."""
    low, right, far = top - height, x + width, radius * (1 - ROUND)
    return (
        f"{at((x + radius, top))} m {at((right - radius, top))} l "
        f"{at((right - far, top), (right, top - far), (right, top - radius))} c {at((right, low + radius))} l "
        f"{at((right, low + far), (right - far, low), (right - radius, low))} c {at((x + radius, low))} l "
        f"{at((x + far, low), (x, low + far), (x, low + radius))} c {at((x, top - radius))} l "
        f"{at((x, top - far), (x + far, top), (x + radius, top))} c h"
    )


def frame(
    canvas: Any,
    box: tuple[float, float, float, float],
    weight: float,
    colour: str,
    ground: str | None = None,
    radius: float = 5,
) -> None:
    """Draw a frame with round corners inside a box: its x, its top, its width and its height."""
    x, top, width, height = box
    path = rounded(x + weight / 2, top - weight / 2, width - weight, height - weight, radius)
    if ground:
        fill_path(canvas, path, ground)
    stroke(canvas, path, weight, colour)
