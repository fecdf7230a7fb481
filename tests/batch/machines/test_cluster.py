"""A real cluster, a scheduler and two workers, one killed in the middle: nothing lost, nothing twice, same bytes."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import ROOT, started
from lists import sheets
from runs import BATCH, START, ended, kill, made, report, unfinished, until, with_poison, write_list

from planner.batch.machines import cluster as connected
from planner.errors import OutputError, UsageError

pytestmark = [pytest.mark.usefixtures("here"), pytest.mark.cluster]
ROWS = 120


class Cluster:
    """A scheduler and some workers of this machine."""

    def __init__(self) -> None:
        self.running: list[subprocess.Popen[bytes]] = []
        self.address = ""

    def begin(self, **env: str) -> None:
        """Start the scheduler, and hear where it is."""
        self.scheduler = self._start(
            "scheduler", "--port", "0", "--host", "127.0.0.1", "--scheduler-file", "where", **env
        )
        until(self._found, self.scheduler)

    def _found(self) -> bool:
        # The file is there before what it holds.
        with contextlib.suppress(OSError, ValueError):
            self.address = str(json.loads(Path("where").read_text())["address"])
        return bool(self.address)

    def _start(self, *args: str, **env: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *args, "--no-dashboard"]
        log = Path(f"{len(self.running)}.log").open("wb")  # noqa: SIM115 - it lives as long as the process
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        )
        log.close()
        self.running.append(process)
        return process

    def worker(self, folder: str, **env: str) -> subprocess.Popen[bytes]:
        """Start one more worker."""
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", folder)
        return self._start("worker", self.address, *options, **env)

    def logs(self) -> str:
        """Return all that scheduler and workers said."""
        return "".join(path.read_text() for path in Path().glob("*.log"))

    def end(self) -> None:
        """End all that is still there."""
        for process in self.running:
            kill(process.pid)
            process.wait()


@pytest.fixture
def cluster(here: Path) -> Iterator[Cluster]:
    """Return a scheduler without workers."""
    one = Cluster()
    try:
        one.begin()
        yield one
    finally:
        one.end()


def in_place() -> int:
    """Return how many sheets stand in place."""
    return sum(name.startswith("P-") for name in sheets(Path("out")))


def test_one_of_two_workers_is_killed_and_nothing_is_lost_or_twice(cluster: Cluster) -> None:
    write_list(ROWS, "bad-1,Bad Secreta,670,")
    first, second = cluster.worker("w1"), cluster.worker("w2")
    with started(*BATCH, *START, "--scheduler", cluster.address, folder=Path.cwd()) as run:
        until(lambda: in_place() >= 15, run)
        assert (run.poll(), in_place() < ROWS) == (None, True), "killed in the middle"
        kill(first.pid)
        _, said = run.communicate(timeout=300)
    assert (run.returncode, second.poll()) == (7, None), said.decode()
    assert ended(*BATCH, *START, "-d", "whole", "--jobs", "1")[0] == 7
    assert made() == made("whole")
    for name in ("report.csv", "report.jsonl", "failed.csv"):
        assert Path("out", name).read_bytes() == Path("whole", name).read_bytes()
    rows = [row["row"] for row in report()]
    assert len(rows) == len(set(rows)) == ROWS + 1
    assert unfinished() == []
    assert "Secreta" not in cluster.logs()


def test_a_scheduler_that_is_killed_ends_the_run_which_is_taken_up_by_one_machine(cluster: Cluster) -> None:
    write_list(ROWS)
    cluster.worker("w1")
    with started(*BATCH, *START, "--scheduler", cluster.address, folder=Path.cwd()) as run:
        until(lambda: in_place() >= 5, run)
        assert run.poll() is None
        kill(cluster.scheduler.pid)
        _, said = run.communicate(timeout=300)
    assert run.returncode == 5, said.decode()
    assert "--resume" in said.decode()
    code, said_then = ended(*BATCH, *START, "--resume", "--jobs", "1")
    assert (code, "were there already" in said_then) == (0, True)
    assert in_place() == ROWS


_OLD_LIBRARY = """
import reportlab
import importlib.metadata as metadata
version = metadata.version
metadata.version = lambda name: "1.2" if name == "reportlab" else version(name)
"""
_OTHER = {
    "version": ("import planner; planner.__version__ = '9.9.9'", "differs in planner (9.9.9 there, "),
    "plans": ("import planner.content.cache as cache; cache.fingerprint = lambda _: 'x'", "differs in plans"),
    "library": (_OLD_LIBRARY, "differs in reportlab (1.2 there, "),
    "none": (
        "import sys; sys.modules['planner'] = None",
        "no cramp-planner that can do this is there",
    ),
}


@pytest.mark.parametrize("other", _OTHER)
def test_a_worker_that_is_not_as_here_is_refused(cluster: Cluster, other: str) -> None:
    code, said = _OTHER[other]
    Path("other").mkdir()
    Path("other/sitecustomize.py").write_text(code)
    cluster.worker("w1", PYTHONPATH=f"{Path('other').absolute()}{os.pathsep}{ROOT}")
    write_list(3)
    found = ended(*BATCH, *START, "--scheduler", cluster.address)
    assert found[0] == 5
    assert said in found[1]
    assert in_place() == 0


def test_a_scheduler_without_the_planner_is_refused(here: Path) -> None:
    Path("sitecustomize.py").write_text("import sys; sys.modules['planner'] = None")
    one = Cluster()
    try:
        one.begin(PYTHONPATH=str(here))
        one.worker("w1")
        write_list(3)
        found = ended(*BATCH, *START, "--scheduler", one.address)
    finally:
        one.end()
    assert found[0] == 5
    assert "the scheduler: no cramp-planner that can do this is there" in found[1]


def test_a_row_that_kills_its_workers_fails_alone(cluster: Cluster) -> None:
    Path("poison").mkdir()
    env = with_poison(Path("poison").absolute())
    write_list(6, "poison-1,Poison,50,")
    for number in range(6):
        cluster.worker(f"w{number}", DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1", **env)
    found = ended(*BATCH, *START, "--scheduler", cluster.address)
    assert found[0] == 7, found[1]
    assert "the workers that made its sheet ended" in found[1]
    assert [row["outcome"] for row in report()] == ["plan"] * 6 + ["failed"]


def test_a_row_that_never_ends_fails_alone(cluster: Cluster) -> None:
    Path("poison").mkdir()
    cluster.worker("w1", **with_poison(Path("poison").absolute()))
    write_list(4, "endless-1,Endless,50,")
    found = ended(*BATCH, *START, "--scheduler", cluster.address, "--row-timeout", "5")
    assert found[0] == 7, found[1]
    assert "was not made within 5 seconds" in found[1]
    assert in_place() == 4


def test_without_workers_or_scheduler_it_is_told_what_to_start(cluster: Cluster) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connected, "_FIRST_WORKER", 0.5)
        patch.setattr(connected, "_CONNECT", 1.0)
        with pytest.raises(OutputError, match="has no workers; start some with `dask worker"):
            connected._connected(cluster.address).__enter__()
        with pytest.raises(OutputError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"):
            connected._connected("tcp://127.0.0.1:9").__enter__()
        with pytest.raises(UsageError, match="tcp://host:port"):
            connected._connected("carrier-pigeon://x").__enter__()
