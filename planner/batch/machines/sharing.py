"""Sharing: one folder for several runs, each with a ledger of its own; a run over the whole list has it alone."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from planner.batch.job import STATE, state_of
from planner.batch.ledger import BUSY, NAME, Ledger, opened, told_of
from planner.batch.machines.shards import Shard, shard_of_name
from planner.errors import OutputError


def shards_in(folder: Path) -> list[Shard]:
    """Return the shards that have a ledger in a folder, in order."""
    named = (shard_of_name(path.parent.name) for path in (folder / STATE).glob(f"*/{NAME}"))
    return sorted(shard for shard in named if shard is not None)


def refuse_running(folder: Path, shard: Shard | None) -> None:
    """Raise OutputError if a run over the whole list is at work in a folder; for such a run, if a shard is."""
    for other in [None] if shard is not None else shards_in(folder):
        place = state_of(folder, other) / NAME
        if place.is_file():
            with told_of(place, folder, other), contextlib.closing(sqlite3.connect(place, timeout=0)) as database:
                _refuse_written(database)


def add_shards(ledger: Ledger, folder: Path) -> None:
    """Let the ledger of a whole list know what shards have put into its folder, so that it is not made again."""
    for shard in shards_in(folder):
        with opened(folder, shard) as other:
            ledger.add_sheets(other)


def refuse_other_place(ledger: Ledger, folder: Path, store: str) -> None:
    """Raise OutputError if a ledger is of sheets that stand elsewhere than this run would put them."""
    before = ledger.settings()
    if before and before.get("store", "") != store:
        other = before.get("store", "") or "the folder itself"
        option = "--work" if store else "--output-dir"
        raise OutputError(f"{folder} holds the ledger of sheets in {other}; choose another folder with {option}")


def _refuse_written(database: sqlite3.Connection) -> None:
    """Raise the database's error if a run holds it; readers do not disturb each other, as exclusive locks would."""
    try:
        database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in BUSY:
            raise
