"""Many profiles from one list, one sheet each: planned, worked on, put in place and told, with a ledger throughout."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import secrets
import sqlite3
from collections import Counter
from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Struct, structs

from planner.batch import reports
from planner.batch.combined import StackPlace, is_stack, remove_stacks, write_stacks
from planner.batch.fingerprint import digest_of, key_of, mark_of, mark_of_plans
from planner.batch.job import STATE, Job, Task, state_of
from planner.batch.landing import Landing, Waiting, stamp, uninterrupted
from planner.batch.ledger import Ledger, opened, unwritten
from planner.batch.machines.cluster import cluster_rows
from planner.batch.machines.seal import Seal, seal_of
from planner.batch.machines.sharing import add_shards, refuse_other_place, refuse_running
from planner.batch.machines.stores import store_of
from planner.batch.processes.starting import ForkServer, cores
from planner.batch.receipts import Finished, LedgerRow, Todo, id_of
from planner.batch.supervisor import finished_rows
from planner.batch.targets import NameTemplate
from planner.batch.totals import Totals, totals_of
from planner.content.knowledge import Content
from planner.errors import OutputError, ProfileError, UsageError
from planner.files.clock import today
from planner.files.names import folded
from planner.files.output import refuse_inputs, refuse_unfit, sweep
from planner.formats.bulk import remove_lines
from planner.formats.registry import FORMATS
from planner.pipeline import next_monday
from planner.records.listing import ListSource
from planner.records.receipt import Receipt
from planner.records.rows import Row, RowProblem

_CLASH = "would write the same file; give each its own id, told apart by letters, numbers, - or _ (A and a are one)"
_OF_RECORDS = ", or give --name-template '{row}-{id}'"


class Listener(Protocol):
    """Who is told how a run goes on."""

    def begin(self, rows: int, done: int) -> None:
        """Hear how many rows there are, and how many of them are done already."""

    def finished(self, receipt: Receipt, notes: list[RowProblem]) -> None:
        """Hear of a row that is finished, and what somebody must know of it."""

    def combined(self, places: list[StackPlace]) -> None:
        """Hear where in the stacks each sheet lies."""

    def bulk(self, name: str, sheets: int) -> None:
        """Hear of the file that holds all sheets, one a line."""

    def end(self, totals: Totals) -> None:
        """Hear what became of all rows."""


class Way(Struct, frozen=True, kw_only=True):
    """How a run goes about its work: nothing of this changes a sheet.

    `jobs` is the number of workers; None takes as many as there are cores, and fewer for a short list. They are forks
    of the `server`, if there is one. With the address of a `scheduler`, the workers of its cluster take their
    place.
    """

    jobs: int | None = None
    server: ForkServer | None = None
    scheduler: str = ""
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
    _refuse_together(job)
    if job.store:
        store_of(job.store)  # Nothing is written where it cannot be opened.
    if job.folder is not None:
        _make_ready(job.folder, job)
    with opened(job.folder, job.shard, rebuild=way.rebuild) if job.folder is not None else unwritten() as ledger:
        if job.folder is not None:
            refuse_other_place(ledger, job.folder, job.store)
        job = _dated(job, ledger, resume=way.resume)
        run = _BatchRun(source, content, job, ledger, listener)
        run.plan(names, resume=way.resume)
        try:
            run.work(way)
            run.combine()
        except BaseException:
            # What ended the run is told; that it could write no report either says nothing new.
            with contextlib.suppress(OutputError, sqlite3.Error):
                listener.end(run.close())
            raise
        totals = run.close()
        listener.end(totals)
        if totals.failed:
            raise reports.partial_error(ledger, source.name, totals)


def _refuse_together(job: Job) -> None:
    """Raise UsageError for a stack where there is no whole list of sheets to be had, or no folder."""
    if job.combined and job.shard is not None:
        raise UsageError(
            "--combined: a stack holds the sheets of the whole list, and a shard has only its own; leave it out here; "
            "when all shards are done, run the list with --resume and --combined: what they made stays as it is"
        )
    if job.combined and job.store:
        raise UsageError("--combined: a stack is written into a folder, not into a store; leave one of them out")


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
        self._seal: Seal | None = None
        self._sizes: dict[str, int] = {}
        # A folder of profiles is as many inputs as there are people.
        self._inputs = {file: path for path in job.inputs if (file := _identity(path)) is not None}

    # --- before ---

    def plan(self, names: NameTemplate, *, resume: bool) -> None:
        """Put every row into the ledger, with the name of its file; no sheet is written before."""
        if self.job.folder is not None and self.job.shard is None and resume:
            add_shards(self.ledger, self.job.folder)
        if self.job.store:
            self._sizes = store_of(self.job.store).sizes()
        standing = self._standing if resume and self.job.folder is not None else None
        self.ledger.plan(self._planned(names), self._settings, standing, shard=self.job.shard)
        totals = totals_of(told.receipt for told in self.ledger.told())
        self.listener.begin(totals.rows, totals.made)
        if self.job.folder is not None:
            _sweep(self.job)
            reports.remove_reports(self.job.folder, self.job.shard)
            remove_stacks(self.job.folder)
            for bulk in filter(None, {FORMATS[self.job.form].bulk, reports.bulk_of(self.job)}):
                remove_lines(self.job.folder / bulk)

    def _standing(self, file: str) -> tuple[int, int] | None:
        """Return the stamp of a sheet as it stands now; a store tells its size alone."""
        if self.job.store:
            return (self._sizes[file], 0) if file in self._sizes else None
        return stamp(self.job.folder / file) if self.job.folder is not None else None

    def _settings(self) -> dict[str, str]:
        """Return what the ledger keeps of this run, for when it is taken up again, and for merging its reports."""
        request = self.job.request
        settings = {"start": str(request.start), "as_of": str(request.as_of), "store": self.job.store}
        settings["own_starts"] = "yes" if self.job.own_starts else "no"
        settings |= {"list": self.source.name, "head": self.source.head}
        settings["left_out"] = msgspec.json.encode(self._left_out).decode()
        settings["seal"] = msgspec.json.encode(self._seal).decode()
        return settings

    def _planned(self, names: NameTemplate) -> Iterator[LedgerRow]:
        number, digest = 0, hashlib.sha256()
        for number, row in enumerate(self.source.rows(), start=1):
            digest.update(digest_of(row))
            if self._takes(number):
                self._left_out.update(dict(row.left_out))
            file = names.file_of(row, self.job)
            self._refuse_input(file)
            if self.job.combined and is_stack(file, self.job.combined):
                where = self.source.problem(row, "would write the file of the stack")
                raise UsageError(f"{where}; give the stack another name with --combined")
            receipt = Receipt(row=row.line, id=id_of(row))
            yield LedgerRow(number, receipt, row.file, file, folded(file), key_of(self.mark, row, self.job))
        self._seal = seal_of(self.job, digest.hexdigest(), number, names.parts)

    def _takes(self, number: int) -> bool:
        return self.job.shard is None or self.job.shard.takes(number)

    def _refuse_input(self, file: str) -> None:
        """Raise OutputError if the sheet of a row would take the place of what this run reads."""
        target = self.job.folder / file if self.job.folder is not None and not self.job.store else None
        if target is not None and (there := _identity(target)) in self._inputs and there is not None:
            refuse_inputs(target, (self._inputs[there],))

    # --- the work ---

    def work(self, way: Way) -> None:
        """Work off the rows that are not done, as many at a time as there are workers."""
        landing = Landing(self.job, self.ledger)
        if self.job.store:
            store_of(self.job.store).leave_mark(self.job)
        try:
            with contextlib.closing(self._finished(way)) as rows:
                for finished in rows:
                    self._tell(landing.tick() if finished is None else landing.add(self._waiting(finished)))
        finally:
            self._tell(landing.land())

    def _finished(self, way: Way) -> Generator[Finished | None, None, None]:
        if not way.scheduler:
            return finished_rows(self._tasks(), self.job, self.content, self._workers(way.jobs), way.server)
        return cluster_rows(self._tasks(), self.job, way.scheduler)

    def _workers(self, jobs: int | None) -> int:
        """Return how many workers there are to be: a short list is done before a second one has begun."""
        if self.job.store and store_of(self.job.store).in_this_process:
            return 1
        open_rows = sum(todo.open for todo in self.ledger.rows())
        return max(1, min(jobs, open_rows) if jobs else min(cores(), open_rows // _ROWS_A_WORKER))

    def _tasks(self) -> Iterator[Task]:
        """Yield the rows that are to be done, read again one by one."""
        rows = (row for number, row in enumerate(self.source.rows(), start=1) if self._takes(number))
        for row, todo in itertools.zip_longest(rows, self.ledger.rows()):
            if row is None or todo is None or key_of(self.mark, row, self.job) != todo.key:
                raise ProfileError(f"{self.source.name}: was changed while it was read; run it again")
            if not todo.open:
                continue
            clash = f"{todo.clash} {_CLASH}{_OF_RECORDS * bool(row.file)}" if todo.clash else ""
            problem = row.problem or clash
            self._under_way[todo.number] = row, todo
            known = self.ledger.known(todo.file, self._sizes[todo.file]) if todo.file in self._sizes else ""
            yield Task(todo.number, structs.replace(row, problem=problem), todo.file, known=known)

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
        """Write what holds all sheets, if there is to be one: a stack to print, or the file that a system loads."""
        if self.job.folder is None:
            return
        if self.job.combined:
            self.listener.combined(write_stacks(self.source, self.content, self.job, self.ledger, self.job.folder))
        if bulk := reports.bulk_of(self.job):
            self.listener.bulk(bulk, reports.write_bulk(bulk, self.ledger, self.job, self.job.folder))

    def close(self) -> Totals:
        """Write the reports and take away what was not finished, also of a run that was stopped; return the totals."""
        with uninterrupted():
            if self.job.folder is not None:
                if self.job.store:
                    with contextlib.suppress(OutputError):
                        store_of(self.job.store).take_mark(self.job)
                _sweep(self.job)
                reports.write_reports(self.ledger, self.job.folder, self.source.head, self.job.shard)
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
    for name in (*reports.files_of(job.shard), *filter(None, [reports.bulk_of(job)])):
        refuse_unfit(folder / name, job.inputs)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be made: {error.strerror}; choose another place with --output-dir"
        ) from error
    if (folder / STATE).is_symlink():
        raise OutputError(f"{folder / STATE} is a link, and what stands behind it is not ours; take it away")
    refuse_running(folder, job.shard)
    # A shard lets be what others write: not on every shared folder does a lock say whether they live.
    sweep(folder, None if job.shard is None else reports.files_of(job.shard))


def _sweep(job: Job) -> None:
    """Remove what is not finished: only the run that holds the ledger may, and it has nothing under way now."""
    for part in state_of(job.folder, job.shard).glob("*.part") if job.folder is not None else ():
        with contextlib.suppress(OSError):
            part.unlink()
