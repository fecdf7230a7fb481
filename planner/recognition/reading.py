"""One entry of a person, read whole: concepts and medicines, whether they are there, since when, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from planner.files.clock import today
from planner.lexicon.folding import fold
from planner.lexicon.folding import key as key_of
from planner.lexicon.names import CLASS, Names
from planner.model.terms import NEUTRAL
from planner.recognition.allergies import denies_allergies, says_only_allergy
from planner.recognition.avoidance import as_avoided
from planner.recognition.codes import coded_medicines, codes_disagree, explained_codes, has_words, of_codes
from planner.recognition.context import CURRENT, HitContext, contexts_of, denies_only_a_part
from planner.recognition.details import HitDetails, details_of, with_what_is_left
from planner.recognition.entry import EntryWords, first_words, split_entry
from planner.recognition.findings import Finding, as_near_miss, distinct_findings, findings_of, heavy_drinking
from planner.recognition.leftovers import is_the_complaint, unexplained
from planner.recognition.medication.beside import MedicinesBeside, medicines_beside, with_context
from planner.recognition.medication.medicines import (
    Medicine,
    MedicineReading,
    Purpose,
    in_high_dose,
    read_medicines,
)
from planner.recognition.medication.refused import RefusedMedicines, reactions, refused_medicines
from planner.recognition.modifiers import ModifierHit, modifier_hits, without_bare_modifiers
from planner.recognition.phrases import (
    PhraseHit,
    fact_of,
    is_meant,
    phrase_hits,
    phrase_index,
    told_by_a_value,
    value_hits,
    with_decided_meaning,
    with_fitting_meaning,
)
from planner.recognition.quantities.calendar import AsOf
from planner.recognition.same import places_of_the_same, with_the_same
from planner.recognition.tokens import MAX_WORDS, prepare
from planner.recognition.typos import misspelt_phrases


class ReadingSteps(Struct, frozen=True):
    """How an entry was read: its words, the names found in them, what else the words say, and what is left over."""

    entry: EntryWords
    hits: tuple[PhraseHit, ...]
    modifiers: tuple[ModifierHit, ...]
    contexts: dict[PhraseHit, HitContext]
    details: dict[PhraseHit, HitDetails]
    refused: tuple[RefusedMedicines, ...]
    beside: tuple[MedicinesBeside, ...]
    rest: tuple[int, ...]
    cut: bool


class EntryReading(Struct, frozen=True):
    """What was found in one written entry, and whether words that carry meaning were not understood."""

    findings: tuple[Finding, ...]
    leftover: bool
    medicines: tuple[Medicine, ...] = ()
    # Whether a code and the words beside it name different things.
    disagrees: bool = False


def read(text: str, names: Names, key: str, as_of: AsOf | None = None) -> EntryReading:
    """Return what one entry of any profile key says: concepts, medicines, and whether something is left over.

    Dates count to `as_of`, or to today.
    """
    if key != "medications":
        return read_entry(text, names, key, as_of)
    listed = read_medicine_entry(text, names, as_of)
    checked = all(one.classes for one in listed.medicines)
    mineral = _names_a_mineral(text, listed, names)
    plain = not listed.leftover and checked and not names.words.purpose.search(text)
    whole = read_entry(text, names, key, as_of) if mineral or not plain else None
    if whole is not None and mineral and _tells_a_level(whole, names):
        return whole
    if plain or whole is None:
        return EntryReading((), leftover=False, medicines=listed.medicines, disagrees=listed.disagrees)
    if not listed.leftover and not checked:
        # What is known by name alone may be a habit or a supplement, whose rules cover it: caffeine, magnesium.
        said = () if whole.leftover else tuple(_told_beside(whole, text, names))
        no_habit = {one.id for one in whole.medicines} if said else {one.id for one in listed.medicines}
        alone = {one.id: _habits_of(one, names) for one in listed.medicines if not one.classes}
        known = (
            replace(one, covered=one.covered or one.id not in no_habit or bool(alone.get(one.id)))
            for one in listed.medicines
        )
        said = distinct_findings([*said, *(finding for found in alone.values() for finding in found)])
        return EntryReading(said, leftover=False, medicines=tuple(known))
    if not listed.leftover or not (whole.leftover or listed.contradicts):
        # Only the list of medicines sees how long one is taken: "20 mg for 6 weeks".
        more = not whole.leftover and (listed.leftover or bool(whole.findings))
        return whole if more else EntryReading((), leftover=False, medicines=listed.medicines)
    exact = tuple(finding for finding in whole.findings if not finding.by_likeness)
    return EntryReading(exact, leftover=True, medicines=listed.medicines)


def _names_a_mineral(text: str, listed: MedicineReading, names: Names) -> bool:
    """Return whether one of the medicines of an entry is a mineral that may be no pill but what is in the blood."""
    said = names.words.in_food.intersection(text.casefold().replace(",", " ").split())
    taken = {one.id for one in listed.medicines} if said else set()
    meant = (names.medicine_keys[word] for word in said if word in names.medicine_keys)
    return any(id_.removeprefix(CLASS) in taken for ids in meant for id_ in ids)


def _habits_of(medicine: Medicine, names: Names) -> tuple[Finding, ...]:
    """Return the habit that one medicine of several is, whose rules cover it: the caffeine of a headache tablet."""
    if fold(medicine.name) not in phrase_index(names).exact:
        return ()
    reading = read_entry(medicine.name, names, "habits")
    found = () if reading.leftover else tuple(replace(one, given=medicine.given) for one in reading.findings)
    habits = {one.id for one in found if one.fact == "habits"}
    return found if habits and habits.issubset(names.words.raw.habits_in_products) else ()


def _tells_a_level(whole: EntryReading, names: Names) -> bool:
    """Return whether an entry that names a mineral tells an illness, and no pill: "low potassium", "calcium 1.7"."""
    return not whole.leftover and any(_illnesses(whole, names))


def _told_beside(whole: EntryReading, text: str, names: Names) -> Iterator[Finding]:
    """Yield what an entry tells beside medicines whose names explain all its words.

    An illness only where the words say what something is for: in "Sudafed PE" the letters are none.
    """
    illnesses = () if names.words.purpose.search(text) else tuple(_illnesses(whole, names))
    yield from (one for one in whole.findings if not one.by_likeness and one not in illnesses)


def _illnesses(whole: EntryReading, names: Names) -> Iterator[Finding]:
    """Yield the illnesses of an entry; what needs no rule is none, and what a habit implies: told supplements."""
    known = [(one, names.concept.get(f"{one.fact}/{one.id}")) for one in whole.findings if not one.by_likeness]
    implied = {id_ for _, concept in known if concept for id_ in concept.implies}
    for one, concept in known:
        if one.fact == "conditions" and one.id not in implied and not (concept and concept.neutral):
            yield one


def steps_of(text: str, names: Names, expected: str, as_of: AsOf | None = None) -> ReadingSteps:
    """Return how an entry is read, step by step; dates count to `as_of`, or to today."""
    every = split_entry(text, names, as_of or AsOf(today()), key=expected)
    entry = first_words(every, MAX_WORDS)
    meant = _meant(entry, names, expected)
    # Of medicines that stand among other words only whole known names count.
    read_medicine = partial(read_medicine_entry, as_of=as_of, slips=False)
    refused = tuple(refused_medicines(entry, meant, names, expected, read_medicine))
    taken = {place for one in refused for place in one.places}
    hits = [hit for hit in meant if taken.isdisjoint(hit.places)]
    hits += told_by_a_value(entry, hits, names)
    hits = without_bare_modifiers(hits, entry, names)
    taken |= {place for hit in hits for place in hit.places} | places_of_the_same(entry)
    modifiers = modifier_hits(entry, frozenset(taken), names)
    reads_medicines = expected != "allergies"
    beside = medicines_beside(entry, frozenset(taken), modifiers, names, read_medicine) if reads_medicines else ()
    found = tuple(beside)
    hits += [one.hit for one in found]
    hits, contexts = with_the_same(entry, hits, contexts_of(entry, hits, modifiers), modifiers)
    contexts = as_avoided(entry, contexts, names, expected)
    # Among words that nobody understood, "husband" or "no" may speak of anything: the medicine is taken.
    contexts |= {one.hit: CURRENT for one in found if not one.understood}
    details = details_of(entry, hits)
    partly = {place for one in found if not one.understood for place in one.places}
    explaining = [hit for hit in hits if partly.isdisjoint(hit.places)]
    rest = unexplained(entry, explaining, contexts, details, names)
    if refused:
        refusing = {place for one in refused for place in one.places}
        rest = [p for p in rest if p not in refusing and not says_only_allergy(entry.folded[p], entry.lists)]
    if rest:
        explained = explained_codes(entry.values, hits, names)
        rest = [place for place in rest if place not in explained]
    cut = len(every.folded) > MAX_WORDS
    return ReadingSteps(entry, tuple(hits), modifiers, contexts, details, refused, found, tuple(rest), cut)


def read_entry(text: str, names: Names, expected: str, as_of: AsOf | None = None) -> EntryReading:
    """Return the concepts of one entry and whether any part of it was not understood; dates count to `as_of`, or today.

    Where words were left over, everything found counts as a near miss: it may restrict and brings nothing in.
    """
    steps = steps_of(text, names, expected, as_of)
    contexts, details = steps.contexts, steps.details
    part = {hit for hit in steps.hits if denies_only_a_part(hit, contexts[hit], names)}
    something = bool(steps.hits or steps.refused)
    understood = something or is_the_complaint(steps.entry) or denies_allergies(steps.entry)
    uncertain = steps.cut or not understood or bool(something and (steps.rest or part))
    found = [
        finding
        for hit in steps.hits
        if hit not in part
        for finding in findings_of(
            text, hit, contexts[hit], with_what_is_left(details[hit], steps.entry, steps.rest), names
        )
    ]
    prepared = steps.entry.prepared or prepare(text, names.words)
    found += [*reactions(text, steps.refused, names), *heavy_drinking(text, prepared, names, expected)]
    certain = [as_near_miss(one, names) if uncertain else one for one in found]
    looked_at = list(steps.rest) if steps.hits or not understood else []
    misses = _misspelt(text, steps.entry, looked_at, list(steps.hits), names, expected)
    medicines = tuple(_beside(text, steps, names, uncertain=uncertain))
    disagrees = codes_disagree(steps.entry.values, steps.hits, names)
    return EntryReading(distinct_findings([*certain, *misses]), uncertain, medicines, disagrees)


def _beside(text: str, steps: ReadingSteps, names: Names, *, uncertain: bool) -> Iterator[Medicine]:
    """Yield the medicines beside other words; where something is left over they may only restrict."""
    for one in steps.beside:
        for medicine in one.medicines:
            details = steps.details[one.hit]
            said = with_context(medicine, text, steps.contexts[one.hit], details)
            said = in_high_dose(said, text, details.longest, names)
            yield replace(said, near_miss=True, resembles=said.resembles or said.name) if uncertain else said


def _meant(entry: EntryWords, names: Names, expected: str) -> list[PhraseHit]:
    """Return the phrases of an entry that are meant under a profile key, with the meaning that fits it."""
    hits = (*value_hits(entry), *phrase_hits(entry, phrase_index(names)))
    decided = (with_decided_meaning(hit, entry) for hit in hits)
    meant = (hit for hit in decided if hit is not None and is_meant(hit, entry, names, expected))
    meant = (hit for hit in meant if not _is_a_medicine(hit, entry, names, expected))
    return [with_fitting_meaning(hit, names, expected) for hit in meant]


def _is_a_medicine(hit: PhraseHit, entry: EntryWords, names: Names, expected: str) -> bool:
    """Return whether a habit is a medicine with rules of its own: among medicines, or with a dose: "oxycodone 5 mg"."""
    if any(fact_of(target, names) != "habits" for target in hit.targets) or not hit.targets:
        return False
    if expected != "medications" and not _has_a_dose(hit, entry):
        return False
    ids = names.medicine_keys.get(key_of("".join(entry.written[place] for place in hit.places)), ())
    return bool(ids) and all(one in names.drug and names.drug[one].classes for one in ids)


def _has_a_dose(hit: PhraseHit, entry: EntryWords) -> bool:
    """Return whether right behind a hit stands a number of a unit of mass: "5mg", "5 mg"."""
    number, unit = (*entry.written[hit.last + 1 : hit.last + 3], "", "")[:2]
    units, glued = entry.lists.dose_units, number.lstrip("0123456789.,")
    return number[:1].isdigit() and (glued in units if glued else unit in units)


def _misspelt(
    text: str, entry: EntryWords, rest: list[int], hits: list[PhraseHit], names: Names, expected: str
) -> Iterator[Finding]:
    """Yield what words that were not understood may be a misspelling of."""
    for hit in misspelt_phrases(entry, rest, hits, names):
        if is_meant(hit, entry, names, expected):
            said = details_of(entry, [hit])[hit]
            # A date could lift what may be there; a stage, and how bad it is, only restrict.
            details = HitDetails(stage=said.stage, severe=said.severe or None, words=tuple(entry.written))
            yield from findings_of(text, hit, HitContext("current"), details, names)


def read_medicine_entry(text: str, names: Names, as_of: AsOf | None = None, *, slips: bool = True) -> MedicineReading:
    """Return the medicines of one entry, and whether any part of it was not understood.

    Where words were left over, everything found counts as a near miss: it may restrict and brings nothing in.
    What the words only resemble is found if `slips`.
    """
    read_words = partial(read_medicines, names=names, read_purpose=partial(_read_purpose, as_of=as_of), slips=slips)
    coded = coded_medicines(text, names)
    if coded is None:
        return read_words(text)
    words = read_words(coded.words) if has_words(coded) else MedicineReading((), leftover=False)
    return of_codes(coded, read_words(coded.named), words, text)


def _read_purpose(text: str, names: Names, as_of: AsOf | None) -> Purpose:
    """Return what the words after "for" say: "furosemide for heart failure" tells of the heart failure too."""
    reading = read_entry(text, names, "conditions", as_of)
    found = [one for one in reading.findings if one.fact == "conditions" and one.status == "current"]
    # A stage, or how bad or recent it is, has no place in a medicine's entry: then the entry is understood in part.
    bare = all(one.covered and not one.severe and (one.stage is None or one.assumed) for one in found)
    understood = bare and not reading.leftover and len(found) == len(reading.findings) > 0
    needed = tuple(one.id for one in found if NEUTRAL not in names.concept[f"conditions/{one.id}"].implies)
    return Purpose(needed, understood, by_likeness=all(one.by_likeness for one in found))
