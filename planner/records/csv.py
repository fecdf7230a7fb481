"""The rows of a CSV list, each with the line where it begins; one that cannot be read takes no other with it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from planner.errors import ProfileError, did_you_mean
from planner.files.inputs import read_at_most
from planner.files.kinds import is_profile, is_yaml_list, kind_by_bytes
from planner.profile.keys import KEYS, key_named
from planner.profile.values import Wrong
from planner.profile.words import near
from planner.records.quotes import Lines, Record, records_of
from planner.records.rows import Row, RowProblem, ordinal

MAX_BYTES = 200_000_000
_HEADER = "expected a header such as id,name,age and a line for each person"
_AGES = ("age", "birth_date")
_AFTER = "this line comes after a quote that is not closed, and is no whole row; mend the line with the quote first"


def read_table(source: Path) -> tuple[tuple[str, ...], str, Callable[[], Iterator[Row]]]:
    """Return the header of a CSV list, as cells and as text, and what reads its rows, or raise ProfileError."""
    text = _text(source)
    first = next(_filled(records_of(Lines(io.StringIO(text, newline="")), ",", lambda cells: False)), None)
    if first is None:
        raise ProfileError(f"{source}: is empty: the column 'age' is missing; {_HEADER}")
    header = _header(source, first)
    read = partial(_rows, text, first.line, header)
    if next(read(), None) is None:
        raise ProfileError(f"{source}: holds a header and no rows; {_HEADER}")
    return tuple(first.cells), first.raw, read


def _rows(text: str, header_line: int, header: list[str]) -> Iterator[Row]:
    records = records_of(Lines(io.StringIO(text, newline="")), ",", lambda cells: _reads_as_a_row(header, cells))
    return (_row(header, record) for record in _filled(records) if record.line > header_line)


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


def _row(header: list[str], record: Record) -> Row:
    if record.swallowed and not _fits(header, record.cells):
        return Row(record.line, {}, _AFTER, raw=record.raw)
    cells = {name: cell for name, cell in zip(header, record.cells, strict=False) if name}
    problem = record.problem or _row_problem(header, record)
    return Row(record.line, cells, problem, _row_note(header, record), record.raw)


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
