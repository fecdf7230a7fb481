"""Scripts: which blocks of characters belong to each, which font draws it, and in which language it most likely is."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from msgspec import Struct

Blocks = tuple[tuple[int, int], ...]


class Script(Struct, frozen=True):
    """A script with its font and its blocks of characters; `joins` says that its letters take the shape of their place.

    The language is the likeliest one of the script (Unicode CLDR, likely subtags): a voice for it reads the letters at
    least, where that of the sheet reads nothing. Signs have none.
    """

    font: str
    blocks: Blocks
    language: str = ""
    joins: bool = False


def _noto(name: str, language: str, *blocks: tuple[int, int], joins: bool = False) -> Script:
    return Script(f"NotoSans{name}-Regular", blocks, language, joins)


# No file is opened before a character needs it.
SCRIPTS: Final = (
    _noto("Symbols2", "", (0x25A0, 0x25FF), (0x2600, 0x27BF)),
    _noto("Math", "", (0x2190, 0x22FF), (0x25A0, 0x25FF)),
    _noto("Arabic", "ar", (0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFEFC), joins=True),
    _noto("Hebrew", "he", (0x590, 0x5FF), (0xFB1D, 0xFB4F)),
    _noto("Syriac", "syr", (0x700, 0x74F), (0x860, 0x86F), joins=True),
    _noto("Thaana", "dv", (0x780, 0x7BF)),
    _noto("NKo", "man", (0x7C0, 0x7FF), joins=True),
    _noto("Adlam", "ff-Adlm", (0x1E900, 0x1E95F), joins=True),
    _noto("HanifiRohingya", "rhg", (0x10D00, 0x10D3F), joins=True),
    _noto("Armenian", "hy", (0x530, 0x58F), (0xFB13, 0xFB17)),
    _noto("Georgian", "ka", (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    _noto("Ethiopic", "am", (0x1200, 0x139F), (0x2D80, 0x2DDF)),
    _noto("Cherokee", "chr", (0x13A0, 0x13FF), (0xAB70, 0xABBF)),
    _noto("CanadianAboriginal", "cr-Cans", (0x1400, 0x167F), (0x18B0, 0x18FF)),
    _noto("Tifinagh", "zgh", (0x2D30, 0x2D7F)),
    _noto("Vai", "vai", (0xA500, 0xA63F)),
    _noto("Lisu", "lis", (0xA4D0, 0xA4FF)),
    _noto("Devanagari", "hi", (0x900, 0x97F), (0xA8E0, 0xA8FF)),
    _noto("Bengali", "bn", (0x980, 0x9FF)),
    _noto("Gurmukhi", "pa", (0xA00, 0xA7F)),
    _noto("Gujarati", "gu", (0xA80, 0xAFF)),
    _noto("Oriya", "or", (0xB00, 0xB7F)),
    _noto("Tamil", "ta", (0xB80, 0xBFF)),
    _noto("Telugu", "te", (0xC00, 0xC7F)),
    _noto("Kannada", "kn", (0xC80, 0xCFF)),
    _noto("Malayalam", "ml", (0xD00, 0xD7F)),
    _noto("Sinhala", "si", (0xD80, 0xDFF)),
    _noto("OlChiki", "sat", (0x1C50, 0x1C7F)),
    _noto("MeeteiMayek", "mni-Mtei", (0xAAE0, 0xAAFF), (0xABC0, 0xABFF)),
    _noto("Chakma", "ccp", (0x11100, 0x1114F)),
    _noto("Thai", "th", (0xE00, 0xE7F)),
    _noto("Lao", "lo", (0xE80, 0xEFF)),
    _noto("Myanmar", "my", (0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    _noto("Khmer", "km", (0x1780, 0x17FF), (0x19E0, 0x19FF)),
    Script("NotoSerifTibetan-Regular", ((0xF00, 0xFFF),), "bo"),
    Script("DroidSansFallback", ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7FF)), "ko"),
    Script("DroidSansFallback", ((0x3040, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F)), "ja"),
    Script("DroidSansFallback", ((0x2E80, 0xABFF), (0xF900, 0xFAFF), (0xFE30, 0xFFEF)), "zh"),
)
# What the fonts of the sheet's own text draw too: only whole words of it are in another language.
OWN_SCRIPTS: Final = (
    Script("", ((0x370, 0x3FF), (0x1F00, 0x1FFF)), "el"),
    Script("", ((0x400, 0x52F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)), "ru"),
)


def _holds(script: Script, char: str) -> bool:
    return any(low <= ord(char) <= high for low, high in script.blocks)


@lru_cache(maxsize=8192)
def scripts_of(char: str) -> tuple[Script, ...]:
    """Return the scripts whose fonts may draw a character that the sheet's own fonts do not hold."""
    return tuple(script for script in SCRIPTS if _holds(script, char))


def combining(char: str) -> bool:
    """Return whether a character stands on, below or beside the letter before it."""
    return unicodedata.category(char) in ("Mn", "Mc", "Me")


def joins(text: str) -> bool:
    """Return whether letters of a text take the shape that their place in the word asks for."""
    return any(script.joins for char in text for script in scripts_of(char))


@lru_cache(maxsize=8192)
def language_of(text: str) -> str:
    """Return the likeliest language of a word in another script than Latin, by most of its letters; else nothing.

    One Greek letter alone is a sign, as in β-blocker.
    """
    if text.isascii():
        return ""
    letters = [char for char in text if char.isalpha() and not combining(char)]
    found = [_language(char) for char in letters]
    own = [language for language in found if language]
    if 2 * len(own) <= len(letters) or (len(own) == 1 and ord(letters[0]) < 0x500):
        return ""
    # Kana beside Chinese characters are Japanese.
    return "ja" if "ja" in own else max(own, key=own.count)


def _language(char: str) -> str:
    return next(
        (script.language for script in (*OWN_SCRIPTS, *SCRIPTS) if script.language and _holds(script, char)), ""
    )
