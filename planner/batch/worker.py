"""A worker: makes the sheets of rows, and leaves each under a name that says that it is not in place."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from itertools import chain, islice, repeat
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, structs

from planner.batch.fingerprint import mark_of_plans
from planner.batch.job import Job, Task, state_of
from planner.batch.machines.stores import store_of
from planner.batch.processes.limits import TooLong
from planner.batch.receipts import Finished, failure, id_of, receipt_of, shown
from planner.content.knowledge import Content
from planner.content.loader import load_content
from planner.errors import ContentError, OutputError, PlannerError, UsageError
from planner.files.output import refuse_unfit
from planner.formats.registry import FORMATS
from planner.pipeline import SheetRequest, compose_ahead, document_of, make_plan, plan_ahead, sheet_of, warnings
from planner.planning.plan import Plan
from planner.profile.answers import Person
from planner.records.receipt import Receipt
from planner.records.rows import Row, row_answers
from planner.records.unforeseen import foreseen

# A sheet leaves no circles of objects behind (a test holds that), and whatever goes round in none is let go of at once.
# Looking for circles goes through all that is kept between sheets, a twentieth of the time: once in so many rows is
# enough for what a library may leave.
_ROWS_BETWEEN = 4_096
# So many rows are worked on a step at a time.
GROUP = 8
_Row = TypeVar("_Row")
# Whom a row tells of, the plans, and what is asked for.
_Asked = tuple[Person, Content, SheetRequest]


def finish(task: Task, job: Job, content: Content, asked: _Asked | None = None) -> Finished:
    """Return what became of a row; raise UsageError for what is wrong with every row alike.

    `asked` is what was asked for by the row, where it has been read before.
    """
    try:
        return foreseen(_made, task, job, content, asked)
    except UsageError:
        raise
    except PlannerError as error:
        return failure(task.number, task.row, error)


def plan_of_row(row: Row, content: Content, job: Job) -> Plan:
    """Return the plan of a row; raise PlannerError where it cannot be read."""
    return make_plan(*_asked(row, content, job))


def _asked(row: Row, content: Content, job: Job) -> _Asked:
    """Return whom a row tells of, the plans, and what is asked for."""
    request = structs.replace(job.request, start=job.start_of(row))
    return row_answers(row, as_of=request.as_of), content, request


def _made(task: Task, job: Job, content: Content, asked: _Asked | None) -> Finished:
    row = task.row
    if row.dead:
        receipt = Receipt(row=row.line, id=id_of(row, sure=True), outcome="dead")
        return Finished(number=task.number, receipt=receipt)
    asked = asked or _asked(row, content, job)
    plan = make_plan(*asked)
    receipt = receipt_of(row, plan)
    notes = shown([row.note] * bool(row.note) + warnings(plan.profile))
    if job.folder is None:
        return Finished(number=task.number, receipt=receipt, notes=notes)
    if not job.store:
        refuse_unfit(job.folder / task.file)
    sheet = sheet_of(plan, content, job.form, partial(document_of, *asked))
    receipt = structs.replace(
        receipt,
        file=task.file,
        pages=sheet.pages,
        leaves=(sheet.pages + 1) // 2,
        sha256=hashlib.sha256(sheet.data).hexdigest(),
    )
    part = _stored(sheet.data, receipt.sha256, task, job) if job.store else _beside(sheet.data, task, job, job.folder)
    notes = shown([*notes, *sheet.notes])
    return Finished(number=task.number, receipt=receipt, part=part, size=len(sheet.data), notes=notes)


def _stored(data: bytes, sha256: str, task: Task, job: Job) -> str:
    """Put a sheet into the store, unless the same bytes stand there; nothing is left to be put in place."""
    if sha256 != task.known:
        store_of(job.store).put(task.file, data)
    return ""


def _beside(data: bytes, task: Task, job: Job, folder: Path) -> str:
    """Return the part that is to be put in place, written whole; nothing where the same bytes stand there already."""
    part = state_of(folder, job.shard) / f"{job.run}-{task.number}-{task.tries}.part"
    return str(part) if _written(data, folder / task.file, part, job.mode) else ""


def _written(data: bytes, target: Path, part: Path, mode: int) -> bool:
    """Return whether there is a part to put in place: not where the same bytes stand there already."""
    try:
        if _same(data, target):
            if target.stat().st_mode & 0o777 != mode:
                target.chmod(mode)
            return False
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        part.chmod(mode)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise OutputError(f"{target} cannot be written: {reason}; choose another place with --output-dir") from error
    return True


def _same(data: bytes, target: Path) -> bool:
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except FileNotFoundError:
        return False


class Ready(Struct, frozen=True):
    """What a worker says when it has read the plans and waits for rows."""


def make_ready(content: Content, form: str) -> None:
    """Make a sheet of nobody, so that all that a first one needs is loaded.

    Most plans send somebody of their first medicine and first illness to a clinician: a page that is soon made.
    """
    gc.disable()
    names, day = content.names, date.min
    cells = {"age": "50", "medications": names.drugs[0].name, "conditions": names.concepts[0].label}
    asked = _asked(Row(1, cells), content, Job(folder=None, request=SheetRequest(start=day, as_of=day)))
    # Plans that give nobody a sheet are told of by the first row.
    with contextlib.suppress(PlannerError):
        sheet_of(make_plan(*asked), content, form, partial(document_of, *asked))


def serve(connection: Connection, job: Job, content: Content | None = None) -> None:
    """Answer for one row after another until nobody asks any more: the life of a worker process.

    Without `content`, that of the run itself, the plans are read anew.
    """
    gc.disable()
    with contextlib.suppress(EOFError, OSError):  # Whoever asked is gone.
        try:
            content = content or _content_of(job)
            if job.store:
                store_of(job.store).must_show(job)
            connection.send(Ready())
            for task, asked in rarely_collected(read_ahead(_waiting(connection), job, content)):
                connection.send(finish(task, job, content, asked))
        except PlannerError as error:
            connection.send(error)


def _waiting(connection: Connection) -> Iterator[list[Task]]:
    """Yield the rows that lie ready, a group at a time, until nobody asks any more."""
    sizes, asks = _sizes(), True
    while asks:
        group: list[Task] = []
        size = next(sizes)
        # Whoever asked may be gone: what was asked for before is answered all the same.
        with contextlib.suppress(EOFError, OSError):
            while asks and len(group) < size and (not group or connection.poll()):
                task = connection.recv()
                asks = task is not None
                group += [task] if asks else []
        asks = asks and bool(group)
        yield group


def in_groups(tasks: Iterator[Task]) -> Iterator[list[Task]]:
    """Yield rows a group at a time; where a list breaks off, the rows before that come first."""
    sizes, broken = _sizes(), None
    while broken is None:
        size = next(sizes)
        group: list[Task] = []
        try:
            group.extend(islice(tasks, size))
        except PlannerError as error:
            broken = error
        yield group
        if broken is None and len(group) < size:
            return
    raise broken


def _sizes() -> Iterator[int]:
    """Yield how many rows a group has: the first sheet waits for no other row."""
    return chain((1, 2, 4), repeat(GROUP))


def read_ahead(
    groups: Iterable[list[Task]],
    job: Job,
    content: Content,
    limit: Callable[[float], AbstractContextManager[object]] = nullcontext,
) -> Iterator[tuple[Task, _Asked | None]]:
    """Yield rows with what each asks for, those of a group read, planned and put into words one step after the other.

    The caches of a processor hold what one step needs: to do it for several people in a row takes a third less. A row
    that fails, or takes too long, does so again when it is finished, where that is told of it. One that has taken a
    worker with it is worked on alone with the whole of its group, so that it is known which one did.
    """
    for group in groups:
        alone = len(group) == 1 or any(task.tries for task in group)
        asked = {} if alone else _read_ahead(group, job, content, limit)
        for task in group:
            yield task, asked.get(task.number)


def _read_ahead(
    group: list[Task], job: Job, content: Content, limit: Callable[[float], AbstractContextManager[object]]
) -> dict[int, _Asked]:
    asked: dict[int, _Asked] = {}
    for task in group:
        if not task.row.dead:
            with contextlib.suppress(PlannerError, TooLong), limit(job.row_seconds):
                asked[task.number] = foreseen(_asked, task.row, content, job)
    in_words = job.folder is not None and FORMATS[job.form].in_words
    for step in (plan_ahead, compose_ahead) if in_words else (plan_ahead,):
        for number, one in list(asked.items()):
            try:
                with limit(job.row_seconds):
                    foreseen(step, *one)
            except (PlannerError, TooLong):
                # No step follows on one that fails.
                del asked[number]
    return asked


def rarely_collected(tasks: Iterable[_Row]) -> Iterator[_Row]:
    """Yield rows, and look for circles of objects only once in so many of them."""
    gc.disable()
    try:
        for number, task in enumerate(tasks, start=1):
            yield task
            if number % _ROWS_BETWEEN == 0:
                gc.collect()
    finally:
        gc.enable()


def _content_of(job: Job) -> Content:
    """Return the plans of a run; raise ContentError if they are no longer those that it began with."""
    content = load_content(job.plans)
    if mark_of_plans(job.plans) != job.plans_mark:
        raise ContentError("the plans were changed while the list was worked on; run it again with --resume")
    return content
