"""The one door for health records: a file or a folder of FHIR or C-CDA, told by what is in it, as people one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import Problem, ProfileError
from planner.files.kinds import RecordKind, record_kind

if TYPE_CHECKING:
    from planner.content.knowledge import Content
    from planner.records.health.answers import PersonOfRecord
    from planner.records.health.facts import HealthRecord

MAX_BYTES = 64_000_000
NOBODY = "holds no Patient, so nobody knows whose record it is; export it with the Patient"
_LOOKED_AT = 8_192
# A picture or a text of somebody may stand before the word that says what it is.
_LOOKED_AT_MOST = 65_536


def kind_of_record(path: Path) -> RecordKind | None:
    """Return what kind of health record a file or a folder holds, or None where it is none."""
    try:
        if path.is_dir():
            kinds = {kind for file in _files(path) if (kind := _kind_of_file(file)) is not None}
            return min(kinds, default=None)
        return _kind_of_file(path) if path.is_file() else None
    except OSError:
        return None  # Whoever reads it says what is wrong.


def _kind_of_file(file: Path) -> RecordKind | None:
    with file.open("rb") as stream:
        start = stream.read(_LOOKED_AT_MOST)
        stream.seek(-min(_LOOKED_AT, stream.seek(0, 2)), 2)
        end = stream.read()
    return record_kind(start[:_LOOKED_AT], end) or record_kind(start, end)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))


def open_record(path: Path, content: Content, as_of: date) -> Iterator[PersonOfRecord]:
    """Yield the people of a health record, as they are on a day; raise ProfileError for what cannot be read."""
    from planner.records.health.answers import person_of  # Every command asks for the kind of a file, few for this.

    for files in record_files(path):
        yield from (person_of(record, content, as_of) for record in records_of(files))


def record_files(path: Path) -> list[tuple[Path, ...]]:
    """Return the files of a record, of a folder those that are records: each alone, but those of an export together."""
    kinds = [(file, _kind_of_file(file)) for file in (_files(path) if path.is_dir() else [path])]
    lines = tuple(file for file, kind in kinds if kind == "FHIR lines")
    return [(file,) for file, kind in kinds if kind in ("FHIR Bundle", "C-CDA")] + [lines] * bool(lines)


def other_files(path: Path) -> list[str]:
    """Return the names of what lies in a folder of records and is none that is read: nobody of it gets a sheet."""
    if not path.is_dir():
        return []
    taken = {file for group in record_files(path) for file in group}
    return sorted(file.name for file in path.iterdir() if file not in taken and not file.name.startswith("."))


def records_of(files: tuple[Path, ...]) -> Iterator[HealthRecord]:
    """Yield what a file, or the files of an export, say of each person; raise ProfileError if one cannot be read."""
    kind = _kind_of_file(files[0])
    if kind == "FHIR lines":
        from planner.records.fhir.bulk import bulk_records

        yield from bulk_records(files)
    elif kind == "FHIR Bundle":
        from planner.records.fhir.bundle import bundle_records

        yield from bundle_records(_bytes(files[0]), str(files[0]))
    else:
        from planner.records.ccda.document import document_record

        yield document_record(_bytes(files[0]), str(files[0]))


def only_person(path: Path, content: Content, as_of: date) -> PersonOfRecord:
    """Return the one living person of a record; raise ProfileError if it is of nobody, of several, or of the dead."""
    people = list(open_record(path, content, as_of))
    if len(people) != 1:
        what = f"tells of {len(people):,} people; make their sheets with `planner batch {path.name} -d sheets/`"
        raise ProfileError.from_problems([Problem(str(path), 0, 0, what if people else NOBODY)])
    if people[0].dead:
        said = "is the record of a person who has died; no sheet is made"
        raise ProfileError.from_problems([Problem(str(path), 0, 0, said)])
    return people[0]


def _bytes(file: Path) -> bytes:
    from planner.files.inputs import read_at_most

    data = read_at_most(file, MAX_BYTES)
    if len(data) > MAX_BYTES:
        said = f"is larger than {MAX_BYTES // 1_000_000} MB; export it as Bulk Data (NDJSON), or one file a person"
        raise ProfileError.from_problems([Problem(str(file), 0, 0, said)])
    return data
