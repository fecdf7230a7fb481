"""Write a result whole or not at all, private to the user."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from planner.errors import OutputError

PRIVATE = 0o600


def write(target: str | Path, data: bytes, *, mode: int = PRIVATE, overwrite: bool = True) -> None:
    """Write data beside the target and move it into place, or to standard output for "-"; raise OutputError."""
    if str(target) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    try:
        if path.is_dir():
            raise OutputError(f"{path} is a folder; name a file, such as {path / 'plan.pdf'}")
        if path.exists() and not overwrite:
            raise OutputError(f"{path} exists already; name another file, or add --force to replace it")
        _write_beside(path, data, mode)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path} cannot be written: {reason}; choose another place with --output") from error


def _write_beside(path: Path, data: bytes, mode: int) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
