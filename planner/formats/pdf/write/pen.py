"""What draws text and marks what it means: everything is decoration unless it is drawn between `begin` and `end`."""

from __future__ import annotations

from abc import abstractmethod
from typing import Final

from planner.files.png import Bitmap
from planner.formats.pdf.layout.linebreak import Line, Span
from planner.formats.pdf.shapes import colour_parts
from planner.formats.pdf.theme import ACCENT, GREY
from planner.formats.pdf.write.forms import Form
from planner.formats.pdf.write.objects import text_string

STATE: Final = frozenset({"rg", "RG", "w", "J", "j", "d", "cm", "q", "Q", "g", "G", "M"})


class MarkingPen:
    """Writes drawing code, with the marks of elements by their numbers."""

    def __init__(self, accent: str) -> None:
        """Begin with no code; headings have the colour `accent`."""
        self.accent = accent
        self._code: list[str] = []
        self._last: int | None = None
        self._loose = 0
        self._colours: dict[str, str] = {}

    @abstractmethod
    def _opened(self, element: int) -> str:
        """Return what begins a new mark of an element."""

    @abstractmethod
    def _marked(self, element: int, span: Span, x: float, y: float) -> int:
        """Return a new element for a mark behind words, in its place among what is drawn of the element around it."""

    @abstractmethod
    def _foreign(self, element: int, language: str) -> int:
        """Return a new element for words in another language."""

    @abstractmethod
    def _shown(self, span: Span, size: float) -> str:
        """Return the operators that draw a stretch of a line."""

    @abstractmethod
    def _named(self, picture: Bitmap) -> str:
        """Return the name of a picture."""

    @abstractmethod
    def _uses(self, form: Form) -> None:
        """Note that a drawing is named."""

    def _literal(self, code: str) -> str:
        """Return code as it is kept."""
        return code

    def start(self, element: int) -> None:
        """Let what is drawn from here on be the content of an element."""
        if self._last == element and not self._painted():
            del self._code[self._loose - 1]
        else:
            self._close_decoration()
            self._code.append(self._opened(element))
        self._last = element

    def end(self) -> None:
        """Let what is drawn from here on be decoration again."""
        self._code.append("EMC")
        self._loose = len(self._code)

    def _painted(self) -> bool:
        if self._loose == len(self._code):
            return False
        # What an entry does is said by its last word.
        last = [entry.rsplit(None, 1)[-1:] for entry in self._code[self._loose :]]
        return any(word[0] not in STATE for word in last if word)

    def _close_decoration(self) -> None:
        if self._painted():
            self._code.insert(self._loose, "/Artifact BMC")
            self._code.append("EMC")
        self._loose = len(self._code)

    def paint(self, operators: str) -> None:
        """Draw with PDF operators."""
        self._code.append(self._literal(operators))

    def image(self, picture: Bitmap) -> None:
        """Draw a picture of dots in the square that was made for it."""
        self._code.append(f"/{self._named(picture)} Do")

    def drawing(self, form: Form) -> None:
        """Draw what is an object of its own, in the numbers that were made for it."""
        self._code.append(f"/{form.name} Do")
        self._uses(form)

    def colour(self, operator: str, value: str) -> None:
        """Set the colour of filling (`rg`) or stroking (`RG`) to a `#rrggbb`."""
        value = self.accent if value == ACCENT else value
        if self._colours.get(operator) != value:
            self._colours[operator] = value
            self._code.append(f"{colour_parts(value)} {operator}")

    def line(self, line: Line, x: float, y: float, look: tuple[float, str], element: int | None) -> None:
        """Draw a line of text from its baseline's start, in a size and a colour.

        Its marks are small and grey, each an element of its own that says what it stands for; so is what is in another
        language.
        """
        size, colour = look
        for span in line:
            self.colour("rg", GREY if span.mark else colour)
            if element is not None:
                self.start(self._element_of(element, span, x, y))
            self._write_span(span, x, y, span.mark or size)
            if element is not None:
                self.end()

    def _element_of(self, element: int, span: Span, x: float, y: float) -> int:
        if span.mark:
            return self._marked(element, span, x, y)
        return self._foreign(element, span.language) if span.language else element

    def _write_span(self, span: Span, x: float, y: float, size: float) -> None:
        said = f"BT 1 0 0 1 {x + span.x:.2f} {y:.2f} Tm {self._shown(span, size)} ET"
        if span.letters:
            said = f"/Span <</ActualText {self._literal(text_string(span.letters))}>> BDC {said} EMC"
        self._code.append(said)
