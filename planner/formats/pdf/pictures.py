"""Line drawings on a canvas, as vectors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from planner.files.svg import Picture, Shape
from planner.formats.pdf.shapes import colour_parts
from planner.formats.pdf.write.forms import Form, form

# A drawing of more operators is an object of its own, which a page only names; that of a sign is shorter than its keys.
_LONG: Final = 1_500


def draw(canvas: Any, picture: Picture, x: float, top: float, width: float) -> None:
    """Draw a picture with its upper left corner at (x, top)."""
    scale = width / picture.width
    # A picture counts downwards, a page upwards.
    canvas.paint(f"q {scale:.5f} 0 0 {-scale:.5f} {x:.2f} {top:.2f} cm")
    drawing = _drawing(picture)
    if isinstance(drawing, Form):
        canvas.drawing(drawing)
    else:
        canvas.paint(drawing)
    canvas.paint("Q")


@lru_cache(maxsize=512)
def _drawing(picture: Picture) -> str | Form:
    """Return the operators of a picture, or the object that holds them: most are on many sheets."""
    code = operators(picture)
    return form(code, (picture.width, picture.height)) if len(code) > _LONG else code


def operators(picture: Picture) -> str:
    """Return what draws a picture in its own numbers."""
    return "\n".join(["1 J 1 j", *(part for shape in picture.shapes for part in _painted(shape))])


def _painted(shape: Shape) -> Iterator[str]:
    """Yield a shape with its ground first, or its line where that is to be seen outside of its ground alone."""
    for part in ("stroke", "fill") if shape.line_first else ("fill", "stroke"):
        if part == "fill" and shape.fill != "none":
            yield f"{colour_parts(shape.fill)} rg\n{shape.path} f"
        if part == "stroke" and shape.stroke != "none":
            yield f"{colour_parts(shape.stroke)} RG\n{shape.width:g} w {shape.path} S"
