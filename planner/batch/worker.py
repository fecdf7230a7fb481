"""A worker: makes the sheet of one row after another and leaves it under a name that says that it is not in place."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from msgspec import Struct, structs

from planner.batch.fingerprint import mark_of_plans
from planner.batch.job import Job, Task, state_of
from planner.batch.machines.stores import store_of
from planner.batch.receipts import Finished, failure, id_of, receipt_of, shown
from planner.content.knowledge import Content
from planner.content.loader import load_content
from planner.errors import ContentError, OutputError, PlannerError, UsageError
from planner.files.output import refuse_unfit
from planner.pipeline import SheetRequest, document_of, make_plan, sheet_of, warnings
from planner.planning.plan import Plan
from planner.profile.answers import Person
from planner.records.receipt import Receipt
from planner.records.rows import Row, row_answers
from planner.records.unforeseen import foreseen

# A sheet leaves no circles of objects behind (a test holds that), and whatever goes round in none is let go of at once.
# Looking for circles goes through all that is kept between sheets, a twentieth of the time: once in so many rows is
# enough for what a library may leave.
_ROWS_BETWEEN = 4_096


def finish(task: Task, job: Job, content: Content) -> Finished:
    """Return what became of a row; raise UsageError for what is wrong with every row alike."""
    try:
        return foreseen(_made, task, job, content)
    except UsageError:
        raise
    except PlannerError as error:
        return failure(task.number, task.row, error)


def plan_of_row(row: Row, content: Content, job: Job) -> Plan:
    """Return the plan of a row; raise PlannerError where it cannot be read."""
    return make_plan(*_asked(row, content, job))


def _asked(row: Row, content: Content, job: Job) -> tuple[Person, Content, SheetRequest]:
    """Return whom a row tells of, and what is asked for."""
    request = structs.replace(job.request, start=job.start_of(row))
    return row_answers(row, as_of=request.as_of), content, request


def _made(task: Task, job: Job, content: Content) -> Finished:
    row = task.row
    if row.dead:
        receipt = Receipt(row=row.line, id=id_of(row, sure=True), outcome="dead")
        return Finished(number=task.number, receipt=receipt)
    asked = _asked(row, content, job)
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
            for task in rarely_collected(iter(connection.recv, None)):
                connection.send(finish(task, job, content))
        except PlannerError as error:
            connection.send(error)


def rarely_collected(tasks: Iterable[Task]) -> Iterator[Task]:
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
