"""The one door for health records: a file or a folder of FHIR or C-CDA, told by what is in it, as people one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import Problem, ProfileError
from planner.files.kinds import RecordKind, record_kind
from planner.records.health.answers import PersonOfRecord, person_of
from planner.records.health.facts import HealthRecord

if TYPE_CHECKING:
    from planner.content.knowledge import Content

MAX_BYTES = 64_000_000
_LOOKED_AT = 8_192


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
        return record_kind(stream.read(_LOOKED_AT))


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))


def open_record(path: Path, content: Content, as_of: date) -> Iterator[PersonOfRecord]:
    """Yield the people of a health record, as they are on a day; raise ProfileError for what cannot be read."""
    return (person_of(record, content, as_of) for record in records_in(path))


def records_in(path: Path) -> Iterator[HealthRecord]:
    """Yield what a file or a folder says of each person; raise ProfileError for what cannot be read."""
    files = _files(path) if path.is_dir() else [path]
    kinds = [(file, _kind_of_file(file)) for file in files]
    lines = [file for file, kind in kinds if kind == "FHIR lines"]
    for file, kind in kinds:
        if kind == "FHIR Bundle":
            from planner.records.fhir.bundle import bundle_records

            yield from bundle_records(_bytes(file), str(file))
        elif kind == "C-CDA":
            from planner.records.ccda.document import document_record

            yield document_record(_bytes(file), str(file))
    if lines:
        from planner.records.fhir.bulk import bulk_records

        yield from bulk_records(lines)


def _bytes(file: Path) -> bytes:
    from planner.files.inputs import read_at_most

    data = read_at_most(file, MAX_BYTES)
    if len(data) > MAX_BYTES:
        said = f"is larger than {MAX_BYTES // 1_000_000} MB; export it as Bulk Data (NDJSON), or one file a person"
        raise ProfileError.from_problems([Problem(str(file), 0, 0, said)])
    return data
