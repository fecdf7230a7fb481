"""A composed sheet as a source for typst: the same words, blocks, pictures and tags, for the benchmark of peers.

Every word is a string of typst, so that nothing in it is markup. What only our layout knows is left out, to the peer's
gain: no form of page 1 is tried, nothing yields, and no row grows to fill a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from planner.document.citations import numbered
from planner.document.model import (
    Block,
    BulletList,
    Cards,
    Cell,
    Checklist,
    Coded,
    Document,
    Figure,
    Group,
    Heading,
    Illustrated,
    Letterhead,
    Note,
    Paragraph,
    Section,
    Subject,
    SubjectTable,
    Table,
    Text,
    WriteLines,
)
from planner.document.printed import labelled

_PAPER = {"a4": "a4", "letter": "us-letter"}
_BOX = "#box(width: 4mm, height: 4mm, stroke: 0.8pt)"
_HEAD = """#set document(title: {title}, keywords: ({keywords},))
#set page(paper: "{paper}", margin: (left: 20mm, rest: 15mm, top: 22mm, bottom: 20mm),
  header: context [{whom} #h(1fr) #counter(page).display("1 of 1", both: true)],
  footer: [{date} #h(1fr) {foot}])
#set text(font: "Noto Sans", size: 12.5pt, lang: "en", region: "{region}", hyphenate: false)
#set par(leading: 0.6em, justify: false)
#show heading.where(level: 1): set text(size: 24pt)
#show heading.where(level: 2): set text(size: 18pt)
#show heading.where(level: 3): set text(size: 14pt)
#show heading: set block(sticky: true)
#set table(stroke: (x, y) => (bottom: 0.5pt), inset: 4pt)
#let write(label) = block(above: 8mm, stroke: (bottom: 0.5pt), width: 100%, text(size: 11pt, label))
"""


def typst_source(document: Document, picture: Callable[[Any], str]) -> str:
    """Return a sheet for typst; `picture` gives the path of the file of a picture or of a code."""
    writer = _Typst(picture)
    parts = (*(document.first_leaf[0] if document.first_leaf else ()), *document.sections)
    words = {
        "title": _quoted(document.title),
        "keywords": ", ".join(map(_quoted, document.keywords)),
        "paper": _PAPER[document.paper],
        "region": document.language[-2:],
        "whom": _said(document.header.format(name=document.identity.name, id=document.identity.id)),
        "date": _said(document.date),
        "foot": _said(document.foot),
    }
    head = _HEAD.format(**words)
    return head + "\n#pagebreak()\n".join(writer.block(part) for part in numbered(parts, document.numbers))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _said(text: str) -> str:
    return f"#{_quoted(text)}" if text else ""


def _shares(widths: Iterable[float]) -> str:
    return ", ".join(f"{width:g}fr" for width in widths)


class _Typst:
    """Writes blocks as typst; each list, table, heading and figure as what typst has for it."""

    def __init__(self, picture: Callable[[Any], str]) -> None:
        self.picture = picture
        self.level = 0
        self.cited: set[str] = set()
        self.forms: dict[type, Callable[..., str]] = {
            Heading: self.heading,
            Paragraph: self.paragraph,
            BulletList: self.bullets,
            Checklist: self.checklist,
            Table: self.table,
            SubjectTable: self.subjects,
            Figure: lambda block: self.figure(block, 45),
            Illustrated: self.illustrated,
            Cards: self.cards,
            Note: self.note,
            WriteLines: self.lines,
            Letterhead: lambda block: "\n\n".join(map(self.text, block.lines)),
            Group: self.group,
            Coded: self.coded,
            Section: self.section,
        }

    def block(self, block: Block) -> str:
        return self.forms[type(block)](block)

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "\n\n".join(map(self.block, blocks))

    def section(self, block: Section) -> str:
        aside = f"#align(right, text(size: 11pt, {_quoted(block.aside)}))\n\n" if block.aside else ""
        return aside + self.blocks(block.blocks)

    def text(self, text: Text) -> str:
        return "".join(map(self.run, text))

    def run(self, run: Any) -> str:
        if run.mark and run.source:
            return f"#link(<{run.source}>)[#super({_quoted(run.text.strip())})]"
        if run.mark:
            return f"#super({_quoted(run.text)})"
        return f"#strong({_quoted(run.text)})" if run.strong else _said(run.text)

    def titled(self, level: int, text: str, aside: str = "") -> str:
        """Return a heading; no level is passed over, which PDF/UA forbids."""
        self.level = min(level, self.level + 1)
        end = f" #h(1fr) {_said(aside)}" if aside else ""
        return f"#heading(level: {self.level})[{_said(text)}{end}]"

    def heading(self, block: Heading) -> str:
        return self.titled(block.level, block.text, block.aside)

    def paragraph(self, block: Paragraph) -> str:
        size = {"lead": 15, "small": 11}.get(block.role)
        said = self.text(block.text)
        return f"#text(size: {size}pt)[{said}]" if size else said

    def bullets(self, block: BulletList) -> str:
        points = ", ".join(f"[{self.point(item)}]" for item in block.items)
        kind = f"enum(start: {block.start}, {points})" if block.ordered else f"list({points})"
        said = f"#{kind}"
        said = f"#text(size: 11pt)[{said}]" if block.small else said
        return f"#columns(2)[{said}]" if block.columns == 2 else said

    def point(self, item: Any) -> str:
        said = self.text(labelled(item))
        said += "".join(f" \\ {self.text(note)}" for note in item.notes)
        if item.figure:
            said = f"#grid(columns: (30mm, 1fr), gutter: 3mm, {self.image(item.figure, 26)}, [{said}])"
        # The label of a source stands behind a text of its own.
        return f"{said} #metadata(none) <{item.source}>" if item.source else said

    def checklist(self, block: Checklist) -> str:
        points = [
            f"[{self.text(item.text)} #h(1fr) {_said(item.aside)}"
            + "".join(f" \\ {self.text(note)}" for note in item.notes)
            + "]"
            for item in block.items
        ]
        points += [f"[{_said(block.blank)}]"] if block.blank else []
        return f"#list(marker: [{_BOX}], {', '.join(points)})"

    def table(self, block: Table) -> str:
        head = ", ".join(f"[{self.text(text)}]" for text in block.header)
        # A header that comes again on the next page is decoration, which may hold no link to a source.
        again = "repeat: false, " if any(run.source or run.mark for text in block.header for run in text) else ""
        header = f"table.header({again}{head}), " if any(block.header) else ""
        cells = ", ".join(self.cell(cell) for row in block.all_rows for cell in row)
        high = f"rows: {block.row_height}mm, " if block.row_height else ""
        high = f"rows: (auto, {', '.join([f'{block.row_height}mm'] * len(block.all_rows))}), " if high else ""
        return f"#table(columns: ({_shares(block.widths)}), {high}{header}{cells})"

    def cell(self, cell: Cell) -> str:
        if cell.kind == "tick":
            return f"[{_BOX}]"
        said = " \\ ".join(self.text(text) for text in (cell.text, *cell.more) if text)
        if cell.kind == "bar":
            said = f"#block(fill: luma(220), width: {cell.share * 100:g}%, inset: 2pt)[{said}]"
        if cell.figures:
            shown = ", ".join(self.image(figure, 20) for figure in cell.figures)
            columns = ", ".join(["1fr", *["22mm"] * len(cell.figures)])
            return f"grid(columns: ({columns}), [{said}], {shown})"
        return f"[{said}]"

    def subjects(self, block: SubjectTable) -> str:
        head = ", ".join(f"[#strong({_quoted(text)})]" for text in block.header)
        rows = ", ".join(self.subject(one) for one in block.subjects)
        return f"#table(columns: (0.3fr, 0.7fr), table.header({head}), {rows})"

    def subject(self, one: Subject) -> str:
        effects = ", ".join(f"[#strong({_quoted(effect.label)}) {self.text(effect.text)}]" for effect in one.effects)
        return f"[#strong[{self.text(one.title)}] \\ {self.text(one.detail)}], list({effects})"

    def image(self, figure: Figure, height: float) -> str:
        return (
            f'image("{self.picture(figure.picture)}", alt: {_quoted(figure.alt)}, height: {height}mm, fit: "contain")'
        )

    def figure(self, block: Figure, height: float) -> str:
        return f"#{self.image(block, height)}"

    def illustrated(self, block: Illustrated) -> str:
        each = block.height or 30
        shown = "\n\n".join(self.figure(one, each) for one in block.figures)
        return self.beside((0.35, 0.65), [shown, self.blocks(block.blocks)])

    def cards(self, block: Cards) -> str:
        each = [
            "\n\n".join(
                filter(
                    None,
                    (
                        self.figure(card.figure, block.height) if card.figure else "",
                        f"#strong({_quoted(f'{at}. {card.title}')})",
                        self.text(card.words),
                    ),
                )
            )
            for at, card in enumerate(block.cards, 1)
        ]
        return f"{self.beside([1] * len(each), each)}\n\n{self.text(block.dose)}"

    def note(self, block: Note) -> str:
        title = self.titled(3, block.title) + "\n\n" if block.title.strip() else ""
        said = title + self.blocks(block.blocks) + (f"\n\n#strong[{self.text(block.tail)}]" if block.tail else "")
        if block.figure:
            said = self.beside((0.75, 0.25), [said, self.figure(block.figure, 30)])
        return f"#block(stroke: 1.2pt, inset: 6pt, width: 100%, breakable: false)[{said}]"

    def lines(self, block: WriteLines) -> str:
        each = ", ".join(f"write({_quoted(label)})" for label in block.labels)
        return f"#grid(columns: ({_shares([1] * block.columns)}), gutter: 4mm, {each})"

    def group(self, block: Group) -> str:
        if block.widths:
            return self.beside(block.widths, [self.block(one) for one in block.blocks])
        return f"#block(breakable: false, width: 100%)[{self.blocks(block.blocks)}]"

    def coded(self, block: Coded) -> str:
        code = f'#image("{self.picture(block.code)}", alt: {_quoted(block.code.alt)}, height: 25mm)'
        return self.beside((0.8, 0.2), [self.blocks(block.blocks), f"{code}\n\n{_said(block.code.caption)}"])

    def beside(self, widths: Sequence[float], parts: Sequence[str]) -> str:
        each = ", ".join(f"[{part}]" for part in parts)
        return f"#grid(columns: ({_shares(widths)}), gutter: 4mm, {each})"
