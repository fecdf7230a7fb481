"""What each medicine, illness or other fact changed, as a table; no subject is cut in two.

It has three columns; in large print the name of a subject opens the line of its first effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Effect, Run, Subject, SubjectTable, plain
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.run_in import APART, Point, in_lines, run_in, unmarked
from planner.formats.pdf.blocks.signs import draw_sign
from planner.formats.pdf.blocks.text import above_rest, text_strips, title_again
from planner.formats.pdf.layout.linebreak import escape, natural
from planner.formats.pdf.layout.strips import LONELY, Draw, Strip, Strips, beside, height_of, spaced
from planner.formats.pdf.theme import ACCENT, HAIR, LINE, Style
from planner.formats.pdf.write.tags import Element

# The share of the width that the name of a subject takes beside its effects.
NAMED: Final = 0.21
# A subject that takes more than this share of a page would leave a hole at the foot of the page before.
WHOLE: Final = 0.6
# The same in large print, where a page holds few.
WHOLE_IN_LARGE: Final = 0.15
# What the name may take at most, where it has a long word.
WIDEST: Final = 0.36

# The attributes of a title over the label and the text of effects.
_OVER_BOTH: Final = "<</O/Table/Scope/Row/ColSpan 2>>"


class Columns(Struct, frozen=True):
    """Where the label and the text of an effect begin, and whether subjects are `named`, beside or above them."""

    label: float
    text: float
    named: bool

    @property
    def beside(self) -> bool:
        """Return whether the name of a subject, and the titles of its groups, stand beside the effects."""
        return self.label > 0

    @property
    def opens(self) -> bool:
        """Return whether the name of a subject opens the line of its first effect."""
        return self.named and not self.label


class TitledEffect(Struct, frozen=True):
    """An effect, and the title of the group that it opens where that stands beside it."""

    strip: Strip
    title: Strips

    @property
    def whole(self) -> Strip:
        """Return both."""
        return beside([(0, self.title), (0, [self.strip])]) if self.title else self.strip


def subject_table(block: SubjectTable, place: Place) -> Strips:
    """Return a row for each subject, its effects below each other, under a header; over columns it comes again."""
    inner = place.inside("Table")
    columns = _columns(block, place)
    head = _head(block, columns, inner, inner.element.child("THead")) if any(block.header) else None
    least = _head(block, columns, inner, None) if head else None
    again = (above_rest(block.continued, least, place), least)
    body = inner.element.child("TBody")
    last = len(block.subjects) - 1
    rows = [
        strip
        for at, subject in enumerate(block.subjects)
        for strip in _subject(subject, columns, replace(inner, element=body), ruled=at < last or bool(head))
    ]
    # In large print the name of a subject that goes on is title enough.
    rest = again if place.theme.columns > 1 or not columns.named else (None, None)
    rows = [_headed(row, again, rest) for row in rows]
    head = replace(head, keep=True, again=title_again(block.continued, place)) if head else None
    return spaced([head, *rows] if head else rows, place.theme.gap * 0.5)


# What comes again above a row that opens a page, and at least.
Again = tuple[Strip | None, Strip | None]


def _headed(row: Strip, again: Again, rest: Again) -> Strip:
    """Return a row under what comes again where it opens a page, and its rest under what comes again there."""
    whole = row.divide

    def divide(room: float) -> tuple[Strip, Strip] | None:
        parts = whole(room) if whole else None
        return (_below(parts[0], again), _below(parts[1], rest)) if parts else None

    return replace(_below(row, again), divide=divide if whole else None)


def _below(strip: Strip, again: Again) -> Strip:
    return replace(strip, again=again[0], least=again[1])


def _columns(block: SubjectTable, place: Place) -> Columns:
    style = replace(place.theme.styles["cell"], strong=True)
    labels = [effect.label for subject in block.subjects for effect in subject.effects]
    wide = style.size * 1.7 + max((natural(label, style) for label in labels), default=0) + style.size * 0.6
    named = any(subject.title or subject.detail for subject in block.subjects)
    least = max(map(partial(_widest_word, style=place.theme.styles["cell"]), block.subjects), default=0) + 8
    beside = min(max(place.width * NAMED, least), place.width * WIDEST)
    label = beside if named and place.theme.columns > 1 else 0.0
    return Columns(label, label + min(wide, (place.width - label) * 0.5), named)


def _widest_word(subject: Subject, style: Style) -> float:
    """Return the width of the longest word of a subject's name, or of what it is."""
    strong = replace(style, strong=True)
    words = [(word, strong) for word in plain(subject.title).split()]
    words += [(word, style) for word in plain(subject.detail).split()]
    return max((natural(escape(word), look) for word, look in words), default=0)


def _head(block: SubjectTable, columns: Columns, place: Place, head: Element | None) -> Strip:
    style, row = place.theme.styles["cell-head"], head.child("TR") if head else None
    first, second = block.header
    end = columns.label or max(columns.text, natural(first, style) + style.size)
    shown = [(first, 0.0, end - 6, 1)] if columns.named else []
    shown.append((second, end if columns.named else columns.text, place.width - end, 2 if columns.named else 1))
    stacks = []
    for text, left, width, span in shown:
        cell = row.child("TH", A=f"<</O/Table/Scope/Column/ColSpan {span}>>") if row else None
        stacks.append((left, text_strips((Run(text),), style, width, cell)))
    strip = beside(stacks)

    def draw(canvas: Any, x: float, top: float) -> None:
        strip.draw(canvas, x, top)
        shapes.rule(canvas, x, top - strip.height - 2, place.width, 1.4, ACCENT)

    return replace(strip, height=strip.height + 3, draw=draw)


def _subject(subject: Subject, columns: Columns, place: Place, ruled: bool) -> Strips:
    """Return a subject as one strip; one that is higher than a page is parted between its effects.

    One that takes most of a page, or would leave a page with little on it, is parted once, its name said again.
    """
    rows = _rows(subject, place)
    opens = int(_shares_line(subject, columns, place))
    name = _name(subject, columns, place, rows, opens) if columns.named else []
    effects = [_told(*one, columns, place) for one in zip(subject.effects[opens:], rows[opens:], strict=False)]
    pad = 0.8 if place.theme.trim else max(1.6, place.theme.padding * 0.35)
    whole = _ruled(_joined(name, effects, columns), place, pad, ruled)
    if whole.height > place.body_height and effects:
        count = _beside_name(name, effects, columns)
        first = _ruled(_joined(name, effects[:count], columns), place, pad, ruled=False)
        held = [replace(one.whole, hold=not _parts(subject, at + 1)) for at, one in enumerate(effects)]
        return [replace(first, keep=True), *held[count:-1], _ruled(effects[-1].whole, place, pad, ruled)]

    def divide(room: float) -> tuple[Strip, Strip] | None:
        most = WHOLE if place.theme.columns > 1 else WHOLE_IN_LARGE
        if room < (1 - LONELY) * place.body_height and whole.height <= place.body_height * most:
            return None
        for count in range(len(effects) - 1, -opens, -1):
            if not _parts(subject, count + opens):
                continue
            part = _ruled(_joined(name, effects[:count], columns), place, pad, ruled)
            if part.height <= room:
                again = _again(subject, columns, place) if columns.named else []
                return part, _ruled(_joined(again, effects[count:], columns), place, pad, ruled)
        return None

    return [replace(whole, divide=divide)]


def _rows(subject: Subject, place: Place) -> list[tuple[Element, ...]]:
    """Return the elements of the rows of each effect: its own, before which stands that of a group's title."""
    counts = [2 if effect.group else 1 for effect in subject.effects] or [1]
    return [tuple(place.element.child("TR") for _ in range(count)) for count in counts]


def _parts(subject: Subject, at: int) -> bool:
    """Return whether a page may end before an effect: the last of a group stands alone on no page."""
    effects = subject.effects
    if not any(effect.group for effect in effects):
        return True
    return bool(effects[at : at + 1] and effects[at].group) or not (at + 1 >= len(effects) or effects[at + 1].group)


def _joined(name: Strips, effects: Sequence[TitledEffect], columns: Columns) -> Strip:
    """Return a name with effects; the title of the first of them stands below the name."""
    if columns.opens:
        return beside([(0, [*name, *(one.whole for one in effects)])])
    title = effects[0].title if effects else []
    told = [one.whole if at else one.strip for at, one in enumerate(effects)]
    return beside([(0, [*name, *title]), (0, told)])


def _beside_name(name: Strips, effects: Sequence[TitledEffect], columns: Columns) -> int:
    """Return how many effects stand beside a name with the title below it: no gap may part the first from the next."""
    if not effects[0].title:
        return 1
    alone = height_of([*name, *effects[0].title])
    enough = (at for at in range(1, len(effects)) if _joined([], effects[:at], columns).height >= alone)
    return next(enough, 1)


def _told(effect: Effect, rows: Sequence[Element], columns: Columns, place: Place) -> TitledEffect:
    """Return an effect with the title of the group that it opens: beside it; in large print in its line, or above."""
    *titled, row = rows
    if titled and place.theme.columns == 1 and effect.kind != "watch":
        return TitledEffect(beside([(0, _titled(effect, (titled[0], row), place))]), [])
    titles = [strip for one in titled for strip in _group(effect.group, one, columns, place)]
    strip = _effect(effect, row, columns, place)
    if titles and not columns.beside:
        return TitledEffect(beside([(0, [*titles, strip])]), [])
    return TitledEffect(strip, titles)


def _titled(effect: Effect, rows: tuple[Element, Element], place: Place) -> Strips:
    """Return the title of a group, and in the same lines its first effect."""
    style = place.theme.styles["cell"]
    cell = rows[0].child("TH", A=_OVER_BOTH)
    title = Point((Run(effect.group, strong=True),), cell, 0, unmarked, APART)
    return in_lines([title, *_points(effect, rows[1], place)], style, place.width, whole=False)


def _points(effect: Effect, row: Element, place: Place) -> list[Point]:
    """Return the label of an effect behind its sign, and its text, to stand in the lines of something."""
    label, told = row.child("TD"), row.child("TD")
    space = natural(" ", place.theme.styles["cell"])
    signed = Point((Run(effect.label, strong=True),), label, _indent(place), _signed(effect, place), space)
    return [signed, Point(effect.text, told, 0, unmarked)]


def _shares_line(subject: Subject, columns: Columns, place: Place) -> bool:
    """Return whether the name of a subject stands in the line of its first effect: where that saves a line.

    What is to be watched for always begins one, as it is what must not be overlooked.
    """
    if not columns.opens or not subject.effects or subject.effects[0].kind == "watch" or subject.effects[0].group:
        return False
    trial = Element("Trial")
    shared = _opening(subject, (trial, trial), place, 1)
    apart = height_of(_opening(subject, (trial, trial), place, 0))
    return height_of(shared) < apart + _effect(subject.effects[0], trial, columns, place).height


def _name(subject: Subject, columns: Columns, place: Place, rows: Sequence[Sequence[Element]], opens: int) -> Strips:
    """Return what a subject is, in a cell beside all rows; in large print so many effects follow in the same lines."""
    cell = rows[0][0].child("TH", A=f"<</O/Table/Scope/Row/RowSpan {sum(map(len, rows))}>>")
    if columns.opens:
        return _opening(subject, (cell, rows[0][0]), place, opens)
    style, width = place.theme.styles["cell"], columns.label - 6
    title = text_strips(subject.title, replace(style, strong=True), width, cell.child("P")) if subject.title else []
    return title + (text_strips(subject.detail, style, width, cell.child("P")) if subject.detail else [])


def _opening(subject: Subject, elements: tuple[Element, Element], place: Place, count: int) -> Strips:
    """Return what a subject is, and in the same lines so many effects; the elements are its cell and its row."""
    style, (cell, row) = place.theme.styles["cell"], elements
    texts = (tuple(replace(run, strong=not run.mark) for run in subject.title), subject.detail)
    space = natural(" ", style)
    points = [Point(text, cell.child("P"), 0, unmarked, space) for text in texts if text]
    points = [*points[:-1], *(replace(point, apart=APART) for point in points[-1:])]
    for effect in subject.effects[:count]:
        points += _points(effect, row, place)
    return in_lines(points, style, place.width, whole=False)


def _again(subject: Subject, columns: Columns, place: Place) -> Strips:
    """Return what a subject is once more, where the rest of it opens a page and nobody hears it."""
    width = place.width if columns.opens else columns.label - 6
    return text_strips(
        subject.continued or subject.title, replace(place.theme.styles["cell"], strong=True), width, None
    )


def _effect(effect: Effect, row: Element, columns: Columns, place: Place) -> Strip:
    """Return an effect: its sign, its label, its text; without a name of the subject the label heads the row."""
    style = place.theme.styles["cell"]
    strong, indent = replace(style, strong=True), _indent(place)
    label = row.child("TH", A="<</O/Table/Scope/Row>>") if not columns.named else row.child("TD")
    told = row.child("TD")
    if place.theme.columns == 1:
        parts = [((Run(effect.label, strong=True),), label), (effect.text, told)]
        strip = beside([(columns.label + indent, run_in(parts, style, place.width - columns.label - indent))])
    else:
        said = text_strips((Run(effect.label),), strong, columns.text - columns.label - indent - 4, label)
        text = text_strips(effect.text, style, place.width - columns.text, told)
        strip = beside([(columns.label + indent, said), (columns.text, text)])
    signed = _signed(effect, place)

    def draw(canvas: Any, x: float, top: float) -> None:
        signed(canvas, x + columns.label, top)
        strip.draw(canvas, x, top)

    return replace(strip, draw=draw)


def _group(title: str, row: Element, columns: Columns, place: Place) -> Strips:
    """Return the title of a group of effects: below the name of the subject, or above them."""
    cell = row.child("TH", A=_OVER_BOTH)
    style = replace(place.theme.styles["cell"], strong=True)
    return text_strips((Run(title),), style, (columns.label - 6) if columns.beside else place.width, cell)


def _indent(place: Place) -> float:
    """Return the width of a sign with the space behind it."""
    return place.theme.styles["cell"].size * (1.7 if place.theme.columns > 1 else 1.45)


def _signed(effect: Effect, place: Place) -> Draw:
    """Return the drawing of the sign of an effect, whose line begins at `x`."""
    style = place.theme.styles["cell"]
    side = style.size * 1.15

    def draw(canvas: Any, x: float, top: float) -> None:
        draw_sign(canvas, effect.kind, x + 1, top - (style.line - side) / 2, side)

    return draw


def _ruled(strip: Strip, place: Place, pad: float, ruled: bool) -> Strip:
    """Return a strip with space around it, and a hairline below."""
    height = strip.height + 2 * pad * (1 if ruled else 0.5)

    def draw(canvas: Any, x: float, top: float) -> None:
        strip.draw(canvas, x, top - pad * (1 if ruled else 0.3))
        if ruled:
            shapes.rule(canvas, x, top - height, place.width, HAIR, LINE)

    return replace(strip, height=height, draw=draw)
