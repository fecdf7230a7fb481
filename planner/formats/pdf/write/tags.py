"""The structure tree of a PDF: what each mark on its pages means, in the order of sense."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planner.formats.pdf.write.objects import CompactDocument, RawDictionary


class Element:
    """A node of the structure tree: its role, its attributes as PDF text, and its children in reading order."""

    __slots__ = ("attributes", "children", "role")

    def __init__(self, role: str, **attributes: str) -> None:
        """Make a node; only `child` and the canvas tie it to a parent."""
        self.role = role
        self.attributes = attributes
        self.children: list[Element] = []

    def child(self, role: str, **attributes: str) -> Element:
        """Return a new last child."""
        element = Element(role, **attributes)
        self.children.append(element)
        return element


class Mark(NamedTuple):
    """A stretch of drawing on a page, by its number there."""

    page: int
    number: int


TagContent = Mark | Element


class Link(NamedTuple):
    """An annotation that leads somewhere, with the element whose words it lies on."""

    element: Element
    annotation: RawDictionary


class SheetKeys(NamedTuple):
    """The keys of one sheet in the table from marks to elements: those of its pages first, then those of its links."""

    pages: range
    first: int
    links: tuple[Link, ...] = ()

    @property
    def last(self) -> int:
        """The highest key of the sheet."""
        return self.first + len(self.pages) + len(self.links) - 1


def following(sheets: Sequence[SheetKeys], pages: int) -> SheetKeys:
    """Return the keys of the sheet after others, which ends with the last of so many pages; its links are to come."""
    before = sheets[-1] if sheets else SheetKeys(range(0), 0)
    return SheetKeys(range(before.pages.stop, pages), before.last + 1)


class Drawn(NamedTuple):
    """What was drawn: the marks of each element, the box of each picture, the marks by page, the keys of each sheet."""

    content: dict[Element, list[TagContent]]
    boxes: dict[Element, str]
    marks: list[list[Element]]
    sheets: tuple[SheetKeys, ...]


class StructureTree:
    """The structure tree of a finished document as PDF objects."""

    def __init__(self, doc: CompactDocument, top: Element, drawn: Drawn) -> None:
        """Give the top element and every element below it an object of the document."""
        self.doc = doc
        self.top = top
        self.drawn = drawn
        self.pages = [doc.number_of(f"Page{index + 1}") for index in range(len(drawn.marks) - 1)]
        self.root = doc.add_raw("")
        self.objects: dict[Element, RawDictionary] = {}
        self.parents: dict[Element, RawDictionary] = {top: self.root}
        self.homes: dict[Element, int] = {}
        self.links = {link.element: link.annotation for sheet in drawn.sheets for link in sheet.links}
        self._enter(top)

    def _enter(self, element: Element) -> None:
        self.objects[element] = self.doc.add_raw("")
        for child in self._children(element):
            if isinstance(child, Element):
                self.parents[child] = self.objects[element]
                self._enter(child)
            page = self.homes.get(child) if isinstance(child, Element) else child.page
            if page is not None:
                self.homes.setdefault(element, page)

    def _children(self, element: Element) -> list[TagContent]:
        return [*element.children, *self.drawn.content.get(element, [])]

    def write(self) -> None:
        """Add root, elements and the table from marks to elements to the document."""
        for element, raw in self.objects.items():
            raw.text = self._element(element)
        parents = self._parents()
        count = self.drawn.sheets[-1].last + 1
        first = self.objects[self.top].number
        self.root.text = f"/Type/StructTreeRoot/K {first} 0 R/ParentTree {parents.number} 0 R/ParentTreeNextKey {count}"
        self.doc.Catalog.StructTreeRoot = self.root

    def _element(self, element: Element) -> str:
        parent = self.parents[element]
        home = self.homes.get(element)
        page = f"/Pg {self.pages[home]} 0 R" if home is not None else ""
        kids = [self._kid(child, home) for child in self._children(element)]
        link = self.links.get(element)
        kids += [f"<</Type/OBJR/Obj {link.number} 0 R>>"] if link else []
        listed = f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]" if kids else ""
        return f"/S/{'Link' if link else element.role}/P {parent.number} 0 R{page}{self._attributes(element)}{listed}"

    def _attributes(self, element: Element) -> str:
        box = self.drawn.boxes.get(element)
        layout = f"/A<</O/Layout/Placement/Block/BBox[{box}]>>" if box else ""
        return layout + "".join(f"/{key} {value}" for key, value in element.attributes.items())

    def _kid(self, child: TagContent, home: int | None) -> str:
        if isinstance(child, Element):
            return f"{self.objects[child].number} 0 R"
        if child.page == home:
            return str(child.number)
        return f"<</Type/MCR/Pg {self.pages[child.page]} 0 R/MCID {child.number}>>"

    def _parents(self) -> RawDictionary:
        """Add the table from marks to elements: one leaf a sheet, and none below the root where there is one sheet."""
        numbers = [f"/Nums[{' '.join(self._leaf(sheet))}]" for sheet in self.drawn.sheets]
        if len(numbers) == 1:
            return self.doc.add_raw(numbers[0])
        leaves = [
            self.doc.add_raw(f"/Limits[{sheet.first} {sheet.last}]{text}")
            for sheet, text in zip(self.drawn.sheets, numbers, strict=True)
        ]
        return self.doc.add_raw(f"/Kids[{' '.join(f'{leaf.number} 0 R' for leaf in leaves)}]")

    def _leaf(self, sheet: SheetKeys) -> list[str]:
        marks = [
            f"{key}[{' '.join(f'{self.objects[element].number} 0 R' for element in self.drawn.marks[page])}]"
            for key, page in enumerate(sheet.pages, sheet.first)
        ]
        after = sheet.first + len(sheet.pages)
        return marks + [f"{key} {self.objects[link.element].number} 0 R" for key, link in enumerate(sheet.links, after)]
