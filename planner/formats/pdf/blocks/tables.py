"""Tables as strips: a header that comes again on each page, rows that are never cut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

from msgspec.structs import replace

from planner.document.model import Cell, Run, Table, plain
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.text import text_strips
from planner.formats.pdf.layout.linebreak import ELLIPSIS, escape, natural
from planner.formats.pdf.layout.strips import Draw, Strip, Strips, height_of, moved, spaced, together
from planner.formats.pdf.theme import MM, TINT, PdfTheme, body_height
from planner.formats.pdf.write.objects import text_string
from planner.formats.pdf.write.tags import Element


def table(block: Table, place: Place) -> Strips:
    """Return a table: a header row, and rows that are never cut."""
    inner = place.inside("Table")
    widths = _column_widths(block, place)
    head_cells = tuple(Cell((Run(text),)) for text in block.header)
    head_row = inner.element.child("THead").child("TR")
    head = _row(head_cells, widths, block, inner.theme, head_row, is_head=True)
    again = _row(head_cells, widths, block, inner.theme, None, is_head=True)
    body = inner.element.child("TBody")
    rows = [_row(cells, widths, block, inner.theme, body.child("TR"), is_head=False) for cells in block.rows]
    strips = [replace(head, keep=True), *(replace(row, again=again) for row in rows)]
    strips = together(strips) if height_of(strips) < place.body_height * 0.5 else strips
    return spaced(strips, place.theme.gap)


def _column_widths(block: Table, place: Place) -> list[float]:
    """Return the columns' widths by their shares, none narrower than its longest word where the others can give."""
    wanted = [place.width * share / sum(block.widths) for share in block.widths]
    least = [
        min(_longest_word(block, at, place.theme) + 2 * _inset(block, at) + 1, place.width / 3)
        for at in range(len(wanted))
    ]
    missing = sum(max(0, low - width) for low, width in zip(least, wanted, strict=True))
    spare = sum(max(0, width - low) for low, width in zip(least, wanted, strict=True))
    taken = min(1, missing / spare) if spare else 0
    given = min(1, spare / missing) if missing else 0
    return [width - (width - low) * (taken if width > low else given) for low, width in zip(least, wanted, strict=True)]


def _inset(block: Table, at: int) -> float:
    """Return the space at both sides of a column's words: less where there are boxes below."""
    return 2 if _ticks(block, at) else 5


@lru_cache(maxsize=256)
def _ticks(block: Table, at: int) -> bool:
    return bool(block.rows) and all(row[at].kind == "tick" for row in block.rows)


def _longest_word(block: Table, at: int, theme: PdfTheme) -> float:
    head, cell = theme.styles["cell-head"], theme.styles["cell"]
    words = [(word, head) for word in block.header[at].split()]
    words += [(word, cell) for row in block.rows for word in plain(row[at].text).split()]
    return max((natural(escape(word), style) for word, style in words), default=0)


def _row(
    cells: Sequence[Cell], widths: Sequence[float], block: Table, theme: PdfTheme, row: Element | None, is_head: bool
) -> Strip:
    contents = [
        _cell(
            cell,
            widths[at] - 2 * _inset(block, at),
            theme,
            row,
            "Column" if is_head else "Row" if at == 0 and block.row_headers else "",
        )
        for at, cell in enumerate(cells)
    ]
    if is_head:
        contents = [_centred(strips, cells[at], widths[at], block, at, theme) for at, strips in enumerate(contents)]
    contents = [moved(strips, _inset(block, at)) for at, strips in enumerate(contents)]
    padding = max(1.2, theme.padding * 0.3)
    height = max([height_of(strips) if strips else 0 for strips in contents]) + 2 * padding
    written = max(block.row_height * MM, theme.writing if any(cell.kind == "blank" for cell in cells) else 0)
    if is_head:
        return Strip(height, _drawn_row(contents, widths, is_head, height))
    return Strip(
        height=max(height, written),
        draw=_drawn_row(contents, widths, is_head, max(height, written)),
        most=block.fill * MM,
        grown=partial(_drawn_row, contents, widths, is_head) if block.fill else None,
    )


def _drawn_row(contents: list[Strips], widths: Sequence[float], is_head: bool, full: float) -> Draw:

    def draw(canvas: Any, x: float, top: float) -> None:
        if is_head:
            shapes.fill(canvas, x, top, sum(widths), full, TINT)
            shapes.rule(canvas, x, top, sum(widths), 0.8)
        edges = [x + sum(widths[:at]) for at in range(len(widths) + 1)]
        for strips, left in zip(contents, edges, strict=False):
            _stack_in(canvas, strips, left, top, full)
        for edge in edges:
            shapes.pillar(canvas, edge, top, full, 0.5)
        shapes.rule(canvas, x, top - full, sum(widths), 0.8 if is_head else 0.5)

    return draw


def _stack_in(canvas: Any, strips: Strips, left: float, top: float, height: float) -> None:
    """Draw a cell's strips, centred in the height of the row."""
    y = top - (height - (height_of(strips) if strips else 0)) / 2
    for strip in strips:
        strip.draw(canvas, left, y)
        y -= strip.height


def _cell(cell: Cell, width: float, theme: PdfTheme, row: Element | None, scope: str) -> Strips:
    element = _cell_element(cell, row, scope)
    if cell.kind == "tick":
        return [_centred_box(width, theme)]
    if cell.kind == "blank" or not cell.text:
        return []
    style = theme.styles["cell-head" if scope == "Column" else "cell"]
    strips = text_strips(cell.text, style, width, element)
    most = int(body_height(theme) * 0.7 / style.line)
    # No row is ever cut, so what does not fit on a page ends with an ellipsis.
    rest = text_strips((Run(ELLIPSIS),), style, width, element) if len(strips) > most else []
    return [*strips[:most], *rest]


def _centred(strips: Strips, cell: Cell, width: float, block: Table, at: int, theme: PdfTheme) -> Strips:
    """Return the head of a column of boxes in the middle of its column."""
    free = width - 2 * _inset(block, at) - natural(escape(plain(cell.text)), theme.styles["cell-head"])
    return moved(strips, free / 2) if _ticks(block, at) and free > 0 else strips


def _cell_element(cell: Cell, row: Element | None, scope: str) -> Element | None:
    if row is None:
        return None
    if scope:
        return row.child("TH", A=f"<</O/Table/Scope/{scope}>>")
    return row.child("TD", **({"Alt": text_string(escape(cell.alt))} if cell.alt else {}))


def _centred_box(width: float, theme: PdfTheme) -> Strip:
    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.tick_box(canvas, x + (width - theme.tick) / 2, top, theme.tick)

    return Strip(theme.tick, draw)
