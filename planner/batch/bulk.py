"""The file that holds all sheets of a batch once more, one a line, for a format that has such a file."""

from __future__ import annotations

from pathlib import Path

from planner.batch.job import Job, state_of
from planner.batch.ledger import Ledger
from planner.batch.receipts import MADE
from planner.formats.bulk import write_lines
from planner.formats.registry import FORMATS


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
