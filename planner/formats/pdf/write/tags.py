"""The structure tree of a PDF: what each mark on its pages means, in the order of sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planner.formats.pdf.write.objects import PdfFile


class Element:
    """A node of the structure tree: its role, its attributes as PDF text, and its children in reading order."""

    __slots__ = ("attributes", "children", "role")

    def __init__(self, role: str, **attributes: str) -> None:
        """Make a node; only `child` and the canvas tie it to a parent."""
        self.role = role
        self.attributes = "".join(f"/{key} {value}" for key, value in attributes.items())
        self.children: Sequence[Element] = ()

    def child(self, role: str, **attributes: str) -> Element:
        """Return a new last child."""
        element = Element(role, **attributes)
        self.hold(element)
        return element

    def hold(self, *elements: Element) -> None:
        """Put elements behind all children."""
        self.children = (*self.children, *elements)


class Mark(NamedTuple):
    """A stretch of drawing: its page, counted from the first of the file, and its number there."""

    page: int
    number: int


class Nodes:
    """The elements of a tree as rows of a table, parents first, by their numbers in it; -1 is what is above them."""

    __slots__ = ("above", "attributes", "kids", "roles", "tops")

    def __init__(self) -> None:
        """Begin with none."""
        self.roles: list[str] = []
        self.attributes: list[str] = []
        self.above: list[int] = []
        self.kids: list[Sequence[int | Mark]] = []
        self.tops: list[int] = []

    def enter(self, elements: Sequence[Element], numbers: dict[Element, int], above: int = -1) -> list[int]:
        """Add elements and all below them, note their numbers, and return those of the highest of them."""
        own: list[int] = []
        for element in elements:
            if isinstance(element, TableElement):
                numbers[element] = first = self.extend(element.nodes, above)
                own += [first + one for one in element.nodes.tops]
            else:
                numbers[element] = number = self.insert(element.role, element.attributes, above)
                own.append(number)
                if element.children:
                    self.kids[number] = self.enter(element.children, numbers, number)
        return own

    def insert(self, role: str, attributes: str, above: int) -> int:
        """Add an element whose place among those of another is not yet known, and return its number."""
        self.roles.append(role)
        self.attributes.append(attributes)
        self.above.append(above)
        self.kids.append(())
        return len(self.roles) - 1

    def extend(self, other: Nodes, above: int) -> int:
        """Add the elements of another table, the highest of them below an element, and return the first's number."""
        first = len(self.roles)
        self.roles += other.roles
        self.attributes += other.attributes
        self.above += [first + one if one >= 0 else above for one in other.above]
        self.kids += [[first + kid for kid in kids] if kids else () for kids in other.kids]  # type: ignore[operator]
        return first

    def hold(self, element: int, kid: int | Mark) -> None:
        """Put an element, or a stretch of drawing, behind all that another holds."""
        self.kids[element] = [*self.kids[element], kid]


class TableElement(Element):
    """What stands in a tree for elements that were entered into a table before."""

    __slots__ = ("nodes",)

    def __init__(self, nodes: Nodes) -> None:
        """Stand for the elements of a table."""
        super().__init__("Table")
        self.nodes = nodes


class Drawn(NamedTuple):
    """What else is known of a sheet's elements when it is drawn, by their numbers: links, and the boxes of pictures.

    `pages` are the numbers of all pages' objects, `parent` is that of the element above the sheet's.
    """

    parent: int
    pages: Sequence[int]
    links: Mapping[int, int]
    boxes: Mapping[int, str]


def write_elements(pdf: PdfFile, nodes: Nodes, first: int, drawn: Drawn, later: int = -1) -> None:
    """Write the elements of a table under the numbers that were reserved for them, but for one that is written later.

    The numbers begin with the first.
    """
    homes = _homes(nodes)
    rows = zip(nodes.roles, nodes.attributes, nodes.above, nodes.kids, homes, strict=True)
    for number, (role, attributes, above, kids, home) in enumerate(rows):
        if number == later:
            continue
        told = [_kid(kid, home, first, drawn.pages) for kid in kids]
        if number in drawn.links:
            told.append(f"<</Type/OBJR/Obj {drawn.links[number]} 0 R>>")
        box = f"/A<</O/Layout/Placement/Block/BBox[{drawn.boxes[number]}]>>" if number in drawn.boxes else ""
        listed = f"/K {told[0]}" if len(told) == 1 else f"/K[{' '.join(told)}]" if told else ""
        parent = first + above if above >= 0 else drawn.parent
        page = f"/Pg {drawn.pages[home]} 0 R" if home >= 0 else ""
        pdf.put(
            first + number,
            f"<</S/{'Link' if number in drawn.links else role}/P {parent} 0 R{page}{box}{attributes}{listed}>>",
        )


def _homes(nodes: Nodes) -> list[int]:
    """Return for each element the page of its first mark, or of that of the first element below it; -1 for none."""
    homes = [-1] * len(nodes.roles)
    for number in range(len(homes) - 1, -1, -1):
        for kid in nodes.kids[number]:
            page = kid.page if isinstance(kid, Mark) else homes[kid]
            if page >= 0:
                homes[number] = page
                break
    return homes


def _kid(kid: int | Mark, home: int, first: int, pages: Sequence[int]) -> str:
    if not isinstance(kid, Mark):
        return f"{first + kid} 0 R"
    return str(kid.number) if kid.page == home else f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.number}>>"


class Leaf(NamedTuple):
    """The part of one sheet in the table from marks to elements: its keys, and what they lead to."""

    first: int
    entries: Sequence[str]

    @property
    def text(self) -> str:
        """Return the entries with their keys."""
        return f"/Nums[{' '.join(f'{key} {entry}' for key, entry in enumerate(self.entries, self.first))}]"


def write_root(pdf: PdfFile, number: int, top: int, leaves: Sequence[Leaf]) -> None:
    """Write the root of a tree with the table from marks to elements: one leaf a sheet, none where there is one."""
    if len(leaves) == 1:
        parents = pdf.add(f"<<{leaves[0].text}>>")
    else:
        limits = [f"/Limits[{leaf.first} {leaf.first + len(leaf.entries) - 1}]" for leaf in leaves]
        kids = [pdf.add(f"<<{limit}{leaf.text}>>") for limit, leaf in zip(limits, leaves, strict=True)]
        parents = pdf.add(f"<</Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>")
    following = leaves[-1].first + len(leaves[-1].entries)
    keys = f"/K {top} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {following}"
    pdf.put(number, f"<</Type/StructTreeRoot{keys}>>")
