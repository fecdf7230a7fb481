"""Fonts: which file draws which character, and how wide it is."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any, Final

from planner.formats.pdf.engine import TTFont, pdfmetrics
from planner.resources import bundled

REGULAR: Final = "NotoSans-Regular"
BOLD: Final = "NotoSans-Bold"
REPLACEMENT: Final = "?"

# Which file to open for which blocks of characters; none is opened before a character needs it.
FALLBACKS: Final[dict[str, tuple[tuple[int, int], ...]]] = {
    "NotoSansSymbols2-Regular": ((0x25A0, 0x25FF), (0x2600, 0x27BF)),
    "NotoSansMath-Regular": ((0x2190, 0x22FF), (0x25A0, 0x25FF)),
    "NotoSansArabic-Regular": ((0x600, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFEFC)),
    "NotoSansHebrew-Regular": ((0x590, 0x5FF), (0xFB1D, 0xFB4F)),
    "NotoSansArmenian-Regular": ((0x530, 0x58F), (0xFB13, 0xFB17)),
    "NotoSansGeorgian-Regular": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    "NotoSansEthiopic-Regular": ((0x1200, 0x139F), (0x2D80, 0x2DDF)),
    "NotoSansDevanagari-Regular": ((0x900, 0x97F), (0xA8E0, 0xA8FF)),
    "NotoSansBengali-Regular": ((0x980, 0x9FF),),
    "NotoSansGurmukhi-Regular": ((0xA00, 0xA7F),),
    "NotoSansGujarati-Regular": ((0xA80, 0xAFF),),
    "NotoSansTamil-Regular": ((0xB80, 0xBFF),),
    "NotoSansTelugu-Regular": ((0xC00, 0xC7F),),
    "NotoSansKannada-Regular": ((0xC80, 0xCFF),),
    "NotoSansMalayalam-Regular": ((0xD00, 0xD7F),),
    "NotoSansSinhala-Regular": ((0xD80, 0xDFF),),
    "NotoSansThai-Regular": ((0xE00, 0xE7F),),
    "NotoSansLao-Regular": ((0xE80, 0xEFF),),
    "NotoSansMyanmar-Regular": ((0x1000, 0x109F),),
    "NotoSansKhmer-Regular": ((0x1780, 0x17FF),),
    "DroidSansFallback": ((0x1100, 0x11FF), (0x2E80, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFFEF)),
}


class Font(TTFont):  # type: ignore[misc]
    """A TrueType font whose Unicode map has no entry for code 0 and no block of more than 100 lines."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - the name is reportlab's
        """Add the font's subsets to a document."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = doc.idToObject[f"{doc.fontMapping[self.fontName][1:]}+{number}"].BaseFont
            doc.idToObject[f"toUnicodeCMap:{name}"].content = unicode_map(subset)


def unicode_map(subset: list[int]) -> str:
    """Return the map from the codes of a font's subset to Unicode."""
    used = [(code, char) for code, char in enumerate(subset) if char]
    blocks = [used[start : start + 100] for start in range(0, len(used), 100)]
    return "\n".join([_MAP_HEAD, *map(_map_block, blocks), _MAP_TAIL])


def _letters(char: str) -> str:
    """Return the letters that a joined Arabic shape stands for; any other character stands for itself."""
    return unicodedata.normalize("NFKC", char) if "\ufb50" <= char <= "\ufefc" else char


def _map_block(pairs: list[tuple[int, int]]) -> str:
    lines = [f"<{code:02X}> <{_letters(chr(char)).encode('utf-16-be').hex().upper()}>" for code, char in pairs]
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
def font(name: str) -> Any:
    """Open a font of the `fonts` folder, once."""
    loaded = Font(name, str(bundled("fonts") / f"{name}.ttf"), asciiReadable=False)
    pdfmetrics.registerFont(loaded)
    return loaded


def _holds(name: str, char: str) -> bool:
    return any(low <= ord(char) <= high for low, high in FALLBACKS[name]) and ord(char) in font(name).face.charToGlyph


@lru_cache(maxsize=4096)
def font_of(char: str, strong: bool) -> tuple[str, str]:
    """Return the font that draws a character and the character itself, or its replacement where no font has it."""
    main = BOLD if strong else REGULAR
    if ord(char) in font(main).face.charToGlyph:
        return main, char
    for name in FALLBACKS:
        if _holds(name, char):
            return name, char
    return main, "" if unicodedata.combining(char) else REPLACEMENT


@lru_cache(maxsize=16384)
def runs(text: str, strong: bool) -> tuple[tuple[str, str], ...]:
    """Return the text as stretches of one font each: (font, characters)."""
    if text.isascii() and text.isprintable():
        return ((BOLD if strong else REGULAR, text),) if text else ()
    found: list[tuple[str, str]] = []
    for char in text:
        name, drawn = font_of(char, strong)
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + drawn)
        else:
            found.append((name, drawn))
    return tuple(found)


class Widths(dict[str, float]):
    """The width of each character in thousandths of its size, measured when it is first asked for."""

    def __init__(self, strong: bool) -> None:
        """Begin with no character measured."""
        super().__init__()
        self.strong = strong

    def __missing__(self, char: str) -> float:
        """Measure a character in the font that draws it."""
        name, drawn = font_of(" " if char == "\xa0" else char, self.strong)
        self[char] = width = float(font(name).face.getCharWidth(ord(drawn))) if drawn else 0.0
        return width


WIDTHS: Final = {strong: Widths(strong) for strong in (False, True)}


@lru_cache(maxsize=16384)
def units(text: str, strong: bool) -> float:
    """Return the width of a text in thousandths of its size."""
    return sum(map(WIDTHS[strong].__getitem__, text))
