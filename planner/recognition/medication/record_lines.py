"""Lines of medicine records: "12 HR lisinopril 10 MG Oral Tablet [Qbrelis]", "trastuzumab-dkst 150 MG Injection"."""

from __future__ import annotations

import re

from planner.lexicon.names import Names
from planner.lexicon.vocabulary import WordLists
from planner.recognition.medication.medicine_names import NameHit
from planner.recognition.medication.medicine_words import STRENGTH, needs_no_rule

_MAKER_LETTERS = re.compile(r"([a-z)]{4,}) ?- ?([a-z]{4})(?= \d)")


def without_maker_letters(text: str, lists: WordLists) -> str:
    """Return plain text without the four letters that tell one maker's protein from another's in US names."""
    if "-" not in text:
        return text
    return _MAKER_LETTERS.sub(lambda match: match[0] if _is_a_word(match[2], lists) else match[1], text)


def _is_a_word(letters: str, lists: WordLists) -> bool:
    known = (lists.medicine_noise, lists.beside_a_name, lists.raw.no_maker_letters, lists.raw.suffixes_that_add)
    return any(letters in one for one in known)


def brand_places(text: str, words: list[str], rest: list[int], hits: list[NameHit], lists: WordLists) -> range:
    """Return the places of a brand in square brackets that ends a record's line of which all else is understood.

    Such a brand only confirms, and need not be known. Words that say that a medicine was stopped are no brand.
    """
    if not words or words[-1] != "]" or "[" not in words:
        return range(0)
    start = len(words) - 1 - words[::-1].index("[")
    line, inside = words[:start], range(start + 1, len(words) - 1)
    capital = text[text.rindex("[") + 1 :][:1]
    # "Children's" names whom a product is for.
    said = {words[place] for place in inside if words[place + 1] != "s"}
    is_a_brand = (capital.isupper() or capital.isdigit()) and lists.context.isdisjoint(said)
    understood = any(hit.end <= start for hit in hits) and all(place in inside for place in rest)
    return inside if _is_a_record(line, lists) and is_a_brand and understood else range(0)


def names_nothing_else(words: list[str], hits: list[NameHit], names: Names) -> bool:
    """Return whether a record's line names only medicines such as vaccines, whose other words are parts of them."""
    classes = [names.drug[one].classes for hit in hits for one in hit.ids if one in names.drug]
    whole = bool(classes) and all(
        any(one in names.drug_class and names.drug_class[one].whole_line for one in each) for each in classes
    )
    # A comma or "and" may begin another medicine.
    named = {place for hit in hits for place in range(hit.start, hit.end)}
    joined = {",", ";", *names.words.raw.adding}.intersection(w for place, w in enumerate(words) if place not in named)
    return (
        whole and not joined and len(classes) == sum(len(hit.ids) for hit in hits) and _is_a_record(words, names.words)
    )


def _is_a_record(line: list[str], lists: WordLists) -> bool:
    """Return whether a line tells a strength and a form."""
    return any(STRENGTH.match(word) for word in line) and not lists.form_words.isdisjoint(line)


def contradicts(brand: range, hits: list[NameHit], names: Names) -> bool:
    """Return whether a brand that is known holds none of what its line names, so that one of both is wrong."""
    inside = {one for hit in hits if hit.start in brand for one in hit.ids}
    outside = {one for hit in hits if hit.start not in brand for one in hit.ids}
    return bool(inside) and not inside & outside and not all(needs_no_rule(one, names) for one in inside)


def of_the_line(brand: range, hits: list[NameHit]) -> list[NameHit]:
    """Return the names of a line without those of a brand that shares nothing with it."""
    outside = {one for hit in hits if hit.start not in brand for one in hit.ids}
    return [hit for hit in hits if hit.start not in brand or outside.intersection(hit.ids)]
