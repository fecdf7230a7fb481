"""What a command says on standard error: errors, notes and what was done, for people or as a line of JSON each."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Literal

import click

from planner.errors import ExitCode, PlannerError, Problem, told, visible

Form = Literal["text", "json"]
_REPORT = "This is a bug in cramp-planner. Please report it with the lines above, and take names out of them first."
_STOPPED = "stopped; what was finished is kept"
_RED, _YELLOW, _GREEN, _PLAIN = "\x1b[1;31m", "\x1b[33m", "\x1b[32m", "\x1b[0m"
_TICK = "✓"


def coloured(stream: IO[Any]) -> bool:
    """Return whether a stream gets colours: a terminal, unless NO_COLOR is set, or with FORCE_COLOR any."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def ticked(line: str, stream: IO[Any]) -> str:
    """Return a line about something that is right with a green tick before it, where the stream is a terminal."""
    if not coloured(stream):
        return line
    tick = _TICK if "utf" in (getattr(stream, "encoding", None) or "").lower() else "+"
    return f"{_GREEN}{tick}{_PLAIN} {line}"


class Messages:
    """The one door to standard error, through which nothing passes unseen; knows how much to say, and in which form."""

    def __init__(self, form: Form = "text") -> None:
        self.form: Form = form
        self.quiet = False
        self.verbose = False
        self.stop_words = _STOPPED

    # --- what goes well ---

    def note(self, text: str) -> None:
        """Say what a person must know although nothing failed."""
        self._unless_quiet("note", text, f"note: {text}", _YELLOW)

    def done(self, text: str) -> None:
        """Say what was done."""
        self._unless_quiet("done", text, text, tick=True)

    def table(self, line: str) -> None:
        """Print a line of a table; where messages are JSON, what it says stands in them."""
        if not self.quiet and self.form == "text":
            _print(line)

    def event(self, level: str, data: dict[str, Any]) -> None:
        """Tell a record of a run as one line of JSON, for who asked for these."""
        _print_json({"level": level, **data})

    def detail(self, text: str) -> None:
        """Say something more, for who asked for it with --verbose."""
        if self.verbose:
            self._unless_quiet("detail", text, f"… {text}")

    @contextmanager
    def stage(self, what: str) -> Iterator[None]:
        """Time a stage of the work, for who asked for it with --verbose."""
        began = time.perf_counter()
        yield
        self.detail(f"{what} ({(time.perf_counter() - began) * 1000:.0f} ms)")

    def _unless_quiet(self, level: str, text: str, line: str, colour: str = "", *, tick: bool = False) -> None:
        if self.quiet:
            return
        if self.form == "json":
            _print_json({"level": level, "text": text})
        else:
            _print(line, colour, tick=tick)

    # --- what goes wrong ---

    def error(self, error: PlannerError) -> None:
        """Tell a foreseen failure: for people twenty faults and how many more, as JSON all of them."""
        if self.form == "json":
            faults: Iterable[Problem] = error.problems or [Problem("", 0, 0, str(error))]
            _print_faults([Problem("", 0, 0, error.head)] * bool(error.head), error.exit_code)
            _print_faults(faults, error.exit_code)
            return
        first, *others = told(error)
        _print(f"planner: {first}", _RED)
        for line in others:
            _print(line)

    def usage(self, head: Iterable[str], mistakes: Iterable[tuple[str, str]], code: int) -> None:
        """Tell what is wrong with a command line: each mistake with the name of its option or argument."""
        if self.form == "json":
            _print_faults((Problem("", 0, 0, _one_line(text), key) for key, text in mistakes), code)
            return
        for line in head:
            _print(line)
        for _, text in mistakes:
            _print(f"Error: {_one_line(text)}", _RED)

    def stopped(self) -> None:
        """Tell that a run was interrupted."""
        if self.form == "json":
            _print_faults([Problem("", 0, 0, self.stop_words)], ExitCode.INTERRUPTED)
        else:
            _print(self.stop_words)

    def bug(self, traceback: str) -> None:
        """Tell what nobody foresaw, in full, and how to report it."""
        lines = traceback.splitlines()
        if self.form == "json":
            _print_faults([Problem("", 0, 0, " | ".join([*lines, _REPORT]))], ExitCode.BUG)
            return
        for line in [*lines, _REPORT]:
            _print(line)


def _one_line(text: str) -> str:
    # A line break of the command line could forge a message.
    return " ".join(text.split())


def _print(line: str, colour: str = "", *, tick: bool = False) -> None:
    line = visible(line)
    if coloured(sys.stderr):
        head, sign, rest = line.partition(": ")
        line = f"{colour}{head}{sign}{_PLAIN}{rest}" if colour and sign else line
        line = ticked(line, sys.stderr) if tick else line
    click.echo(line, err=True, color=True)


def _print_faults(faults: Iterable[Problem], code: int) -> None:
    for fault in faults:
        # A flag stands where a file would: it is what is wrong, and no file.
        file, key = ("", fault.file) if fault.file.startswith("--") else (fault.file, fault.key)
        place = {"file": file or None, "line": fault.line or None, "column": fault.column or None, "key": key or None}
        _print_json({"level": "error", **place, "text": fault.text, "exit_code": int(code)})


def _print_json(data: dict[str, Any]) -> None:
    import json

    # Escaped to ASCII: nothing of it can move a terminal, and any terminal can print it.
    click.echo(json.dumps(data), err=True)
