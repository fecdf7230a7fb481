"""Write a result whole or not at all, private to the user, and never over what is no ordinary file."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from planner.errors import OutputError

PRIVATE = 0o600
_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
)
# What is not finished: the beginning of the target's name, our own, and what `tempfile` adds.
_PART = re.compile(r"\..{1,40}\.planner-[a-z0-9_]{8}\.part", re.DOTALL)


def kind_of(mode: int) -> str | None:
    """Return what the mode of a file says that it is, in words, or nothing for an ordinary file."""
    return next((words for holds, words in _KINDS if holds(mode)), None)


def refuse_unfit(target: str | Path, inputs: Iterable[str | Path] = ()) -> None:
    """Raise OutputError for a folder, a device, a pipe by name, or an input of the same run; touch nothing.

    In both, "-" is the standard stream. A file is known by itself, whatever its name, link or spelling.
    """
    if not str(target):
        raise OutputError("the output has no name; name a file, such as plan.pdf")
    if os.path.basename(target) in ("", os.curdir, os.pardir):  # noqa: PTH119 - a Path drops the slash at the end
        raise OutputError(f"'{target}' names a folder; name a file, such as {Path(target, 'plan.pdf')}")
    there = _status(target, sys.stdout)
    if there is None:
        return
    kind = kind_of(there.st_mode)
    if str(target) != "-" and kind:
        raise OutputError(f"{target} is {kind}; name a file, or write to standard output with -o -")
    refuse_inputs(target, inputs)


def refuse_inputs(target: str | Path, inputs: Iterable[str | Path]) -> None:
    """Raise OutputError for an input of the same run, known by itself, whatever its name, link or spelling."""
    there = _status(target, sys.stdout)
    # What is no ordinary file, such as a terminal, may well be both.
    for source in inputs if there is not None and kind_of(there.st_mode) is None else ():
        read = _status(source, sys.stdin)
        if there is not None and read is not None and os.path.samestat(there, read):
            raise OutputError(f"{_named(target, 'output')} is also read, as {_named(source, 'input')}; write elsewhere")


def refuse_unfit_folder(folder: Path) -> None:
    """Raise OutputError if a folder to write into is there and is none."""
    there = _status(folder, None)
    if there is not None and not stat.S_ISDIR(there.st_mode):
        raise OutputError(f"{folder} is {kind_of(there.st_mode) or 'a file'}, not a folder; name another")


def _named(place: str | Path, way: str) -> str:
    return f"standard {way}" if str(place) == "-" else str(place)


def _status(place: str | Path, stream: object) -> os.stat_result | None:
    """Return what the system knows of a file, or of a stream for "-"; nothing if there is none to be seen."""
    try:
        return os.fstat(stream.fileno()) if str(place) == "-" else os.stat(place)  # type: ignore[attr-defined]  # noqa: PTH116
    except (OSError, ValueError, AttributeError):
        return None


def write(target: str | Path, data: bytes | Iterable[bytes], *, mode: int = PRIVATE, overwrite: bool = True) -> None:
    """Write data beside the target and move it into place, or to standard output for "-"; raise OutputError.

    What is long can come in pieces, of which none is kept.
    """
    pieces = (data,) if isinstance(data, bytes) else data
    if str(target) == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    refuse_unfit(target)
    path = Path(target)
    try:
        if not overwrite and os.path.lexists(path):
            raise OutputError(f"{path} exists already; name another file, or add --force to replace it")
        _write_beside(path, pieces, mode)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        make = "make its folder first, or " if isinstance(error, FileNotFoundError) else ""
        raise OutputError(f"{path} cannot be written: {reason}; {make}choose another place with --output") from error


def _write_beside(path: Path, pieces: Iterable[bytes], mode: int) -> None:
    handle, name = _part(path)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
            Path(name).chmod(mode)
            if sys.platform != "win32":  # Windows moves no open file.
                Path(name).replace(path)
        if sys.platform == "win32":
            Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _part(path: Path) -> tuple[int, str]:
    """Return a new file beside the target; its lock says that this run lives, and is gone when the run is."""
    import tempfile

    while True:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.planner-", suffix=".part", dir=path.parent)
        _lock(handle, wait=True)
        if os.fstat(handle).st_nlink:
            return handle, name
        os.close(handle)  # Another run came between and took it for a dead one's.


def sweep(folder: Path, names: Iterable[str] | None = None) -> None:
    """Remove what killed runs of this user left unfinished in a folder, by default whatever its name was to be.

    What a living run writes is let be.
    """
    heads = ("",) if names is None else tuple(f".{name[:40]}.planner-" for name in names)
    with contextlib.suppress(OSError, ValueError), os.scandir(folder) as entries:
        for entry in entries:
            if _PART.fullmatch(entry.name) and entry.name.startswith(heads) and entry.is_file(follow_symlinks=False):
                _remove_if_dead(entry.path)


def _remove_if_dead(path: str) -> None:
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        try:
            if _lock(handle, wait=False) and _is_ours(path, os.fstat(handle)):
                os.unlink(path)  # noqa: PTH108 - the very name that was looked at
        finally:
            os.close(handle)


def _is_ours(path: str, opened: os.stat_result) -> bool:
    """Return whether an open file belongs to this user and still stands under its name."""
    return opened.st_uid == os.geteuid() and os.path.samestat(opened, os.lstat(path))


def _lock(handle: int, *, wait: bool) -> bool:
    """Return whether this run now holds the lock of an open file; where there are no such locks, nobody does."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True
