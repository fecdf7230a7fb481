"""Line drawings on a canvas, as vectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from planner.files.svg import Oval, Shape, Straight, drawing, size
from planner.formats.pdf import shapes

_Pen = Callable[[shapes.Point], shapes.Point]
_OPERATORS: Final = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def draw(canvas: Any, svg: str, x: float, top: float, width: float) -> None:
    """Draw a picture with its upper left corner at (x, top)."""
    scale = width / size(svg)[0]
    for shape in drawing(svg):
        paint(canvas, shape, lambda point: (x + point[0] * scale, top - point[1] * scale), scale)


def paint(canvas: Any, shape: Shape, pen: _Pen, scale: float) -> None:
    """Draw one shape, its ground first, or its line where that is to be seen outside of its ground alone."""
    path = _path(shape, pen)
    for part in ("stroke", "fill") if shape.line_first else ("fill", "stroke"):
        if part == "fill" and shape.fill != "none":
            shapes.fill_path(canvas, path, shape.fill)
        if part == "stroke" and shape.stroke != "none":
            shapes.stroke(canvas, path, shape.width * scale, shape.stroke)


def _path(shape: Shape, pen: _Pen) -> str:
    outline = shape.outline
    if isinstance(outline, Straight):
        return shapes.polyline([*map(pen, outline.points)]) + " h" * outline.closed
    if isinstance(outline, Oval):
        middle, corner, _ = outline.points
        (x, y), (right, low) = pen(middle), pen(corner)
        return shapes.ellipse(x, y, right - x, y - low)
    steps = ((letter, shapes.at(*map(pen, points))) for letter, points in outline.steps)
    return " ".join(f"{numbers} {_OPERATORS[letter]}".strip() for letter, numbers in steps)
