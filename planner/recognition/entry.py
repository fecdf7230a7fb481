"""An entry as words, with the values it gives beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from planner.lexicon.folding import fold
from planner.lexicon.names import Names
from planner.lexicon.vocabulary import WordLists
from planner.recognition.quantities.calendar import AsOf
from planner.recognition.quantities.codes import code_patterns
from planner.recognition.quantities.dates import times_in
from planner.recognition.quantities.measures import measures_in
from planner.recognition.quantities.repeated import named_again
from planner.recognition.quantities.values import (
    KIDNEY_STAGE,
    NAMES_A_STAGE,
    NUMBER,
    VALUE_PATTERNS,
    EntryValue,
    Given,
    ValueReader,
)
from planner.recognition.tokens import plain_words, prepare, without_stops, words_with_passed

_DIGIT = re.compile(r"\d")
_ANY_DAY = AsOf(date(2000, 1, 1))  # A name in a list holds no date.

# "'26" is a year.
_SHORT_YEAR = re.compile(r"(?<!\w)['\u2018\u2019](\d\d)(?![\w'\u2019])")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


class EntryWords(Struct, frozen=True):
    """The words of an entry in their common form and as they were written; a word is empty where a value stands."""

    folded: list[str]
    written: list[str]
    values: dict[int, EntryValue]
    lists: WordLists
    # The words that were passed over right before a word, by its place: they may belong to the name of a medicine.
    passed: dict[int, tuple[str, ...]]
    # What was written in capitals.
    capitals: frozenset[str] = frozenset()
    # The text from which the words were taken; none where a year in it was written out first.
    prepared: str = ""

    @property
    def openings(self) -> frozenset[int]:
        """Return the places of the words before which a new statement may begin: "has", "on", "he"."""
        openers = self.lists.openers
        return frozenset(place for place, words in self.passed.items() if not openers.isdisjoint(words))

    def is_led(self, place: int, words: Collection[str]) -> bool:
        """Return whether one of some words was passed over right before a place."""
        return any(word in words for word in self.passed.get(place, ()))

    def text(self, places: range) -> str:
        """Return what was written at some places, with the words between that were passed over."""
        return " ".join(
            word
            for place in places
            for word in (*(self.passed.get(place, ()) if place > places.start else ()), self.written[place])
        )

    @property
    def keys(self) -> list[str]:
        """Return what is looked up among the names of the lists."""
        values = self.values
        if not values:
            return self.folded
        return [values[place].key if place in values else word for place, word in enumerate(self.folded)]


def split_entry(text: str, names: Names, as_of: AsOf, *, measured: bool = True, key: str = "") -> EntryWords:
    """Return the words of an entry, and beside them the values that it gives, and the codes that its key may hold."""
    whole, text = text, _SHORT_YEAR.sub(lambda match: str(as_of.year_of(match[1])), without_stops(text))
    prepared, given = prepare(text, names.words), Given(names, as_of)
    as_it_was = prepared if text == whole else ""
    if measured and _DIGIT.search(prepared):
        prepared = named_again(prepared, names)
    pieces: list[str | EntryValue] = [prepared]
    for pattern, read in _patterns(prepared, names, measured=measured, key=key):
        # Most patterns find nothing, and what is still whole need not be taken apart to know it.
        for piece in pieces:
            if piece.__class__ is str and piece and pattern.search(piece):
                pieces = [part for piece in pieces for part in _read_out(piece, pattern, read, given)]
                break
    folded: list[str] = []
    written: list[str] = []
    values: dict[int, EntryValue] = {}
    passed: dict[int, tuple[str, ...]] = {}
    for piece in pieces:
        if isinstance(piece, EntryValue):
            values[len(folded)] = piece
            folded.append("")
            written.append("")
            continue
        for word, before in words_with_passed(piece, names.words):
            if before:
                passed[len(folded)] = before
            folded.append(fold(word))
            written.append(word)
    capitals = frozenset(fold(word.lower()) for word in _CAPITALS.findall(text))
    return EntryWords(folded, written, values, names.words, passed, capitals, as_it_was)


def _read_out(
    piece: str | EntryValue, pattern: re.Pattern[str], read: ValueReader, given: Given
) -> Iterator[str | EntryValue]:
    """Yield a piece of text with the values that a pattern finds in it standing between its parts."""
    start = 0
    if isinstance(piece, str):
        for match in pattern.finditer(piece):
            value = read(match, given)
            if value is not None:
                # The name of what was measured stays: "low sodium 132" says two things.
                named = value.kind == "measure" and value.words_before
                yield from (piece[start : match.start(NUMBER) if named else match.start()], value)
                start = match.end()
    yield piece[start:] if isinstance(piece, str) else piece


def first_words(words: EntryWords, count: int) -> EntryWords:
    """Return the first words of an entry, with the values that stand among them."""
    if len(words.folded) <= count:
        return words
    kept = {place: value for place, value in words.values.items() if place < count}
    return replace(words, folded=words.folded[:count], written=words.written[:count], values=kept)


def name_words(name: str, names: Names) -> list[str]:
    """Return the words of a name in a list in their common form; most are plain words and need no preparing."""
    words, bare = names.words, name.replace(" ", "").replace("-", "")
    if "trimester" in bare or "lastyear" in bare or "stage" in bare:
        return split_entry(name, names, _ANY_DAY, measured=False).keys
    if bare.isascii() and bare.isalpha() and not words.rewrite.search(name.lower()):
        split = name.lower().replace("-", " ").split()
        return [words.numbers.get(word) or fold(word) for word in split if word not in words.dropped]
    return [fold(word) for word in plain_words(prepare(name, words), words)]


def _patterns(
    prepared: str, names: Names, *, measured: bool, key: str
) -> Iterator[tuple[re.Pattern[str], ValueReader]]:
    """Yield what may give a value in prepared text, in the order in which it is looked for."""
    yield from code_patterns(prepared, names, key)
    if measured and _DIGIT.search(prepared):
        yield from measures_in(prepared, names)
    if "ckd" in prepared or "kidney" in prepared or "renal" in prepared:
        yield KIDNEY_STAGE
    if NAMES_A_STAGE.search(prepared):
        yield from VALUE_PATTERNS
    yield from times_in(prepared, names)
