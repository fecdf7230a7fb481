"""Pieces: blocks that are laid out once and stand on many sheets, each time with elements of their own.

A piece knows nothing of where it stands: its strips draw the elements of a small tree of its own, by their places in
it. Each use of it gets elements anew, so that one piece may stand twice on a sheet, or within another, and no drawing
of one sheet ever leads into the tree of another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from planner.formats.pdf.layout.strips import Draw, Strip, Strips
from planner.formats.pdf.write.tags import Element


class Use(Element):
    """A piece in its place in a tree: in a finished tree, `elements` are those that it has there."""

    __slots__ = ("elements", "piece")

    def __init__(self, piece: Piece) -> None:
        """Use a piece that has no elements yet."""
        super().__init__("Piece")
        self.piece = piece
        self.elements: list[Element] = []


class Piece:
    """Strips that are used many times, and the elements that they draw, none of which is part of any sheet's tree."""

    __slots__ = ("_numbers", "elements", "size", "strips")

    def __init__(self, strips: Sequence[Strip], elements: Sequence[Element]) -> None:
        """Hold strips and the elements that they draw, as they stand below each other."""
        self.strips = tuple(strips)
        self.elements = tuple(elements)
        self.size = _size(elements)
        self._numbers: dict[Element, int] = {}

    @property
    def numbers(self) -> dict[Element, int]:
        """Return the number of each element in the piece, parents first; of a piece within it, that of its first."""
        if not self._numbers:
            self._count(self.elements, 0)
        return self._numbers

    def _count(self, elements: Sequence[Element], number: int) -> int:
        for element in elements:
            self._numbers[element] = number
            if isinstance(element, Use):
                number += element.piece.size
            else:
                number = self._count(element.children, number + 1)
        return number

    def used(self, holder: Element) -> Strips:
        """Return the strips of the piece for a place in a tree, of which they draw elements of their own."""
        if not self.elements:
            return [*self.strips]
        use = Use(self)
        holder.children.append(use)
        return [_used(strip, use) for strip in self.strips]


def _size(elements: Sequence[Element]) -> int:
    """Return how many elements there are, with those of the pieces among them."""
    return sum(one.piece.size if isinstance(one, Use) else 1 + _size(one.children) for one in elements)


def _used(strip: Strip, use: Use) -> Strip:
    draw, divide, grown = strip.draw, strip.divide, strip.grown
    return replace(
        strip,
        draw=UsedDrawing(use, draw),
        divide=_used_parts(divide, use) if divide else None,
        grown=_used_grown(grown, use) if grown else None,
    )


def _used_parts(
    divide: Callable[[float], tuple[Strip, Strip] | None], use: Use
) -> Callable[[float], tuple[Strip, Strip] | None]:
    def divided(room: float) -> tuple[Strip, Strip] | None:
        parts = divide(room)
        return (_used(parts[0], use), _used(parts[1], use)) if parts else None

    return divided


def _used_grown(grown: Callable[[float], Draw], use: Use) -> Callable[[float], Draw]:
    return lambda height: UsedDrawing(use, grown(height))


class UsedDrawing:
    """The drawing of a strip of a piece, as the elements that one use of it has."""

    __slots__ = ("draw", "use")

    def __init__(self, use: Use, draw: Draw) -> None:
        """Draw for one use of a piece."""
        self.use = use
        self.draw = draw

    def __call__(self, canvas: Any, x: float, top: float) -> None:
        """Draw on a canvas, which may itself be one of a piece around this one."""
        if isinstance(canvas, PieceCanvas):
            first = canvas.first + canvas.numbers[self.use]
            self.draw(PieceCanvas(canvas.outer, self.use.piece.numbers, canvas.elements, first), x, top)
        else:
            self.draw(PieceCanvas(canvas, self.use.piece.numbers, self.use.elements, 0), x, top)


class PieceCanvas:
    """A canvas for the drawing of a piece: what this draws as its own elements is drawn as those of its use."""

    def __init__(self, outer: Any, numbers: dict[Element, int], elements: Sequence[Element], first: int) -> None:
        """Draw on another canvas: the elements of a use, in which those of the piece begin with the `first`."""
        self.outer = outer
        self.numbers = numbers
        self.elements = elements
        self.first = first

    def __getattr__(self, name: str) -> Any:
        """Return what all canvases have."""
        return getattr(self.outer, name)

    def _own(self, element: Element) -> Element:
        return self.elements[self.first + self.numbers[element]]

    def begin(self, element: Element) -> None:
        """Let what is drawn from here on be the content of an element."""
        self.outer.begin(self._own(element))

    def box(self, element: Element, sides: tuple[float, float, float, float]) -> None:
        """Say which part of the page a picture takes."""
        self.outer.box(self._own(element), sides)

    def write(self, line: Any, x: float, y: float, size: float, colour: str, element: Element | None) -> None:
        """Draw a line of text, as the content of an element or as decoration."""
        self.outer.write(line, x, y, size, colour, None if element is None else self._own(element))

    def listed(self, source: str, element: Element, area: tuple[float, float, float, float], says: str) -> None:
        """Say that an element is the number of a source in the list of all."""
        self.outer.listed(source, self._own(element), area, says)


def expanded(elements: Sequence[Element]) -> list[Element]:
    """Return elements with those of each use in its place; every use has its own from then on."""
    found: list[Element] = []
    for element in elements:
        if isinstance(element, Use):
            element.elements = []
            found += _copies(element.piece.elements, element.elements)
        else:
            element.children = expanded(element.children)
            found.append(element)
    return found


def _copies(elements: Sequence[Element], every: list[Element]) -> list[Element]:
    """Return elements of a piece anew, and list each of them, parents first."""
    found = []
    for element in elements:
        if isinstance(element, Use):
            found += _copies(element.piece.elements, every)
            continue
        own = Element(element.role)
        own.attributes = element.attributes
        every.append(own)
        own.children = _copies(element.children, every)
        found.append(own)
    return found
