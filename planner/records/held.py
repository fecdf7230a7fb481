"""What a list is read from: a file, opened anew for each reading, or what came through a pipe, kept in memory."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from planner.errors import ProfileError
from planner.files.inputs import read_at_most

MAX_BYTES = 200_000_000
STANDARD_INPUT = "standard input"
_EDGE = 8_192
_State = tuple[int, int, int]


class Held(Struct, frozen=True):
    """The bytes of a list, which can be read several times: first to know it, then row by row."""

    name: str
    path: Path | None = None
    state: _State = (0, 0, 0)
    data: bytes = b""

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open it at its beginning; raise ProfileError if it is no longer what it was."""
        if self.path is None:
            yield io.BytesIO(self.data)
            return
        try:
            with self.path.open("rb") as stream:
                if _state(self.path) != self.state:
                    raise ProfileError(f"{self.name}: was changed while it was read; run it again")
                yield stream
        except OSError as error:
            raise ProfileError(f"{self.name}: cannot be read: {error.strerror or error}") from error

    def edges(self) -> bytes:
        """Return its first bytes and its last, which tell what kind of file it is."""
        with self.opened() as stream:
            start = stream.read(_EDGE)
            size = stream.seek(0, io.SEEK_END)
            stream.seek(max(len(start), size - _EDGE))
            return start + stream.read()

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The file that no output may replace."""
        return () if self.path is None else (self.path,)

    @property
    def start(self) -> bytes:
        """Its first bytes."""
        with self.opened() as stream:
            return stream.read(_EDGE)


def hold(path: Path, stdin: Callable[[int], bytes]) -> Held:
    """Return what a list is read from; "-" is standard input. Raise ProfileError if it cannot be read."""
    if str(path) == "-":
        try:
            return _bounded(Held(STANDARD_INPUT, data=stdin(MAX_BYTES + 1)))
        except OSError as error:
            raise ProfileError(f"{STANDARD_INPUT}: cannot be read: {error.strerror or error}") from error
    if _is_file(path):
        read_at_most(path, 0)  # says what is wrong, if it cannot be read
        return _bounded(Held(str(path), path, _state(path)))
    return _bounded(Held(str(path), data=read_at_most(path, MAX_BYTES)))


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _state(path: Path) -> _State:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _bounded(held: Held) -> Held:
    if max(len(held.data), held.state[1]) > MAX_BYTES:
        raise ProfileError(f"{held.name} is larger than {MAX_BYTES // 1_000_000} MB; divide the list")
    return held
