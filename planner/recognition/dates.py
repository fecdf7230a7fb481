"""Times in an entry: how long ago, how long, in which year, in which part of a pregnancy."""

from __future__ import annotations

import re

from planner.lexicon.names import Names
from planner.recognition.values import MARK, ROMAN, TIMES, EntryValue, ValueKind, ValueReader

LAST_YEAR_SURELY_OVER = 2024
TRIMESTERS = range(1, 4)


def _ago(match: re.Match[str], names: Names) -> EntryValue:
    return EntryValue("ago", float(match[1]) * names.words.weeks[match[2]])


def _duration(match: re.Match[str], names: Names) -> EntryValue:
    if match[2].startswith("m"):
        return EntryValue("months", float(match[1]))
    return EntryValue("lasting", float(match[1]) * names.words.weeks[match[2]])


def _year(match: re.Match[str], names: Names) -> EntryValue:
    year = int(match[2])
    if match[1] == "since" or year > LAST_YEAR_SURELY_OVER:
        return EntryValue("year", year)
    return EntryValue("ago", (LAST_YEAR_SURELY_OVER + 1 - year) * names.words.weeks["year"])


def _trimester(match: re.Match[str], names: Names) -> EntryValue | None:
    """Return one of the three trimesters; any other is left as it is, not understood."""
    said = next(group for group in match.groups() if group)
    number = ROMAN.get(said) or names.words.raw.ordinals.get(said) or int(said[0])
    return EntryValue("trimester", number) if number in TRIMESTERS else None


def _always(kind: ValueKind, number: float = 0.0) -> ValueReader:
    """Return what reads a pattern that always says the same."""
    return lambda _match, _names: EntryValue(kind, number)


_ROUGHLY = "(?:about |around |over |more than |approximately )?"
_UNIT = f"({TIMES})s?"
_NO_AMOUNT = r"(?! ?(?:m?l|litres?|liters?|[mk]?g|mcg|kcal|calories|units?|iu|steps)\b)"
# In this order: what one has read, the next does not see.
TIME_PATTERNS: tuple[tuple[re.Pattern[str], ValueReader], ...] = (
    (re.compile(rf"\b{_ROUGHLY}(\d+(?:\.\d+)?)\s?{_UNIT}\s?(?:ago|back|since|post ?-?op|after|post)\b"), _ago),
    (
        re.compile(r"\b(?:yesterday|today|last night|this morning|this week|recent|recently|last few days)\b"),
        _always("ago"),
    ),
    (re.compile(r"\blast week\b"), _always("ago", 1.0)),
    (re.compile(r"\blast month\b"), _always("ago", 4.0)),
    # "In the last year" may be now; "last year" alone is over, though nobody knows for how long.
    (re.compile(r"(?<!\bin )(?<!\bthe )(?<!\bthis )(?<!\bover )(?<!\bduring )\blast year\b"), _always("last year")),
    (
        re.compile(rf"\b(first|second|third|1st|2nd|3rd) trimester\b|\btrimester{MARK}(\d|iii|ii|i)\b|\bt([123])\b"),
        _trimester,
    ),
    (re.compile(r"\b(\d{1,2})()/40\b"), lambda match, _names: EntryValue("lasting", float(match[1]))),
    (re.compile(rf"\b(?:for )?(\d+(?:\.\d+)?)(?:\s?\+\s?\d)?\s?{_UNIT}\b"), _duration),
    (re.compile(rf"(?:\b(in|since|from|around|circa){MARK})?\b((?:19|20)\d\d)\b{_NO_AMOUNT}"), _year),
)
