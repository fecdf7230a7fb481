"""Rows sent elsewhere: the same sheets, once, whatever a worker does twice, and what is told when it cannot be done."""

from __future__ import annotations

import contextlib
import pickle
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from lists import Done, batch
from runs import report

import planner.batch.worker
from planner.batch.fingerprint import machine_of
from planner.batch.job import Job, Task
from planner.batch.machines import cluster, errands
from planner.batch.machines.errands import Errand
from planner.batch.processes.limits import TooLong, time_limit
from planner.errors import OutputError
from planner.pipeline import SheetRequest
from planner.records.rows import Row

pytestmark = pytest.mark.usefixtures("here")
PEOPLE = "id,name,age\n" + "".join(f"P-{n},Name {n} Secreta,{40 + n}\n" for n in range(12)) + "B-1,Bad Secreta,670\n"


T = TypeVar("T")


class KilledWorker(Exception):
    """As a cluster says that workers died of a row."""


def carried(one: T) -> T:
    """Return something as it comes out of a wire."""
    return cast("T", pickle.loads(pickle.dumps(one)))  # noqa: S301 - our own


class Through(Executor):
    """Runs work in threads of this process; what is done with each row can be changed."""

    def __init__(self, change: Callable[[Errand], Any] = errands.work) -> None:
        self._pool = ThreadPoolExecutor(2)
        self._change = change

    def submit(self, _work: Callable[..., Any], errand: Errand, /, *_: Any, **more: Any) -> Future[Any]:
        """Send a row there and back as it would go over a wire."""
        return self._pool.submit(lambda: carried(self._change(carried(errand))))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the threads."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


def sent(monkeypatch: pytest.MonkeyPatch, change: Callable[[Errand], Any] = errands.work, *more: str) -> Done:
    """Run a batch whose rows go through threads in place of a cluster."""

    @contextlib.contextmanager
    def connected(address: str) -> Iterator[tuple[Executor, Callable[[], int]]]:
        assert address == "tcp://scheduler:8786"
        with Through(change) as executor:
            yield executor, lambda: 2

    monkeypatch.setattr(cluster, "_connected", connected)
    return batch(PEOPLE, "--scheduler", "tcp://scheduler:8786", *more)


def is_as_one_run() -> None:
    """Hold what is there against a run of one process."""
    assert batch(PEOPLE, "-d", "whole").code == 7
    names = {path.name for path in Path("whole").iterdir()} - {".planner"}
    assert names == {path.name for path in Path("out").iterdir()} - {".planner"}
    assert [name for name in names if Path("out", name).read_bytes() != Path("whole", name).read_bytes()] == []
    assert list(Path("out").rglob("*.part")) == []


def test_rows_that_are_sent_give_what_one_run_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sent(monkeypatch).code == 7
    is_as_one_run()


def test_a_row_that_two_workers_have_is_there_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(errand: Errand) -> Any:
        errands.work(errand)
        return errands.work(errand)

    assert sent(monkeypatch, twice).code == 7
    is_as_one_run()


def test_a_row_of_which_workers_died_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def deadly(errand: Errand) -> Any:
        if errand.task.number == 5:
            raise KilledWorker(str(errand))
        return errands.work(errand)

    done = sent(monkeypatch, deadly)
    assert "the workers that made its sheet ended, one after another; look at this row" in done.said
    assert [row["row"] for row in report() if row["outcome"] == "failed"] == ["6", "14"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ModuleNotFoundError("planner"), "install the same cramp-planner there as here"),
        (
            RuntimeError("Name 3 Secreta"),
            "cannot run rows (RuntimeError); see to its scheduler and workers",
        ),
        (None, "the scheduler is gone"),
    ],
)
def test_a_cluster_that_cannot_go_on_ends_the_run_which_can_be_taken_up(
    monkeypatch: pytest.MonkeyPatch, error: Exception | None, said: str
) -> None:
    def failing(errand: Errand) -> Any:
        if errand.task.number > 6:
            raise error or CancelledError
        return errands.work(errand)

    done = sent(monkeypatch, failing)
    assert (done.code, said in done.said, "Secreta" in done.said) == (5, True, False)
    assert list(Path("out").rglob("*.part")) == []
    assert sent(monkeypatch, errands.work, "--resume").code == 7
    is_as_one_run()


def test_a_worker_that_does_not_see_the_folder_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errands, "_seen", lambda _: False)
    done = sent(monkeypatch)
    assert (done.code, "does not see" in done.said, "-d s3://bucket/x" in done.said) == (5, True, True)


def test_a_worker_of_other_versions_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    here = machine_of("plans")
    monkeypatch.setattr(errands, "machine_of", lambda _: {**here, "reportlab": "1.0"})
    done = sent(monkeypatch)
    assert done.code == 5
    assert "reportlab (1.0 there, " in done.said
    assert "differs in plans, reportlab" in done.said


def test_what_two_machines_must_share_is_all_that_writes_bytes() -> None:
    assert {"planner", "Python", "program", "plans", "reportlab", "pillow", "zlib"} <= set(machine_of("x"))


def test_a_row_on_its_way_shows_nothing_of_its_person() -> None:
    job = Job(folder=Path("out"), request=SheetRequest(start=date(2026, 11, 23)))
    errand = Errand(Task(7, Row(8, {"name": "Ana Secreta", "id": "A-1"}), "A-1.pdf"), job, {})
    assert repr(errand) == str(errand) == "<row 7 of a list>"
    assert carried(errand).task == errand.task


def test_a_cluster_without_workers_for_long_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = [3, 5, 0]
    crew = cluster._Crew(lambda: threads.pop(0) if threads else 0)
    assert crew.most == 12
    crew.count()
    assert crew.most == 20
    crew.count()
    monkeypatch.setattr(cluster, "_NO_WORKER", -1.0)
    with pytest.raises(OutputError, match="all workers of the cluster are gone"):
        crew.count()


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = batch(PEOPLE, "--scheduler", "tcp://scheduler:8786")
    assert (done.code, "pip install 'cramp-planner[cluster]'" in done.said) == (5, True)


# --- the time of a row in a thread --------------------------------------------------------------------------


def in_a_thread(work: Callable[[], Any]) -> list[Any]:
    """Return what work gives in a thread that is not the main one, or what it raises."""
    found: list[Any] = []

    def run() -> None:
        try:
            found.append(work())
        except (TooLong, ValueError) as error:
            found.append(type(error))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    return found


def _endless() -> None:
    with time_limit(0.2):
        while True:
            time.sleep(0.01)


def test_work_in_a_thread_has_its_time_and_no_more() -> None:
    assert in_a_thread(_endless) == [TooLong]


def test_work_in_a_thread_that_is_done_in_time_is_not_disturbed_later() -> None:
    def quick() -> str:
        with time_limit(5):
            pass
        time.sleep(0.05)
        return "done"

    assert in_a_thread(quick) == ["done"]


def test_a_bell_that_rings_at_the_last_moment_is_heard_inside_or_not_at_all() -> None:
    def close() -> str:
        for _ in range(200):
            with contextlib.suppress(TooLong), time_limit(0.001):
                time.sleep(0.001)
        return "done"

    assert in_a_thread(close) == ["done"]


def test_an_error_of_work_in_a_thread_is_told_as_it_is() -> None:
    def wrong() -> None:
        with time_limit(60):
            raise ValueError

    assert in_a_thread(wrong) == [ValueError]


def test_a_row_that_never_ends_fails_alone_in_a_thread_too(monkeypatch: pytest.MonkeyPatch) -> None:
    real = planner.batch.worker.sheet_of

    def endless(plan: Any, *more: Any) -> Any:
        while "Name 3 Secreta" in str(plan.profile.identity):
            time.sleep(0.01)
        return real(plan, *more)

    monkeypatch.setattr(planner.batch.worker, "sheet_of", endless)
    done = sent(monkeypatch, errands.work, "--row-timeout", "20")
    assert "P-3: its sheet was not made within 20 seconds" in done.said
    assert [row["id"] for row in report() if row["outcome"] == "failed"] == ["P-3", "B-1"]
