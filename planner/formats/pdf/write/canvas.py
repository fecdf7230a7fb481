"""The canvas of a tagged PDF, which notes what each mark means. Drawing code does not know the tags.

Everything that a canvas draws is decoration (an artifact) unless it is drawn between `begin` and `end` of an element.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from planner.document.citations import NUMBER
from planner.formats.pdf.engine import Canvas
from planner.formats.pdf.layout.linebreak import Line, Span, escape
from planner.formats.pdf.shapes import colour_parts
from planner.formats.pdf.theme import ACCENT, GREY
from planner.formats.pdf.write.letters import ShownLetters
from planner.formats.pdf.write.links import Anchor, Area, Sources, linked
from planner.formats.pdf.write.objects import CompactDocument, pressed, text_string
from planner.formats.pdf.write.tags import Drawn, Element, Mark, SheetKeys, StructureTree, TagContent, following

STATE: Final = frozenset({"rg", "RG", "w", "J", "j", "d", "cm", "q", "Q", "g", "G", "M"})


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas on which everything is decoration unless an element is open.

    It never changes the elements, so that one tree can be drawn many times.
    """

    def __init__(self, size: tuple[float, float], root: Element, first_font: str, depth: int = 0) -> None:
        """Open a canvas of a size in points for the tree below `root`; sheets have bookmarks below `depth` others."""
        super().__init__("", pagesize=size, pageCompression=1, invariant=1, initialFontName=first_font)
        self._doc = CompactDocument(compression=1, invariant=1, pdfVersion=(1, 7))
        self.root = root
        self.content: dict[Element, list[TagContent]] = {}
        self.boxes: dict[Element, str] = {}
        self.marks: list[list[Element]] = [[]]
        self.sources = Sources()
        self.numbers: Mapping[str, int] = {}
        self.accent = ACCENT
        self.depth = depth
        self.sheets: list[SheetKeys] = []
        self._last: Element | None = None
        self._loose = 0
        self._colours: dict[str, str] = {}
        self._letters = ShownLetters(self._doc, self._escape)

    def begin_sheet(self, numbers: Mapping[str, int], accent: str) -> None:
        """Let what is drawn from here on be of a sheet with these numbers of sources, and its own accent if any."""
        self.numbers, self.accent = numbers, accent or ACCENT

    def begin(self, element: Element) -> None:
        """Let what is drawn from here on be the content of an element."""
        if self._last is element and not self._painted():
            del self._code[self._loose - 1]
        else:
            self._close_decoration()
            self._code.append(f"/{element.role} <</MCID {self._mark(element)}>> BDC")
        self._last = element

    def end(self) -> None:
        """Let what is drawn from here on be decoration again."""
        self._code.append("EMC")
        self._loose = len(self._code)

    def _mark(self, element: Element) -> int:
        page = len(self.marks) - 1
        mark = Mark(page, len(self.marks[page]))
        self.marks[page].append(element)
        self.content.setdefault(element, []).append(mark)
        return mark.number

    def box(self, element: Element, sides: tuple[float, float, float, float]) -> None:
        """Say which part of the page a picture takes: left, bottom, right, top."""
        self.boxes[element] = " ".join(f"{side:.1f}" for side in sides)

    def _painted(self) -> bool:
        return any(entry.split()[-1:][0] not in STATE for entry in self._code[self._loose :] if entry.strip())

    def _close_decoration(self) -> None:
        if self._painted():
            self._code.insert(self._loose, "/Artifact BMC")
            self._code.append("EMC")
        self._loose = len(self._code)

    def showPage(self) -> None:  # noqa: N802 - the name is reportlab's
        """End the page, with the keys that tie it to the tree."""
        self._close_decoration()
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = following(self.sheets, len(self.marks)).last
        page.Tabs = "/S"
        page.Contents, page.stream = pressed(page.stream), None
        self.marks.append([])
        self._last, self._loose, self._colours = None, 0, {}

    def paint(self, operators: str) -> None:
        """Draw with PDF operators."""
        self._code.append(operators)

    def colour(self, operator: str, value: str) -> None:
        """Set the colour of filling (`rg`) or stroking (`RG`) to a `#rrggbb`."""
        value = self.accent if value == ACCENT else value
        if self._colours.get(operator) != value:
            self._colours[operator] = value
            self._code.append(f"{colour_parts(value)} {operator}")

    def write(self, line: Line, x: float, y: float, size: float, colour: str, element: Element | None) -> None:
        """Draw a line of text from its baseline's start, as the content of an element or as decoration.

        Its marks are small and grey, each an element of its own that says what it stands for; so is what is in another
        language.
        """
        for span in line:
            self.colour("rg", GREY if span.mark else colour)
            if element is not None:
                own = self._marked(element, span, x, y) if span.mark else self._foreign(element, span)
                self.begin(own)
            self._write_span(span, x, y, span.mark or size)
            if element is not None:
                self.end()

    def _marked(self, element: Element, span: Span, x: float, y: float) -> Element:
        """Return a new element for a mark, in its place among what is drawn of the element around it."""
        says = self._numbered(span.says, span.source)
        own = Element("Span", **({"E": text_string(escape(says))} if says else {}))
        self.content.setdefault(element, []).append(own)
        if span.source:
            area = Area(len(self.marks) - 1, x + span.x, y, span.width, span.mark)
            self.sources.named.setdefault(span.source, []).append(Anchor(own, area, says))
        return own

    def _foreign(self, element: Element, span: Span) -> Element:
        """Return the element of words: a new one with its language where that is not the sheet's."""
        if not span.language:
            return element
        own = Element("Span", Lang=text_string(span.language))
        self.content.setdefault(element, []).append(own)
        return own

    def _numbered(self, text: str, source: str) -> str:
        """Return what a mark shows or says with the number of its source."""
        return text.replace(NUMBER, str(self.numbers[source])) if source in self.numbers else text

    def listed(self, source: str, element: Element, area: tuple[float, float, float, float], says: str) -> None:
        """Say that an element is the number of a source in the list of all: x, baseline, width, size of its letters."""
        self.sources.listed.setdefault(source, Anchor(element, Area(len(self.marks) - 1, *area), says))

    def _write_span(self, span: Span, x: float, y: float, size: float) -> None:
        parts = [(name, self._numbered(text, span.source)) for name, text in span.parts] if span.source else span.parts
        shown = [code for name, text in parts for code in self._letters.shown(name, text, size)]
        said = " ".join(["BT", f"1 0 0 1 {x + span.x:.2f} {y:.2f} Tm", *shown, "ET"])
        self._code.append(f"/Span <</ActualText {text_string(span.letters)}>> BDC {said} EMC" if span.letters else said)

    def heading(self, title: str, level: int, top: float) -> None:
        """Add a bookmark for a heading at a height of the current page; above a sheet's own, levels are negative."""
        key = f"h{len(self._destinations)}"
        self.bookmarkHorizontalAbsolute(key, round(top, 2))
        self.addOutlineEntry(title, key, level + self.depth, closed=level < 0)

    def end_sheet(self) -> None:
        """Tie the numbers of sources on the pages since the last sheet to their list, and to no other sheet's."""
        keys = following(self.sheets, len(self.marks) - 1)
        self.sheets.append(keys._replace(links=linked(self._doc, self.sources, keys.last + 1)))
        self.sources = Sources()

    def finish(self) -> Any:
        """Write the tree of all sheets into the document and return the document."""
        StructureTree(self._doc, self.root, Drawn(self.content, self.boxes, self.marks, tuple(self.sheets))).write()
        return self._doc
