"""Keeps the content of plans/ in its read form between runs, so that starting is quick; the YAML stays the truth."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from planner.errors import ContentError, OutputError
from planner.files.keep import Keep, at_once
from planner.files.output import write

__all__ = ["Keep", "Kept", "at_once", "fingerprint"]

_T = TypeVar("_T")
_PACKAGE = Path(__file__).resolve().parent.parent
# The rooms that turn YAML into what is kept: a change there is a change of what would be made.
_ROOMS = ("content", "files", "lexicon", "logic", "model", "recognition")
# A folder of our own below Python's: whoever may write there could write our code as well, and we set its rights.
_PLACE = _PACKAGE / "__pycache__" / "plans"
_SUM = hashlib.sha256().digest_size


class Kept:
    """What was made of one folder, kept from one run to the next as long as nothing changes."""

    def __init__(self, folder: Path, place: Path = _PLACE) -> None:
        """Read every file that the content depends on once, for its hash."""
        self.mark = fingerprint(folder)
        self.place = place

    def __call__(self, name: str, type_: type[_T], work: Callable[[], _T], /) -> _T:
        """Return the thing of a name as an earlier run kept it; what was not, or is damaged, is worked out anew."""
        found = self._load(name, type_)
        if found is not None:
            return found
        made = work()
        self._save(name, msgspec.json.encode(made))
        return made

    def file(self, name: str) -> Path:
        """Return where the thing of a name is kept: a checksum, then the JSON."""
        return self.place / f"{name}-{self.mark}.json"

    def _sum(self, name: str, data: bytes) -> bytes:
        """Return the checksum of what is kept under a name; that of another name, or of other plans, is another."""
        return hashlib.sha256(b"\0".join((name.encode(), self.mark.encode(), data))).digest()

    def _load(self, name: str, type_: type[_T]) -> _T | None:
        kept = _trusted_bytes(self.file(name))
        if kept is None or kept[:_SUM] != self._sum(name, kept[_SUM:]):
            return None
        try:
            return msgspec.json.decode(kept[_SUM:], type=type_)
        except msgspec.MsgspecError:
            return None

    def _save(self, name: str, data: bytes) -> None:
        # A folder that cannot be written to only costs the next run its head start.
        with contextlib.suppress(OSError, OutputError):
            self.place.mkdir(parents=True, exist_ok=True)
            if _owned(self.place.lstat()):
                # Plans are no secret: what one user keeps serves all, and no one else may change it.
                self.place.chmod(0o755)
            if _trusted(self.place.lstat()):
                write(self.file(name), self._sum(name, data) + data, mode=0o644)
                for old in set(self.place.glob(f"{name}-*.json")) - {self.file(name)}:
                    old.unlink(missing_ok=True)


def fingerprint(folder: Path) -> str:
    """Return a hash over every file that the content depends on, each by its place and bytes, and what reads it."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} msgspec {msgspec.__version__}".encode())
    code = [file for room in _ROOMS for file in _files(_PACKAGE / room) if file.endswith(".py")]
    for root, files in ((folder, _files(folder)), (_PACKAGE, code)):
        # Some three hundred files are read at every start: plain strings take half the time of paths.
        top = len(f"{root}{os.sep}")
        for file in files:
            data = _bytes(file)
            place = file[top:].replace(os.sep, "/")
            digest.update(f"{place}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            digest.update(data)
    return digest.hexdigest()[:32]


def _files(folder: Path) -> list[str]:
    return sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names)  # noqa: PTH118 - as above


def _bytes(file: str) -> bytes:
    try:
        with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - as above
            return stream.read()
    except OSError as error:
        raise ContentError(f"{file}: cannot be read: {error.strerror}") from error


def _trusted_bytes(file: Path) -> bytes | None:
    """Return what a file holds, or nothing if somebody else could have written it there."""
    try:
        if not _trusted(file.parent.lstat()):
            return None
        with file.open("rb") as stream:
            return stream.read() if _trusted(os.fstat(stream.fileno())) else None
    except OSError:
        return None


def _trusted(found: os.stat_result) -> bool:
    """Return whether only the user, or the administrator, can write to a file or folder."""
    known = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    shared = stat.S_IMODE(found.st_mode) & (stat.S_IWGRP | stat.S_IWOTH)
    # Where there are no such rights, as on Windows, the folder of the program is guarded by other means.
    return not hasattr(os, "geteuid") or (known and not shared and found.st_uid in (0, os.geteuid()))


def _owned(found: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or (stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid())
