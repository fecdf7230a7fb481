"""Letters as PDF operators: the codes of characters in the fonts of a file, and shapes each where it belongs.

The letters of our own texts have the same codes in every file, and their fonts are the same bytes in each. What else a
name holds gets codes of that file alone, in further fonts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, Final, NamedTuple

from planner.formats.pdf.fonts import BOLD, REGULAR, font, unicode_map
from planner.formats.pdf.write.objects import PdfFile, pressed

_LATIN: Final = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100))))
# Dashes, quotation marks, dots and the signs of numbers.
_MORE: Final = "\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2022\u2264\u2265\u2212\u2192"
# Of each such font the letters that have the same codes in every file; the code of ASCII is its own.
FIXED: Final = {REGULAR: _LATIN + _MORE, BOLD: _LATIN + _MORE, "NotoSansSymbols2-Regular": "✓✖●○◐"}
_NAMES: Final = {name: f"F{number}" for number, name in enumerate(FIXED, 1)}
_FIRST: Final = 33


class NotFixedError(ValueError):
    """A letter that has no code of its own in every file."""


class _LetterCodes(dict[int, str]):
    """What the letters of a font are in the strings of every file."""

    def __missing__(self, char: int) -> str:
        """Raise for a letter that has none."""
        raise NotFixedError(chr(char))


@cache
def _fixed_subset(name: str) -> tuple[int, ...]:
    """Return which character each code of a font stands for, in every file; 0 for none."""
    drawn = [ord(char) for char in FIXED[name] if ord(char) in font(name).face.charToGlyph]
    plain = [char if char in drawn else 0 for char in range(0x7F)]
    return (*plain, 0, *(char for char in drawn if char >= 0x7F))


@cache
def _fixed_codes(name: str) -> _LetterCodes:
    codes = _LetterCodes((char, _escaped(code)) for code, char in enumerate(_fixed_subset(name)) if char)
    return _LetterCodes({**codes, 0xA0: codes[0x20]}) if 0x20 in codes else codes


def _escaped(code: int) -> str:
    """Return a code as a PDF string holds it."""
    char = chr(code)
    if char in "()\\":
        return f"\\{char}"
    return char if 0x20 <= code < 0x7F else f"\\{code:03o}"


@lru_cache(maxsize=8192)
def shown_alike(name: str, text: str, size: float) -> str:
    """Return the operators that draw a text of one font in every file; raise NotFixedError where letters have none."""
    if name not in FIXED:
        raise NotFixedError(name)
    return f"/{_NAMES[name]} {size:g} Tf ({text.translate(_fixed_codes(name))}) Tj"


class ShownLetters:
    """The fonts of a file with the code that each further character got in them."""

    def __init__(self, prefix: str = "G", first: int = 0) -> None:
        """Begin with no character; further fonts are named by a prefix, and numbered after the first."""
        self.fixed: set[str] = set()
        # How often something was drawn that is not the same in every file.
        self.own = 0
        self._prefix, self._first = prefix, first
        self._codes: dict[str, dict[str, tuple[str, str]]] = {}
        self._subsets: dict[str, tuple[str, list[int]]] = {}

    def shown(self, name: str, text: str, size: float) -> str:
        """Return the operators that draw a text of one font in a size."""
        try:
            alike = shown_alike(name, text, size)
        except NotFixedError:
            return " ".join(self._shown(name, text, size))
        self.fixed.add(name)
        return alike

    def _shown(self, name: str, text: str, size: float) -> Iterator[str]:
        self.own += 1
        codes, shapes = self._codes.setdefault(name, {}), font(name).shapes
        for char in dict.fromkeys(text):
            if char not in codes:
                codes[char] = self._entered(name, char)
        for subset, part in groupby(text, key=lambda char: codes[char][0]):
            letters = "".join(part)
            yield f"/{subset} {size:g} Tf"
            if shapes and any(char in shapes for char in letters):
                yield from (self._placed(name, char, size) for char in letters)
            else:
                yield f"({''.join(codes[char][1] for char in letters)}) Tj"

    def _entered(self, name: str, char: str) -> tuple[str, str]:
        """Return the font of the file that has a character, and its code there."""
        if name in FIXED and ord(char) in _fixed_codes(name):
            self.fixed.add(name)
            return _NAMES[name], _fixed_codes(name)[ord(char)]
        own = [key for key, (face, _) in self._subsets.items() if face == name]
        if not own or len(self._subsets[own[-1]][1]) > 255:
            own = [f"{self._prefix}{len(self._subsets) + 1}"]
            self._subsets[own[0]] = (name, [0] * _FIRST)
        subset = self._subsets[own[-1]][1]
        subset.append(ord(" " if char == "\xa0" else char))
        return own[-1], _escaped(len(subset) - 1)

    def _placed(self, name: str, char: str, size: float) -> str:
        """Return the operators that draw a shape where it belongs, and move the pen as far as it says."""
        opened, shown = font(name), f"({self._codes[name][char][1]})"
        shape = opened.shapes.get(char)
        if shape is None:
            return f"{shown} Tj"
        back = opened.face.getCharWidth(ord(char)) + shape.right - shape.advance
        drawn = f"[{-shape.right:g}{shown}{back:g}]TJ" if round(shape.right) or round(back) else f"{shown} Tj"
        return f"{shape.up * size / 1000:.2f} Ts {drawn} 0 Ts" if round(shape.up) else drawn

    def write(self, pdf: PdfFile, written_before: Collection[str] = ()) -> str:
        """Write the fonts that were used, but for those of all files that stand there, and return what names them."""
        fixed = [name for name in FIXED if name in self.fixed and name not in written_before]
        written = [(_NAMES[name], _written(pdf, _fixed_parts(name))) for name in fixed]
        for number, (key, (name, subset)) in enumerate(self._subsets.items(), self._first + 1):
            written.append((key, _written(pdf, _parts(name, tuple(subset), number))))
        return "".join(f"/{key} {number} 0 R" for key, number in written)


class _FontParts(NamedTuple):
    """What a file holds of a font: the keys of its dictionaries, its compressed letters, its map to Unicode."""

    keys: str
    descriptor: str
    letters: bytes
    length: int
    unicode: bytes


@cache
def _fixed_parts(name: str) -> _FontParts:
    return _parts(name, _fixed_subset(name), 0)


def _parts(name: str, subset: tuple[int, ...], number: int) -> _FontParts:
    """Return a subset of a font; the `number` tells it from others of the same font."""
    opened = font(name)
    face: Any = opened.face
    data = face.makeSubset(list(subset))
    called = f"{_tag(number)}+{face.name.decode('latin-1') if isinstance(face.name, bytes) else face.name}"
    first = next(code for code, char in enumerate(subset) if char)
    widths = " ".join(f"{face.getCharWidth(char):g}" for char in subset[first:])
    keys = f"/Type/Font/Subtype/TrueType/BaseFont/{called}/FirstChar {first}/LastChar {len(subset) - 1}"
    sides = " ".join(f"{side:g}" for side in face.bbox)
    # Its codes are its own, as those of symbols are.
    flags = face.flags & ~32 | 4
    descriptor = (
        f"/Type/FontDescriptor/FontName/{called}/Flags {flags}/FontBBox[{sides}]/ItalicAngle {face.italicAngle:g}"
        f"/Ascent {face.ascent:g}/Descent {face.descent:g}/CapHeight {face.capHeight:g}/StemV {face.stemV:g}"
        f"/MissingWidth {face.defaultWidth:g}"
    )
    unicode = pressed(unicode_map(list(subset), opened.shapes).encode())
    return _FontParts(f"{keys}/Widths[{widths}]", descriptor, pressed(data), len(data), unicode)


def _tag(number: int) -> str:
    """Return the six letters that stand before the name of a subset."""
    letters = ""
    for _ in range(6):
        letters = chr(ord("A") + number % 26) + letters
        number //= 26
    return letters


def _written(pdf: PdfFile, parts: _FontParts) -> int:
    letters = pdf.add_stream(parts.letters, f"/Filter/FlateDecode/Length1 {parts.length}")
    unicode = pdf.add_stream(parts.unicode)
    descriptor = pdf.add(f"<<{parts.descriptor}/FontFile2 {letters} 0 R>>")
    return pdf.add(f"<<{parts.keys}/ToUnicode {unicode} 0 R/FontDescriptor {descriptor} 0 R>>")
