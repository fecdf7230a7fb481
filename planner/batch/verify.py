"""Sheets held against the ledger of their folder: every byte as it was put in place, or what differs."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from planner.batch.job import STATE
from planner.batch.ledger import NAME, opened
from planner.batch.machines.sharing import refuse_other_place, shards_in
from planner.batch.machines.stores import Store, store_of
from planner.errors import OutputError, PartialError, Problem

_OTHER = "is not the sheet that was put there"


def verify(folder: Path, store: str = "") -> int:
    """Return how many sheets stand in a folder, or in a store, as they were put there, also by shards.

    `folder` holds the ledgers. Raise PartialError naming the sheets that differ.
    """
    sheets: dict[str, set[str]] = defaultdict(set)
    ledgers = [*([None] if (folder / STATE / NAME).is_file() else []), *shards_in(folder)]
    if not ledgers:
        raise OutputError(f"{folder} holds no ledger of a batch; name the folder that a batch wrote into")
    for shard in ledgers:
        with opened(folder, shard) as ledger:
            refuse_other_place(ledger, folder, store)
            for receipt in ledger.sheets():
                sheets[receipt.file].add(receipt.sha256)
    problems = list(_differing_in_store(store_of(store), sheets) if store else _differing(folder, sheets))
    if problems:
        head = f"{len(problems)} of {len(sheets)} sheets differ; run the list again to make them anew:"
        raise PartialError("\n".join([head, *map(str, problems)]), problems, head=head)
    return len(sheets)


def _differing(folder: Path, sheets: Mapping[str, set[str]]) -> Iterator[Problem]:
    for file, known in sorted(sheets.items()):
        path = folder / file
        try:
            with path.open("rb") as stream:
                same = hashlib.file_digest(stream, "sha256").hexdigest() in known
        except OSError as error:
            yield Problem(str(path), 0, 0, f"cannot be read: {error.strerror}")
            continue
        if not same:
            yield Problem(str(path), 0, 0, _OTHER)


def _differing_in_store(store: Store, sheets: Mapping[str, set[str]]) -> Iterator[Problem]:
    for file, known in sorted(sheets.items()):
        try:
            data = store.read(file)
        except OutputError as error:
            yield Problem("", 0, 0, str(error))
            continue
        if hashlib.sha256(data).hexdigest() not in known:
            yield Problem(store.place(file), 0, 0, _OTHER)
