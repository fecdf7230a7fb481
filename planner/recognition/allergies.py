"""Whether words speak of an allergy."""

from __future__ import annotations

from collections.abc import Iterable

from planner.lexicon.folding import plain
from planner.lexicon.vocabulary import WordLists
from planner.recognition.entry import EntryWords
from planner.recognition.tokens import WORD


def says_allergy(text: str, lists: WordLists) -> bool:
    """Return whether an entry speaks of an allergy, wherever it was written."""
    return speaks_of_allergy(WORD.findall(plain(text)), lists)


def denies_allergies(entry: EntryWords) -> bool:
    """Return whether an entry only says that there is no allergy: "no known allergies", "denies any food allergy"."""
    lists = entry.lists
    known = all(word in lists.of_a_denied_allergy or says_only_allergy(word, lists) for word in entry.folded)
    return known and speaks_of_allergy(entry.folded, lists) and not lists.denials.isdisjoint(entry.folded)


def speaks_of_allergy(words: Iterable[str], lists: WordLists) -> bool:
    """Return whether one of the words is a word for an allergy."""
    return any(word.startswith(lists.raw.allergy_begins) for word in words)


def says_only_allergy(word: str, lists: WordLists) -> bool:
    """Return whether a word only says that there is an allergy, or what it does."""
    return word in lists.beside_an_allergy or word.startswith(lists.raw.allergy_begins)
