"""Where the command starts: also while Python still loads it, and when it is done, Ctrl-C ends it with 130, quietly."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType

# As `typing` has it, which takes a tenth of the start.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import NoReturn

# As planner.errors has it, which is not loaded yet.
_INTERRUPTED = 130


def run() -> NoReturn:
    """Run the command and end the process with its exit code.

    All is written by then. Python's own way out takes everything apart first: a twentieth of the time of a sheet.
    """
    code = 1
    try:
        main()
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    for stream in (sys.stdout, sys.stderr):
        # What could not be written was told by the command itself.
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def main() -> None:
    """Load the command and run it; Python's own words about Ctrl-C are never seen."""
    handler = signal.getsignal(signal.SIGINT)
    # Who started the command with Ctrl-C ignored wants it ignored.
    held = handler is signal.default_int_handler
    if held:
        signal.signal(signal.SIGINT, _end)
    from planner.cli.app import main as command

    try:
        if held:
            signal.signal(signal.SIGINT, handler)
        command(prog_name="planner")
    except KeyboardInterrupt:
        # Between two signals, or before the command holds its own door.
        sys.exit(_INTERRUPTED)
    finally:
        if held:
            signal.signal(signal.SIGINT, _end)


def _end(_number: int, _frame: FrameType | None) -> None:
    # Nothing is begun yet, or all is written: there is nothing to clean up, and nothing to say.
    os._exit(_INTERRUPTED)
