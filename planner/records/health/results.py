"""The results of a record in the words that the recogniser reads: of each measure the newest, two pressures as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from planner.records.health.facts import RecordedResult
from planner.records.health.times import has_come

_TABLE = Path(__file__).with_name("results.yaml")


class _CodedMeasure(Struct, frozen=True):
    name: str
    codes: tuple[str, ...]


class _ResultTable(Struct, frozen=True):
    measures: tuple[_CodedMeasure, ...]
    units: dict[str, str]


@cache
def _table() -> _ResultTable:
    from planner.files.yaml import read_yaml

    return msgspec.convert(read_yaml(_TABLE.read_bytes(), _TABLE.name).data, _ResultTable)


@cache
def measured_codes() -> Mapping[str, str]:
    """Return the name of the measure that each code of LOINC stands for."""
    return {code: measure.name for measure in _table().measures for code in measure.codes}


def result_words(results: Iterable[RecordedResult], as_of: date) -> list[str]:
    """Return each measure's newest results as words; of several on one day all, for the worse to count."""
    # What stands in the place of a day and is none would be read as words; a day to come would hide all others.
    dated = (one if has_come(one.day, as_of) else structs.replace(one, day="") for one in dict.fromkeys(results))
    named = [(measured_codes().get(one.code, ""), one) for one in dated]
    written = [*_pressures(named), *_others(named)]
    newest: dict[str, str] = {}
    for name, day, _ in written:
        newest[name] = max(day, newest.get(name, ""))
    # Of a month or a year nobody knows that it is not the newest day.
    kept = [f"{words} {day}".rstrip() for name, day, words in written if newest[name].startswith(day)]
    return list(dict.fromkeys(kept))


Written = tuple[str, str, str]


def _others(named: list[tuple[str, RecordedResult]]) -> Iterator[Written]:
    for name, one in named:
        if name and name not in ("systolic", "diastolic"):
            yield name, one.day, " ".join(part for part in (name, one.number, _unit(one.unit)) if part)


def _pressures(named: list[tuple[str, RecordedResult]]) -> Iterator[Written]:
    """Yield the upper and lower pressure of one measurement as one; a lower one alone says nothing that is read."""
    lower = {(one.group, one.day): one for name, one in named if name == "diastolic"}
    paired = {(one.number, one.day) for name, one in named if name == "systolic" and (one.group, one.day) in lower}
    for name, one in named:
        below = lower.get((one.group, one.day))
        # Some records tell the upper pressure once more, alone.
        if name == "systolic" and (below or (one.number, one.day) not in paired):
            upper, unit = _pressure(one)
            words = f"BP {upper}/{_pressure(below)[0]} {unit}" if below else f"systolic {upper} {unit}"
            yield "blood pressure", one.day, words


def _pressure(one: RecordedResult) -> tuple[str, str]:
    """Return a pressure as one is read off, whole and in mmHg; what is no such number is left as it is."""
    unit = _unit(one.unit) or "mmHg"
    if len(one.number) > _DIGITS or not one.number.replace(".", "", 1).isdecimal():
        return one.number, unit
    times = _PRESSURES.get(unit.lower())
    return (one.number, unit) if times is None else (str(round(float(one.number) * times)), "mmHg")


_PRESSURES = {"mmhg": 1.0, "kpa": 7.50062}


_DIGITS = 12


def _unit(unit: str) -> str:
    return _table().units.get(unit, unit)


def number_words(value: float, comparator: str = "") -> str:
    """Return a number as people write it, with what stands before it, such as "> 60"."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return f"{comparator} {written}".strip()


def number_in(text: str) -> tuple[str, str] | None:
    """Return the number that a text is, and its unit: of "> 60 mL/min" both; None where it does not begin with one."""
    found = _NUMBER.fullmatch(text.strip()[:_LONGEST])
    return None if found is None else (f"{found[1] or ''} {found[2]}".strip(), found[3].strip())


_LONGEST = 40
_NUMBER = re.compile(r"([<>]=?|[≤≥])?\s*(\d{1,6}(?:\.\d{1,6})?)(?![\d.,/-])(.*)", re.ASCII | re.DOTALL)


def is_number(text: str) -> bool:
    """Return whether a text is a plain number."""
    return text.replace(".", "", 1).isdecimal() and text.isascii()


def ends_of(told: Sequence[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Return a range as numbers with their unit: of one end alone what lies beyond it, else both ends."""
    return [(number if len(told) > 1 else f"{sign} {number}", unit) for number, unit, sign in told]
