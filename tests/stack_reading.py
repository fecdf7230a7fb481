"""Whose each mark, link and bookmark of a stack of sheets is, by the file's own tables, not by the order of pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from pdf_reading import kids, marked_text, opened


def faults(data: bytes, places: Mapping[str, range]) -> list[str]:
    """Return where something of one person leads to another: `places` are the pages of each label, counted from 0.

    Every mark of a page must lead to the person's part of the tree, every element of that part to his pages, every
    link and bookmark to them too.
    """
    with opened(data) as file:
        owner = {page: label for label, pages in places.items() for page in pages}
        return [*_marks(file, owner), *_elements(file, owner), *_links(file, owner), *_bookmarks(file, owner)]


def words_of_pages(data: bytes, places: Mapping[str, range]) -> dict[str, str]:
    """Return all that stands on the pages of each person, decoration too."""
    with opened(data) as file:
        read = [marked_text(page) for page in file.pages]
    whole = [" ".join([*marks.values(), decoration]) for marks, decoration, _ in read]
    return {label: " ".join(whole[page] for page in pages) for label, pages in places.items()}


def parents(tree: Any) -> dict[int, Any]:
    """Return the table from marks to elements, of all leaves."""
    found: dict[int, Any] = {}
    for leaf in tree.get("/Kids", [tree]):
        numbers = list(leaf.Nums)
        found |= {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
        if "/Limits" in leaf:
            assert [int(one) for one in leaf.Limits] == [int(numbers[0]), int(numbers[-2])]
    return found


def _part(element: Any) -> str:
    """Return the label of the part in which an element stands."""
    while str(element.S) != "/Part":
        element = element.P
    return str(element.T)


def _marks(file: pikepdf.Pdf, owner: Mapping[int, str]) -> Iterator[str]:
    table = parents(file.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(file.pages):
        marks = marked_text(page)[0]
        if marks and number not in owner:
            yield f"page {number + 1} is nobody's, and has words"
        elements = table.get(int(page.get("/StructParents", -1)), ())
        for mark in marks:
            whose = _part(elements[mark]) if mark < len(elements) else "nobody"
            if whose != owner.get(number):
                yield f"mark {mark} of page {number + 1} is {owner.get(number)}'s and leads to {whose}"


def _elements(file: pikepdf.Pdf, owner: Mapping[int, str]) -> Iterator[str]:
    numbers = {one.objgen: number for number, one in enumerate(file.pages)}

    def walk(node: Any, label: str, home: Any) -> Iterator[str]:
        home = node.get("/Pg", home)
        pages = [
            home if isinstance(kid, int) else kid.Pg for kid in kids(node) if isinstance(kid, int) or "/MCID" in kid
        ]
        for page in pages:
            if owner.get(numbers[page.objgen]) != label:
                yield f"an element of {label} has words on page {numbers[page.objgen] + 1}"
        for kid in kids(node):
            if not isinstance(kid, int) and "/S" in kid:
                yield from walk(kid, label, home)

    for part in kids(file.Root.StructTreeRoot.K):
        yield from walk(part, str(part.T), None)


def _links(file: pikepdf.Pdf, owner: Mapping[int, str]) -> Iterator[str]:
    numbers = {one.objgen: number for number, one in enumerate(file.pages)}
    table = parents(file.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(file.pages):
        for link in page.get("/Annots", ()):
            ends = {owner.get(numbers[link.Dest[0].objgen]), _part(table[int(link.StructParent)])}
            if ends != {owner.get(number)}:
                yield f"a link of page {number + 1} leads from {owner.get(number)} to {sorted(map(str, ends))}"


def _bookmarks(file: pikepdf.Pdf, owner: Mapping[int, str]) -> Iterator[str]:
    numbers = {one.objgen: number for number, one in enumerate(file.pages)}
    with file.open_outline() as outline:
        for person in outline.root:
            yield from _below(person, str(person.title), numbers, owner)


def _below(entry: Any, label: str, numbers: Mapping[Any, int], owner: Mapping[int, str]) -> Iterator[str]:
    page = numbers[entry.destination[0].objgen]
    if owner.get(page) != label:
        yield f"a bookmark of {label} leads to page {page + 1}"
    for child in entry.children:
        yield from _below(child, label, numbers, owner)


def foreign_marks(texts: Mapping[str, str], marks: Mapping[str, Sequence[str]]) -> list[str]:
    """Return where the text of one person holds a mark of another; each mark is a word that nobody else has."""
    return [
        f"{label} holds {mark} of {other}"
        for label, text in texts.items()
        for other, own in marks.items()
        if other != label
        for mark in own
        if mark in text
    ]
