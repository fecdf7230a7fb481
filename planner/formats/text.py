"""The sheet as plain text, word for word what the PDF says."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator

from planner.document.model import (
    Block,
    BulletList,
    Cell,
    CheckItem,
    Checklist,
    Document,
    Figure,
    Group,
    Heading,
    Illustrated,
    ListItem,
    Note,
    Paragraph,
    Section,
    Table,
    Text,
    plain,
)

WIDTH = 78


def to_text(document: Document) -> str:
    """Return the whole sheet as plain text of at most 78 columns, where words allow."""
    return joined(document, PlainText())


def joined(document: Document, writer: PlainText) -> str:
    """Return the whole sheet as one writer writes its blocks."""
    head = document.header.replace("{name}", document.identity.name).replace("{id}", document.identity.id)
    lines = [writer.identity(head.strip(" ·"))] if document.identity.name or document.identity.id else []
    for section in document.sections:
        lines += writer.block(section)
    return "\n".join(single_blanks(lines)).strip() + "\n"


def single_blanks(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines without a second empty one in a row, and without one at the beginning."""
    blank = True
    for line in lines:
        if line or not blank:
            yield line
        blank = not line


class PlainText:
    """Writes blocks as plain text."""

    def __init__(self) -> None:
        self.forms: dict[type, Callable[..., list[str]]] = {
            Heading: self.heading,
            Paragraph: lambda block: ["", *self.wrap(self.text(block.text)), ""],
            BulletList: self.bullets,
            Checklist: lambda block: [line for item in block.items for line in self.check(item)],
            Table: self.table,
            Figure: lambda block: [],
            Illustrated: lambda block: self.blocks(block.blocks),
            Note: self.note,
            Group: lambda block: self.blocks(block.blocks),
            Section: lambda block: self.blocks(block.blocks),
        }

    def block(self, block: Block) -> list[str]:
        """Return the lines of one block."""
        return self.forms[type(block)](block)

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """Return the lines of some blocks."""
        return [line for block in blocks for line in self.block(block)]

    def text(self, text: Text) -> str:
        """Return running text."""
        return plain(text)

    def wrap(self, text: str, first: str = "", rest: str = "") -> list[str]:
        """Return text in lines of at most 78 columns."""
        wrapped = textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
        return wrapped or [first.rstrip()]

    def identity(self, head: str) -> str:
        """Return who the sheet is for."""
        return head

    def heading(self, block: Heading) -> list[str]:
        """Return a heading, underlined by its level."""
        return ["", *self.wrap(block.text), {1: "=", 2: "-", 3: "."}[block.level] * min(len(block.text), WIDTH), ""]

    def bullets(self, block: BulletList) -> list[str]:
        """Return a list."""
        lines = [""]
        for number, item in enumerate(block.items, start=1):
            lines += self.point(item, f"{number}. " if block.ordered else "- ")
        return [*lines, ""]

    def point(self, item: ListItem, mark: str) -> list[str]:
        """Return one point and the lines that belong under it."""
        indent = " " * len(mark)
        lines = self.wrap(self.text(item.text) + self.marks(item), mark, indent)
        return lines + [line for note in item.notes for line in self.wrap(self.text(note), indent, indent)]

    def check(self, item: CheckItem) -> list[str]:
        """Return one thing to tick, with its time of day and its letters."""
        label = f"{self.plain(item.label)}: " if item.label else ""
        lines = self.wrap(f"{label}{self.text(item.text)}{self.marks(item)}", "[ ] ", "    ")
        return lines + [line for note in item.notes for line in self.wrap(self.text(note), "    ", "    ")]

    def marks(self, item: ListItem | CheckItem) -> str:
        """Return the letters of the self-checks on which something depends."""
        return f" {self.plain('[')}{', '.join(item.marks)}{self.plain(']')}" if item.marks else ""

    def plain(self, text: str) -> str:
        """Return words as they are."""
        return text

    def table(self, block: Table) -> list[str]:
        """Return a table, its columns divided by bars."""
        rows = [[self.plain(head) for head in block.header], *([self.cell(cell) for cell in row] for row in block.rows)]
        widths = [max(len(row[index]) for row in rows) for index in range(len(block.header))]
        lines = [
            " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
        ]
        return ["", lines[0], "-+-".join("-" * width for width in widths), *lines[1:], ""]

    def cell(self, cell: Cell) -> str:
        """Return a cell: words, a box, or an empty space."""
        return {"text": self.text(cell.text), "tick": "[ ]", "blank": ""}[cell.kind]

    def note(self, block: Note) -> list[str]:
        """Return a framed box."""
        return ["", *self.wrap(f"* {block.title} *"), *self.blocks(block.blocks), ""]
