"""What the person told us, in their own words, what they did not, and what could not be checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from planner.content.knowledge import Content
from planner.document.context import SheetContext, listed_once, once
from planner.document.model import Paragraph, literal, words
from planner.i18n.language import Language
from planner.logic.facts import CHOICES
from planner.logic.support import Supporter
from planner.model.terms import NEUTRAL
from planner.profile.recognise import LONGEST_KEPT
from planner.profile.values import Pregnancy

_TOLD = (
    "sex",
    "pregnancy",
    "born_weeks_ago",
    "breastfeeding",
    "medications",
    "conditions",
    "symptoms",
    "habits",
    "allergies",
    "diet",
    "limits",
    "exercise_level",
    "sleep_position",
    "daily_posture",
    "cramps",
    "heat",
)
# How many letters of what could not be checked page 1 has room for; the page for the visit has all of it.
MOST_UNREAD = 160
# How much of what an entry was read as stands beside it.
_READ_AS = 2
_ARTICLE = re.compile(r"^(?:an?|the) ")
_IN_BRACKETS = re.compile(r" \([^()]*\)")


@listed_once
def given(sheet: SheetContext) -> Iterator[tuple[str, str]]:
    """Yield each key that was given with its value in words."""
    answers = sheet.plan.profile.answers
    for key in _TOLD:
        value = value_in_words(sheet, getattr(answers, key), key)
        if value and not (key == "pregnancy" and answers.sex == "male"):
            yield key, value


def value_in_words(sheet: SheetContext, value: Any, key: str = "") -> str:
    """Return a value of the profile as a person writes it; nothing for what was not given."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return sheet.say("yes" if value else "no")
    if isinstance(value, Pregnancy):
        return pregnancy_in_words(sheet, value)
    if isinstance(value, tuple):
        entries = [f"{sheet.say(f'limit-{entry[0]}')}: {entry[1]}" if key == "limits" else entry for entry in value]
        return "; ".join(entries) or sheet.say("none")
    if hasattr(value, "nights_per_week"):
        parts = [", ".join(sheet.say(f"place-{place}") for place in value.where or ())]
        parts += [] if value.nights_per_week is None else [sheet.say("nights", nights=value.nights_per_week)]
        parts += [] if value.for_weeks is None else [sheet.say("since-weeks", weeks=value.for_weeks)]
        return ", ".join(part for part in parts if part)
    return sheet.say(f"{key}-{value}") if key in CHOICES else str(value)


def pregnancy_in_words(sheet: SheetContext, state: Pregnancy) -> str:
    """Return a pregnancy as given."""
    if not state.pregnant:
        return sheet.say("no")
    parts = [sheet.say("yes")]
    parts += [] if state.weeks is None else [sheet.say("weeks", weeks=state.weeks)]
    parts += [] if state.trimester is None else [sheet.say("trimester", trimester=state.trimester)]
    return ", ".join(parts)


@listed_once
def unknown(sheet: SheetContext) -> Iterator[str]:
    """Yield in a word or two each fact that was not given."""
    return (sheet.say(f"untold-{key}") for key in sheet.plan.profile.unknown)


def unread(sheet: SheetContext, most: int | None = None) -> Iterator[Paragraph]:
    """Yield the sentence that says what could not be checked, with at most so many letters of it."""
    unread = list(dict.fromkeys(entry.text for entry in sheet.plan.profile.not_recognised))
    if unread:
        before, after = sheet.say("not-recognised", words="\0").split("\0")
        yield Paragraph((*words(before), *literal(_listed(unread, most)), *words(after)))


def _listed(entries: list[str], most: int | None) -> str:
    """Return the entries in one line; from the one that passes so many letters on, only how many more there are."""
    text = "; ".join(entries)
    if most is None or len(text) <= most:
        return text
    shown = [entries[0][:most]] + ["…"] * (len(entries[0]) > most)
    rest = entries[1:]
    while rest and len("; ".join([*shown, rest[0]])) <= most:
        shown.append(rest.pop(0))
    return "; ".join(shown) + (f" … +{len(rest)}" if rest else "")


# --- as read ---


@once
def written_entries(sheet: SheetContext) -> tuple[str, ...]:
    """Return the words of each medicine, illness, allergy and habit that was read and holds, as they were written."""
    profile = sheet.plan.profile
    medicines = [medicine.given for medicine in profile.medicines]
    findings = [finding.given for finding in profile.findings if finding.status in ("current", "past")]
    limits = {text for _, text in profile.answers.limits or ()}
    return tuple(dict.fromkeys((*medicines, *(given for given in findings if given not in limits))))


def as_read(sheet: SheetContext, entry: str, *, briefly: bool = False) -> str:
    """Return how an entry was understood, where that says more than its own words; briefly in a clinician's words."""
    profile = sheet.plan.profile
    # All that it hangs on, and no more of what was found.
    medicines = tuple([(one.name, one.classes) for one in profile.medicines if one.given == entry])
    findings = tuple([(one.fact, one.id) for one in profile.findings if one.given == entry])
    asked = entry, medicines, findings, entry in profile.near_misses, briefly
    # Of what is longer nothing is kept, as where it is read.
    if len(entry) > LONGEST_KEPT:
        return _as_read(sheet.language, sheet.content, *asked)
    return sheet.language.once(_as_read, sheet.content, *asked)


def read_plainly(sheet: SheetContext, entry: str) -> str:
    """Return in a few plain words how an entry was understood; the technical names are for the page of a clinician."""
    said = _IN_BRACKETS.sub("", as_read(sheet, entry)).split(", ")
    return ", ".join(_ARTICLE.sub("", one) for one in said)


def _as_read(
    language: Language,
    content: Content,
    entry: str,
    medicines: Iterable[tuple[str, Sequence[str]]],
    findings: Iterable[tuple[str, str]],
    is_near_miss: bool,
    briefly: bool,
) -> str:
    taken = dict(medicines)
    read = list(taken)
    for ids in taken.values():
        classes = [content.classes[id_] for id_ in ids if id_ in content.classes]
        label = language.sentence(next((class_.label for class_ in classes if not class_.no_rule), ""))
        read.append(_briefly(label, entry) if briefly else _unrepeated(label, entry))
    for fact, id_ in findings:
        concept = content.names.concept.get(f"{fact}/{id_}")
        if concept and id_ != NEUTRAL:
            read.append(language.told(concept.label))
    more = [one for one in dict.fromkeys(read) if one and not _names(entry, one if briefly else _bare(one))]
    # Of several medicines in one entry each is named, however many they are: whoever checks the list misses none.
    text = ", ".join(more[: max(_READ_AS, sum(name in more for name in taken))])
    return language.say("read-as", what=text) if is_near_miss and text else text


def _briefly(label: str, entry: str) -> str:
    """Return the technical name that a label holds in brackets, or where an entry has it already, what is before."""
    plain = _ARTICLE.sub("", label)
    found = re.search(r"^(.*) \((.*)\)$", plain)
    return plain if found is None else found[1] if _names(entry, found[2]) else found[2]


def _unrepeated(label: str, entry: str) -> str:
    """Return a label without the technical name in its brackets where an entry has that already."""
    before, _, name = label.rstrip(")").partition(" (")
    return before if name and _names(entry, name) else label


def _names(entry: str, what: str) -> bool:
    """Return whether an entry holds some words as they are, and not as a part of longer ones."""
    # A pattern would have to be made for each name, and that takes longer than all the rest of an entry.
    text, looked_for = entry.casefold(), what.casefold()
    at = text.find(looked_for)
    while at >= 0:
        if _is_edge(text, at) and _is_edge(text, at + len(looked_for)):
            return True
        at = text.find(looked_for, at + 1)
    return False


def _is_edge(text: str, at: int) -> bool:
    """Return whether a word begins or ends at a place of a text."""
    return _in_word(text[max(at - 1, 0) : at]) != _in_word(text[at : at + 1])


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _bare(label: str) -> str:
    """Return what is left of a label without its article and brackets."""
    return re.sub(r" \(.*\)$", "", _ARTICLE.sub("", label.casefold()))


def short_name_of(sheet: SheetContext, entry: str) -> str:
    """Return the name of a medicine as it was read, of anything else the person's own words."""
    names = dict.fromkeys(medicine.name for medicine in sheet.plan.profile.medicines if medicine.given == entry)
    return sheet.language.join(names) if names else entry


def label_of(sheet: SheetContext, entry: str) -> str:
    """Return the name of a medicine, and of anything else what it was read as, for the middle of a sentence."""
    if any(medicine.given == entry for medicine in sheet.plan.profile.medicines):
        return short_name_of(sheet, entry)
    for finding in sheet.plan.profile.findings:
        concept = sheet.content.names.concept.get(f"{finding.fact}/{finding.id}")
        if finding.given == entry and concept and finding.id != NEUTRAL:
            return sheet.language.told(concept.label)
    return entry


def fact_in_words(sheet: SheetContext, fact: Supporter) -> str:
    """Return a plain fact as a sentence to the person: "You are 79", "You sleep on your back"."""
    answers = sheet.plan.profile.answers
    if fact.fact == "limits":
        amount = dict(answers.limits or ()).get(fact.words, "")
        return sheet.say("fact-limit", limit=sheet.say(f"limit-{fact.words}"), amount=amount)
    value = getattr(answers, fact.fact, None)
    if fact.fact == "pregnancy" and isinstance(value, Pregnancy) and value.weeks is not None:
        return sheet.say("fact-pregnancy-weeks", weeks=value.weeks)
    for key in (f"fact-{fact.fact}-{value}", f"fact-{fact.fact}"):
        if key in sheet.language.messages:
            return sheet.say(key, value=value_in_words(sheet, value, fact.fact))
    return sheet.say(f"told-{fact.fact}", value=value_in_words(sheet, value, fact.fact))


def fact_said(sheet: SheetContext, fact: Supporter, whose: str = "") -> str:
    """Return a plain fact as the person says it, or a grown-up of a child; nothing of what needs not be said."""
    value = getattr(sheet.plan.profile.answers, fact.fact, None)
    amount = dict(sheet.plan.profile.answers.limits or ()).get(fact.words, "") if fact.fact == "limits" else ""
    key = f"{whose}said-{fact.fact}"
    if isinstance(value, Pregnancy) and value.weeks is not None:
        return sheet.say(f"{key}-weeks", weeks=value.weeks)
    if fact.fact == "age" or key not in sheet.language.messages:
        return ""
    limit = sheet.say(f"limit-{fact.words}") if amount else ""
    return sheet.say(key, value=amount or value_in_words(sheet, value, fact.fact), limit=limit)
