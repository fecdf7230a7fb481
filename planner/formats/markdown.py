"""The sheet as Markdown, word for word what the PDF says."""

from __future__ import annotations

from planner.document.model import Cell, CheckItem, Document, Heading, ListItem, Note, Table, Text
from planner.formats.text import PlainText, joined, single_blanks

_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|~"})


def to_markdown(document: Document) -> str:
    """Return the whole sheet as Markdown; a user's own words can never become markup."""
    return joined(document, _Markdown())


class _Markdown(PlainText):
    """Writes blocks as Markdown."""

    def text(self, text: Text) -> str:
        """Return running text, everything escaped that could be markup."""
        return "".join(f"**{self.plain(run.text)}**" if run.strong else self.plain(run.text) for run in text)

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
        return ["", f"{'#' * block.level} {self.plain(block.text)}", ""]

    def point(self, item: ListItem, mark: str) -> list[str]:
        """Return one point and the lines that belong under it."""
        indent = " " * len(mark)
        return [
            f"{mark}{self.text(item.text)}{self.marks(item)}",
            *(f"{indent}{self.text(note)}" for note in item.notes),
        ]

    def check(self, item: CheckItem) -> list[str]:
        """Return one thing to tick."""
        label = f"**{self.plain(item.label)}:** " if item.label else ""
        return [
            f"- [ ] {label}{self.text(item.text)}{self.marks(item)}",
            *(f"      {self.text(note)}" for note in item.notes),
        ]

    def table(self, block: Table) -> list[str]:
        """Return a table."""
        head = " | ".join(self.plain(cell) for cell in block.header)
        rows = [f"| {' | '.join(self.cell(cell) for cell in row)} |" for row in block.rows]
        return ["", f"| {head} |", "|" + " --- |" * len(block.header), *rows, ""]

    def cell(self, cell: Cell) -> str:
        """Return a cell: words, a box, or an empty space."""
        return {"text": self.text(cell.text), "tick": "☐", "blank": " "}[cell.kind]

    def note(self, block: Note) -> list[str]:
        """Return a framed box as a quotation."""
        inner = single_blanks(self.blocks(block.blocks))
        return ["", f"> **{self.plain(block.title)}**", ">", *(f"> {line}".rstrip() for line in inner), ""]
