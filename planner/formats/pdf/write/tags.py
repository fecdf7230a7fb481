"""The structure tree of a PDF: what each mark on its pages means, in the order of sense."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

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


# What an element holds are numbers: of elements below it, or below zero those of marks, with their pages.
_PAGE: Final = 1 << 20


def mark(page: int, number: int) -> int:
    """Return a stretch of drawing as what an element holds: its page, counted from the first, and its number there."""
    return -1 - page * _PAGE - number


def moved_on(kids: Sequence[int], elements: int, pages: int) -> list[int]:
    """Return what an element holds where so many elements and pages stand before."""
    further = pages * _PAGE
    return [kid + elements if kid >= 0 else kid - further for kid in kids]


class Nodes:
    """The elements of a tree as rows of a table, parents first, by their numbers in it; -1 is what is above them."""

    __slots__ = ("above", "attributes", "kids", "roles", "tops")

    def __init__(self) -> None:
        """Begin with none."""
        self.roles: list[str] = []
        self.attributes: list[str] = []
        self.above: list[int] = []
        self.kids: list[Sequence[int]] = []
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
        self.kids += [[first + kid for kid in kids] if kids else () for kids in other.kids]
        return first

    def add(self, other: Nodes, above: int, pages: int) -> int:
        """Add the elements of another table with their marks, before which so many pages stand, below an element.

        Return the first's number.
        """
        first = len(self.roles)
        self.roles += other.roles
        self.attributes += other.attributes
        self.above += [first + one if one >= 0 else above for one in other.above]
        self.kids += [moved_on(kids, first, pages) for kids in other.kids]
        self.kids[above] = [*self.kids[above], *(first + one for one in other.tops)]
        return first

    def part(self, first: int, above: int, pages: int) -> Nodes:
        """Return a table of the elements from a number on, the highest of them below another, as `add` takes it."""
        part = Nodes()
        part.roles, part.attributes = self.roles[first:], self.attributes[first:]
        part.above = [max(one - first, -1) for one in self.above[first:]]
        part.kids = [moved_on(kids, -first, -pages) if kids else () for kids in self.kids[first:]]
        part.tops = [kid - first for kid in self.kids[above] if kid >= first]
        return part

    def hold(self, element: int, kid: int) -> None:
        """Put an element, or a mark, behind all that another holds."""
        self.kids[element] = [*self.kids[element], kid]


class TableElement(Element):
    """What stands in a tree for elements that were entered into a table before."""

    __slots__ = ()

    def __init__(self) -> None:
        """Stand for the elements of a table."""
        super().__init__("Table")

    @property
    @abstractmethod
    def nodes(self) -> Nodes:
        """The table."""


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
    homes, on = _homes(nodes), [*(f"/Pg {page} 0 R" for page in drawn.pages), ""]
    links, boxes, put = drawn.links, drawn.boxes, pdf.put
    rows = zip(nodes.roles, nodes.attributes, nodes.above, nodes.kids, homes, strict=True)
    for number, (role, attributes, above, kids, home) in enumerate(rows):
        if number == later:
            continue
        own, box = role, ""
        if number in links:
            own, listed = "Link", _listed(kids, home, first, drawn, f"<</Type/OBJR/Obj {links[number]} 0 R>>")
        elif len(kids) == 1:
            # So are most: the page of the one mark that an element holds is that on which it is at home.
            listed = f"/K {first + kids[0]} 0 R" if kids[0] >= 0 else f"/K {-1 - home * _PAGE - kids[0]}"
        else:
            listed = _listed(kids, home, first, drawn) if kids else ""
        if number in boxes:
            box = f"/A<</O/Layout/Placement/Block/BBox[{boxes[number]}]>>"
        parent = first + above if above >= 0 else drawn.parent
        put(first + number, f"<</S/{own}/P {parent} 0 R{on[home]}{box}{attributes}{listed}>>")


def _listed(kids: Sequence[int], home: int, first: int, drawn: Drawn, *more: str) -> str:
    """Return what an element that is at home on a page holds, and more."""
    told = [f"{first + kid} 0 R" if kid >= 0 else _told(-1 - kid, home, drawn.pages) for kid in kids]
    told += more
    return f"/K {told[0]}" if len(told) == 1 else f"/K[{' '.join(told)}]"


def _told(mark: int, home: int, pages: Sequence[int]) -> str:
    """Return a mark as an element names it that is at home on a page."""
    page, number = divmod(mark, _PAGE)
    return str(number) if page == home else f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {number}>>"


def _homes(nodes: Nodes) -> list[int]:
    """Return for each element the page of its first mark, or of that of the first element below it; -1 for none."""
    homes = [-1] * len(nodes.roles)
    for number in range(len(homes) - 1, -1, -1):
        for kid in nodes.kids[number]:
            page = homes[kid] if kid >= 0 else (-1 - kid) // _PAGE
            if page >= 0:
                homes[number] = page
                break
    return homes


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
