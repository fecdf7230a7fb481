"""A composed sheet as a page for WeasyPrint: the same words, blocks, pictures and tags, for the benchmark of peers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
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

_STYLE = """
@page {{ size: {paper}; margin: 22mm 15mm 20mm 20mm;
  @top-left {{ content: {whom}; font: 11pt Sheet }}
  @top-right {{ content: counter(page) " of " counter(pages); font: 11pt Sheet }}
  @bottom-left {{ content: {date}; font: 11pt Sheet }} @bottom-right {{ content: {foot}; font: 11pt Sheet }} }}
body {{ font: 12.5pt/1.36 Sheet; margin: 0 }}
h1 {{ font-size: 24pt }} h2 {{ font-size: 18pt }} h3 {{ font-size: 14pt }}
h1, h2, h3 {{ break-after: avoid; margin: 6pt 0 3pt }}
section + section {{ break-before: page }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ border-bottom: .5pt solid; padding: 3pt; text-align: left;
  vertical-align: top }} tr {{ break-inside: avoid }}
.box {{ display: inline-block; width: 4mm; height: 4mm; border: .8pt solid }}
.note {{ border: 1.2pt solid; padding: 6pt; break-inside: avoid }}
.group {{ break-inside: avoid }} .beside {{ width: 100% }} .beside > div {{ float: left }}
.beside::after {{ content: ""; display: block; clear: both }}
.lead {{ font-size: 15pt }} .small, .aside, .write {{ font-size: 11pt }} .aside {{ text-align: right }}
.two {{ columns: 2 }} .write {{ border-bottom: .5pt solid; margin-top: 8mm }}
.bar {{ background: #ddd }} .end {{ float: right }}
"""


def html_style(document: Document) -> str:
    """Return the style of a sheet, with the lines at the head and foot of each page."""
    words = {
        "paper": {"a4": "A4", "letter": "letter"}[document.paper],
        "whom": _quoted(document.header.format(name=document.identity.name, id=document.identity.id)),
        "date": _quoted(document.date),
        "foot": _quoted(document.foot),
    }
    return _STYLE.format(**words)


def html_source(document: Document, picture: Callable[[Any], str]) -> str:
    """Return a sheet for WeasyPrint; `picture` gives the path of the file of a picture or of a code."""
    writer = _Html(picture)
    parts = (*(document.first_leaf[0] if document.first_leaf else ()), *document.sections)
    body = "".join(writer.block(part) for part in numbered(parts, document.numbers))
    keywords = escape(", ".join(document.keywords))
    head = f'<meta charset=utf-8><title>{escape(document.title)}</title><meta name=keywords content="{keywords}">'
    return f'<!doctype html><html lang="{document.language}"><head>{head}</head><body>{body}</body></html>'


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class _Html:
    """Writes blocks as HTML; each list, table, heading and figure as what HTML has for it."""

    def __init__(self, picture: Callable[[Any], str]) -> None:
        self.picture = picture
        self.level = 0
        self.forms: dict[type, Callable[..., str]] = {
            Heading: lambda block: self.titled(block.level, block.text, block.aside),
            Paragraph: lambda block: f'<p class="{block.role}">{self.text(block.text)}</p>',
            BulletList: self.bullets,
            Checklist: self.checklist,
            Table: self.table,
            SubjectTable: self.subjects,
            Figure: lambda block: self.image(block, 45),
            Illustrated: self.illustrated,
            Cards: self.cards,
            Note: self.note,
            WriteLines: self.lines,
            Letterhead: lambda block: "".join(f"<p>{self.text(line)}</p>" for line in block.lines),
            Group: self.group,
            Coded: self.coded,
            Section: self.section,
        }

    def block(self, block: Block) -> str:
        return self.forms[type(block)](block)

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(map(self.block, blocks))

    def section(self, block: Section) -> str:
        aside = f'<p class="aside">{escape(block.aside)}</p>' if block.aside else ""
        return f"<section>{aside}{self.blocks(block.blocks)}</section>"

    def text(self, text: Text) -> str:
        return "".join(map(self.run, text))

    def run(self, run: Any) -> str:
        said = escape(run.text.strip() if run.mark else run.text)
        if run.mark and run.source:
            return f'<a href="#{run.source}"><sup>{said}</sup></a>'
        if run.mark:
            return f"<sup>{said}</sup>"
        return f"<strong>{said}</strong>" if run.strong else said

    def titled(self, level: int, text: str, aside: str = "") -> str:
        """Return a heading; no level is passed over."""
        self.level = min(level, self.level + 1)
        end = f' <span class="end">{escape(aside)}</span>' if aside else ""
        return f"<h{self.level}>{escape(text)}{end}</h{self.level}>"

    def bullets(self, block: BulletList) -> str:
        kind = f'ol start="{block.start}"' if block.ordered else "ul"
        classes = " ".join(["two"] * (block.columns == 2) + ["small"] * block.small)
        points = "".join(self.point(item) for item in block.items)
        return f'<{kind} class="{classes}">{points}</{kind[:2]}>'

    def point(self, item: Any) -> str:
        id_ = f' id="{item.source}"' if item.source else ""
        shown = self.image(item.figure, 26) if item.figure else ""
        notes = "".join(f"<br>{self.text(note)}" for note in item.notes)
        return f"<li{id_}>{shown}{self.text(labelled(item))}{notes}</li>"

    def checklist(self, block: Checklist) -> str:
        points = [
            f'<li><span class="box"></span> {self.text(item.text)} <span class="end">{escape(item.aside)}</span>'
            + "".join(f"<br>{self.text(note)}" for note in item.notes)
            + "</li>"
            for item in block.items
        ]
        points += [f"<li>{escape(block.blank)}</li>"] if block.blank else []
        return f'<ul style="list-style: none">{"".join(points)}</ul>'

    def table(self, block: Table) -> str:
        columns = "".join(f'<col style="width: {width * 100:g}%">' for width in block.widths)
        head = "".join(f'<th scope="col">{self.text(text)}</th>' for text in block.header)
        head = f"<thead><tr>{head}</tr></thead>" if any(block.header) else ""
        high = f' style="height: {block.row_height}mm"' if block.row_height else ""
        cells = [
            [self.cell(one, first=not at and block.row_headers) for at, one in enumerate(row)] for row in block.all_rows
        ]
        rows = "".join(f"<tr{high}>{''.join(row)}</tr>" for row in cells)
        return f"<table><colgroup>{columns}</colgroup>{head}<tbody>{rows}</tbody></table>"

    def cell(self, cell: Cell, *, first: bool) -> str:
        kind = 'th scope="row"' if first else "td"
        said = "<br>".join(self.text(text) for text in (cell.text, *cell.more) if text)
        if cell.kind == "tick":
            said = '<span class="box"></span>'
        if cell.kind == "bar":
            said = f'<div class="bar" style="width: {cell.share * 100:g}%">{said}</div>'
        shown = "".join(self.image(figure, 20) for figure in cell.figures)
        return f"<{kind}>{shown}{said}</{kind[:2]}>"

    def subjects(self, block: SubjectTable) -> str:
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in block.header)
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(self.subject, block.subjects))}</tbody></table>"
        )

    def subject(self, one: Subject) -> str:
        effects = "".join(
            f"<li><strong>{escape(effect.label)}</strong> {self.text(effect.text)}</li>" for effect in one.effects
        )
        said = f"<strong>{self.text(one.title)}</strong><br>{self.text(one.detail)}"
        return f'<tr><th scope="row">{said}</th><td><ul>{effects}</ul></td></tr>'

    def image(self, figure: Figure, height: float) -> str:
        return f'<img src="{self.picture(figure.picture)}" alt="{escape(figure.alt)}" style="height: {height}mm">'

    def illustrated(self, block: Illustrated) -> str:
        shown = "".join(self.image(one, block.height or 30) for one in block.figures)
        return self.beside((0.35, 0.65), [shown, self.blocks(block.blocks)])

    def cards(self, block: Cards) -> str:
        each = [
            (self.image(card.figure, block.height) if card.figure else "")
            + f"<p><strong>{at}. {escape(card.title)}</strong></p><p>{self.text(card.words)}</p>"
            for at, card in enumerate(block.cards, 1)
        ]
        return f"{self.beside([1 / len(each)] * len(each), each)}<p>{self.text(block.dose)}</p>"

    def note(self, block: Note) -> str:
        title = self.titled(3, block.title) if block.title.strip() else ""
        tail = f"<p><strong>{self.text(block.tail)}</strong></p>" if block.tail else ""
        said = title + self.blocks(block.blocks) + tail
        if block.figure:
            said = self.beside((0.75, 0.25), [said, self.image(block.figure, 30)])
        return f'<div class="note">{said}</div>'

    def lines(self, block: WriteLines) -> str:
        each = [f'<p class="write">{escape(label)}</p>' for label in block.labels]
        return self.beside([1 / block.columns] * len(each), each)

    def group(self, block: Group) -> str:
        if block.widths:
            return self.beside(block.widths, [self.block(one) for one in block.blocks])
        return f'<div class="group">{self.blocks(block.blocks)}</div>'

    def coded(self, block: Coded) -> str:
        code = f'<img src="{self.picture(block.code)}" alt="{escape(block.code.alt)}" style="height: 25mm">'
        said = f"{code}<p>{escape(block.code.caption)}</p>"
        return self.beside((0.8, 0.2), [self.blocks(block.blocks), said])

    def beside(self, widths: Sequence[float], parts: Sequence[str]) -> str:
        whole = sum(widths)
        each = "".join(
            f'<div style="width: {width / max(1, whole) * 98:g}%">{part}</div>'
            for width, part in zip(widths, parts, strict=True)
        )
        return f'<div class="beside">{each}</div>'
