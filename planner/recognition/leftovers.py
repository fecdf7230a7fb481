"""Words of an entry that nothing explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.lexicon.amounts import units_of_limits
from planner.lexicon.names import Names
from planner.lexicon.vocabulary import WordLists
from planner.recognition.allergies import says_only_allergy
from planner.recognition.context import HitContext
from planner.recognition.details import HitDetails, detail_applies
from planner.recognition.entry import EntryWords
from planner.recognition.phrases import PhraseHit, fact_of
from planner.recognition.quantities.values import ROMAN
from planner.recognition.tokens import SAME

_TIME, _NIGHT = ["time"], ["night"]
_COUNTED = {"habits", "limits", "symptoms"}
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)*(?:l|ml|g|mg|mmol)?\Z")


def is_the_complaint(entry: EntryWords) -> bool:
    """Return whether an entry only says what every reader of a sheet has: cramps in the legs at night."""
    words, complaint = entry.folded, entry.lists.of_the_complaint
    known = all(
        entry.values[place].kind in ("lasting", "months")
        if place in entry.values
        else word in complaint or (word.isdigit() and words[place + 1 : place + 2] in (_TIME, _NIGHT))
        for place, word in enumerate(words)
    )
    return known and ("cramp" in words or "spasm" in words)


def unexplained(
    entry: EntryWords,
    hits: list[PhraseHit],
    contexts: dict[PhraseHit, HitContext],
    details: dict[PhraseHit, HitDetails],
    names: Names,
) -> list[int]:
    """Return the places of words that no finding, status or detail explains."""
    words, lists = entry.folded, entry.lists
    explained = {place for hit in hits for place in hit.places}
    explained |= {place for context in contexts.values() for place in context.understood}
    given = ((place, hit) for hit in hits for place in details[hit].places)
    explained |= {place for place, hit in given if detail_applies(entry.values.get(place), hit, names)}
    facts = {fact_of(target, names) for hit in hits for target in hit.targets}
    # "2 strokes", "2 previous strokes"
    counted = {hit.first for hit in hits} | {place for hit in hits for place in contexts[hit].understood}
    if hits:
        explained |= {place for place, word in enumerate(words) if word in lists.sites or word in lists.means}
        explained |= set(_scores(words, lists))
    rest = [
        place
        for place, word in enumerate(words)
        if place not in explained
        and word not in lists.harmless
        and word != SAME
        and not ("allergies" in facts and (says_only_allergy(word, lists) or _belongs_to_medicine(word, lists)))
        and not ("habits" in facts and _is_a_dose(word, lists))
        and not (facts & _COUNTED and (word in lists.quantities or word.replace(".", "").isdigit()))
        and not _belongs_to_limit(word, facts, lists)
        and not (word.isdigit() and len(word) == 1 and (place + 1 in counted or words[place + 1 : place + 2] == _TIME))
    ]
    complains = hits and all(words[place] in lists.of_the_complaint for place in rest) and "cramp" in words
    return [] if complains else rest


def _scores(words: list[str], lists: WordLists) -> Iterator[int]:
    """Yield the places of a score that says how far an illness is, and of its number: "GOLD 3", "Fontaine II"."""
    for place, word in enumerate(words):
        if word in lists.scores:
            yield place
            following = "".join(words[place + 1 : place + 2])
            if following.isdigit() or following in ROMAN:
                yield place + 1


def _belongs_to_medicine(word: str, lists: WordLists) -> bool:
    """Return whether a word is a form, a salt or an amount: an allergy may be written as the product behind it."""
    return word in lists.medicine_noise or word in lists.beside_a_name or bool(_AMOUNT.match(word))


def _is_a_dose(word: str, lists: WordLists) -> bool:
    """Return whether a word is a unit of mass or an amount with one: a supplement has a dose, a blood test none."""
    return word in lists.dose_units or bool(_AMOUNT.match(word) and word.endswith("mg"))


def _belongs_to_limit(word: str, facts: set[str], lists: WordLists) -> bool:
    if "limits" not in facts:
        return False
    return word in lists.of_limits or word in units_of_limits() or bool(_AMOUNT.match(word))
