"""A cluster: rows sent to the workers of a Dask scheduler, each of which stores its sheet and answers with a receipt.

A row may be worked off more than once, when its worker is lost: its file has one name, and its bytes are the same. Only
the run itself puts sheets in place and writes into the ledger.
"""

from __future__ import annotations

import contextlib
import pkgutil
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from typing import TYPE_CHECKING

from msgspec import structs

from planner.batch.fingerprint import machine_of
from planner.batch.job import Job, Task
from planner.batch.machines.errands import Errand, leave_mark, work
from planner.batch.receipts import Finished, lost
from planner.errors import OutputError, PlannerError, UsageError

if TYPE_CHECKING:
    from distributed import Client

# So many rows lie ready for each thread of the cluster: it goes on while others' sheets are put in place.
_AHEAD = 4
_TICK = 0.25
# So long a scheduler, and then a worker, is waited for, in seconds; and a worker that comes back after all were lost.
_CONNECT = 20.0
_FIRST_WORKER = 60.0
_NO_WORKER = 300.0
_LACKING = "distributed runs rows on a cluster, and is not installed; run: pip install 'cramp-planner[cluster]'"
_INSTALL = "install the same cramp-planner there as here, and run the list again with --resume"
_MOST_NAMED = 5
_RESUME = "what was finished is kept; run the list again with --resume"


def cluster_rows(tasks: Iterator[Task], job: Job, address: str) -> Generator[Finished | None, None, None]:
    """Yield what became of each row, worked off by the cluster of a scheduler, in any order, and now and then None."""
    with _connected(address) as (executor, threads):
        yield from rows_through(executor, tasks, job, threads)


def rows_through(
    executor: Executor, tasks: Iterator[Task], job: Job, threads: Callable[[], int]
) -> Generator[Finished | None, None, None]:
    """Yield what became of each row, so many for each thread under way; raise what is wrong with every row alike."""
    machine = machine_of(job.plans_mark)
    leave_mark(job)
    job = structs.replace(job, inputs=())  # A folder of profiles is as many inputs as there are people.
    crew = _Crew(threads)
    under_way: dict[Future[Finished | PlannerError], Task] = {}
    try:
        while True:
            while len(under_way) < crew.most and (task := next(tasks, None)) is not None:
                under_way[executor.submit(work, Errand(task, job, machine))] = task
            if not under_way:
                return
            done, _ = wait(under_way, _TICK, return_when=FIRST_COMPLETED)
            for future in done:
                yield _answer(future, under_way.pop(future))
            if not done:
                crew.count()
            yield None
    finally:
        for future in under_way:
            future.cancel()


class _Crew:
    """Counts the threads of a cluster, which come and go, and how long there has been none."""

    def __init__(self, threads: Callable[[], int]) -> None:
        self._threads = threads
        self._seen = time.monotonic()
        self.most = _AHEAD * max(1, threads())

    def count(self) -> None:
        """Count anew; raise OutputError if no worker has come back for a long time."""
        now, threads = time.monotonic(), self._threads()
        if threads:
            self._seen = now
            self.most = _AHEAD * threads
        elif now - self._seen > _NO_WORKER:
            raise OutputError(f"all workers of the cluster are gone; start some; {_RESUME}")


def _answer(future: Future[Finished | PlannerError], task: Task) -> Finished:
    """Return what became of a row; raise OutputError if the cluster could not run it, or is gone."""
    try:
        error = future.exception()
    except CancelledError as cancelled:
        error = cancelled
    if error is None:
        answer = future.result()
        if isinstance(answer, PlannerError):
            raise answer
        return answer
    if isinstance(error, CancelledError):
        raise OutputError(f"the scheduler is gone, or lost the rows of this run; {_RESUME}") from None
    if type(error).__name__ == "KilledWorker":
        return lost(
            task.number,
            task.row,
            "the workers that made its sheet ended, one after another",
            "look at this row, and at the memory of the workers, and run the list again with --resume",
        )
    raise OutputError(f"the cluster cannot run rows ({type(error).__name__}); {_mend(error)}") from None


def _mend(error: BaseException) -> str:
    if isinstance(error, ImportError | AttributeError):
        return _INSTALL
    return f"see to its scheduler and workers; {_RESUME}"


@contextlib.contextmanager
def _connected(address: str) -> Iterator[tuple[Executor, Callable[[], int]]]:
    """Give what runs work on the cluster of a scheduler, and what counts its threads; raise OutputError without one."""
    try:
        from distributed import Client
    except ImportError:
        raise OutputError(_LACKING) from None
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)
    except (ValueError, TypeError) as error:
        raise UsageError(f"--scheduler: write it as tcp://host:port ({error})") from None
    except OSError:
        raise OutputError(
            f"no scheduler answers at {address}; start one with `dask scheduler`, and workers with `dask worker`"
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_FIRST_WORKER)
        except TimeoutError:
            raise OutputError(f"{address} has no workers; start some with `dask worker {address}`") from None
        _refuse_without_planner(client)
        yield client.get_executor(), lambda: _threads_of(client)


def _threads_of(client: Client) -> int:
    """Return how many threads the workers of a cluster have; none where its scheduler does not answer."""
    try:
        return sum(client.nthreads().values())
    except OSError:
        return 0


def _refuse_without_planner(client: Client) -> None:
    """Raise OutputError naming scheduler and workers that could not read an errand: one would end such a worker."""
    asked = f"{work.__module__}:__name__"
    found = client.run(pkgutil.resolve_name, asked, on_error="return")
    lacking = sorted(address for address, told in found.items() if told != work.__module__)
    try:
        client.run_on_scheduler(pkgutil.resolve_name, asked)
    except (ImportError, AttributeError):
        lacking.insert(0, "the scheduler")
    if lacking:
        raise OutputError(f"{', '.join(lacking[:_MOST_NAMED])}: no cramp-planner that can do this is there; {_INSTALL}")
