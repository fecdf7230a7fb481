"""The one door for a list of people, in whatever form it comes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from planner.errors import Problem, ProfileError, UsageError
from planner.files.clock import today
from planner.files.kinds import WORKBOOK, kind_by_bytes
from planner.records.folder import holds_profiles, read_folder
from planner.records.health.people import kind_of_record
from planner.records.held import hold
from planner.records.listing import FORMS, ListOptions, ListSource
from planner.records.text.csv import read_csv
from planner.records.text.encoding import encoding_of, opened_text
from planner.records.text.jsonlines import is_json_lines, read_json_lines

__all__ = ["ListOptions", "ListSource", "open_list"]
_AS_IT_IS = ListOptions()
_JSON_LINES = (".jsonl", ".ndjson")
_ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", *_JSON_LINES)


def open_list(path: Path, options: ListOptions = _AS_IT_IS, stdin: Callable[[int], bytes] | None = None) -> ListSource:
    """Return a list whose rows can be read; raise ProfileError for a file or columns that cannot be used.

    "-" is standard input, which `stdin` reads.
    """
    if kind_of_record(path) is not None:
        _refuse_idle(options, "columns", "encoding", "sheet", "date_order", form="a health record")
        return _health_records(path, options)
    if path.is_dir():
        _refuse_idle(options, "columns", "encoding", "sheet", form="a folder of profiles")
        return read_folder(path, options)
    held = hold(path, stdin or sys.stdin.buffer.read)
    kind = kind_by_bytes(held.edges())
    if kind == WORKBOOK:
        from planner.records.xlsx.sheets import read_xlsx

        _refuse_idle(options, "encoding", form="a workbook")
        return read_xlsx(held, options)
    if kind:
        raise ProfileError(f"{held.name}: looks like {kind}; {FORMS}; save it as CSV UTF-8")
    _refuse_idle(options, "sheet", form="a list in text")
    encoding = encoding_of(held, options.encoding)
    with opened_text(held, encoding) as lines:
        if path.suffix.lower() in _JSON_LINES or is_json_lines(lines):
            return read_json_lines(held, encoding, options)
    return read_csv(held, encoding, options)


def _health_records(path: Path, options: ListOptions) -> ListSource:
    from planner.content.loader import load_content
    from planner.records.health.listing import read_records

    return read_records(path, options.content or load_content(), options.as_of or today())


def _refuse_idle(options: ListOptions, *names: str, form: str) -> None:
    """Raise UsageError for what somebody says of a list and that no list of its form has."""
    for name in names:
        if getattr(options, name):
            flag = "--map" if name == "columns" else f"--{name.replace('_', '-')}"
            text = f"{flag} says nothing of {form}; leave it out"
            raise UsageError.from_problems([Problem("", 0, 0, text, flag)])


def is_list(path: Path) -> bool:
    """Return whether a path is read as a list of people rather than as one profile."""
    return str(path) == "-" or path.suffix.lower() in _ENDINGS or (path.is_dir() and holds_profiles(path))
