"""Bulk Data files of FHIR: one resource a line, sorted by type, joined again by person in a file that is taken away."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import chain
from pathlib import Path

import msgspec

from planner.errors import OutputError, Problem, ProfileError
from planner.files.names import spelled_out
from planner.records.fhir.meaning import facts_of
from planner.records.fhir.patient import patient_of
from planner.records.fhir.places import as_fhir, key_of, refuse_crowded
from planner.records.fhir.shapes import FhirMedication
from planner.records.fhir.subjects import NOBODY_NAMED, SOMEBODY_ELSE, head_of, numbers_of, subject_of
from planner.records.fhir.words import medicine_named
from planner.records.health.facts import CodedWords, HealthRecord, RecordedFact

LONGEST_LINE = 64_000_000
# So much is read of one person: as much as a Bundle may hold.
MOST_OF_ONE = 64_000_000
_TABLES = (
    "CREATE TABLE resource (kind TEXT, id TEXT, subject TEXT, file TEXT, line INTEGER, raw BLOB)",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    # What belongs to this run alone needs no lock, and no look at a name that is gone.
    "PRAGMA locking_mode = EXCLUSIVE",
)
_INDEXES = ("CREATE INDEX by_subject ON resource (subject)", "CREATE INDEX by_id ON resource (kind, id)")


def bulk_records(files: Iterable[Path]) -> Iterator[HealthRecord]:
    """Yield the record of each person of some Bulk Data files, in the order of their Patients.

    What is read is sorted on disk, in a file of this user alone, until the last person is done. Raise OutputError where
    the disk has no room for it.
    """
    with _told(), _store() as store:
        for file in files:
            store.executemany("INSERT INTO resource VALUES (?, ?, ?, ?, ?, ?)", _rows(file))
        for statement in _INDEXES:
            store.execute(statement)
        _refuse_twins(store)
        yield from _records(store)


@contextmanager
def _store() -> Iterator[sqlite3.Connection]:
    """Give an empty store on disk; its file loses its name at once where the system lets it: a kill leaves none."""
    handle, name = tempfile.mkstemp(prefix="planner-", suffix=".sqlite")  # Readable by this user alone.
    os.close(handle)
    try:
        with closing(sqlite3.connect(name)) as store:
            for statement in _TABLES:
                store.execute(statement)
            store.commit()
            with suppress(OSError):  # Windows removes nothing that is open; it goes in the end.
                Path(name).unlink()
            yield store
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        place = tempfile.gettempdir()
        said = f"{place} has no room to sort the export ({error}); make room there, or set TMPDIR to another folder"
        raise OutputError(said) from error


def _rows(file: Path) -> Iterator[tuple[str, str, str, str, int, bytes]]:
    """Yield each resource of a file that may be read."""
    name = spelled_out(str(file))
    for line, raw in _lines(file):
        refuse_crowded(raw, name, line)
        with as_fhir(name, line, ""):
            head = head_of(raw, name, line, "")
        if head is not None:
            yield head.resource_type, head.id, subject_of(head), name, line, raw


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    with file.open("rb") as stream:
        line = 0
        while raw := stream.readline(LONGEST_LINE + 1):
            line += 1
            if len(raw) > LONGEST_LINE:
                said = f"is longer than {LONGEST_LINE // 1_000_000} MB; a line of a Bulk Data file is one resource"
                raise ProfileError.from_problems([Problem(str(file), line, 0, said)])
            if raw.strip(b"\xef\xbb\xbf \t\r\n"):
                yield line, raw.removeprefix(b"\xef\xbb\xbf")


def _refuse_twins(store: sqlite3.Connection) -> None:
    twins = "SELECT file, max(line), min(line) FROM resource WHERE kind = 'Patient' GROUP BY id HAVING count(*) > 1"
    problems = [
        Problem(file, last, 0, f"is a Patient with the id of line {first}; give each its own")
        for file, last, first in store.execute(twins).fetchmany(20)
    ]
    if problems:
        raise ProfileError.from_problems(problems)


def _records(store: sqlite3.Connection) -> Iterator[HealthRecord]:
    (many,) = store.execute("SELECT count(*) FROM resource WHERE kind = 'Patient'").fetchone()
    elsewhere: tuple[RecordedFact, ...] = (SOMEBODY_ELSE,) * _homeless(store) if many > 1 else ()
    people = store.execute("SELECT id, file, line, raw FROM resource WHERE kind = 'Patient' ORDER BY rowid")
    for id_, file, line, raw in people:
        keys: tuple[str, ...] = (f"Patient/{id_}",)
        with as_fhir(file, line, "Patient: "):
            patient = patient_of(raw, keys[0])
            keys = (*keys, *numbers_of(raw), NOBODY_NAMED) if many == 1 else keys
        if many == 1:
            elsewhere = (SOMEBODY_ELSE,) * _about_others(store, keys)
        # What is about nobody of several is counted once.
        yield HealthRecord(patient, (*_facts(store, keys), *elsewhere), file, line)
        elsewhere = ()


_ABOUT = "FROM resource AS r WHERE r.kind NOT IN ('Patient', 'Medication')"


def _homeless(store: sqlite3.Connection) -> int:
    """Return how many resources are about nobody of an export."""
    somebody = "SELECT 1 FROM resource AS p WHERE p.kind = 'Patient' AND p.id = substr(r.subject, 9)"
    whose = f"r.subject LIKE 'Patient/%' AND EXISTS ({somebody})"
    (found,) = store.execute(f"SELECT count(*) {_ABOUT} AND NOT ({whose})").fetchone()
    return int(found)


def _about_others(store: sqlite3.Connection, keys: tuple[str, ...]) -> int:
    """Return how many resources are about somebody who goes by none of some names."""
    (found,) = store.execute(f"SELECT count(*) {_ABOUT}").fetchone()
    hers = [store.execute(f"SELECT count(*) {_ABOUT} AND r.subject = ?", (key,)).fetchone()[0] for key in keys]
    return int(found - sum(hers))


def _facts(store: sqlite3.Connection, keys: tuple[str, ...]) -> Iterator[RecordedFact]:
    about = f"SELECT r.kind, r.file, r.line, r.raw {_ABOUT} AND r.subject = ? ORDER BY r.rowid"
    size = 0
    for kind, file, line, raw in chain.from_iterable(store.execute(about, (key,)) for key in keys):
        size += len(raw)
        if size > MOST_OF_ONE:
            said = (
                f"is beyond {MOST_OF_ONE // 1_000_000} MB about one person, which is more than is read; leave some out"
            )
            raise ProfileError.from_problems([Problem(file, line, 0, said)])
        with as_fhir(file, line, f"{kind}: "):
            yield from list(facts_of(kind, raw, lambda reference: _medicine(store, reference)))


def _medicine(store: sqlite3.Connection, reference: str) -> CodedWords | None:
    kind, _, id_ = key_of(reference).rpartition("/")
    wanted = "SELECT file, line, raw FROM resource WHERE kind = ? AND id = ?"
    found = store.execute(wanted, (kind, id_)).fetchone() if kind == "Medication" else None
    if found is None:
        return None
    file, line, raw = found
    with as_fhir(file, line, "Medication: "):
        return medicine_named(msgspec.json.decode(raw, type=FhirMedication))
