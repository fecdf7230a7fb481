"""Lists and checklists as strips: points with dots, numbers or letters, boxes to tick, rings at their ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from planner.document.model import BulletList, CheckItem, Checklist, ListItem, Run, Text, plain
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.place import GUTTER, Place
from planner.formats.pdf.blocks.rings import lines_before_rings, ringed, ringed_letter, with_rings, written_after
from planner.formats.pdf.blocks.text import text_strips, written
from planner.formats.pdf.layout.linebreak import UNLIMITED, lines_of, natural
from planner.formats.pdf.layout.strips import WORTH, Strip, Strips, in_columns, moved, spaced, together
from planner.formats.pdf.theme import ACCENT, PdfTheme, Style
from planner.formats.pdf.write.tags import Element

# A first or last point of at most so many lines holds to the one beside it; the first only on a list of more than FEW.
SHORT, FEW = 2, 3


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


def checklist(block: Checklist, place: Place) -> Strips:
    """Return things to tick off: box, time of day, what to do."""
    role = "dense" if block.columns > 1 else place.points
    half = _half(place)
    columns = block.columns > 1 and _saves(block.items, place, half, place.theme.styles[role])
    inner = replace(place.inside("L", half if columns else None), text=role)
    items = [_check_item(item, inner) for item in block.items]
    return spaced(_in_columns(items, place) if columns else _one_column(items, place.theme), place.style.above)


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


def _one_column(points: list[Strips], theme: PdfTheme) -> Strips:
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
        ringed_letter(letter, entry.child("Lbl"), style, place.theme)
        if letter
        else _number(number, entry.child("Lbl"), style)
    )
    inner = Place(place.theme, place.width - indent, entry.child("LBody"), place.text)
    letters = place.theme.letters if place.text == "point" else place.theme.list_letters
    strips = with_rings(text, item.marks, replace(style, above=0), inner, letters)
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
    lines = lines_before_rings(text, item.marks, style, place, UNLIMITED)
    strips = [Strip(style.line, written(line, style, element)) for line in lines]
    if label and lines:
        strips[0] = replace(strips[0], draw=written_after(lines[0], len(item.label.split()), style, label, element))
    return ringed(strips, lines, item.marks, style, place)
