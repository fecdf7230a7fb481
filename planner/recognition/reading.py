"""One entry of a person, read whole: its concepts, or its medicines and what they are for."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from planner.lexicon.names import Names
from planner.model.terms import NEUTRAL
from planner.recognition.allergies import denies_allergies, says_only_allergy
from planner.recognition.avoidance import as_avoided
from planner.recognition.context import HitContext, contexts_of, denies_only_a_part
from planner.recognition.details import HitDetails, details_of
from planner.recognition.entry import EntryWords, first_words, split_entry
from planner.recognition.findings import Finding, as_near_miss, distinct_findings, findings_of, heavy_drinking
from planner.recognition.leftovers import is_the_complaint, unexplained
from planner.recognition.medicines import MedicineReading, Purpose, read_medicines
from planner.recognition.phrases import (
    PhraseHit,
    is_meant,
    phrase_hits,
    phrase_index,
    trimester_alone,
    value_hits,
    with_fitting_meaning,
)
from planner.recognition.refused import reactions, refused_medicines
from planner.recognition.tokens import MAX_WORDS
from planner.recognition.typos import misspelt_phrases


class EntryReading(Struct, frozen=True):
    """What was found in one written entry, and whether words that carry meaning were not understood."""

    findings: tuple[Finding, ...]
    leftover: bool


def read_entry(text: str, names: Names, expected: str) -> EntryReading:
    """Return the concepts of one entry and whether any part of it was not understood.

    Where words were left over, everything found counts as a near miss: it may restrict and brings nothing in.
    """
    every = split_entry(text, names)
    entry = first_words(every, MAX_WORDS)
    meant = _meant(entry, names, expected)
    refused = tuple(refused_medicines(entry, meant, names, expected, read_medicine_entry))
    taken = {place for one in refused for place in one.places}
    hits = [hit for hit in meant if taken.isdisjoint(hit.places)] or list(trimester_alone(entry, names))
    contexts = as_avoided(entry, contexts_of(entry, hits), names, expected)
    details = {hit: details_of(entry, hit, hits) for hit in hits}
    rest = unexplained(entry, hits, contexts, details, names)
    rest = [p for p in rest if p not in taken and not (taken and says_only_allergy(entry.folded[p], entry.lists))]
    part = {hit for hit in hits if denies_only_a_part(hit, contexts[hit], names)}
    understood = bool(hits or refused) or is_the_complaint(entry) or denies_allergies(entry)
    cut = len(every.folded) > MAX_WORDS
    uncertain = cut or not understood or bool((hits or refused) and (rest or part))
    found = [f for hit in hits if hit not in part for f in findings_of(text, hit, contexts[hit], details[hit], names)]
    found += [*reactions(text, refused, names), *heavy_drinking(text, names, expected)]
    certain = [as_near_miss(one, names) if uncertain else one for one in found]
    misses = _misspelt(text, entry, rest if hits or not understood else [], hits, names, expected)
    return EntryReading(distinct_findings([*certain, *misses]), uncertain)


def _meant(entry: EntryWords, names: Names, expected: str) -> list[PhraseHit]:
    """Return the phrases of an entry that are meant under a profile key, with the meaning that fits it."""
    hits = (*value_hits(entry), *phrase_hits(entry, phrase_index(names)))
    meant = (hit for hit in hits if is_meant(hit, entry, names, expected))
    return [with_fitting_meaning(hit, names, expected) for hit in meant]


def _misspelt(
    text: str, entry: EntryWords, rest: list[int], hits: list[PhraseHit], names: Names, expected: str
) -> Iterator[Finding]:
    """Yield what words that were not understood may be a misspelling of."""
    details = HitDetails(words=tuple(entry.written))
    for hit in misspelt_phrases(entry, rest, hits, names):
        if is_meant(hit, entry, names, expected):
            yield from findings_of(text, hit, HitContext("current"), details, names)


def read_medicine_entry(text: str, names: Names) -> MedicineReading:
    """Return the medicines of one entry, and whether any part of it was not understood.

    Where words were left over, everything found counts as a near miss: it may restrict and brings nothing in.
    """
    return read_medicines(text, names, _read_purpose)


def _read_purpose(text: str, names: Names) -> Purpose:
    """Return what the words after "for" say: "furosemide for heart failure" tells of the heart failure too."""
    reading = read_entry(text, names, "conditions")
    found = [one for one in reading.findings if one.fact == "conditions" and one.status == "current"]
    # A stage, or how bad or recent it is, has no place in a medicine's entry: then the entry is understood in part.
    bare = all(one.covered and not one.severe and (one.stage is None or one.assumed) for one in found)
    understood = bare and not reading.leftover and len(found) == len(reading.findings) > 0
    needed = tuple(one.id for one in found if NEUTRAL not in names.concept[f"conditions/{one.id}"].implies)
    return Purpose(needed, understood)
