"""How each kind of block becomes strips of a page: one small function per kind, in one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document import (
    Block,
    BulletList,
    Cell,
    CheckItem,
    Checklist,
    Figure,
    Group,
    Heading,
    Illustrated,
    ListItem,
    Note,
    Paragraph,
    Run,
    Section,
    Table,
    Text,
    plain,
)
from planner.pdf import pictures, shapes
from planner.pdf.compact import text_string
from planner.pdf.strips import Strip, Strips, beside, height_of, moved, spaced, together
from planner.pdf.tagging import Element
from planner.pdf.theme import ACCENT, ALARM, INK, LINE, MM, TINT, Style, Theme
from planner.pdf.words import ELLIPSIS, UNLIMITED, Line, broken, escape, line_width, natural


class Place(Struct, frozen=True):
    """Where blocks go: the look, the width there is, and the element of the tree that holds them."""

    theme: Theme
    width: float
    element: Element

    def inside(self, role: str, width: float | None = None, **attributes: str) -> Place:
        """Return the place within a new child element."""
        return Place(self.theme, self.width if width is None else width, self.element.child(role, **attributes))

    def narrowed(self, width: float) -> Place:
        """Return the place with another width."""
        return Place(self.theme, width, self.element)

    @property
    def body_height(self) -> float:
        """Return the height of a page's body."""
        return body_height(self.theme)


def body_height(theme: Theme) -> float:
    """Return the height between the lines at the head and the foot of a page."""
    return theme.height - theme.top - theme.bottom - 2 * running_height(theme)


def running_height(theme: Theme) -> float:
    """Return the height of the line at the head, or at the foot, with the space that parts it from the body."""
    return theme.styles["running"].line + 8


def flow(blocks: Sequence[Block], place: Place) -> Strips:
    """Return the strips of blocks one after the other."""
    return [strip for block in blocks for strip in FLOWABLES[type(block)](block, place)]


# ---- text


def text_strips(text: Text, style: Style, width: float, element: Element | None, letters: int = UNLIMITED) -> Strips:
    """Return a strip per line; no first and no last line of a text stands alone on a page."""
    lines = broken(text, style, width, letters)
    last = len(lines) - 1
    strips = [
        Strip(style.line, _written(line, style, element), keep=index < last and (index == 0 or index == last - 1))
        for index, line in enumerate(lines)
    ]
    return spaced(strips, style.above)


def baseline(style: Style) -> float:
    """Return how far below a line's top its letters stand."""
    return style.line / 2 + style.size * 0.36


def _written(line: Line, style: Style, element: Element | None) -> Callable[[Any, float, float], None]:
    def draw(canvas: Any, x: float, top: float) -> None:
        canvas.write(line, x, top - baseline(style), style.size, style.colour, element)

    return draw


def paragraph(block: Paragraph, place: Place) -> Strips:
    """Return a paragraph in the style of its role, in lines of a length that reads well."""
    style = place.theme.styles[block.role]
    return text_strips(block.text, style, place.width, place.element.child("P"), place.theme.letters)


def heading(block: Heading, place: Place) -> Strips:
    """Return a heading, bound to what follows it, with its bookmark."""
    style = place.theme.styles[f"heading-{block.level}"]
    strips = text_strips((Run(block.text),), style, place.width, place.element.child(f"H{block.level}"))
    if not strips:
        return []
    title = " ".join(escape(block.text).split())
    strips[0] = replace(strips[0], draw=_marked(strips[0].draw, title, block.level))
    strips = [replace(strip, keep=True) for strip in strips]
    return _underlined(strips, place) if block.level == 2 else strips


def _marked(draw: Callable[[Any, float, float], None], title: str, level: int) -> Callable[[Any, float, float], None]:
    def drawn(canvas: Any, x: float, top: float) -> None:
        canvas.heading(title, level - 1, top)
        draw(canvas, x, top)

    return drawn


def _underlined(strips: Strips, place: Place) -> Strips:
    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.rule(canvas, x, top - 3, place.width, 1.4, ACCENT)

    return [*strips, Strip(5, draw, keep=True)]


# ---- lists


def bullet_list(block: BulletList, place: Place) -> Strips:
    """Return a list with dots, numbers, or the letters that its texts begin with."""
    numbering = "/Decimal" if block.ordered else "/Disc"
    columns = _fits_columns(block, place)
    inner = place.inside("L", place.width / 2 - 8 if columns else None, A=f"<</O/List/ListNumbering{numbering}>>")
    points = [_point(item, number if block.ordered else 0, inner) for number, item in enumerate(block.items, 1)]
    strips = _columns(points, place) if columns else [strip for point in points for strip in point]
    return spaced(strips, place.theme.styles["body"].above)


def _fits_columns(block: BulletList, place: Place) -> bool:
    """Return whether points without an order are short enough for two columns, where space is tight."""
    body = place.theme.styles["body"]
    lines = [len(broken(item.text, body, place.width / 2 - 30)) for item in block.items]
    plain_points = not block.ordered and not any(item.notes for item in block.items)
    short = len(lines) >= 4 and max(lines) <= 2 and sum(lines) <= 1.4 * len(lines)
    return place.theme.tight > 0 and plain_points and short


def _columns(points: list[Strips], place: Place) -> Strips:
    middle = (len(points) + 1) // 2
    left = [strip for point in points[:middle] for strip in point]
    right = [strip for point in points[middle:] for strip in point]
    return [beside([(0, left), (place.width / 2 + 8, right)])]


def _point(item: ListItem, number: int, place: Place) -> Strips:
    body = place.theme.styles["body"]
    entry = place.element.child("LI")
    letter, text = lettered(item.text)
    lead = _ringed_letter(letter, entry.child("Lbl"), body) if letter else _number(number, entry.child("Lbl"), body)
    indent = body.size * (1.9 if letter else 1.5 if number else 1.1)
    inner = Place(place.theme, place.width - indent, entry.child("LBody"))
    strips = text_strips(text, body, inner.width, inner.element.child("P"), place.theme.list_letters)
    return _led(strips + _notes(item.notes, inner), lead, indent, place.theme.gap * 0.6)


def _number(number: int, element: Element, body: Style) -> Strip:
    style = replace(body, strong=True, colour=ACCENT, above=0)
    return text_strips((Run(f"{number}." if number else "•"),), style, 99, element)[0]


def lettered(text: Text) -> tuple[str, Text]:
    """Return the letter of a self-check that a text begins with, as in `A. Do you …`, and the rest."""
    found = re.match(r"([A-H])[.:)] *", plain(text))
    if not found:
        return "", text
    rest, skip = [], found.end()
    for run in text:
        rest.append(replace(run, text=run.text[skip:]))
        skip = max(0, skip - len(run.text))
    return found[1], tuple(run for run in rest if run.text)


def _ringed_letter(letter: str, element: Element, body: Style) -> Strip:
    """Return a letter in a ring, which ties a question to the items that depend on it."""
    style = replace(body, size=max(11, body.size - 1.5), strong=True, colour=ACCENT, above=0)
    (line,) = text_strips((Run(letter),), style, 99, element)
    radius = body.size * 0.68

    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.ring(canvas, x + radius, top - body.line / 2, radius)
        line.draw(canvas, x + radius - natural(letter, style) / 2, top - (body.line - style.line) / 2)

    return Strip(body.line, draw)


def _notes(notes: tuple[Text, ...], place: Place) -> Strips:
    style = replace(place.theme.styles["small"], above=0)
    return [strip for note in notes for strip in text_strips(note, style, place.width, place.element.child("P"))]


def _led(strips: Strips, mark: Strip, indent: float, above: float) -> Strips:
    """Return an item's strips, moved to the right of the mark that stands before its first line, never parted."""
    if not strips:
        return []
    shifted = moved(strips, indent)
    first = shifted[0]

    def draw(canvas: Any, x: float, top: float) -> None:
        mark.draw(canvas, x, top)
        first.draw(canvas, x, top)

    opened = replace(first, draw=draw, height=max(first.height, mark.height), above=above)
    return together([opened, *shifted[1:]])


def checklist(block: Checklist, place: Place) -> Strips:
    """Return things to tick off: box, time of day, what to do."""
    inner = place.inside("L")
    items = _two_columns(block, inner)
    if items is None:
        column = _label_width(block, place)
        items = [strip for item in block.items for strip in _check_item(item, column, inner)]
    return spaced(items, place.theme.styles["body"].above)


def _two_columns(block: Checklist, place: Place) -> Strips | None:
    """Return short items without a time of day in two columns."""
    half = place.width / 2 - 8
    body = place.theme.styles["body"]
    short = all(not item.label and natural(plain(item.text), body) < 1.7 * (half - 30) for item in block.items)
    if len(block.items) < 6 or not short or place.width < 400:
        return None
    strips = _columns([_check_item(item, 0, place.narrowed(half)) for item in block.items], place)
    return strips if height_of(strips) < place.body_height * 0.6 else None


def _label_width(block: Checklist, place: Place) -> float:
    style = replace(place.theme.styles["body"], strong=True)
    widest = max((natural(escape(item.label), style) for item in block.items if item.label), default=0)
    return min(widest + 12, place.width * 0.3) if widest else 0


def _check_item(item: CheckItem, column: float, place: Place) -> Strips:
    theme, body = place.theme, place.theme.styles["body"]
    entry = place.element.child("LI")
    label = entry.child("Lbl") if item.label else None
    indent = theme.tick + 9 + column
    inner = Place(theme, place.width - indent, entry.child("LBody"))
    strips = _with_rings(item, inner, body)
    lead = _box_and_label(item.label, label, column, theme, body)
    return _led(strips + _notes(item.notes, inner), lead, indent, theme.gap)


def _box_and_label(label: str, element: Element | None, column: float, theme: Theme, body: Style) -> Strip:
    strong = replace(body, strong=True, above=0)
    words = text_strips((Run(label),), strong, column - 6, element) if label else []

    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.tick_box(canvas, x, top - (body.line - theme.tick) / 2, theme.tick)
        for index, line in enumerate(words):
            line.draw(canvas, x + theme.tick + 9, top - index * body.line)

    return Strip(max(body.line, len(words) * body.line), draw)


def _with_rings(item: CheckItem, place: Place, body: Style) -> Strips:
    """Return an item's text, with the letters of its self-checks in rings after its last word."""
    step = body.size * 1.6
    width = place.width - step * len(item.marks) - 4
    strips = text_strips(item.text, body, width, place.element.child("P"))
    rings = [_ringed_letter(mark, place.element.child("P"), body) for mark in item.marks]
    if not rings or not strips:
        return strips
    end = line_width(broken(item.text, body, width)[-1]) + 8
    return [*strips[:-1], beside([(0, strips[-1:]), *((end + step * at, [ring]) for at, ring in enumerate(rings))])]


# ---- tables


def table(block: Table, place: Place) -> Strips:
    """Return a table: caption, header row, and rows that are never cut."""
    inner = place.inside("Table")
    caption = _caption(block.caption, inner)
    widths = _column_widths(block, place)
    head_cells = tuple(Cell((Run(text),)) for text in block.header)
    head_row = inner.element.child("THead").child("TR")
    head = _row(head_cells, widths, block, inner.theme, head_row, is_head=True)
    again = _row(head_cells, widths, block, inner.theme, None, is_head=True)
    body = inner.element.child("TBody")
    rows = [_row(cells, widths, block, inner.theme, body.child("TR"), is_head=False) for cells in block.rows]
    strips = [*caption, replace(head, keep=True), *(replace(row, again=again) for row in rows)]
    strips = together(strips) if height_of(strips) < place.body_height * 0.5 else strips
    return strips if caption else spaced(strips, place.theme.gap)


def _column_widths(block: Table, place: Place) -> list[float]:
    """Return the columns' widths by their shares, none narrower than its longest word where the others can give."""
    wanted = [place.width * share / sum(block.widths) for share in block.widths]
    least = [min(_longest_word(block, at, place.theme) + 11, place.width / 3) for at in range(len(wanted))]
    missing = sum(max(0, low - width) for low, width in zip(least, wanted, strict=True))
    spare = sum(max(0, width - low) for low, width in zip(least, wanted, strict=True))
    taken = min(1, missing / spare) if spare else 0
    given = min(1, spare / missing) if missing else 0
    return [width - (width - low) * (taken if width > low else given) for low, width in zip(least, wanted, strict=True)]


def _longest_word(block: Table, at: int, theme: Theme) -> float:
    head, cell = theme.styles["cell-head"], theme.styles["cell"]
    body = head if at == 0 and block.row_headers else cell
    words = [(word, head) for word in block.header[at].split()]
    words += [(word, body) for row in block.rows for word in plain(row[at].text).split()]
    return max((natural(escape(word), style) for word, style in words), default=0)


def _caption(caption: str, place: Place) -> Strips:
    if not caption:
        return []
    style = place.theme.styles["caption"]
    strips = text_strips((Run(caption),), style, place.width, place.element.child("Caption"))
    return [replace(strip, keep=True) for strip in strips]


def _row(
    cells: Sequence[Cell], widths: Sequence[float], block: Table, theme: Theme, row: Element | None, is_head: bool
) -> Strip:
    contents = [
        _cell(cell, widths[at], theme, row, "Column" if is_head else "Row" if at == 0 and block.row_headers else "")
        for at, cell in enumerate(cells)
    ]
    if is_head:
        contents = [_centred(strips, cells[at], widths[at], block, at, theme) for at, strips in enumerate(contents)]
    padding = max(2, theme.padding * 0.4)
    height = max([height_of(strips) if strips else 0 for strips in contents]) + 2 * padding
    written = max(block.row_height * MM, theme.writing if any(cell.kind == "blank" for cell in cells) else 0)
    return Strip(max(height, 0 if is_head else written), _drawn_row(contents, widths, is_head, height, written))


def _drawn_row(
    contents: list[Strips], widths: Sequence[float], is_head: bool, height: float, written: float
) -> Callable[[Any, float, float], None]:
    full = height if is_head else max(height, written)

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


def _cell(cell: Cell, width: float, theme: Theme, row: Element | None, scope: str) -> Strips:
    element = _cell_element(cell, row, scope)
    if cell.kind == "tick":
        return [_centred_box(width, theme)]
    if cell.kind == "blank" or not cell.text:
        return []
    style = theme.styles["cell-head" if scope else "cell"]
    strips = text_strips(cell.text, style, width - 10, element)
    most = int(body_height(theme) * 0.7 / style.line)
    # No row is ever cut, so what does not fit on a page ends with an ellipsis.
    rest = text_strips((Run(ELLIPSIS),), style, width - 10, element) if len(strips) > most else []
    return moved([*strips[:most], *rest], 5)


def _centred(strips: Strips, cell: Cell, width: float, block: Table, at: int, theme: Theme) -> Strips:
    """Return the head of a column of boxes in the middle of its column."""
    free = width - 10 - natural(escape(plain(cell.text)), theme.styles["cell-head"])
    ticks = bool(block.rows) and all(row[at].kind == "tick" for row in block.rows)
    return moved(strips, free / 2) if ticks and free > 0 else strips


def _cell_element(cell: Cell, row: Element | None, scope: str) -> Element | None:
    if row is None:
        return None
    if scope:
        return row.child("TH", A=f"<</O/Table/Scope/{scope}>>")
    return row.child("TD", **({"Alt": text_string(escape(cell.alt))} if cell.alt else {}))


def _centred_box(width: float, theme: Theme) -> Strip:
    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.tick_box(canvas, x + (width - theme.tick) / 2, top, theme.tick)

    return Strip(theme.tick, draw)


# ---- pictures


def figure(block: Figure, place: Place) -> Strips:
    """Return a picture with its caption, never parted."""
    if not pictures.drawing(block.picture):
        return []
    width = min(place.theme.picture, place.width)
    height = width * pictures.RATIO
    outer = place.inside("Figure", Alt=text_string(escape(block.alt)))
    strips = [Strip(height, _pictured(block.picture, width, outer.element), above=place.theme.gap)]
    if block.caption:
        style = place.theme.styles["small"]
        strips += text_strips((Run(block.caption),), style, width, outer.element.child("Caption"))
    return together(strips)


def _pictured(picture: str, width: float, element: Element) -> Callable[[Any, float, float], None]:
    def draw(canvas: Any, x: float, top: float) -> None:
        height = width * pictures.RATIO
        canvas.box(element, (x, top - height, x + width, top))
        canvas.begin(element)
        pictures.draw(canvas, picture, x, top, width)
        canvas.end()

    return draw


def illustrated(block: Illustrated, place: Place) -> Strips:
    """Return blocks with their picture on the left: one strip, so that nothing parts them."""
    outer = place.inside("Sect")
    if block.figure is None or not pictures.drawing(block.figure.picture):
        return together(flow(block.blocks, outer))
    head = block.blocks[:1] if block.blocks and isinstance(block.blocks[0], Heading) else ()
    indent = place.theme.picture + 18
    right = flow(head, outer.narrowed(place.width - indent))
    left = figure(block.figure, outer.narrowed(place.theme.picture))
    right += flow(block.blocks[len(head) :], outer.narrowed(place.width - indent))
    above = place.theme.gap * 2.4
    if height_of(right) > place.body_height:
        return left + right
    return [beside([(0, left), (indent, right)], above)]


# ---- boxes and parts


class Frame(Struct, frozen=True):
    """The look of a note: the colour and weight of its border, its ground, its sign, the style of its title."""

    border: str
    weight: float
    ground: str | None
    sign: Callable[[Any, float, float, float], None]
    title: str
    bar: float = 0


FRAMES: Final[dict[str, Frame]] = {
    "emergency": Frame(ALARM, 1.8, None, shapes.warning_sign, "alarm-title"),
    "message": Frame(ACCENT, 0.8, TINT, shapes.arrow_sign, "note-title", bar=5),
    "check": Frame(ACCENT, 1.2, None, shapes.look_sign, "note-title"),
    "caution": Frame(INK, 1.2, None, shapes.care_sign, "note-title"),
    "info": Frame(LINE, 0.8, None, shapes.info_sign, "note-title", bar=3),
}


def note(block: Note, place: Place) -> Strips:
    """Return a framed box with a sign, a title and its blocks."""
    frame = FRAMES[block.kind]
    pad = place.theme.padding
    inner = place.inside("Sect", place.width - 2 * pad - frame.bar - 2)
    title = _note_title(block.title, frame, inner)
    strips = title + spaced(flow(block.blocks, inner), place.theme.gap * 0.5)
    if not strips:
        return []
    lined = _framed(moved(strips, pad + frame.bar), frame, place.width, pad * 0.8)
    return spaced(together(lined), max(7, place.theme.gap * 1.8))


def _note_title(title: str, frame: Frame, place: Place) -> Strips:
    if not title:
        return []
    style = place.theme.styles[frame.title]
    side = style.size * 1.15
    words = moved(text_strips((Run(title),), style, place.width - side - 8, place.element.child("P")), side + 8)
    first = words[0]

    def draw(canvas: Any, x: float, top: float) -> None:
        frame.sign(canvas, x, top - (style.line - side) / 2, side)
        first.draw(canvas, x, top)

    return [replace(strip, keep=True) for strip in [replace(first, draw=draw), *words[1:]]]


def _framed(strips: Strips, frame: Frame, width: float, pad: float) -> Strips:
    """Return the strips on the note's ground, without gaps, with a border that may go over to a next page."""
    last = len(strips) - 1
    return [
        _on_ground(strip, frame, width, pad if at == 0 else strip.above, pad if at == last else 0, at == 0, at == last)
        for at, strip in enumerate(strips)
    ]


def _on_ground(strip: Strip, frame: Frame, width: float, over: float, under: float, first: bool, last: bool) -> Strip:
    height = strip.height + over + under

    def draw(canvas: Any, x: float, top: float) -> None:
        if frame.ground:
            shapes.fill(canvas, x, top, width, height, frame.ground)
        shapes.pillar(canvas, x, top, height, frame.weight, frame.border)
        shapes.pillar(canvas, x + width, top, height, frame.weight, frame.border)
        if frame.bar:
            shapes.fill(canvas, x, top, frame.bar, height, frame.border)
        for edge in [top] * first + [top - height] * last:
            shapes.rule(canvas, x - frame.weight / 2, edge, width + frame.weight, frame.weight, frame.border)
        strip.draw(canvas, x, top - over)

    return replace(strip, height=height, draw=draw, above=0)


def group(block: Group, place: Place) -> Strips:
    """Return blocks that stay on one page."""
    return together(flow(block.blocks, place.inside("Div")))


def section(block: Section, place: Place) -> Strips:
    """Return a part of the sheet; where it starts is the pages' affair."""
    return flow(block.blocks, place.inside("Sect"))


FLOWABLES: Final[dict[type[Any], Callable[[Any, Place], Strips]]] = {
    Heading: heading,
    Paragraph: paragraph,
    BulletList: bullet_list,
    Checklist: checklist,
    Table: table,
    Figure: figure,
    Illustrated: illustrated,
    Note: note,
    Group: group,
    Section: section,
}
