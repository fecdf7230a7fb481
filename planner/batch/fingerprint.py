"""What a sheet hangs on beside its row: a mark of plans, program, libraries and all that was asked for."""

from __future__ import annotations

import hashlib
import platform
import zlib
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec

from planner import __version__
from planner.batch.job import Job
from planner.content.cache import fingerprint
from planner.records.rows import Row
from planner.resources import bundled

# What writes the bytes of a sheet, or decides what stands in it.
_LIBRARIES = ("msgspec", "reportlab", "icalendar", "pillow", "PyYAML")
_PACKAGE = Path(__file__).resolve().parent.parent


def mark_of_plans(folder: Path | None) -> str:
    """Return the mark of a folder of plans, by default ours, and of the program that reads it."""
    return fingerprint(folder or bundled("plans"))


def mark_of(job: Job) -> str:
    """Return the mark of a run: another one wherever the same row could give another sheet."""
    return hashlib.sha256(msgspec.json.encode(held(job), order="sorted")).hexdigest()


def held(job: Job) -> dict[str, Any]:
    """Return what every sheet of a run hangs on, by name."""
    return {
        "program": [__version__, platform.python_version(), _program()],
        "plans": job.plans_mark,
        "libraries": libraries(),
        "request": job.request,
        "form": job.form,
    }


def machine_of(plans_mark: str) -> dict[str, str]:
    """Return what two machines must have in common for the same row to give the same bytes, by name."""
    program = {"planner": __version__, "Python": platform.python_version(), "program": _program(), "plans": plans_mark}
    return {**program, **libraries()}


def libraries() -> dict[str, str]:
    """Return the version of each library that writes the bytes of a sheet, and of what packs them."""
    return {**{name: _version(name) for name in _LIBRARIES}, "zlib": zlib.ZLIB_RUNTIME_VERSION}


def key_of(mark: str, row: Row, job: Job) -> str:
    """Return the key of one sheet: that of its run, of its first day, and of all that its row says."""
    return hashlib.sha256(_encoded(mark, row, job.start_of(row))).hexdigest()


def digest_of(row: Row) -> bytes:
    """Return a hash over all that a row says, whatever it is asked for."""
    return hashlib.sha256(_encoded(str(row.line), row, row.start)).digest()


def _encoded(mark: str, row: Row, start: date | None) -> bytes:
    said = [mark, row.cells, row.problem, row.incomplete, row.dead, row.reference, start]
    return msgspec.json.encode(said, order="sorted")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@cache
def _program() -> str:
    """Return a hash over the program and its fonts, each file by its place and bytes."""
    digest = hashlib.sha256()
    fonts = bundled("fonts")
    files = [(_PACKAGE, file) for file in _PACKAGE.rglob("*.py")] + [(fonts, file) for file in fonts.rglob("*.ttf")]
    for root, file in sorted(files):
        data = file.read_bytes()
        digest.update(f"{file.relative_to(root).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()
