"""Lists and checklists as strips: points with dots, numbers or signs, boxes to tick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import Block, BulletList, CheckItem, Checklist, Figure, Heading, ListItem, Run, Text, plain
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.figures import BETWEEN, figure
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.run_in import Opening, Point, in_lines
from planner.formats.pdf.blocks.text import (
    APART,
    LineEnd,
    baseline,
    measure_room,
    sign_room,
    text_strips,
    titled,
    with_aside,
    with_measure,
)
from planner.formats.pdf.layout.kept import piece
from planner.formats.pdf.layout.linebreak import UNLIMITED, escape, lines_of, natural
from planner.formats.pdf.layout.strips import WORTH, Strip, Strips, beside, in_columns, moved, spaced, together
from planner.formats.pdf.theme import HAIR, LINE, PdfTheme, Style
from planner.formats.pdf.write.objects import text_string
from planner.formats.pdf.write.tags import Element

# A first or last point of at most so many lines holds to the one beside it; the first only on a list of more than FEW.
SHORT, FEW = 2, 3
# A title that takes more than this share of a line stands above its checklist.
TITLE: Final = 0.9
# What is written for the sign of a point.
SIGNS: Final = {"no": "✖", "ask": "?"}
# What a picture may take of a point.
PICTURED: Final = 0.5


def bullet_list(block: BulletList, place: Place) -> Strips:
    """Return a list with dots, signs or numbers."""
    numbering = "/Decimal" if block.ordered else "/Disc"
    style = place.theme.styles["small"] if block.small else place.theme.styles["point"]
    style = style if block.small or place.body == "body" else replace(place.style, above=style.above)
    half = (place.width - place.theme.gutter) / 2
    columns = block.columns > 1 and place.theme.columns > 1 and _saves(block, place, half, style)
    inner = place.inside("L", A=f"<</O/List/ListNumbering{numbering}>>")
    inner = inner.narrowed(half) if columns else inner
    indent = _indent(block, style, place)
    if block.small and place.theme.columns == 1 and not any(item.notes or item.figure for item in block.items):
        return spaced(_in_lines(block, replace(style, above=0), inner), style.above)
    points = [_point(item, number if block.ordered else 0, indent, style, inner) for number, item in _numbered(block)]
    strips = [in_columns(points, half + place.theme.gutter)] if columns else _one_column(points, _short(place))
    above = max(style.above, place.theme.gap * 0.2)
    return [_rule(place, above), *strips] if block.ruled and strips else spaced(strips, above)


def _rule(place: Place, above: float) -> Strip:
    """Return a thin line between two parts of a list."""

    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.rule(canvas, x, top - 0.5, place.width, HAIR, LINE)

    return Strip(1.5, draw, above, keep=True)


def each_point(block: BulletList, place: Place) -> Iterator[Callable[[float], Strips]]:
    """Yield for each point of a list what sets it in a width."""
    style, indent = place.theme.styles["point"], _indent(block, place.theme.styles["point"], place)
    inner = place.inside("L", A=f"<</O/List/ListNumbering/{'Decimal' if block.ordered else 'Disc'}>>")

    def setting(item: ListItem, number: int) -> Callable[[float], Strips]:
        return lambda width: _point(item, number, indent, style, replace(inner, width=width))

    for number, item in _numbered(block):
        yield setting(item, number if block.ordered else 0)


def _in_lines(block: BulletList, style: Style, place: Place) -> Strips:
    """Return points one behind the other, each behind its number or its dot."""

    def point(number: int, item: ListItem) -> Point:
        entry = place.element.child("LI")
        lead = _lead(item, number, entry, style, place)
        return Point(item.text, entry.child("LBody").child("P"), _label_width(item, number, style), lead.draw)

    numbers = block.ordered
    return in_lines([point(number if numbers else 0, item) for number, item in _numbered(block)], style, place.width)


def _label_width(item: ListItem, number: int, style: Style) -> float:
    """Return what a number or a sign takes with the space behind it."""
    return natural(_label(item, number), replace(style, strong=True)) + style.size * 0.4


def _label(item: ListItem, number: int) -> str:
    return SIGNS[item.sign] if item.sign else str(number or "•")


def _numbered(block: BulletList) -> list[tuple[int, ListItem]]:
    return list(enumerate(block.items, block.start))


def _saves(block: BulletList, place: Place, half: float, style: Style) -> bool:
    """Return whether points take less room in two columns, by their lines and the pictures before them."""
    if len(block.items) < WORTH:
        return False
    indent = _indent(block, style, place)

    def taken(item: ListItem, width: float) -> float:
        if item.figure is None:
            return len(lines_of(item.text, style, width - indent))
        wide = min(width * PICTURED, place.theme.aside)
        high = wide * item.figure.picture.ratio / style.line
        return max(high, len(lines_of(item.text, style, width - wide - BETWEEN)))

    def lines(width: float) -> float:
        return sum(taken(item, width) for item in block.items)

    return lines(half) < 1.9 * lines(place.width)


def _indent(block: BulletList, style: Style, place: Place) -> float:
    """Return how far the words of points stand from their marks' left; large letters leave less beside them."""
    close = place.theme.columns == 1
    if block.ordered:
        widest = natural(str(len(block.items)), replace(style, strong=True))
        return max(style.size * (1.25 if close else 1.5), widest + style.size * (0.6 if close else 0.8))
    if any(item.sign for item in block.items):
        return style.size * 1.4
    return style.size * (0.9 if close else 1.15)


def _one_column(points: list[Strips], short: int) -> Strips:
    """Return points below each other; of a longer list, no short first or last one stands alone on a page."""
    bound = {
        0: len(points) > FEW and len(points[0]) <= short,
        len(points) - 2: len(points) > 1 and len(points[-1]) <= short,
    }
    return [strip for at, point in enumerate(points) for strip in (_held(point) if bound.get(at) else point)]


def _short(place: Place) -> int:
    """Return how many lines a point has at most that looks lost alone; large letters look so only on one."""
    return SHORT if place.theme.columns > 1 else 1


def _held(point: Strips) -> Strips:
    """Return a point that holds to the one after it."""
    return [*point[:-1], replace(point[-1], keep=True)] if point else []


def _point(item: ListItem, number: int, indent: float, style: Style, place: Place) -> Strips:
    return piece(_made_point, (item, number, indent, style), place)


def _made_point(words: tuple[ListItem, int, float, Style], place: Place) -> Strips:
    item, number, indent, style = words
    entry = place.element.child("LI")
    if item.figure is not None and not number:
        inner = replace(place, element=entry.child("LBody"))
        return spaced([*_pictured(item, item.figure, style, inner), *_notes(item.notes, inner)], style.above)
    lead = _lead(item, number, entry, style, place)
    inner = replace(place, width=place.width - indent, element=entry.child("LBody"))
    letters = UNLIMITED if style.size < place.style.size else inner.letters
    strips = text_strips(item.text, replace(style, above=0), inner.width, inner.element.child("P"), letters)
    return _led(strips, _notes(item.notes, inner), lead, indent, style.above)


def _pictured(item: ListItem, picture: Figure, style: Style, place: Place) -> Strips:
    """Return the words of a point with its picture before them, in the place of its dot."""
    even = replace(style, above=0)
    wide = min(place.width * PICTURED, place.theme.aside)
    left = figure(picture, place.narrowed(wide))
    indent = wide + BETWEEN
    right = text_strips(item.text, even, place.width - indent, place.element.child("P"))
    return [beside([(0, left), (indent, right)], middle=True)]


def _lead(item: ListItem, number: int, entry: Element, style: Style, place: Place) -> Strip:
    """Return the number, the dot or the sign of a point; the number of a source leads back to where it is named."""
    says = {"ActualText": text_string(escape(item.label))} if item.sign else {}
    label, text = entry.child("Lbl", **says), _label(item, number)
    if not item.source:
        return _written(text, label, style, place)
    element = label.child("Span")
    strip = _written(text, element, style, place)
    width = natural(str(number), replace(style, strong=True))

    def draw(canvas: Any, x: float, top: float) -> None:
        canvas.listed(item.source, element, (x, top - baseline(style), width, style.size), plain(item.text))
        strip.draw(canvas, x, top)

    return replace(strip, draw=draw)


def _written(label: str, element: Element, style: Style, place: Place) -> Strip:
    strong = replace(style, strong=True, colour=place.signal, above=0)
    return text_strips((Run(label),), strong, 99, element)[0]


def _notes(notes: tuple[Text, ...], place: Place) -> Strips:
    style = replace(place.style, above=0)
    lines = (text_strips(note, style, place.width, place.element.child("P"), place.letters) for note in notes)
    return [strip for strips in lines for strip in strips]


def _led(strips: Strips, notes: Strips, mark: Strip, indent: float, above: float) -> Strips:
    """Return an item's strips on one page, moved to the right of the mark that stands before its first line."""
    if not strips:
        return []
    first, *others = moved(strips + notes, indent)

    def draw(canvas: Any, x: float, top: float) -> None:
        mark.draw(canvas, x, top)
        first.draw(canvas, x, top)

    return together([replace(first, draw=draw, height=max(first.height, mark.height), above=above), *others])


def checklist(block: Checklist, place: Place) -> Strips:
    """Return things to tick off: a box, what it is, at the line's end how much; an empty line of one's own is last."""
    inner = place.inside("L", A="<</O/List/ListNumbering/None>>")
    above = place.theme.gap * 0.3
    if _in_one_column(block, place):
        return spaced(in_lines([_box_point(item, inner) for item in block.items], place.style, inner.width), above)
    items = [_check_item(item, inner) for item in block.items]
    items += [[_blank_item(block.blank, inner)]] if block.blank else []
    return spaced(_one_column(items, _short(place)), above)


def _in_one_column(block: Checklist, place: Place) -> bool:
    """Return whether things to tick stand one behind the other: large letters have one column."""
    simple = not block.blank and not any(item.aside or item.notes for item in block.items)
    return simple and place.theme.columns == 1


def opens_row(title: Heading, following: Block | None, place: Place) -> bool:
    """Return whether a title stands in the first row of the list below it, as large letters do in one column."""
    if not isinstance(following, Checklist) or not _in_one_column(following, place):
        return False
    return bool(title.text.strip() and following.items) and sum(_title_widths(title, place)) <= place.width * TITLE


def titled_checklist(title: Heading, block: Checklist, place: Place) -> Strips:
    """Return things to tick off in rows, the first row behind their title and its aside."""
    style, grey = place.theme.styles[f"heading-{title.level}"], place.theme.styles["aside"]
    name, aside = _title_widths(title, place)
    said = titled(title.text, style, title.level, place.narrowed(name + 1), sign=title.sign)
    below = baseline(style) - baseline(place.style)
    if title.aside:
        beside_it = text_strips((Run(title.aside),), grey, place.width, place.element.child("P"))
        room = measure_room(title.measure, style)
        said = [beside([(0, said), (name + APART + room, [Strip(below, _nothing), *beside_it])])]
        if title.measure:
            said[0] = replace(said[0], draw=with_measure(said[0].draw, title.measure, style, name + APART + room))
    inner = place.inside("L", A="<</O/List/ListNumbering/None>>")
    points = [_box_point(item, inner) for item in block.items]
    rows = in_lines(points, place.style, place.width, Opening(name + aside, said, below), parted=False)
    last = len(rows) - 1
    # A long row may go over to the next page, two lines of it at least on either.
    ends = {at for at in range(1, last - 1) if not rows[at].keep}
    return spaced([replace(row, keep=at < last and at not in ends) for at, row in enumerate(rows)], style.above)


def _nothing(_canvas: Any, _x: float, _top: float) -> None:
    """Draw nothing."""


def _title_widths(title: Heading, place: Place) -> tuple[float, float]:
    """Return the width of a title with its sign, and of its aside with the space before it."""
    style = place.theme.styles[f"heading-{title.level}"]
    aside = natural(escape(title.aside), place.theme.styles["aside"]) + APART if title.aside else 0.0
    aside += measure_room(title.measure, style)
    return sign_room(title.sign, style) + natural(escape(title.text), style), aside


def _box_point(item: CheckItem, place: Place) -> Point:
    """Return a thing to tick behind its box."""
    theme, line = place.theme, place.style.line
    element = place.element.child("LI").child("LBody").child("P")
    return Point(item.text, element, _box_room(place), lambda canvas, x, top: _box(canvas, x, top, line, theme))


def _box_room(place: Place) -> float:
    return place.theme.tick + place.style.size * 0.5


def _check_item(item: CheckItem, place: Place) -> Strips:
    return piece(_made_check_item, item, place)


def _made_check_item(item: CheckItem, place: Place) -> Strips:
    theme, style = place.theme, replace(place.style, above=0)
    inner = replace(place, width=place.width - _box_room(place), element=place.element.child("LI").child("LBody"))
    strips = text_strips(item.text, style, inner.width, inner.element.child("P"))
    if item.aside and strips:
        strips = with_aside(strips, item.text, 0, LineEnd(item.aside, inner.element, item.measure), style, inner)
    box = Strip(style.line, lambda canvas, x, top: _box(canvas, x, top, style.line, theme))
    return _led(strips, _notes(item.notes, inner), box, _box_room(place), theme.gap * 0.15)


def _blank_item(says: str, place: Place) -> Strip:
    """Return a box with an empty line to write on, which says aloud what it is for."""
    theme, indent = place.theme, _box_room(place)
    place.element.child("LI").child("LBody", Alt=text_string(escape(says)))

    def draw(canvas: Any, x: float, top: float) -> None:
        low = top - theme.row
        shapes.tick_box(canvas, x, low + theme.tick + 1, theme.tick)
        shapes.rule(canvas, x + indent, low + 2, place.width - indent, HAIR, LINE)

    return Strip(theme.row, draw)


def _box(canvas: Any, x: float, top: float, line: float, theme: PdfTheme) -> None:
    shapes.tick_box(canvas, x, top - (line - theme.tick) / 2, theme.tick)
