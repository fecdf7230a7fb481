"""The lists of a profile as a record tells them: what is there now, then what is over, as far as there is room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from msgspec import Struct

from planner.lexicon.names import Names
from planner.profile.values import MAX_ENTRIES, MAX_LINE, words_of
from planner.recognition.quantities.calendar import AsOf
from planner.records.health.facts import (
    NOTHING_KNOWN,
    CodedWords,
    HasMore,
    RecordedAllergy,
    RecordedFact,
    RecordedHabit,
    RecordedIllness,
    RecordedMedicine,
    RecordedResult,
    SaysNone,
)
from planner.records.health.results import result_words
from planner.records.health.times import has_come, is_day, is_long_over, is_taken, matters
from planner.records.health.wording import EntryWording

# Of what is over so much is put into words, the newest first; a list that names more than it may is refused as a whole.
_MOST = 3 * MAX_ENTRIES
_NO_NAME = {
    "conditions": "an illness that the record does not name",
    "medications": "a medicine that the record does not name",
    "allergies": "an allergy that the record does not name",
}


class RecordedList(Struct, frozen=True):
    """The entries of one key; `whole` where it names something that is there now, or says that nothing is."""

    entries: tuple[str, ...]
    whole: bool
    left_out: tuple[str, ...] = ()


_Fact = TypeVar("_Fact", bound=RecordedFact)


def facts_of_kind(facts: Iterable[RecordedFact], kind: type[_Fact]) -> list[_Fact]:
    """Return the facts of one kind."""
    return [fact for fact in facts if isinstance(fact, kind)]


def recorded_lists(facts: Iterable[RecordedFact], names: Names, as_of: AsOf) -> dict[str, RecordedList]:
    """Return each list of the profile as some facts make it on a day."""
    # A record repeats itself at each visit.
    said = tuple(dict.fromkeys(facts))
    none = {fact.key for fact in facts_of_kind(said, SaysNone)}
    more = {fact.key for fact in facts_of_kind(said, HasMore)}
    medicines, allergies = facts_of_kind(said, RecordedMedicine), facts_of_kind(said, RecordedAllergy)
    made = {
        "medications": _medicines(medicines, EntryWording(names, "medications", as_of)),
        "conditions": _conditions(said, EntryWording(names, "conditions", as_of)),
        "allergies": _allergies(allergies, EntryWording(names, "allergies", as_of)),
        "habits": _habits(facts_of_kind(said, RecordedHabit), as_of.day),
    }
    return {
        key: RecordedList(one.entries, (one.whole or key in none) and key not in more, one.left_out)
        for key, one in made.items()
    }


def as_said(facts: Iterable[RecordedFact]) -> list[RecordedFact]:
    """Return facts, in the place of those whose words speak of a whole list what they say of it."""
    return [_as_said(fact) for fact in facts]


def _as_said(fact: RecordedFact) -> RecordedFact:
    """Return a fact, or what its words say of the whole list: that there is nothing on it, or that nobody knows."""
    if not isinstance(fact, RecordedIllness | RecordedMedicine | RecordedAllergy):
        return fact
    key = _KEY_OF[type(fact)]
    words = fact.what.text or next((one.name for one in fact.what.codes if one.name), "")
    if not words or len(words) > MAX_LINE:
        return fact
    said = words_of(key)([words])
    return fact if said else (NOTHING_KNOWN if said is None else SaysNone(key))


_KEY_OF: dict[type, str] = {
    RecordedIllness: "conditions",
    RecordedMedicine: "medications",
    RecordedAllergy: "allergies",
}


# --- illnesses ---


def _conditions(facts: tuple[RecordedFact, ...], wording: EntryWording) -> RecordedList:
    day = wording.as_of.day
    illnesses = sorted(facts_of_kind(facts, RecordedIllness), key=lambda one: _ORDER[one.state])
    there = [one for one in illnesses if _is_there(one, day)]
    over = sorted((one for one in illnesses if not _is_there(one, day)), key=lambda one: one.until, reverse=True)
    read = _worded(there, wording, lambda one: _there(one, day))
    # How somebody lives changes no advice, and is nobody's business who sees the sheet: abuse at home least of all.
    entries = _distinct(entry for entry in read if not wording.is_situation(entry))
    named = {_core(entry) for entry in entries}
    ended = list(zip(over, _worded(over[:_MOST], wording, lambda one: _over(one, day), over=True), strict=False))
    # What nobody can read and was over long ago would take away as much as what is there.
    lived = [(one, entry) for one, entry in ended if not wording.is_situation(entry)]
    told = [entry for one, entry in lived if wording.finds(entry) or not is_long_over(one.until, day)]
    past = [entry for entry in _distinct(told) if _core(entry) not in named]
    results = result_words(facts_of_kind(facts, RecordedResult), day)
    reason = "an illness that is over, beyond what is read"
    kept, left = _with_room([*entries, *results], past, len(over[_MOST:]), reason)
    unread = ("an illness over for more than a year that could not be read",) * (len(lived) - len(told))
    situations = sum(map(wording.is_situation, read)) + len(ended) - len(lived)
    lives = ("how somebody lives, or a visit",) * situations
    return RecordedList(kept, bool(there), (*left, *unread, *lives))


_ORDER = {"current": 0, "suspected": 1, "in remission": 2, "past": 3, "resolved": 4}
_THERE = ("current", "suspected")


def _is_there(one: RecordedIllness, as_of: date) -> bool:
    """Return whether an illness is there: an end that is still to come has not ended it."""
    return one.state in _THERE or (is_day(one.until) and not has_come(one.until, as_of))


def _there(one: RecordedIllness, as_of: date) -> list[str]:
    """Return how an illness that is there may be put, best first: with the day since when, if that has come."""
    if one.state == "suspected":
        return ["suspected {}"]
    return [f"{{}} since {one.since}", "{}"] if has_come(one.since, as_of) else ["{}"]


def _over(one: RecordedIllness, as_of: date) -> list[str]:
    """Return how an illness that is over may be put, best first: with the day until when, if that has come."""
    if one.state == "in remission":
        return ["{} in remission", "{} (resolved)"]
    dated = [f"{{}} ({one.state} {one.until})"] if has_come(one.until, as_of) else []
    return [*dated, f"{{}} ({one.state})", f"{one.state}: {{}}"]


_FRAME = re.compile(r"suspected |(?: since \S+| in remission| \((?:resolved|past)[^)]*\))$|(?:resolved|past): ")
_DATED = re.compile(r" since \S+$| \(\w+ [\d-]+\)$")


def _core(entry: str) -> str:
    return _FRAME.sub("", entry).casefold()


def _distinct(entries: Iterable[str]) -> list[str]:
    """Return entries of which each names another thing: with the newest day, and once without, which may be newer."""
    newest: dict[tuple[str, bool], str] = {}
    for entry in entries:
        thing = (_core(entry), bool(_DATED.search(entry)))
        newest[thing] = max(entry, newest.get(thing, ""))
    return list(newest.values())


# --- medicines, allergies, habits ---


def _medicines(medicines: list[RecordedMedicine], wording: EntryWording) -> RecordedList:
    day = wording.as_of.day
    taken = [one for one in medicines if is_taken(one, day)]
    over = [one for one in medicines if not is_taken(one, day)]
    entries = _once(_worded(taken, wording))
    recent = sorted((one for one in over if matters(one, day)), key=lambda one: one.until, reverse=True)
    names = {entry.casefold() for entry in entries}
    stopped: dict[str, str] = {}
    for one, name in zip(recent, _worded(recent[:_MOST], wording), strict=False):
        if name.casefold() not in names:
            until = one.until if has_come(one.until, day) else ""
            stopped.setdefault(name.casefold(), f"{name} stopped {until}".rstrip())
    reason = "a stopped medicine beyond what is read"
    kept, left = _with_room(entries, list(stopped.values()), len(recent[_MOST:]), reason)
    long_ago = ("a medicine stopped more than a year ago",) * (len(over) - len(recent))
    return RecordedList(kept, bool(taken), (*long_ago, *left))


def _allergies(allergies: list[RecordedAllergy], wording: EntryWording) -> RecordedList:
    entries = _once(_worded([one for one in allergies if not one.over], wording))
    over = [one for one in allergies if one.over]
    named = {entry.casefold() for entry in entries}
    past = _distinct(_worded(over[:_MOST], wording, lambda _: ["{} (resolved)"]))
    gone = [entry for entry in past if _core(entry) not in named]
    kept, left = _with_room(entries, gone, len(over[_MOST:]), "an allergy that is over, beyond what is read")
    return RecordedList(kept, bool(entries), left)


def _habits(habits: list[RecordedHabit], as_of: date) -> RecordedList:
    """Return what is said of smoking at last; of what else somebody does it says nothing, so the list is not whole."""
    told = [(one.day if has_come(one.day, as_of) else "", one.words) for one in habits]
    newest = max((day for day, _ in told), default="")
    # What has no day, or only a year, may be the newest as well.
    return RecordedList(tuple(dict.fromkeys(words for day, words in told if newest.startswith(day))), whole=False)


# --- words and room ---

_Thing = TypeVar("_Thing", RecordedIllness, RecordedMedicine, RecordedAllergy)


def _as_it_is(_: object) -> list[str]:
    return ["{}"]


def _worded(
    things: list[_Thing],
    wording: EntryWording,
    frames: Callable[[_Thing], list[str]] = _as_it_is,
    *,
    over: bool = False,
) -> list[str]:
    """Return things in words; where there are far too many, which is refused later, as they are named."""
    if len(things) > _MOST:
        return [_name(one.what) for one in things]
    return [wording.entry(one.what, frames(one), _NO_NAME[wording.key], over=over) for one in things]


def _name(what: CodedWords) -> str:
    return (what.text or next((one.name or one.code for one in what.codes), "?"))[:MAX_LINE]


def _once(entries: Iterable[str]) -> list[str]:
    return list({entry.casefold(): entry for entry in entries}.values())


def _with_room(now: list[str], past: list[str], unread: int, reason: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is there and as much of what is over as a list has room for, and why the rest is left out."""
    room = max(0, MAX_ENTRIES - len(now))
    return (*now, *past[:room]), (reason,) * (len(past[room:]) + unread)
