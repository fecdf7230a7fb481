"""The lines at the head and the foot of a page, in a stream of their own: all of a file that knows whom it is for."""

from __future__ import annotations

from typing import Final, NamedTuple

from planner.files.png import Bitmap
from planner.formats.pdf.layout.linebreak import Line, Span
from planner.formats.pdf.theme import ACCENT
from planner.formats.pdf.write.forms import Form
from planner.formats.pdf.write.letters import ShownLetters
from planner.formats.pdf.write.objects import PdfFile, pressed, text_string
from planner.formats.pdf.write.pen import MarkingPen
from planner.formats.pdf.write.tags import Element

_IDENTITY: Final = 0
# What is said of a part at the head of its page: its marks were counted with those of the page.
_ASIDE: Final = 1


class Heads(NamedTuple):
    """What a sheet leaves open for the heads of its pages, by numbers of objects.

    The `streams` are those of its pages, `firsts` the numbers of the first marks of each head. The `parents` tell the
    element of each mark of the first page, of which those of the page itself are `known`. The `identity` is the element
    of whom the sheet is for, below the `root`; it stands on the `page`.
    """

    streams: tuple[int, ...]
    firsts: tuple[int, ...]
    parents: int
    known: str
    identity: int
    root: int
    page: int


class HeadPen(MarkingPen):
    """A canvas for the head and the foot of one page."""

    def __init__(self, letters: ShownLetters, first: int, identity: Element) -> None:
        """Begin with the number of the first mark; what is drawn as an element is the identity, or said of a part."""
        super().__init__(ACCENT)
        self._letters, self._next, self._identity = letters, first, identity
        self._inserted: list[tuple[int, str]] = []
        # The marks of the identity, those of words in another language with that.
        self.marks: list[tuple[int, str]] = []

    def write(self, line: Line, x: float, y: float, size: float, colour: str, element: Element | None) -> None:
        """Draw a line of text from its baseline's start, as the content of an element or as decoration."""
        own = None if element is None else _IDENTITY if element is self._identity else _ASIDE
        self.line(line, x, y, (size, colour), own)

    def _opened(self, element: int) -> str:
        number, self._next = self._next, self._next + 1
        above, language = self._inserted[-element - 1] if element < 0 else (element, "")
        if above == _IDENTITY:
            self.marks.append((number, language))
        return f"/{'Span' if element < 0 else 'P'} <</MCID {number}>> BDC"

    def _marked(self, element: int, span: Span, x: float, y: float) -> int:
        return self._foreign(element, "")

    def _foreign(self, element: int, language: str) -> int:
        self._inserted.append((element, language))
        return -len(self._inserted)

    def _shown(self, span: Span, size: float) -> str:
        return " ".join(self._letters.shown(name, text, size) for name, text in span.parts)

    def _named(self, picture: Bitmap) -> str:
        raise ValueError("no picture stands at the head of a page")

    def _uses(self, form: Form) -> None:
        raise ValueError("no drawing stands at the head of a page")

    def code(self) -> bytes:
        """Return what was drawn."""
        self._close_decoration()
        return "\n".join([*self._code, ""]).encode()


def write_heads(pdf: PdfFile, heads: Heads, pens: list[HeadPen]) -> None:
    """Write the heads of a sheet's pages and the element of whom it is for, which stands on the first of them."""
    for number, pen in zip(heads.streams, pens, strict=True):
        pdf.put_stream(number, pressed(pen.code()))
    kids, parents = [], []
    for mark, language in pens[0].marks:
        parents.append(heads.identity)
        kids.append(str(mark))
        if language:
            keys = f"/S/Span/P {heads.identity} 0 R/Pg {heads.page} 0 R/Lang {text_string(language)}/K {mark}"
            parents[-1] = pdf.add(f"<<{keys}>>")
            kids[-1] = f"{parents[-1]} 0 R"
    listed = f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]" if kids else ""
    page = f"/Pg {heads.page} 0 R" if kids else ""
    pdf.put(heads.identity, f"<</S/P/P {heads.root} 0 R{page}{listed}>>")
    told = " ".join(f"{parent} 0 R" for parent in parents)
    pdf.put(heads.parents, f"[{heads.known}{' ' if heads.known and told else ''}{told}]")
