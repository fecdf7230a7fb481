"""Phrases that misspelt words of an entry may mean."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from planner.lexicon.names import Names
from planner.lexicon.similar import by_ends, near_misses
from planner.recognition.allergies import says_only_allergy
from planner.recognition.entry import EntryWords
from planner.recognition.phrases import PhraseHit, phrase_index

PHRASE_LIKENESS = 0.84


@lru_cache(maxsize=4)
def _misspellable(names: Names) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return each phrase by its letters alone, and which letters a misspelt word could mean."""
    exact = phrase_index(names).exact
    # What only resembles something that needs no rule is not read.
    ruled = (one for one, targets in exact.items() if not all(names.concept[to.concept].neutral for to in targets))
    compact = {phrase.replace(" ", ""): phrase for phrase in ruled}
    return compact, by_ends(compact)


def misspelt_phrases(entry: EntryWords, rest: list[int], hits: list[PhraseHit], names: Names) -> Iterator[PhraseHit]:
    """Yield all that words not understood resemble, alone or joined with neighbours that belong to nothing else."""
    words = entry.folded
    taken = {place for hit in hits for place in hit.places} | entry.values.keys()
    taken |= {place for place, word in enumerate(words) if says_only_allergy(word, entry.lists)}
    seen = set()
    compact, candidates = _misspellable(names) if rest else ({}, {})
    for middle in rest:
        for start in range(max(0, middle - 2), middle + 1):
            for end in range(middle + 1, min(len(words), start + 4) + 1):
                places = tuple(range(start, end))
                if places in seen or not taken.isdisjoint(places):
                    continue
                seen.add(places)
                word = "".join(words[start:end])
                for known in near_misses(word, candidates, PHRASE_LIKENESS):
                    if {word[:4], known[:4]} == {"hypo", "hype"}:
                        continue  # Too little is never a misspelling of too much.
                    yield PhraseHit(places, phrase_index(names).exact[compact[known]], near=True)
