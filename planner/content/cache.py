"""Keeps the content of plans/ in its read form between runs, so that starting is quick; the YAML stays the truth."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

_T = TypeVar("_T")
_PACKAGE = Path(__file__).resolve().parent.parent
# What turns YAML into what is kept; when one of these changes, what was kept is no longer what would be made.
_MAKERS = (
    *("model/records.py", "content/knowledge.py", "content/loader.py", "files/yaml.py", "files/places.py"),
    *("content/validate.py", "recognition/medicines.py", "recognition/reading.py"),
)


class Keep(Protocol):
    """Returns what was worked out before under a name, or works it out now."""

    def __call__(self, name: str, type_: type[_T], work: Callable[[], _T], /) -> _T:
        """Return the thing of a name, of a type that JSON can hold."""


def at_once(_name: str, _type: type[_T], work: Callable[[], _T], /) -> _T:
    """Return what `work` gives; nothing is kept."""
    return work()


class Kept:
    """What was made of one folder, kept from one run to the next as long as nothing changes."""

    def __init__(self, folder: Path) -> None:
        """Read every file that the content depends on once, for its hash."""
        self.mark = fingerprint(folder)

    def __call__(self, name: str, type_: type[_T], work: Callable[[], _T], /) -> _T:
        """Return the thing of a name as an earlier run kept it, or as it is worked out now."""
        places = tuple(place / f"{name}-{self.mark}.json" for place in (_PACKAGE, _PACKAGE / "__pycache__"))
        for place in places:
            found = _load(place, type_)
            if found is not None:
                return found
        made = work()
        _save(places[-1], name, msgspec.json.encode(made))
        return made


def fingerprint(folder: Path) -> str:
    """Return a hash over every file that the content depends on."""
    digest = hashlib.sha256()
    for file in (*sorted(folder.rglob("*.yaml")), *(_PACKAGE / name for name in _MAKERS)):
        data = file.read_bytes()
        digest.update(f"{file.name}:{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()[:32]


def _load(file: Path, type_: type[_T]) -> _T | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=type_)
    except (OSError, msgspec.MsgspecError):
        # Nothing was kept, or it was cut short: the YAML is read again.
        return None


def _save(file: Path, name: str, data: bytes) -> None:
    # A folder that cannot be written to only costs the next run its head start.
    with contextlib.suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        for old in file.parent.glob(f"{name}-*.json"):
            old.unlink()
        handle, new = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(new).replace(file)
