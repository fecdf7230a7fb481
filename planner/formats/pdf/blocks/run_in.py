"""What stands one behind the other in the same lines: texts of several elements, and points with their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Block, Heading, Paragraph, Run, Text
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.text import baseline, titled, written
from planner.formats.pdf.layout.linebreak import Word, Words, escape, line_width, lines_of, natural, set_line
from planner.formats.pdf.layout.strips import Draw, Strip, Strips, height_of, spaced, stacked
from planner.formats.pdf.theme import Style
from planner.formats.pdf.write.tags import Element

# The least space between two points.
APART: Final = 15.0
# The most lines that hold to each other because points go on from one to the next.
HELD: Final = 4
# As wide as a line never is.
ENDLESS: Final = 1e6
# A heading that takes more than this share of a line stands above its text.
HEAD: Final = 0.6
# A text with the element that it belongs to.
Part = tuple[Text, Element | None]


def run_in(parts: Sequence[Part], style: Style, width: float, notch: tuple[float, float] = (0, 0)) -> Strips:
    """Return a strip per line of texts that go on in each other's lines; none of two lines stands alone on a page.

    At the right of the first lines a `notch` of this width and height is left free.
    """
    whole = joined([text for text, _ in parts])
    broken = [*_around(whole, style, width, notch)] if all(notch) else lines_of(whole, style, width)
    lines = [*_by_element(broken, parts, style)]
    last = len(lines) - 1
    return [
        Strip(style.line, partial(_draw_texts, line, style), keep=at < last and at in (0, last - 1))
        for at, line in enumerate(lines)
    ]


def joined(texts: Sequence[Text]) -> Text:
    """Return texts as one, with a space between them."""
    return tuple(run for at, text in enumerate(filter(None, texts)) for run in ((Run(" "),) * min(at, 1) + text))


def _around(text: Text, style: Style, width: float, notch: tuple[float, float]) -> Iterator[Words]:
    """Yield the lines of a text, those beside the notch shorter."""
    wide, low = notch
    left, used = [*_chunks(text, style, width - wide)], 0.0
    while left:
        count = _fitting(left, style, width - wide if used < low else width) or 1
        yield tuple(word for chunk in left[:count] for word in chunk)
        left, used = left[count:], used + style.line


def runs_on(blocks: Sequence[Block], place: Place) -> int:
    """Return how many of some blocks go on in each other's lines in large print, from the first; 0 if none does.

    These are a low heading with its text, and paragraphs that begin with a title in strong letters.
    """
    first = blocks[0]
    if place.theme.columns > 1:
        return 0
    start = 1 if isinstance(first, Heading) and _is_short(first, place) else 0
    end = start
    while end < len(blocks) and _goes_on(blocks[end], opens=end == start):
        end += 1
    return end if end - start > 1 - start else 0


def _is_short(title: Heading, place: Place) -> bool:
    style = place.theme.styles[f"heading-{title.level}"]
    low = title.level > 2 and not title.aside and not title.sign and bool(title.text.strip())
    return low and natural(escape(title.text), style) <= place.width * HEAD


def _goes_on(block: Block, *, opens: bool) -> bool:
    """Return whether a block is a paragraph that may stand in the line of the one before."""
    return (
        isinstance(block, Paragraph) and block.role == "body" and bool(block.text) and (opens or block.text[0].strong)
    )


def run_on(blocks: Sequence[Block], place: Place) -> Strips:
    """Return blocks in each other's lines, each with its own element."""
    style, opening = replace(place.style, above=0), None
    above = place.style.above
    first = blocks[0]
    if isinstance(first, Heading):
        large = place.theme.styles[f"heading-{first.level}"]
        width = natural(escape(first.text), large)
        title = titled(first.text, large, first.level, place.narrowed(width + 1))
        opening = Opening(width, title, baseline(large) - baseline(style))
        above = large.above
    points = [
        Point(block.text, place.element.child("P"), 0, unmarked) for block in blocks if isinstance(block, Paragraph)
    ]
    return spaced(in_lines(points, style, place.width, opening, whole=False), above)


def unmarked(_canvas: Any, _x: float, _top: float) -> None:
    """Draw no mark."""


def _by_element(
    lines: Sequence[Words], parts: Sequence[Part], style: Style
) -> Iterator[list[tuple[Words, Element | None]]]:
    """Yield the words of each line by their element, counted in letters: a word may have been cut to fit."""
    ends: list[tuple[int, Element | None]] = []
    for text, element in parts:
        ends.append(
            (sum(_letters(line) for line in lines_of(text, style, ENDLESS)) + (ends[-1][0] if ends else 0), element)
        )
    read = 0
    for line in lines:
        pieces: dict[int, list[Word]] = {}
        for word in line:
            at = next((at for at, (end, _) in enumerate(ends) if read < end), len(ends) - 1)
            pieces.setdefault(at, []).append(word)
            read += len(word.text)
        yield [(tuple(words), ends[at][1]) for at, words in pieces.items()]


def _letters(words: Words) -> int:
    return sum(len(word.text) for word in words)


def _draw_texts(line: Sequence[tuple[Words, Element | None]], style: Style, canvas: Any, x: float, top: float) -> None:
    for words, element in line:
        written(words, style, element)(canvas, x, top)
        x += _width(words, style) + natural(" ", style)


class Point(Struct, frozen=True):
    """A point in a line with others: its words, the width of the mark before them, and how that is drawn.

    The next one stands `apart` from it.
    """

    text: Text
    element: Element
    indent: float
    mark: Draw
    apart: float = APART


class Opening(Struct, frozen=True):
    """What stands before the points of a first line, whose letters stand so much `below` the top of its own."""

    width: float
    strips: Strips
    below: float = 0


class PointPiece(Struct, frozen=True):
    """Words of a point in one line, `x` points from its start; `opens` where they are its first."""

    point: Point
    words: Words
    x: float
    opens: bool


def in_lines(
    points: Sequence[Point],
    style: Style,
    width: float,
    opening: Opening | None = None,
    *,
    whole: bool = True,
    parted: bool = True,
) -> Strips:
    """Return points as lines; one that goes on in the next line holds it on its page, if it is not to be parted.

    Where points are not `parted`, one that a line can hold begins another rather than go on in it.

    No first line with what opens it and no last line stands alone. Without an opening, a point begins a line after so
    many that hold to each other, so that a page may end there.
    """
    most = HELD if whole and not opening else len(points)
    lines = [*_lines(points, style, width, opening.width + APART if opening else 0, most, parted)]
    strips: Strips = []
    for line, following in zip(lines, [*lines[1:], ()], strict=True):
        first = opening if not strips else None
        height = max(style.line + first.below, height_of(first.strips)) if first else style.line
        ends = not strips or len(strips) == len(lines) - 2
        keep = bool(following) and (not following[0].opens if whole else ends)
        strips.append(Strip(height, partial(_draw_points, line, style, first), keep=keep))
    return strips


def _draw_points(
    line: Sequence[PointPiece], style: Style, opening: Opening | None, canvas: Any, x: float, top: float
) -> None:
    for placed in stacked(opening.strips if opening else ()):
        placed.strip.draw(canvas, x, top - placed.top)
    low = top - (opening.below if opening else 0)
    for piece in line:
        if piece.opens:
            piece.point.mark(canvas, x + piece.x, low)
        indent = piece.point.indent if piece.opens else 0
        written(piece.words, style, piece.point.element)(canvas, x + piece.x + indent, low)


def _lines(
    points: Sequence[Point], style: Style, width: float, taken: float, most: int, parted: bool
) -> Iterator[tuple[PointPiece, ...]]:
    """Yield the lines, as full as they may be; no line ends with a box or a number, and at most so many are held."""
    line: list[PointPiece] = []
    used, held = taken, 0
    for point in points:
        if held >= most and line:
            yield tuple(line)
            line, used, held = [], 0.0, 0
        left = [*_chunks(point.text, style, width - point.indent)]
        opens = True
        if not parted and line and _apart(left, style, width - point.indent, used):
            yield tuple(line)
            line, used, held = [], 0.0, 0
        while left:
            indent = point.indent if opens else 0
            count = _fitting(left, style, width - used - indent)
            if not count and used:
                yield tuple(line)
                line, used, held = [], 0.0, 0 if opens else held + 1
                continue
            words = tuple(word for chunk in left[: count or 1] for word in chunk)
            line.append(PointPiece(point, words, used, opens))
            used += indent + _width(words, style) + point.apart
            left, opens = left[count or 1 :], False
    if line:
        yield tuple(line)


def _apart(chunks: Sequence[Words], style: Style, width: float, used: float) -> bool:
    """Return whether a point has room on a line of its own, and none on what is left of one."""
    return _fitting(chunks, style, width) == len(chunks) > _fitting(chunks, style, width - used)


def _fitting(chunks: Sequence[Words], style: Style, room: float) -> int:
    """Return how many of some chunks of words have room."""
    used = 0.0
    for count, chunk in enumerate(chunks):
        used += _width(chunk, style) + (natural(" ", style) if count else 0)
        if used > room:
            return count
    return len(chunks)


def _width(words: Words, style: Style) -> float:
    return line_width(set_line(words, style.size, style.mark))


def _chunks(text: Text, style: Style, width: float) -> Iterator[Words]:
    """Yield the words of a text together that no line parts, each cut where it is wider than a line."""
    for line in lines_of(text, style, width):
        chunk: list[Word] = []
        for word in line:
            if chunk and word.spaced and not word.mark:
                yield tuple(chunk)
                chunk = []
            chunk.append(word)
        yield tuple(chunk)
