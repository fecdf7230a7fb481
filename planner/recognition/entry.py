"""An entry as words, with the values it gives beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from planner.lexicon.folding import fold
from planner.lexicon.names import Names
from planner.lexicon.words.fillers import DROPPED
from planner.recognition.dates import TIME_PATTERNS
from planner.recognition.tokens import plain_words, prepare
from planner.recognition.values import KIDNEY_STAGE, NUMBER, VALUE_PATTERNS, EntryValue, ValueReader, measure_patterns


class EntryWords(Struct, frozen=True):
    """The words of an entry in their common form and as they were written; a word is empty where a value stands."""

    folded: list[str]
    written: list[str]
    values: dict[int, EntryValue]

    @property
    def keys(self) -> list[str]:
        """Return what is looked up among the names of the lists."""
        return [self.values[place].key if place in self.values else word for place, word in enumerate(self.folded)]


def split_entry(text: str, names: Names | None = None) -> EntryWords:
    """Return the words of an entry, and beside them the values that it gives."""
    prepared = prepare(text)
    pieces: list[str | EntryValue] = [prepared]
    for pattern, read in _patterns(prepared, names):
        pieces = [part for piece in pieces for part in _read_out(piece, pattern, read)]
    folded: list[str] = []
    written: list[str] = []
    values: dict[int, EntryValue] = {}
    for piece in pieces:
        words = [""] if isinstance(piece, EntryValue) else plain_words(piece)
        if isinstance(piece, EntryValue):
            values[len(folded)] = piece
        folded += map(fold, words)
        written += words
    return EntryWords(folded, written, values)


def _read_out(piece: str | EntryValue, pattern: re.Pattern[str], read: ValueReader) -> Iterator[str | EntryValue]:
    """Yield a piece of text with the values that a pattern finds in it standing between its parts."""
    start = 0
    if isinstance(piece, str):
        for match in pattern.finditer(piece):
            value = read(match)
            if value is not None:
                # The name of what was measured stays: "low sodium 132" says two things.
                yield from (piece[start : match.start(NUMBER) if value.words_before else match.start()], value)
                start = match.end()
    yield piece[start:] if isinstance(piece, str) else piece


def first_words(words: EntryWords, count: int) -> EntryWords:
    """Return the first words of an entry, with the values that stand among them."""
    if len(words.folded) <= count:
        return words
    kept = {place: value for place, value in words.values.items() if place < count}
    return EntryWords(words.folded[:count], words.written[:count], kept)


def name_words(name: str) -> list[str]:
    """Return the words of a name in a list in their common form; most are plain words and need no preparing."""
    bare = name.replace(" ", "").replace("-", "")
    if "trimester" in bare or "lastyear" in bare:
        return split_entry(name).keys
    if bare.isascii() and bare.isalpha() and "fortnight" not in bare:
        return [fold(word) for word in name.lower().replace("-", " ").split() if word not in DROPPED]
    return [fold(word) for word in plain_words(prepare(name))]


def _patterns(prepared: str, names: Names | None) -> Iterator[tuple[re.Pattern[str], ValueReader]]:
    """Yield what may give a value in prepared text, in the order in which it is looked for."""
    if names and re.search(r"\d", prepared):
        yield from measure_patterns(names)
    if "ckd" in prepared or "kidney" in prepared or "renal" in prepared:
        yield KIDNEY_STAGE
    yield from VALUE_PATTERNS
    yield from TIME_PATTERNS
