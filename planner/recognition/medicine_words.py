"""The words beside the names of medicines: dose, form, salt, time of day, or not understood."""

from __future__ import annotations

import re

from planner.lexicon.names import Names
from planner.lexicon.words.dosing import ARTICLE_FOLLOWS, BEFORE_A_SPAN_OF_TIME
from planner.lexicon.words.forms import BEFORE_RELEASE, LOCAL_FORMS, RELEASE, WHOLE_BODY_FORMS
from planner.lexicon.words.products import BETWEEN_NAMES, NOT_AFTER_A_NAME
from planner.lexicon.words.salts import ONLY_AFTER, TAKEN_ALONE
from planner.recognition.medicine_names import BESIDE_A_NAME, MEDICINE_NOISE, NameHit

_STRENGTH = re.compile(
    r"\d+(?:[.,]\d+)*(?:mgs?|mcg|mcgs|ug|μg|g|gm|gms|ml|mls|l|iu|u|units?|unt|mmol|meq|hr|hrs|h|x|days?|st|nd|rd|th)?\Z"
)
_REGISTER = re.compile(r"(?:nda|anda|bla|ndc)\d*\Z")
_MARKS = frozenset("+/&,;:()[]%")
# The entry of `terms/medicines.yaml` for a medicine in a form that acts where it is put: `hydrocortisone-local`.
LOCAL = "-local"


def is_local(words: list[str], hits: list[NameHit], names: Names) -> bool:
    """Return whether an entry names a form that acts where it is put, and all of its medicines are listed in one."""
    forms = set(words)
    named = [one for hit in hits for one in hit.ids]
    listed = all(f"{one}{LOCAL}" in names.drug for one in named)
    return bool(named) and listed and bool(forms & LOCAL_FORMS) and not forms & WHOLE_BODY_FORMS


def unexplained_words(words: list[str], hits: list[NameHit]) -> list[int]:
    """Return the places of words that are neither part of a name nor dose, form, salt or time of day."""
    named = {place for hit in hits for place in range(hit.start, hit.end)}
    starts = {hit.start for hit in hits}
    settled = set(named)
    rest = []
    for place, word in enumerate(words):
        if place in named:
            continue
        before, after = "".join(words[place - 1 : place]), "".join(words[place + 1 : place + 2])
        after_a_salt = place - 1 in settled - named
        beside = word in BESIDE_A_NAME and (place - 1 in settled or _belongs(words, place, named))
        if beside or (word == "salt" and after_a_salt):
            settled.add(place)
        elif (word in NOT_AFTER_A_NAME and place - 1 in named) or not _is_noise(
            before, word, after, joins=place + 1 in starts and place > 0
        ):
            rest.append(place)
    return rest


def _belongs(words: list[str], place: int, named: set[int]) -> bool:
    """Return whether a salt stands before a name or, if nobody takes it alone, across a comma: "sulfate, morphine"."""
    if place + 1 in named:
        return words[place] not in ONLY_AFTER
    for step in (1, -1):
        at, commas = place, 0
        while 0 <= at < len(words) and (
            words[at] == "," or (words[at] in BESIDE_A_NAME and words[at] not in TAKEN_ALONE)
        ):
            commas += words[at] == ","
            at += step
        if at in named and commas <= 1:
            return True
    return False


def _is_noise(before: str, word: str, after: str, *, joins: bool) -> bool:
    if word in MEDICINE_NOISE or word in _MARKS or _STRENGTH.match(word) or _REGISTER.match(word):
        return True
    if word == "a":
        return after.removesuffix("s") in BEFORE_A_SPAN_OF_TIME or before in ARTICLE_FOLLOWS
    if word in BEFORE_RELEASE:
        return after in RELEASE or word in RELEASE
    return word in BETWEEN_NAMES and joins
