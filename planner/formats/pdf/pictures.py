"""Line drawings: a small part of SVG, read strictly, without network or entities, and drawn as vectors."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final
from xml.etree import ElementTree

from planner.errors import ContentError
from planner.formats.pdf import shapes

NAMESPACE: Final = "{http://www.w3.org/2000/svg}"

NAME: Final = r"[a-z0-9-]+"
MAX_BYTES: Final = 100_000
MAX_DEPTH: Final = 20
_NUMBER: Final = r"-?(?:\d+(?:\.\d*)?|\.\d+)"
_NUMBERS: Final = re.compile(rf"[\s,]*(?:{_NUMBER}(?:[\s,]+|(?=-)|$))*")
_STEPS: Final = re.compile(r"\s*M[^A-Za-z]*(?:[MLCZ][^A-Za-z]*)*")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}|none")
_VIEW: Final = re.compile(r"0 0 ([1-9][0-9]{0,3}) ([1-9][0-9]{0,3})")
_ROUND: Final = ("stroke-linecap", "stroke-linejoin")
_PAINT: Final = ("fill", "stroke", "stroke-width", "paint-order", *_ROUND)

Pen = Callable[[float, float], shapes.Point]


class UndrawableError(ContentError):
    """A picture that is no SVG, or holds what is not drawn here."""


def fault(svg: str) -> str:
    """Return what keeps a picture from being drawn as it is meant, or nothing."""
    try:
        inside = _inside(*size(svg))
        for shape in drawing(svg):
            _paint(_Nowhere(), shape, inside, 1)
    except UndrawableError as error:
        return str(error)
    return ""


@lru_cache(maxsize=256)
def _read(svg: str) -> tuple[tuple[float, float], tuple[ElementTree.Element, ...]]:
    if len(svg.encode()) > MAX_BYTES:
        raise UndrawableError(f"it is larger than {MAX_BYTES // 1000} kB")
    # An entity may grow without end: no picture needs one.
    if re.search(r"<!(?!--)", svg):
        raise UndrawableError("it holds a DOCTYPE or an entity; take it out")
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - bounded, without entities
    except ElementTree.ParseError as error:
        raise UndrawableError(f"it is no SVG: {error}") from error
    if root.tag != f"{NAMESPACE}svg":
        raise UndrawableError("it does not begin with <svg xmlns=…>")
    view = _VIEW.fullmatch(root.get("viewBox", ""))
    if view is None:
        raise UndrawableError('its viewBox must be of the form "0 0 160 120"')
    _only(root, {"viewBox": None, "fill": "none", **dict.fromkeys(_ROUND, "round")})
    found = tuple(_flat(root, {}, 1))
    if not found:
        raise UndrawableError("nothing is drawn in it")
    return (float(view[1]), float(view[2])), found


def drawing(svg: str) -> tuple[ElementTree.Element, ...]:
    """Return the shapes of a picture, in the order in which they are drawn, or raise UndrawableError."""
    return _read(svg)[1]


def size(svg: str) -> tuple[float, float]:
    """Return the width and the height that a picture counts in, or raise UndrawableError."""
    return _read(svg)[0]


def ratio(svg: str) -> float:
    """Return the height of a picture as a share of its width."""
    width, height = size(svg)
    return height / width


def _flat(element: ElementTree.Element, inherited: dict[str, str], depth: int) -> list[ElementTree.Element]:
    """Return the leaves below an element; what a group says holds for its shapes."""
    if depth > MAX_DEPTH:
        raise UndrawableError(f"its groups stand deeper than {MAX_DEPTH} levels")
    found = []
    for child in element:
        tag = child.tag.removeprefix(NAMESPACE)
        if tag != "g" and tag not in PATHS:
            raise UndrawableError(f"<{tag}> is not drawn here; use g, {', '.join(PATHS)}")
        _only(child, dict.fromkeys((*_PAINT, *GEOMETRY.get(tag, ("id",)))))
        attributes = {**inherited, **child.attrib}
        found += _flat(child, attributes, depth + 1) if tag == "g" else [ElementTree.Element(tag, attributes)]
    return found


def _only(element: ElementTree.Element, known: Mapping[str, str | None]) -> None:
    """Raise for what an element says that would not be drawn, such as a transform."""
    tag = element.tag.removeprefix(NAMESPACE)
    for name, value in element.attrib.items():
        if name not in known or (known[name] is not None and value != known[name]):
            raise UndrawableError(f'{name}="{value[:20]}" of <{tag}> is not drawn here')
        if name in _ROUND and value != "round":
            raise UndrawableError(f"{name} is always round here")
        if name == "paint-order" and value != "stroke":
            raise UndrawableError(f"{name} is only ever stroke here")


def draw(canvas: Any, svg: str, x: float, top: float, width: float) -> None:
    """Draw a picture with its upper left corner at (x, top)."""
    scale = width / size(svg)[0]
    for shape in drawing(svg):
        _paint(canvas, shape, lambda px, py: (x + px * scale, top - py * scale), scale)


class _Nowhere:
    """A canvas for trying a picture out: colours are looked at, and nothing is drawn."""

    def colour(self, operator: str, value: str) -> None:
        """Take any colour."""

    def paint(self, operators: str) -> None:
        """Take any path."""


def _inside(width: float, height: float) -> Pen:
    """Return a pen that keeps points as they are; one outside the picture would be drawn over the words beside it."""

    def pen(x: float, y: float) -> shapes.Point:
        if not (0 <= x <= width and 0 <= y <= height):
            raise UndrawableError(f"the point {x:g},{y:g} is outside its viewBox")
        return x, y

    return pen


def _paint(canvas: Any, shape: ElementTree.Element, pen: Pen, scale: float) -> None:
    path = PATHS[shape.tag](shape, pen)
    line, ground = _colour(shape, "stroke"), _colour(shape, "fill")
    # A line that is painted first is seen outside of its ground alone.
    first = shape.get("paint-order") == "stroke"
    for part in ("stroke", "fill") if first else ("fill", "stroke"):
        if part == "fill" and ground != "none":
            shapes.fill_path(canvas, path, ground)
        if part == "stroke" and line != "none":
            shapes.stroke(canvas, path, _size(shape, "stroke-width", "1") * scale, line)


def _colour(shape: ElementTree.Element, name: str) -> str:
    colour = shape.get(name, "none")
    if not _COLOUR.fullmatch(colour):
        raise UndrawableError(f"the {name} '{colour[:20]}' of <{shape.tag}> is no colour such as #39444c")
    return colour


def _number(shape: ElementTree.Element, *names: str) -> list[float]:
    return [_float(shape, name, shape.get(name, "0")) for name in names]


def _size(shape: ElementTree.Element, name: str, default: str = "0") -> float:
    size = _float(shape, name, shape.get(name, default))
    if size < 0:
        raise UndrawableError(f"{name} of <{shape.tag}> is below 0")
    return size


def _float(shape: ElementTree.Element, name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UndrawableError(f"{name}='{text[:20]}' of <{shape.tag}> is no number")
    return number


def _points(shape: ElementTree.Element, text: str, pen: Pen) -> list[shapes.Point]:
    numbers = [float(part) for part in re.findall(_NUMBER, text)]
    if not _NUMBERS.fullmatch(text) or len(numbers) % 2:
        raise UndrawableError(f"'{text.strip()[:20]}' of <{shape.tag}> are no pairs of numbers")
    return [pen(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _line(shape: ElementTree.Element, pen: Pen) -> str:
    x1, y1, x2, y2 = _number(shape, "x1", "y1", "x2", "y2")
    return shapes.polyline([pen(x1, y1), pen(x2, y2)])


def _polyline(shape: ElementTree.Element, pen: Pen) -> str:
    points = _points(shape, shape.get("points", ""), pen)
    if len(points) < 2:
        raise UndrawableError("a <polyline> needs two points at least")
    return shapes.polyline(points)


def _rect(shape: ElementTree.Element, pen: Pen) -> str:
    (x, y), width, height = _number(shape, "x", "y"), _size(shape, "width"), _size(shape, "height")
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return shapes.polyline([pen(*corner) for corner in corners]) + " h"


def _ellipse(shape: ElementTree.Element, pen: Pen) -> str:
    cx, cy = _number(shape, "cx", "cy")
    rx, ry = (_size(shape, name) for name in (("r", "r") if shape.tag == "circle" else ("rx", "ry")))
    (x, y), (right, low) = pen(cx, cy), pen(cx + rx, cy + ry)
    pen(cx - rx, cy - ry)
    return shapes.ellipse(x, y, right - x, y - low)


OPERATORS: Final = {"M": "m", "L": "l", "C": "c", "Z": "h"}
COUNTS: Final = {"M": 1, "L": 1, "C": 3, "Z": 0}


def _path(shape: ElementTree.Element, pen: Pen) -> str:
    written = shape.get("d", "")
    if not _STEPS.fullmatch(written):
        raise UndrawableError(f"the path '{written[:20]}' must begin with M and hold only {', '.join(COUNTS)}")
    steps = []
    for letter, arguments in re.findall(r"([MLCZ])([^MLCZ]*)", written):
        points = _points(shape, arguments, pen)
        size = COUNTS[letter]
        if len(points) % size if size else points:
            raise UndrawableError(f"'{letter}{arguments[:20]}' of <path> needs {size} points for each step")
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
GEOMETRY: Final[dict[str, tuple[str, ...]]] = {
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "rect": ("x", "y", "width", "height"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "path": ("d",),
}
