"""Names of concepts found among the words of an entry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from planner.lexicon.folding import fold
from planner.lexicon.names import Names
from planner.lexicon.phrases import PhraseIndex, PhraseTarget, index_phrases
from planner.model.lexicon import Letters
from planner.recognition.allergies import speaks_of_allergy
from planner.recognition.entry import EntryWords, name_words

LONGEST_PHRASE = 8
LONGEST_SYMBOL = 3  # Letters of what stands for a test, such as "Mg".
WIDEST_PATTERN = 5
WEEKS_OF_A_YEAR = 52


class PhraseHit(Struct, frozen=True, cache_hash=True):
    """One name of a concept found in an entry: where, and what it stands for."""

    places: tuple[int, ...]
    targets: tuple[PhraseTarget, ...]
    near: bool = False

    @property
    def first(self) -> int:
        """Return the place of the first word."""
        return min(self.places)

    @property
    def last(self) -> int:
        """Return the place of the last word."""
        return max(self.places)


@lru_cache(maxsize=4)
def phrase_index(names: Names) -> PhraseIndex:
    """Return the index of all phrases, worked out once."""
    return names.keep("phrases", PhraseIndex, lambda: _indexed(names))


def _indexed(names: Names) -> PhraseIndex:
    return index_phrases(names.concepts, names.words.raw.letters, partial(name_words, names=names))


def value_hits(entry: EntryWords) -> Iterator[PhraseHit]:
    """Yield what values stand for that were written with the name of what was measured, and what codes stand for."""
    for place, value in entry.values.items():
        if value.kind in ("measure", "code"):
            yield PhraseHit(tuple(range(max(place - value.words_before, 0), place + 1)), value.targets)


def told_by_a_value(entry: EntryWords, hits: list[PhraseHit], names: Names) -> Iterator[PhraseHit]:
    """Yield what only a value tells: a week of pregnancy; where nothing else is known, a NYHA class or a trimester."""
    if not entry.values and "trimester" not in entry.folded:
        return
    pregnant = any(target.concept == "pregnancy/pregnancy" for hit in hits for target in hit.targets)
    week = next((place for place, value in entry.values.items() if value.kind == "gestation"), _weeks_gone(entry))
    if week is not None and not pregnant and "pregnancy/pregnancy" in names.concept:
        gone = range(week, len(entry.folded)) if week == _weeks_gone(entry) else (week,)
        yield PhraseHit(tuple(gone), (PhraseTarget("pregnancy/pregnancy", "pregnancy"),))
    after = next((place for place, value in entry.values.items() if value.kind == "ago" and value.targets), None)
    if after is not None and not any(_happened(target, names) for hit in hits for target in hit.targets):
        yield PhraseHit((after,), entry.values[after].targets)
    if hits or week is not None:
        return
    classed = next((place for place, value in entry.values.items() if value.kind == "nyha"), None)
    if classed is not None and "conditions/heart-failure" in names.concept:
        yield PhraseHit((classed,), (PhraseTarget("conditions/heart-failure", "heart failure"),))
    said = (place for place, word in enumerate(entry.folded) if word == "trimester")
    place = next((place for place, value in entry.values.items() if value.kind == "trimester"), next(said, None))
    if place is not None and "pregnancy/pregnancy" in names.concept:
        yield PhraseHit((place,), (PhraseTarget("pregnancy/pregnancy", "pregnancy"),))


def _weeks_gone(entry: EntryWords) -> int | None:
    """Return the place of the time in an entry that says nothing but how far on somebody is: "31 weeks gone"."""
    of_a_pregnancy = entry.lists.raw.of_a_pregnancy
    only = len(entry.folded) == len(entry.values) + 1 == 2 and entry.folded[1] in of_a_pregnancy
    return 0 if only and entry.values[0].kind in ("lasting", "months") else None


def _happened(target: PhraseTarget, names: Names) -> bool:
    """Return whether what was found is an operation, or something else that happens on a day and has the date."""
    concept = names.concept[target.concept]
    named = not set(names.words.raw.names_an_operation).isdisjoint(concept.label.replace(",", " ").split())
    return concept.event or bool(concept.over_after_days) or named


def phrase_hits(entry: EntryWords, phrases: PhraseIndex) -> list[PhraseHit]:
    """Return the longest phrase at each place, and the patterns whose words stand near each other."""
    hits, start, keys = [], 0, entry.keys
    turned = _turned(keys, phrases)
    if turned is not None:
        return [turned]
    while start < len(keys):
        hit = _longest(keys, start, phrases)
        hits.extend([hit] if hit else [])
        start = hit.last + 1 if hit else start + 1
    hits = [hit for hit in hits if not _only_names_a_test(hit, entry)]
    known = {(target.concept, place) for hit in hits for target in hit.targets for place in hit.places}
    near = (one for word in dict.fromkeys(entry.folded) for one in phrases.loose.get(word, ()))
    for pattern, target in near:
        places = _places(entry, pattern)
        if places and not all((target.concept, place) in known for place in places):
            hits.append(PhraseHit(places, (target,)))
    return hits


def _only_names_a_test(hit: PhraseHit, entry: EntryWords) -> bool:
    """Return whether a hit is nothing but the name of a test, or a part of it: "magnesium 0.4" is no pill.

    An illness that has the name of its test stays, letters do not: "hypertension 120/80", "Mg 0.6".
    """
    if not entry.values:
        return False
    illness = any(target.concept.startswith("conditions/") for target in hit.targets)
    letters = entry.folded[hit.first] in entry.lists.letters or len(entry.folded[hit.first]) <= LONGEST_SYMBOL
    illness = illness and not (letters and len(hit.places) == 1)
    for one in value_hits(entry):
        name = set(one.places) - entry.values.keys()
        if set(hit.places) <= name and not (illness and set(hit.places) == name):
            return True
    return False


def _turned(words: list[str], phrases: PhraseIndex) -> PhraseHit | None:
    """Return the phrase of a whole entry that an index of titles turns round: "hypertension, essential"."""
    comma = words.index(",") if words.count(",") == 1 else 0
    if not 0 < comma < len(words) - 1 or len(words) > LONGEST_PHRASE:
        return None
    targets = phrases.exact.get(" ".join((*words[comma + 1 :], *words[:comma])))
    return PhraseHit((*range(comma), *range(comma + 1, len(words))), targets) if targets else None


def _longest(words: list[str], start: int, phrases: PhraseIndex) -> PhraseHit | None:
    for end in range(min(len(words), start + LONGEST_PHRASE), start, -1):
        targets = phrases.exact.get(" ".join(words[start:end]))
        if targets:
            return PhraseHit(tuple(range(start, end)), targets)
    return None


def _places(entry: EntryWords, pattern: tuple[str, ...]) -> tuple[int, ...]:
    """Return where the words of a pattern stand, in any order but close together and in one sentence."""
    words = entry.folded
    if not set(pattern).issubset(words):
        return ()
    places = tuple(words.index(word) for word in pattern)
    low, high = min(places), max(places)
    together = high - low <= WIDEST_PATTERN and entry.lists.breaks.isdisjoint(words[low:high])
    return places if together and len(set(places)) == len(pattern) else ()


def _is_no_short_form(hit: PhraseHit, letters: Letters, entry: EntryWords) -> bool:
    """Return whether letters are a plural, a form, a unit behind a number, or stand small where they are capitals."""
    if entry.written[hit.first].lower() == f"{letters.letters.lower()}s":
        return True
    before = entry.written[max(hit.first - 3, 0) : hit.first]
    if before and {before[-1], entry.written[hit.first]} <= entry.lists.form_words:
        return True
    if before[2:] == ["/"] and before[1].lower() in entry.lists.raw.units:
        before = before[:1]
    if before and entry.folded[hit.first - 1] and before[-1].replace(".", "").isdigit():
        return True
    return letters.capitals and entry.folded[hit.first] not in entry.capitals


def with_decided_meaning(hit: PhraseHit, entry: EntryWords) -> PhraseHit | None:
    """Return a hit of letters with the meaning that other words decide for, or all; None where they are no letters."""
    letters = entry.lists.letters.get(entry.folded[hit.first]) if len(hit.places) == 1 else None
    if letters is None:
        return hit
    # "Pads" are a word, a "medicated pad" is a form, "500 mg" and "0.5 mg/mg" are doses, and "as before" no illness;
    # "pets" may still mean what they say.
    if _is_no_short_form(hit, letters, entry):
        words = tuple(one for one in hit.targets if one.concept.rpartition("/")[2] not in letters.meanings)
        return replace(hit, targets=words) if words else None
    said = {word for word in entry.folded if word}
    if not said.isdisjoint(map(fold, letters.not_beside)):
        return None
    decided = [id_ for id_, words in letters.meanings.items() if not said.isdisjoint(map(fold, words))]
    targets = tuple(target for target in hit.targets if target.concept.rpartition("/")[2] in decided)
    if len(decided) == 1 and targets:
        return replace(hit, targets=targets)
    return hit if not letters.decided_by or _is_dated(hit, letters, entry) else None


def _is_dated(hit: PhraseHit, letters: Letters, entry: EntryWords) -> bool:
    """Return whether right beside letters stands a time of the last year that decides for their meaning."""
    beside = (entry.values.get(place) for place in (hit.first - 1, hit.last + 1))
    return any(one is not None and one.kind in letters.decided_by and one.number < WEEKS_OF_A_YEAR for one in beside)


def is_meant(hit: PhraseHit, entry: EntryWords, names: Names, expected: str) -> bool:
    """Return whether a phrase means under a key what it says: a food is an allergy where an allergy is said.

    "Low potassium" is a diet among diets, and no word of what needs no rule makes an allergy or a diet harmless.
    """
    meant, raw = {target.name for target in hit.targets}, names.lexicon
    if meant.issubset(raw.only_as_a_diet):
        return expected == "diet"
    if meant.issubset(raw.only_as_a_habit):
        return expected == "habits"
    if expected in ("allergies", "diet") and all(names.concept[target.concept].neutral for target in hit.targets):
        return False
    if expected == "allergies" or any(fact_of(target, names) != "allergies" for target in hit.targets):
        return True
    return any("allerg" in target.name for target in hit.targets) or _allergy_is_said(entry, hit)


def with_fitting_meaning(hit: PhraseHit, names: Names, expected: str) -> PhraseHit:
    """Return a hit with the meaning that fits its key, where words mean both a condition and a diet ("low sodium")."""
    facts = {fact_of(target, names) for target in hit.targets}
    if facts == {"allergies", "habits"}:
        # Who is allergic to coffee drinks none; who drinks tonic water is not allergic to it.
        other = "habits" if expected == "allergies" else "allergies"
    elif facts >= {"conditions", "diet"}:
        other = "conditions" if expected == "diet" else "diet"
    else:
        return hit
    return replace(hit, targets=tuple(target for target in hit.targets if fact_of(target, names) != other))


def _allergy_is_said(entry: EntryWords, hit: PhraseHit) -> bool:
    low, high = sentence_of(entry, hit)
    return speaks_of_allergy(entry.folded[low:high], entry.lists)


def sentence_of(entry: EntryWords, hit: PhraseHit) -> tuple[int, int]:
    """Return the places where the sentence around a hit begins and ends."""
    words, breaks = entry.folded, entry.lists.breaks
    low = max((place + 1 for place in range(hit.first) if words[place] in breaks), default=0)
    high = min((place for place in range(hit.last, len(words)) if words[place] in breaks), default=len(words))
    return low, high


def fact_of(target: PhraseTarget, names: Names) -> str:
    """Return the profile key under which a concept belongs."""
    return names.concept[target.concept].fact
