"""The common forms of words: no case, no accents, one spelling for several."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Hyphens, dashes and minus signs that are not on a keyboard, a soft hyphen, and what has no width.
_SIGNS = {
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2212, 0xFE58, 0xFE63, 0xFF0D), "-"),
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None),
    0x2044: "/",
}
# Letters of other alphabets that look like Latin ones.
_LOOK_ALIKE = str.maketrans(
    "АВСЕНІЈКМОРЅТУХЗасеоріјѕухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοικνρυχ",
    "ABCEHIJKMOPSTYX3aceopijsyxABEZHIKMNOPTYXoiknpux",
)
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_FOREIGN_WORD = re.compile(r"[^\W_]*[\u0370-\u03ff\u0400-\u04ff][^\W_]*")
NAME_WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W\d_]*|[^\W_]+|[+/&,;:()\[\]%?<>=]")


def plain(text: str) -> str:
    """Return lower-case text without accents."""
    if text.isascii():
        return text.lower()
    text = text.translate(_SIGNS)
    if _FOREIGN.search(text):
        text = _FOREIGN_WORD.sub(lambda match: _in_latin(match[0]), text)
    split = unicodedata.normalize("NFKD", text.casefold())
    return (
        "".join(letter for letter in split if not unicodedata.combining(letter))
        .replace("\u2019", "'")
        .replace("ß", "ss")
    )


def _in_latin(word: str) -> str:
    """Return a word in Latin letters where it only looks foreign; one small letter alone ("β") is a sign of its own."""
    latin = word.translate(_LOOK_ALIKE)
    return word if _FOREIGN.search(latin) or (len(word) == 1 and word.islower()) else latin


def key(name: str) -> str:
    """Return a name in the form in which names are compared: no case, accents, spaces or hyphens."""
    bare = name.replace(" ", "").replace("-", "")
    if bare.isascii() and bare.isalnum():
        return bare.lower()
    return "".join(NAME_WORD.findall(plain(name)))


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Return one form for singular and plural, British and American spelling."""
    # Two swollen legs are not one; a fit person has no fits; PPMS is no plural of PPM.
    if word in ("fits", "legs", "ppms", "rrms", "spms") or not word.isalpha():
        return word
    word = word.replace("ae", "e").replace("oe", "e")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
