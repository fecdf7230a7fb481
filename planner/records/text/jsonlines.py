"""A list as JSON Lines: one person a line, with the keys of a profile or usual other names of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any, NoReturn

from planner.errors import ProfileError
from planner.records.held import Held
from planner.records.listing import ListOptions, ListSource
from planner.records.rows import Row, RowProblem
from planner.records.table.cells import finished
from planner.records.table.columns import columns_of
from planner.records.table.dates import DATES, Survey
from planner.records.text.encoding import Encoding, opened_text

# A profile is a few kilobytes.
_LONGEST = 1_000_000
# Keys beyond so many, and longer ones, are of no list of people.
_MOST_NAMES, _LONGEST_NAME = 1_000, 200
_MARK = "\ufeff"
_FIRST = 30
_FAULT = 'is no JSON object on one line, such as {"id": "A-1", "age": 67}'


class _Faulty(ValueError):
    """A line that is JSON, and no person."""


def is_json_lines(lines: Iterable[str]) -> bool:
    """Return whether one of the first lines with words is a whole JSON object, and the first opens no longer list."""
    first = list(islice((line.strip(f"{_MARK} \t\r\n") for line in lines if line.strip()), _FIRST))
    if not first or first[0] == "[":
        return False
    return any(line.startswith("{") and not isinstance(_parsed(line), str) for line in first)


def read_json_lines(held: Held, encoding: Encoding, options: ListOptions) -> ListSource:
    """Return a list of JSON Lines; raise ProfileError for keys that cannot be used, or where nobody has an age."""
    surveys = _surveyed(held, encoding)
    columns = columns_of(list(surveys), options.columns, of_all=False)
    if columns.problems:
        raise ProfileError.from_problems(RowProblem(held.name, 0, *problem) for problem in columns.problems)
    keys = {column.written: column.key for column in columns.columns}
    orders = {
        key: options.date_order or survey.order()
        for name, survey in surveys.items()
        if (key := keys.get(name)) in DATES and key is not None
    }
    return ListSource(
        name=held.name,
        read=partial(_rows, held, encoding, keys, orders),
        taken=", ".join(["JSON Lines", *[f"encoding {encoding.name}"] * (not encoding.plain), *columns.taken()]),
        inputs=held.inputs,
    )


def _surveyed(held: Held, encoding: Encoding) -> dict[str, Survey]:
    """Return the names of all keys, each with what its dates show."""
    found: dict[str, Survey] = {}
    for _, line in _lines(held, encoding):
        read = _parsed(line)
        for name, value in read.items() if isinstance(read, dict) else ():
            if name in found or (len(found) < _MOST_NAMES and len(name) <= _LONGEST_NAME):
                found.setdefault(name, Survey()).see(value if isinstance(value, str) else "")
    return found


def _lines(held: Held, encoding: Encoding) -> Iterator[tuple[int, str]]:
    with opened_text(held, encoding) as lines:
        yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _rows(held: Held, encoding: Encoding, keys: Mapping[str, str], orders: Mapping[str, str]) -> Iterator[Row]:
    for number, line in _lines(held, encoding):
        read, raw = _parsed(line), line.rstrip("\r\n")
        if isinstance(read, str):
            yield Row(number, {}, read, raw=raw)
        else:
            yield finished(_row(number, read, keys, raw), orders)


def _row(number: int, read: Mapping[str, Any], keys: Mapping[str, str], raw: str) -> Row:
    cells: dict[str, Any] = {}
    problem = ""
    for name, value in read.items():
        key = keys.get(name, "")
        if key in cells:
            problem = f"says '{key}' twice, under two names; keep one of them"
        if key:
            cells[key] = value
    return Row(number, cells, problem, raw=raw)


def _parsed(line: str) -> dict[str, Any] | str:
    """Return the object of a line, or what is wrong with the line."""
    if len(line) > _LONGEST:
        return f"is longer than {_LONGEST:,} letters"
    try:
        read = json.loads(line.lstrip(_MARK), object_pairs_hook=_without_doubles, parse_constant=_refuse)
    except _Faulty as fault:
        return str(fault)
    except (ValueError, RecursionError):
        return _FAULT
    if _HALF.search(line) and not _is_text(read):
        return "holds half of a letter (\\ud800 to \\udfff) alone, which is no text; write the whole letter"
    return read if isinstance(read, dict) else _FAULT


_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def _is_text(read: Any) -> bool:
    """Return whether all texts of what was read can be written again."""
    try:
        json.dumps(read, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Faulty("says one key twice; keep one of them")
    return found


def _refuse(_word: str) -> NoReturn:
    raise _Faulty("holds a number that is none (NaN or Infinity); leave out what is not known")
