"""Fonts: which file draws which character, how wide it is, and the shapes of letters that no character stands for."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Final, NamedTuple

from planner.formats.pdf.engine import TTFont, pdfmetrics
from planner.formats.pdf.scripts import scripts_of
from planner.resources import bundled

REGULAR: Final = "NotoSans-Regular"
BOLD: Final = "NotoSans-Bold"
# Characters that nobody can write, as the gate of all texts takes them out: they stand for shapes of letters.
_PRIVATE: Final = 0xF0000
_LAST: Final = 0x10FFFD


class LetterShape(NamedTuple):
    """A shape of letters by its number in a font: what it is read as, and how it is placed, in thousandths of its size.

    It moves the pen by `advance`, and is drawn `right` of the pen and `up` from the line.
    """

    number: int
    letters: str
    advance: float
    right: float
    up: float


class Font(TTFont):  # type: ignore[misc]
    """A TrueType font; each shape that it is asked for gets a private character, by which it is drawn."""

    def __init__(self, name: str, file: str) -> None:
        """Open a font's file."""
        super().__init__(name, file, asciiReadable=False)
        self.file = file
        self.shapes: dict[str, LetterShape] = {}
        self._characters: dict[LetterShape, str] = {}

    def character(self, shape: LetterShape) -> str:
        """Return the private character of a shape; nothing where there are no more of them."""
        if shape not in self._characters:
            code = _PRIVATE + len(self.shapes)
            if code > _LAST:
                return ""
            self._characters[shape] = chr(code)
            self.shapes[chr(code)] = shape
            self.face.charToGlyph[code] = shape.number
            self.face.charWidths[code] = self.face._pdfScale(self.face.hmetrics[shape.number][0])
        return self._characters[shape]


def unicode_map(subset: list[int], shapes: dict[str, LetterShape]) -> str:
    """Return the map from the codes of a font's subset to Unicode."""
    used = [(code, _read_as(chr(char), shapes)) for code, char in enumerate(subset) if char]
    blocks = [used[start : start + 100] for start in range(0, len(used), 100)]
    return "\n".join([_MAP_HEAD, *map(_map_block, blocks), _MAP_TAIL])


def _read_as(char: str, shapes: dict[str, LetterShape]) -> str:
    """Return the letters that a shape or a joined Arabic letter stands for; any other character stands for itself."""
    if char in shapes:
        return shapes[char].letters
    return unicodedata.normalize("NFKC", char) if "\ufb50" <= char <= "\ufefc" else char


def _map_block(pairs: list[tuple[int, str]]) -> str:
    lines = [f"<{code:02X}> <{letters.encode('utf-16-be').hex().upper()}>" for code, letters in pairs]
    return "\n".join([f"{len(pairs)} beginbfchar", *lines, "endbfchar"])


_MAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange"""
_MAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@cache
def font(name: str) -> Font:
    """Open a font of the `fonts` folder, once."""
    loaded = Font(name, str(bundled("fonts") / f"{name}.ttf"))
    pdfmetrics.registerFont(loaded)
    return loaded


def _draws(name: str, char: str) -> bool:
    return ord(char) in font(name).face.charToGlyph


@lru_cache(maxsize=4096)
def font_of(char: str, strong: bool) -> str:
    """Return the font that draws a character, or nothing where none does."""
    main = BOLD if strong else REGULAR
    if _draws(main, char):
        return main
    return next((script.font for script in scripts_of(char) if _draws(script.font, char)), "")


class Widths(dict[str, float]):
    """The width of each character in thousandths of its size, measured when it is first asked for."""

    def __init__(self, strong: bool) -> None:
        """Begin with no character measured."""
        super().__init__()
        self.strong = strong

    def __missing__(self, char: str) -> float:
        """Measure a character in the font that draws it; one that none draws takes no room."""
        drawn = " " if char == "\xa0" else char
        name = font_of(drawn, self.strong)
        self[char] = width = float(font(name).face.getCharWidth(ord(drawn))) if name else 0.0
        return width


WIDTHS: Final = {strong: Widths(strong) for strong in (False, True)}
