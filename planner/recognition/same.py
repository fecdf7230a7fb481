"""What somebody tells of themselves by a word for what a relative has: "Mum had a DVT. I had one too"."""

from __future__ import annotations

from msgspec.structs import replace

from planner.recognition.context import CURRENT, HitContext, contexts_of
from planner.recognition.entry import EntryWords
from planner.recognition.modifiers import ModifierHit
from planner.recognition.phrases import PhraseHit, sentence_of
from planner.recognition.tokens import SAME

Contexts = dict[PhraseHit, HitContext]


def places_of_the_same(entry: EntryWords) -> frozenset[int]:
    """Return where an entry says that somebody has what was named before."""
    return frozenset(place for place, word in enumerate(entry.folded) if word == SAME)


def with_the_same(
    entry: EntryWords, hits: list[PhraseHit], contexts: Contexts, modifiers: tuple[ModifierHit, ...]
) -> tuple[list[PhraseHit], Contexts]:
    """Return hits and contexts with what is told of oneself as well; what a relative has stays the relative's.

    A medicine that a relative takes and oneself too may be taken. Of several illnesses all are meant.
    """
    told = {place: _meant(entry, place, hits, contexts) for place in sorted(places_of_the_same(entry))}
    own = [
        PhraseHit((place,), tuple(dict.fromkeys(target for hit in meant for target in hit.targets)))
        for place, meant in told.items()
        if any(hit.targets for hit in meant)
    ]
    if own:
        hits = [*hits, *own]
        contexts = contexts_of(entry, hits, modifiers)
    taken = {hit for meant in told.values() for hit in meant if not hit.targets}
    return hits, contexts | {
        hit: replace(CURRENT, understood=contexts[hit].understood, uncertain=True) for hit in taken
    }


def _meant(entry: EntryWords, place: int, hits: list[PhraseHit], contexts: Contexts) -> list[PhraseHit]:
    """Return what a relative has, of all that is named before a place in the last sentence that names anything."""
    before = [hit for hit in hits if hit.last < place]
    if not before:
        return []
    start, end = sentence_of(entry, max(before, key=lambda hit: hit.last))
    told = sorted((hit for hit in before if start <= hit.first < end), key=lambda hit: hit.first)
    return [hit for hit in told if contexts[hit].status == "relative"]
