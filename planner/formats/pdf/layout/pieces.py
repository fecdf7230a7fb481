"""Pieces: blocks that are laid out once and stand on many sheets, each time with elements of their own.

A piece knows nothing of where it stands: its strips draw the elements of a small tree of its own, by their places in
it. Each use of it gets elements anew, so that one piece may stand twice on a sheet, or within another, and no drawing
of one sheet ever leads into the tree of another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import RLock
from typing import Any, Final

from msgspec.structs import replace

from planner.formats.pdf.layout.strips import Draw, Strip, Strips
from planner.formats.pdf.write.canvas import TaggedCanvas
from planner.formats.pdf.write.recording import Recorder, Recording
from planner.formats.pdf.write.tags import Element, Nodes, TableElement

# How many drawings of a strip are kept: in other colours, and of one that may grow in its few usual heights.
_RECORDINGS: Final = 4
# Sheets may be made in several threads, and each element is entered once.
_ENTERING: Final = RLock()


class Use(TableElement):
    """A piece in its place in a tree; where that is one of elements alone, `elements` are those that it has there."""

    __slots__ = ("elements", "piece")

    def __init__(self, piece: BlockPiece) -> None:
        """Use a piece that has no elements yet."""
        super().__init__()
        self.piece = piece
        self.elements: list[Element] = []

    @property
    def nodes(self) -> Nodes:
        """The elements of the piece."""
        return self.piece.nodes


class BlockPiece:
    """Strips that are used many times, and the elements that they draw, none of which is part of any sheet's tree."""

    __slots__ = ("_elements", "_recordings", "_table", "strips")

    def __init__(self, strips: Sequence[Strip], elements: Sequence[Element]) -> None:
        """Hold strips and the elements that they draw, as they stand below each other."""
        self.strips = tuple(strips)
        self._elements = elements
        self._table: tuple[Nodes, dict[Element, int]] | None = None
        self._recordings: dict[tuple[Draw, str], Recording] = {}

    @property
    def nodes(self) -> Nodes:
        """The elements in a table."""
        return (self._table or self._entered())[0]

    @property
    def numbers(self) -> dict[Element, int]:
        """The places of the elements in the table."""
        return (self._table or self._entered())[1]

    def _entered(self) -> tuple[Nodes, dict[Element, int]]:
        """Return the elements in a table, made once it is asked for: most settings of a page are never drawn."""
        with _ENTERING:
            if self._table is None:
                nodes, numbers = Nodes(), dict[Element, int]()
                nodes.tops = nodes.enter(self._elements, numbers)
                for element in numbers:
                    # The table tells who is below whom.
                    element.children = ()
                self._table = nodes, numbers
            return self._table

    @property
    def counts(self) -> tuple[int, int]:
        """How many elements of its own it has, and how many those of the pieces in it are."""
        if self._table:
            nodes, numbers = self._table
            return len(numbers), len(nodes.roles) - len(numbers)
        return _counts(self._elements)

    def used(self, holder: Element) -> Strips:
        """Return the strips of the piece for a place in a tree, of which they draw elements of their own."""
        use = Use(self)
        if self._elements:
            holder.hold(use)
        return [_used(strip, use) for strip in self.strips]

    def recording(self, draw: Draw, accent: str) -> Recording:
        """Return what the drawing of one of the strips draws at (0, 0), recorded once for each accent."""
        found = self._recordings.get((draw, accent))
        if found is None:
            recorder = Recorder(self.nodes.roles, accent)
            draw(PieceCanvas(recorder, self.numbers, range(len(self.nodes.roles)), 0), 0, 0)
            found = recorder.recorded()
            if len(self._recordings) < _RECORDINGS * len(self.strips):
                self._recordings[draw, accent] = found
        return found


def _counts(elements: Sequence[Element]) -> tuple[int, int]:
    """Return how many elements there are with all below them, and how many more those of pieces among them are."""
    own, within = len(elements), 0
    for element in elements:
        if isinstance(element, Use):
            more = 0, sum(element.piece.counts) - 1
        else:
            more = _counts(element.children) if element.children else (0, 0)
        own, within = own + more[0], within + more[1]
    return own, within


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
        piece, first = self.use.piece, 0
        if isinstance(canvas, PieceCanvas):
            first = canvas.first + canvas.numbers.get(self.use, 0)
            if not isinstance(canvas.outer, Recorder):
                self.draw(PieceCanvas(canvas.outer, piece.numbers, canvas.elements, first), x, top)
                return
        elif not isinstance(canvas, TaggedCanvas):
            self.draw(PieceCanvas(canvas, piece.numbers, self.use.elements, 0), x, top)
            return
        draw = self.draw
        # What a piece within this one draws alone is placed as it is.
        while isinstance(draw, UsedDrawing):
            first += piece.numbers.get(draw.use, 0)
            piece, draw = draw.use.piece, draw.draw
        if isinstance(canvas, TaggedCanvas):
            canvas.place(self.use, first, piece.recording(draw, canvas.accent), x, top)
        else:
            canvas.outer.place(first, piece.recording(draw, canvas.outer.accent), x, top)


class PieceCanvas:
    """A canvas for the drawing of a piece: what this draws as its own elements is drawn as those of its use."""

    def __init__(self, outer: Any, numbers: Mapping[Element, int], elements: Sequence[Any], first: int) -> None:
        """Draw on another canvas: the elements of a use, in which those of the piece begin with the `first`."""
        self.outer = outer
        self.numbers = numbers
        self.elements = elements
        self.first = first

    def __getattr__(self, name: str) -> Any:
        """Return what all canvases have."""
        return getattr(self.outer, name)

    def _own(self, element: Element) -> Any:
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
            element.elements = [*map(Element, element.nodes.roles)]
            for own, kids in zip(element.elements, element.nodes.kids, strict=True):
                own.children = [element.elements[kid] for kid in kids]
            found += [element.elements[top] for top in element.nodes.tops]
        else:
            element.children = expanded(element.children)
            found.append(element)
    return found
