"""Tables as strips: a header that comes again on each page, rows that are never cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile, zip_longest
from math import ceil
from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import Cell, Table, Text, plain
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.figures import figures_below
from planner.formats.pdf.blocks.one_column import all_small, around_pictures, around_small, barred
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.text import above_rest, text_strips, title_again
from planner.formats.pdf.layout.columns import Grid, cell_style, columns, grid_of, head_style, ticks
from planner.formats.pdf.layout.linebreak import escape, natural
from planner.formats.pdf.layout.strips import (
    Draw,
    Strip,
    Strips,
    beside,
    going_on,
    height_of,
    held,
    moved,
    spaced,
    stacked,
    together,
)
from planner.formats.pdf.theme import ACCENT, HAIR, INK, LINE, MM, TINT, Style
from planner.formats.pdf.write.objects import text_string
from planner.formats.pdf.write.tags import Element

# The weight of the line above every so many rows.
WEEK: Final = 0.7 * MM
# What a picture may take of its cell, and how wide it is at most.
PICTURED, WIDEST_PICTURE = 0.34, 38 * MM
# How wide one of several pictures is, as a multiple of one in a list.
FULL: Final = 1.8
# A row of more than this share of a page is parted.
HIGHEST: Final = 0.9
# In large print, where a page holds few rows, a table of more than this share of a page may be.
WHOLE_IN_LARGE: Final = 0.3
# The space between boxes to tick in one cell, and how wide each of them is at most.
BETWEEN, OF_MANY = 1.5, 4.2 * MM
# The same in large print, where two stand side by side.
BETWEEN_IN_LARGE, OF_MANY_IN_LARGE = 3.0, 5 * MM
# So many rows are a week.
DAYS: Final = 7


def table(block: Table, place: Place) -> Strips:
    """Return a table: a header row where it has words, and rows that are never cut."""
    inner = place.inside("Table")
    grid = grid_of(block, inner)
    head = _heads(grid)
    body = inner.element.child("TBody")
    shown = [_example(block.example, grid, body.child("TR"))] if block.example else []
    rows = [strip for at, cells in enumerate(block.rows) for strip in _body_row(cells, at, grid, body.child("TR"))]
    rows = rows if head or not rows else [_opened(rows[0], place.width), *rows[1:]]
    again = above_rest(block.continued, head[1] if head else None, place)
    rows = [*shown, *going_on(rows, again, head[1] if head else None)]
    strips = [replace(head[0], keep=True, again=title_again(block.continued, place)), *rows] if head else rows
    large = place.theme.columns == 1
    if height_of(strips) <= place.body_height * _whole(block, place):
        strips = held(strips) if large else together(strips)
    elif large and block.every and height_of(strips) <= place.body_height:
        # In large print the nights stand on one page where that takes none more.
        strips = held(strips)
    return spaced(strips, place.theme.gap * 0.6)


def _whole(block: Table, place: Place) -> float:
    """Return up to which share of a page a table is not parted; of a week all days are to be in sight."""
    if len(block.rows) == DAYS:
        return 1.0
    return 0.5 if place.theme.columns > 1 else WHOLE_IN_LARGE


def _opened(row: Strip, width: float) -> Strip:
    """Return the first row of a table without a header, with a line above it."""

    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.rule(canvas, x, top, width, HAIR, LINE)
        row.draw(canvas, x, top)

    return replace(row, draw=draw)


def headed(block: Table) -> bool:
    """Return whether a table has a header row to draw."""
    return any(plain(text).strip() for text in block.header)


def _heads(grid: Grid) -> tuple[Strip, Strip] | None:
    """Return the header row, and the same as it comes again on another page, where nobody hears it."""
    if not headed(grid.block):
        return None
    row = grid.place.element.child("THead").child("TR")
    return _head_row(grid, row), _head_row(grid, None)


def _padding(grid: Grid) -> float:
    if grid.block.look == "grid" and grid.theme.columns == 1:
        # A row to write in is high enough without.
        return 0.0
    return max(1.0, grid.theme.padding * 0.3)


def _head_row(grid: Grid, row: Element | None) -> Strip:
    contents = [_head_cell(at, grid, row) for at in columns(grid)]
    height = max(height_of(strips) if strips else 0 for strips in contents) + _padding(grid) + 1

    def draw(canvas: Any, x: float, top: float) -> None:
        for at, strips in enumerate(contents):
            _at_bottom(canvas, strips, x + sum(grid.widths[:at]), top, height - 2)
        shapes.rule(canvas, x, top - height + 0.7, sum(grid.widths), 1.4, INK if grid.block.look == "grid" else ACCENT)

    return Strip(height, draw)


def _head_cell(at: int, grid: Grid, row: Element | None) -> Strips:
    """Return the words over a column, in the middle where it has boxes; they may run on over columns without any."""
    style, text, room = head_style(grid.block, grid.theme), grid.block.header[at], grid.room(at)
    cell = row.child("TH", A="<</O/Table/Scope/Column>>") if row else None
    wide = room + sum(
        grid.widths[other] for other in takewhile(partial(_wordless, grid.block), columns(grid)[at + 1 :])
    )
    strips = text_strips(text, style, wide, cell)
    free = room - natural(escape(plain(text)), style)
    return moved(strips, grid.inset(at)[0] + (free / 2 if ticks(grid.block, at) and free > 0 else 0))


def _wordless(block: Table, at: int) -> bool:
    return not plain(block.header[at]).strip()


def _at_bottom(canvas: Any, strips: Strips, left: float, top: float, height: float) -> None:
    y = top - height + (height_of(strips) if strips else 0)
    for placed in stacked(strips):
        placed.strip.draw(canvas, left, y - placed.top)


def _body_row(cells: Sequence[Cell], at: int, grid: Grid, row: Element) -> Strips:
    """Return a row; one that no page can hold is parted between its lines."""
    contents = [_cell(cell, column, grid, row) for column, cell in enumerate(cells)]
    height = _row_height(contents, grid)
    if height > grid.place.body_height * HIGHEST:
        parts = zip_longest(*(_parted(strips, grid.place.body_height / 2) for strips in contents), fillvalue=())
        rows = [[list(strips) for strips in part] for part in parts]
        last = len(rows) - 1
        heights = [_row_height(part, grid) for part in rows]
        return [
            Strip(high, _drawn_row(cells, part, at, grid, high, ends=(number == 0, number == last)))
            for number, (part, high) in enumerate(zip(rows, heights, strict=True))
        ]
    blank = any(cell.kind == "blank" for cell in cells)
    height = max(height, grid.block.row_height * MM, grid.theme.row if blank else 0)
    draw = partial(_drawn_row, cells, contents, at, grid)
    fill = grid.block.fill * MM
    return [Strip(height, draw(height), most=fill, grown=draw if fill else None)]


def _example(cells: Sequence[Cell], grid: Grid, row: Element) -> Strip:
    """Return a row that shows how to fill in the others, on a ground that these have not."""
    contents = [_cell(cell, column, grid, row) for column, cell in enumerate(cells)]
    # It is to be read, not to be written in, and needs no more than its line.
    height = max(height_of(strips) if strips else 0 for strips in contents)
    draw = _drawn_row(cells, contents, 0, grid, height)

    def on_ground(canvas: Any, x: float, top: float) -> None:
        shapes.fill(canvas, x, top, sum(grid.widths), height, TINT)
        draw(canvas, x, top)

    return Strip(height, on_ground, keep=True)


def _row_height(contents: Sequence[Strips], grid: Grid) -> float:
    return max(height_of(strips) if strips else 0 for strips in contents) + 2 * _padding(grid)


def _parted(strips: Strips, most: float) -> Iterator[Strips]:
    """Yield the lines of a cell in parts of at most such a height."""
    part: Strips = []
    for strip in strips:
        if part and height_of([*part, strip]) > most:
            yield part
            part = []
        part.append(strip)
    yield part


def _drawn_row(
    cells: Sequence[Cell],
    contents: Sequence[Strips],
    at: int,
    grid: Grid,
    height: float,
    ends: tuple[bool, bool] = (True, True),
) -> Draw:
    # Words stand at the top of a row, but in the middle of one to write or to tick in.
    middle = grid.block.look == "grid" or any(cell.kind == "tick" for cell in cells)

    def draw(canvas: Any, x: float, top: float) -> None:
        edges = [x + sum(grid.widths[:column]) for column in range(len(cells) + 1)]
        for column in range(len(cells)):
            if ends[1]:
                shapes.rule(canvas, edges[column], top - height, grid.widths[column], HAIR, LINE)
            _placed(canvas, contents[column], edges[column], top, height, None if middle else _padding(grid))
        _lines(canvas, at if ends[0] else 0, grid, edges, top, height)

    return draw


def _lines(canvas: Any, at: int, grid: Grid, edges: Sequence[float], top: float, height: float) -> None:
    if grid.block.look == "grid" or (at in grid.parted):
        for edge in edges[grid.block.look != "grid" :]:
            shapes.pillar(canvas, edge, top, height, HAIR, LINE)
    if grid.block.every and at and at % grid.block.every == 0:
        shapes.rule(canvas, edges[0] - HAIR / 2, top, edges[-1] - edges[0] + HAIR, WEEK, INK)


def _placed(canvas: Any, strips: Strips, left: float, top: float, height: float, padding: float | None) -> None:
    """Draw a cell's strips so far below its top, or in the middle of its height."""
    if strips:
        y = top - ((height - height_of(strips)) / 2 if padding is None else padding)
        for placed in stacked(strips):
            placed.strip.draw(canvas, left, y - placed.top)


def _cell(cell: Cell, at: int, grid: Grid, row: Element) -> Strips:
    element = _cell_element(cell, row, header=at == 0 and grid.block.row_headers)
    if cell.kind == "tick":
        return [_centred_boxes(cell.boxes, grid.widths[at], grid)]
    if cell.kind == "blank":
        return []
    place = replace(grid.place, element=element, width=grid.room(at))
    style = cell_style(grid.block, grid.theme)
    strips = _pictured(cell, place, style) if cell.figures else _sentences(cell, place, style)
    strips = barred(strips, grid.room(at), cell.share) if cell.kind == "bar" else strips
    return moved(strips, grid.inset(at)[0])


def _pictured(cell: Cell, place: Place, style: Style) -> Strips:
    """Return the sentences of a cell with its pictures at their right; large letters go on below these."""
    if all_small(cell.figures):
        parts = [(text, place.element.child("P")) for text in (cell.text, *cell.more) if text]
        return around_small(parts, [(one, place.element) for one in cell.figures], place, style, joins=False)
    # Of more than one, each is small where the page is full.
    widest = min(WIDEST_PICTURE, place.theme.aside * FULL) if len(cell.figures) > 1 else WIDEST_PICTURE
    if place.theme.columns == 1:
        return around_pictures(cell, lambda: figures_below(cell.figures, place.narrowed(WIDEST_PICTURE)), place, style)
    wide = min(place.width * PICTURED, widest)
    left = _sentences(cell, place.narrowed(place.width - wide - place.theme.gutter / 2), style)
    right = figures_below(cell.figures, place.narrowed(wide))
    return [beside([(0, left), (place.width - wide, right)])]


def _sentences(cell: Cell, place: Place, style: Style) -> Strips:
    """Return the sentences of a cell, each a paragraph where there are more."""
    texts: list[Text] = [text for text in (cell.text, *cell.more) if text]
    alone = len(texts) == 1 and not cell.figures
    own = [place.element if alone else place.element.child("P") for _ in texts]
    pairs = zip(texts, own, strict=True)
    return [strip for text, element in pairs for strip in text_strips(text, style, place.width, element)]


def _cell_element(cell: Cell, row: Element, header: bool) -> Element:
    if header:
        return row.child("TH", A="<</O/Table/Scope/Row>>")
    return row.child("TD", **({"Alt": text_string(escape(cell.alt))} if cell.alt else {}))


def _centred_boxes(count: int, width: float, grid: Grid) -> Strip:
    """Return boxes to tick in the middle of a cell, as many in a row as it has room for."""
    between, most = (BETWEEN_IN_LARGE, OF_MANY_IN_LARGE) if grid.theme.columns == 1 else (BETWEEN, OF_MANY)
    side = grid.theme.tick if count == 1 else min(grid.theme.tick, most)
    step = side + between
    across = min(count, max(1, int((width - between) / step)))
    left = (width - across * step + between) / 2
    # Boxes stand clear of the lines of their cell.
    clear = between / 2 if count > 1 else 0.0

    def draw(canvas: Any, x: float, top: float) -> None:
        for at in range(count):
            shapes.tick_box(canvas, x + left + at % across * step, top - clear - at // across * step, side)

    return Strip(ceil(count / across) * step - between + 2 * clear, draw)
