"""The few shapes of a sheet: boxes to tick, frames, rules and signs. All of them are decoration."""

from __future__ import annotations

from typing import Any, Final

from planner.formats.pdf.theme import ACCENT, ALARM, INK, LINE, PAPER, TINT

# How far the handles of a quarter circle reach, as a share of its radius.
ROUND: Final = 0.5523

Point = tuple[float, float]


def stroke(canvas: Any, path: str, weight: float, colour: str) -> None:
    """Draw along a path."""
    canvas.colour("RG", colour)
    canvas.paint(f"{weight:.2f} w 1 J 1 j {path} S")


def fill_path(canvas: Any, path: str, colour: str) -> None:
    """Fill a path."""
    canvas.colour("rg", colour)
    canvas.paint(f"{path} f")


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
    canvas.paint(f"1 w 1 j {x + 0.5:.2f} {top - side + 0.5:.2f} {side - 1:.2f} {side - 1:.2f} re B")


def ring(canvas: Any, x: float, y: float, radius: float, weight: float = 1, colour: str = ACCENT) -> None:
    """Draw a circle."""
    stroke(canvas, ellipse(x, y, radius, radius), weight, colour)


def dot(canvas: Any, x: float, y: float, radius: float, colour: str) -> None:
    """Draw a filled circle."""
    fill_path(canvas, ellipse(x, y, radius, radius), colour)


def warning_sign(canvas: Any, x: float, top: float, side: float) -> None:
    """Draw a triangle with an exclamation mark."""
    mid, low = x + side / 2, top - side * 0.92
    stroke(canvas, polyline([(mid, top), (x, low), (x + side, low), (mid, top)]) + " h", 1.6, ALARM)
    stroke(canvas, polyline([(mid, top - side * 0.36), (mid, top - side * 0.58)]), 1.8, ALARM)
    dot(canvas, mid, top - side * 0.75, 1.1, ALARM)


def look_sign(canvas: Any, x: float, top: float, side: float) -> None:
    """Draw a magnifier: look before you start."""
    radius = side * 0.34
    cx, cy = x + radius + 0.8, top - radius - 0.8
    ring(canvas, cx, cy, radius, 1.6)
    stroke(canvas, polyline([(cx + radius * 0.72, cy - radius * 0.72), (x + side - 1, top - side + 1)]), 2.2, ACCENT)


def arrow_sign(canvas: Any, x: float, top: float, side: float) -> None:
    """Draw a filled dot with an arrow: the thing to do."""
    mid, y, arm = x + side / 2, top - side / 2, side * 0.24
    dot(canvas, mid, y, side / 2, ACCENT)
    tip, back = (mid + arm, y), mid + arm * 0.2
    stroke(canvas, polyline([(mid - arm, y), tip]), 1.6, PAPER)
    stroke(canvas, polyline([(back, y + arm * 0.8), tip, (back, y - arm * 0.8)]), 1.6, PAPER)


def care_sign(canvas: Any, x: float, top: float, side: float) -> None:
    """Draw an exclamation mark in a circle: take care."""
    mid = x + side / 2
    ring(canvas, mid, top - side / 2, side / 2 - 0.8, 1.5, INK)
    stroke(canvas, polyline([(mid, top - side * 0.25), (mid, top - side * 0.55)]), 1.8, INK)
    dot(canvas, mid, top - side * 0.74, 1.1, INK)
