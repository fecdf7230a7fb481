"""Large pictures side by side in one frame, and under all of them how often."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import Card, Cards, Run
from planner.formats.pdf import shapes
from planner.formats.pdf.blocks.figures import figure_element, fitted
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.text import baseline, text_strips
from planner.formats.pdf.layout.linebreak import natural
from planner.formats.pdf.layout.strips import Draw, Strip, Strips, height_of, moved, spaced, stacked
from planner.formats.pdf.theme import ACCENT, CARD, HAIR, LINE, MM, Style
from planner.formats.pdf.write.tags import Element

# The radius of a ring as a share of the size of the number in it.
RING: Final = 0.77
# In large print: the space beside words and pictures, how many cards leave room beside them, and what each takes then.
NARROW: Final = 5.0
FEW: Final = 2
CARD_SHARE: Final = 0.35

# A card by the height of its picture, and its own.
Column = Callable[[float, float], Strips]


def cards(block: Cards, place: Place) -> Strips:
    """Return numbered pictures in one frame; beside something higher, they grow with the frame."""
    pad = NARROW if place.theme.columns == 1 else max(6.5, place.theme.padding * 0.8)
    # In large print fewer cards leave room for their dose at the right, where it takes no lines of its own.
    behind = place.theme.columns == 1 and 0 < len(block.cards) <= FEW and bool(block.dose)
    each = place.width * CARD_SHARE if behind else place.width / max(1, len(block.cards))
    right = (place.width - each * len(block.cards) if behind else place.width) - 2 * pad
    alone = behind and len(block.cards) == 1
    columns, title = _columns(block, place, each - 2 * pad, right if alone else 0)
    dose = [*title, *_dose(block, place, right)]
    band = height_of(dose) + pad * 0.9 if dose and not behind else 0
    highest = max((height_of(one(block.height * MM, 0)) for one in columns), default=0)
    natural_height = max(highest, height_of(dose) if behind else 0) + 1.4 * pad + band

    def drawn(full: float) -> Draw:
        more = full - natural_height
        grown = [one(block.height * MM + more, full - band - 1.4 * pad) for one in columns]

        def draw(canvas: Any, x: float, top: float) -> None:
            low = top - full + band
            for at, strips in enumerate([*grown, dose] if behind else grown):
                _stack(canvas, strips, x + at * each + pad, top - pad * 0.7)
                if at:
                    shapes.pillar(canvas, x + at * each, top, top - low, HAIR, LINE)
            if dose and not behind:
                shapes.rule(canvas, x, low, place.width, CARD, ACCENT)
                _stack(canvas, dose, x + pad, low - pad * 0.45)
            shapes.frame(canvas, (x, top, place.width, full), CARD, ACCENT)

        return draw

    return [Strip(natural_height, drawn(natural_height), above=place.theme.gap, grown=drawn)]


def _stack(canvas: Any, strips: Strips, x: float, top: float) -> None:
    for placed in stacked(strips):
        placed.strip.draw(canvas, x, top - placed.top)


def _columns(block: Cards, place: Place, width: float, right: float) -> tuple[list[Column], Strips]:
    """Return the cards, their titles as high as the highest, so that the pictures stand in one line.

    Where there is room to the `right` of a single picture, its title is returned apart, to stand there above its dose.
    """
    inner = place.inside("L", A="<</O/List/ListNumbering/Decimal>>").narrowed(width)
    entries = [inner.element.child("LI") for _ in block.cards]
    labels, bodies = [one.child("Lbl") for one in entries], [one.child("LBody") for one in entries]
    headed = inner.narrowed(right or width)
    titles = [_title(*one, headed) for one in zip(block.cards, count(1), labels, bodies, strict=False)]
    if right:
        return [_column(one, [], body, inner) for one, body in zip(block.cards, bodies, strict=True)], titles[0]
    highest = max(map(height_of, titles), default=0)
    even = [[*one[:-1], replace(one[-1], height=one[-1].height + highest - height_of(one))] for one in titles]
    return [_column(*one, inner) for one in zip(block.cards, even, bodies, strict=True)], []


def _title(card: Card, number: int, label: Element, body: Element, place: Place) -> Strips:
    """Return a number in a ring, and the title beside it."""
    style = replace(place.theme.styles["cell-head" if place.theme.columns == 1 else "heading-3"], above=0)
    ring = _ring(number, style, replace(place, element=label))
    indent = style.size * 2 * RING + 6
    title = moved(text_strips((Run(card.title),), style, place.width - indent, body.child("P")), indent)
    return [replace(title[0], draw=_both(ring, title[0])), *title[1:]] if title else [ring]


def _column(card: Card, title: Strips, body: Element, place: Place) -> Column:
    """Return a card by the height of its picture and its own, with the picture in the middle of what is free."""
    inner = replace(place, element=body)
    picture = (card.figure, figure_element(card.figure, inner)) if card.figure else None
    style = replace(place.style, above=0)
    words = spaced(text_strips(card.words, style, place.width, body.child("P")), 3) if card.words else []

    def column(high: float, full: float) -> Strips:
        shown = [fitted(*picture, place.width, high)] if picture else []
        spare = full - height_of([*title, *spaced(shown, 4), *words])
        return [*title, *spaced(shown, 4 + max(0, spare / 2)), *words]

    return column


def _both(first: Strip, second: Strip) -> Any:
    def draw(canvas: Any, x: float, top: float) -> None:
        first.draw(canvas, x, top)
        second.draw(canvas, x, top)

    return draw


def _ring(number: int, style: Style, place: Place) -> Strip:
    """Return a number in a ring."""
    inside = replace(style, size=max(place.theme.styles["small"].size, style.size - 2), colour=ACCENT)
    (line,) = text_strips((Run(str(number)),), inside, 99, place.element)
    radius = style.size * RING

    def draw(canvas: Any, x: float, top: float) -> None:
        shapes.ring(canvas, x + radius, top - style.line / 2, radius)
        middle = x + radius - natural(str(number), inside) / 2
        line.draw(canvas, middle, top - (baseline(style) - baseline(inside)) + (style.size - inside.size) * 0.18)

    return Strip(style.line, draw)


def _dose(block: Cards, place: Place, width: float) -> Strips:
    """Return how often, and when to stop, in strong letters."""
    if not block.dose:
        return []
    style = replace(place.style, strong=True, above=0)
    return text_strips(block.dose, style, width, place.element.child("P"), place.letters)
