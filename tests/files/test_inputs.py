"""What a user names is read within bounds of size and time; what is nothing to read is told, not waited for."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import CONTENT
from shells import shell

import planner.content.loader
from planner import load_profile
from planner.cli.app import main
from planner.content.loader import read_content
from planner.errors import ContentError, ProfileError
from planner.files import inputs as inputs_module
from planner.files.inputs import read_at_most
from planner.files.yaml import MAX_BYTES


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, made the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(planner.content.loader, "load_content", lambda folder=None: CONTENT)
    return tmp_path


@pytest.fixture
def pipe(here: Path) -> Path:
    """Return a named pipe."""
    os.mkfifo(here / "pipe.yaml")
    return here / "pipe.yaml"


@contextmanager
def _writer(pipe: Path, *parts: bytes, pause: float = 0.0) -> Iterator[None]:
    """Write parts into a pipe from another thread, with a pause before each and after the last."""

    def work() -> None:
        with pipe.open("wb", buffering=0) as stream:
            for part in parts:
                time.sleep(pause)
                try:
                    stream.write(part)
                except BrokenPipeError:
                    return
            time.sleep(pause)

    thread = threading.Thread(target=work)
    thread.start()
    yield
    thread.join(timeout=30)
    assert not thread.is_alive()


def test_a_file_is_read_up_to_one_byte_more_than_the_most(here: Path) -> None:
    (here / "x").write_bytes(b"12345")
    assert [read_at_most(here / "x", most) for most in (3, 4, 5, 9)] == [b"1234", b"12345", b"12345", b"12345"]


def test_a_file_of_any_size_costs_no_more_than_the_most(here: Path) -> None:
    with (here / "huge.yaml").open("wb") as stream:
        stream.truncate(1 << 40)
    assert len(read_at_most(here / "huge.yaml", MAX_BYTES)) == MAX_BYTES + 1
    with pytest.raises(ProfileError, match="larger than 1 MB"):
        load_profile(here / "huge.yaml", CONTENT)


def test_a_file_that_says_that_it_is_empty_is_read_all_the_same() -> None:
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("there is no /proc here")
    assert read_at_most(status, 10_000).startswith(b"Name:")


def test_what_is_no_file_is_named_for_what_it_is(here: Path) -> None:
    (here / "folder.yaml").mkdir()
    (here / "file.yaml").write_text("age: 67\n")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket.yaml")
    for name, words in (
        ("folder.yaml", "is a folder, not a file"),
        ("socket.yaml", "is a socket, not a file"),
        ("/dev/null", "is a device, not a file"),
        ("/dev/zero", "is a device, not a file"),
        ("missing.yaml", "there is no such file"),
        ("file.yaml/x", "Not a directory"),
        ("a\0b", "null"),
        ("\ud800", "cannot be read"),
    ):
        with pytest.raises(ProfileError, match=words) as told:
            load_profile(Path(name), CONTENT)
        assert [problem.file for problem in told.value.problems] == [name]


@pytest.mark.parametrize("command", ["render", "explain", "check"])
def test_3_every_command_that_reads_a_profile_tells_them(here: Path, command: str) -> None:
    result = CliRunner().invoke(main, [command, "/dev/zero"])
    assert (result.exit_code, result.stderr) == (3, "planner: /dev/zero: is a device, not a file\n")


def test_3_a_list_may_be_no_device_either(here: Path) -> None:
    result = CliRunner().invoke(main, ["batch", "/dev/zero", "-d", "out"])
    assert (result.exit_code, result.stderr) == (3, "planner: /dev/zero: is a device, not a file\n")
    assert not (here / "out").exists()


def test_3_standard_input_is_bounded_too(here: Path) -> None:
    for source in ("< /dev/zero", "< <(yes)"):
        done = shell(f"ulimit -v 2000000; planner render - {source}", here)
        assert (done.returncode, "larger than 1 MB" in done.stderr) == (3, True)


# --- pipes by name ------------------------------------------------------------------------------------


def test_a_pipe_is_read_to_its_end_however_slowly_it_is_written(pipe: Path) -> None:
    with _writer(pipe, b"age: ", b"67\n", pause=0.15):
        assert load_profile(pipe, CONTENT).answers.age == 67


def test_a_pipe_without_end_is_read_up_to_the_most(pipe: Path) -> None:
    with _writer(pipe, *([b"x" * 65_536] * 100)):
        assert len(read_at_most(pipe, MAX_BYTES)) == MAX_BYTES + 1


def test_3_a_pipe_that_nobody_opens_is_not_waited_for_without_end(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs_module, "WAIT_FOR_A_WRITER", 0.2)
    result = CliRunner().invoke(main, ["render", str(pipe)])
    assert (result.exit_code, "nobody wrote into it for 0.2 seconds" in result.stderr) == (3, True)


def test_3_a_pipe_whose_writer_says_nothing_is_not_waited_for_without_end(
    pipe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs_module, "WAIT_FOR_WORDS", 0.2)
    silent = os.open(pipe, os.O_RDWR)
    try:
        for said in (b"", b"age: 67\n"):
            os.write(silent, said)
            with pytest.raises(ProfileError, match="whoever has it open wrote nothing"):
                read_at_most(pipe, MAX_BYTES)
    finally:
        os.close(silent)


def test_4_a_pipe_among_plans_is_not_waited_for(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs_module, "WAIT_FOR_A_WRITER", 0.1)
    (here / "plans").mkdir()
    os.mkfifo(here / "plans" / "rules.yaml")
    with pytest.raises(ContentError, match="named pipe"):
        read_content(here / "plans")
