"""Short ways to read a list, and to run a batch over one, in the current folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from conftest import CONTENT
from msgspec import Struct

from planner.batch.combined import StackPlace
from planner.batch.job import STATE, Job
from planner.batch.reports import FILES
from planner.batch.run import Way, run_batch
from planner.batch.targets import NameTemplate
from planner.batch.totals import Totals
from planner.cli.app import main
from planner.pipeline import SheetRequest
from planner.records.listing import ListOptions, ListSource
from planner.records.receipt import Receipt
from planner.records.rows import Row, RowProblem
from planner.records.source import open_list


class Done(Struct, frozen=True):
    """What a batch left behind: its exit code, what it said, and the ids that have a sheet."""

    code: int
    said: str
    sheets: list[str]


def batch(text: str, *options: str) -> Done:
    """Run a batch over the text of a list."""
    Path("list.csv").write_text(text, encoding="utf-8")
    command = ["batch", "list.csv", "-d", "out", "--format", "text", "--start", "2026-11-23", *options]
    result = CliRunner().invoke(main, command)
    assert "Traceback" not in result.stderr
    return Done(result.exit_code, result.stderr, sorted(Path(name).stem for name in sheets(Path("out"))))


def sheets(folder: Path) -> set[str]:
    """Return the names of the sheets in a folder: not its reports, nor what is not finished."""
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return there - {STATE, *FILES}


def rows(text: str) -> list[Row]:
    """Return the rows of a list."""
    Path("list.csv").write_text(text, encoding="utf-8", newline="")
    return list(open_list(Path("list.csv")).rows())


def opened(data: str | bytes, name: str = "list.csv", **options: Any) -> ListSource:
    """Return a list of these bytes, or of this text as UTF-8."""
    Path(name).write_bytes(data.encode() if isinstance(data, str) else data)
    return open_list(Path(name), ListOptions(**options))


def cells(source: ListSource) -> list[dict[str, Any]]:
    """Return the cells of the rows that can be read, without those that are empty."""
    return [{key: cell for key, cell in row.cells.items() if cell != ""} for row in source.rows() if not row.problem]


def failed(said: str) -> list[int]:
    """Return the lines that a batch named as failed."""
    return [int(line) for line in re.findall(r"^list\.csv:(\d+): ", said, re.MULTILINE)]


class Unheard:
    """Hears how a run goes on, and keeps nothing."""

    def begin(self, rows: int, done: int) -> None:
        """Hear how many rows there are."""

    def finished(self, receipt: Receipt, notes: list[RowProblem]) -> None:
        """Hear of a row."""

    def combined(self, places: list[StackPlace]) -> None:
        """Hear of the stacks."""

    def bulk(self, name: str, sheets: int) -> None:
        """Hear of the file that holds all."""

    def end(self, totals: Totals) -> None:
        """Hear what became of all."""


def run_over(list_: Path, folder: Path, **more: Any) -> None:
    """Run a batch as a library does, in this process."""
    job = Job(folder=folder, request=SheetRequest(), form="text")
    run_batch(open_list(list_), CONTENT, job, NameTemplate(), Unheard(), Way(jobs=1, **more))
