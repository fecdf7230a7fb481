"""How each kind of block becomes strips of a page: one small function per kind, in one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import (
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
from planner.formats.pdf import pictures, shapes
from planner.formats.pdf.compact import text_string
from planner.formats.pdf.strips import WORTH, Strip, Strips, beside, height_of, in_columns, moved, spaced, together
from planner.formats.pdf.tagging import Element
from planner.formats.pdf.theme import ACCENT, ALARM, INK, LINE, MM, TINT, Style, Theme
from planner.formats.pdf.words import ELLIPSIS, UNLIMITED, Words, escape, line_width, lines_of, natural, set_line

# The space between two columns, the radius of a ring as a share of its text's size.
GUTTER: Final = 16.0
RING: Final = 0.64
# A paragraph of at most so many lines under a heading holds to what follows.
LEAD: Final = 3
# A first or last point of at most so many lines holds to the one beside it; the first only on a list of more than FEW.
SHORT, FEW = 2, 3


class Place(Struct, frozen=True):
    """Where blocks go: the look, the width and the least height there is, the element of the tree that holds them.

    `text` is the role of the running text here.
    """

    theme: Theme
    width: float
    element: Element
    text: str = "body"
    least: float = 0

    def inside(self, role: str, width: float | None = None, **attributes: str) -> Place:
        """Return the place within a new child element."""
        element = self.element.child(role, **attributes)
        return Place(self.theme, self.width if width is None else width, element, self.text)

    def narrowed(self, width: float) -> Place:
        """Return the place with another width."""
        return Place(self.theme, width, self.element, self.text)

    @property
    def points(self) -> str:
        """Return the role of the points of lists here."""
        return "point" if self.text == "body" else self.text

    @property
    def style(self) -> Style:
        """Return the style of the running text here."""
        return self.theme.styles[self.text]

    @property
    def body_height(self) -> float:
        """Return the height of a page's body."""
        return body_height(self.theme)


def body_height(theme: Theme) -> float:
    """Return the height between the lines at the head and the foot of a page."""
    running = running_height(theme, theme.head) + running_height(theme, theme.foot)
    return theme.height - theme.top - theme.bottom - running


def running_height(theme: Theme, lines: int) -> float:
    """Return the height of so many lines at the head, or at the foot, with the space that parts them from the body."""
    return lines * theme.styles["running"].line + 4


def flow(blocks: Sequence[Block], place: Place) -> Strips:
    """Return the strips of blocks one after the other; a sentence under a heading or above a list leads on to it."""
    strips: Strips = []
    for at, block in enumerate(blocks):
        made = FLOWABLES[type(block)](block, place)
        leads = isinstance(block, Paragraph) and len(made) <= LEAD and _leads(blocks, at)
        strips += [replace(strip, keep=True) for strip in made] if leads else made
    return strips


def _leads(blocks: Sequence[Block], at: int) -> bool:
    """Return whether a block leads on to the next: below a heading, or above a list."""
    below = at > 0 and isinstance(blocks[at - 1], Heading)
    return at < len(blocks) - 1 and (below or isinstance(blocks[at + 1], BulletList | Checklist))


# ---- text


def text_strips(text: Text, style: Style, width: float, element: Element | None, letters: int = UNLIMITED) -> Strips:
    """Return a strip per line; no first and no last line of a text stands alone on a page."""
    lines = lines_of(text, style, width, letters)
    last = len(lines) - 1
    strips = [
        Strip(style.line, _written(line, style, element), keep=index < last and (index == 0 or index == last - 1))
        for index, line in enumerate(lines)
    ]
    return spaced(strips, style.above)


def baseline(style: Style) -> float:
    """Return how far below a line's top its letters stand."""
    return style.line / 2 + style.size * 0.36


def _written(line: Words, style: Style, element: Element | None) -> Callable[[Any, float, float], None]:
    def draw(canvas: Any, x: float, top: float) -> None:
        canvas.write(set_line(line, style.size), x, top - baseline(style), style.size, style.colour, element)

    return draw


def paragraph(block: Paragraph, place: Place) -> Strips:
    """Return a paragraph in the style of its role, in lines of a length that reads well."""
    fine = block.role in ("small", "sources")
    style = place.style if block.role == "body" else place.theme.styles["small" if fine else block.role]
    letters = UNLIMITED if place.text == "dense" or fine else place.theme.letters
    return text_strips(block.text, style, place.width, place.element.child("P"), letters)


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

    return [*strips, Strip(4, draw, keep=True)]


# ---- lists


def bullet_list(block: BulletList, place: Place) -> Strips:
    """Return a list with dots, numbers, or the letters that its texts begin with."""
    numbering = "/Decimal" if block.ordered else "/Disc"
    role = "small" if block.small else place.points
    half = _half(place)
    columns = block.columns > 1 and _saves(block.items, place, half, place.theme.styles[role])
    inner = place.inside("L", half if columns else None, A=f"<</O/List/ListNumbering{numbering}>>")
    inner = replace(inner, text=role)
    indent = _point_indent(block, inner.style)
    points = [_point(item, number if block.ordered else 0, indent, inner) for number, item in enumerate(block.items, 1)]
    return spaced(_in_columns(points, place) if columns else _one_column(points, place.theme), place.style.above)


def _half(place: Place) -> float:
    return (place.width - GUTTER) / 2


def _saves(items: Sequence[ListItem] | Sequence[CheckItem], place: Place, half: float, style: Style) -> bool:
    """Return whether points take less room in two columns, by the lines of their texts."""
    if place.theme.columns == 1 or len(items) < WORTH:
        return False
    indent = style.size * 1.9

    def lines(width: float) -> int:
        return sum(len(lines_of(item.text, style, width)) for item in items)

    return lines(half - indent) < 1.9 * lines(place.width - indent)


def _in_columns(points: list[Strips], place: Place) -> Strips:
    return [in_columns(points, _half(place) + GUTTER)]


def _one_column(points: list[Strips], theme: Theme) -> Strips:
    """Return points below each other; of a longer list, no short first or last one stands alone on a page."""
    alone = len(points) > FEW and theme.whole > 0
    bound = {0: alone and len(points[0]) <= SHORT, len(points) - 2: len(points) > 1 and len(points[-1]) <= SHORT}
    return [strip for at, point in enumerate(points) for strip in (_held(point) if bound.get(at) else point)]


def _held(point: Strips) -> Strips:
    """Return a point that holds to the one after it."""
    return [*point[:-1], replace(point[-1], keep=True)] if point else []


def _point_indent(block: BulletList, style: Style) -> float:
    if block.ordered:
        return max(style.size * 1.5, natural(f"{len(block.items)}.", replace(style, strong=True)) + 5)
    return style.size * (1.8 if any(lettered(item.text)[0] for item in block.items) else 1.1)


def _point(item: ListItem, number: int, indent: float, place: Place) -> Strips:
    style = place.style
    entry = place.element.child("LI")
    letter, text = lettered(item.text)
    lead = (
        _ringed_letter(letter, entry.child("Lbl"), style, place.theme)
        if letter
        else _number(number, entry.child("Lbl"), style)
    )
    inner = Place(place.theme, place.width - indent, entry.child("LBody"), place.text)
    letters = place.theme.letters if place.text == "point" else place.theme.list_letters
    strips = _with_rings(text, item.marks, replace(style, above=0), inner, letters)
    return _led(strips, _notes(item.notes, inner), lead, indent, place.theme.gap * 0.6, place.theme.parted)


def _number(number: int, element: Element, style: Style) -> Strip:
    strong = replace(style, strong=True, colour=ACCENT, above=0)
    return text_strips((Run(f"{number}." if number else "•"),), strong, 99, element)[0]


def lettered(text: Text) -> tuple[str, Text]:
    """Return the letter of a self-check that a text begins with, as in `A. Do you …`, and the rest."""
    alone = bool(text) and text[0].strong and len(text[0].text.strip(" .:)")) == 1
    found = re.match(r"([A-Z])[.:)]? *", plain(text)) if alone else None
    if not found:
        return "", text
    rest, skip = [], found.end()
    for run in text:
        rest.append(replace(run, text=run.text[skip:]))
        skip = max(0, skip - len(run.text))
    return found[1], tuple(run for run in rest if run.text)


def _ringed_letter(letter: str, element: Element, body: Style, theme: Theme) -> Strip:
    """Return a letter in a ring, which ties a question to the items that depend on it."""
    style = replace(body, size=max(theme.styles["small"].size, body.size - 1.5), strong=True, colour=ACCENT, above=0)
    (line,) = text_strips((Run(letter),), style, 99, element)
    radius = body.size * RING

    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.ring(canvas, x + radius, top - body.line / 2, radius)
        line.draw(canvas, x + radius - natural(letter, style) / 2, top - (body.line - style.line) / 2)

    return Strip(body.line, draw)


def _notes(notes: tuple[Text, ...], place: Place) -> Strips:
    style = replace(place.theme.styles["small"], above=0)
    return [strip for note in notes for strip in text_strips(note, style, place.width, place.element.child("P"))]


def _led(strips: Strips, notes: Strips, mark: Strip, indent: float, above: float, parted: int) -> Strips:
    """Return an item's strips, moved to the right of the mark that stands before its first line.

    They stay on one page; a text of at least `parted` lines may go over to the next, and what to take care of with it.
    """
    if not strips:
        return []
    shifted = moved(strips + notes, indent)
    first = shifted[0]

    def draw(canvas: Any, x: float, top: float) -> None:
        mark.draw(canvas, x, top)
        first.draw(canvas, x, top)

    opened = replace(first, draw=draw, height=max(first.height, mark.height), above=above)
    led = together([opened, *shifted[1:]])
    if len(strips) < parted:
        return led
    # Two lines of the text at least stay on each page.
    free = range(1, len(strips) - 2)
    return [replace(strip, keep=strip.keep and at not in free) for at, strip in enumerate(led)]


def checklist(block: Checklist, place: Place) -> Strips:
    """Return things to tick off: box, time of day, what to do."""
    role = "dense" if block.columns > 1 else place.points
    half = _half(place)
    columns = block.columns > 1 and _saves(block.items, place, half, place.theme.styles[role])
    inner = replace(place.inside("L", half if columns else None), text=role)
    items = [_check_item(item, inner) for item in block.items]
    return spaced(_in_columns(items, place) if columns else _one_column(items, place.theme), place.style.above)


def _check_item(item: CheckItem, place: Place) -> Strips:
    theme, style = place.theme, place.style
    entry = place.element.child("LI")
    label = entry.child("Lbl") if item.label else None
    indent = theme.tick + 7
    inner = Place(theme, place.width - indent, entry.child("LBody"), place.text)
    strips = _labelled(item, label, inner)

    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.tick_box(canvas, x, top - (style.line - theme.tick) / 2, theme.tick)

    box = Strip(style.line, draw)
    return _led(strips, _notes(item.notes, inner), box, indent, theme.gap * 0.8, theme.parted)


def _labelled(item: CheckItem, label: Element | None, place: Place) -> Strips:
    """Return an item's time of day and, on the same line, its text, with the letters of its self-checks at its end."""
    style, element = replace(place.style, above=0), place.element.child("P")
    text = (Run(f"{item.label} ", strong=True), *item.text) if item.label else item.text
    lines = _lines_before_rings(text, item.marks, style, place, UNLIMITED)
    strips = [Strip(style.line, _written(line, style, element)) for line in lines]
    if label and lines:
        strips[0] = replace(strips[0], draw=_written_after(lines[0], len(item.label.split()), style, label, element))
    return _ringed(strips, lines, item.marks, style, place)


def _with_rings(text: Text, marks: Sequence[str], style: Style, place: Place, letters: int) -> Strips:
    """Return a text with the letters of its self-checks at its end."""
    element = place.element.child("P")
    if not marks:
        return text_strips(text, style, place.width, element, letters)
    lines = _lines_before_rings(text, marks, style, place, letters)
    return _ringed([Strip(style.line, _written(line, style, element)) for line in lines], lines, marks, style, place)


def _lines_before_rings(
    text: Text, marks: Sequence[str], style: Style, place: Place, letters: int
) -> tuple[Words, ...]:
    """Return the lines of a text; where rings do not fit behind its last word, it is set narrower, so that they do."""
    lines = lines_of(text, style, place.width, letters)
    room = 6 + _step(style) * len(marks)
    fits = not marks or not lines or _width(lines[-1], style) + room <= place.width
    return lines if fits else lines_of(text, style, place.width - room, letters)


def _ringed(strips: Strips, lines: Sequence[Words], marks: Sequence[str], style: Style, place: Place) -> Strips:
    """Return a text's strips with letters in rings behind its last word."""
    rings = [_ringed_letter(mark, place.element.child("P"), style, place.theme) for mark in marks]
    if not rings or not strips:
        return strips
    end = _width(lines[-1], style) + 6
    last = beside([(0, strips[-1:]), *((end + _step(style) * at, [ring]) for at, ring in enumerate(rings))])
    return [*strips[:-1], last]


def _step(style: Style) -> float:
    return style.size * 2 * RING + 2.5


def _width(line: Words, style: Style) -> float:
    return line_width(set_line(line, style.size))


def _written_after(
    line: Words, count: int, style: Style, label: Element, element: Element
) -> Callable[[Any, float, float], None]:
    """Return the drawing of a line whose first words are the label of what follows them."""
    first, rest = line[:count], line[count:]
    x_rest = _width(first, style) + natural(" ", style)

    def draw(canvas: Any, x: float, top: float) -> None:
        _written(first, replace(style, colour=ACCENT), label)(canvas, x, top)
        if rest:
            _written(rest, style, element)(canvas, x + x_rest, top)

    return draw


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


def _longest_word(block: Table, at: int, theme: Theme) -> float:
    head, cell = theme.styles["cell-head"], theme.styles["cell"]
    words = [(word, head) for word in block.header[at].split()]
    words += [(word, cell) for row in block.rows for word in plain(row[at].text).split()]
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
    style = theme.styles["cell-head" if scope == "Column" else "cell"]
    strips = text_strips(cell.text, style, width, element)
    most = int(body_height(theme) * 0.7 / style.line)
    # No row is ever cut, so what does not fit on a page ends with an ellipsis.
    rest = text_strips((Run(ELLIPSIS),), style, width, element) if len(strips) > most else []
    return [*strips[:most], *rest]


def _centred(strips: Strips, cell: Cell, width: float, block: Table, at: int, theme: Theme) -> Strips:
    """Return the head of a column of boxes in the middle of its column."""
    free = width - 2 * _inset(block, at) - natural(escape(plain(cell.text)), theme.styles["cell-head"])
    return moved(strips, free / 2) if _ticks(block, at) and free > 0 else strips


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
    width = min(place.theme.picture, place.width)
    height = width * pictures.ratio(block.picture)
    outer = place.inside("Figure", Alt=text_string(escape(block.alt)))
    strips = [Strip(height, _pictured(block.picture, width, outer.element), above=place.theme.gap)]
    if block.caption:
        style = place.theme.styles["small"]
        strips += text_strips((Run(block.caption),), style, width, outer.element.child("Caption"))
    return together(strips)


def _pictured(picture: str, width: float, element: Element) -> Callable[[Any, float, float], None]:
    def draw(canvas: Any, x: float, top: float) -> None:
        height = width * pictures.ratio(picture)
        canvas.box(element, (x, top - height, x + width, top))
        canvas.begin(element)
        pictures.draw(canvas, picture, x, top, width)
        canvas.end()

    return draw


def illustrated(block: Illustrated, place: Place) -> Strips:
    """Return blocks with their picture on the left: one strip, so that nothing parts them."""
    outer = place.inside("Sect")
    if block.figure is None:
        return together(flow(block.blocks, outer))
    head = block.blocks[:1] if block.blocks and isinstance(block.blocks[0], Heading) else ()
    indent = place.theme.picture + 14
    right = flow(head, outer.narrowed(place.width - indent))
    left = figure(block.figure, outer.narrowed(place.theme.picture))
    right += flow(block.blocks[len(head) :], outer.narrowed(place.width - indent))
    above = place.theme.gap * 2
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
    text: str = "dense"


FRAMES: Final[dict[str, Frame]] = {
    "emergency": Frame(ALARM, 1.8, None, shapes.warning_sign, "alarm-title"),
    "message": Frame(ACCENT, 0.8, TINT, shapes.arrow_sign, "note-title", bar=5, text="body"),
    "check": Frame(ACCENT, 1.2, None, shapes.look_sign, "note-title"),
    "caution": Frame(INK, 1.2, None, shapes.care_sign, "note-title"),
    "info": Frame(LINE, 0.8, None, shapes.info_sign, "note-title", bar=3),
}


def note(block: Note, place: Place) -> Strips:
    """Return a framed box with a sign, a title and its blocks."""
    frame = FRAMES[block.kind]
    pad = place.theme.padding
    inner = replace(place.inside("Sect", place.width - 2 * pad - frame.bar - 2), text=frame.text)
    title = _note_title(block.title, frame, inner)
    strips = title + spaced(flow(block.blocks, inner), place.theme.gap * 0.5)
    if not strips:
        return []
    strips = _stretched(strips, place.least - 1.6 * pad)
    lined = _framed(moved(strips, pad + frame.bar), frame, place.width, pad * 0.8)
    alone = block.kind == "emergency" and (place.theme.columns > 1 or place.theme.whole > 0)
    whole = alone or height_of(lined) <= place.body_height * place.theme.whole
    return spaced(together(lined) if whole else _loosely(lined), max(6, place.theme.gap * 1.8))


def _stretched(strips: Strips, least: float) -> Strips:
    """Return strips of at least that height."""
    missing = least - height_of(strips)
    return [*strips[:-1], replace(strips[-1], height=strips[-1].height + missing)] if missing > 0 else strips


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
    outer = place.inside("Div")
    if block.widths and place.theme.columns > 1:
        return [_side_by_side(block, outer)]
    strips = flow(block.blocks, outer)
    if height_of(strips) > place.body_height * place.theme.whole:
        return _loosely(strips)
    # A list in two columns may still be divided: what is left on both pages is worth its place.
    return [*together(strips)[:-1], *strips[-1:]]


def _loosely(strips: Strips) -> Strips:
    """Return the strips of a tall group, of which only the first item holds to its heading."""
    first = next((at for at, strip in enumerate(strips) if not strip.keep), 0)
    bound = strips[: first + 1]
    return together(bound)[:-1] + strips[len(bound) - 1 :]


def _side_by_side(block: Group, place: Place) -> Strip:
    """Return blocks beside each other, boxes as high as the highest of them."""
    room = place.width - GUTTER * (len(block.blocks) - 1)
    widths = [room * share / sum(block.widths) for share in block.widths]
    pairs = list(zip(block.blocks, widths, strict=True))
    height = max(height_of(flow([one], Place(place.theme, width, Element("Div"), place.text))) for one, width in pairs)
    columns, x = [], 0.0
    for one, width in pairs:
        columns.append((x, flow([one], replace(place.narrowed(width), least=height))))
        x += width + GUTTER
    return beside(columns, max(6, place.theme.gap * 1.8))


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
