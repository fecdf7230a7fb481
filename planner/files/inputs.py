"""Read the files that a user names, bounded in size and time: no folder, no device, no pipe that says nothing."""

from __future__ import annotations

import contextlib
import itertools
import os
import stat
import time
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from planner.errors import PlannerError, Problem, ProfileError
from planner.files.output import kind_of

# Seconds to wait for somebody to write into a named pipe, and for the next words of somebody who does.
WAIT_FOR_A_WRITER = 5.0
WAIT_FOR_WORDS = 60.0
_PAUSE = 0.02
_INSIDE = "; name one of the files in it"
_AT_ONCE = 1 << 20


class _Unfit(ValueError):
    """Something that is there, and is nothing to read."""


def read_at_most(path: Path, most: int, error: type[PlannerError] = ProfileError) -> bytes:
    """Return the bytes of a file, of a larger one no more than `most` and one; raise `error` if it cannot be read."""
    try:
        return _read(path, most + 1)
    except _Unfit as unfit:
        raise _unreadable(error, path, str(unfit)) from unfit
    except (OSError, ValueError) as failure:
        reason = getattr(failure, "strerror", None) or str(failure)
        said = f"there is no such file{_near(path)}" if isinstance(failure, FileNotFoundError) else reason
        raise _unreadable(error, path, f"cannot be read: {said}") from failure


def _near(path: Path) -> str:
    """Return the name of a file beside it that is nearly the same, or what else to do."""
    with contextlib.suppress(OSError, ValueError):
        names = [other.name for other in itertools.islice(path.parent.iterdir(), _MOST_NAMES)]
        close = get_close_matches(path.name, names, n=1, cutoff=0.8)
        if close and path.name.isprintable():
            return f"; did you mean '{path.with_name(close[0])}'?"
    return "; check its name and folder"


_MOST_NAMES = 1_000


def _unreadable(error: type[PlannerError], path: Path, text: str) -> PlannerError:
    return error.from_problems([Problem(str(path), 0, 0, text)])


def _read(path: Path, most: int) -> bytes:
    _refuse(path.stat().st_mode)
    # Opening a pipe waits for a writer, unless one says otherwise; to an ordinary file that makes no difference.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as stream:  # noqa: PTH123 - opened already
        mode = os.fstat(handle).st_mode
        _refuse(mode)
        return _piped(handle, most) if stat.S_ISFIFO(mode) else _bounded(stream.read, most)


def _refuse(mode: int) -> None:
    kind = kind_of(mode)
    if kind and not stat.S_ISFIFO(mode):
        raise _Unfit(f"is {kind}, not a file{_INSIDE if kind == 'a folder' else ''}")


def _bounded(read: Callable[[int], bytes], most: int) -> bytes:
    parts = []
    while most > 0 and (part := read(min(most, _AT_ONCE))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _piped(handle: int, most: int) -> bytes:
    """Return what is written into a pipe until its writers are gone."""
    until = time.monotonic() + WAIT_FOR_A_WRITER
    while (part := _words(handle, most)) == b"":
        # Nobody has opened it yet, or somebody has and said nothing.
        if time.monotonic() > until:
            raise _Unfit(f"is a named pipe, and nobody wrote into it for {WAIT_FOR_A_WRITER:g} seconds")
        time.sleep(_PAUSE)
    return part + _bounded(lambda size: _words(handle, size), most - len(part))


def _words(handle: int, most: int) -> bytes:
    """Return the next bytes of a pipe, or none if no writer has it open."""
    while True:
        try:
            return os.read(handle, min(most, _AT_ONCE))
        except BlockingIOError:
            _wait_for_words(handle)


def _wait_for_words(handle: int) -> None:
    import select

    if not select.select((handle,), (), (), WAIT_FOR_WORDS)[0]:
        raise _Unfit(f"is a named pipe, and whoever has it open wrote nothing for {WAIT_FOR_WORDS:g} seconds")
