"""A person's own words: cleaned, compared however they are typed, and repeated only where that is safe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

MAX_EXCERPT = 60
_HYPHENS = re.compile(r"[-_\u2010-\u2015]+")
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
_JOINERS = ("\u200c", "\u200d")
# A suggestion is for a slip of the key; two that are this close and mean different things are no suggestion.
_SLIP, _CLOSE = 0.72, 0.08
# So many texts are kept as they are spelled: each is asked about several times while one person is read.
_KEPT = 256


def clean(text: str) -> str:
    """Return text on one line without control characters and what is not seen, which no name needs.

    What is not seen, such as a zero-width space or a soft hyphen, parts no word.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join("".join(map(_seen, text)).split())


def _seen(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf" and char not in _JOINERS:
        return ""
    return " " if category[0] in "CZ" and char not in _JOINERS else char


def excerpt(text: str) -> str:
    """Return a person's own words as a message may repeat them: clean, and cut at 60 characters."""
    text = clean(text)
    return text if len(text) <= MAX_EXCERPT else text[: MAX_EXCERPT - 1] + "…"


def spelled(value: object) -> str:
    """Return what was written without its case, its hyphens, the stops at its end, and the spaces around it."""
    return _spelled(value if isinstance(value, str) else in_words(value))


@lru_cache(_KEPT)
def _spelled(text: str) -> str:
    if text.isascii():
        text = text.lower().replace("-", " ").replace("_", " ")
    else:
        text = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
        text = _HYPHENS.sub(" ", text)
    return " ".join(text.split()).rstrip(" .;,!")


def in_words(value: object) -> str:
    """Return a value as a person would have written it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def number(value: object) -> float | None:
    """Return the number that a value is, or None; neither true nor a word is one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e9 else 1e9
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return float(value)
    return None


def near(word: str, known: Iterable[str]) -> bool:
    """Return whether a word is so near a known one that a message may repeat it: a slip of the key, and no name."""
    lengths = [other for other in known if abs(len(other) - len(word)) <= 2]
    return word.isprintable() and bool(get_close_matches(word.lower(), lengths, n=1, cutoff=0.82))


def told_as(value: object, known: Iterable[str] = (), what: str = "a word that the planner knows") -> str:
    """Return "is 670" or "is 'femal'"; of anything else, which could be a name, only what it is not."""
    word = in_words(value).strip()
    given = number(value)
    if given is not None and abs(given) < 1e9:
        return f"is {word}"
    return f"is '{word}'" if near(word, known) else f"is not {what}"


def suggested(word: str, meanings: Mapping[str, str]) -> str:
    """Return the meaning of the spelling that a word is a slip of, or nothing; of two that are as near, neither."""
    if len(word) > 40:
        return ""
    likeness: dict[str, float] = {}
    for spelling, meaning in meanings.items():
        alike = SequenceMatcher(None, word, spelling).ratio()
        likeness[meaning] = max(alike, likeness.get(meaning, 0.0))
    first, second = sorted([*likeness.items(), ("", 0.0), ("", 0.0)], key=lambda pair: -pair[1])[:2]
    return first[0] if first[1] >= _SLIP and first[1] - second[1] >= _CLOSE else ""
