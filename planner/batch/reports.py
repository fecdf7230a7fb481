"""Reports of a batch: what became of every row, for people and programs, and the rows that failed, to be mended."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from planner.batch.ledger import Ledger
from planner.errors import OutputError
from planner.files.output import write
from planner.records.receipt import Receipt

REPORT, REPORT_LINES, FAILED = "report.csv", "report.jsonl", "failed.csv"
FILES = (REPORT, REPORT_LINES, FAILED)
# A spreadsheet takes a cell that begins with one of these for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_reports(ledger: Ledger, folder: Path, head: str) -> None:
    """Write the reports of a run, each whole; `head` stands above the rows that failed, if there are any."""
    write(folder / REPORT, report_csv(Receipt, (one.receipt for one in ledger.told())))
    write(folder / REPORT_LINES, b"".join(msgspec.json.encode(one.receipt) + b"\n" for one in ledger.told()))
    failed = [one.raw for one in ledger.told() if one.raw is not None]
    if failed:
        write(folder / FAILED, "".join(f"{line}\r\n" for line in [head] * bool(head) + failed).encode())
    else:
        _remove(folder / FAILED)


def remove_reports(folder: Path) -> None:
    """Take away the reports of the run before, which would be read as those of this one."""
    for name in FILES:
        _remove(folder / name)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be taken away: {error.strerror}; it belongs to a run before this one"
        ) from error


def report_csv(kind: type[Struct], rows: Iterable[Struct]) -> bytes:
    """Return records of a kind as a CSV table, a column for each field, that no spreadsheet takes a formula from."""
    columns = kind.__struct_fields__
    cells = ([_cell(getattr(row, column)) for column in columns] for row in rows)
    return _lines(_with_header(columns, cells))


def _with_header(header: Iterable[str], rows: Iterable[list[str]]) -> Iterator[list[str]]:
    yield list(header)
    yield from rows


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _lines(rows: Iterable[list[str]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()
