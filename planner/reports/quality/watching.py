"""A watcher in the place of a canvas: it draws nothing, and keeps what would stand on each page, where and how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.citations import NUMBER
from planner.document.model import Document
from planner.formats.pdf.layout.linebreak import Line, Span, line_width
from planner.formats.pdf.layout.pagination import Layout
from planner.formats.pdf.render import draw_pages
from planner.formats.pdf.theme import GREY, PAPER
from planner.formats.pdf.write.tags import Element

# How many numbers belong to an operator of a path; others have nothing to do with where something is.
_POINTS: Final = {"m": 2, "l": 2, "c": 6, "re": 4}
_FILLS, _STROKES = frozenset(("f", "B")), frozenset(("S", "B"))
# Where a line's letters are above its baseline, as a share of their size: there its ground is looked up.
_MIDDLE: Final = 0.3

Point = tuple[float, float]


class WrittenLine(Struct, frozen=True):
    """One line of text on a page: from where it begins, its letters, its colour, and the colour behind it.

    It has no element where it is decoration: the head and the foot, the header of a table that comes again.
    """

    page: int
    x: float
    y: float
    size: float
    colour: str
    ground: str
    line: Line
    element: Element | None

    @property
    def text(self) -> str:
        """Return the words of the line without its marks."""
        words = "".join(letters(span) for span in self.line if not span.mark)
        return " ".join(words.split())

    @property
    def width(self) -> float:
        """Return where its last letter ends, from its beginning."""
        return line_width(self.line)

    def spans(self) -> Iterator[tuple[str, float, str]]:
        """Yield its stretches, marks too: the letters, their size, their colour."""
        for span in self.line:
            yield letters(span), span.mark or self.size, GREY if span.mark else self.colour


class DrawnRule(Struct, frozen=True):
    """A line, a frame or the edge of a sign: its colour, and the colour behind it."""

    page: int
    colour: str
    ground: str


class Piece(Struct, frozen=True):
    """The lines of one element, in reading order, with the elements around it from the outside in."""

    element: Element
    around: tuple[Element, ...]
    lines: tuple[WrittenLine, ...]

    @property
    def role(self) -> str:
        """Return what it is: a paragraph, a heading, a cell."""
        return self.element.role

    @property
    def text(self) -> str:
        """Return its words without marks."""
        return " ".join(line.text for line in self.lines if line.text)

    def within(self, role: str) -> bool:
        """Return whether it is, or stands in, an element of a role."""
        return role == self.role or any(element.role == role for element in self.around)


def letters(span: Span) -> str:
    """Return the characters of a stretch of a line."""
    return span.letters or "".join(text for _, text in span.parts)


class Watcher:
    """What a page's drawing code takes for a canvas. Pictures, drawn in a space of their own, are passed over."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Begin on the first page; marks of sources get these numbers."""
        self.numbers = numbers
        self.lines: list[WrittenLine] = []
        self.rules: list[DrawnRule] = []
        self.sources: set[Element] = set()
        self._page = 1
        self._depth = 0
        self._colours = {"rg": PAPER, "RG": PAPER}
        self._grounds: list[tuple[Point, Point, str]] = []

    def write(self, line: Line, x: float, y: float, size: float, colour: str, element: Element | None) -> None:
        """Keep a line of text, if it has any."""
        if line:
            ground = self._ground((x + 1, y + size * _MIDDLE))
            spans = tuple(map(self._numbered, line))
            self.lines.append(WrittenLine(self._page, x, y, size, colour, ground, spans, element))

    def _numbered(self, span: Span) -> Span:
        if span.source not in self.numbers:
            return span
        number = str(self.numbers[span.source])
        return replace(span, parts=tuple((name, text.replace(NUMBER, number)) for name, text in span.parts))

    def colour(self, operator: str, value: str) -> None:
        """Keep the colour of filling or stroking."""
        self._colours[operator] = value

    def paint(self, operators: str) -> None:
        """Keep what is filled, and what is drawn, outside of pictures."""
        words = operators.split()
        self._depth += words.count("q") - words.count("Q")
        points = list(_points(words)) if not self._depth and words else []
        if not points:
            return
        if words[-1] in _STROKES:
            self.rules.append(DrawnRule(self._page, self._colours["RG"], self._ground(points[0])))
        if words[-1] in _FILLS:
            low, high = map(min, zip(*points, strict=True)), map(max, zip(*points, strict=True))
            self._grounds.append(((next(low), next(low)), (next(high), next(high)), self._colours["rg"]))

    def drawing(self, _form: Any) -> None:
        """Pass over what is drawn in a picture."""

    def _ground(self, point: Point) -> str:
        x, y = point
        found = (colour for (x1, y1), (x2, y2), colour in reversed(self._grounds) if x1 <= x <= x2 and y1 <= y <= y2)
        return next(found, PAPER)

    def listed(self, _source: str, element: Element, _area: Any, _says: str) -> None:
        """Keep which element numbers a source in the list of all."""
        self.sources.add(element)

    def showPage(self) -> None:  # noqa: N802 - the name is reportlab's
        """Begin the next page."""
        self._page += 1
        self._grounds = []

    def begin(self, element: Element) -> None:
        """Do nothing: a picture's drawing follows, which is passed over."""

    def end(self) -> None:
        """Do nothing."""

    def box(self, element: Element, sides: tuple[float, float, float, float]) -> None:
        """Do nothing: where a picture is tells nothing of letters and lines."""

    def heading(self, title: str, level: int, top: float) -> None:
        """Do nothing: headings are known by their elements."""


def _points(words: list[str]) -> Iterator[Point]:
    """Yield the points of a path."""
    numbers: list[float] = []
    for word in words:
        if re.fullmatch(r"-?[\d.]+", word):
            numbers.append(float(word))
            continue
        own = numbers[-_POINTS[word] :] if word in _POINTS else []
        if word == "re":
            own = [own[0], own[1], own[0] + own[2], own[1] + own[3]]
        yield from zip(own[::2], own[1::2], strict=True)
        numbers = []


def watched(document: Document, layout: Layout) -> Watcher:
    """Return what stands on the pages of a laid-out sheet."""
    watcher = Watcher(document.numbers)
    draw_pages(watcher, document, layout)
    return watcher


def pieces(root: Element, watcher: Watcher) -> list[Piece]:
    """Return the elements that have words, in reading order, but for the list of sources."""
    lines: dict[Element, list[WrittenLine]] = {}
    for line in watcher.lines:
        if line.element is not None:
            lines.setdefault(line.element, []).append(line)
    every = [Piece(one, around, tuple(lines.get(one, ()))) for one, around in _walk(root, ())]
    lists = {around for piece in every if piece.element in watcher.sources for around in piece.around[-2:-1]}
    return [piece for piece in every if piece.lines and lists.isdisjoint(piece.around)]


def _walk(element: Element, around: tuple[Element, ...]) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    yield element, around
    for child in element.children:
        yield from _walk(child, (*around, element))
