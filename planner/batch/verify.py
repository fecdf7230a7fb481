"""Sheets held against the ledger of their folder: every byte as it was put in place, or what differs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from planner.batch.job import STATE
from planner.batch.ledger import NAME, opened
from planner.errors import OutputError, PartialError, Problem


def verify(folder: Path) -> int:
    """Return how many sheets stand in a folder as they were put there; raise PartialError naming those that do not."""
    if not (folder / STATE / NAME).is_file():
        raise OutputError(f"{folder} holds no ledger of a batch; name the folder that a batch wrote into")
    with opened(folder) as ledger:
        sheets = [(receipt.file, receipt.sha256) for receipt in ledger.sheets()]
    problems = list(_differing(folder, sheets))
    if problems:
        head = f"{len(problems)} of {len(sheets)} sheets differ; run the list again to make them anew:"
        raise PartialError("\n".join([head, *map(str, problems)]), problems, head=head)
    return len(sheets)


def _differing(folder: Path, sheets: list[tuple[str, str]]) -> Iterator[Problem]:
    for file, sha256 in sheets:
        path = folder / file
        try:
            with path.open("rb") as stream:
                same = hashlib.file_digest(stream, "sha256").hexdigest() == sha256
        except OSError as error:
            yield Problem(str(path), 0, 0, f"cannot be read: {error.strerror}")
            continue
        if not same:
            yield Problem(str(path), 0, 0, "is not the sheet that was put there")
