"""The one door for a list of people, in whatever form it comes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from planner.errors import ProfileError
from planner.files.clock import today
from planner.files.kinds import WORKBOOK, is_profile, is_yaml_list, kind_by_bytes
from planner.records.folder import holds_profiles, read_folder
from planner.records.health.people import kind_of_record
from planner.records.held import Held, hold
from planner.records.listing import ListOptions, ListSource
from planner.records.text.csv import read_csv
from planner.records.text.encoding import Encoding, encoding_of, opened_text
from planner.records.text.jsonlines import is_json_lines, read_json_lines
from planner.records.xlsx.sheets import read_xlsx

__all__ = ["ListOptions", "ListSource", "open_list"]
_AS_IT_IS = ListOptions()
_FORMS = "a list is a CSV file"
_ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".jsonl", ".ndjson")


def open_list(path: Path, options: ListOptions = _AS_IT_IS, stdin: Callable[[int], bytes] | None = None) -> ListSource:
    """Return a list whose rows can be read; raise ProfileError for a file or columns that cannot be used.

    "-" is standard input, which `stdin` reads.
    """
    if kind_of_record(path) is not None:
        return _health_records(path, options)
    if path.is_dir():
        return read_folder(path, options)
    held = hold(path, stdin or sys.stdin.buffer.read)
    kind = kind_by_bytes(held.edges())
    if kind == WORKBOOK:
        return read_xlsx(held, options)
    if kind:
        raise ProfileError(f"{held.name}: looks like {kind}; {_FORMS}: save it as 'CSV UTF-8'")
    encoding = encoding_of(held, options.encoding)
    with opened_text(held, encoding) as lines:
        if is_json_lines(lines):
            return read_json_lines(held, encoding, options)
    _refuse_other_text(held, encoding)
    return read_csv(held, encoding, options)


def _health_records(path: Path, options: ListOptions) -> ListSource:
    from planner.content.loader import load_content
    from planner.records.health.listing import read_records

    return read_records(path, options.content or load_content(), options.as_of or today())


def _refuse_other_text(held: Held, encoding: Encoding) -> None:
    with opened_text(held, encoding) as lines:
        text = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    if is_yaml_list(text):
        raise ProfileError(f"{held.name}: looks like a YAML list; {_FORMS}, with a header such as id,name,age")
    if is_profile(text):
        raise ProfileError(
            f"{held.name}: looks like a profile of one person; make the sheet with planner render {held.name}"
        )


def is_list(path: Path) -> bool:
    """Return whether a path is read as a list of people rather than as one profile."""
    return str(path) == "-" or path.suffix.lower() in _ENDINGS or (path.is_dir() and holds_profiles(path))
