"""What a batch is asked to do with every row alike, and one row that is to be done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from planner.batch.machines.shards import Shard
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
    finished. `shard` is the part of the list that is worked off, by default all of it. With the address of a `store`
    the sheets are put there, and the folder holds the ledger and the reports alone.
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
    shard: Shard | None = None
    store: str = ""

    def start_of(self, row: Row) -> date | None:
        """Return the first day of the week of a row."""
        return (row.start if self.own_starts else None) or self.request.start


def state_of(folder: Path, shard: Shard | None) -> Path:
    """Return where a run keeps its ledger and what is not finished: shards never share a place."""
    return folder / STATE / shard.name if shard is not None else folder / STATE


class Task(Struct, frozen=True):
    """One row that is to be done: its number in the list, from 1, the name of its file, and which bytes stand there.

    `known` is the hash of the sheet that a store holds by that name, as far as the ledger knows.
    """

    number: int
    row: Row
    file: str
    tries: int = 0
    known: str = ""
