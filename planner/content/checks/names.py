"""Whether the reader keeps the words of each name of an illness: of "A fib" it would read the second word alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.content.checks.known import Known
from planner.content.faults import Fault, Record
from planner.lexicon.vocabulary import WordLists, word_lists
from planner.recognition.tokens import WORD, plain_words, prepare

_ENGLISH = "en"


def name_faults(known: Known) -> Iterator[Fault]:
    """Yield each name of several words of which the reader keeps one, unless that word is a name of the same thing."""
    records = known.records
    if _ENGLISH not in records.lexicons:
        return
    lists = word_lists(records.lexicons[_ENGLISH])
    own = {
        f"{one.fact}/{one.id}": _kept_whole(lists, (one.id.replace("-", " "), one.label, *one.names))
        for one in records.concepts
    }
    for kind in ("concepts", "titles", "neutral"):
        for index, one in enumerate(getattr(records, kind)):
            place = one.of if kind == "titles" else f"{one.fact}/{one.id}" if kind == "concepts" else ""
            alone = own.get(place, frozenset()) | _kept_whole(lists, one.names)
            yield from _of_one((kind, index), one.names, lists, alone)


def _of_one(record: Record, names: Iterable[str], lists: WordLists, alone: frozenset[str]) -> Iterator[Fault]:
    for place, name in enumerate(names):
        kept, drops = _kept(lists, name)
        if drops and len(kept) < 2 and not alone.issuperset(kept or ("",)):
            read = f"be read as '{kept[0]}' alone" if kept else "not be read"
            said = f"'{name}' would {read}: its other words are on the list 'dropped' of the lexicon"
            mend = "write that word as a name too, if it means this by itself; else a line under 'rewrites'"
            yield record, ("names", place), f"{said}; {mend}"


def _kept_whole(lists: WordLists, names: Iterable[str]) -> frozenset[str]:
    """Return those of some names that are one word, as they are written."""
    found = (_kept(lists, name) for name in names)
    return frozenset(kept[0] for kept, drops in found if len(kept) == 1 and not drops)


def _kept(lists: WordLists, name: str) -> tuple[list[str], bool]:
    """Return the words of a name that the reader keeps, and whether it drops others."""
    text = prepare(name.partition(" = ")[0].replace(" + ", " "), lists)
    return plain_words(text, lists), not lists.dropped.isdisjoint(WORD.findall(text))
