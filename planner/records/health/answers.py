"""From what a record says of a person to the answers of a profile: lists in words, and which of them are not whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from planner.profile.values import MAX_ENTRIES, Wrong, words_of
from planner.recognition.quantities.calendar import AsOf
from planner.records.health.facts import (
    NOTHING_KNOWN,
    HealthRecord,
    LeftOut,
    RecordedAllergy,
    RecordedFact,
    RecordedHabit,
    RecordedIllness,
    RecordedMedicine,
    RecordedPatient,
    RecordedPregnancy,
    RecordedResult,
    SaysNone,
)
from planner.records.health.pregnancy import pregnancy_answer
from planner.records.health.results import result_words
from planner.records.health.wording import EntryWording

if TYPE_CHECKING:
    from planner.content.knowledge import Content

# How long a stopped medicine may still matter, with much to spare, in days: the longest that any rule looks back is
# three months.
_STOPPED_LONG_AGO = 366
# How long a prescription holds, and how long what was handed out at once lasts, in days, with something to spare.
_PRESCRIBED = 366
_A_SUPPLY = 100
_NO_NAME = {
    "conditions": "an illness that the record does not name",
    "medications": "a medicine that the record does not name",
    "allergies": "an allergy that the record does not name",
}


class PersonOfRecord(Struct, frozen=True):
    """One person of a health record as the cells of a row; `incomplete` names lists that do not claim to be whole.

    `left_out` says how often something was left out for what reason.
    """

    cells: dict[str, Any]
    incomplete: tuple[str, ...]
    left_out: tuple[tuple[str, int], ...]
    file: str
    line: int
    dead: bool = False
    reference: str = ""


class _List(Struct, frozen=True):
    """The entries of one key; `whole` where it names something that is there now, or says that nothing is."""

    entries: tuple[str, ...]
    whole: bool
    left_out: tuple[str, ...] = ()


def person_of(record: HealthRecord, content: Content, as_of: date) -> PersonOfRecord:
    """Return the answers that a record makes on a day, and what of it was left out."""
    patient = record.patient
    lists = _lists(record.facts, content, AsOf(as_of, _month_first(patient, content)))
    cells: dict[str, Any] = {key: list(made.entries) or "none" for key, made in lists.items() if _said(made)}
    pregnancy, unused = pregnancy_answer(_all(record.facts, RecordedPregnancy), as_of)
    cells |= {"pregnancy": pregnancy} if pregnancy is not None else {}
    fits, reasons = _of_patient(patient)
    left = Counter(one.reason for one in _all(record.facts, LeftOut))
    left.update([*unused, *reasons, *(reason for made in lists.values() for reason in made.left_out)])
    return PersonOfRecord(
        cells=fits | cells,
        incomplete=tuple(key for key, made in lists.items() if made.entries and not made.whole),
        left_out=tuple(sorted(left.items())),
        file=record.file,
        line=record.line,
        dead=patient.dead,
        reference=patient.reference,
    )


def _said(made: _List) -> bool:
    return bool(made.entries) or made.whole


def _month_first(patient: RecordedPatient, content: Content) -> bool | None:
    country = content.core.countries.get(patient.country)
    return None if country is None else country.month_first


def _of_patient(patient: RecordedPatient) -> tuple[dict[str, Any], list[str]]:
    """Return the plain answers about a person; a country or language that is not sure is left out."""
    from planner.profile.keys import KEYS

    cells: dict[str, Any] = {}
    reasons = []
    for key in ("id", "name", "birth_date", "sex", "country"):
        value = getattr(patient, key)
        try:
            cells |= {key: value} if value and KEYS[key].parse(value) is not None else {}
        except Wrong:
            if key in ("country", "sex"):
                reasons.append(f"a {key} that is not known here")
            else:
                cells[key] = value  # What is wrong with it is said with the row.
    language = patient.language.lower().replace("_", "-").partition("-")[0]
    if language in ("en", "eng"):
        cells["language"] = "en"
    elif language:
        reasons.append("another language than English")
    return cells, reasons


_Fact = TypeVar("_Fact", bound=RecordedFact)


def _all(facts: Iterable[RecordedFact], kind: type[_Fact]) -> list[_Fact]:
    return [fact for fact in facts if isinstance(fact, kind)]


def _lists(facts: tuple[RecordedFact, ...], content: Content, as_of: AsOf) -> dict[str, _List]:
    facts = tuple(_as_said(fact) for fact in facts)
    none = {fact.key for fact in _all(facts, SaysNone)}
    made = {
        "medications": _medicines(_all(facts, RecordedMedicine), EntryWording(content.names, "medications", as_of)),
        "conditions": _conditions(facts, EntryWording(content.names, "conditions", as_of)),
        "allergies": _allergies(_all(facts, RecordedAllergy), EntryWording(content.names, "allergies", as_of)),
        "habits": _habits(_all(facts, RecordedHabit)),
    }
    return {key: _List(one.entries, one.whole or key in none, one.left_out) for key, one in made.items()}


_KEY_OF: dict[type, str] = {
    RecordedIllness: "conditions",
    RecordedMedicine: "medications",
    RecordedAllergy: "allergies",
}


def _as_said(fact: RecordedFact) -> RecordedFact:
    """Return a fact, or what its words say of the whole list: that there is nothing on it, or that nobody knows."""
    if not isinstance(fact, RecordedIllness | RecordedMedicine | RecordedAllergy):
        return fact
    key = _KEY_OF[type(fact)]
    words = fact.what.text or next((one.name for one in fact.what.codes if one.name), "")
    if not words:
        return fact
    said = words_of(key)([words])
    return fact if said else (NOTHING_KNOWN if said is None else SaysNone(key))


# --- each list ---


def _conditions(facts: tuple[RecordedFact, ...], wording: EntryWording) -> _List:
    illnesses = sorted(_all(facts, RecordedIllness), key=lambda one: _ORDER[one.state])
    there = [one for one in illnesses if one.state in ("current", "suspected")]
    over = [one for one in illnesses if one not in there]
    entries = _distinct(_illness_words(there, wording))
    named = {_core(entry) for entry in entries}
    past = [entry for entry in _distinct(_illness_words(over, wording)) if _core(entry) not in named]
    results = result_words(_all(facts, RecordedResult))
    kept, left = _at_most([*entries, *results, *past], "an illness that is over, beyond the hundredth entry")
    return _List(kept, bool(there), left)


_ORDER = {"current": 0, "suspected": 1, "in remission": 2, "past": 3, "resolved": 4}


def _illness_words(illnesses: Iterable[RecordedIllness], wording: EntryWording) -> Iterator[str]:
    for one in illnesses:
        yield wording.entry(one.what, _frames(one, wording.as_of.day), _NO_NAME["conditions"])


def _frames(one: RecordedIllness, as_of: date) -> list[str]:
    """Return how an illness may be put, best first: with its day where there is one that has come."""
    since = one.since if one.since and one.since <= as_of.isoformat() else ""
    until = one.until if one.until and one.until <= as_of.isoformat() else ""
    if one.state == "suspected":
        return ["suspected {}"]
    if one.state == "in remission":
        return ["{} in remission", "{} (resolved)"]
    if one.state in ("past", "resolved"):
        word = "resolved" if one.state == "resolved" else "past"
        dated = [f"{{}} ({word} {until})"] if until else []
        return [*dated, f"{{}} ({word})", f"{word}: {{}}"]
    return [*([f"{{}} since {since}"] if since else []), "{}"]


_FRAME = re.compile(r"suspected |(?: since \S+| in remission| \((?:resolved|past)[^)]*\))$|(?:resolved|past): ")


def _core(entry: str) -> str:
    return _FRAME.sub("", entry).casefold()


def _distinct(entries: Iterable[str]) -> list[str]:
    """Return entries of which each names another thing; of the same thing the one with the newest day."""
    newest: dict[str, str] = {}
    for entry in entries:
        core = _core(entry)
        newest[core] = max(entry, newest.get(core, ""))
    return list(newest.values())


def _at_most(entries: list[str], reason: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return as many entries as a list takes, and why the rest of them, which stand last, are left out."""
    return tuple(entries[:MAX_ENTRIES]), (reason,) * max(0, len(entries) - MAX_ENTRIES)


def _medicines(medicines: list[RecordedMedicine], wording: EntryWording) -> _List:
    day = wording.as_of.day
    taken = [wording.entry(one.what, ["{}"], _NO_NAME["medications"]) for one in medicines if _is_taken(one, day)]
    entries = list({entry.casefold(): entry for entry in taken}.values())
    over = [one for one in medicines if not _is_taken(one, day)]
    recent = sorted((one for one in over if _matters(one, day)), key=lambda one: one.until, reverse=True)
    names = {entry.casefold() for entry in entries}
    stopped: dict[str, str] = {}
    for one in recent:
        name = wording.entry(one.what, ["{}"], _NO_NAME["medications"])
        if name.casefold() not in names:
            until = one.until if one.until <= day.isoformat() else ""
            frame = f"{name} stopped {until}".rstrip()
            stopped.setdefault(name.casefold(), frame)
    kept, left = _at_most([*entries, *stopped.values()], "a stopped medicine beyond the hundredth entry")
    reasons = ("a medicine stopped more than a year ago",) * (len(over) - len(recent))
    return _List(kept, bool(taken), (*reasons, *left))


def _is_taken(one: RecordedMedicine, as_of: date) -> bool:
    """Return whether a medicine is taken, or may be: what was handed out to the end may last a while."""
    if one.use != "used up":
        return one.use == "taken"
    if one.until:
        return one.until > as_of.isoformat()
    return bool(one.prescribed) and _days_since(one.prescribed, as_of) <= _A_SUPPLY


def _matters(one: RecordedMedicine, as_of: date) -> bool:
    """Return whether a stopped medicine may still matter: it was stopped lately, or nobody says when."""
    if one.until:
        return _days_since(one.until, as_of) <= _STOPPED_LONG_AGO
    return not one.prescribed or _days_since(one.prescribed, as_of) <= _STOPPED_LONG_AGO + _PRESCRIBED


def _days_since(day: str, as_of: date) -> int:
    """Return how long ago a day was, at least: of a month or a year alone the end counts."""
    try:
        return (as_of - date.fromisoformat(day + _TO_THE_END.get(len(day), ""))).days
    except ValueError:
        return 0


_TO_THE_END = {4: "-12-31", 7: "-28"}


def _allergies(allergies: list[RecordedAllergy], wording: EntryWording) -> _List:
    there = [wording.entry(one.what, ["{}"], _NO_NAME["allergies"]) for one in allergies if not one.over]
    entries = list({entry.casefold(): entry for entry in there}.values())
    over = [wording.entry(one.what, ["{} (resolved)"], _NO_NAME["allergies"]) for one in allergies if one.over]
    past = [entry for entry in dict.fromkeys(over) if _core(entry) not in {one.casefold() for one in entries}]
    kept, left = _at_most([*entries, *past], "an allergy that is over, beyond the hundredth entry")
    return _List(kept, bool(entries), left)


def _habits(habits: list[RecordedHabit]) -> _List:
    """Return what is said of smoking at last; of what else somebody does it says nothing, so the list is not whole."""
    newest = max((one.day for one in habits), default="")
    return _List(tuple(dict.fromkeys(one.words for one in habits if one.day == newest)), whole=False)
