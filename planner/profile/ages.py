"""How old somebody is: an age as people write it, or a birth date, counted to a day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from planner.logic.facts import AGE
from planner.profile.values import Wrong, whole
from planner.profile.words import in_words

_YEARS = whole(*AGE, "years", "Did a digit slip in?")
_UNIT = r"(?:y|yr|yrs|years?|y/?o|yrs?\.?|y\.o\.?)"
_WRITTEN = re.compile(rf"(\d{{1,3}})(?:[.,]0{{1,6}})?\s*(?:{_UNIT}(?:[ -]?old|\s*of\s+age)?)?")
_YEARS_AND = re.compile(rf"(\d{{1,3}})\s*{_UNIT}\s*(?:and\s*)?\d{{1,2}}\s*(?:m|mo|mths?|months?)(?: old)?")
_PART = re.compile(r"(\d{1,4})\s*(months?|mths?|mos?|weeks?|wks?|days?)(?: old)?")
# How many of a unit make a year.
_PER_YEAR = {"m": 12, "w": 52, "d": 365}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d\d:\d\d.*)?")
_COMPACT = re.compile(r"((?:18|19|20)\d\d)(\d\d)(\d\d)")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[-/ ]{_MONTH},?[-/ ](\d{{4}})")
_MONTH_FIRST = re.compile(rf"{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})")
_HOW = "write year, month and day, as 1956-12-31"


def age(value: Any) -> int:
    """Return an age in whole years: 67, "67 years", "67y", "67,0", or "9 months"."""
    text = "" if isinstance(value, bool) else _digits(in_words(value))
    if found := _WRITTEN.fullmatch(text) or _YEARS_AND.fullmatch(text):
        return int(_YEARS(int(found[1])))
    if found := _PART.fullmatch(text):
        return int(_YEARS(int(found[1]) // _PER_YEAR[found[2][0]]))
    if any(_dates(text)):
        raise Wrong("is a date; put a date of birth under birth_date, and leave the age out")
    return int(_YEARS(value))


def _digits(text: str) -> str:
    """Return text in small letters, the decimal digits of every script as 0 to 9."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text).strip().lower()


def birth_date(value: Any) -> tuple[date, ...]:
    """Return the days that a birth date can mean: two where the day and the month could be either."""
    if isinstance(value, datetime):
        value = value.date()
    found = tuple(dict.fromkeys(_dates(_digits(in_words(value)))))
    if not found:
        raise Wrong(f"is not a date that the planner knows; {_HOW}")
    return found


def _dates(text: str) -> Iterator[date]:
    """Yield each date that a whole text can be."""
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        yield from _date(found[1], found[2], found[3])
    elif found := _NUMBERS.fullmatch(text):
        yield from _date(found[3], found[2], found[1])
        yield from _date(found[3], found[1], found[2])
    elif found := _DAY_FIRST.fullmatch(text):
        yield from _date(found[3], _month(found[2]), found[1])
    elif found := _MONTH_FIRST.fullmatch(text):
        yield from _date(found[3], _month(found[1]), found[2])


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _date(year: str, month: str | int, day: str) -> Iterator[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return


def age_on(born: tuple[date, ...], day: date) -> int:
    """Return the age on a day of somebody born on one of these; raise Wrong where they do not agree on it."""
    ages = {day.year - one.year - ((day.month, day.day) < (one.month, one.day)) for one in born if one <= day}
    if not ages:
        raise Wrong(f"lies after {day}, the day that the age is counted to; {_HOW}")
    if len(ages) > 1:
        raise Wrong(f"can be read with the day or with the month first, which gives two ages; {_HOW}")
    years = ages.pop()
    if years > AGE[1]:
        raise Wrong(f"gives an age of {years}; expected {AGE[0]} to {AGE[1]}. Did a digit slip in?")
    return years
