"""Ctrl-C ends the command with 130 and none of Python's words, while Python still loads it too, and when it is done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT

from planner.cli import start
from planner.cli.app import main
from planner.errors import ExitCode

# Interrupts itself when a module of a name is about to be loaded, as somebody would who changes his mind at once.
STARTED = """\
import os, signal, sys
signal.signal(signal.SIGINT, {handler})
class Impatient:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            os.kill(os.getpid(), signal.SIGINT)
from planner.cli.start import main
sys.meta_path.insert(0, Impatient())
sys.argv = ["planner", "--version"]
try:
    main()
finally:
    if {name!r} == "the end":
        os.kill(os.getpid(), signal.SIGINT)
"""


def _run(folder: Path, name: str, handler: str = "signal.default_int_handler") -> subprocess.CompletedProcess[str]:
    code = STARTED.format(name=name, handler=handler)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", ["planner.cli.app", "click", "planner.cli.arguments.options", "planner.files.streams"])
def test_130_an_interrupt_while_the_command_is_loaded_says_nothing(tmp_path: Path, name: str) -> None:
    done = _run(tmp_path, name)
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.INTERRUPTED, "", "")


def test_130_an_interrupt_when_all_is_done_says_nothing_more(tmp_path: Path) -> None:
    done = _run(tmp_path, "the end")
    assert (done.returncode, done.stderr) == (ExitCode.INTERRUPTED, "")
    assert done.stdout.startswith("cramp-planner")


@pytest.mark.parametrize("name", ["click", "the end"])
def test_who_has_the_command_ignore_interrupts_gets_its_result(tmp_path: Path, name: str) -> None:
    done = _run(tmp_path, name, "signal.SIG_IGN")
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert done.stdout.startswith("cramp-planner")


def test_nothing_is_loaded_before_an_interrupt_is_held() -> None:
    said = "import sys; before = {*sys.modules}; import planner.cli.start; print(*sorted({*sys.modules} - before))"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert not {"click", "typing", "planner.errors", "planner.cli.app"} & {*loaded}
    assert "planner.cli.start" in loaded


@pytest.mark.parametrize(
    ("args", "code"), [(["--version"], 0), (["rendr"], 2), (["render", "--age", "9", "--strict", "-o", "x.txt"], 6)]
)
def test_the_process_ends_with_the_code_of_the_command_and_all_that_it_said(
    tmp_path: Path, args: list[str], code: int
) -> None:
    """It ends at once, without Python's own way out: nothing that was said may get lost in a pipe."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "planner", *args], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert (done.stdout if code == 0 else done.stderr).endswith("\n")


def test_a_long_list_reaches_the_end_of_its_pipe() -> None:
    """As it is inside one process: the library of schemas orders some keys in another way in another version."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "planner", "schema", "template"], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout == CliRunner().invoke(main, ["schema", "template"]).stdout
    assert len(done.stdout) > 2**15


@pytest.mark.parametrize(("words", "code"), [(["--version"], ExitCode.OK), (["--no-such-option"], ExitCode.USAGE)])
def test_the_process_ends_with_the_code_of_the_command(
    words: list[str], code: ExitCode, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where Ctrl-C is Python's own, and where somebody wants it ignored."""
    ended: list[int] = []
    monkeypatch.setattr(sys, "argv", ["planner", *words])
    monkeypatch.setattr(start.os, "_exit", ended.append)
    before = signal.getsignal(signal.SIGINT)
    try:
        for handler in (signal.default_int_handler, signal.SIG_IGN):
            signal.signal(signal.SIGINT, handler)
            start.run()
    finally:
        signal.signal(signal.SIGINT, before)
    assert ended == [code, code]
    assert any(capsys.readouterr())
