"""The tree of a PDF's tags as text that can be reviewed: an element a line, in reading order, cut to a few words.

A row of a table and a point of a list are one line each. `<1>` is a mark that leads to a source, `(●)` another mark;
what is missing is said: a picture without words for it, a mark without its expansion, a link that leads nowhere.
Lines that are alike follow each other once, with their number.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pikepdf
from pdf_reading import Aloud, kids

WORDS = 5
INLINE = ("Span", "Link", "Reference")


def tree_of(data: bytes) -> str:
    """Return the language, the number of pages and the tree of a PDF."""
    reader = Aloud(data)
    root = reader.file.Root
    yields = [f"language {root.get('/Lang', 'NONE')}, {len(reader.file.pages)} pages"]
    lines = [*yields, *_Tree(reader).element(root.StructTreeRoot.K, "")]
    return "".join(f"{line}{_times(list(same))}\n" for line, same in groupby(lines))


def _times(same: list[str]) -> str:
    return f"  (times {len(same)})" if len(same) > 1 else ""


class _Tree:
    """Writes the elements of one PDF."""

    def __init__(self, reader: Aloud) -> None:
        self.reader = reader

    def element(self, node: Any, indent: str) -> Iterator[str]:
        """Yield the line of an element, and those of the elements in it."""
        role = _role(node)
        if role == "TR":
            yield f"{indent}TR {' | '.join(self.cell(cell) for cell in _elements(node))}"
            return
        if role == "LI":
            yield from self.point(node, indent)
            return
        yield f"{indent}{role}{self.about(node)}".rstrip()
        for inner in _elements(node):
            if _role(inner) not in INLINE:
                yield from self.element(inner, indent + "  ")

    def point(self, node: Any, indent: str) -> Iterator[str]:
        """Yield a point of a list with its label and its first words on one line, and what else stands in it."""
        label = "".join(f" {self.label(one)}" for one in _elements(node) if _role(one) == "Lbl")
        inside = [one for body in _elements(node) if _role(body) == "LBody" for one in _elements(body) or [body]]
        first = f" {self.words(inside[0])}" if inside else " NO BODY"
        yield f"{indent}LI{label}{first}"
        for inner in inside[1:]:
            yield from self.element(inner, indent + "  ")

    def label(self, node: Any) -> str:
        """Return a dot, a number, or a sign with what it is heard as."""
        heard = f" (heard: {node.ActualText})" if "/ActualText" in node else ""
        return f"{self.words(node)}{heard}"

    def about(self, node: Any) -> str:
        """Return what is said of an element: its words, its alternate text, its shape."""
        role = _role(node)
        if role == "Figure":
            return f" alt: {_cut(str(node.Alt))}" if "/Alt" in node else " NO ALT"
        if role == "Table":
            rows = [cells for one in self.reader.walk(node) if one[0] == "TR" for cells in [_elements(one[3])]]
            # The first row spans every column.
            return f" {len(rows)} rows, {sum(_span(cell) for cell in rows[0])} columns" if rows else " NO ROWS"
        if role == "L":
            return f" {str(_attribute(node, '/ListNumbering'))[1:]}"
        language = f" [{node.Lang}]" if "/Lang" in node else ""
        return f"{language} {self.words(node)}".rstrip()

    def cell(self, node: Any) -> str:
        """Return a cell: its role, of what it is a header, what it spans, its words."""
        scope = str(_attribute(node, "/Scope") or "")[1:].lower()
        spans = "".join(f" {name[1:4].lower()}span {value}" for name in SPANS if (value := _attribute(node, name)))
        scope = scope or ("NO SCOPE" if _role(node) == "TH" else "")
        return " ".join(filter(None, (_role(node), scope, spans.strip(), self.words(node, whole=True))))

    def words(self, node: Any, *, whole: bool = False) -> str:
        """Return the first words of an element and its marks; with `whole`, of all elements in it."""
        own, marks = self.parts(node, whole)
        return f"{_cut(own)}{marks}"

    def parts(self, node: Any, whole: bool) -> tuple[str, str]:
        """Return all words of an element, and its marks."""
        own, marks = "", ""
        for kid in kids(node):
            if isinstance(kid, int) or "/MCID" in kid:
                own += self.reader.mark(kid, node.get("/Pg"))
            elif "/S" in kid and _role(kid) in INLINE:
                marks += self.mark(kid)
            elif "/S" in kid and whole:
                inner, more = self.parts(kid, whole)
                own, marks = f"{own}{inner} ", marks + more
        return own, marks

    def mark(self, node: Any) -> str:
        """Return a mark behind words, and what it lacks."""
        text = self.reader.read(node).strip()
        if _role(node) == "Link":
            ends = any(not isinstance(kid, int) and kid.get("/Type") == pikepdf.Name.OBJR for kid in kids(node))
            return f" <{text}{'' if ends else ' LEADS NOWHERE'}>"
        return f" ({text}{'' if '/E' in node else ' NO EXPANSION'})"


SPANS = ("/ColSpan", "/RowSpan")


def _role(node: Any) -> str:
    return str(node.S)[1:]


def _elements(node: Any) -> list[Any]:
    return [kid for kid in kids(node) if not isinstance(kid, int) and "/S" in kid]


def _attribute(node: Any, name: str) -> Any:
    return node.A.get(name) if "/A" in node else None


def _span(cell: Any) -> int:
    return int(_attribute(cell, "/ColSpan") or 1)


def _cut(text: str) -> str:
    found = text.split()
    return " ".join(found[:WORDS]) + ("…" if len(found) > WORDS else "")
