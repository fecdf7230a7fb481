"""The shapes that letters take in their word and where marks stand, by HarfBuzz, which the extra `scripts` installs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from planner.formats.pdf.fonts import LetterShape, font

# What a shape is read as that stands for no letter of its own: nothing that can be seen or heard.
_SILENT = "\u200b"


class _Glyph(NamedTuple):
    """A shape as it was placed: its number, which letter it begins with, and its distances in the font's units."""

    number: int
    start: int
    advance: float
    right: float
    up: float


@cache
def _library() -> Any:
    """Return HarfBuzz, or nothing where it is not installed."""
    try:
        import uharfbuzz
    except ImportError:
        return None
    return uharfbuzz


def can_shape() -> bool:
    """Return whether letters can be shaped."""
    return _library() is not None


@cache
def _shaper(name: str) -> Any:
    library = _library()
    return library.Font(library.Face(library.Blob.from_file_path(font(name).file)))


@lru_cache(maxsize=8192)
def shaped(text: str, name: str, to_left: bool) -> str:
    """Return a text of one font and one direction as its shapes' private characters, from left to right."""
    library, opened = _library(), font(name)
    buffer = library.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if to_left else "ltr"
    shaper = _shaper(name)
    library.shape(shaper, buffer)
    scale = 1000 / shaper.face.upem
    glyphs = [
        _Glyph(info.codepoint, info.cluster, place.x_advance * scale, place.x_offset * scale, place.y_offset * scale)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]
    read = _letters(text, glyphs, to_left)
    shapes = (
        LetterShape(glyph.number, letters, glyph.advance, glyph.right, glyph.up)
        for glyph, letters in zip(glyphs, read, strict=True)
    )
    return "".join(map(opened.character, shapes))


def _letters(text: str, glyphs: Sequence[_Glyph], to_left: bool) -> list[str]:
    """Return what each shape is read as: together, in the order of the text, the letters that they stand for."""
    starts = sorted({glyph.start for glyph in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    read = [""] * len(glyphs)
    order = range(len(glyphs))[::-1] if to_left else range(len(glyphs))
    for start in starts:
        own = [at for at in order if glyphs[at].start == start]
        for at, letters in zip(own, _shared(text[start : ends[start]], len(own)), strict=True):
            read[at] = letters
    return read


def _shared(letters: str, count: int) -> Iterator[str]:
    """Yield the letters of a syllable for so many shapes: one for each, the last has what is left."""
    for at in range(count - 1):
        yield letters[at] if at < len(letters) else _SILENT
    yield letters[count - 1 :] or _SILENT
