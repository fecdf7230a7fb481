"""The standard streams and the signals of a command, held so that no failure of theirs is taken for a bug."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, TextIO, cast

from planner.errors import OutputError, ReaderGoneError

_STANDARD = (0, 1, 2)


@contextmanager
def standard_streams() -> Iterator[None]:
    """Let failures of standard output be OutputErrors, and those of standard error be nothing.

    A closed standard input is an empty one. Streams that a caller has put in the place of the standard ones stay.
    """
    old = sys.stdin, sys.stdout, sys.stderr
    output, messages = _StandardStream(sys.stdout, loud=True), _StandardStream(sys.stderr, loud=False)
    with open(os.devnull, encoding="utf-8") as nothing:  # noqa: PTH123 - a device, not a path of ours
        if None in old:
            _fill_numbers()
        sys.stdin = sys.stdin or nothing
        sys.stdout = _text(sys.stdout, output) if sys.stdout is sys.__stdout__ else sys.stdout
        sys.stderr = _text(sys.stderr, messages) if sys.stderr is sys.__stderr__ else sys.stderr
        try:
            yield
        finally:
            output.loud = False  # What could not be written would be tried again when Python ends.
            sys.stdin, sys.stdout, sys.stderr = old


def _fill_numbers() -> None:
    """Give the numbers of closed standard streams away, or the next file opened would be written to as one of them."""
    handle = 0
    while handle in _STANDARD:
        handle = os.open(os.devnull, os.O_RDWR)
    os.close(handle)


def _text(stream: TextIO | None, held: _StandardStream) -> TextIO:
    return io.TextIOWrapper(
        io.BufferedWriter(held),
        encoding=getattr(stream, "encoding", None) or "utf-8",
        # A terminal may lack a letter; that is no reason to print nothing.
        errors="backslashreplace",
        newline="\n",
        line_buffering=held.isatty() or not held.loud,
    )


class _StandardStream(io.RawIOBase):
    """The raw end of a standard stream, or of a closed one; once broken it stays so, and only a loud one says it."""

    def __init__(self, stream: TextIO | None, *, loud: bool) -> None:
        """Write to the raw end of `stream`; failures raise while it is `loud`."""
        buffer = getattr(stream, "buffer", None)
        self._raw: IO[bytes] | None = getattr(buffer, "raw", buffer)  # With `python -u` there is no buffer between.
        self._broken: OSError | None = None
        self.loud = loud

    def writable(self) -> bool:
        """Return true: that is what it is for."""
        return True

    def isatty(self) -> bool:
        """Return whether a person sits in front of it."""
        return self._raw is not None and self._raw.isatty()

    def fileno(self) -> int:
        """Return the number of the stream, where it has one."""
        if self._raw is None:
            raise io.UnsupportedOperation("this standard stream is closed")
        return self._raw.fileno()

    def write(self, data: Any, /) -> int:
        """Write some of the data; raise OutputError, or ReaderGoneError, if that fails."""
        try:
            if self._broken is None:
                return _written(self._raw, data)
        except OSError as error:
            self._broken = error
        if self._broken is not None and self.loud:
            raise _failure(self._broken)
        return len(data)


def _written(raw: IO[bytes] | None, data: Any) -> int:
    if raw is None:
        raise OSError("it is closed")
    # Some programs hand over a pipe that does not wait; nothing is written while it is full.
    while (count := cast("int | None", raw.write(data))) is None:
        import select

        select.select((), (raw,), ())
    return count


def _failure(error: OSError) -> OutputError:
    if isinstance(error, BrokenPipeError):
        return ReaderGoneError("nobody reads standard output any more")
    return OutputError(f"standard output cannot be written: {error.strerror or error}")


@contextmanager
def signals_interrupt() -> Iterator[None]:
    """Let a request to end (SIGTERM) and a closed terminal (SIGHUP) stop a run as Ctrl-C does, cleaning up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    wanted = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    # Who started the command with one of them ignored, as nohup does, wants it ignored.
    taken = [number for number in wanted if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)
