"""Scripts that run to the left: their order on paper, and the joined shapes of Arabic letters that Unicode lists."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from typing import Final

FORMS: Final = range(0xFB50, 0xFEFD)
ALEFS: Final = frozenset("\u0622\u0623\u0625\u0627")
KINDS: Final = {"<isolated>", "<final>", "<initial>", "<medial>"}


@cache
def _shapes() -> dict[str, dict[str, str]]:
    """Return for each letter, and for lam with alef, its shape by place in the word."""
    shapes: dict[str, dict[str, str]] = {}
    for code in FORMS:
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        base = "".join(chr(int(letter, 16)) for letter in letters)
        if kind in KINDS and (len(base) == 1 or (base[0] == "\u0644" and base[1:] in ALEFS)):
            shapes.setdefault(base, {}).setdefault(kind[1:-1], chr(code))
    return shapes


def joined(text: str) -> str:
    """Return a text with each Arabic letter in the shape that its neighbours ask for; other texts as they are."""
    if not any("\u0600" <= char <= "\u08ff" for char in text):
        return text
    letters = _letters(text)
    bases = [index for index, letter in enumerate(letters) if not unicodedata.combining(letter[0])]
    drawn = list(letters)
    for before, at, after in zip([None, *bases], bases, [*bases[1:], None], strict=False):
        drawn[at] = _shape(_at(letters, before), letters[at], _at(letters, after))
    return "".join(drawn)


def _at(letters: list[str], index: int | None) -> str:
    return "" if index is None else letters[index]


def _letters(text: str) -> list[str]:
    """Return the letters of a text, lam with a following alef as one."""
    letters: list[str] = []
    for char in text:
        if letters and letters[-1] == "\u0644" and char in ALEFS:
            letters[-1] += char
        else:
            letters.append(char)
    return letters


def _shape(before: str, letter: str, after: str) -> str:
    shapes = _shapes().get(letter)
    if shapes is None:
        return letter
    from_right = "initial" in _shapes().get(before, {}) and "final" in shapes
    to_left = "initial" in shapes and "final" in _shapes().get(after, {})
    kind = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get((from_right, to_left))
    return shapes.get(kind or "isolated", letter)


@lru_cache(maxsize=8192)
def right_to_left(text: str) -> bool:
    """Return whether the first letter of a text belongs to a script that runs to the left."""
    if text.isascii():
        return False
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((kind in {"R", "AL"} for kind in strong if kind in {"L", "R", "AL"}), False)


def directions(text: str) -> list[tuple[str, bool]]:
    """Return a right-to-left text in pieces of one direction, as they stand on paper from left to right.

    Numbers and words of other scripts keep their own order: (piece, whether it runs to the left). A stop or comma at
    the end belongs to the sentence around it, and stays there.
    """
    own = text.rstrip(_STOPS)
    pieces = [
        ("".join(char for char, _ in group), to_left)
        for to_left, group in groupby(zip(own, _kinds(own), strict=True), key=lambda one: one[1] == "R")
    ]
    return [*pieces[::-1], *([(text[len(own) :], False)] if own != text else [])]


_STOPS: Final = ".,;:!?"


def _kinds(text: str) -> list[str]:
    """Return for each character whether it belongs to what runs to the left (R), or to a word (L) or number (N)."""
    kinds = [_KINDS.get(unicodedata.bidirectional(char), "") for char in text]
    for at, kind in enumerate(kinds):
        before = kinds[at - 1] if at else "R"
        if kind == "M":
            kinds[at] = before
        elif kind == "N" and before == "L":
            kinds[at] = "L"
        elif not kind:
            kinds[at] = _between(text[at], before, next((one for one in kinds[at + 1 :] if one), "R"))
    return kinds


# Of the classes of Unicode: to the left, to the right, numbers, and marks that go with the letter before them.
_KINDS: Final = {"R": "R", "AL": "R", "L": "L", "EN": "N", "AN": "N", "NSM": "M"}


def _between(char: str, before: str, after: str) -> str:
    """Return to what a sign between two characters belongs: to a word or number only from within."""
    if before == "L" and after in "LN":
        return "L"
    return "N" if before == after == "N" and not char.isspace() else "R"


def turned(text: str) -> str:
    """Return a right-to-left text from left to right, its letters joined, each mark behind its letter."""
    letters: list[str] = []
    for char in joined(text):
        if letters and unicodedata.combining(char):
            letters[-1] += char
        else:
            letters.append(char)
    return "".join(reversed(letters))


_PAIRS: Final = "()[]{}<>«»\u2039\u203a"
MIRRORED: Final = {_PAIRS[at]: _PAIRS[at ^ 1] for at in range(len(_PAIRS))}


def can_join(text: str) -> bool:
    """Return whether each Arabic letter of a text has the shape that it takes here among those that Unicode lists."""
    arabic = (letter for letter in _letters(text) if "\u0600" <= letter <= "\u08ff" and letter[0].isalpha())
    return all(letter in _shapes() for letter in arabic)
