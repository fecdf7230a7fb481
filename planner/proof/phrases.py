"""The words that a person may write under the keys that take lists, and what the planner makes of each alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from msgspec import Struct

from planner.content.knowledge import Content
from planner.errors import ContentError
from planner.logic.criteria import Count, Includes
from planner.logic.facts import Entry, Listed
from planner.profile.keys import PLACES
from planner.profile.limits import LIMITS
from planner.profile.profile import Profile
from planner.profile.resolve import load_profile
from planner.proof.boolean import Bit, Circuit
from planner.proof.questions import FACTS_OF, WRITTEN, Questions, ends_of
from planner.recognition.quantities.amounts import daily

PERSON = {"age": 30, "sex": "unspecified"}
"""Of whom words are read that say nothing of age or sex."""

WEEKS_OF_PREGNANCY = range(1, 43)
_NOBODY_KNOWS = tuple(f"zzqx{end}wvk" for end in ("jj", "qq", "xx", "vv", "kk", "zz", "ww", "yy"))
_STATUSES = ("", "past", "no")
_DAYS = ("days_ago", "felt_days_ago")


class Phrase(Struct, frozen=True):
    """Words that a person may write under one key, and what the planner makes of them alone.

    `unread` are the lists of facts that they leave open.
    """

    key: str
    text: str
    entries: tuple[tuple[str, Entry], ...] = ()
    implied: tuple[tuple[str, Entry], ...] = ()
    current: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    pregnant: bool = False
    profile: Profile | None = None

    @property
    def positive(self) -> bool:
        """Return whether the words put something on a list that is, or was, there."""
        held = (*self.entries, *self.implied)
        there = bool(held) and all(entry.status in ("current", "past") for _, entry in held)
        return not self.pregnant and (bool(self.unread) or there)


def phrases_of(content: Content, questions: Questions) -> tuple[Phrase, ...]:
    """Return the phrases of all lists; of those that no criterion can tell apart, the first."""
    implied = frozenset(id_ for drug in content.raw.drugs for id_ in drug.implies)
    found: dict[object, Phrase] = {}
    for phrase in _every_phrase(content, questions):
        found.setdefault(_signature(phrase, questions, implied), phrase)
    found.pop(None, None)
    return tuple(found.values())


def _every_phrase(content: Content, questions: Questions) -> Iterator[Phrase]:
    """Yield all phrases, the plain ones first."""
    for text in _medicine_texts(content):
        yield _read(content, "medications", text)
    for text in dict.fromkeys(_concept_texts(content, questions)):
        yield from (_read(content, key, text) for key in WRITTEN)
    for key in ("medications", *WRITTEN):
        yield from (_read(content, key, word) for word in _NOBODY_KNOWS[: _most_unread(questions, key)])
    yield from (Phrase("limits", name, (("limits", Entry(name, daily()[name].example)),)) for name in LIMITS)
    yield from (Phrase("where", place, (("cramp_places", Entry(place)),)) for place in PLACES)


def _most_unread(questions: Questions, key: str) -> int:
    """Return how many words that nobody knows a criterion can tell apart on a list."""
    counts = [leaf.test for leaf in questions.of(key) if isinstance(leaf, Count)]
    most = max((int(end) + 1 for test in counts for end in ends_of(test)), default=1)
    if most > len(_NOBODY_KNOWS):
        raise ContentError(f"the proof knows too few words to count {most} entries of {key}")
    return most


def medicine_elsewhere(circuit: Circuit, spoken: Iterable[tuple[Bit, Phrase]]) -> Bit:
    """Return when a medicine stands under another key than that of medicines, and not under that one too."""
    listed: dict[str, list[Bit]] = {}
    others: dict[str, list[Bit]] = {}
    for bit, phrase in spoken:
        where = listed if phrase.key == "medications" else others
        for fact, entry in phrase.entries:
            if fact == "medications":
                where.setdefault(entry.id, []).append(bit)
    return circuit.any(circuit.both(circuit.any(at), -circuit.any(listed.get(id_, ()))) for id_, at in others.items())


# --- the words ---------------------------------------------------------------------------------------


def _medicine_texts(content: Content) -> Iterator[str]:
    """Yield every medicine and every word for a class, certain and understood in part."""
    names = content.names
    kinds = {
        ids: names.medicine_names[key] for key, ids in reversed(tuple(names.medicine_keys.items())) if "/" in ids[0]
    }
    for text in (*(drug.id for drug in content.raw.drugs), *reversed(kinds.values())):
        yield text
        yield f"{text} {_NOBODY_KNOWS[0]}"


def _concept_texts(content: Content, questions: Questions) -> Iterator[str]:
    """Yield every condition, symptom, habit, allergy, diet and limit with the details that criteria ask for."""
    for concept in content.raw.concepts:
        if concept.fact == "pregnancy":
            yield concept.label
            yield from (f"{concept.label}, {week} weeks" for week in WEEKS_OF_PREGNANCY)
        else:
            asked = list(_asked(questions, {concept.id, *(one.partition("/")[2] or one for one in concept.implies)}))
            for status, *details in product(_STATUSES, *_details(asked), ("", _NOBODY_KNOWS[0])):
                severity, *after = details
                yield " ".join(filter(None, (status, severity, concept.label, *after)))


def _asked(questions: Questions, ids: set[str]) -> Iterator[tuple[str, Any]]:
    """Yield the details that criteria ask of some conditions."""
    for leaf in questions.leaves:
        if isinstance(leaf, Includes) and not ids.isdisjoint(leaf.ids):
            yield from leaf.attributes


def _details(asked: list[tuple[str, Any]]) -> tuple[list[str], list[str], list[str]]:
    """Return words for how severe, which stage and how long ago, so that each truth that is asked for can come."""
    names = {name for name, _ in asked}
    ends = [int(end) for name, test in asked if name == "weeks_ago" for end in ends_of(test)]
    weeks = {max(0, end + step) for end in ends for step in (-1, 0, 1)}
    days = {
        max(0, int(end) + step) for name, test in asked if name in _DAYS for end in ends_of(test) for step in (0, 1)
    }
    return (
        ["", *(("severe", "mild") if "severe" in names else ())],
        ["", *(f"stage {stage}" for stage in range(1, 6) if "stage" in names)],
        ["", *(f"{week} weeks ago" for week in sorted(weeks)), *(f"{day} days ago" for day in sorted(days))],
    )


# --- what is made of them ----------------------------------------------------------------------------


def _read(content: Content, key: str, text: str) -> Phrase:
    """Return what the planner makes of words under a key."""
    profile = load_profile({**PERSON, key: [text]}, content)
    lists = {fact: value for fact, value in profile.facts.items() if isinstance(value, Listed)}
    held = [(fact, entry) for fact, value in lists.items() for entry in value.entries]
    return Phrase(
        key,
        text,
        tuple(pair for pair in held if key != "medications" or not pair[1].implied_by),
        tuple(pair for pair in held if key == "medications" and pair[1].implied_by),
        frozenset(finding.id for finding in profile.findings if finding.status == "current"),
        frozenset(fact for fact, value in lists.items() if value.unreadable),
        profile.facts.get("pregnant") is True,
        profile,
    )


def _signature(phrase: Phrase, questions: Questions, implied: frozenset[str]) -> object:
    """Return all that criteria and selectors can tell of a phrase; None if nothing. `implied` by some medicine."""
    if phrase.text in _NOBODY_KNOWS:
        return phrase.key, phrase.text
    own = [questions.seen(fact, entry) for fact, entry in phrase.entries]
    seen = [*own, *(questions.seen(fact, entry, by=True) for fact, entry in phrase.implied)]
    told = frozenset(phrase.current & implied)
    facts = phrase.profile.facts if phrase.pregnant and phrase.profile else {}
    weeks = questions.telling({fact: facts[fact] for fact in FACTS_OF["pregnancy"] if fact in facts})
    said = phrase.unread, frozenset(filter(None, seen)), told, weeks
    return (phrase.key, *said) if any(said) else None
