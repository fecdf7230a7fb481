"""Whether words speak of an allergy."""

from __future__ import annotations

from collections.abc import Iterable

from planner.lexicon.folding import folded_in, plain
from planner.lexicon.words.allergies import ALLERGY, OF_ALLERGIES
from planner.lexicon.words.context import DENIALS
from planner.lexicon.words.fillers import FILLERS
from planner.recognition.entry import EntryWords
from planner.recognition.tokens import WORD

_OF_A_DENIAL = DENIALS | FILLERS | folded_in("food anything")


def says_allergy(text: str) -> bool:
    """Return whether an entry speaks of an allergy, wherever it was written."""
    return speaks_of_allergy(WORD.findall(plain(text)))


def denies_allergies(entry: EntryWords) -> bool:
    """Return whether an entry only says that there is no allergy: "no known allergies", "denies any food allergy"."""
    known = all(word in _OF_A_DENIAL or says_only_allergy(word) for word in entry.folded)
    return known and speaks_of_allergy(entry.folded) and not DENIALS.isdisjoint(entry.folded)


def speaks_of_allergy(words: Iterable[str]) -> bool:
    """Return whether one of the words is a word for an allergy."""
    return any(word.startswith(ALLERGY) for word in words)


def says_only_allergy(word: str) -> bool:
    """Return whether a word only says that there is an allergy, or what it does."""
    return word in OF_ALLERGIES or speaks_of_allergy((word,))
