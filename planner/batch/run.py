"""Many profiles from one CSV list, one sheet each; a bad row is named and passed over."""

from __future__ import annotations

import itertools
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from msgspec import structs

from planner.content.knowledge import Content
from planner.errors import OutputError, PartialError, PlannerError, ProfileError, UsageError
from planner.files.names import safe_name
from planner.files.output import refuse_inputs, sweep, write
from planner.pipeline import SUFFIXES, SheetRequest, make_plan, warnings, written
from planner.profile.words import excerpt
from planner.records.csv import Row, RowProblem, on_one_line, read_rows, row_answers
from planner.records.unforeseen import UnforeseenError, foreseen

Say = Callable[[str], object]
# More than a sheet: a folder without this much room takes no sheet of the next rows either.
_ROOM = 1_000_000


def run_batch(
    source: Path,
    folder: Path,
    content: Content,
    request: SheetRequest,
    *,
    form: str = "pdf",
    mode: int = 0o600,
    say: Say = print,
) -> None:
    """Write one sheet for each row that can be read; raise PartialError naming the rows that cannot."""
    rows = without_doubles(list(read_rows(source)))
    targets = [folder / f"{file_stem(row)}{SUFFIXES[form]}" for row in rows]
    for target in targets:
        refuse_inputs(target, (source,))
    _make_folder(folder)
    sweep(folder)
    failures: list[RowProblem] = []
    bugs = 0
    for row, target in zip(rows, targets, strict=True):
        try:
            notes = foreseen(write_row, row, target, content, request, form=form, mode=mode)
        except UsageError:
            raise  # An option that is wrong for one row is wrong for all.
        except PlannerError as error:
            failures.append(failed(source, row, error, _set_aside(target)))
            bugs += isinstance(error, UnforeseenError)
            if isinstance(error, OutputError):
                _check_room(folder, f"The list was worked off up to line {row.line}; what was written is kept")
            continue
        for note in notes:
            say(f"note: {source}:{row.line}: {_id(row, sure=True)}{note}")
    say(f"{len(rows) - len(failures)} of {len(rows)} sheets written to {folder}")
    if failures:
        raise _partial(failures, len(rows), bugs)


def write_row(row: Row, target: Path, content: Content, request: SheetRequest, *, form: str, mode: int) -> list[str]:
    """Write the sheet of one row; return what somebody must know of it."""
    plan = make_plan(row_answers(row, as_of=request.as_of), content, request)
    made = written(plan, content, form)
    write(target, made.data, mode=mode)
    return [row.note] * bool(row.note) + warnings(plan.profile) + list(made.notes)


def failed(source: Path, row: Row, error: PlannerError, more: str = "") -> RowProblem:
    """Return what is wrong with a row, by its line and, where that is surely no name, its id."""
    sure = not isinstance(error, ProfileError)
    return RowProblem(str(source), row.line, 0, f"{_id(row, sure=sure)}{on_one_line(error)}{more}")


def duplicates(rows: list[Row]) -> dict[int, str]:
    """Return the rows whose file name another row has, by line: neither may take the other's place."""
    by_name: dict[str, list[int]] = {}
    for row in rows:
        by_name.setdefault(file_stem(row).lower(), []).append(row.line)
    return {
        line: f"the lines {', '.join(map(str, lines))} would write the same file; give each its own id{_OF_AN_ID}"
        for lines in by_name.values()
        if len(lines) > 1
        for line in lines
    }


_OF_AN_ID = ", told apart by plain letters, numbers, - or _ (A and a are one)"


def without_doubles(rows: list[Row]) -> list[Row]:
    """Return the rows; one that would write the file of another has that as its problem."""
    twice = duplicates(rows)
    return [structs.replace(row, problem=row.problem or twice.get(row.line, "")) for row in rows]


def file_stem(row: Row) -> str:
    """Return the file name of a row: its id in safe characters, or its line; a name is never part of a path."""
    return safe_name(row.cells.get("id", "")) or f"row-{row.line}"


def _id(row: Row, *, sure: bool) -> str:
    """Return the id of a row for a message; where the cells may have slipped, a name could stand in its place."""
    id_ = excerpt(row.cells.get("id", ""))
    return f"{id_}: " if id_ and (sure or _CODE.fullmatch(id_)) else ""


_CODE = re.compile(r"(?=.*[0-9])[A-Za-z0-9._/#-]{1,40}|[A-Za-z]")


def _partial(failures: list[RowProblem], rows: int, bugs: int) -> PartialError:
    """Return the error that names every row that failed."""
    with_bugs = f", {bugs} of them because of a bug in cramp-planner" if bugs else ""
    head = f"{len(failures)} of {rows} rows failed{with_bugs}:"
    return PartialError("\n".join([head, *map(str, failures)]), failures, head=head)


# --- the folder ---


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be made: {error.strerror}; choose another place with --output-dir"
        ) from error


def _check_room(folder: Path, done: str) -> None:
    """Raise OutputError if it is the folder that takes no sheet, and not the place of one sheet in it."""
    try:
        with tempfile.TemporaryFile(dir=folder) as stream:
            stream.write(b"\0" * _ROOM)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise OutputError(f"{folder} takes no more sheets: {error.strerror}. {done}") from error


def _set_aside(target: Path) -> str:
    """Rename the sheet that an earlier run left for a row that failed, so that it does not look current; say so."""
    if not target.is_file():
        return ""
    free = (f"{target.stem}.outdated{number}{target.suffix}" for number in itertools.chain([""], itertools.count(2)))
    aside = next(path for path in map(target.with_name, free) if not path.exists())
    try:
        target.rename(aside)
    except OSError as error:
        return f"; its sheet of an earlier run is still there and outdated: take it away ({error.strerror})"
    return f"; its sheet of an earlier run is outdated; its name now ends in {aside.name.removeprefix(target.stem)}"
