"""The sheet as Markdown, word for word what the PDF says."""

from __future__ import annotations

from collections.abc import Sequence

from planner.document.model import Cell, CheckItem, Document, Heading, ListItem, Note
from planner.document.printed import labelled
from planner.formats.text import PlainText, Row, joined, single_blanks

_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|~"})


def to_markdown(document: Document) -> str:
    """Return the whole sheet as Markdown; a user's own words can never become markup."""
    return joined(document, _Markdown())


class _Markdown(PlainText):
    """Writes blocks as Markdown."""

    def run(self, text: str, *, strong: bool) -> str:
        """Return words of one weight, everything escaped that could be markup."""
        words = text.strip(" ") if strong else ""
        before, after = text.partition(words)[::2] if words else (self.plain(text), "")
        return f"{before}**{self.plain(words)}**{after}" if words else before

    def plain(self, text: str) -> str:
        """Return words with every sign escaped that Markdown reads."""
        return text.translate(_MARKDOWN)

    def wrap(self, text: str, first: str = "", rest: str = "") -> list[str]:
        """Return one line: Markdown wraps by itself."""
        return [f"{first}{text}"]

    def identity(self, head: str) -> str:
        """Return who the sheet is for."""
        return self.plain(head)

    def heading(self, block: Heading) -> list[str]:
        """Return a heading."""
        return ["", f"{'#' * block.level} {self.with_aside(self.plain(block.text), block.aside)}", ""]

    def blank(self, label: str) -> str:
        """Return a line to write on, which ends a line of its own."""
        return f"{super().blank(label)}  "

    def point(self, item: ListItem, mark: str) -> list[str]:
        """Return one point and the lines that belong under it."""
        indent = " " * len(mark)
        return [f"{mark}{self.text(labelled(item))}", *(f"{indent}{self.text(note)}" for note in item.notes)]

    def check(self, item: CheckItem) -> list[str]:
        """Return one thing to tick."""
        words = self.with_aside(self.text(item.text), item.aside) or self.blank("").rstrip()
        return [f"- [ ] {words}", *(f"      {self.text(note)}" for note in item.notes)]

    def rows(self, header: Row, rows: Sequence[Row]) -> list[str]:
        """Return the rows of a table; Markdown has no table without a header."""
        lines = [f"| {' | '.join(row)} |" for row in (header, *rows)]
        return ["", lines[0], "|" + " --- |" * len(header), *lines[1:], ""]

    def cell(self, cell: Cell) -> str:
        """Return a cell: words, a box, or an empty space."""
        return {"tick": "☐" * cell.boxes, "blank": " "}.get(cell.kind) or super().cell(cell)

    def note(self, block: Note) -> list[str]:
        """Return a framed box as a quotation."""
        tail = ["", self.text(block.tail)] if block.tail else []
        inner = single_blanks([*self.blocks(block.blocks), *tail])
        title = (
            [f"> {self.with_aside(f'**{self.plain(block.title)}**', block.aside)}", ">"] if block.title.strip() else []
        )
        return ["", *title, *(f"> {line}".rstrip() for line in inner), ""]
