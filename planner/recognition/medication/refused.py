"""Medicines to which an entry says an allergy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from planner.lexicon.names import Names
from planner.recognition.allergies import says_only_allergy, speaks_of_allergy
from planner.recognition.entry import EntryWords
from planner.recognition.findings import Finding, concept_covered
from planner.recognition.medication.medicines import Medicine, MedicineReading
from planner.recognition.phrases import PhraseHit, fact_of

_BRACKETS = frozenset("()[]")
OTHER_ALLERGY = "conditions/other-allergy"  # What an allergy to a medicine stands for that no plan names.


MedicineReader = Callable[[str, Names], MedicineReading]


class RefusedMedicines(Struct, frozen=True):
    """Medicines to which somebody has an allergy, and where they stand."""

    places: tuple[int, ...]
    medicines: tuple[Medicine, ...]


def refused_medicines(
    entry: EntryWords, hits: list[PhraseHit], names: Names, expected: str, read: MedicineReader
) -> Iterator[RefusedMedicines]:
    """Yield the medicines to which an entry says an allergy: it acts on that medicine alone, and is no food."""
    if expected != "allergies" and not speaks_of_allergy(entry.folded, entry.lists):
        return
    foods = [hit for hit in hits if any(fact_of(target, names) == "allergies" for target in hit.targets)]
    # In a list of allergies an illness or a sign beside a medicine is what it did.
    did = [hit for hit in hits if all(fact_of(target, names) in ("symptoms", "conditions") for target in hit.targets)]
    apart = [*foods, *did] if expected == "allergies" else foods
    for run in _runs(entry, apart, expected):
        denied = entry.folded[run.start] in entry.lists.denials and len(run) > 1
        named = run[1:] if denied and _is_said_after(run, entry) else run
        reading = read(" ".join(entry.written[place] for place in named), names)
        if reading.medicines and not reading.leftover and not any(medicine.near_miss for medicine in reading.medicines):
            # "No ibuprofen allergy" is understood, and refuses nothing.
            yield RefusedMedicines(tuple(run), reading.medicines if named == run else ())


def _is_said_after(run: range, entry: EntryWords) -> bool:
    """Return whether the word for an allergy follows some words."""
    return speaks_of_allergy(entry.folded[run.stop : run.stop + 1], entry.lists)


def _runs(entry: EntryWords, foods: list[PhraseHit], expected: str) -> Iterator[range]:
    """Yield the places of neighbours that may name a medicine; outside the list of allergies only beside that word."""
    anywhere = expected == "allergies"
    words = [*entry.folded, ""]
    ends = {place for hit in foods for place in hit.places} | entry.values.keys() | {len(entry.folded)}
    ends |= {place for place, word in enumerate(words) if says_only_allergy(word, entry.lists)}
    ends |= set() if anywhere else set(_parting(entry))
    start = 0
    for end in sorted(ends):
        beside = words[max(start - 1, 0) : start] + words[end : end + 1]
        # "Aspirin allergy on clopidogrel": what is taken is no allergy.
        taken = not anywhere and entry.is_led(start, entry.lists.raw.taken_beside)
        if start < end and not taken and (anywhere or speaks_of_allergy(beside, entry.lists)):
            yield range(start, end)
        start = end + 1


def _parting(entry: EntryWords) -> Iterator[int]:
    """Yield the places of words that part an allergy from what is taken: commas, brackets, "takes"."""
    apart = entry.lists.separators | _BRACKETS | frozenset(entry.lists.raw.taken_beside)
    for place, word in enumerate(entry.folded):
        if word in apart or entry.written[place] in apart:
            yield place


def reactions(text: str, refused: Iterable[RefusedMedicines], names: Names) -> Iterator[Finding]:
    """Yield what an allergy to each medicine stands for: a reaction of its own where a plan could name it."""
    for medicine in (medicine for one in refused for medicine in one.medicines):
        concept = names.concept.get(f"conditions/{medicine.id}-reaction", names.concept.get(OTHER_ALLERGY))
        if concept is not None:
            yield Finding(text, concept.id, concept.fact, covered=concept_covered(concept, names))
