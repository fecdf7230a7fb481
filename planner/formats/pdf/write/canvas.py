"""The canvas of a tagged PDF, which notes what each mark means. Drawing code does not know the tags.

Everything that a canvas draws is decoration (an artifact) unless it is drawn between `begin` and `end` of an element.
"""

from __future__ import annotations

from functools import lru_cache

from planner.document.citations import NUMBER
from planner.files.png import Bitmap
from planner.formats.pdf.layout.linebreak import Line, Span, escape
from planner.formats.pdf.theme import INK
from planner.formats.pdf.write.bookmarks import Bookmark
from planner.formats.pdf.write.forms import Form
from planner.formats.pdf.write.links import Anchor, Area
from planner.formats.pdf.write.objects import text_string
from planner.formats.pdf.write.recording import Inserted, LetterHole, Recording, moved, moved_box
from planner.formats.pdf.write.sheets import TaggedPages
from planner.formats.pdf.write.tags import Element, TableElement, mark


class TaggedCanvas(TaggedPages):
    """A canvas on which everything is decoration unless an element is open.

    It never changes the elements, so that one tree can be drawn many times.
    """

    def begin(self, element: Element) -> None:
        """Let what is drawn from here on be the content of an element."""
        self.start(self._places[element])

    def write(self, line: Line, x: float, y: float, size: float, colour: str, element: Element | None) -> None:
        """Draw a line of text from its baseline's start, as the content of an element or as decoration."""
        self.line(line, x, y, (size, colour), None if element is None else self._places[element])

    def box(self, element: Element, sides: tuple[float, float, float, float]) -> None:
        """Say which part of the page a picture takes: left, bottom, right, top."""
        self._box(self._places[element], sides)

    def _box(self, element: int, sides: tuple[float, float, float, float]) -> None:
        self._boxes[element] = " ".join(f"{side:.1f}" for side in sides)

    def listed(self, source: str, element: Element, area: tuple[float, float, float, float], says: str) -> None:
        """Say that an element is the number of a source in the list of all: x, baseline, width, size of its letters."""
        anchor = Anchor(self._places[element], Area(self.pages.count, *area), says)
        self._sources.listed.setdefault(source, anchor)

    def heading(self, title: str, level: int, top: float) -> None:
        """Add a bookmark for a heading at a height of the current page; above a sheet's own, levels are negative."""
        self.pages.bookmarks.append(Bookmark(title, level, self.pages.count, top, shut=level < 0))

    def place(self, use: TableElement, first: int, recording: Recording, x: float, top: float) -> None:
        """Draw what was recorded of a piece, as elements that stand for it in the tree of the sheet, from the first."""
        self._close_decoration()
        first += self._places.get(use, 0)
        page, marks = self.pages.count, self._on_page
        start = len(marks)
        self._code.append(f"q 1 0 0 1 {x:.2f} {top:.2f} cm\n{recording.filled(start, self._filling)}\nQ")
        self._last, self._loose = None, len(self._code)
        self.pages.letters.fixed |= recording.fonts
        if recording.forms:
            self.pages.forms |= recording.forms
        own = [
            self._insertion(one._replace(area=moved(one.area, x, top)), first + one.parent)
            for one in recording.inserted
        ]
        kids, before = self._nodes.kids, mark(page, start)
        for number, marked in enumerate(recording.marks):
            element = first + marked if marked >= 0 else own[-marked - 1]
            marks.append(element)
            if marked < 0:
                self._nodes.hold(first + recording.inserted[-marked - 1].parent, element)
            kids[element] = [*kids[element], before - number]
        if recording.boxes or recording.listed or recording.titles:
            self._note(recording, first, x, top)

    def _note(self, recording: Recording, first: int, x: float, top: float) -> None:
        """Keep what is said beside a recording."""
        page = self.pages.count
        for element, sides in recording.boxes:
            self._box(first + element, moved_box(sides, x, top))
        for source, element, area, says in recording.listed:
            place = moved(area, x, top)._replace(page=page)
            self._sources.listed.setdefault(source, Anchor(first + element, place, says))
        for title in recording.titles:
            self.heading(title.title, title.level, title.top + top)

    def _filling(self, hole: LetterHole | Bitmap) -> str:
        """Return what stands in a hole."""
        if isinstance(hole, Bitmap):
            return self._named(hole)
        return self.pages.letters.shown(hole.font, self._numbered(hole.text, hole.source), hole.size)

    def _insertion(self, one: Inserted, parent: int) -> int:
        """Return the number of an element that comes into being with its words; its place is that of its mark."""
        says = self._numbered(one.says, one.source)
        attributes = f"/Lang {text_string(one.language)}" if one.language else _expansion(says) if says else ""
        number = self._nodes.insert("Span", attributes, parent)
        if one.source:
            anchor = Anchor(number, one.area._replace(page=self.pages.count), says)
            self._sources.named.setdefault(one.source, []).append(anchor)
        return number

    def _opened(self, element: int) -> str:
        number = len(self._on_page)
        self._on_page.append(element)
        self._nodes.hold(element, mark(self.pages.count, number))
        return f"/{self._nodes.roles[element]} <</MCID {number}>> BDC"

    def _marked(self, element: int, span: Span, x: float, y: float) -> int:
        area = Area(0, x + span.x, y, span.width, span.mark)
        return self._held(Inserted(element, "", span.says, span.source, area))

    def _foreign(self, element: int, language: str) -> int:
        return self._held(Inserted(element, language))

    def _held(self, one: Inserted) -> int:
        number = self._insertion(one, one.parent)
        self._nodes.hold(one.parent, number)
        return number

    def _numbered(self, text: str, source: str) -> str:
        """Return what a mark shows or says with the number of its source."""
        if source:
            self._asked.add(source)
        return text.replace(NUMBER, str(self._numbers[source])) if source in self._numbers else text

    def _shown(self, span: Span, size: float) -> str:
        parts = ((name, self._numbered(text, span.source)) for name, text in span.parts)
        return " ".join(self.pages.letters.shown(name, text, size) for name, text in parts)

    def _named(self, picture: Bitmap) -> str:
        return self.pages.images.name(picture)

    def _uses(self, form: Form) -> None:
        self.pages.forms.add(form)

    def counted(self, line: Line, element: Element) -> None:
        """Count the marks of the first line at the page's head, behind all that is drawn on the page itself."""
        self._close_decoration()
        self._firsts.append(len(self._on_page))
        code, self._code, self._last, self._loose, self._colours = self._code, [], None, 0, {}
        self.write(line, 0, 0, 1, INK, element)
        self._code, self._last, self._loose, self._colours = code, None, len(code), {}


@lru_cache(maxsize=1024)
def _expansion(says: str) -> str:
    return f"/E {text_string(escape(says))}"
