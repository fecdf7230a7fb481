"""Errands: a row on its way to another machine, what a worker there must have in common with here, and its work."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from pathlib import Path

from msgspec import structs

from planner.batch.fingerprint import machine_of, mark_of_plans
from planner.batch.job import Job, Task, state_of
from planner.batch.machines.stores import store_of
from planner.batch.processes.limits import TooLong, time_limit
from planner.batch.receipts import Finished, too_long
from planner.batch.worker import finish
from planner.content.knowledge import Content
from planner.content.loader import load_content
from planner.errors import OutputError, PlannerError

# A process makes one sheet at a time: what draws it keeps things that threads would disturb.
_ONE_AT_A_TIME = threading.Lock()
# What this process has read for the run that it works for.
_READY: dict[str, Content] = {}


class Errand:
    """A row on its way to a worker, with all that it is asked for; of its person, it shows nothing.

    A cluster writes what it could not run into its logs, as it shows itself.
    """

    def __init__(self, task: Task, job: Job, machine: dict[str, str]) -> None:
        self.task = task
        self.job = job
        self.machine = machine

    def __repr__(self) -> str:
        return f"<row {self.task.number} of a list>"


def work(errand: Errand) -> Finished | PlannerError:
    """Return what became of a row, or what is wrong with every row alike: what is raised, a cluster would log."""
    # One row may be with two workers, each of which takes the other for lost: two names for what is not finished.
    task = structs.replace(errand.task, tries=secrets.randbits(48))
    with _ONE_AT_A_TIME:
        try:
            content = _made_ready(errand)
            with time_limit(errand.job.row_seconds):
                return finish(task, errand.job, content)
        except TooLong:
            return too_long(task.number, task.row, errand.job.row_seconds)
        except PlannerError as error:
            return error


def leave_mark(job: Job) -> None:
    """Leave what workers see if they see the folder of this run; a store has a mark of its own."""
    if job.folder is not None and not job.store:
        try:
            _mark(job, job.folder).touch(mode=0o600)
        except OSError as error:
            raise OutputError(f"{job.folder} cannot be written: {error.strerror}") from error


def _mark(job: Job, folder: Path) -> Path:
    return state_of(folder, job.shard) / f"{job.run}-seen.part"


def _made_ready(errand: Errand) -> Content:
    """Return the plans of a run, read once in each process; raise OutputError where sheets would not be as here."""
    job = errand.job
    if job.run not in _READY:
        content = load_content(job.plans)
        _refuse_other_machine(errand.machine, machine_of(mark_of_plans(job.plans)))
        _must_see(job)
        _READY.clear()
        _READY[job.run] = content
    return _READY[job.run]


def _refuse_other_machine(asked: dict[str, str], own: dict[str, str]) -> None:
    """Raise OutputError, naming what this worker has otherwise than the run that sent the row."""
    differing = [name for name in asked if asked[name] != own.get(name)]
    if differing:
        told = ", ".join(_differing(name, own.get(name) or "none", asked[name]) for name in differing)
        raise OutputError(
            f"the worker on {socket.gethostname()} differs in {told}; its sheets would not be the same: "
            "install the same versions on every worker as here, and run the list again with --resume"
        )


def _differing(name: str, own: str, asked: str) -> str:
    return name if len(own) > 20 or len(asked) > 20 else f"{name} ({own} there, {asked} here)"


def _must_see(job: Job) -> None:
    if job.store:
        store_of(job.store).must_show(job)
    elif job.folder is not None and not _seen(_mark(job, job.folder)):
        raise OutputError(
            f"the worker on {socket.gethostname()} does not see {job.folder}, or may not write there; "
            "share the folder with all workers, or let them put the sheets into a store with -d s3://bucket/x"
        )


def _seen(mark: Path) -> bool:
    try:
        return mark.is_file() and os.access(mark.parent, os.W_OK)
    except OSError:
        return False
