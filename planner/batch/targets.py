"""Targets: the name of the file of each row, by a template such as "{id}-{language}"."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

from planner.batch.job import Job
from planner.errors import PlannerError, UsageError, did_you_mean
from planner.files.names import LONGEST, safe_name
from planner.pipeline import SUFFIXES, chosen_plan, with_request
from planner.profile.answers import Person
from planner.records.rows import Row, row_answers

DEFAULT_TEMPLATE = "{id}"
FIELDS = ("id", "row", "language", "plan", "start")
_LITERAL = re.compile(r"[A-Za-z0-9_-]*")
# For these the row itself must be read, not only its cells.
_OF_THE_PERSON = {"language", "plan"}
_NAMELESS = "a name never becomes part of a path"


class NameTemplate:
    """A template of file names, checked when it is made."""

    def __init__(self, template: str = DEFAULT_TEMPLATE) -> None:
        """Raise UsageError for a field that there is not, and for signs that not every system takes."""
        self.parts = tuple(_parts(template))
        self.fields = {field for _, field in self.parts if field}
        if not self.fields & {"id", "row"}:
            raise _wrong("it holds neither {id} nor {row}, so every row would write the same file")

    def file_of(self, row: Row, job: Job) -> str:
        """Return the name of the file of a row; without an id that of its own file stands for it, or its line."""
        values = {
            "id": safe_name(row.cells.get("id", "")) or safe_name(Path(row.file).stem) or f"row-{row.line}",
            "row": str(row.line),
            "start": str(job.start_of(row)),
        }
        if self.fields & _OF_THE_PERSON:
            values |= _of_the_person(row, job)
        stem = safe_name("".join(literal + values.get(field, "") for literal, field in self.parts))
        return f"{stem or values['id']}{SUFFIXES[job.form]}"


def _parts(template: str) -> list[tuple[str, str]]:
    """Return the pieces of a template: some text, and the field after it, or none."""
    try:
        parts = [(text, field, spec, conversion) for text, field, spec, conversion in Formatter().parse(template)]
    except ValueError as error:
        raise _wrong(f"it cannot be read ({error})") from error
    for text, field, spec, conversion in parts:
        if not _LITERAL.fullmatch(text):
            raise _wrong("between the fields, only letters from A to Z, numbers, - and _ are safe on every system")
        if field is not None and (field not in FIELDS or spec or conversion):
            why = f" ({_NAMELESS})" if field == "name" else did_you_mean(field, FIELDS)
            raise _wrong(f"there is no field {{{field}}}{why}")
    return [(text, field or "") for text, field, _, _ in parts]


def _wrong(why: str) -> UsageError:
    known = ", ".join(f"{{{field}}}" for field in FIELDS)
    return UsageError(
        f"--name-template: {why}; fields: {known}; such as '{{id}}-{{language}}' (at most {LONGEST} signs)"
    )


def _of_the_person(row: Row, job: Job) -> dict[str, str]:
    """Return the fields that hang on what is asked for of a row's sheet; a row that cannot be read has none of them."""
    try:
        person: Person = with_request(row_answers(row, as_of=job.request.as_of), job.request)
    except PlannerError:
        return {}
    return {
        "language": person.options.language or "en",
        "plan": job.request.plan or chosen_plan(person.answers),
    }
