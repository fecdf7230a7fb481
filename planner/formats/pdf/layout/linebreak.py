"""Sentences on paper: the one gate that every string passes, and the breaking of texts into lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from planner.document.citations import NUMBER
from planner.document.model import Run, Text
from planner.formats.pdf.fonts import font_of
from planner.formats.pdf.layout.bidi import right_to_left
from planner.formats.pdf.layout.drawable import joiners_kept, printable
from planner.formats.pdf.layout.lettering import JOINERS, Parts, clusters, needs_shaping, runs, units
from planner.formats.pdf.scripts import combining, language_of
from planner.formats.pdf.theme import Style

ELLIPSIS: Final = "…"
UNLIMITED: Final = 1_000_000
# A last line shorter than this share of the width looks lost.
LONE: Final = 0.25
MOST_BALANCED: Final = 4
# Format characters that reorder or hide text, controls, surrogates, private and unassigned characters.
HOSTILE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


# No line ends between a number and its unit, nor before the number in brackets such as (page 4).
GLUED: Final = re.compile(r"(?<=\d) (?=(?:g|kg|mg|ml|oz|mm|cm|min|°C|°F)\b)| (?=\d+\))")


class Word(Struct, frozen=True):
    """A part of a line that is not broken: its characters, their look, and whether a space goes before.

    The width is in thousandths of the letters' size. A mark is small, stays with the word before it, and `says` what it
    is read aloud as.
    """

    text: str
    strong: bool
    width: float
    spaced: bool
    mark: bool = False
    says: str = ""
    source: str = ""


class Span(Struct, frozen=True):
    """Neighbouring characters of one line that are drawn alike, `x` points from the line's start.

    A mark has a size of its own, and may name a source. `letters` are those that it stands for, in the order in which
    they are read, where they are drawn in another; `language` is theirs where it is not that of the sheet.
    """

    x: float
    width: float
    parts: Parts
    mark: float = 0
    says: str = ""
    source: str = ""
    letters: str = ""
    language: str = ""


Line = tuple[Span, ...]
Words = tuple[Word, ...]


@lru_cache(maxsize=8192)
def escape(text: str) -> str:
    """Return what can be drawn of a string: no controls, no overrides of direction, no invisible characters.

    There is no markup behind this gate: `<b>` stays three characters, and nothing is ever opened.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return printable("".join(joiners_kept("".join(map(_safe, composed)))))


def _safe(char: str) -> str:
    if char.isspace() and char != "\xa0":
        return " "
    if char in JOINERS:
        return char
    hidden = unicodedata.category(char) in HOSTILE or "\ufe00" <= char <= "\ufe0f"
    return "" if hidden else char


def broken(text: Text, style: Style, width: float, letters: int = UNLIMITED) -> list[Line]:
    """Return the text as lines of at most `width` points and `letters` characters, no word wider than its line."""
    return [set_line(line, style.size, style.mark) for line in lines_of(text, style, width, letters)]


def lines_of(text: Text, style: Style, width: float, letters: int = UNLIMITED) -> tuple[Words, ...]:
    """Return the words of each line of a text; they are set when they are drawn."""
    scale = style.mark / style.size if style.mark else 1.0
    return _lines(text, style.strong, scale, round(width / style.size * 1000, 3), letters)


@lru_cache(maxsize=8192)
def _lines(text: Text, strong: bool, scale: float, width: float, letters: int) -> tuple[Words, ...]:
    """Return the words of each line; `width` is in thousandths of the letters' size, `scale` that of marks."""
    chunks = _chunks(text, strong, scale)
    if any(word.width > width for chunk in chunks for word in chunk.words):
        pieces = (part for chunk in chunks for word in chunk.words for part in _fitting(word, width))
        chunks = tuple(_chunked(pieces))
    return tuple(_balanced(chunks, width, letters))


def shortened(text: str, style: Style, width: float) -> str:
    """Return a text without breaks, cut with an ellipsis where it is wider than `width` points."""
    return _shortened(" ".join(escape(text).split()), style, width)


def one_line(text: str, style: Style, width: float) -> Line:
    """Return a text as one line, cut with an ellipsis where it is wider than `width` points."""
    clean = shortened(text, style, width)
    return next(iter(broken((Run(clean, style.strong),), style, width * 2)), ()) if clean else ()


def _shortened(clean: str, style: Style, width: float) -> str:
    """Return the longest beginning of a text that fits with its ellipsis; every step is shorter, so it always ends."""
    if natural(clean, style) <= width:
        return clean
    letters = clusters(clean)
    likely = int(len(letters) * width / natural(clean, style)) + 8
    for length in range(min(likely, len(letters) - 1), 0, -1):
        beginning = "".join(letters[:length]).rstrip(" " + ELLIPSIS) + ELLIPSIS
        if natural(beginning, style) <= width:
            return beginning
    return ""


def natural(text: str, style: Style) -> float:
    """Return the width in points of a text on one line."""
    return units(text, style.strong) * style.size / 1000


def line_width(line: Line) -> float:
    """Return where the last character of a line ends."""
    return max((span.x + span.width for span in line), default=0)


def _words(text: Text, strong: bool, scale: float) -> Iterator[Word]:
    """Yield the words of a text; one that goes on in a run of the same look is one word."""
    whole: Word | None = None
    for word in _pieces(text, strong, scale):
        if whole and not word.spaced and (whole.strong, whole.mark) == (word.strong, word.mark):
            whole = replace(whole, text=whole.text + word.text, width=whole.width + word.width)
            continue
        if whole:
            yield whole
        whole = word
    if whole:
        yield whole


def _pieces(text: Text, strong: bool, scale: float) -> Iterator[Word]:
    spaced = False
    for run in text:
        bold = run.strong or strong
        if run.mark:
            if sign := "\xa0".join(escape(run.text).split()):
                width = units(_widest(sign, run.source), strong=False) * scale
                yield Word(sign, strong=False, width=width, spaced=True, mark=True, says=run.says, source=run.source)
                spaced = False
            continue
        for index, piece in enumerate(GLUED.sub("\xa0", escape(run.text)).split(" ")):
            spaced = spaced or index > 0
            if piece:
                yield Word(piece, bold, units(piece, bold), spaced)
                spaced = False


def _widest(sign: str, source: str) -> str:
    """Return a mark with the widest number that a source may have: a line is broken before that is known."""
    return sign.replace(NUMBER, "00") if source else sign


def _fitting(word: Word, width: float) -> Iterator[Word]:
    """Yield the word, cut into pieces that fit where it is wider than a line."""
    if word.width <= width:
        yield word
        return
    start, index, used = 0, 0, 0.0
    for letters in clusters(word.text):
        more = units(letters, word.strong)
        if used + more > width and index > start:
            yield _cut(word, start, index, used)
            start, used = index, 0.0
        index, used = index + len(letters), used + more
    yield _cut(word, start, len(word.text), used)


def _cut(word: Word, start: int, end: int, width: float) -> Word:
    return replace(word, text=word.text[start:end], width=width, spaced=word.spaced and start == 0)


class Chunk(NamedTuple):
    """Words that no line parts: their width, their letters, and the width of the space before them."""

    words: Words
    width: float
    letters: int
    space: float


@lru_cache(maxsize=4096)
def _chunks(text: Text, strong: bool, scale: float) -> tuple[Chunk, ...]:
    return tuple(_chunked(_words(text, strong, scale)))


def _chunked(words: Iterable[Word]) -> Iterator[Chunk]:
    """Yield words together that no line parts, such as a bold word and its comma, or a word and its mark."""
    chunk: list[Word] = []
    for word in words:
        behind = word.mark and word.spaced
        if chunk and not behind and (word.spaced or _look(chunk[-1]) == _look(word)):
            yield _chunk(chunk)
            chunk = []
        chunk.append(word)
    if chunk:
        yield _chunk(chunk)


def _chunk(words: list[Word]) -> Chunk:
    """Return words as a chunk, in whose letters marks do not count."""
    first, *others = words
    space = units(" ", first.strong) if first.spaced else 0.0
    between = sum(units(" ", strong=False) for word in others if word.spaced)
    width = sum(word.width for word in words) + between
    return Chunk(tuple(words), width, sum(len(word.text) for word in words if not word.mark), space)


def _balanced(chunks: Sequence[Chunk], width: float, letters: int) -> list[Words]:
    """Return lines of words; where a lone word would end a short text, its lines are set somewhat shorter."""
    lines, last = _filled(chunks, width, letters)
    if not 2 <= len(lines) <= MOST_BALANCED or last >= LONE * width:
        return lines
    for share in (0.93, 0.86, 0.8):
        shorter, last = _filled(chunks, width * share, int(letters * share))
        if len(shorter) > len(lines):
            return lines
        if last >= LONE * width:
            return shorter
    return lines


def _filled(chunks: Sequence[Chunk], width: float, letters: int) -> tuple[list[Words], float]:
    """Return lines as full as they may be, and the width of the last."""
    lines: list[list[Word]] = []
    used, count = width, letters
    for words, wide, long, space in chunks:
        if used + space + wide > width + 0.5 or count + (space > 0) + long > letters:
            lines.append([])
            used, count = wide, long
        else:
            used, count = used + space + wide, count + (space > 0) + long
        lines[-1].extend(words)
    return [tuple(line) for line in lines], used


def _space(word: Word, size: float) -> float:
    return units(" ", word.strong) * size / 1000


@lru_cache(maxsize=4096)
def set_line(words: Words, size: float, mark: float = 0) -> Line:
    """Return a line's spans; it ends with a space, so that no reader glues two lines' words together.

    `mark` is the size of its marks, where that is another.
    """
    x = 0.0
    spans: list[Span] = []
    for (strong, *_), group in groupby(words, key=_look):
        members = list(group)
        text = _joined(members, skip_first=not spans)
        if spans and text.startswith(" "):
            x += _space(members[0], size)
            text = text[1:]
            spans[-1] = _with_space(spans[-1], strong)
        spans.append(_span(x, size, mark, text, members[0]))
        x += spans[-1].width
    spans[-1] = _with_space(spans[-1], words[-1].strong)
    return tuple(spans)


def _look(word: Word) -> tuple[bool, bool, str, str, bool, str]:
    return word.strong, word.mark, word.says, word.source, right_to_left(word.text), language_of(word.text)


def _joined(words: list[Word], skip_first: bool) -> str:
    first = words[0].text if skip_first or not words[0].spaced else " " + words[0].text
    return first + "".join((" " if word.spaced else "") + word.text for word in words[1:])


def _with_space(span: Span, strong: bool) -> Span:
    name, (last_font, last) = font_of(" ", strong), span.parts[-1]
    parts = (*span.parts[:-1], (last_font, last + " ")) if last_font == name else (*span.parts, (name, " "))
    return replace(span, parts=parts, letters=f"{span.letters} " if span.letters else "")


def _span(x: float, size: float, mark: float, text: str, word: Word) -> Span:
    own = (mark or size) if word.mark else 0
    width = units(_widest(text, word.source), word.strong) * (own or size) / 1000
    letters = text if _out_of_order(text) else ""
    return Span(x, width, runs(text, word.strong), own, word.says, word.source, letters, language_of(word.text))


def _out_of_order(text: str) -> bool:
    """Return whether what is drawn, read as it stands, is not the text.

    Readers turn what runs to the left by themselves, but lose its marks.
    """
    return any(map(combining, text)) if right_to_left(text) else needs_shaping(text)
