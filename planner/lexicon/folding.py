"""The common forms of words: no case, no accents, one spelling for several."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NAME_WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W\d_]*|[^\W_]+|[+/&,;:()\[\]%?<>=]")


def plain(text: str) -> str:
    """Return lower-case text without accents."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold())
    return (
        "".join(letter for letter in split if not unicodedata.combining(letter))
        .replace("\u2019", "'")
        .replace("ß", "ss")
    )


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
