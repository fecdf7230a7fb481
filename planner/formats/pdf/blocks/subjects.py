"""What each medicine, illness or other fact changed, as a table with three columns; no subject is cut in two."""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Effect, Run, Subject, SubjectTable
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.signs import draw_sign
from planner.formats.pdf.blocks.text import text_strips
from planner.formats.pdf.layout.linebreak import natural
from planner.formats.pdf.layout.strips import Strip, Strips, beside, spaced
from planner.formats.pdf.theme import ACCENT, HAIR, LINE
from planner.formats.pdf.write.tags import Element

# The share of the width that the name of a subject takes.
NAMED: Final = 0.24
NAMED_LARGE: Final = 0.3


class Columns(Struct, frozen=True):
    """Where the label and the text of an effect begin; without names of subjects the first column is left out."""

    label: float
    text: float


def subject_table(block: SubjectTable, place: Place) -> Strips:
    """Return a row for each subject, its effects below each other, under a header that comes again."""
    inner = place.inside("Table")
    columns = _columns(block, place)
    head = _head(block, columns, inner, inner.element.child("THead")) if any(block.header) else None
    again = _head(block, columns, inner, None) if head else None
    body = inner.element.child("TBody")
    last = len(block.subjects) - 1
    rows = [
        strip
        for at, subject in enumerate(block.subjects)
        for strip in _subject(subject, columns, replace(inner, element=body), ruled=at < last or bool(head))
    ]
    rows = [replace(row, again=again) for row in rows]
    return spaced([replace(head, keep=True), *rows] if head else rows, place.theme.gap * 0.5)


def _columns(block: SubjectTable, place: Place) -> Columns:
    style = replace(place.theme.styles["cell"], strong=True)
    labels = [effect.label for subject in block.subjects for effect in subject.effects]
    wide = style.size * 1.7 + max((natural(label, style) for label in labels), default=0) + style.size * 0.9
    named = any(subject.title or subject.detail for subject in block.subjects)
    share = NAMED if place.theme.columns > 1 else NAMED_LARGE
    label = place.width * share if named else 0.0
    return Columns(label, label + min(wide, (place.width - label) * 0.5))


def _head(block: SubjectTable, columns: Columns, place: Place, head: Element | None) -> Strip:
    style, row = place.theme.styles["cell-head"], head.child("TR") if head else None
    first, second = block.header
    named = columns.label > 0
    stacks = []
    for text, left, width, span in (
        (first, 0.0, columns.label - 6, 1),
        (second, columns.label, place.width - columns.label, 2),
    ):
        if span == 1 and not named:
            continue
        cell = row.child("TH", A=f"<</O/Table/Scope/Column/ColSpan {span}>>") if row else None
        stacks.append((left, text_strips((Run(text),), style, width, cell)))
    strip = beside(stacks)

    def draw(canvas: Any, x: float, top: float) -> None:
        strip.draw(canvas, x, top)
        shapes.rule(canvas, x, top - strip.height - 2, place.width, 1.4, ACCENT)

    return replace(strip, height=strip.height + 3, draw=draw)


def _subject(subject: Subject, columns: Columns, place: Place, ruled: bool) -> Strips:
    """Return a subject as one strip; one that is higher than a page is parted between its effects."""
    rows = [place.element.child("TR") for _ in subject.effects or (0,)]
    name = _name(subject, columns, place, rows[0], len(rows)) if columns.label else []
    effects = [_effect(*one, columns, place) for one in zip(subject.effects, rows, strict=False)]
    pad = max(1.6, place.theme.padding * 0.35)
    whole = _ruled(beside([(0, name), (0, effects)]), place, pad, ruled)
    if whole.height <= place.body_height or not effects:
        return [whole]
    first = _ruled(beside([(0, name), (0, effects[:1])]), place, pad, ruled=False)
    rest = [replace(strip, above=0) for strip in effects[1:-1]]
    return [replace(first, keep=True), *rest, _ruled(effects[-1], place, pad, ruled)]


def _name(subject: Subject, columns: Columns, place: Place, row: Element, count: int) -> Strips:
    cell = row.child("TH", A=f"<</O/Table/Scope/Row/RowSpan {count}>>")
    style, width = place.theme.styles["cell"], columns.label - 6
    strong = replace(style, strong=True)
    title = text_strips(subject.title, strong, width, cell.child("P")) if subject.title else []
    return title + (text_strips(subject.detail, style, width, cell.child("P")) if subject.detail else [])


def _effect(effect: Effect, row: Element, columns: Columns, place: Place) -> Strip:
    """Return an effect: its sign, its label, its text; without a name of the subject the label heads the row."""
    style = place.theme.styles["cell"]
    strong, indent = replace(style, strong=True), style.size * 1.7
    label = row.child("TH", A="<</O/Table/Scope/Row>>") if not columns.label else row.child("TD")
    said = text_strips((Run(effect.label),), strong, columns.text - columns.label - indent - 4, label)
    text = text_strips(effect.text, style, place.width - columns.text, row.child("TD"))
    strip = beside([(columns.label + indent, said), (columns.text, text)])
    side = style.size * 1.15

    def draw(canvas: Any, x: float, top: float) -> None:
        draw_sign(canvas, effect.kind, x + columns.label + 1, top - (style.line - side) / 2, side)
        strip.draw(canvas, x, top)

    return replace(strip, draw=draw)


def _ruled(strip: Strip, place: Place, pad: float, ruled: bool) -> Strip:
    """Return a strip with space around it, and a hairline below."""
    height = strip.height + 2 * pad * (1 if ruled else 0.5)

    def draw(canvas: Any, x: float, top: float) -> None:
        strip.draw(canvas, x, top - pad * (1 if ruled else 0.3))
        if ruled:
            shapes.rule(canvas, x, top - height, place.width, HAIR, LINE)

    return replace(strip, height=height, draw=draw)
