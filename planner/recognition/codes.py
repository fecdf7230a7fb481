"""What the codes of an entry add to its words: illnesses that the words confirm, and medicines by number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from planner.lexicon.names import CLASS, Names
from planner.lexicon.vocabulary import WordLists
from planner.model.terms import NEUTRAL
from planner.recognition.medication.medicines import Medicine, MedicineReading
from planner.recognition.phrases import PhraseHit
from planner.recognition.quantities.values import EntryValue

_TWO_DIGITS = re.compile(r"\d\d")
_WORD = re.compile(r"[^\W\d_]")
_NO_CLASS = "neutral"


class CodedMedicines(Struct, frozen=True):
    """An entry with the names of medicines in the place of their codes, and its words without them."""

    named: str
    words: str
    ids: frozenset[str]


def explained_codes(values: dict[int, EntryValue], hits: list[PhraseHit], names: Names) -> frozenset[int]:
    """Return the places of codes that add nothing: not known, or without a dot, beside words that were read."""
    if not values:
        return frozenset()
    worded = [hit for hit in hits if values.keys().isdisjoint(hit.places)]
    said = _all_of(worded, names)
    return frozenset(
        place
        for place, value in values.items()
        if (value.kind == "unknown code" and worded)
        or (value.kind == "bare code" and said & _reach((target.concept for target in value.targets), names))
    )


def codes_disagree(values: dict[int, EntryValue], hits: tuple[PhraseHit, ...], names: Names) -> bool:
    """Return whether the codes of an entry and its words name different things."""
    if not values:
        return False
    coded = [hit for hit in hits if any(values[place].kind == "code" for place in hit.places if place in values)]
    worded = [hit for hit in hits if hit not in coded and hit.targets]
    return bool(coded and worded) and _all_of(coded, names).isdisjoint(_all_of(worded, names))


def _all_of(hits: list[PhraseHit], names: Names) -> set[str]:
    return _reach((target.concept for hit in hits for target in hit.targets), names)


def _reach(concepts: Iterable[str], names: Names) -> set[str]:
    """Return some concepts, and all that they imply, by id."""
    found: set[str] = set()
    for one in concepts:
        concept = names.concept[one]
        found |= {concept.id, *concept.implies} - {NEUTRAL}
    return found


def coded_medicines(text: str, names: Names) -> CodedMedicines | None:
    """Return an entry with its codes of RxNorm and ATC as names; nothing where it holds none.

    A code that is not known is left away, so that the words beside it are read alone.
    """
    if not _TWO_DIGITS.search(text):
        return None
    pattern = _medicine_codes(names.words)
    codes = [match for match in pattern.finditer(text) if _is_code(match, names)]
    if not codes:
        return None
    known = [_ids(match, names) for match in codes]
    called = (" / ".join(_name_of(id_, names) for id_ in ids) for ids in known)
    named, words, start = "", "", 0
    for match, name in zip(codes, called, strict=True):
        between = text[start : match.start()]
        named, words, start = f"{named}{between} {name} ", f"{words}{between} ", match.end()
    ids = frozenset(id_ for each in known for id_ in each)
    return CodedMedicines(named + text[start:], words + text[start:], ids)


def of_codes(coded: CodedMedicines, reading: MedicineReading, words: MedicineReading, text: str) -> MedicineReading:
    """Return what was read of an entry with names in the place of its codes, as that of the entry itself."""
    said = {one for medicine in words.medicines for one in (medicine.id, *medicine.classes)} - {_NO_CLASS}
    meant = {one for medicine in reading.medicines if medicine.id in coded.ids for one in _all_of_medicine(medicine)}
    return replace(
        reading,
        medicines=tuple(replace(medicine, given=text) for medicine in reading.medicines),
        disagrees=bool(said and meant and said.isdisjoint(meant)),
    )


def has_words(coded: CodedMedicines) -> bool:
    """Return whether anything but codes is written in an entry."""
    return bool(_WORD.search(coded.words))


def _all_of_medicine(medicine: Medicine) -> set[str]:
    return {medicine.id, *medicine.classes} - {_NO_CLASS}


@lru_cache(maxsize=4)
def _medicine_codes(lists: WordLists) -> re.Pattern[str]:
    atc = r"(?:[a-dghjlmnprsv]\d\d(?:[a-z]{2}\d\d))"
    return re.compile(
        rf"{lists.rxnorm_label}(?P<rxnorm>\d{{2,8}})(?!\w)"
        rf"|(?:{lists.atc_label}|(?<!\w))(?P<atc>{atc})(?!\w)"
        rf"|{lists.atc_label}(?P<group>[a-dghjlmnprsv]\d\d[a-z]{{1,2}})(?!\w)",
        re.IGNORECASE,
    )


def _is_code(match: re.Match[str], names: Names) -> bool:
    return bool(match["rxnorm"] or match["atc"] or names.code.atc(match["group"]))


def _ids(match: re.Match[str], names: Names) -> tuple[str, ...]:
    return names.code.rxnorm(match["rxnorm"]) if match["rxnorm"] else names.code.atc(match["atc"] or match["group"])


def _name_of(id_: str, names: Names) -> str:
    """Return a name that stands for one medicine or one class alone."""
    if id_ in names.drug:
        return names.drug[id_].name or id_
    return next(name for name in names.drug_class[id_].names if names.means_only(name, f"{CLASS}{id_}"))
