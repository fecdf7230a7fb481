"""The pages of a file, with what they share: fonts, pictures, bookmarks, and the tree of all sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.formats.pdf.write.bookmarks import Bookmark, write_bookmarks
from planner.formats.pdf.write.images import Images
from planner.formats.pdf.write.letters import ShownLetters
from planner.formats.pdf.write.links import Link, Sources, linked
from planner.formats.pdf.write.metadata import About, described
from planner.formats.pdf.write.objects import PdfFile, pressed
from planner.formats.pdf.write.tags import Drawn, Element, Leaf, Nodes, write_elements, write_root


class DrawnPages:
    """The pages of one file as they are drawn, sheet by sheet."""

    def __init__(self, size: tuple[float, float], holder: Element | None) -> None:
        """Begin with none, of a size in points; the `holder`, if any, is the element above those of all sheets."""
        self.pdf = PdfFile()
        self.letters, self.images = ShownLetters(), Images()
        self.bookmarks: list[Bookmark] = []
        self._size = size
        self._holder = holder
        self._catalog, self._pages, self._resources, self._root = (self.pdf.reserved() for _ in range(4))
        self._top = self.pdf.reserved() if holder else 0
        self._made: list[tuple[int, str]] = []
        self._leaves: list[Leaf] = []
        self._sheets: list[int] = []
        self._key = 0

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._made)

    def add(self, code: Sequence[str]) -> None:
        """Add a page with its drawing code, and the keys that tie it to the tree."""
        contents = self.pdf.add_stream(pressed("\n".join([*code, ""]).encode()))
        width, height = self._size
        keys = (
            f"/Type/Page/Parent {self._pages} 0 R/MediaBox[0 0 {width:.7g} {height:.7g}]"
            f"/Resources {self._resources} 0 R/Contents {contents} 0 R/StructParents {self._key}/Tabs/S"
        )
        self._made.append((self.pdf.reserved(), keys))
        self._key += 1

    def end_sheet(
        self, nodes: Nodes, marks: Sequence[Sequence[int]], boxes: Mapping[int, str], sources: Sources
    ) -> None:
        """Write the elements of a sheet, and tie the numbers of its sources to its own list alone.

        `marks` are the elements of the marks on each of its pages, which are the last ones.
        """
        pages = [number for number, _ in self._made]
        first = self.pdf.reserved(len(nodes.roles))
        links = linked(self.pdf, sources, pages, self._key)
        told = [f"[{' '.join(f'{first + element} 0 R' for element in page)}]" for page in marks]
        entries = [*told, *(f"{first + link.element} 0 R" for link in links)]
        self._leaves.append(Leaf(self._key - len(marks), entries))
        self._key += len(links)
        self._write_pages(len(pages) - len(marks), links)
        annotations = {link.element: link.annotation for link in links}
        write_elements(self.pdf, nodes, first, Drawn(self._top or self._root, pages, annotations, boxes))
        self._sheets.append(first)

    def _write_pages(self, first: int, links: tuple[Link, ...]) -> None:
        for page, (number, keys) in enumerate(self._made[first:], first):
            own = " ".join(f"{link.annotation} 0 R" for link in links if link.page == page)
            self.pdf.put(number, f"<<{keys}{f'/Annots[{own}]' if own else ''}>>")

    def finished(self, about: About, creation_time: int, preferences: str) -> bytes:
        """Return the bytes of the file with what it says of itself; `preferences` are further ones of the viewer."""
        pages = [number for number, _ in self._made]
        self.pdf.put(self._pages, f"<</Type/Pages/Count {len(pages)}/Kids[{_references(pages)}]>>")
        if self._holder:
            keys = f"/S/{self._holder.role}/P {self._root} 0 R/K[{_references(self._sheets)}]"
            self.pdf.put(self._top, f"<<{keys}>>")
        write_root(self.pdf, self._root, self._top or self._sheets[0], self._leaves)
        fonts, images = self.letters.write(self.pdf), self.images.write(self.pdf)
        self.pdf.put(self._resources, f"<</Font<<{fonts}>>{f'/XObject<<{images}>>' if images else ''}>>")
        info, told = described(self.pdf, about, creation_time)
        outlines = write_bookmarks(self.pdf, self.bookmarks, pages)
        listed = f"/Outlines {outlines} 0 R" if outlines else ""
        keys = f"/Type/Catalog/Pages {self._pages} 0 R/StructTreeRoot {self._root} 0 R/MarkInfo<</Marked true>>"
        viewer = f"/ViewerPreferences<</DisplayDocTitle true{preferences}>>"
        self.pdf.put(self._catalog, f"<<{keys}{viewer}{listed}/PageMode/UseNone{told}>>")
        return self.pdf.finished(self._catalog, info)


def _references(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
