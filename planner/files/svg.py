"""Line drawings: a small part of SVG, read strictly, without network or entities, as the paths of its shapes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from planner.errors import ContentError
from planner.files.paths import Curve, Outline, Oval, Point, Straight, at, ellipse, polyline

if TYPE_CHECKING:
    from xml.etree import ElementTree

NAMESPACE: Final = "{http://www.w3.org/2000/svg}"

NAME: Final = r"[a-z0-9-]+"
# What a picture may say that it shows, so that it can be compared with the words beside it.
SHOWS: Final = ("position", "support", "side", "direction")
LYING: Final = ("on-the-back", "on-the-side", "on-the-stomach")
# Where a picture of two positions has room for the name of each.
CAPTIONS: Final = "captions"
# Whether words tell well enough what it shows, so that it goes where a page is full.
MAY_YIELD: Final = "may-yield"
MAX_BYTES: Final = 100_000
MAX_DEPTH: Final = 20
_NUMBER: Final = r"-?(?:\d+(?:\.\d*)?|\.\d+)"
_NUMBERS: Final = re.compile(rf"[\s,]*(?:{_NUMBER}(?:[\s,]+|(?=-)|$))*")
_STEPS: Final = re.compile(r"\s*[Mm][^A-Za-z]*(?:[MLCZmlcz][^A-Za-z]*)*")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}|none")
_CORNER: Final = re.compile(r"(left|right) ([1-9][0-9]{0,2}) ([1-9][0-9]{0,2})")
_VIEW: Final = re.compile(r"0 0 ([1-9][0-9]{0,3}) ([1-9][0-9]{0,3})")
_ROUND: Final = ("stroke-linecap", "stroke-linejoin")
_PAINT: Final = ("fill", "stroke", "stroke-width", "paint-order", *_ROUND)
# How many points each step of a path takes.
_COUNTS: Final = {"M": 1, "L": 1, "C": 3, "Z": 0}
_OPERATORS: Final = {"M": "m", "L": "l", "C": "c", "Z": "h"}

_Step = tuple[str, tuple[Point, ...]]


class Shape(Struct, frozen=True, array_like=True):
    """One thing that is drawn: its path, and the colours of its line and of its ground, each `none` or #rrggbb.

    A line that is painted first is seen outside of its ground alone.
    """

    path: str
    stroke: str = "none"
    fill: str = "none"
    width: float = 1
    line_first: bool = False


class Picture(Struct, frozen=True, cache_hash=True):
    """A line drawing: the width and height that it counts in, from its upper left corner, and its shapes in order.

    `shows` is what it says that it shows, each of SHOWS with its words, `captions` the upper corner (left or right, its
    width, its height) that is free in each of two positions side by side. Where a page is full, one that `may_yield`
    goes.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    shows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    captions: tuple[str, float, float] | None = None
    may_yield: bool = False

    @property
    def ratio(self) -> float:
        """Return the height as a share of the width."""
        return self.height / self.width

    @property
    def lies(self) -> bool:
        """Return whether it says that it shows somebody who lies: on the back, on the side or on the stomach."""
        return any(word in LYING for name, words in self.shows if name == "position" for word in words)

    def recoloured(self, old: str, new: str) -> Picture:
        """Return the picture with another colour in the place of one."""
        instead = {old: new}
        shapes = tuple(
            replace(shape, stroke=instead.get(shape.stroke, shape.stroke), fill=instead.get(shape.fill, shape.fill))
            for shape in self.shapes
        )
        return replace(self, shapes=shapes)


class UndrawableError(ContentError):
    """A picture that is no SVG, or holds what is not drawn here."""


def fault(svg: str) -> str:
    """Return what keeps a picture from being drawn as it is meant, or nothing."""
    try:
        outside = next(_outside(svg), None)
    except UndrawableError as error:
        return str(error)
    return f"the point {outside[0]:g},{outside[1]:g} is outside its viewBox" if outside else ""


def _outside(svg: str) -> Iterator[Point]:
    """Yield the points outside the picture, which would be drawn over the words beside it."""
    (width, height), found = _read(svg)
    for outline, _ in found:
        yield from ((x, y) for x, y in outline.points if not (0 <= x <= width and 0 <= y <= height))


def picture_of(svg: str) -> Picture:
    """Return the picture that an SVG holds, or raise UndrawableError."""
    (width, height), found = _read(svg)
    yields = f"data-{MAY_YIELD}" in _root(svg).attrib
    return Picture(width, height, tuple(shape for _, shape in found), tuple(_shown(svg)), _corner(svg), yields)


def path_of(written: str) -> str:
    """Return the path of what an SVG writes as the `d` of a path, or raise UndrawableError."""
    return _path_of(_curve(written))


def _shown(svg: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    root = _root(svg)
    for name in SHOWS:
        if words := tuple(root.get(f"data-{name}", "").split()):
            yield name, words


def _corner(svg: str) -> tuple[str, float, float] | None:
    written = _root(svg).get(f"data-{CAPTIONS}", "")
    found = _CORNER.fullmatch(written)
    if written and found is None:
        raise UndrawableError(
            f'its data-{CAPTIONS} must be "left" or "right", a width and a height, such as "left 160 70"'
        )
    return (found[1], float(found[2]), float(found[3])) if found else None


@lru_cache(maxsize=256)
def _read(svg: str) -> tuple[tuple[float, float], tuple[tuple[Outline, Shape], ...]]:
    root = _root(svg)
    view = _VIEW.fullmatch(root.get("viewBox", ""))
    if view is None:
        raise UndrawableError('its viewBox must be of the form "0 0 160 120"')
    said = dict.fromkeys(f"data-{name}" for name in (*SHOWS, CAPTIONS, MAY_YIELD))
    if root.get(f"data-{MAY_YIELD}", "true") != "true":
        raise UndrawableError(f'its data-{MAY_YIELD} must be "true", or be left out')
    _only(root, {"viewBox": None, "fill": "none", **said, **dict.fromkeys(_ROUND, "round")})
    found = tuple(map(_shape, _flat(root, {}, 1)))
    if not found:
        raise UndrawableError("nothing is drawn in it")
    return (float(view[1]), float(view[2])), found


def _root(svg: str) -> ElementTree.Element:
    if len(svg.encode()) > MAX_BYTES:
        raise UndrawableError(f"it is larger than {MAX_BYTES // 1000} kB")
    # An entity may grow without end: no picture needs one.
    if re.search(r"<!(?!--)", svg):
        raise UndrawableError("it holds a DOCTYPE or an entity; take it out")
    from xml.etree import ElementTree  # slow to import, and needed only where a folder is read

    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - bounded, without entities
    except ElementTree.ParseError as error:
        raise UndrawableError(f"it is no SVG: {error}") from error
    if root.tag != f"{NAMESPACE}svg":
        raise UndrawableError("it does not begin with <svg xmlns=…>")
    return root


def _flat(element: ElementTree.Element, inherited: dict[str, str], depth: int) -> list[ElementTree.Element]:
    """Return the leaves below an element; what a group says holds for its shapes."""
    if depth > MAX_DEPTH:
        raise UndrawableError(f"its groups stand deeper than {MAX_DEPTH} levels")
    found: list[ElementTree.Element] = []
    for child in element:
        tag = child.tag.removeprefix(NAMESPACE)
        if tag != "g" and tag not in _OUTLINES:
            raise UndrawableError(f"<{tag}> is not drawn here; use g, {', '.join(_OUTLINES)}")
        _only(child, dict.fromkeys((*_PAINT, *_GEOMETRY.get(tag, ("id",)))))
        attributes = {**inherited, **child.attrib}
        found += _flat(child, attributes, depth + 1) if tag == "g" else [child.makeelement(tag, attributes)]
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


def _shape(element: ElementTree.Element) -> tuple[Outline, Shape]:
    outline = _OUTLINES[element.tag](element)
    stroke, fill = _colour(element, "stroke"), _colour(element, "fill")
    width, first = _length(element, "stroke-width", "1"), element.get("paint-order") == "stroke"
    return outline, Shape(_path_of(outline), stroke, fill, width, first)


def _path_of(outline: Outline) -> str:
    if isinstance(outline, Straight):
        return polyline([*outline.points]) + " h" * outline.closed
    if isinstance(outline, Oval):
        return ellipse(*outline.middle, outline.rx, outline.ry)
    return " ".join(f"{at(*points)} {_OPERATORS[letter]}".strip() for letter, points in outline.steps)


def _colour(element: ElementTree.Element, name: str) -> str:
    colour = element.get(name, "none")
    if not _COLOUR.fullmatch(colour):
        raise UndrawableError(f"the {name} '{colour[:20]}' of <{element.tag}> is no colour such as #39444c")
    return colour


def _numbers(element: ElementTree.Element, *names: str) -> list[float]:
    return [_float(element, name, element.get(name, "0")) for name in names]


def _length(element: ElementTree.Element, name: str, default: str = "0") -> float:
    length = _float(element, name, element.get(name, default))
    if length < 0:
        raise UndrawableError(f"{name} of <{element.tag}> is below 0")
    return length


def _float(element: ElementTree.Element, name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UndrawableError(f"{name}='{text[:20]}' of <{element.tag}> is no number")
    return number


def _points(tag: str, text: str) -> tuple[Point, ...]:
    numbers = [float(part) for part in re.findall(_NUMBER, text)]
    if not _NUMBERS.fullmatch(text) or len(numbers) % 2:
        raise UndrawableError(f"'{text.strip()[:20]}' of <{tag}> are no pairs of numbers")
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _line(element: ElementTree.Element) -> Outline:
    x1, y1, x2, y2 = _numbers(element, "x1", "y1", "x2", "y2")
    return Straight(((x1, y1), (x2, y2)))


def _polyline(element: ElementTree.Element) -> Outline:
    points = _points(element.tag, element.get("points", ""))
    if len(points) < 2:
        raise UndrawableError("a <polyline> needs two points at least")
    return Straight(points)


def _rect(element: ElementTree.Element) -> Outline:
    (x, y), width, height = _numbers(element, "x", "y"), _length(element, "width"), _length(element, "height")
    return Straight(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), closed=True)


def _oval(element: ElementTree.Element) -> Outline:
    cx, cy = _numbers(element, "cx", "cy")
    rx, ry = (_length(element, name) for name in (("r", "r") if element.tag == "circle" else ("rx", "ry")))
    return Oval((cx, cy), rx, ry)


def _path(element: ElementTree.Element) -> Outline:
    return _curve(element.get("d", ""))


def _curve(written: str) -> Curve:
    if not _STEPS.fullmatch(written):
        raise UndrawableError(f"the path '{written[:20]}' must begin with M and hold only {', '.join(_COUNTS)}")
    found = re.findall(r"([MLCZmlcz])([^MLCZmlcz]*)", written)
    steps = ((letter, step) for letter, numbers in found for step in _steps(letter.upper(), numbers))
    return Curve(tuple(_placed(steps)))


def _placed(steps: Iterable[tuple[str, _Step]]) -> Iterator[_Step]:
    """Yield steps with their points as places; after a small letter they are counted from where the step begins."""
    here = begin = (0.0, 0.0)
    for letter, (name, points) in steps:
        x, y = here if letter.islower() else (0.0, 0.0)
        places = tuple((x + across, y + down) for across, down in points)
        here = places[-1] if places else begin
        begin = here if name == "M" else begin
        yield name, places


def _steps(letter: str, numbers: str) -> Iterator[_Step]:
    """Yield the steps that stand behind one letter of a path: each takes as many points as it needs."""
    points, count = _points("path", numbers), _COUNTS[letter]
    if len(points) % count if count else points:
        raise UndrawableError(f"'{letter}{numbers[:20]}' of <path> needs {count} points for each step")
    if not count:
        yield letter, ()
    for start in range(0, len(points), count or 1):
        # What follows the place where a path begins is a line from there.
        yield "L" if letter == "M" and start else letter, points[start : start + count]


_OUTLINES: Final[dict[str, Callable[[ElementTree.Element], Outline]]] = {
    "line": _line,
    "polyline": _polyline,
    "rect": _rect,
    "circle": _oval,
    "ellipse": _oval,
    "path": _path,
}
_GEOMETRY: Final[dict[str, tuple[str, ...]]] = {
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "rect": ("x", "y", "width", "height"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "path": ("d",),
}
