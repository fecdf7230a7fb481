"""Short ways to read a list, and to run a batch over one, in the current folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from msgspec import Struct

from planner.cli.app import main
from planner.records.listing import ListOptions, ListSource
from planner.records.rows import Row
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
    sheets = sorted(path.stem for path in Path("out").iterdir()) if Path("out").is_dir() else []
    return Done(result.exit_code, result.stderr, sheets)


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
