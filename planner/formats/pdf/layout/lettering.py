"""What is drawn for a text, from left to right: in which fonts, which letters or shapes of letters, and how wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from planner.formats.pdf.fonts import BOLD, REGULAR, WIDTHS, LetterShape, font, font_of
from planner.formats.pdf.layout.bidi import MIRRORED, directions, right_to_left, turned
from planner.formats.pdf.layout.shaping import can_shape, shaped
from planner.formats.pdf.scripts import combining, joins

# Invisible characters that say whether the letters beside them join.
JOINERS: Final = frozenset("\u200c\u200d")

Parts = tuple[tuple[str, str], ...]


@lru_cache(maxsize=16384)
def runs(text: str, strong: bool) -> Parts:
    """Return a text as it is drawn from left to right, in stretches of one font each: (font, characters)."""
    if text.isascii() and text.isprintable():
        return ((BOLD if strong else REGULAR, text),) if text else ()
    pieces = directions(text) if right_to_left(text) else [(text, False)]
    found = [part for piece, to_left in pieces for part in _drawn(piece, strong, to_left)]
    return tuple((name, "".join(drawn for _, drawn in group)) for name, group in groupby(found, key=lambda one: one[0]))


def _drawn(text: str, strong: bool, to_left: bool) -> Iterator[tuple[str, str]]:
    """Yield the stretches of a text of one direction from left to right."""
    stretches = [(name, "".join(chars)) for name, chars in groupby(text, key=_fonts(strong))]
    for name, letters in reversed(stretches) if to_left else stretches:
        if needs_shaping(letters) and can_shape():
            yield name, shaped(letters, name, to_left)
        else:
            yield name, "".join(_mirrored(name, char) for char in turned(letters)) if to_left else letters


def _mirrored(name: str, char: str) -> str:
    """Return a bracket of a text that runs to the left as the shape of its pair, which is read as the bracket."""
    if char not in MIRRORED:
        return char
    face = font(name).face
    pair = ord(MIRRORED[char])
    return font(name).character(LetterShape(face.charToGlyph[pair], char, face.getCharWidth(pair), 0, 0))


class _fonts:  # noqa: N801 - it is called as a function is
    """Returns the font of each character in turn: a mark is drawn by that of the letter before it, if it can be."""

    def __init__(self, strong: bool) -> None:
        self.strong = strong
        self.last = ""

    def __call__(self, char: str) -> str:
        held = self.last and (combining(char) or char in JOINERS) and ord(char) in font(self.last).face.charToGlyph
        self.last = self.last if held else font_of(" " if char == "\xa0" else char, self.strong)
        return self.last


@lru_cache(maxsize=8192)
def needs_shaping(text: str) -> bool:
    """Return whether the letters of a text join, or carry marks that stand where the letters say."""
    return not text.isascii() and (joins(text) or any(map(combining, text)))


@lru_cache(maxsize=16384)
def units(text: str, strong: bool) -> float:
    """Return the width of a text in thousandths of its size."""
    if needs_shaping(text) or right_to_left(text):
        return sum(_advance(name, char) for name, drawn in runs(text, strong) for char in drawn)
    return sum(map(WIDTHS[strong].__getitem__, text))


def _advance(name: str, char: str) -> float:
    opened = font(name)
    return opened.shapes[char].advance if char in opened.shapes else float(opened.face.getCharWidth(ord(char)))


def clusters(text: str) -> list[str]:
    """Return the characters of a text, each with its marks; no line is broken and no text cut within one."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for char in text:
        if found and (combining(char) or char in JOINERS or found[-1][-1] in JOINERS or _binds(found[-1][-1])):
            found[-1] += char
        else:
            found.append(char)
    return found


def _binds(char: str) -> bool:
    """Return whether a mark joins the letter before it with the one behind it: a virama or a coeng."""
    return unicodedata.combining(char) == _VIRAMA


_VIRAMA: Final = 9
