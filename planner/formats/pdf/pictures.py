"""Line drawings on a canvas, as vectors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from planner.files.svg import Picture, Shape
from planner.formats.pdf.shapes import colour_parts


def draw(canvas: Any, picture: Picture, x: float, top: float, width: float) -> None:
    """Draw a picture with its upper left corner at (x, top)."""
    scale = width / picture.width
    # A picture counts downwards, a page upwards.
    canvas.paint(f"q {scale:.5f} 0 0 {-scale:.5f} {x:.2f} {top:.2f} cm 1 J 1 j")
    canvas.paint(_operators(picture))
    canvas.paint("Q")


@lru_cache(maxsize=512)
def _operators(picture: Picture) -> str:
    """Return the operators of a picture in its own numbers: most are drawn on many sheets."""
    return "\n".join(part for shape in picture.shapes for part in _painted(shape))


def _painted(shape: Shape) -> Iterator[str]:
    """Yield a shape with its ground first, or its line where that is to be seen outside of its ground alone."""
    for part in ("stroke", "fill") if shape.line_first else ("fill", "stroke"):
        if part == "fill" and shape.fill != "none":
            yield f"{colour_parts(shape.fill)} rg\n{shape.path} f"
        if part == "stroke" and shape.stroke != "none":
            yield f"{colour_parts(shape.stroke)} RG\n{shape.width:g} w {shape.path} S"
