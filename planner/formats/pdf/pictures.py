"""Line drawings on a canvas, as vectors."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from planner.files.svg import Oval, Shape, Straight, drawing, size
from planner.formats.pdf import shapes
from planner.formats.pdf.shapes import colour_parts

_Pen = Callable[[shapes.Point], shapes.Point]
_OPERATORS: Final = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def draw(canvas: Any, svg: str, x: float, top: float, width: float) -> None:
    """Draw a picture with its upper left corner at (x, top)."""
    canvas.paint(f"q 1 0 0 1 {x:.2f} {top:.2f} cm")
    canvas.paint(_operators(svg, width))
    canvas.paint("Q")


class _Recorder:
    """Keeps what is drawn as PDF operators, with their colours."""

    def __init__(self) -> None:
        self.operators: list[str] = []

    def colour(self, operator: str, value: str) -> None:
        self.operators.append(f"{colour_parts(value)} {operator}")

    def paint(self, operators: str) -> None:
        self.operators.append(operators)


@lru_cache(maxsize=512)
def _operators(svg: str, width: float) -> str:
    """Return the operators of a picture whose upper left corner is at the origin: most are drawn on many sheets."""
    scale, recorder = width / size(svg)[0], _Recorder()
    for shape in drawing(svg):
        paint(recorder, shape, lambda point: (point[0] * scale, -point[1] * scale), scale)
    return "\n".join(recorder.operators)


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
