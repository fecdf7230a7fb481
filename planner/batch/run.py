"""Many profiles from one list, one sheet each: planned, worked on, put in place and told, with a ledger throughout."""

from __future__ import annotations

import contextlib
import itertools
import os
import secrets
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

from msgspec import Struct, structs

from planner.batch import reports
from planner.batch.combined import StackPlace, is_stack, remove_stacks, write_stacks
from planner.batch.fingerprint import key_of, mark_of, mark_of_plans
from planner.batch.job import STATE, Job, Task
from planner.batch.landing import Landing, Waiting, uninterrupted
from planner.batch.ledger import Ledger, LedgerRow, Todo, opened, unwritten
from planner.batch.receipts import Finished, id_of
from planner.batch.supervisor import finished_rows
from planner.batch.targets import NameTemplate
from planner.batch.totals import Totals, totals_of
from planner.content.knowledge import Content
from planner.errors import OutputError, PartialError, ProfileError, UsageError
from planner.files.clock import today
from planner.files.names import folded
from planner.files.output import refuse_inputs, refuse_unfit, sweep
from planner.pipeline import next_monday
from planner.records.listing import ListSource
from planner.records.receipt import Receipt
from planner.records.rows import Row, RowProblem

_CLASH = "would write the same file; give each its own id, told apart by letters, numbers, - or _ (A and a are one)"


class Listener(Protocol):
    """Who is told how a run goes on."""

    def begin(self, rows: int, done: int) -> None:
        """Hear how many rows there are, and how many of them are done already."""

    def finished(self, receipt: Receipt, notes: list[RowProblem]) -> None:
        """Hear of a row that is finished, and what somebody must know of it."""

    def combined(self, places: list[StackPlace]) -> None:
        """Hear where in the stacks each sheet lies."""

    def end(self, totals: Totals) -> None:
        """Hear what became of all rows."""


class Way(Struct, frozen=True, kw_only=True):
    """How a run goes about its work: nothing of this changes a sheet.

    `jobs` is the number of workers; None takes as many as there are cores, and fewer for a short list.
    """

    jobs: int | None = None
    resume: bool = False
    rebuild: bool = False


def run_batch(
    source: ListSource, content: Content, job: Job, names: NameTemplate, listener: Listener, way: Way | None = None
) -> None:
    """Make one sheet for each row that can be read; raise PartialError naming the rows that cannot.

    Without a folder the list is tried out, and nothing is written.
    """
    way = way or Way()
    job = structs.replace(job, inputs=source.inputs, run=secrets.token_hex(4), plans_mark=mark_of_plans(job.plans))
    if job.folder is not None:
        _make_ready(job.folder, job)
    with opened(job.folder, rebuild=way.rebuild) if job.folder is not None else unwritten() as ledger:
        job = _dated(job, ledger, resume=way.resume)
        run = _BatchRun(source, content, job, ledger, listener)
        run.plan(names, resume=way.resume)
        try:
            run.work(way.jobs)
            run.combine()
        except BaseException:
            # What ended the run is told; that it could write no report either says nothing new.
            with contextlib.suppress(OutputError, sqlite3.Error):
                listener.end(run.close())
            raise
        totals = run.close()
        listener.end(totals)
        if totals.failed:
            raise _partial(source, ledger, totals)


class _BatchRun:
    """One run over a list, with its ledger open."""

    def __init__(self, source: ListSource, content: Content, job: Job, ledger: Ledger, listener: Listener) -> None:
        self.source = source
        self.content = content
        self.job = job
        self.ledger = ledger
        self.listener = listener
        self.mark = mark_of(job)
        self._under_way: dict[int, tuple[Row, Todo]] = {}
        self._left_out: Counter[str] = Counter()
        # A folder of profiles is as many inputs as there are people.
        self._inputs = {file: path for path in job.inputs if (file := _identity(path)) is not None}

    # --- before ---

    def plan(self, names: NameTemplate, *, resume: bool) -> None:
        """Put every row into the ledger, with the name of its file; no sheet is written before."""
        request = self.job.request
        settings = {"start": str(request.start), "as_of": str(request.as_of)}
        settings["own_starts"] = "yes" if self.job.own_starts else "no"
        self.ledger.plan(self._planned(names), settings, self.job.folder, resume=resume)
        totals = totals_of(told.receipt for told in self.ledger.told())
        self.listener.begin(totals.rows, totals.made)
        if self.job.folder is not None:
            _sweep(self.job.folder)
            reports.remove_reports(self.job.folder)
            remove_stacks(self.job.folder)

    def _planned(self, names: NameTemplate) -> Iterator[LedgerRow]:
        for number, row in enumerate(self.source.rows(), start=1):
            self._left_out.update(dict(row.left_out))
            file = names.file_of(row, self.job)
            self._refuse_input(file)
            if self.job.combined and is_stack(file, self.job.combined):
                where = self.source.problem(row, "would write the file of the stack")
                raise UsageError(f"{where}; give the stack another name with --combined")
            receipt = Receipt(row=row.line, id=id_of(row))
            yield LedgerRow(number, receipt, row.file, file, folded(file), key_of(self.mark, row, self.job))

    def _refuse_input(self, file: str) -> None:
        """Raise OutputError if the sheet of a row would take the place of what this run reads."""
        target = self.job.folder / file if self.job.folder is not None else None
        if target is not None and (there := _identity(target)) in self._inputs and there is not None:
            refuse_inputs(target, (self._inputs[there],))

    # --- the work ---

    def work(self, jobs: int | None) -> None:
        """Work off the rows that are not done, as many at a time as there are workers."""
        landing = Landing(self.job.folder, self.ledger)
        try:
            with contextlib.closing(finished_rows(self._tasks(), self.job, self.content, self._workers(jobs))) as rows:
                for finished in rows:
                    self._tell(landing.tick() if finished is None else landing.add(self._waiting(finished)))
        finally:
            self._tell(landing.land())

    def _workers(self, jobs: int | None) -> int:
        """Return how many workers there are to be: a short list is done before a second one has begun."""
        open_rows = sum(todo.open for todo in self.ledger.rows())
        return max(1, min(jobs, open_rows) if jobs else min(_cores(), open_rows // _ROWS_A_WORKER))

    def _tasks(self) -> Iterator[Task]:
        """Yield the rows that are to be done, read again one by one."""
        for row, todo in itertools.zip_longest(self.source.rows(), self.ledger.rows()):
            if row is None or todo is None or key_of(self.mark, row, self.job) != todo.key:
                raise ProfileError(f"{self.source.name}: was changed while it was read; run it again")
            if not todo.open:
                continue
            problem = row.problem or (f"the lines {todo.clash} {_CLASH}" if todo.clash else "")
            self._under_way[todo.number] = row, todo
            yield Task(todo.number, structs.replace(row, problem=problem), todo.file)

    def _waiting(self, finished: Finished) -> Waiting:
        row, todo = self._under_way[finished.number]
        return Waiting(finished, todo.file, todo.key, row.raw)

    def _tell(self, landed: list[Finished]) -> None:
        for finished in landed:
            row, _ = self._under_way.pop(finished.number)
            id_ = id_of(row, sure=True)
            notes = [self.source.problem(row, f"{id_}: {note}" if id_ else note) for note in finished.notes]
            self.listener.finished(finished.receipt, notes)

    # --- after ---

    def combine(self) -> None:
        """Write the stack of all sheets, if there is to be one."""
        if self.job.combined and self.job.folder is not None:
            self.listener.combined(write_stacks(self.source, self.content, self.job, self.ledger, self.job.folder))

    def close(self) -> Totals:
        """Write the reports and take away what was not finished, also of a run that was stopped; return the totals."""
        with uninterrupted():
            if self.job.folder is not None:
                _sweep(self.job.folder)
                reports.write_reports(self.ledger, self.job.folder, self.source.head)
            totals = totals_of(told.receipt for told in self.ledger.told())
            return structs.replace(totals, left_out=dict(sorted(self._left_out.items())))


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from every other, whatever its name, or nothing where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


_ROWS_A_WORKER = 16


def _cores() -> int:
    """Return how many cores this process may use."""
    count: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return count() or 1


def _partial(source: ListSource, ledger: Ledger, totals: Totals) -> PartialError:
    """Return the error that names every row that failed."""
    failures, bugs = [], 0
    for told in ledger.told():
        if told.receipt.outcome == "failed":
            id_ = f"{told.receipt.id}: " if told.receipt.id else ""
            place, line = told.place or source.name, 0 if told.place else told.receipt.row
            failures.append(RowProblem(place, line, 0, f"{id_}{told.said}"))
            bugs += told.cause == "bug"
    with_bugs = f", {bugs} of them because of a bug in cramp-planner" if bugs else ""
    head = f"{len(failures)} of {totals.rows} rows failed{with_bugs}:"
    return PartialError("\n".join([head, *map(str, failures)]), failures, head=head)


def _dated(job: Job, ledger: Ledger, *, resume: bool) -> Job:
    """Return the job with its start and as-of date: as asked, else with `resume` those of the run before, else today's.

    The default start moves with the week: a run that is taken up later would make other sheets than it began with.
    """
    request = job.request
    if request.start is not None:
        as_of = request.as_of or request.start
        return structs.replace(job, own_starts=False, request=structs.replace(request, as_of=as_of))
    before = ledger.settings() if resume else {}
    start = date.fromisoformat(before["start"]) if before else next_monday(today())
    as_of = request.as_of or (date.fromisoformat(before["as_of"]) if before else today())
    own_starts = before.get("own_starts") != "no"
    return structs.replace(job, own_starts=own_starts, request=structs.replace(request, start=start, as_of=as_of))


# --- the folder ---


def _make_ready(folder: Path, job: Job) -> None:
    """Make the folder and clear what killed runs left unfinished in it; raise OutputError if a report is an input."""
    for name in reports.FILES:
        refuse_unfit(folder / name, job.inputs)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be made: {error.strerror}; choose another place with --output-dir"
        ) from error
    if (folder / STATE).is_symlink():
        raise OutputError(f"{folder / STATE} is a link, and what stands behind it is not ours; take it away")
    sweep(folder)


def _sweep(folder: Path) -> None:
    """Remove what is not finished: only the run that holds the ledger may, and it has nothing under way now."""
    for part in (folder / STATE).glob("*.part"):
        with contextlib.suppress(OSError):
            part.unlink()
