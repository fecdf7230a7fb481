"""The rows of a CSV list, each with the line where it begins; one that cannot be read takes no other with it."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from planner.errors import PlannerError, Problem, ProfileError, did_you_mean
from planner.files.inputs import read_at_most
from planner.files.kinds import is_profile, is_yaml_list, kind_by_bytes
from planner.files.places import YamlText
from planner.profile.answers import Person, read_answers
from planner.profile.keys import KEYS, key_named
from planner.profile.values import Wrong
from planner.profile.words import near

MAX_BYTES = 200_000_000
_HEADER = "expected a header such as id,name,age and a line for each person"
_AGES = ("age", "birth_date")
_QUOTE = "a quote in this line is not closed where its cell ends; close it, or write it twice if it belongs to the text"
_LONG = f"a cell of this line is longer than {csv.field_size_limit():,} letters"
_AFTER = "this line comes after a quote that is not closed, and is no whole row; mend the line with the quote first"


class RowProblem(Problem):
    """A fault of a whole line of a list, which has no column."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class Row(Struct, frozen=True):
    """One row of a list: the line where it begins, its cells by column, and why it cannot be read, if so.

    `note` is what somebody must know of a row although it can be read.
    """

    line: int
    cells: dict[str, str]
    problem: str = ""
    note: str = ""


class Record(Struct, frozen=True):
    """The cells of one record and the line where it begins; after a fault, those that are certain."""

    line: int
    cells: list[str]
    problem: str = ""
    swallowed: bool = False  # stands after a quote that was never closed


def read_rows(source: Path) -> Iterator[Row]:
    """Yield the rows of a CSV list, or raise ProfileError for a file or columns that cannot be used."""
    lines = _Lines(io.StringIO(_text(source), newline=""))
    first = next(_filled(_records(lines, lambda cells: False)), None)
    if first is None:
        raise ProfileError(f"{source}: is empty: the column 'age' is missing; {_HEADER}")
    header = _header(source, first)
    records = _filled(_records(lines, lambda cells: _reads_as_a_row(header, cells)))
    empty = True
    for record in records:
        empty = False
        yield _row(header, record)
    if empty:
        raise ProfileError(f"{source}: holds a header and no rows; {_HEADER}")


def row_answers(row: Row, *, as_of: date | None = None) -> Person:
    """Return the person of one row, an empty cell being unknown; raise ProfileError if it cannot be read.

    A birth date is counted to `as_of`, by default today.
    """
    if row.problem:
        raise ProfileError(row.problem)
    data = {name: cell for name, cell in row.cells.items() if cell.strip()}
    return read_answers(YamlText(f"line {row.line}", data, {}), lenient=True, as_of=as_of)


def on_one_line(error: PlannerError) -> str:
    """Return what is wrong with a row, without the places: the list's own line names it."""
    return "; ".join([problem.text for problem in error.problems] or str(error).splitlines())


def _text(source: Path) -> str:
    data = read_at_most(source, MAX_BYTES)
    if kind := kind_by_bytes(data):
        raise ProfileError(f"{source}: looks like {kind}; a list is a CSV file: save it as 'CSV UTF-8'")
    if len(data) > MAX_BYTES:
        raise ProfileError(f"{source} is larger than {MAX_BYTES // 1_000_000} MB; divide the list")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileError(f"{source}: is not UTF-8 text (byte {error.start + 1}); save it as 'CSV UTF-8'") from error
    if is_yaml_list(text):
        raise ProfileError(f"{source}: looks like a YAML list; a list is a CSV file, with a header such as id,name,age")
    if is_profile(text):
        raise ProfileError(f"{source}: looks like a profile of one person; make the sheet with planner render {source}")
    return text


# --- the header and the rows under it ---


def _header(source: Path, record: Record) -> list[str]:
    """Return the names of the columns, without empty ones at the end; raise ProfileError with every problem."""
    header = [key_named(name) or name.strip() for name in record.cells]
    while header and not header[-1]:
        header.pop()
    problems = [(0, record.problem)] if record.problem else list(_header_problems(header))
    if problems:
        raise ProfileError.from_problems(RowProblem(str(source), record.line, *problem) for problem in problems)
    return header


def _header_problems(header: list[str]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the columns, each with its number; 0 is the whole line."""
    if not any(name in KEYS or near(name, KEYS) for name in header):
        # The first person of a list without a header stands here, so that nothing of it is repeated.
        for sign, signs in ((";", "semicolons"), ("\t", "tabs")):
            if any(name in KEYS for cell in header for name in cell.split(sign)):
                yield 0, f"the columns are divided by {signs}; save the list with commas between them, as id,name,age"
                return
        yield 0, f"no cell of this line names a column that the planner knows, not even 'age'; {_HEADER}"
        return
    for number, name in enumerate(header, start=1):
        if name and name not in KEYS:
            shown = f"{ordinal(number)} column, '{name}'," if near(name, KEYS) else f"{ordinal(number)} column"
            yield number, f"the {shown} is no key of a profile{did_you_mean(name.lower(), KEYS)}"
    yield from ((0, f"the column '{name}' stands twice; keep one of them") for name in KEYS if header.count(name) > 1)
    if not {*_AGES} & {*header}:
        yield 0, "the column 'age' is missing; add it and fill it for everybody"


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd and so on."""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{_ENDINGS.get(last, 'th')}"


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def _row(header: list[str], record: Record) -> Row:
    if record.swallowed and not _fits(header, record.cells):
        return Row(record.line, {}, _AFTER)
    cells = {name: cell for name, cell in zip(header, record.cells, strict=False) if name}
    return Row(record.line, cells, record.problem or _row_problem(header, record), _row_note(header, record))


def _row_problem(header: list[str], record: Record) -> str:
    """Return what is wrong with the shape of a row; what a spreadsheet drops at its end are empty cells."""
    if any(cell.strip() for cell in record.cells[len(header) :]):
        mend = "put ; between entries of one cell, and quotes round a cell that holds a comma"
        return f"{_counted(header, record)}; {mend}"
    if not {*_AGES} & {*header[: len(record.cells)]}:
        return f"{_counted(header, record)}, and the age is not among them; fill in what is missing"
    for number, (name, cell) in enumerate(zip(header, record.cells, strict=False), start=1):
        if not name and cell.strip():
            return f"the {ordinal(number)} cell is filled, and its column has no name"
    return ""


def _row_note(header: list[str], record: Record) -> str:
    """Return which columns a row ends before: they may be empty ones, or a comma is missing further to the left."""
    short = [name for name in header[len(record.cells) :] if name]
    if not short or record.problem:
        return ""
    return f"{_counted(header, record)}; held to be unknown, unless a comma is missing before: {', '.join(short)}"


def _counted(header: list[str], record: Record) -> str:
    cells, columns = len(record.cells), len(header)
    return f"this row has {cells} cell{'s' * (cells != 1)}; the header names {columns} column{'s' * (columns != 1)}"


def _fits(header: list[str], cells: Sequence[str]) -> bool:
    return len(cells) >= len(header) and not any(cell.strip() for cell in cells[len(header) :])


def _reads_as_a_row(header: list[str], cells: list[str]) -> bool:
    """Return whether cells are a whole person of the list: as many as there are columns, and an age where it stands."""
    # Of one or two columns a line of somebody's notes may have as many.
    if len(header) < 3 or not _fits(header, cells):
        return False
    name = next(name for name in _AGES if name in header)
    try:
        KEYS[name].parse(cells[header.index(name)])
    except Wrong:
        return False
    return True


def _filled(records: Iterator[Record]) -> Iterator[Record]:
    return (record for record in records if record.problem or any(cell.strip() for cell in record.cells))


# --- records and quotes ---


class _Lines:
    """The lines of a text, each with its end; lines that were taken by mistake can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.taken = 0
        self._given_back: deque[str] = deque()
        self._rest = iter(lines)

    def take(self) -> str | None:
        """Return the next line, or None at the end."""
        line = self._given_back.popleft() if self._given_back else next(self._rest, None)
        self.taken += line is not None
        return line

    def give_back(self, lines: Sequence[str]) -> None:
        """Let the last lines that were taken be taken again."""
        self._given_back.extendleft(reversed(lines))
        self.taken -= len(lines)


class _Attempt(Struct, frozen=True):
    """The lines that a record took, its cells if its quotes are in order, and whether one was open at the end."""

    lines: list[str]
    cells: list[str] | None
    open: bool


def _records(lines: _Lines, is_row: Callable[[list[str]], bool]) -> Iterator[Record]:
    """Yield the records of a CSV text; where a quote is out of place, its own line is all that is lost.

    `is_row` says whether cells are a whole row; a line of a quoted cell that is one was swallowed by a stray quote.
    """
    doubtful = 0
    torn: set[int] = set()
    while (attempt := _attempt(lines)).lines:
        more = attempt.lines[1:]
        first = lines.taken - len(more)
        swallowed = first <= doubtful
        if first in torn:
            # It may end a cell of the line before as well as begin a row: nobody gets a sheet from a piece of a row.
            lines.give_back(more)
            yield _lost(first, attempt.lines[0], whole=False)
            continue
        if attempt.cells is not None and not any(is_row(_plain_cells(line)) for line in more):
            yield Record(first, attempt.cells, swallowed=swallowed)
            continue
        if attempt.cells is not None:
            torn |= {number for number, line in enumerate(more, start=first + 1) if '"' in line}
        lines.give_back(more)
        doubtful = max(doubtful, first + len(more))
        cells = None if more or attempt.open else _same_without_quotes(attempt.lines[0])
        if cells is None:
            yield _lost(first, attempt.lines[0], whole=not swallowed or is_row(_plain_cells(attempt.lines[0])))
        else:
            yield Record(first, cells, swallowed=swallowed)


def _lost(number: int, line: str, *, whole: bool) -> Record:
    """Return a line that cannot be read, with the cells that are certain; what begins a piece of a cell is no id."""
    return Record(number, _cells_before_the_fault(line) if whole else [], _QUOTE if '"' in line else _LONG)


def _attempt(lines: _Lines) -> _Attempt:
    """Take the lines of one record; the length that csv allows a cell bounds what an open quote can take."""
    taken: list[str] = []
    at_end = False

    def feed() -> Iterator[str]:
        nonlocal at_end
        while (line := lines.take()) is not None:
            taken.append(line)
            yield line
        at_end = True

    try:
        return _Attempt(taken, next(csv.reader(feed(), strict=True), []), open=False)
    except csv.Error:
        return _Attempt(taken, None, open=at_end)


def _plain_cells(line: str) -> list[str]:
    """Return the cells between the commas of a line, a quote inside one being text."""
    return [cell[1:-1] if _QUOTED.fullmatch(cell) else cell for cell in line.rstrip("\r\n").split(",")]


def _same_without_quotes(line: str) -> list[str] | None:
    """Return the cells of a line with a quote out of place, such as `"Bea" Jones`, if no cell hangs on that quote."""
    plain = _plain_cells(line)
    try:
        loose = next(csv.reader([line]), [])
    except csv.Error:
        return None
    return plain if len(loose) == len(plain) else None


def _cells_before_the_fault(line: str) -> list[str]:
    """Return the cells at the start of a line that are certain, so that its id can be named."""
    cells, at = [], 0
    while found := _CERTAIN.match(line, at):
        cells.append(found[1] or found[2] or "")
        at = found.end()
    return cells


_QUOTED = re.compile(r'"[^"]*"')
_CERTAIN = re.compile(r'(?:"((?:[^"]|"")*)"|([^",]*)),')
