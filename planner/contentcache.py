"""Keeps the content of plans/ in its read form between runs, so that starting is quick; the YAML stays the truth."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

_T = TypeVar("_T")
_PACKAGE = Path(__file__).resolve().parent
# What turns YAML into records; when one of these changes, what was kept is no longer what would be read.
_READERS = ("template.py", "content.py", "contentfiles.py", "yamlfile.py", "places.py", "check.py")


def kept(folder: Path, type_: type[_T], read: Callable[[], _T]) -> _T:
    """Return the content of a folder as kept by an earlier run if nothing changed since, or as read now."""
    mark = fingerprint(folder)
    for place in _places(mark):
        found = _load(place, type_)
        if found is not None:
            return found
    content = read()
    _save(_places(mark)[-1], msgspec.json.encode(content))
    return content


def fingerprint(folder: Path) -> str:
    """Return a hash over every file that the content depends on."""
    digest = hashlib.sha256()
    for file in (*sorted(folder.rglob("*.yaml")), *(_PACKAGE / name for name in _READERS)):
        data = file.read_bytes()
        digest.update(f"{file.name}:{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()[:32]


def _places(mark: str) -> tuple[Path, ...]:
    return (_PACKAGE / f"content-{mark}.json", _PACKAGE / "__pycache__" / f"content-{mark}.json")


def _load(file: Path, type_: type[_T]) -> _T | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=type_)
    except (OSError, msgspec.MsgspecError):
        # Nothing was kept, or it was cut short: the YAML is read again.
        return None


def _save(file: Path, data: bytes) -> None:
    # A folder that cannot be written to only costs the next run its head start.
    with contextlib.suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        for old in file.parent.glob("content-*.json"):
            old.unlink()
        handle, name = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(file)
