"""Many profiles from one CSV list, one sheet each; a bad row is named and passed over."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from planner.answers import KEYS, Answers, read_answers
from planner.content import Content
from planner.errors import OutputError, PartialError, PlannerError, Problem, ProfileError, UsageError, did_you_mean
from planner.inputs import read_at_most
from planner.output import refuse_unfit, sweep, write
from planner.places import YamlText
from planner.sheets import SUFFIXES, Wishes, make_plan, rendered, warnings

Say = Callable[[str], object]
MAX_BYTES = 200_000_000


class Row(Struct, frozen=True):
    """One row of a list: its line in the file and its cells by column."""

    line: int
    cells: dict[str, str]


def run_batch(
    source: Path,
    folder: Path,
    content: Content,
    wishes: Wishes,
    *,
    form: str = "pdf",
    mode: int = 0o600,
    say: Say = print,
) -> None:
    """Write one sheet for each row that can be read; raise PartialError naming the rows that cannot."""
    rows = list(read_rows(source))
    failures = duplicates(rows)
    for row in rows:
        if row.line not in failures:
            refuse_unfit(_target(row, folder, form), (source,))
    _make_folder(folder)
    sweep(folder)
    done = 0
    for row in rows:
        if row.line in failures:
            continue
        try:
            write_row(row, folder, content, wishes, form=form, mode=mode, say=say)
            done += 1
        except (OutputError, UsageError):
            raise
        except PlannerError as error:
            failures[row.line] = _without_file(str(error))
    say(f"{done} of {len(rows)} sheets written to {folder}")
    if failures:
        problems = [Problem(str(source), line, 0, text) for line, text in failures.items()]
        raise PartialError.from_problems(problems, head=f"{len(failures)} of {len(rows)} rows failed:")


def write_row(row: Row, folder: Path, content: Content, wishes: Wishes, *, form: str, mode: int, say: Say) -> None:
    """Write the sheet of one row, and say what could not be checked."""
    answers = row_answers(row)
    plan = make_plan(answers, content, wishes)
    for text in warnings(plan.profile):
        say(f"note: {file_stem(row)}: {text}")
    write(_target(row, folder, form), rendered(plan, content, form), mode=mode)


def _target(row: Row, folder: Path, form: str) -> Path:
    return folder / f"{file_stem(row)}{SUFFIXES[form]}"


def row_answers(row: Row) -> Answers:
    """Return the answers of one row; an empty cell is unknown."""
    data = {name: cell for name, cell in row.cells.items() if cell.strip()}
    return read_answers(YamlText(f"line {row.line}", data, {}), lenient=True)


def read_rows(source: Path) -> Iterator[Row]:
    """Yield the rows of a CSV list, or raise ProfileError for a file or columns that cannot be used."""
    reader = csv.reader(io.StringIO(_text(source), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(source, header)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(source, header, cells, reader.line_num)
    except csv.Error as error:
        raise ProfileError(f"{source}:{reader.line_num}: not valid CSV: {error}") from error


def _text(source: Path) -> str:
    try:
        data = read_at_most(source, MAX_BYTES)
        if len(data) > MAX_BYTES:
            raise ProfileError(f"{source} is larger than {MAX_BYTES // 1_000_000} MB; divide the list")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileError(f"{source}: is not UTF-8 text (byte {error.start + 1}); save it as 'CSV UTF-8'") from error


def _check_header(source: Path, header: list[str]) -> None:
    problems = [f"unknown column '{name}'{did_you_mean(name, KEYS)}" for name in header if name not in KEYS]
    problems += [f"the column '{name}' stands twice" for name in dict.fromkeys(header) if header.count(name) > 1]
    if "age" not in header:
        problems.append("the column 'age' is missing")
    if problems:
        raise ProfileError.from_problems(Problem(str(source), 1, 0, problem) for problem in problems)


def _row(source: Path, header: list[str], cells: list[str], line: int) -> Row:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        # Reported with the row, so that the other rows still get their sheets.
        return Row(line, {"age": f"(this row has {len(cells)} cells; the header names {len(header)} columns)"})
    return Row(line, dict(zip(header, cells, strict=False)))


def duplicates(rows: list[Row]) -> dict[int, str]:
    """Return the rows whose file name another row has, by line: neither may take the other's place."""
    by_name: dict[str, list[int]] = {}
    for row in rows:
        by_name.setdefault(file_stem(row).lower(), []).append(row.line)
    return {
        line: f"the lines {', '.join(map(str, lines))} would write the same file '{name}'; give each its own id"
        for name, lines in by_name.items()
        if len(lines) > 1
        for line in lines
    }


def file_stem(row: Row) -> str:
    """Return the file name of a row: its id in safe characters, or its line; a name is never part of a path."""
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", row.cells.get("id", "")).strip("-")[:80]
    return safe or f"row-{row.line}"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be made: {error.strerror}; choose another place with --output-dir"
        ) from error


def _without_file(text: str) -> str:
    """Return an error of a row on one line, without the place that the list's own line names already."""
    return "; ".join(re.sub(r"^line \d+(:\d+:\d+)?: ", "", line) for line in text.splitlines())
