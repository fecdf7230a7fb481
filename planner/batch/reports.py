"""Reports of a batch: what became of every row, which rows failed, and all sheets once more as lines of one file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct

from planner.batch.job import Job, state_of
from planner.batch.ledger import Ledger
from planner.batch.machines.shards import Shard
from planner.batch.receipts import MADE
from planner.batch.totals import Totals
from planner.errors import OutputError, PartialError
from planner.files.output import write
from planner.formats.bulk import write_lines
from planner.formats.registry import FORMATS
from planner.records.receipt import Receipt
from planner.records.rows import RowProblem

REPORT, REPORT_LINES, FAILED = "report.csv", "report.jsonl", "failed.csv"
FILES = (REPORT, REPORT_LINES, FAILED)
# A spreadsheet takes a cell that begins with one of these for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def files_of(shard: Shard | None) -> tuple[str, str, str]:
    """Return the names of the three reports of a run: those of a shard are its own, such as report-3-of-8.csv."""
    if shard is None:
        return FILES
    table, lines, failed = (
        f"{stem}-{shard.name}.{ending}" for stem, _, ending in (one.partition(".") for one in FILES)
    )
    return table, lines, failed


def write_reports(ledger: Ledger, folder: Path, head: str, shard: Shard | None = None) -> None:
    """Write the reports of a run, each whole; `head` stands above the rows that failed, if there are any."""
    table, lines, mended = (folder / name for name in files_of(shard))
    write(table, report_csv(Receipt, (one.receipt for one in ledger.told())))
    write(lines, (msgspec.json.encode(one.receipt) + b"\n" for one in ledger.told()))
    failed = (one.raw for one in ledger.told() if one.raw is not None)
    first = next(failed, None)
    if first is None:
        _remove(mended)
    else:
        write(mended, (f"{line}\r\n".encode() for line in chain([head] * bool(head), [first], failed)))


def remove_reports(folder: Path, shard: Shard | None = None) -> None:
    """Take away the reports of the run before, which would be read as those of this one; a shard's, and the merged."""
    for name in {*FILES, *files_of(shard)}:
        _remove(folder / name)


def partial_error(ledger: Ledger, list_: str, totals: Totals) -> PartialError:
    """Return the error that names every row that failed."""
    failures, bugs = [], 0
    for told in ledger.told():
        if told.receipt.outcome == "failed":
            id_ = f"{told.receipt.id}: " if told.receipt.id else ""
            place, line = told.place or list_, 0 if told.place else told.receipt.row
            failures.append(RowProblem(place, line, 0, f"{id_}{told.said}"))
            bugs += told.cause == "bug"
    with_bugs = f", {bugs} of them because of a bug in cramp-planner" if bugs else ""
    head = f"{len(failures)} of {totals.rows} rows failed{with_bugs}:"
    return PartialError("\n".join([head, *map(str, failures)]), failures, head=head)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be taken away: {error.strerror}; it belongs to a run before this one"
        ) from error


def report_csv(kind: type[Struct], rows: Iterable[Struct]) -> Iterator[bytes]:
    """Yield records of a kind line by line as a CSV table, a column for each field, that no spreadsheet runs."""
    columns = kind.__struct_fields__
    line = io.StringIO(newline="")
    table = csv.writer(line)
    for cells in chain([columns], ([_cell(getattr(row, column)) for column in columns] for row in rows)):
        table.writerow(cells)
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def bulk_of(job: Job) -> str:
    """Return the name of the file that holds all sheets of a run once more, if any: a shard's is its own.

    Sheets that lie in a store are not fetched again for it.
    """
    name = FORMATS[job.form].bulk
    if not name or job.store:
        return ""
    stem, _, ending = name.partition(".")
    return f"{stem}-{job.shard.name}.{ending}" if job.shard else name


def write_bulk(name: str, ledger: Ledger, job: Job, folder: Path) -> int:
    """Write all sheets that were made once more, one a line; return how many they are."""
    made = (one.receipt for one in ledger.told() if one.receipt.outcome in MADE)
    sheets = ((folder / receipt.file, receipt.sha256) for receipt in made)
    part = state_of(folder, job.shard) / f"{job.run}-{name}.part"
    return write_lines(sheets, folder / name, part, job.mode)
