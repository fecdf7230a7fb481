"""What a batch is asked to do with every row alike, and one row that is to be done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from planner.files.output import PRIVATE
from planner.pipeline import SheetRequest
from planner.records.rows import Row

# A sheet takes a tenth of a second; a row that takes a thousand times as long will never end.
ROW_SECONDS = 120.0
STATE = ".planner"


class Job(Struct, frozen=True, kw_only=True):
    """What is the same for every row: the folder of the sheets (None tries out), plans, form and limits.

    `plans` is the folder of plans, None being ours; `plans_mark` is its mark as this run read it.
    `inputs` are read by this run, and never written. With `own_starts` a row may name a first day of its own.
    `combined` names the stack of all sheets, if there is to be one. `run` is in the names of all that this run has not
    finished.
    """

    folder: Path | None
    request: SheetRequest
    plans: Path | None = None
    plans_mark: str = ""
    form: str = "pdf"
    mode: int = PRIVATE
    inputs: tuple[Path, ...] = ()
    own_starts: bool = True
    combined: str = ""
    row_seconds: float = ROW_SECONDS
    run: str = ""

    def start_of(self, row: Row) -> date | None:
        """Return the first day of the week of a row."""
        return (row.start if self.own_starts else None) or self.request.start


class Task(Struct, frozen=True):
    """One row that is to be done: its number in the list, from 1, and the name of its file."""

    number: int
    row: Row
    file: str
    tries: int = 0
