"""How workers start: forked from a process that has the plans and a first sheet behind it, or each from nothing."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing import reduction, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal

from planner.batch.job import Job
from planner.batch.worker import make_ready, serve
from planner.content.knowledge import Content

_END_SECONDS = 5.0
_NOT_KNOWN = -signal.SIGTERM
_SET_DEATH_SIGNAL = 1
# In a shorter file, in bytes, there may be too few rows for two workers.
_LONG_LIST = 3_000


class ForkServer:
    """A fork of this process that makes ready what every worker needs, and of which workers are then forks.

    It is forked while there is one thread, and neither a ledger nor the pipe of a worker, of which it must hold no end.
    If it ends, its workers end too.
    """

    def __init__(self, content: Content, form: str) -> None:
        """Fork, for sheets of one form by the plans of this run."""
        self._end, theirs = multiprocessing.Pipe()
        self._process = _started("fork", _keep_forking, theirs, self._end, content, form)
        self._count = 0

    def get_ready(self) -> None:
        """Let it make ready while this process goes on, if there will surely be work."""
        self._ask(0, None)

    def fork(self, job: Job) -> tuple[Connection, Callable[[], int]]:
        """Return our end of the pipe of a new worker, and what ends it; raise OSError if the server is gone."""
        ours, theirs = multiprocessing.Pipe()
        with theirs:
            self._count += 1
            self._ask(self._count, job)
            reduction.send_handle(self._end, theirs.fileno(), self._process.pid)
        number = self._count
        return ours, lambda: self._stop(number)

    def _ask(self, number: int, job: Job | None) -> None:
        self._end.send((number, job))

    def _stop(self, number: int) -> int:
        """End a worker; return how it ended. Its parent does it: nobody else knows that the number is still its own."""
        with contextlib.suppress(OSError, EOFError):
            self._ask(number, None)
            if self._end.poll(_END_SECONDS):
                ended: int = self._end.recv()
                return ended
        self.close()
        return _NOT_KNOWN

    def close(self) -> None:
        """End it, and with it its workers."""
        self._end.close()
        _end(self._process)


def can_fork() -> bool:
    """Return whether this process may be forked: on macOS libraries do not stand it, and no thread would go along."""
    return sys.platform == "linux" and threading.active_count() == 1


def new_worker(job: Job, server: ForkServer | None) -> tuple[Connection, Callable[[], int]]:
    """Return our end of the pipe of a new worker, and what ends it, whatever it does, and says how it ended."""
    if server is not None:
        with contextlib.suppress(OSError):
            return server.fork(job)
    ours, theirs = multiprocessing.Pipe()
    process = _started("spawn", serve, theirs, job)
    return ours, lambda: _end(process)


def is_long(list_: Path) -> bool:
    """Return whether a list has rows for several workers, as far as this is seen before it is read."""
    try:
        return list_.is_file() and list_.stat().st_size >= _LONG_LIST
    except (OSError, ValueError):
        return False


def cores() -> int:
    """Return how many cores this process may use."""
    count: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return count() or 1


def _started(how: Literal["fork", "spawn"], work: Callable[..., None], theirs: Connection, *args: Any) -> BaseProcess:
    """Return a new process at its work, with its end of a pipe."""
    process: BaseProcess = getattr(multiprocessing.get_context(how), "Process")(  # noqa: B009 - it is not typed
        target=work, args=(theirs, *args), daemon=True
    )
    if how == "spawn" and sys.platform != "win32":
        # Python's keeper of names lets Ctrl-C through again when it is started.
        resource_tracker.ensure_running()
    with _no_interrupts(), theirs:
        process.start()
    return process


def _end(process: BaseProcess) -> int:
    process.kill()
    process.join(_END_SECONDS)
    return process.exitcode or 0


@contextlib.contextmanager
def _no_interrupts() -> Iterator[None]:
    """Start a process that Ctrl-C does not reach: the terminal sends it to all, and the supervisor decides."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# --- in the fork server ---
# No share of this is counted: it runs in processes that are forked and killed. Tests see what it does from outside.


def _keep_forking(connection: Connection, theirs: Connection, content: Content, form: str) -> None:  # pragma: no cover
    """Make ready, then fork a worker or end one whenever it is asked for: the life of a fork server."""
    theirs.close()
    _mind_signals_no_more()
    with contextlib.suppress(EOFError, OSError):  # Whoever asked is gone.
        end, job = _forked(connection, content, form)
        serve(end, job, content)


def _forked(connection: Connection, content: Content, form: str) -> tuple[Connection, Job]:  # pragma: no cover
    """Return in each worker that is asked for, with its end of a pipe and its job; never in the fork server itself."""
    here, workers, ready = os.getpid(), dict[int, int](), False
    while True:
        number, job = connection.recv()
        if not ready:
            make_ready(content, form)
            # What stands now stays: looking through it for garbage would only copy it into each worker.
            gc.freeze()
            ready = True
        if number and job is None:
            connection.send(_ended(workers.pop(number)))
        if job is None:
            continue
        end = Connection(reduction.recv_handle(connection))
        workers[number] = os.fork()
        if not workers[number]:
            connection.close()
            _end_with(here)
            return end, job
        end.close()


def _mind_signals_no_more() -> None:  # pragma: no cover
    """Let what asks the run to end simply end this process, unless it is ignored."""
    for name in ("SIGTERM", "SIGHUP"):
        if callable(signal.getsignal(getattr(signal, name))):
            signal.signal(getattr(signal, name), signal.SIG_DFL)


def _ended(pid: int) -> int:  # pragma: no cover
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _end_with(parent: int) -> None:  # pragma: no cover
    """Let this process end when its parent does."""
    import ctypes

    ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
