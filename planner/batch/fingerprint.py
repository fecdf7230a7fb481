"""What a sheet hangs on beside its row: a mark of plans, program, libraries and all that was asked for."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

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
    libraries = {name: _version(name) for name in _LIBRARIES}
    held = {
        "program": [__version__, platform.python_version(), _program()],
        "plans": job.plans_mark,
        "libraries": libraries,
        "request": job.request,
        "form": job.form,
    }
    return hashlib.sha256(msgspec.json.encode(held, order="sorted")).hexdigest()


def key_of(mark: str, row: Row, job: Job) -> str:
    """Return the key of one sheet: that of its run, of its first day, and of all that its row says."""
    cells = msgspec.json.encode(
        [mark, row.cells, row.problem, row.incomplete, row.dead, row.reference, job.start_of(row)], order="sorted"
    )
    return hashlib.sha256(cells).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


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
