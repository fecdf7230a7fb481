"""The seal of a run: what all shards of one list must have in common, part by part, so that a foreign one is told."""

from __future__ import annotations

import hashlib

import msgspec
from msgspec import Struct, structs

from planner.batch.fingerprint import held
from planner.batch.job import Job


class Seal(Struct, frozen=True):
    """What a run was made from and asked for: dates and number of rows as they are, the rest as hashes."""

    people: str
    rows: int
    plans: str
    program: str
    libraries: str
    options: str
    start: str
    as_of: str

    def differs(self, other: Seal) -> list[str]:
        """Return in words what another run has otherwise."""
        return [words for field, words in _WORDS.items() if getattr(self, field) != getattr(other, field)]


_WORDS = {
    "people": "another list",
    "rows": "another number of rows",
    "plans": "other plans",
    "program": "another version of planner or Python",
    "libraries": "other versions of libraries",
    "options": "other options",
    "start": "another first day",
    "as_of": "another as-of day",
}


def seal_of(job: Job, digest: str, rows: int, names: object) -> Seal:
    """Return the seal of a run over a list with this hash; `names` is how files are named."""
    request = structs.replace(job.request, start=None, as_of=None)
    parts = held(structs.replace(job, request=request))
    return Seal(
        people=digest,
        rows=rows,
        plans=job.plans_mark,
        program=_hash(parts["program"]),
        libraries=_hash(parts["libraries"]),
        options=_hash([parts["request"], job.form, job.own_starts, names]),
        start=str(job.request.start),
        as_of=str(job.request.as_of),
    )


def _hash(part: object) -> str:
    return hashlib.sha256(msgspec.json.encode(part, order="sorted")).hexdigest()
