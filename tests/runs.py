"""Runs over a list in processes of their own, some of which are killed, and what is to be seen of them afterwards."""

from __future__ import annotations

import contextlib
import csv
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from commands import ROOT, started
from lists import sheets

BATCH = ("batch", "list.csv", "-d", "out", "--format", "text")
START = ("--start", "2026-11-23")


def write_list(count: int, *more: str) -> None:
    """Write a list of so many people, no two alike, and of what is given."""
    people = [f"P-{number},Name {number},{20 + number % 70},{'gout' * (number % 3 == 0)}" for number in range(count)]
    Path("list.csv").write_text("\n".join(["id,name,age,conditions", *people, *more]) + "\n")


def ended(*args: str, **more: Any) -> tuple[int, str]:
    """Run the planner to its end; return its exit code and what it said."""
    with started(*args, folder=Path.cwd(), **more) as run:
        _, said = run.communicate(timeout=300)
    return run.returncode, said.decode()


def report(folder: str = "out") -> list[dict[str, str]]:
    """Return the rows of a report."""
    return list(csv.DictReader(Path(folder, "report.csv").read_text().splitlines()))


def made(folder: str = "out") -> dict[str, bytes]:
    """Return the sheets in a folder, by name; what a run is still writing may be gone in the next moment."""
    return {name: Path(folder, name).read_bytes() for name in sheets(Path(folder)) if not name.startswith(".")}


def unfinished(folder: str = "out") -> list[str]:
    """Return the names of what is not finished."""
    return [path.name for path in Path(folder).rglob("*.part")]


def until(seen: Callable[[], Any], run: Any) -> None:
    """Wait until something is to be seen, or a run is over."""
    while run.poll() is None and not seen():
        time.sleep(0.005)


def children(pid: int) -> list[int]:
    """Return the worker processes of a run: forks of its fork server, which is its only child."""
    return [worker for server in _children(pid) for worker in _children(server)]


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            found += [int(child) for child in (task / "children").read_text().split()]
    return found


def kill(pid: int) -> None:
    """Kill a process, if it is still there."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


_POISON = """
import os, signal, time
import planner.batch.worker as worker
made = worker.sheet_of
def sheet_of(plan, *more):
    id_ = plan.profile.identity.id
    if id_.startswith("poison"):
        os.kill(os.getpid(), signal.SIGKILL)
    while id_.startswith("endless"):
        time.sleep(0.01)
    return made(plan, *more)
worker.sheet_of = sheet_of
written = worker._written
def _written(data, target, part, mode):
    done = written(data, target, part, mode)
    if target.name.startswith("once") and part.name.endswith("-0.part"):
        os.kill(os.getpid(), signal.SIGKILL)
    return done
worker._written = _written
def early(step):
    def harmed(person, *more):
        if person.identity.id.startswith("early-poison"):
            os.kill(os.getpid(), signal.SIGKILL)
        while person.identity.id.startswith("early-endless"):
            time.sleep(0.01)
        return step(person, *more)
    return harmed
worker.plan_ahead, worker.make_plan = early(worker.plan_ahead), early(worker.make_plan)
"""


def with_poison(folder: Path) -> dict[str, str]:
    """Return an environment in which a row whose id begins with poison, once or endless harms its worker.

    With "early-" before it, it does so as it is planned, together with others.
    """
    (folder / "sitecustomize.py").write_text(_POISON)
    return {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
