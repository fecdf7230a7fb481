"""The supervisor: gives rows to workers and takes their receipts; a worker that dies or hangs costs one row at most."""

from __future__ import annotations

import contextlib
import pickle
import time
from collections import deque
from collections.abc import Generator, Iterator
from multiprocessing.connection import wait

from msgspec import structs

from planner.batch.job import Job, Task
from planner.batch.processes.limits import TooLong, time_limit
from planner.batch.processes.starting import ForkServer, new_worker
from planner.batch.receipts import Finished, lost, too_long
from planner.batch.worker import GROUP, Ready, finish, in_groups, rarely_collected, read_ahead
from planner.content.knowledge import Content
from planner.errors import OutputError, PlannerError

# So many rows lie ready for a worker: those that it works on together.
_AHEAD = GROUP
# Larger rows are only given to a worker that waits for one, or the supervisor would wait for the worker.
_SMALL = 16_000
# So often a group of sheets is looked at that waits to be put in place.
_TICK = 0.25
# So often a row may take a worker with it: the first time, it may have been chance.
_MOST_TRIES = 2
_MOST_FALSE_STARTS = 3
_START_SECONDS = 120.0


def finished_rows(
    tasks: Iterator[Task], job: Job, content: Content, workers: int, server: ForkServer | None = None
) -> Generator[Finished | None, None, None]:
    """Yield what became of each row, in any order, and now and then None; one worker is this process itself.

    Several workers are forks of the `server`, if there is one.
    """
    if workers > 1:
        yield from Supervisor(tasks, job, workers, server).run()
        return
    for task, asked in rarely_collected(read_ahead(in_groups(tasks), job, content, time_limit)):
        try:
            with time_limit(job.row_seconds):
                finished = finish(task, job, content, asked)
        except TooLong:
            finished = too_long(task.number, task.row, job.row_seconds)
        yield finished


class _Worker:
    """A worker process as its supervisor sees it: the rows that it was given, the first being under way."""

    def __init__(self, job: Job, server: ForkServer | None) -> None:
        self.end, self._stop = new_worker(job, server)
        self.given: deque[Task] = deque()
        self.ready = False
        self.since = time.monotonic()

    def give(self, task: Task, data: bytes) -> None:
        """Send a row to the worker; if it is gone, that is seen when its answer is waited for."""
        if not self.given:
            self.since = time.monotonic()
        self.given.append(task)
        with contextlib.suppress(OSError):
            self.end.send_bytes(data)

    def take(self) -> Finished | Ready | PlannerError:
        """Return what the worker says; raise EOFError or OSError if it is gone."""
        said: Finished | Ready | PlannerError = self.end.recv()
        self.since = time.monotonic()
        self.ready = True
        if isinstance(said, Finished):
            self.given.popleft()
        return said

    def stop(self) -> int:
        """End the worker, whatever it does; return how it ended."""
        self.end.close()
        return self._stop()


class Supervisor:
    """Keeps some workers busy with rows, no more of them in memory than lie ready, and replaces those that are lost."""

    def __init__(self, tasks: Iterator[Task], job: Job, workers: int, server: ForkServer | None = None) -> None:
        self._tasks = tasks
        self._job = job
        self._count = workers
        self._server = server
        self._workers: list[_Worker] = []
        self._again: deque[Task] = deque()
        self._false_starts = 0

    def run(self) -> Iterator[Finished | None]:
        """Yield what became of each row, and None whenever nothing has for a moment."""
        try:
            self._workers = [_Worker(self._job, self._server) for _ in range(self._count)]
            self._hand_out()
            while any(worker.given for worker in self._workers):
                ready = wait([worker.end for worker in self._workers], _TICK)
                for worker in [worker for worker in self._workers if worker.end in ready]:
                    yield from self._answer(worker)
                yield from self._look_at_the_clock()
                self._hand_out()
                yield None
        finally:
            for worker in self._workers:
                worker.stop()

    def _hand_out(self) -> None:
        """Give every worker as many rows as may lie ready for it, one each in turn."""
        for ahead in range(1, _AHEAD + 1):
            for worker in self._workers:
                while len(worker.given) < ahead:
                    task = self._next()
                    if task is None:
                        return
                    data = pickle.dumps(task)
                    if worker.given and len(data) > _SMALL:
                        self._again.appendleft(task)
                        return
                    worker.give(task, data)

    def _next(self) -> Task | None:
        return self._again.popleft() if self._again else next(self._tasks, None)

    def _answer(self, worker: _Worker) -> Iterator[Finished]:
        """Yield a row that a worker has finished, or what became of the row that it died of."""
        try:
            said = worker.take()
        except (EOFError, OSError, pickle.UnpicklingError):
            yield from self._lost(worker)
            return
        if isinstance(said, PlannerError):
            raise said
        if isinstance(said, Finished):
            yield said

    def _lost(self, worker: _Worker) -> Iterator[Finished]:
        """Replace a worker that died; the row under way is tried once more, and those behind it as if new."""
        ended = worker.stop()
        suspect = worker.given.popleft() if worker.ready and worker.given else None
        self._again.extendleft(reversed(worker.given))
        self._false_starts = 0 if worker.ready else self._false_starts + 1
        if self._false_starts == _MOST_FALSE_STARTS:
            raise OutputError("no worker can be started here; run the list again with --jobs 1")
        if suspect is not None and suspect.tries + 1 < _MOST_TRIES:
            self._again.appendleft(structs.replace(suspect, tries=suspect.tries + 1))
        elif suspect is not None:
            how = f"signal {-ended}" if ended < 0 else f"code {ended}"
            yield lost(
                suspect.number,
                suspect.row,
                f"the worker that made its sheet ended twice ({how})",
                "look at this row, and run the list again with --resume",
            )
        self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        self._workers[self._workers.index(worker)] = _Worker(self._job, self._server)

    def _look_at_the_clock(self) -> Iterator[Finished]:
        """Stop each worker that has had its time for one row; what it says just now still counts."""
        for worker in list(self._workers):
            limit = self._job.row_seconds if worker.ready else _START_SECONDS
            if not worker.given or time.monotonic() - worker.since < limit or worker.end.poll():
                continue
            if not worker.ready:
                yield from self._lost(worker)
                continue
            worker.stop()
            task = worker.given.popleft()
            behind = bool(worker.given)
            self._again.extendleft(reversed(worker.given))
            self._replace(worker)
            if behind and not task.tries:
                # It may have been one that the worker had begun together with this one: alone, it shows.
                self._again.appendleft(structs.replace(task, tries=1))
            else:
                yield too_long(task.number, task.row, self._job.row_seconds)
