"""Health records as a list: each person a row, as `planner batch` takes them; a file that cannot be read is one too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import Problem, ProfileError
from planner.files.names import spelled_out
from planner.records.health.answers import PersonOfRecord, person_of
from planner.records.health.people import NOBODY, other_files, record_files, records_of
from planner.records.listing import ListSource, ignored
from planner.records.rows import Row, on_one_line

if TYPE_CHECKING:
    from planner.content.knowledge import Content


def read_records(path: Path, content: Content, as_of: date) -> ListSource:
    """Return the people of a health record, of a folder of them or of an export as a list, as they are on a day."""
    files = [file for group in record_files(path) for file in group]
    others = other_files(path)
    return ListSource(
        name=str(path),
        read=partial(_rows, path, content, as_of),
        header=("file", "patient"),
        head="file,patient",
        taken=f"{len(files)} file{'s' * (len(files) > 1)} of health records{ignored(others)}",
        inputs=tuple(files),
    )


def _rows(path: Path, content: Content, as_of: date) -> Iterator[Row]:
    number = 0
    for files in record_files(path):
        try:
            for record in records_of(files):
                number += 1
                yield _row(number, person_of(record, content, as_of))
        except ProfileError as error:
            if len(files) > 1:
                raise  # Files that belong together are one list.
            number += 1
            yield Row(number, {}, on_one_line(error), raw=spelled_out(files[0].name), file=spelled_out(str(files[0])))
    if not number:
        raise ProfileError.from_problems([Problem(str(path), 0, 0, NOBODY)])


def _row(number: int, person: PersonOfRecord) -> Row:
    return Row(
        number,
        person.cells,
        raw=spelled_out(f"{Path(person.file).name},{person.reference}"),
        file=spelled_out(f"{person.file}:{person.line}" if person.line else person.file),
        incomplete=person.incomplete,
        dead=person.dead,
        left_out=person.left_out,
        reference=person.reference,
    )


def in_numbers(left_out: Iterable[tuple[str, int]]) -> str:
    """Return how often something was left out, and why: "refuted (2), entered in error (1)"."""
    return ", ".join(f"{reason} ({number:,})" for reason, number in sorted(left_out))
