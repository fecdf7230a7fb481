"""The words beside the names of medicines: dose, form, salt, time of day, or not understood."""

from __future__ import annotations

import re

from planner.lexicon.names import CLASS, Names
from planner.lexicon.vocabulary import WordLists
from planner.recognition.medication.medicine_names import NameHit

STRENGTH = re.compile(
    r"\d+(?:[.,]\d+)*(?:mgs?|milligrams?|micrograms?|microgrammes?|mcg|mcgs|ug|μg|g|gm|gms|ml|mls|l|iu|u|units?|unt|mmol|meq|hr|hrs|h|x|days?|st|nd|rd|th)?\Z"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?\Z")
_REGISTER = re.compile(r"(?:nda|anda|bla|ndc)\d*\Z")
_MARKS = frozenset("+/&,;:()[]%")
# The entry of `terms/medicines.yaml` for a medicine in a form that acts where it is put: `hydrocortisone-local`.
LOCAL = "-local"
PERCENT = "%"


def is_local(words: list[str], hits: list[NameHit], names: Names) -> bool:
    """Return whether an entry names a form that acts where it is put, and nothing that reaches the whole body.

    A percentage alone says so only of medicines that the list has in such a form.
    """
    forms = set(words)
    if not hits or not forms & names.words.local_forms or forms & names.words.whole_body_forms:
        return False
    return forms & names.words.local_forms != {PERCENT} or all_listed_locally(hits, names)


def all_listed_locally(hits: list[NameHit], names: Names) -> bool:
    """Return whether each medicine of an entry is listed in a form that acts where it is put, or needs no rule."""
    return all(f"{one}{LOCAL}" in names.drug or needs_no_rule(one, names) for hit in hits for one in hit.ids)


def needs_no_rule(id_: str, names: Names) -> bool:
    """Return whether a medicine was read by hand and no rule speaks of it."""
    if id_.startswith(CLASS):
        return False
    classes = names.drug[id_].classes
    return bool(classes) and all(one in names.drug_class and names.drug_class[one].no_rule for one in classes)


def is_swallowed(words: list[str], lists: WordLists) -> bool:
    """Return whether an entry names a form that is swallowed."""
    return not lists.swallowed_forms.isdisjoint(words) and lists.kept_in_place.isdisjoint(words)


def acts_where_put(classes: tuple[str, ...], names: Names) -> bool:
    """Return whether a medicine is known only as one that acts where it is put: skin, eye, ear or nose."""
    return any(one in names.drug_class and names.drug_class[one].only_put for one in classes)


def unexplained_words(words: list[str], hits: list[NameHit], lists: WordLists) -> list[int]:
    """Return the places of words that are neither part of a name nor dose, form, salt or time of day."""
    named = {place for hit in hits for place in range(hit.start, hit.end)}
    starts = {hit.start for hit in hits}
    settled = set(named)
    rest = []
    for place, word in enumerate(words):
        if place in named:
            continue
        before, after = "".join(words[place - 1 : place]), "".join(words[place + 1 : place + 2])
        if _tells_a_form(words, place, lists) or _begins_a_time(words, place, lists):
            continue
        after_a_salt = place - 1 in settled - named
        beside = word in lists.beside_a_name and (place - 1 in settled or _belongs(words, place, named, lists))
        if beside or (word == "salt" and after_a_salt):
            settled.add(place)
        elif (word in lists.raw.not_after_a_name and place - 1 in named) or not _is_noise(
            before, word, after, lists, joins=place + 1 in starts and place > 0
        ):
            rest.append(place)
    return rest


def measured_words(words: list[str], hits: list[NameHit], lists: WordLists) -> list[int]:
    """Return the places of numbers that are what was found in blood, and no dose: "glucose 25", "folate 2 ug/l"."""
    names = {hit.end: " ".join(words[hit.start : hit.end]) for hit in hits}
    return [place for place in names if _is_a_level(words, place, names[place], lists)]


def _is_a_level(words: list[str], place: int, name: str, lists: WordLists) -> bool:
    raw, number = lists.raw, "".join(words[place : place + 1])
    if not _NUMBER.match(number):
        return False
    if "".join(words[place + 1 : place + 4]) in raw.units_of_a_level:
        return True
    unit = "".join(words[place + 1 : place + 2])
    bare = not unit or unit in _MARKS - {PERCENT, "/"}
    return bare and (name in raw.levels or float(number.replace(",", ".")) < raw.levels_below.get(name, 0))


def _tells_a_form(words: list[str], place: int, lists: WordLists) -> bool:
    """Return whether "for" only tells the form: "powder for oral solution"."""
    around = "".join(words[place - 1 : place]), "".join(words[place + 1 : place + 2])
    return words[place] == "for" and lists.form_words.issuperset(around)


def _begins_a_time(words: list[str], place: int, lists: WordLists) -> bool:
    """Return whether a word begins how long something is taken: "for 6 weeks"."""
    number, span = (*words[place + 1 : place + 3], "", "")[:2]
    counted = number.isdigit() or number in lists.numbers
    return words[place] in lists.raw.lasting and counted and span.removesuffix("s") in lists.weeks


def _belongs(words: list[str], place: int, named: set[int], lists: WordLists) -> bool:
    """Return whether a salt stands before a name or, if nobody takes it alone, across a comma: "sulfate, morphine"."""
    if place + 1 in named:
        return words[place] not in lists.raw.only_after
    for step in (1, -1):
        at, commas = place, 0
        while 0 <= at < len(words) and (
            words[at] == "," or (words[at] in lists.beside_a_name and words[at] not in lists.raw.taken_alone)
        ):
            commas += words[at] == ","
            at += step
        if at in named and commas <= 1:
            return True
    return False


def _is_noise(before: str, word: str, after: str, lists: WordLists, *, joins: bool) -> bool:
    if word in lists.medicine_noise or word in _MARKS or STRENGTH.match(word) or _REGISTER.match(word):
        return True
    if word == "without" or before == "without":
        return (after if word == "without" else word) in lists.raw.eaten
    if word == ">":
        # "40 > 20": a dose that goes down.
        return bool(STRENGTH.match(before) and STRENGTH.match(after))
    if word == "a":
        return after.removesuffix("s") in lists.before_a_span_of_time or before in lists.article_follows
    if word in lists.before_release:
        return after in lists.release or word in lists.release
    if word in lists.release and before in lists.before_release:
        return True
    return word in lists.raw.between_names and joins
