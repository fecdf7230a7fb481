"""What is written, and where: never over an input or what is no plain file, whole or not at all, and nothing left."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import CONTENT, ROOT, plan_for
from lists import sheets

import planner.content.loader
from planner import compose, write_pdf
from planner.batch.job import STATE
from planner.batch.ledger import NAME
from planner.batch.reports import FILES
from planner.cli.app import main
from planner.errors import OutputError
from planner.files import output as output_module
from planner.files.output import sweep, write

ENDINGS = ["", ".pdf", ".docx", ".json"]
# A run that stops where it writes: it says so, and waits.
_WAITING = """
import os, signal, sys, time
import planner.files.output as output
# Who runs the tests in the background may have had these ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
fsync = os.fsync
def stop(handle):
    output.os.fsync = fsync
    os.write(2, b"writing\\n")
    time.sleep(60)
output.os.fsync = stop
from planner.cli.app import main
main(sys.argv[1:])
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, made the current one, that holds a profile and a list."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(planner.content.loader, "load_content", lambda folder=None: CONTENT)
    (tmp_path / "ana.yaml").write_text("age: 67\n")
    (tmp_path / "list.txt").write_text("id,age\na,67\nlist,68\n")
    return tmp_path


def run(*args: str, code: int = 0) -> str:
    """Run a command, check how it ends, and return what it said."""
    result = CliRunner().invoke(main, list(args))
    assert result.exit_code == code, result.output
    return result.stderr


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes devices")


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


KINDS: dict[str, Any] = {"device": _device, "named pipe": os.mkfifo, "socket": _socket, "folder": Path.mkdir}


# --- what is no ordinary file -------------------------------------------------------------------------


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_5_what_is_no_ordinary_file_is_refused_before_anything_is_read(
    here: Path, monkeypatch: pytest.MonkeyPatch, kind: str, ending: str, linked: bool
) -> None:
    monkeypatch.setattr(planner.content.loader, "load_content", None)
    target = here / f"it{ending}"
    KINDS[kind](target)
    before = target.stat()
    name = f"link{ending}" if linked else target.name
    if linked:
        (here / name).symlink_to(target)
    assert kind in run("render", "ana.yaml", "-o", name, code=5)
    assert (target.stat().st_ino, target.stat().st_mode) == (before.st_ino, before.st_mode)
    assert (here / name).is_symlink() == linked


@pytest.mark.parametrize("kind", KINDS)
def test_5_the_library_refuses_them_too(here: Path, kind: str) -> None:
    KINDS[kind](here / "it.pdf")
    document = compose(plan_for({"age": 67}), CONTENT)
    for target in (here / "it.pdf", "it.pdf"):
        with pytest.raises(OutputError, match=kind):
            write(target, b"x")
        with pytest.raises(OutputError, match=kind):
            write_pdf(document, target)
    assert not (here / "it.pdf").is_file()


def test_write_pdf_writes_privately_and_whole(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = compose(plan_for({"age": 67}), CONTENT)
    write_pdf(document, "plan.pdf")
    assert stat.S_IMODE((here / "plan.pdf").stat().st_mode) == 0o600
    assert (here / "plan.pdf").read_bytes().startswith(b"%PDF-")
    (here / "plan.pdf").write_text("old")
    monkeypatch.setattr(output_module.os, "fsync", _full)
    with pytest.raises(OutputError, match="No space"):
        write_pdf(document, here / "plan.pdf")
    assert (here / "plan.pdf").read_text() == "old"


def _full(handle: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("name", ["new/", "new/.", "new/..", ".", "..", ""])
def test_5_a_name_of_a_folder_is_no_file(here: Path, name: str) -> None:
    run("render", "ana.yaml", "-o", name, code=5)
    assert _files(here) == {"ana.yaml", "list.txt"}


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 5000])
def test_5_a_name_that_no_file_can_have_is_told(here: Path, name: str) -> None:
    with pytest.raises(OutputError):
        write(name, b"x")


def test_a_link_to_nothing_is_there_already_for_who_must_not_overwrite(here: Path) -> None:
    (here / "new.yaml").symlink_to("nowhere.yaml")
    assert "--force" in run("new", "new.yaml", code=5)
    assert (here / "new.yaml").is_symlink()


@pytest.mark.parametrize("kind", KINDS)
def test_5_new_refuses_them_even_with_force(here: Path, kind: str) -> None:
    KINDS[kind](here / "it.yaml")
    assert kind in run("new", "it.yaml", "--force", code=5)
    assert not (here / "it.yaml").is_file()


# --- what the same run reads --------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("way", ["name", "spelling", "hard link", "link", "link to it"])
def test_5_an_input_is_no_output_however_it_is_called(here: Path, way: str, ending: str) -> None:
    profile, target = here / f"in{ending}", f"out{ending}"
    profile.write_text("age: 67\n")
    read = profile.name
    if way == "name":
        target = profile.name
    elif way == "spelling":
        target = f"../{here.name}/./{profile.name}"
    elif way == "hard link":
        os.link(profile, target)
    elif way == "link":
        Path(target).symlink_to(profile.name)
    else:
        Path("read.yaml").symlink_to(profile.name)
        read, target = "read.yaml", profile.name
    before = _files(here)
    assert "also read" in run("render", read, "-o", target, code=5)
    assert profile.read_text() == "age: 67\n"
    assert _files(here) == before


def test_5_a_plan_that_is_used_is_no_output(here: Path) -> None:
    (here / "mine" / "safety").mkdir(parents=True)
    for rules in (here / "mine" / "rules.yaml", here / "mine" / "safety" / "rules.yaml"):
        rules.write_text("rules: []\n")
        for command in (["render", "ana.yaml", "-o", str(rules)], ["new", str(rules), "--force"]):
            assert "also read" in run(*command, "--plans", "mine", code=5)
        assert rules.read_text() == "rules: []\n"


def test_5_standard_streams_are_inputs_and_outputs_too(here: Path) -> None:
    for command in ("- -o ana.yaml < ana.yaml", "ana.yaml -o - >> ana.yaml", "- -o - < ana.yaml >> ana.yaml"):
        done = _shell(f"planner render {command}", here)
        assert (done.returncode, b"also read" in done.stderr) == (5, True)
        assert (here / "ana.yaml").read_text() == "age: 67\n"
    assert _shell("planner explain ana.yaml >> ana.yaml", here).returncode == 5
    assert (here / "ana.yaml").read_text() == "age: 67\n"


def test_5_a_batch_whose_sheet_would_take_the_place_of_its_list_writes_nothing(here: Path) -> None:
    assert "list.txt is also read" in run("batch", "list.txt", "-d", ".", "--format", "text", code=5)
    assert _files(here) - {STATE} == {"ana.yaml", "list.txt"}


def test_7_a_target_that_is_no_file_costs_its_own_row_and_is_left_as_it_was(here: Path) -> None:
    (here / "out").mkdir()
    os.mkfifo(here / "out" / "list.pdf")
    assert "list.pdf is a named pipe" in run("batch", "list.txt", "-d", "out", code=7)
    assert sheets(here / "out") == {"a.pdf", "list.pdf"}
    assert (here / "out" / "list.pdf").is_fifo()


@pytest.mark.parametrize("kind", ["device", "named pipe", "socket"])
def test_5_a_batch_into_what_is_no_folder_reads_nothing(here: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(planner.content.loader, "load_content", None)
    KINDS[kind](here / "out")
    assert "not a folder" in run("batch", "list.txt", "-d", "out", code=5)
    assert not (here / "out").is_file()


# --- endings and formats ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["-o", "x.docx"], ".pdf (pdf)"),
        (["-o", "x.html"], ".md (markdown)"),
        (["-o", "x.docx", "--format", "pdf"], ".pdf (pdf)"),
        (["-o", "A-1.2026"], "no ending"),
        (["-o", "x.json", "--format", "pdf"], "x.pdf"),
        (["-o", "x.PDF", "--format", "json"], "x.json"),
        (["-o", "x.txt", "--format", "markdown"], "x.md"),
    ],
)
def test_2_an_ending_of_no_format_or_of_another_is_an_error_that_names_them(
    here: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], words: str
) -> None:
    monkeypatch.setattr(planner.content.loader, "load_content", None)
    assert words in run("render", "ana.yaml", *args, code=2)
    assert _files(here) == {"ana.yaml", "list.txt"}


@pytest.mark.parametrize(
    ("args", "name", "start"),
    [
        (["-o", "plan"], "plan", "%PDF-"),
        (["-o", ".pdf"], ".pdf", "%PDF-"),
        (["-o", "plan", "--format", "json"], "plan", "{"),
        (["-o", "plan.JSON", "--format", "json"], "plan.JSON", "{"),
        (["-o", "plan.TXT"], "plan.TXT", "Against"),
    ],
)
def test_an_output_without_an_ending_takes_the_format_that_is_asked_for_or_is_a_pdf(
    here: Path, args: list[str], name: str, start: str
) -> None:
    run("render", "ana.yaml", *args)
    assert (here / name).read_bytes().startswith(start.encode())


def test_what_a_shell_hands_over_by_number_gives_its_sheet_no_name(here: Path) -> None:
    for command in ("<(echo 'age: 67') --format text", "/dev/stdin --format json < ana.yaml"):
        assert _shell(f"planner render {command}", here).returncode == 0
    assert _files(here) == {"ana.yaml", "list.txt", "plan.txt", "plan.json"}


# --- runs that are stopped ----------------------------------------------------------------------------


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _shell(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which `planner` is the command."""
    script = f'planner() {{ "{sys.executable}" -m planner "$@"; }}; {command}'
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env=_environment(), capture_output=True, check=False, timeout=60
    )


def _started(folder: Path, *args: str) -> subprocess.Popen[bytes]:
    """Start a run and wait until it stands in the middle of writing."""
    made = subprocess.Popen(
        [sys.executable, "-c", _WAITING, *args], cwd=folder, env=_environment(), stderr=subprocess.PIPE
    )
    assert made.stderr is not None
    assert made.stderr.readline() == b"writing\n"
    return made


COMMANDS = {
    "render": ["render", "ana.yaml", "-o", "plan.txt"],
    "batch": ["batch", "list.txt", "-d", "out", "--format", "text"],
}


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest) -> list[str]:
    """Return a command that writes."""
    return COMMANDS[request.param]


def _written(folder: Path) -> set[str]:
    """Return what a run has written, but for what a batch keeps of itself."""
    own = {"ana.yaml", "list.txt", NAME, f"{NAME}-journal", *FILES}
    return {path.name for path in folder.rglob("*") if path.is_file()} - own


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_130_a_run_that_is_asked_to_end_leaves_nothing(here: Path, command: list[str], name: str) -> None:
    run_ = _started(here, *command)
    assert _written(here)
    run_.send_signal(getattr(signal, name))
    _, said = run_.communicate(timeout=30)
    assert (run_.returncode, said.splitlines()[-1]) == (130, b"stopped; what was finished is kept")
    assert not _written(here)


def test_what_a_killed_run_left_is_removed_by_the_next(here: Path, command: list[str]) -> None:
    run_ = _started(here, *command)
    run_.kill()
    run_.communicate(timeout=30)
    (left,) = _written(here)
    assert left.endswith(".part")
    run(*command)
    assert left not in _written(here)
    assert not [name for name in _written(here) if name.endswith(".part")]


def test_new_removes_what_a_killed_run_left_too(here: Path) -> None:
    (here / ".me.yaml.planner-abcdefgh.part").write_text("")
    result = CliRunner().invoke(main, ["new", "me.yaml"], input="Ana\n67\n" + "\n" * 40)
    assert result.exit_code == 0
    assert _files(here) == {"ana.yaml", "list.txt", "me.yaml"}


def test_what_a_living_run_writes_is_let_be(here: Path, command: list[str]) -> None:
    run_ = _started(here, *command)
    (held,) = _written(here)
    run(*command, code=5 if command[0] == "batch" else 0)
    assert held in _written(here)
    run_.terminate()
    run_.communicate(timeout=30)
    assert held not in _written(here)


def _aged(path: Path) -> None:
    old = time.time() - 1_000_000
    os.utime(path, (old, old), follow_symlinks=False)


def test_only_our_own_unfinished_files_are_removed(here: Path) -> None:
    kept = [".plan.pdf.part", "plan.pdf.planner-abcdefgh.part", ".x.planner-abc.part", ".x.planner-abcdefgh.part.pdf"]
    for name in kept:
        (here / name).write_text("")
        _aged(here / name)
    (here / ".l.planner-abcdefgh.part").symlink_to(here / "ana.yaml")
    (here / ".d.planner-abcdefgh.part").mkdir()
    os.mkfifo(here / ".f.planner-abcdefgh.part")
    before = _files(here)
    (here / ".plan.pdf.planner-ab_d3fgh.part").write_text("")
    (here / ".pl\nan.planner-ab_d3fgh.part").write_text("")
    sweep(here)
    assert _files(here) == before
    assert (here / "ana.yaml").exists()


def test_what_another_user_left_is_let_be(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / ".plan.pdf.planner-abcdefgh.part").write_text("")
    monkeypatch.setattr(output_module.os, "geteuid", lambda: here.stat().st_uid + 1)
    sweep(here)
    assert (here / ".plan.pdf.planner-abcdefgh.part").exists()


def test_a_folder_that_cannot_be_seen_is_not_swept(here: Path) -> None:
    for folder in (here / "nowhere", here / "ana.yaml", Path("a\0b")):
        sweep(folder)


def test_an_unfinished_file_that_another_run_removed_before_it_was_locked_is_made_again(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = output_module._lock, []

    def late(handle: int, *, wait: bool) -> bool:
        if wait and not seen:
            seen.extend(here.glob(".*.part"))
            sweep(here)
        return real(handle, wait=wait)

    monkeypatch.setattr(output_module, "_lock", late)
    write(here / "plan.txt", b"whole")
    assert len(seen) == 1
    assert (here / "plan.txt").read_bytes() == b"whole"
    assert _files(here) == {"ana.yaml", "list.txt", "plan.txt"}


def test_an_ordinary_file_is_replaced_whole_whatever_it_was(here: Path) -> None:
    (here / "old.txt").write_text("old")
    (here / "link.txt").symlink_to("old.txt")
    write(here / "link.txt", b"new", mode=0o640)
    assert (here / "old.txt").read_text() == "old"
    assert (here / "link.txt").read_bytes() == b"new"
    assert stat.S_IMODE((here / "link.txt").lstat().st_mode) == 0o640
