"""Spans of time in an entry: how long ago, how long, and how far on a pregnancy is."""

from __future__ import annotations

import re
from datetime import date

from planner.lexicon.phrases import PhraseTarget
from planner.recognition.quantities.calendar import DAYS_OF_A_WEEK
from planner.recognition.quantities.values import ROMAN, EntryValue, Given

TRIMESTERS = range(1, 4)
LAST_WEEK_OF_PREGNANCY = 42
WEEKS_OF_THREE_MONTHS = 13
THREE_MONTHS = 90 / DAYS_OF_A_WEEK
# Who names only a year does not speak of the last four weeks.
DAYS_BEFORE_A_BARE_YEAR = 29
# Beside these a number of weeks is one of a pregnancy; "G2P1" alone may be long over.
GRAVIDA = r"\bg\d{1,2} ?p\d{1,2}(?:\+\d)?\b"
PREGNANT = re.compile(rf"pregnan|gestation|{GRAVIDA}")
# What a time after an operation tells where the entry names none.
_UNNAMED_OPERATION = (PhraseTarget("conditions/operation-not-named", "operation"),)
_BIRTH = (PhraseTarget("conditions/birth", "birth"),)
# How doctors write weeks, months and days: as parts of a year and of a week.
PARTS = {"52": "week", "12": "month", "7": "day"}


def ago(match: re.Match[str], given: Given) -> EntryValue:
    """Return how long ago a number of spans is; after an operation or a birth, that there was one."""
    number, span = float(match[1]), given.names.words.weeks[match[2]]
    # Whoever counts 13 weeks means three months, which are 90 days.
    three_months = span == 1 and number == WEEKS_OF_THREE_MONTHS
    weeks = THREE_MONTHS if three_months else number * span
    return EntryValue("ago", weeks, targets=_happened_then(match[0], given))


def _happened_then(written: str, given: Given) -> tuple[PhraseTarget, ...]:
    """Return what a time says by its last words that there was: an operation, a birth, or nothing."""
    raw = given.names.words.raw
    if written.endswith(tuple(raw.after_a_birth)):
        return _BIRTH
    return _UNNAMED_OPERATION if written.endswith(tuple(raw.after_an_operation)) else ()


def hours_ago(match: re.Match[str], given: Given) -> EntryValue:
    """Return how long ago some hours or minutes are."""
    number = float(match[1]) if match[1] else 1.0
    return EntryValue("ago", number / given.names.words.raw.in_a_day[match[2]] / DAYS_OF_A_WEEK)


def after_an_operation(match: re.Match[str], _given: Given) -> EntryValue:
    """Return how many days ago an operation was that is not named."""
    return EntryValue("ago", float(match[1]) / DAYS_OF_A_WEEK, targets=_UNNAMED_OPERATION)


def after_a_birth(match: re.Match[str], _given: Given) -> EntryValue:
    """Return how many days ago a birth was: "postnatal day 5", "day 5 postnatal"."""
    return EntryValue("ago", float(match[1] or match[2]) / DAYS_OF_A_WEEK, targets=_BIRTH)


def to_come(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return that a time is still to come, where the entry speaks of a baby: no week of a pregnancy is told by it."""
    words = set(re.split(r"[^\w-]+", match.string))
    return None if words.isdisjoint(given.names.words.raw.of_a_baby_to_come) else EntryValue("ahead")


def duration(match: re.Match[str], given: Given) -> EntryValue:
    """Return how long something lasts; months are kept apart, since those of a pregnancy are counted otherwise."""
    if match[2].startswith("m"):
        return EntryValue("months", float(match[1]))
    return EntryValue("lasting", float(match[1]) * given.names.words.weeks[match[2]])


def part(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return what "6/52" says; "3/12" and "5/7" are months and days only where a word says that they are a time."""
    if not match["lasting"] and not match["ago"] and match["part"] != "52":
        return None
    weeks = float(match["number"]) * given.names.words.weeks[PARTS[match["part"]]]
    return EntryValue("ago" if match["ago"] else "lasting", weeks)


def last_year(_match: re.Match[str], given: Given) -> EntryValue:
    """Return that something was last year, and how long that is over at least."""
    over = given.as_of.day - date(given.as_of.day.year - 1, 12, 31)
    return EntryValue("last year", max(over.days, DAYS_BEFORE_A_BARE_YEAR) / DAYS_OF_A_WEEK)


def this_year(_match: re.Match[str], given: Given) -> EntryValue:
    """Return what "this year" says: as much as the number of the year does."""
    begun = given.as_of.day - date(given.as_of.day.year, 1, 1)
    return EntryValue("lately", min(begun.days, DAYS_BEFORE_A_BARE_YEAR) / DAYS_OF_A_WEEK)


def lately(match: re.Match[str], given: Given) -> EntryValue:
    """Return that something was lately, and how long that is ago at most."""
    return EntryValue("lately", given.names.words.raw.lately[match[0]] / DAYS_OF_A_WEEK)


def moment(match: re.Match[str], given: Given) -> EntryValue:
    """Return how long ago a moment was, such as yesterday."""
    return EntryValue("ago", given.names.words.raw.moments[match[0]] / DAYS_OF_A_WEEK)


_OF_PREGNANCY = re.compile(r"pregnan|gestation|trimester|maternity|antenatal")


def trimester(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return one of the three trimesters; any other is left as it is, not understood."""
    said = next(group for group in match.groups() if group)
    # "T3" alone is a stage of a tumour, a part of the spine or a hormone.
    if match[0].startswith("t") and not match[0].startswith("trimester") and not _OF_PREGNANCY.search(match.string):
        return None
    number = ROMAN.get(said) or given.names.words.raw.ordinals.get(said) or int(said[0])
    return EntryValue("trimester", number) if number in TRIMESTERS else None


def gestation(match: re.Match[str], _given: Given) -> EntryValue:
    """Return the week of a pregnancy at the strictest of its seven days."""
    begun = int(match["day"] or 0) > 0 and int(match["week"]) < LAST_WEEK_OF_PREGNANCY
    return EntryValue("gestation", float(match["week"]) + begun)


def gestation_beside(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return the week of a pregnancy where the entry speaks of one."""
    return gestation(match, given) if PREGNANT.search(match.string) else None
