"""The pages of a file, with what they share: fonts, pictures, bookmarks, and the tree of all sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planner.formats.pdf.write.bookmarks import Bookmark, write_bookmarks
from planner.formats.pdf.write.forms import Form, write_forms
from planner.formats.pdf.write.heads import HeadPen, Heads, write_heads
from planner.formats.pdf.write.images import Images
from planner.formats.pdf.write.letters import ShownLetters
from planner.formats.pdf.write.links import Link, Sources, linked
from planner.formats.pdf.write.metadata import About, described
from planner.formats.pdf.write.objects import Begun, PdfFile
from planner.formats.pdf.write.tags import Drawn, Element, Leaf, Nodes, write_elements, write_root


class BegunSheets(NamedTuple):
    """A file but for the heads of its pages, with nothing of whom it is for: they can be added for many, one by one.

    What names fonts, pictures and drawings, and the fonts that are `fixed` in all files, are known to be written.
    """

    file: Begun
    heads: Sequence[Heads]
    catalog: int
    info: int
    resources: int
    fonts: str
    images: str
    fixed: frozenset[str]

    def finished(self, letters: ShownLetters, pens: Sequence[list[HeadPen]]) -> bytes:
        """Return the bytes of the file with the heads of each sheet's pages, drawn with some letters."""
        pdf = PdfFile(self.file)
        for heads, own in zip(self.heads, pens, strict=True):
            write_heads(pdf, heads, own)
        fonts = f"{self.fonts}{letters.write(pdf, self.fixed)}"
        pdf.put(self.resources, f"<</Font<<{fonts}>>{f'/XObject<<{self.images}>>' if self.images else ''}>>")
        return pdf.finished(self.catalog, self.info)


class DrawnPages:
    """The pages of one file as they are drawn, sheet by sheet."""

    def __init__(self, size: tuple[float, float], holder: Element | None) -> None:
        """Begin with none, of a size in points; the `holder`, if any, is the element above those of all sheets."""
        self.pdf = PdfFile()
        self.letters, self.images = ShownLetters(), Images()
        self.forms: set[Form] = set()
        self.bookmarks: list[Bookmark] = []
        self._size = size
        self._holder = holder
        self._catalog, self._pages, self._resources, self._root = (self.pdf.reserved() for _ in range(4))
        self._top = self.pdf.reserved() if holder else 0
        self._made: list[tuple[int, str]] = []
        # Of pages since the last sheet that have a head: the stream of it.
        self._open_heads: list[int] = []
        self._heads: list[Heads] = []
        self._leaves: list[Leaf] = []
        self._sheets: list[int] = []
        self._key = 0

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._made)

    def add(self, code: bytes, *, headed: bool = True) -> None:
        """Add a page with its compressed code, and the keys that tie it to the tree; its head is drawn later."""
        body = self.pdf.add_stream(code)
        if headed:
            self._open_heads.append(self.pdf.reserved())
        contents = f"[{self._open_heads[-1]} 0 R {body} 0 R]" if headed else f"{body} 0 R"
        width, height = self._size
        keys = (
            f"/Type/Page/Parent {self._pages} 0 R/MediaBox[0 0 {width:.7g} {height:.7g}]"
            f"/Resources {self._resources} 0 R/Contents {contents}/StructParents {self._key}/Tabs/S"
        )
        self._made.append((self.pdf.reserved(), keys))
        self._key += 1

    def end_sheet(
        self,
        nodes: Nodes,
        marks: Sequence[Sequence[int]],
        boxes: Mapping[int, str],
        sources: Sources,
        identity: int,
        firsts: Sequence[int],
    ) -> None:
        """Write the elements of a sheet, and tie the numbers of its sources to its own list alone.

        `marks` are the elements of the marks on each of its pages, which are the last ones. The `identity` is the
        element that is written with the heads, whose marks begin with the `firsts`.
        """
        pages = [number for number, _ in self._made]
        first, parents = self.pdf.reserved(len(nodes.roles)), self.pdf.reserved()
        links = linked(self.pdf, sources, pages, self._key)
        told = [" ".join(f"{first + element} 0 R" for element in page) for page in marks]
        entries = [f"{parents} 0 R", *(f"[{page}]" for page in told[1:])]
        entries += [f"{first + link.element} 0 R" for link in links]
        self._leaves.append(Leaf(self._key - len(marks), entries))
        self._key += len(links)
        self._write_pages(len(pages) - len(marks), links)
        annotations = {link.element: link.annotation for link in links}
        above = self._top or self._root
        write_elements(self.pdf, nodes, first, Drawn(above, pages, annotations, boxes), identity)
        self._sheets.append(first)
        streams, self._open_heads = tuple(self._open_heads), []
        page = pages[len(pages) - len(marks)]
        root = first + nodes.above[identity]
        self._heads.append(Heads(streams, tuple(firsts), parents, told[0], first + identity, root, page))

    @property
    def heads(self) -> Heads:
        """What the last sheet leaves open for its heads."""
        return self._heads[-1]

    def _write_pages(self, first: int, links: tuple[Link, ...]) -> None:
        for page, (number, keys) in enumerate(self._made[first:], first):
            own = " ".join(f"{link.annotation} 0 R" for link in links if link.page == page)
            self.pdf.put(number, f"<<{keys}{f'/Annots[{own}]' if own else ''}>>")

    def begun(self, about: About, creation_time: int, preferences: str = "") -> BegunSheets:
        """Return the file, with what it says of itself, but for the heads; `preferences` are more of the viewer's."""
        pages = [number for number, _ in self._made]
        self.pdf.put(self._pages, f"<</Type/Pages/Count {len(pages)}/Kids[{_references(pages)}]>>")
        if self._holder:
            keys = f"/S/{self._holder.role}/P {self._root} 0 R/K[{_references(self._sheets)}]"
            self.pdf.put(self._top, f"<<{keys}>>")
        write_root(self.pdf, self._root, self._top or self._sheets[0], self._leaves)
        fonts = self.letters.write(self.pdf)
        images = f"{self.images.write(self.pdf)}{write_forms(self.pdf, self.forms)}"
        info, told = described(self.pdf, about, creation_time)
        outlines = write_bookmarks(self.pdf, self.bookmarks, pages)
        listed = f"/Outlines {outlines} 0 R" if outlines else ""
        keys = f"/Type/Catalog/Pages {self._pages} 0 R/StructTreeRoot {self._root} 0 R/MarkInfo<</Marked true>>"
        viewer = f"/ViewerPreferences<</DisplayDocTitle true{preferences}>>"
        self.pdf.put(self._catalog, f"<<{keys}{viewer}{listed}/PageMode/UseNone{told}>>")
        heads, fixed = tuple(self._heads), frozenset(self.letters.fixed)
        return BegunSheets(self.pdf.begun(), heads, self._catalog, info, self._resources, fonts, images, fixed)


def _references(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
