"""Drawings that are recorded once and placed on many pages, with holes for what is only known there.

Left open are the numbers of marks, those of sources, the letters that have no code of their own in every file, and the
names of pictures. A recording holds no state that was there before it, and leaves none behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, NamedTuple

from planner.document.citations import NUMBER
from planner.files.png import Bitmap
from planner.formats.pdf.layout.linebreak import Span
from planner.formats.pdf.write.forms import Form
from planner.formats.pdf.write.letters import NotFixedError, shown_alike
from planner.formats.pdf.write.links import Area
from planner.formats.pdf.write.pen import MarkingPen


class LetterHole(NamedTuple):
    """A hole for letters of a font in a size; `source` gives a number in the place of a sign."""

    font: str
    text: str
    size: float
    source: str = ""


class Inserted(NamedTuple):
    """An element that comes into being when its words are drawn: a mark behind words, or words in another language.

    It has one mark alone. A mark of a source says where it stands, by the baseline of its letters.
    """

    parent: int
    language: str = ""
    says: str = ""
    source: str = ""
    area: Area = Area(0, 0, 0, 0, 0)


class ListedSource(NamedTuple):
    """The number of a source in the list of all, with its element and its place."""

    source: str
    element: int
    area: Area
    says: str


class Titled(NamedTuple):
    """A heading with its level and its height."""

    title: str
    level: int
    top: float


# What is put into a hole; nothing stands for the number of the next mark.
Hole = LetterHole | Bitmap | None


class Recording(NamedTuple):
    """Drawing code with `%s` for each hole, and what is said of it beside; where it stands is counted from (0, 0).

    `marks` are the elements of its marks in their order, by their numbers in the piece; one that is inserted counts
    downwards from -1. Where all holes are marks, `holes` is empty.
    """

    code: str
    holes: tuple[Hole, ...]
    marks: tuple[int, ...]
    inserted: tuple[Inserted, ...]
    boxes: tuple[tuple[int, tuple[float, float, float, float]], ...]
    listed: tuple[ListedSource, ...]
    titles: tuple[Titled, ...]
    fonts: frozenset[str]
    forms: frozenset[Form]

    def filled(self, first: int, fill: Callable[[LetterHole | Bitmap], str]) -> str:
        """Return the code with what stands in its holes; marks are counted from the first."""
        if not self.holes:
            return self.code % tuple(range(first, first + len(self.marks)))
        numbers = count(first)
        return self.code % tuple(next(numbers) if hole is None else fill(hole) for hole in self.holes)


class Recorder(MarkingPen):
    """A canvas that records; elements are the numbers that they have in their piece."""

    def __init__(self, roles: Sequence[str], accent: str) -> None:
        """Begin with nothing recorded; `roles` are those of the piece's elements."""
        super().__init__(accent)
        self._roles = roles
        self._holes: list[Hole] = []
        self._marks: list[int] = []
        self._inserted: list[Inserted] = []
        self._boxes: list[tuple[int, tuple[float, float, float, float]]] = []
        self._listed: list[ListedSource] = []
        self._titles: list[Titled] = []
        self._fonts: set[str] = set()
        self._forms: set[Form] = set()

    def recorded(self) -> Recording:
        """Return what was recorded."""
        self._close_decoration()
        return Recording(
            "\n".join(self._code),
            tuple(self._holes) if any(hole is not None for hole in self._holes) else (),
            tuple(self._marks),
            tuple(self._inserted),
            tuple(self._boxes),
            tuple(self._listed),
            tuple(self._titles),
            frozenset(self._fonts),
            frozenset(self._forms),
        )

    def place(self, first: int, recording: Recording, x: float, top: float) -> None:
        """Draw what was recorded of a piece within this one, whose elements begin with a number here."""
        self._close_decoration()
        before = len(self._inserted)
        self._code.append(f"q 1 0 0 1 {x:.2f} {top:.2f} cm\n{recording.code}\nQ")
        self._holes += recording.holes or [None] * len(recording.marks)
        self._marks += [first + mark if mark >= 0 else mark - before for mark in recording.marks]
        self._inserted += [
            one._replace(parent=first + one.parent, area=moved(one.area, x, top)) for one in recording.inserted
        ]
        self._boxes += [(first + element, moved_box(box, x, top)) for element, box in recording.boxes]
        self._listed += [
            one._replace(element=first + one.element, area=moved(one.area, x, top)) for one in recording.listed
        ]
        self._titles += [one._replace(top=one.top + top) for one in recording.titles]
        self._fonts |= recording.fonts
        self._forms |= recording.forms
        self._last, self._loose = None, len(self._code)

    def begin(self, element: int) -> None:
        """Let what is drawn from here on be the content of an element."""
        self.start(element)

    def write(self, line: Any, x: float, y: float, size: float, colour: str, element: int | None) -> None:
        """Draw a line of text from its baseline's start, as the content of an element or as decoration."""
        self.line(line, x, y, (size, colour), element)

    def box(self, element: int, sides: tuple[float, float, float, float]) -> None:
        """Say which part of the page a picture takes: left, bottom, right, top."""
        self._boxes.append((element, sides))

    def listed(self, source: str, element: int, area: tuple[float, float, float, float], says: str) -> None:
        """Say that an element is the number of a source in the list of all."""
        self._listed.append(ListedSource(source, element, Area(0, *area), says))

    def heading(self, title: str, level: int, top: float) -> None:
        """Add a bookmark for a heading at a height."""
        self._titles.append(Titled(title, level, top))

    def _literal(self, code: str) -> str:
        return code.replace("%", "%%")

    def _hole(self, hole: Hole) -> str:
        self._holes.append(hole)
        return "%s"

    def _opened(self, element: int) -> str:
        self._marks.append(element)
        role = self._roles[element] if element >= 0 else "Span"
        return f"/{role} <</MCID {self._hole(None)}>> BDC"

    def _marked(self, element: int, span: Span, x: float, y: float) -> int:
        area = Area(0, x + span.x, y, span.width, span.mark)
        self._inserted.append(Inserted(element, "", span.says, span.source, area))
        return -len(self._inserted)

    def _foreign(self, element: int, language: str) -> int:
        self._inserted.append(Inserted(element, language))
        return -len(self._inserted)

    def _shown(self, span: Span, size: float) -> str:
        return " ".join(self._letters(name, text, size, span.source) for name, text in span.parts)

    def _letters(self, name: str, text: str, size: float, source: str) -> str:
        if source and NUMBER in text:
            return self._hole(LetterHole(name, text, size, source))
        try:
            shown = shown_alike(name, text, size)
        except NotFixedError:
            return self._hole(LetterHole(name, text, size))
        self._fonts.add(name)
        return self._literal(shown)

    def _named(self, picture: Bitmap) -> str:
        return self._hole(picture)

    def _uses(self, form: Form) -> None:
        self._forms.add(form)


def moved(area: Area, x: float, y: float) -> Area:
    """Return an area further to the right and up."""
    return area._replace(x=area.x + x, y=area.y + y)


def moved_box(box: tuple[float, float, float, float], x: float, y: float) -> tuple[float, float, float, float]:
    """Return a box further to the right and up."""
    left, low, right, high = box
    return left + x, low + y, right + x, high + y
