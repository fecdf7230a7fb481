"""Line drawings: a small part of SVG, read without network or entities and drawn as vectors."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from planner.pdf import shapes
from planner.resources import bundled

NAMESPACE: Final = "{http://www.w3.org/2000/svg}"

NAME: Final = r"[a-z0-9-]+"

Pen = Callable[[float, float], shapes.Point]


def known(folder: Path) -> frozenset[str]:
    """Return the ids of the pictures in a folder of plans; a step or a stretch may name no other."""
    files = (folder / "pictures").glob("*.svg")
    return frozenset(file.stem for file in files if re.fullmatch(NAME, file.stem))


@cache
def _read(picture: str) -> ElementTree.Element:
    """Return a picture's file by its id; an empty one where there is no file."""
    path = bundled("plans") / "pictures" / f"{picture}.svg"
    if not re.fullmatch(NAME, picture) or not path.is_file():
        return ElementTree.Element("svg")
    return ElementTree.fromstring(path.read_text("utf-8"))  # noqa: S314 - our own files, never a user's


@cache
def drawing(picture: str) -> tuple[ElementTree.Element, ...]:
    """Return the shapes of a picture by its id, in the order in which they are drawn; none where there is no file."""
    return tuple(_flat(_read(picture), {}))


def alone(picture: str) -> str:
    """Return the id of the drawing of a picture's end position with its arrow; a picture of one position is its own."""
    single = f"{picture}-hold"
    return single if drawing(single) else picture


def size(picture: str) -> tuple[float, float]:
    """Return the width and the height that a picture's file counts in."""
    _, _, width, height = map(float, _read(picture).get("viewBox", "0 0 160 120").split())
    return width, height


def ratio(picture: str) -> float:
    """Return the height of a picture as a share of its width."""
    width, height = size(picture)
    return height / width


def _flat(element: ElementTree.Element, inherited: dict[str, str]) -> list[ElementTree.Element]:
    """Return the leaves below an element; what a group says holds for its shapes."""
    found = []
    for child in element:
        attributes = {**inherited, **child.attrib}
        if child.tag == f"{NAMESPACE}g":
            found += _flat(child, attributes)
        else:
            found.append(ElementTree.Element(child.tag.removeprefix(NAMESPACE), attributes))
    return found


def draw(canvas: Any, picture: str, x: float, top: float, width: float) -> None:
    """Draw a picture with its upper left corner at (x, top)."""
    scale = width / size(picture)[0]
    for shape in drawing(picture):
        _paint(canvas, shape, lambda px, py: (x + px * scale, top - py * scale), scale)


def _paint(canvas: Any, shape: ElementTree.Element, pen: Pen, scale: float) -> None:
    path = PATHS[shape.tag](shape, pen)
    line, ground = shape.get("stroke", "none"), shape.get("fill", "none")
    # A line that is painted first is seen outside of its ground alone.
    first = shape.get("paint-order") == "stroke"
    for part in ("stroke", "fill") if first else ("fill", "stroke"):
        if part == "fill" and ground != "none":
            shapes.fill_path(canvas, path, ground)
        if part == "stroke" and line != "none":
            shapes.stroke(canvas, path, float(shape.get("stroke-width", "1")) * scale, line)


def _number(shape: ElementTree.Element, *names: str) -> list[float]:
    return [float(shape.get(name, "0")) for name in names]


def _points(text: str, pen: Pen) -> list[shapes.Point]:
    numbers = [float(part) for part in re.findall(r"-?[\d.]+", text)]
    return [pen(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _line(shape: ElementTree.Element, pen: Pen) -> str:
    x1, y1, x2, y2 = _number(shape, "x1", "y1", "x2", "y2")
    return shapes.polyline([pen(x1, y1), pen(x2, y2)])


def _polyline(shape: ElementTree.Element, pen: Pen) -> str:
    return shapes.polyline(_points(shape.get("points", ""), pen))


def _rect(shape: ElementTree.Element, pen: Pen) -> str:
    x, y, width, height = _number(shape, "x", "y", "width", "height")
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return shapes.polyline([pen(*corner) for corner in corners]) + " h"


def _ellipse(shape: ElementTree.Element, pen: Pen) -> str:
    cx, cy = _number(shape, "cx", "cy")
    rx, ry = _number(shape, "r", "r") if shape.tag == "circle" else _number(shape, "rx", "ry")
    (x, y), (right, low) = pen(cx, cy), pen(cx + rx, cy + ry)
    return shapes.ellipse(x, y, right - x, y - low)


OPERATORS: Final = {"M": "m", "L": "l", "C": "c", "Z": "h"}
COUNTS: Final = {"M": 1, "L": 1, "C": 3, "Z": 0}


def _path(shape: ElementTree.Element, pen: Pen) -> str:
    steps = []
    for letter, arguments in re.findall(r"([MLCZ])([^MLCZ]*)", shape.get("d", "")):
        points = _points(arguments, pen)
        size = COUNTS[letter]
        starts = range(0, len(points), size) if size else (0,)
        steps += [f"{shapes.at(*points[start : start + size])} {OPERATORS[letter]}".strip() for start in starts]
    return " ".join(steps)


PATHS: Final[dict[str, Callable[[ElementTree.Element, Pen], str]]] = {
    "line": _line,
    "polyline": _polyline,
    "rect": _rect,
    "circle": _ellipse,
    "ellipse": _ellipse,
    "path": _path,
}
