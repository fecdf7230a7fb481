"""The sheet as plain text, word for word what the PDF says."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from planner.document.citations import numbered
from planner.document.model import (
    Block,
    BulletList,
    Cards,
    Cell,
    CheckItem,
    Checklist,
    Coded,
    Document,
    Effect,
    Figure,
    Group,
    Heading,
    Illustrated,
    Letterhead,
    ListItem,
    Note,
    Paragraph,
    Section,
    SubjectTable,
    Table,
    Text,
    WriteLines,
)
from planner.document.printed import fullest, labelled, opened

WIDTH = 78
BAR = " | "
LINE = "_" * 24
_FILLED = re.compile(r"\{(name|id)\}")

Row = Sequence[str]


def to_text(document: Document) -> str:
    """Return the whole sheet as plain text of at most 78 columns, where words allow."""
    return joined(document, PlainText())


def joined(document: Document, writer: PlainText) -> str:
    """Return the whole sheet, its first leaf in the fullest form, as one writer writes its blocks."""
    lines = [writer.identity(whom(document).strip(" ·"))] if document.identity.name or document.identity.id else []
    for section in numbered(fullest(document), document.numbers):
        lines += writer.block(section)
    # What keeps words together on paper is a sign of its own; lines are broken by now.
    return "\n".join(single_blanks(lines)).replace("\N{NO-BREAK SPACE}", " ").strip() + "\n"


def whom(document: Document) -> str:
    """Return whom the sheet is for; a name that holds `{id}` is a name, and is filled with nothing."""
    return _FILLED.sub(lambda found: str(getattr(document.identity, found[1])), document.header)


def single_blanks(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines without a second empty one in a row, and without one at the beginning."""
    blank = True
    for line in lines:
        if line or not blank:
            yield line
        blank = not line


class PlainText:
    """Writes blocks as plain text."""

    def block(self, block: Block) -> list[str]:
        """Return the lines of one block."""
        return _FORMS[type(block)](self, block)

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """Return the lines of some blocks."""
        return [line for block in blocks for line in self.block(block)]

    def section(self, block: Section) -> list[str]:
        """Return a part of the sheet, below its title where to keep it."""
        blocks = opened(block.blocks)
        titled = bool(blocks) and isinstance(blocks[0], Heading)
        said = ["", *self.wrap(self.plain(block.aside)), ""] if block.aside else []
        return [*self.blocks(blocks[:titled]), *said, *self.blocks(blocks[titled:])]

    def text(self, text: Text) -> str:
        """Return running text, with a space before each mark."""
        written = ""
        for run in text:
            apart = " " if run.mark and written and not written.endswith(" ") else ""
            written += apart + self.run(run.text.strip() if run.mark else run.text, strong=run.strong)
        return written

    def run(self, text: str, *, strong: bool) -> str:
        """Return words of one weight."""
        return text

    def plain(self, text: str) -> str:
        """Return words as they are."""
        return text

    def wrap(self, text: str, first: str = "", rest: str = "") -> list[str]:
        """Return text in lines of at most 78 columns."""
        wrapped = textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
        return wrapped or [first.rstrip()]

    def identity(self, head: str) -> str:
        """Return who the sheet is for."""
        return head

    def heading(self, block: Heading) -> list[str]:
        """Return a heading, underlined by its level."""
        title = self.with_aside(block.text, block.aside)
        return ["", *self.wrap(title), {1: "=", 2: "-", 3: "."}[block.level] * min(len(title), WIDTH), ""]

    def with_aside(self, words: str, aside: str) -> str:
        """Return words with what stands at the end of their line."""
        return f"{words} · {self.plain(aside)}" if aside else words

    def blank(self, label: str) -> str:
        """Return a line to write on."""
        return self.plain(f"{label}: {LINE}" if label else LINE)

    def bullets(self, block: BulletList) -> list[str]:
        """Return a list."""
        lines = [""]
        for number, item in enumerate(block.items, start=block.start):
            lines += self.point(item, f"{number}. " if block.ordered else "- ")
        return [*lines, ""]

    def point(self, item: ListItem, mark: str) -> list[str]:
        """Return one point and the lines that belong under it."""
        indent = " " * len(mark)
        lines = self.wrap(self.text(labelled(item)), mark, indent)
        return lines + [line for note in item.notes for line in self.wrap(self.text(note), indent, indent)]

    def checklist(self, block: Checklist) -> list[str]:
        """Return things to tick, and an empty line of one's own."""
        own = [CheckItem(())] if block.blank else []
        return [line for item in (*block.items, *own) for line in self.check(item)]

    def check(self, item: CheckItem) -> list[str]:
        """Return one thing to tick."""
        words = self.with_aside(self.text(item.text), item.aside) or self.blank("")
        lines = self.wrap(words, "[ ] ", "    ")
        return lines + [line for note in item.notes for line in self.wrap(self.text(note), "    ", "    ")]

    def cards(self, block: Cards) -> list[str]:
        """Return what is to be done as a numbered list, and how often."""
        lines = [""]
        for number, card in enumerate(block.cards, start=1):
            words = self.text(card.words)
            title = self.run(card.title, strong=True)
            lines += self.wrap(f"{title}{'. ' if words else ''}{words}", f"{number}. ", "   ")
        return [*lines, "", *self.wrap(self.text(block.dose)), ""]

    def letterhead(self, block: Letterhead) -> list[str]:
        """Return a clinic's lines, each a paragraph."""
        return [line for text in block.lines for line in ("", *self.wrap(self.text(text)), "")]

    def table(self, block: Table) -> list[str]:
        """Return a table, its columns divided by bars."""
        rows = [[self.cell(cell) for cell in row] for row in block.all_rows]
        return self.rows([self.text(head) for head in block.header], rows)

    def subjects(self, block: SubjectTable) -> list[str]:
        """Return what each medicine or illness changed as a table: its name, the kind of the change, the change."""
        rows = []
        for subject in block.subjects:
            name = ", ".join(filter(None, (self.text(subject.title), self.text(subject.detail))))
            told = [row for effect in subject.effects for row in self.effect(effect)]
            rows += [(name if at == 0 else "", *row) for at, row in enumerate(told)]
        first, second = map(self.plain, block.header)
        named = any(row[0] for row in rows)
        return self.rows((first, "", second) if named else ("", second), rows if named else [row[1:] for row in rows])

    def effect(self, effect: Effect) -> Iterator[tuple[str, str]]:
        """Yield the title of a group where an effect opens one, then the kind of the change, and the change."""
        if effect.group:
            yield "", self.run(f"{effect.group}:", strong=True)
        yield self.run(effect.label, strong=True), self.text(effect.text)

    def rows(self, header: Row, rows: Sequence[Row]) -> list[str]:
        """Return the rows of a table, the header only where it has words; long cells go on over several lines."""
        widths = _widths([header, *rows])
        head = [*_lines(header, widths), "-+-".join("-" * width for width in widths)] if any(header) else []
        return ["", *head, *(line for row in rows for line in _lines(row, widths)), ""]

    def cell(self, cell: Cell) -> str:
        """Return a cell: words, a box, or an empty space."""
        words = " ".join(self.text(text) for text in (cell.text, *cell.more) if text)
        return {"text": words, "bar": words, "tick": _boxes(cell.boxes), "blank": ""}[cell.kind]

    def note(self, block: Note) -> list[str]:
        """Return a framed box."""
        tail = ["", *self.wrap(self.text(block.tail))] if block.tail else []
        title = self.wrap(self.with_aside(f"* {block.title} *", block.aside)) if block.title.strip() else []
        return ["", *title, *self.blocks(block.blocks), *tail, ""]


def _boxes(count: int) -> str:
    """Return boxes to tick, of which none is cut in two where there are several."""
    return "[ ]" if count == 1 else " ".join(["[\xa0]"] * count)


def _widths(rows: Sequence[Row]) -> list[int]:
    """Return the columns' widths; the widest give way until a line fits, but not below their longest word."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    least = [max((len(word) for text in column for word in text.split()), default=0) for column in columns]
    while sum(widths) + len(BAR) * (len(widths) - 1) > WIDTH:
        able = [at for at in range(len(widths)) if widths[at] > least[at]]
        if not able:
            break
        widths[max(able, key=widths.__getitem__)] -= 1
    return widths


def _lines(row: Row, widths: Sequence[int]) -> list[str]:
    cells = [
        textwrap.wrap(text, max(1, width), break_on_hyphens=False) for text, width in zip(row, widths, strict=True)
    ]
    return [
        BAR.join(text.ljust(width) for text, width in zip(parts, widths, strict=True)).rstrip()
        for parts in zip_longest(*cells, fillvalue="")
    ]


# How each kind of block is written, by a writer of any kind: kept by none of them, which then end with their sheet.
_FORMS: dict[type, Callable[[PlainText, Any], list[str]]] = {
    Heading: lambda writer, block: writer.heading(block),
    Paragraph: lambda writer, block: ["", *writer.wrap(writer.text(block.text)), ""],
    BulletList: lambda writer, block: writer.bullets(block),
    Checklist: lambda writer, block: writer.checklist(block),
    Table: lambda writer, block: writer.table(block),
    SubjectTable: lambda writer, block: writer.subjects(block),
    Figure: lambda writer, block: [],
    Illustrated: lambda writer, block: writer.blocks(block.blocks),
    Cards: lambda writer, block: writer.cards(block),
    Note: lambda writer, block: writer.note(block),
    WriteLines: lambda writer, block: ["", *(writer.blank(label) for label in block.labels), ""],
    Group: lambda writer, block: writer.blocks(block.blocks),
    Letterhead: lambda writer, block: writer.letterhead(block),
    Coded: lambda writer, block: writer.blocks(block.blocks),
    Section: lambda writer, block: writer.section(block),
}
