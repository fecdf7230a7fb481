"""Tables in one column, for large letters: the head of a row opens the line of its cells; words around pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil
from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import Cell, Figure, Paragraph, Table, Text, plain
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.figures import figure, figures_below
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.run_in import APART, Part, joined, run_in
from planner.formats.pdf.blocks.text import above_rest, paragraph, text_strips, title_again
from planner.formats.pdf.layout.linebreak import broken, escape, line_width, lines_of, natural, set_line
from planner.formats.pdf.layout.strips import Strip, Strips, beside, going_on, height_of, moved, spaced
from planner.formats.pdf.theme import ACCENT, HAIR, LINE, MM, Style, least_aside
from planner.formats.pdf.write.tags import Element

# How wide a picture is at most, alone and above others.
WIDEST: Final = 38 * MM
OF_MORE: Final = 33 * MM
# How high a picture is that stands beside words as high as these, the largest first, and the space around it.
SMALL: Final = (16 * MM, 14 * MM, 12 * MM, 10.5 * MM, 9.5 * MM)
BETWEEN: Final = 4.0
# A picture with the element that it belongs to.
Shown = tuple[Figure, Element]
# The space behind the column of bars.
BEHIND: Final = 10.0
# How high a bar is, and how far it reaches up into the leading below its number.
BAR_HIGH: Final = 2.0 * MM
BAR_REACH: Final = 1.6
# A row of more than this share of a page is parted.
HIGHEST: Final = 0.9
# So many rows are a week, whose days are in sight at once where that takes no page more.
DAYS: Final = 7


def runs_on(block: Table, place: Place) -> bool:
    """Return whether the cells of rows go on in each other's lines, as there is one column and that takes less room."""
    if place.theme.columns > 1 or block.look == "grid" or not block.rows:
        return False
    if any(cell.kind in ("tick", "blank") for row in block.rows for cell in row):
        return False
    style = place.theme.styles["cell"]
    total = sum(block.widths)
    first = _first_width(block, place)

    def apart(row: Sequence[Cell]) -> int:
        texts = zip(map(_whole, row), block.widths, strict=True)
        return max(len(lines_of(text, style, max(20, place.width * share / total - 8))) for text, share in texts)

    def together(row: Sequence[Cell]) -> int:
        head, rest = (row[:1], row[1:]) if not first else ((), [cell for cell in row[1:] if cell.kind != "bar"])
        return len(lines_of(joined([*map(_whole, head), *map(_whole, rest)]), style, place.width - first))

    return sum(map(together, block.rows)) < sum(map(apart, block.rows))


def head_start(block: Table, place: Place) -> float:
    """Return how far from the left the words at the head of a table begin, if its first column has none."""
    return place.width - natural(escape(plain(joined(block.header))), place.theme.styles["cell-head"])


def _whole(cell: Cell) -> Text:
    return joined([cell.text, *cell.more])


def _first_width(block: Table, place: Place) -> float:
    """Return the width of a first column, which only a table with bars has: what a row is, and its bar below."""
    strong = replace(place.theme.styles["cell"], strong=True)
    bars = [(cell, row[0]) for row in block.rows for cell in row if cell.kind == "bar"]
    widths = [natural(escape(plain(cell.text)), strong) for cell, _ in bars]
    widths += [natural(escape(plain(head.text)), strong) for _, head in bars]
    return max(widths) * 1.15 + BEHIND if bars else 0.0


def table_in_one_column(block: Table, place: Place) -> Strips:
    """Return a table whose rows are never cut, under a header that comes again."""
    inner = place.inside("Table")
    headed = any(plain(text).strip() for text in block.header)
    head = _head(block, inner, inner.element.child("THead").child("TR")) if headed else None
    least = _head(block, inner, None) if head else None
    again = above_rest(block.continued, least, place)
    body = inner.element.child("TBody")
    rows = [strip for at, row in enumerate(block.rows) for strip in _row(row, block, inner, body.child("TR"), at)]
    rows = going_on(rows, again, least)
    strips = [replace(head, keep=True, again=title_again(block.continued, place)), *rows] if head else rows
    if len(block.rows) == DAYS and height_of(strips) <= place.body_height:
        strips = [*(replace(strip, hold=True) for strip in strips[:-1]), strips[-1]]
    return spaced(strips, place.theme.gap * 0.6)


def _head(block: Table, place: Place, row: Element | None) -> Strip:
    """Return the header: as the cells of rows stand, or at the right where the first column has no words."""
    style, first = place.theme.styles["cell-head"], _first_width(block, place)
    cells = [(text, row.child("TH", A="<</O/Table/Scope/Column>>") if row else None) for text in block.header]
    if first:
        strip = beside(_side_by_side(cells, style, place.width))
    else:
        made = run_in(cells, style, place.width)
        alone = len(made) == 1 and not plain(block.header[0]).strip()
        strip = beside([(0, moved(made, head_start(block, place)) if alone else made)])

    def draw(canvas: Any, x: float, top: float) -> None:
        strip.draw(canvas, x, top)
        shapes.rule(canvas, x, top - strip.height - 2, place.width, 1.4, ACCENT)

    return replace(strip, height=strip.height + 3, draw=draw)


def _side_by_side(cells: Sequence[Part], style: Style, width: float) -> list[tuple[float, Strips]]:
    """Return the words over columns one behind the other, or below each other where they have no room."""
    made = [text_strips(text, style, width, element) for text, element in cells]
    starts = [0.0]
    for text, _ in cells:
        starts.append(starts[-1] + sum(map(line_width, broken(text, style, width))) + APART)
    if starts[-1] > width + APART or any(len(strips) != 1 for strips in made):
        return [(0, [strip for strips in made for strip in strips])]
    return list(zip(starts, made, strict=False))


def _row(row: Sequence[Cell], block: Table, place: Place, element: Element, at: int) -> Strips:
    """Return a row with a hairline below; one that no page can hold is parted between its lines."""
    pad = 0.5 if place.theme.trim else max(1.0, place.theme.padding * 0.25)
    cells = [(cell, _element(number, block, element)) for number, cell in enumerate(row)]
    first = _first_width(block, place)
    strips = _beside_bar(cells, first, place) if first else _in_lines(cells, place)
    opens = at == 0 and not any(plain(text).strip() for text in block.header)
    if height_of(strips) > place.body_height * HIGHEST:
        return [*strips[:-1], _ruled(strips[-1], place, pad, opens=False)]
    return [_ruled(beside([(0, strips)]), place, pad, opens=opens)]


def _beside_bar(cells: Sequence[tuple[Cell, Element]], first: float, place: Place) -> Strips:
    """Return a row with a bar: this stands below what the row is, and beside both the other cells."""
    style = place.theme.styles["cell"]
    (head, element), *others = cells
    left = text_strips(head.text, style, first - BEHIND, element)
    for cell, one in others:
        if cell.kind == "bar":
            left += barred(text_strips(cell.text, style, first - BEHIND, one), first - BEHIND, cell.share)
    parts = [part for cell, one in others if cell.kind != "bar" for part in _parts(cell, one)]
    shown = [(small, one) for cell, one in others for small in cell.figures]
    right = around_small(parts, shown, place.narrowed(place.width - first), style, joins=True)
    return [beside([(0, left), (first, right)])]


def barred(number: Strips, width: float, share: float) -> Strips:
    """Return a number, and below it a bar that takes its share of the width: twice the number, twice the bar."""

    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.fill(canvas, x, top + BAR_REACH, width * share, BAR_HIGH, LINE)

    return [*number, Strip(BAR_HIGH - BAR_REACH, draw)]


def _in_lines(cells: Sequence[tuple[Cell, Element]], place: Place) -> Strips:
    """Return the cells of a row in each other's lines, with its picture at the right of the first."""
    style = place.theme.styles["cell"]
    parts = [part for at, (cell, one) in enumerate(cells) for part in _parts(cell, one, strong=at == 0)]
    figures = [(shown, one) for cell, one in cells for shown in cell.figures]
    if all_small(shown for shown, _ in figures):
        return around_small(parts, figures, place, style, joins=True)
    widest = OF_MORE if len(figures) > 1 else WIDEST
    pictures = figures_below([shown for shown, _ in figures], replace(place, element=figures[0][1]).narrowed(widest))
    strips = run_in(parts, style, place.width, (widest + place.theme.gutter, height_of(pictures)))
    if height_of(strips) > place.body_height * HIGHEST:
        return strips + pictures
    return [beside([(0, strips), (place.width - widest, pictures)])]


def _element(number: int, block: Table, row: Element) -> Element:
    head = number == 0 and block.row_headers
    return row.child("TH", A="<</O/Table/Scope/Row>>") if head else row.child("TD")


def _parts(cell: Cell, element: Element, *, strong: bool = False) -> list[Part]:
    """Return the sentences of a cell, each a paragraph where there are more; what a row is stands out."""
    texts = [text for text in (cell.text, *cell.more) if text]
    if strong:
        texts = [tuple(replace(run, strong=run.strong or not run.mark) for run in text) for text in texts]
    alone = len(texts) == 1 and not cell.figures
    return [(text, element if alone else element.child("P")) for text in texts]


def around_pictures(cell: Cell, made: Callable[[], Strips], place: Place, style: Style) -> Strips:
    """Return the sentences of a cell around its pictures, which stand at the right of the first lines.

    The pictures are made when the sentences are, as they are read after these.
    """
    texts = [(text, place.element.child("P")) for text in (cell.text, *cell.more) if text]
    pictures = made()
    strips = run_in(texts, style, place.width, (WIDEST + place.theme.gutter / 2, height_of(pictures)))
    if height_of(strips) > place.body_height * HIGHEST:
        return strips + pictures
    return [beside([(0, strips), (place.width - WIDEST, pictures)])]


def all_small(figures: Iterable[Figure]) -> bool:
    """Return whether pictures are to be as high as the words beside them, as they have no name of their own."""
    return not any(one.captions for one in figures)


def around_small(parts: Sequence[Part], figures: Sequence[Shown], place: Place, style: Style, *, joins: bool) -> Strips:
    """Return texts around small pictures, which stand at the right of the first lines and in the element of their text.

    They are as high as they may be where the lines need no more room; `joins` lets a text go on in the line of another.
    """

    def lines(shown: Sequence[Shown], high: float) -> Strips:
        return _around(parts, style, place.width, (_room(shown, high), high), joins)

    def fitted(shown: Sequence[Shown]) -> tuple[float, float]:
        """Return how high pictures and their text are, and how high the pictures."""
        sizes = [(round(max(height_of(lines(shown, high)), high), 1), -high) for high in SMALL]
        return min(sizes) if shown else (round(height_of(bare), 1), 0.0)

    bare = lines((), 0)
    if height_of(bare) > place.body_height * HIGHEST:
        return bare + [strip for one, element in figures for strip in _placed((one, element), SMALL[0], place)]
    lasting = [(one, element) for one, element in figures if not one.yields]
    full = place.theme.aside == least_aside(place.theme)
    shown = lasting if full and fitted(figures) > (fitted(lasting)[0], 0.0) else figures
    if not shown:
        return bare
    (taken, high), low = fitted(shown), SMALL[-1]
    # Beside short last lines they take no line where they would beside the first.
    free = place.width - _room(shown, low) + BETWEEN
    if taken > height_of(bare) >= low and _last_width(parts, style, place.width, low, joins) <= free:
        return [beside([(0, bare), *_row_of(shown, low, place, height_of(bare) - low)])]
    return [beside([(0, lines(shown, -high)), *_row_of(shown, -high, place, 0)])]


def _room(shown: Sequence[Shown], high: float) -> float:
    """Return the width of pictures of a height side by side, with the space between them and before them."""
    return sum(high / one.picture.ratio + BETWEEN for one, _ in shown) + BETWEEN if shown else 0.0


def _placed(shown: Shown, high: float, place: Place) -> Strips:
    return figure(shown[0], replace(place, element=shown[1]).narrowed(high / shown[0].picture.ratio))


def _row_of(shown: Sequence[Shown], high: float, place: Place, top: float) -> Iterator[tuple[float, Strips]]:
    """Yield pictures of a height at the right of their place, each with where it begins, so much below the top."""
    x = place.width - _room(shown, high) + 2 * BETWEEN
    for one in shown:
        yield x, [*([Strip(top, _nothing)] if top else []), *_placed(one, high, place)]
        x += high / one[0].picture.ratio + BETWEEN


def _last_width(parts: Sequence[Part], style: Style, width: float, low: float, joins: bool) -> float:
    """Return how wide the widest of those last lines is that take so much height."""
    texts = [joined([text for text, _ in parts])] if joins else [text for text, _ in parts]
    every = [line for text in texts for line in lines_of(text, style, width)]
    return max(line_width(set_line(line, style.size, style.mark)) for line in every[-ceil(low / style.line) :])


def _nothing(_canvas: Any, _x: float, _top: float) -> None:
    """Draw nothing."""


def pictured_paragraph(block: Paragraph, place: Place) -> Strips:
    """Return a paragraph, with its picture at the right where that needs no more room, as high as the lines are."""
    wide = SMALL[0] / block.figure.picture.ratio if block.figure else 0.0
    if not block.figure or _is_longer(block, place.width - wide - BETWEEN, place):
        return paragraph(block, place)
    strips = paragraph(block, place.narrowed(place.width - wide - BETWEEN))
    high = max(min(SMALL[0], height_of(strips)), SMALL[-1])
    shown = figure(block.figure, place.narrowed(wide), high)
    return [beside([(0, spaced(strips, 0)), (place.width - wide, shown)], strips[0].above if strips else 0)]


def _is_longer(block: Paragraph, width: float, place: Place) -> bool:
    """Return whether a paragraph has more lines in a width than in its place."""
    narrow, wide = (lines_of(block.text, place.style, room, place.letters) for room in (width, place.width))
    return len(narrow) > len(wide) or len(wide) * place.style.line < SMALL[-1]


def _around(parts: Sequence[Part], style: Style, width: float, notch: tuple[float, float], joins: bool) -> Strips:
    """Return texts around a notch, each in lines of its own where it does not go on in those of another."""
    strips: Strips = []
    for group in [parts] if joins else [[part] for part in parts]:
        left = notch[1] - (height_of(strips) if strips else 0)
        strips += run_in(group, style, width, (notch[0], left) if left > 0 else (0, 0))
    return strips


def _ruled(strip: Strip, place: Place, pad: float, *, opens: bool) -> Strip:
    """Return a strip with space around it and a hairline below, and above where it opens its table."""
    height = strip.height + 2 * pad

    def draw(canvas: Any, x: float, top: float) -> None:
        strip.draw(canvas, x, top - pad)
        shapes.rule(canvas, x, top - height, place.width, HAIR, LINE)
        if opens:
            shapes.rule(canvas, x, top, place.width, HAIR, LINE)

    return replace(strip, height=height, draw=draw)
