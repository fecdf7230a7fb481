"""Workers: the same sheets whatever their number, and one that dies, hangs or is killed costs one row at most."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import started
from conftest import CONTENT
from lists import batch
from msgspec import structs
from runs import BATCH, START, children, ended, kill, made, report, unfinished, until, with_poison, write_list

import planner.batch.processes.starting
import planner.batch.supervisor
from planner.batch.fingerprint import mark_of_plans
from planner.batch.job import Job, Task
from planner.batch.receipts import Finished
from planner.batch.worker import Ready, finish, in_groups, read_ahead, serve
from planner.errors import ContentError, UsageError
from planner.pipeline import SheetRequest
from planner.records.rows import Row

pytestmark = pytest.mark.usefixtures("here")


def test_the_sheets_and_the_report_are_the_same_whatever_the_number_of_workers() -> None:
    write_list(12, "bad-1,Bad,670,")
    seen = []
    for number in ("1", "2", "3"):
        code, said = ended(*BATCH, *START, "--jobs", number, "-d", f"out{number}")
        assert (code, "list.csv:14: bad-1: age is 670" in said) == (7, True)
        folder = f"out{number}"
        names = ("report.csv", "report.jsonl", "failed.csv")
        seen.append((made(folder), [Path(folder, name).read_bytes() for name in names]))
    assert len(seen[0][0]) == 12
    assert seen[0] == seen[1] == seen[2]


def test_7_a_row_that_kills_its_worker_costs_no_other_row_its_sheet(tmp_path: Path) -> None:
    write_list(6, "poison-1,Po,50,", "A,Ana,60,", "B,Ben,61,")
    code, said = ended(*BATCH, *START, "--jobs", "2", env=with_poison(tmp_path))
    assert code == 7
    assert "list.csv:8: poison-1: the worker that made its sheet ended twice (signal 9)" in said
    assert len(made()) == 8
    (lost,) = [row for row in report() if row["outcome"] == "failed"]
    assert (lost["row"], lost["file"], lost["what_to_do"][:16]) == ("8", "", "look at this row")
    assert Path("out/failed.csv").read_text().splitlines()[1:] == ["poison-1,Po,50,"]
    # The row may have been innocent: it is tried again.
    assert ended(*BATCH, "--resume")[0] == 0
    assert len(made()) == 9


def test_7_a_row_without_end_costs_no_other_row_its_sheet(tmp_path: Path) -> None:
    write_list(2, "endless-1,Po,50,", "A,Ana,60,")
    code, said = ended(*BATCH, *START, "--jobs", "2", "--row-timeout", "6", env=with_poison(tmp_path))
    assert code == 7
    assert "list.csv:4: endless-1: its sheet was not made within 6 seconds" in said
    assert set(made()) == {"P-0.txt", "P-1.txt", "A.txt"}


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("early-poison-1", "the worker that made its sheet ended twice (signal 9)"),
        ("early-endless-1", "its sheet was not made within 4 seconds"),
    ],
)
def test_a_row_that_harms_its_worker_while_others_are_planned_with_it_is_the_one_that_is_told(
    harm: str, said: str, tmp_path: Path
) -> None:
    write_list(12, f"{harm},Po,50,", "A,Ana,60,", "B,Ben,61,")
    code, told = ended(*BATCH, *START, "--jobs", "2", "--row-timeout", "4", env=with_poison(tmp_path))
    assert code == 7
    assert f"list.csv:14: {harm}: {said}" in told
    assert len(made()) == 14
    assert [row["row"] for row in report() if row["outcome"] == "failed"] == ["14"]


def test_rows_before_the_place_where_a_list_breaks_off_are_worked_on_first() -> None:
    def broken() -> Iterator[Task]:
        yield from (_task(id=str(number), age="50") for number in range(5))
        raise UsageError("the list breaks off here")

    groups = in_groups(broken())

    assert [len(next(groups)) for _ in range(3)] == [1, 2, 2]
    with pytest.raises(UsageError, match="breaks off"):
        next(groups)


def test_a_group_with_a_row_that_has_taken_a_worker_with_it_is_worked_on_row_by_row() -> None:
    job = _job()
    tasks = [structs.replace(_task(id=str(number), age="50"), number=number, tries=number == 3) for number in range(4)]

    assert [asked for _, asked in read_ahead([tasks], job, CONTENT)] == [None] * 4
    assert None not in [asked for _, asked in read_ahead([tasks[:3]], job, CONTENT)]


def test_what_cannot_be_read_ahead_is_told_where_its_row_is_finished() -> None:
    tasks = [structs.replace(_task(id=str(age), age=str(age)), number=age) for age in (50, 670, 60)]

    read = list(read_ahead([tasks], _job(), CONTENT))

    assert [asked is None for _, asked in read] == [False, True, False]
    assert [finish(task, _job(), CONTENT, asked).receipt.outcome for task, asked in read] == ["plan", "failed", "plan"]


def test_7_a_row_without_end_is_stopped_where_there_is_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    real = planner.batch.supervisor.finish

    def endless(task: Task, *more: Any) -> Finished:
        while task.row.cells["id"] == "endless-1":
            time.sleep(0.01)
        return real(task, *more)

    monkeypatch.setattr(planner.batch.supervisor, "finish", endless)
    batch("id,age\nA,60\n")  # What is loaded only once does not count.
    done = batch("id,age\nA,60\nendless-1,50\nB,61\n", "--row-timeout", "2")
    assert (done.code, done.sheets) == (7, ["A", "B"])
    assert "list.csv:3: endless-1: its sheet was not made within 2 seconds" in done.said
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_a_worker_that_is_lost_once_its_sheet_is_written_makes_it_again(tmp_path: Path) -> None:
    """The first try leaves its part behind, and no receipt."""
    write_list(3, "once-1,Once,50,")
    code, _ = ended(*BATCH, *START, "--jobs", "2", env=with_poison(tmp_path))
    assert (code, len(made()), unfinished()) == (0, 4, [])


def test_a_worker_that_is_killed_costs_no_row_its_sheet() -> None:
    write_list(80)
    with started(*BATCH, *START, "--jobs", "2", folder=Path.cwd()) as run:
        until(lambda: len(made()) > 2 if Path("out").is_dir() else False, run)
        workers = children(run.pid)
        for worker in workers:
            kill(worker)
        run.communicate(timeout=300)
    assert (run.returncode, len(workers)) == (0, 2)
    assert len(made()) == 80
    assert {row["outcome"] for row in report()} == {"plan"}


def test_no_worker_outlives_a_run_that_is_killed() -> None:
    write_list(80)
    with started(*BATCH, *START, "--jobs", "2", folder=Path.cwd()) as run:
        until(lambda: len(made()) > 2 if Path("out").is_dir() else False, run)
        workers = children(run.pid)
        run.kill()
    assert len(workers) == 2
    while any(Path(f"/proc/{worker}/exe").exists() for worker in workers):
        time.sleep(0.01)
    code, _ = ended(*BATCH, "--resume", "--jobs", "1")
    assert (code, len(made()), unfinished()) == (0, 80, [])


def test_2_an_option_that_only_a_worker_finds_wrong_is_told_once() -> None:
    done = batch("id,age\n" + "".join(f"P-{number},{number}\n" for number in range(20, 40)), "-j", "2", "-l", "xx")
    assert (done.code, done.sheets) == (2, [])


# --- a worker, and its supervisor, in this process ----------------------------------------------------------


def _served(job: Job, *tasks: Task) -> list[Any]:
    """Return what a worker says to whom gives it these rows and then no more."""
    ours, theirs = multiprocessing.Pipe()
    for task in tasks:
        ours.send(task)
    with socket.socket(fileno=os.dup(ours.fileno())) as half:
        half.shutdown(socket.SHUT_WR)
    said = []
    with ours, theirs:
        serve(theirs, job)
        while ours.poll():
            said.append(ours.recv())
    return said


def _job(**more: Any) -> Job:
    asked = SheetRequest(start=date(2026, 11, 23), as_of=date(2026, 11, 23))
    return Job(**{"folder": None, "request": asked, "plans_mark": mark_of_plans(None), **more})


def _task(**cells: str) -> Task:
    return Task(1, Row(2, cells), "A.pdf")


def test_a_worker_answers_each_row_with_a_receipt_and_no_sheet() -> None:
    ready, good, bad = _served(_job(), _task(id="A-1", age="67"), _task(id="B-2", age="670"))
    assert ready == Ready()
    assert (good.receipt.outcome, bad.receipt.outcome, bad.receipt.problem) == ("plan", "failed", "age is 670")


def test_a_worker_that_finds_other_plans_than_the_run_began_with_makes_no_sheet() -> None:
    (said,) = _served(_job(plans_mark="another"), _task(id="A-1", age="67"))
    assert isinstance(said, ContentError)
    assert "--resume" in str(said)


def test_a_worker_tells_an_option_that_is_wrong_for_all() -> None:
    job = _job(request=SheetRequest(plan="no-such-plan", start=date(2026, 11, 23)))
    assert isinstance(_served(job, _task(id="A-1", age="67"))[-1], UsageError)


def test_workers_and_this_process_make_the_same_sheets() -> None:
    text = "id,age\n" + "".join(f"P-{number},{number}\n" for number in range(20, 32))
    assert batch(text, "-j", "2").code == 0
    two = made()
    assert batch(text, "-j", "1", "-d", "one").code == 0
    assert made("one") == two


def test_5_workers_that_cannot_be_started_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner.batch.processes.starting, "serve", os.getpid)  # Takes no argument, and ends at once.
    done = batch("id,age\nA,50\nB,60\n", "-j", "2")
    assert (done.code, done.sheets) == (5, [])
    assert "--jobs 1" in done.said
