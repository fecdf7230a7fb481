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
    breaks, clauses = entry.lists.breaks, entry.lists.clause_words
    ends |= {place for place, word in enumerate(entry.folded) if word in breaks or word in clauses}
    for run in _runs(entry, ends):
        if not _may_name_one(entry, run, names) or _only_minerals(entry, run, entry.lists.in_food):
            continue
        yield from _each(entry, run, names, read)


def _each(entry: EntryWords, run: range, names: Names, read: MedicineReader) -> Iterator[MedicinesBeside]:
    """Yield each medicine of a list by itself, since what is said of one is not said of the next."""
    apart = list(_parts(entry, run))
    parts = [_read_part(entry, part, names, read) for part in apart] if len(apart) > 1 else []
    if parts and all(part is not None and part.understood for part in parts):
        yield from (part for part in parts if part is not None)
        return
    whole = _read_part(entry, run, names, read)
    if whole is not None:
        yield whole


def _read_part(entry: EntryWords, run: range, names: Names, read: MedicineReader) -> MedicinesBeside | None:
    """Return the medicines that some words name; only whole known names count."""
    reading = read(f"{entry.text(run)}{_behind(entry, run.stop)}", names)
    exact = tuple(one for one in reading.medicines if not one.by_likeness and (not one.near_miss or reading.leftover))
    return MedicinesBeside(tuple(run), exact, not reading.leftover) if exact else None


def _parts(entry: EntryWords, run: range) -> Iterator[range]:
    """Yield the places between the commas and joining words of some words, and on either side of "to"."""
    start = run.start
    for place in (*run, run.stop):
        ends = place == run.stop or entry.folded[place] in entry.lists.separators
        if ends or entry.is_led(place, entry.lists.raw.to_the_new):
            if start < place:
                yield range(start, place)
            start = place + 1 if ends else place


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
