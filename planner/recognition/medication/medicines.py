"""Medicines as people write them, with the classes whose rules they obey."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from planner.lexicon.folding import NAME_WORD, plain
from planner.lexicon.names import CLASS, Names
from planner.lexicon.phrases import Status
from planner.lexicon.vocabulary import WordLists
from planner.recognition.medication.doses import HIGH_ENTRY, high_entry
from planner.recognition.medication.medicine_names import (
    NameHit,
    added_by_suffix,
    misspelt_names,
    name_hits,
    only_explains,
)
from planner.recognition.medication.medicine_words import (
    LOCAL,
    acts_where_put,
    all_listed_locally,
    is_local,
    is_swallowed,
    measured_words,
    unexplained_words,
)
from planner.recognition.medication.record_lines import (
    brand_places,
    contradicts,
    names_nothing_else,
    of_the_line,
    without_maker_letters,
)
from planner.recognition.tokens import MAX_WORDS

_SODIUM_SALT = re.compile(r"\b(?:mono)?sodium salt\b")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}|\b[a-z](?:\.[a-z])+\b\.?")
# The entry for a medicine that is another matter when it is taken each day: `methotrexate-daily`.
DAILY_ENTRY = "-daily"
MORE_THAN_ONE = 2


class Medicine(Struct, frozen=True):
    """One ingredient, or one class, found in one written entry; a near miss may only restrict."""

    given: str
    id: str
    name: str
    classes: tuple[str, ...]
    implies: tuple[str, ...]
    near_miss: bool
    covered: bool
    resembles: str = ""
    status: Status = "current"
    weeks_ago: float | None = None
    uncertain: bool = False
    # Found only because some letters resemble a name.
    by_likeness: bool = False


class MedicineReading(Struct, frozen=True):
    """What was found in one written entry, and whether words that carry meaning were not understood."""

    medicines: tuple[Medicine, ...]
    leftover: bool
    # Whether a code and the words beside it name different medicines.
    disagrees: bool = False
    # Whether a known brand at the end of a record's line holds none of what the line names.
    contradicts: bool = False


class Purpose(Struct, frozen=True):
    """What a medicine is said to be for, and whether all of the words that say it were understood."""

    conditions: tuple[str, ...] = ()
    understood: bool = False
    # Found only because some letters resemble a name.
    by_likeness: bool = False


PurposeReader = Callable[[str, Names], Purpose]


def read_medicines(text: str, names: Names, read_purpose: PurposeReader, *, slips: bool = True) -> MedicineReading:
    """Return what one entry names; `read_purpose` reads the words after "for", `slips` adds what it only resembles."""
    lists = names.words
    prepared = _SODIUM_SALT.sub("monosodium", _DOTTED.sub(lambda match: match[0].replace(".", ""), plain(text)))
    prepared = without_maker_letters(prepared, lists)
    spans = list(NAME_WORD.finditer(prepared))
    cut, spans = len(spans) > MAX_WORDS, spans[:MAX_WORDS]
    words = [span[0] for span in spans]
    named = name_hits(words, names)
    hits = [hit for hit in named if not only_explains(hit, words, named, names)]
    rest = sorted({*unexplained_words(words, named, lists), *measured_words(words, named, lists)})
    brand = brand_places(text, words, rest, hits, lists)
    contradicted = bool(brand) and contradicts(brand, hits, names)
    if brand and not contradicted and not _holds_more(brand, words, hits, lists):
        purpose = read_purpose(_told_by(words[brand.start : brand.stop], lists), names) if rest else Purpose()
        # "[Heart failure]" is no brand.
        rest = rest if purpose.conditions and not purpose.by_likeness else []
        hits = of_the_line(brand, hits)
    said = _said_purpose(words, rest, named)
    purpose = read_purpose(prepared[spans[said[0]].end() : spans[said[-1]].end()], names) if said else Purpose()
    local = is_local(words, hits, names)
    put = lists.local_forms if local else frozenset()
    rest = [p for p in rest if not (purpose.understood and p in said) and words[p] not in put]
    misses = [*added_by_suffix(words, rest, hits, names), *misspelt_names(words, rest, names)] if slips and rest else []
    if not cut and names_nothing_else(words, hits, names):
        rest, misses = [], []
    leftover = bool(cut or rest or not hits or contradicted)
    local, listed = local and not leftover, local and all_listed_locally(hits, names)
    hits = [_as_taken(hit, words, named, names, local=local, listed=listed) for hit in hits]
    medicines = _distinct(_medicines(text, names, [*hits, *misses], uncertain=leftover))
    if is_swallowed(words, lists):
        medicines = tuple(
            replace(one, covered=one.covered and not acts_where_put(one.classes, names)) for one in medicines
        )
    return MedicineReading(_with_purpose(medicines, purpose), leftover, contradicts=contradicted)


def _told_by(brand: list[str], lists: WordLists) -> str:
    """Return the words of a brand that may tell an illness: letters do so only alone, as in "[PE]"."""
    return " ".join([word for word in brand if word not in lists.letters and len(word) > 1] or brand)


def _holds_more(brand: range, words: list[str], hits: list[NameHit], lists: WordLists) -> bool:
    """Return whether a brand ends in a word such as "Plus" though its line names one medicine only."""
    line = [hit for hit in hits if hit.start not in brand]
    named = MORE_THAN_ONE > len(line) < len(hits)
    return named and any(words[place] in lists.raw.suffixes_that_add for place in brand)


def _said_purpose(words: list[str], rest: list[int], hits: list[NameHit]) -> range:
    """Return the places of "for" and the words behind it, up to the next medicine; none where no medicine is before."""
    start = next((place for place in rest if words[place] == "for"), None)
    if start is None or not any(hit.end <= start for hit in hits):
        return range(0)
    return range(start, min((hit.start for hit in hits if hit.start > start), default=len(words)))


def _as_taken(
    hit: NameHit, words: list[str], hits: list[NameHit], names: Names, *, local: bool, listed: bool
) -> NameHit:
    """Return a name with the entries of the list for how it is taken: where it is put, another way, or each day."""
    ends = [way for way, forms in names.words.taken_by.items() if not forms.isdisjoint(words)]
    ends += [LOCAL] if local and listed else []
    if names.words.each_day.intersection(words) and not names.words.each_week.intersection(words):
        ends.append(DAILY_ENTRY)
    ids = (_own_entry(one, ends, names) for one in hit.ids)
    return replace(hit, ids=tuple(high_entry(hit, one, words, hits, names) for one in ids), local=local)


def _own_entry(id_: str, ends: list[str], names: Names) -> str:
    """Return the entry for a medicine that is taken in one of some ways, where the list has one; or the medicine."""
    return next((f"{id_}{end}" for end in ends if f"{id_}{end}" in names.drug), id_)


def in_high_dose(medicine: Medicine, text: str, weeks: float, names: Names) -> Medicine:
    """Return a medicine found among other words as its entry for a high dose, where the text says one over weeks."""
    if medicine.status != "current" or f"{medicine.id}{HIGH_ENTRY}" not in names.drug:
        return medicine
    words = [span[0] for span in NAME_WORD.finditer(plain(text))]
    hits = name_hits(words, names)
    highs = (high_entry(hit, medicine.id, words, hits, names, weeks) for hit in hits if medicine.id in hit.ids)
    high = names.drug.get(next((one for one in highs if one != medicine.id), ""))
    return medicine if high is None else replace(medicine, id=high.id, name=high.name, classes=high.classes)


def _with_purpose(medicines: tuple[Medicine, ...], purpose: Purpose) -> tuple[Medicine, ...]:
    """Return the medicines of an entry, the first of which implies what the entry says that it is for."""
    if not medicines or not purpose.conditions:
        return medicines
    first = medicines[0]
    return (replace(first, implies=tuple(dict.fromkeys((*first.implies, *purpose.conditions)))), *medicines[1:])


def _medicines(text: str, names: Names, hits: Iterable[NameHit], *, uncertain: bool) -> Iterator[Medicine]:
    for hit in hits:
        near = hit.near or uncertain
        resembles = names.medicine_names[hit.known] if near else ""
        for one in hit.ids:
            medicine = _medicine(text, one, names, near=near, resembles=resembles)
            # A cream or drops tell of no illness of the whole body.
            implies = () if hit.local else medicine.implies
            yield replace(medicine, implies=implies, by_likeness=hit.near)


def _medicine(text: str, one: str, names: Names, *, near: bool, resembles: str) -> Medicine:
    if not one.startswith(CLASS):
        drug = names.drug[one]
        name, classes, implies = drug.name or drug.id.replace("-", " "), drug.classes, drug.implies
    else:
        one = one.removeprefix(CLASS)
        name, classes, implies = names.drug_class[one].label, (one,), names.shared_implications.get(one, ())
    return Medicine(text, one, name, classes, implies, near, _covered(classes, implies, names), resembles)


def _covered(classes: tuple[str, ...], implies: tuple[str, ...], names: Names) -> bool:
    """Return whether all rules are loaded for what a medicine is and implies; one without a class never is."""
    known = bool(classes) and all(one in names.drug_class and names.drug_class[one].covered for one in classes)
    return known and all(one in names.concept and names.concept[one].covered for one in implies)


def _distinct(medicines: Iterable[Medicine]) -> tuple[Medicine, ...]:
    """Return each medicine once, a certain reading before a near miss."""
    found: dict[str, Medicine] = {}
    for medicine in medicines:
        if medicine.id not in found or (found[medicine.id].near_miss and not medicine.near_miss):
            found[medicine.id] = medicine
    return tuple(found.values())
