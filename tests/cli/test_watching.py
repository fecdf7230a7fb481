"""How far a batch is: a bar on a terminal, which is left as it was, and nothing of a bar anywhere else."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from commands import ROOT
from runs import with_poison, write_list

pytestmark = pytest.mark.usefixtures("here")
_HIDE, _SHOW = "\x1b[?25l", "\x1b[?25h"


def _on_a_terminal(*args: str, **env: str) -> tuple[int, str]:
    """Run a batch whose messages go to a terminal; return its exit code and what stood there."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "planner", "batch", "list.csv", "-d", "out", "--format", "text", *args]
    more = {"TERM": "xterm", "NO_COLOR": "", "PYTHONPATH": str(ROOT), **env}
    with subprocess.Popen(command, env={**os.environ, **more}, stdin=theirs, stderr=theirs) as run:
        os.close(theirs)
        shown = b""
        # What has ended closes its side, which is an error of reading.
        with contextlib.suppress(OSError):
            while more_of_it := os.read(ours, 65536):
                shown += more_of_it
    os.close(ours)
    return run.returncode, shown.decode()


def test_a_terminal_shows_a_bar_with_rate_and_time_left_and_notes_on_lines_of_their_own() -> None:
    # As many sheets as take some seconds: before, nobody knows how long is left.
    write_list(200, "Z-9,Zoe,50,Qqxomab")
    code, shown = _on_a_terminal("--format", "pdf", "--jobs", "1")
    assert code == 0
    assert "201/201" in shown
    assert "a second" in shown
    assert "00:00:0" in shown
    (note,) = [line for line in shown.splitlines() if "Qqxomab" in line]
    assert note.startswith("\x1b[2K\x1b[33mnote: ")
    assert shown.rindex(_SHOW) > shown.rindex(_HIDE)


@pytest.mark.parametrize("harm", ["folder", "worker"])
def test_a_terminal_is_left_as_it_was_however_a_run_ends(tmp_path: Path, harm: str) -> None:
    write_list(3, "poison-1,Po,50,", "A,Ana,60,")
    if harm == "folder":
        Path("out/.planner").mkdir(parents=True)
        Path("out/.planner/ledger.sqlite").write_text("no ledger" * 100)
    code, shown = _on_a_terminal("--jobs", "2", **with_poison(tmp_path))
    assert code == {"folder": 5, "worker": 7}[harm]
    assert shown.count(_HIDE) == 0 or shown.rindex(_SHOW) > shown.rindex(_HIDE)


@pytest.mark.parametrize("options", [("--quiet",), ("--log-json",)])
def test_a_terminal_shows_no_bar_to_whom_it_would_be_in_the_way(options: tuple[str, ...]) -> None:
    write_list(3)
    code, shown = _on_a_terminal(*options)
    assert (code, _HIDE in shown, "[#" in shown) == (0, False, False)
