"""Many sheets in one file, one a line, for a format that is JSON: Bulk Data of FHIR, put together from the sheets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from planner.errors import OutputError


def write_lines(sheets: Iterable[tuple[Path, str]], target: Path, part: Path, mode: int) -> int:
    """Write sheets, each a file of JSON with its SHA-256, as lines of one file, in their order; return how many.

    The file is put together as `part` and moved into place. Raise OutputError for a sheet that is not what it was.
    """
    number = 0
    try:
        with part.open("wb") as stream:
            part.chmod(mode)
            for line in _lines(sheets):
                stream.write(line)
                number += 1
        part.replace(target)
    except OSError as error:
        reason = f"cannot be written: {error.strerror}; choose another place with --output-dir"
        raise OutputError(f"{target} {reason}") from error
    return number


def remove_lines(target: Path) -> None:
    """Take away the file of a run before, which would be loaded as that of this one."""
    try:
        target.unlink(missing_ok=True)
    except OSError as error:
        said = f"{target} cannot be taken away: {error.strerror}; it belongs to a run before this one"
        raise OutputError(said) from error


def _lines(sheets: Iterable[tuple[Path, str]]) -> Iterator[bytes]:
    for path, sha256 in sheets:
        yield msgspec.json.format(_sheet(path, sha256), indent=-1) + b"\n"


def _sheet(path: Path, sha256: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror}; run the list again") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise OutputError(f"{path} was changed after it was put there; run the list again")
    return data
