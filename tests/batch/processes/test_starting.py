"""How workers start: forked or from nothing they make the same sheets, and none outlives its run or its fork server."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest
from commands import ROOT, started
from runs import START, children, ended, kill, made, report, unfinished, until, with_poison, write_list

from planner.batch.processes.starting import can_fork, cores, is_long

pytestmark = [
    pytest.mark.usefixtures("here"),
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no worker is a fork"),
]
BATCH = ("batch", "list.csv", *START, "--format", "text")
_SPAWNING = "import planner.batch.processes.starting as starting\nstarting.can_fork = lambda: False\n"


def spawning(folder: Path) -> dict[str, str]:
    """Return an environment in which every worker starts from nothing."""
    (folder / "sitecustomize.py").write_text(_SPAWNING)
    return {"PYTHONPATH": f"{folder}:{ROOT}"}


def status(pid: int) -> dict[str, str]:
    """Return what the system says of a process; nothing of one that is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def is_gone(pid: int) -> bool:
    """Return whether a process has ended, whoever is still to be told."""
    return status(pid).get("State", "Z")[0] in "ZX"


def own_children(pid: int) -> list[int]:
    """Return the processes that a process has started itself."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def has_sheets() -> bool:
    """Return whether some sheets stand in the folder."""
    return Path("out").is_dir() and len(made()) > 2


def test_forked_workers_spawned_ones_and_the_run_itself_make_the_same_bytes(tmp_path: Path) -> None:
    write_list(6, "bad-1,Bad,670,")
    pdf = ("batch", "list.csv", *START, "--jobs")
    assert ended(*pdf, "2", "-d", "forked")[0] == 7
    assert ended(*pdf, "2", "-d", "spawned", env=spawning(tmp_path))[0] == 7
    assert ended(*pdf, "1", "-d", "alone")[0] == 7
    assert len(made("alone")) == 6
    assert made("forked") == made("spawned") == made("alone")


def test_a_fork_server_that_is_killed_costs_no_row_its_sheet() -> None:
    write_list(80)
    with started(*BATCH, "-d", "out", "--jobs", "2", folder=Path.cwd()) as run:
        until(has_sheets, run)
        (server,) = own_children(run.pid)
        before = children(run.pid)
        kill(server)
        until(lambda: all(map(is_gone, before)), run)
        _, said = run.communicate(timeout=300)
    assert (run.returncode, len(before)) == (0, 2), said
    assert (len(made()), unfinished()) == (80, [])
    assert {row["outcome"] for row in report()} == {"plan"}


def test_no_worker_outlives_a_run_that_is_killed_also_not_in_a_row_without_end(tmp_path: Path) -> None:
    write_list(3, "endless-1,Po,50,")
    with started(*BATCH, "-d", "out", "--jobs", "2", folder=Path.cwd(), env=with_poison(tmp_path)) as run:
        until(has_sheets, run)
        processes = [*own_children(run.pid), *children(run.pid)]
        run.kill()
    assert len(processes) == 3
    while not all(map(is_gone, processes)):
        time.sleep(0.01)


@pytest.mark.parametrize("forked", [True, False])
def test_ctrl_c_reaches_no_worker(forked: bool, tmp_path: Path) -> None:
    write_list(80)
    env = {} if forked else spawning(tmp_path)
    with started(*BATCH, "-d", "out", "--jobs", "2", folder=Path.cwd(), env=env) as run:
        until(has_sheets, run)
        direct = own_children(run.pid)
        workers = children(run.pid) if forked else direct
        blocked = [int(status(worker).get("SigBlk", "0"), 16) >> 1 & 1 for worker in workers]
        keepers = sum(b"resource_tracker" in Path(f"/proc/{one}/cmdline").read_bytes() for one in direct)
        run.kill()
    # Python's own keeper of names, which spawning needs, ignores Ctrl-C by itself.
    assert (keepers, sum(blocked)) == ((0, 2) if forked else (1, 2))


def test_a_short_list_is_done_without_workers_and_leaves_no_process() -> None:
    write_list(3)
    with started(*BATCH, "-d", "out", folder=Path.cwd()) as run:
        until(has_sheets, run)
        processes = own_children(run.pid) if run.poll() is None else []
        run.communicate(timeout=300)
    assert (run.returncode, len(made())) == (0, 3)
    assert all(map(is_gone, processes))


def test_a_process_with_threads_is_not_forked() -> None:
    over = threading.Event()
    beside = threading.Thread(target=over.wait)
    beside.start()
    try:
        assert not can_fork()
    finally:
        over.set()
        beside.join()


def test_a_list_is_long_when_its_file_is() -> None:
    write_list(200)
    Path("short.csv").write_text("id,age\nA,50\n")
    asked = ("list.csv", "short.csv", ".", "none.csv", "\0")
    assert [is_long(Path(name)) for name in asked] == [True, False, False, False, False]
    assert cores() >= 1
