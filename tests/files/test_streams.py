"""Standard streams that are full, closed or left by their reader, and signals: told with a code, never as a bug."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import ROOT, wide
from shells import shell

from planner.errors import OutputError
from planner.files.streams import signals_interrupt, standard_streams

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
# Every command that prints, and what click prints by itself.
PRINTING = [
    "render ana.yaml --format text -o -",
    "render ana.yaml -o -",
    "explain ana.yaml",
    "explain ana.yaml --format json",
    "list foods",
    "list foods --format json",
    "schema profile",
    "check ana.yaml",
    "review",
    "population list.csv",
    "read calf cramps",
    "help render",
    "new me.yaml < answers",
    "--help",
    "--version",
    "render --help",
]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Return a folder with a profile, a list and the answers for `planner new`."""
    (tmp_path / "ana.yaml").write_text("age: 67\n")
    (tmp_path / "list.csv").write_text("id,age\na,67\n")
    (tmp_path / "answers").write_text("Ana\n67\n" + "\n" * 40)
    return tmp_path


@needs_full
@pytest.mark.parametrize("command", PRINTING)
def test_5_a_full_standard_output_is_told_in_one_line(here: Path, command: str) -> None:
    done = shell(f"planner {command} > /dev/full", here)
    assert (done.returncode, done.stderr) == (
        5,
        "planner: standard output cannot be written: No space left on device\n",
    )
    assert not (here / "me.yaml").exists()


@pytest.mark.parametrize("command", wide(PRINTING, *PRINTING[1::4], "--version"))
def test_5_a_closed_standard_output_is_told_in_one_line(here: Path, command: str) -> None:
    done = shell(f"planner {command} >&-", here)
    assert (done.returncode, done.stderr) == (5, "planner: standard output cannot be written: it is closed\n")


@pytest.mark.wide
@pytest.mark.parametrize("command", PRINTING)
def test_141_a_reader_that_has_gone_ends_the_run_without_a_word(here: Path, command: str) -> None:
    # The reader is gone before the first word: `sleep` outlives the pipe's other end.
    done = shell(f"{{ sleep 0.2; planner {command}; echo $? >&2; }} | true", here)
    assert done.stderr == "141\n"


def test_141_a_reader_that_has_enough_ends_the_run_without_a_word(here: Path) -> None:
    done = shell("planner list medicines --format json | head -1; echo ${PIPESTATUS[0]}", here)
    assert done.stdout == "[\n141\n"
    assert done.stderr == ""


def test_a_command_that_prints_nothing_needs_no_standard_output(here: Path) -> None:
    assert shell("planner render ana.yaml -o plan.txt >&-", here).returncode == 0
    assert (here / "plan.txt").read_text().startswith("Against leg cramps")


SILENT = [
    ("render ana.yaml --medication Zyxomab -o plan.txt", 0),
    ("render missing.yaml", 3),
    ("render --no-such-option", 2),
    ("render ana.yaml -o .", 5),
    ("batch list.csv -d out --format text", 0),
    ("new me.yaml < answers > /dev/null", 0),
]


@pytest.mark.wide
@pytest.mark.parametrize("way", [pytest.param("2> /dev/full", marks=needs_full), "2>&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize(("command", "code"), SILENT, ids=[command for command, _ in SILENT])
def test_a_message_that_cannot_be_delivered_changes_no_result(here: Path, command: str, code: int, way: str) -> None:
    if "<" in command and "<&-" in way:
        way = "2>&-"
    assert shell(f"planner {command} {way}", here).returncode == code
    assert not [file for file in here.iterdir() if b"Zyxomab'" in (file.read_bytes() if file.is_file() else b"")]


@needs_full
def test_5_a_full_standard_output_is_told_without_a_buffer_too(here: Path) -> None:
    done = shell("planner list foods > /dev/full", here, PYTHONUNBUFFERED="1")
    assert (done.returncode, done.stderr.count("\n")) == (5, 1)


def test_3_a_closed_standard_input_is_an_empty_one(here: Path) -> None:
    done = shell("planner render - <&-", here)
    assert (done.returncode, "age is missing" in done.stderr) == (3, True)
    assert shell("planner new me.yaml <&-", here).returncode == 130


def test_a_terminal_without_some_letters_gets_the_others(here: Path) -> None:
    done = shell("planner render --age 67 --medication Zyxomλ -o x.txt", here, PYTHONIOENCODING="latin-1:strict")
    assert (done.returncode, "Zyxom\\u03bb" in done.stderr) == (0, True)
    done = shell("planner explain --age 67 --medication Zyxomλ", here, PYTHONIOENCODING="latin-1:strict")
    assert (done.returncode, "Zyxom\\u03bb" in done.stdout) == (0, True)
    whole = shell("planner list sources --format json", here, PYTHONIOENCODING="latin-1")
    assert whole.stdout == shell("planner list sources --format json", here).stdout


@pytest.mark.wide
def test_a_pipe_that_does_not_wait_gets_everything(here: Path) -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    command = [sys.executable, "-m", "planner", "list", "medicines", "--format", "json"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=here, env=env, stdout=writing, stderr=subprocess.PIPE) as run:
        os.close(writing)
        assert run.stderr is not None
        # The pipe is full by now, as nobody has read from it.
        with pytest.raises(subprocess.TimeoutExpired):
            run.wait(timeout=3)
        with open(reading, "rb") as stream:  # noqa: PTH123 - a number, no path
            text = stream.read()
        assert (run.wait(timeout=30), run.stderr.read()) == (0, b"")
    assert len(text) > 65_536
    assert text.endswith(b"]\n")


def test_streams_that_a_caller_has_replaced_stay(capsys: pytest.CaptureFixture[str]) -> None:
    held = sys.stdin, sys.stdout, sys.stderr
    with standard_streams():
        assert held == (sys.stdin, sys.stdout, sys.stderr)
        sys.stdout.write("words")
    assert held == (sys.stdin, sys.stdout, sys.stderr)
    assert capsys.readouterr().out == "words"


@needs_full
def test_a_failure_stays_one_and_the_streams_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        for name in ("stdout", "stderr", "__stdout__", "__stderr__"):
            monkeypatch.setattr(sys, name, full)
        with standard_streams():
            assert sys.stdout is not full
            assert not sys.stdout.isatty()
            assert sys.stdout.fileno() == full.fileno()
            sys.stdout.write("words")
            for _ in range(2):
                with pytest.raises(OutputError, match="No space"):
                    sys.stdout.flush()
            sys.stderr.write("a message\n")
        assert sys.stdout is full


def test_signals_stop_a_run_as_ctrl_c_does_and_are_left_as_they_were() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), signals_interrupt():
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with signals_interrupt():
            signal.raise_signal(signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_run_in_another_thread_leaves_signals_alone() -> None:
    seen: list[object] = []

    def work() -> None:
        with signals_interrupt():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGTERM)]
