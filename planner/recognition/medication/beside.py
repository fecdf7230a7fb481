"""Medicines that stand among the other words of an entry: "atrial fibrillation on warfarin"."""

from __future__ import annotations

import math
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from planner.lexicon.names import LONGEST_KEY_START, Names
from planner.recognition.context import HitContext
from planner.recognition.details import HitDetails
from planner.recognition.entry import EntryWords
from planner.recognition.medication.medicines import Medicine
from planner.recognition.medication.refused import MedicineReader
from planner.recognition.modifiers import ModifierHit
from planner.recognition.phrases import PhraseHit


class MedicinesBeside(Struct, frozen=True):
    """Medicines named among other words, where they stand, and whether all the words there were understood."""

    places: tuple[int, ...]
    medicines: tuple[Medicine, ...]
    understood: bool

    @property
    def hit(self) -> PhraseHit:
        """Return them as something found in the entry, so that context and details are told for them as well."""
        return PhraseHit(self.places, ())


def medicines_beside(
    entry: EntryWords, taken: frozenset[int], modifiers: tuple[ModifierHit, ...], names: Names, read: MedicineReader
) -> Iterator[MedicinesBeside]:
    """Yield the medicines among the words that belong to nothing else; only whole known names count here."""
    ends = taken | {place for one in modifiers for place in one.places} | entry.values.keys()
    ends |= {place for place, word in enumerate(entry.folded) if word in entry.lists.breaks | entry.lists.clause_words}
    minerals = frozenset(entry.lists.raw.minerals)
    for run in _runs(entry, ends):
        if not _may_name_one(entry, run, names) or _only_minerals(entry, run, minerals):
            continue
        reading = read(f"{entry.text(run)}{_behind(entry, run.stop)}", names)
        known = tuple(one for one in reading.medicines if not one.near_miss or reading.leftover)
        if known and not (reading.leftover and all(one.by_likeness for one in known)):
            exact = tuple(one for one in known if not one.by_likeness)
            yield MedicinesBeside(tuple(run), exact, not reading.leftover)


def _runs(entry: EntryWords, ends: frozenset[int]) -> Iterator[range]:
    """Yield the places of neighbours that belong to nothing else, without harmless words at either end."""
    start = 0
    for end in (*sorted(ends), len(entry.folded)):
        first, last = start, end
        while first < last and entry.folded[first] in entry.lists.harmless:
            first += 1
        while last > first and entry.folded[last - 1] in entry.lists.harmless:
            last -= 1
        if first < last:
            yield range(first, last)
        start = end + 1


def _behind(entry: EntryWords, place: int) -> str:
    """Return how often and how long something is taken, where that stands right behind it among harmless words."""
    said, lists = "", entry.lists
    while place < len(entry.folded):
        word, value = entry.written[place], entry.values.get(place)
        if value is not None and value.kind in ("lasting", "months"):
            said += f" for {math.floor(value.number)} {'weeks' if value.kind == 'lasting' else 'months'}"
        elif value is not None or entry.folded[place] not in lists.harmless or word in lists.breaks:
            break
        elif word in lists.each_day or word in lists.each_week:
            said += f" {word}"
        place += 1
    return said


def _may_name_one(entry: EntryWords, run: range, names: Names) -> bool:
    """Return whether one of the words begins the name of a medicine."""
    starts = names.medicine_starts
    return any(entry.written[place][:LONGEST_KEY_START] in starts for place in run)


def _only_minerals(entry: EntryWords, run: range, minerals: frozenset[str]) -> bool:
    """Return whether words name nothing but a mineral, which is in the blood or in food unless a form is named."""
    lists = entry.lists
    said = {entry.written[place] for place in run}
    taken = said.intersection(lists.raw.forms) or any(place in entry.openings for place in run[:1])
    named = {word for word in said if word not in lists.medicine_noise and word.isalpha()}
    return not taken and bool(named) and named <= minerals


def with_context(medicine: Medicine, text: str, context: HitContext, details: HitDetails) -> Medicine:
    """Return a medicine found beside other words, with its status and when that began."""
    return replace(
        medicine,
        given=text,
        status=context.status,
        weeks_ago=details.weeks_ago,
        uncertain=context.uncertain,
        near_miss=medicine.near_miss or context.uncertain,
    )
