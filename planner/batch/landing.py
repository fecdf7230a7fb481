"""Landing: whole sheets put in place together, safe from a loss of power, and only then written into the ledger."""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct, structs

from planner.batch.job import Job, state_of
from planner.batch.ledger import Ledger
from planner.batch.machines.stores import store_of
from planner.batch.receipts import MADE, Done, Finished
from planner.errors import OutputError
from planner.records.receipt import Receipt

# A group grows, so that the first sheets of a run are safe at once and the later ones cost little each.
_SIZES = (1, 2, 4, 8, 16, 32, 64, 100)
_LONGEST_WAIT = 0.5
# More than a sheet: a folder without this much room takes no sheet of the next rows either.
_ROOM = 1_000_000
_GO_ON = ". What was finished is kept; when there is room, run the list again with --resume"


class Waiting(Struct, frozen=True):
    """A finished row that waits for its group, with its file, the key of its sheet and the row as it was."""

    finished: Finished
    file: str
    key: str
    raw: str


class Landing:
    """Gathers finished rows into groups, and lands each: sync, rename, sync the folder, one step of the ledger."""

    def __init__(self, job: Job, ledger: Ledger) -> None:
        self._job = job
        self._folder = job.folder
        self._ledger = ledger
        self._group: list[Waiting] = []
        self._sizes = itertools.chain(_SIZES, itertools.repeat(_SIZES[-1]))
        self._size = next(self._sizes)
        self._since = 0.0

    def add(self, waiting: Waiting) -> list[Finished]:
        """Take a finished row; return those that stand in place by now."""
        if not self._group:
            self._since = time.monotonic()
        self._group.append(waiting)
        return self.land() if len(self._group) >= self._size else self.tick()

    def tick(self) -> list[Finished]:
        """Land a group that has waited long enough; return the rows that stand in place by now."""
        late = self._group and time.monotonic() - self._since >= _LONGEST_WAIT
        return self.land() if late else []

    def land(self) -> list[Finished]:
        """Land what has been gathered; return it, with what failed on the way."""
        group, self._group = self._group, []
        if not group:
            return []
        self._size = next(self._sizes)
        if self._folder is not None:
            # A disk may take its time: a run can be stopped here, and the group is then as if it had not been made.
            with _told(self._folder):
                _sync(
                    [one.finished.part for one in group if one.finished.part], state_of(self._folder, self._job.shard)
                )
        stored = [_stored(one, self._job) for one in group] if self._job.store else None
        with uninterrupted():
            done = stored or (
                [_untouched(one) for one in group] if self._folder is None else _landed(group, self._folder)
            )
            self._ledger.record(done)
        if any(one.finished.cause == "output" for one in done):
            self._check_place()
        return [one.finished for one in done]

    def _check_place(self) -> None:
        """Raise OutputError if it is not one sheet that cannot be written, but any."""
        if self._job.store:
            store_of(self._job.store).leave_mark(self._job)
        elif self._folder is not None:
            check_room(self._folder)


def _untouched(one: Waiting) -> Done:
    """Return a row of a list that is only tried out."""
    return Done(one.finished, one.file, one.key, raw=one.raw)


def _stored(one: Waiting, job: Job) -> Done:
    """Return a row whose sheet is in a store, or why it has none; a sheet of an earlier run is put aside then."""
    finished = one.finished
    if finished.receipt.outcome in MADE:
        return Done(finished, one.file, one.key, (finished.size, 0))
    said = finished.said + store_of(job.store).set_aside(one.file)
    raw = one.raw if finished.receipt.outcome == "failed" else None
    return Done(structs.replace(finished, said=said), one.file, one.key, raw=raw)


def _landed(group: list[Waiting], folder: Path) -> list[Done]:
    """Put the sheets of a group in place, and their names on the disk; raise OutputError if the folder takes none."""
    with _told(folder):
        done = [_placed(one, folder) for one in group]
        _sync_folder(folder)
    return done


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Let what the system cannot do for a folder be an OutputError that says how to go on."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{folder} takes no more sheets: {error.strerror}{_GO_ON}") from error


def _placed(one: Waiting, folder: Path) -> Done:
    """Return a row with its sheet in place, or why that cannot be; a sheet of an earlier run is put aside then."""
    finished, target = one.finished, folder / one.file
    if finished.part:
        try:
            Path(finished.part).replace(target)
        except OSError as error:
            finished = _refused(finished, target, error)
    if finished.receipt.outcome in MADE:
        return Done(finished, one.file, one.key, stamp(target) or (0, 0))
    # Only what can be mended is kept to be mended.
    raw = one.raw if finished.receipt.outcome == "failed" else None
    return Done(structs.replace(finished, said=finished.said + _set_aside(target)), one.file, one.key, raw=raw)


def _refused(finished: Finished, target: Path, error: OSError) -> Finished:
    """Return a row whose sheet was made and cannot be put in place."""
    problem, to_do = f"{target} cannot be written: {error.strerror}", "choose another place with --output-dir"
    receipt = Receipt(
        row=finished.receipt.row, id=finished.receipt.id, outcome="failed", problem=problem, what_to_do=to_do
    )
    return Finished(number=finished.number, receipt=receipt, said=f"{problem}; {to_do}", cause="output")


# --- what the system does for it ---


def stamp(path: Path) -> tuple[int, int] | None:
    """Return the size of a file and when it was changed last, or nothing if it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _sync(parts: list[str], state: Path) -> None:
    """Let the system write files through to the disk: all at once where it can, else each."""
    if not parts or (len(parts) > 1 and _sync_all(state)):
        return
    for part in parts:
        # Windows syncs only what is open for writing.
        handle = os.open(part, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sync_all(folder: Path) -> bool:
    """Return whether the whole file system of a folder was written through."""
    syncfs = _syncfs()
    if syncfs is None:
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        return int(syncfs(handle)) == 0
    finally:
        os.close(handle)


@cache
def _syncfs() -> Callable[[int], int] | None:
    """Return what writes a file system through, where the system has it; looking for it leaves some kB each time."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        found: Callable[[int], int] = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):
        return None
    return found


def _sync_folder(folder: Path) -> None:
    """Let the names in a folder be written through, where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold back what asks a run to end for as long as a group takes: it is in place and written down, or neither."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    ends = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def check_room(folder: Path) -> None:
    """Raise OutputError if it is the folder that takes no sheet, and not the place of one sheet in it."""
    with _told(folder), tempfile.TemporaryFile(dir=folder) as stream:
        stream.write(b"\0" * _ROOM)
        stream.flush()
        os.fsync(stream.fileno())


def _set_aside(target: Path) -> str:
    """Rename the sheet that an earlier run left for a row that failed, so that it does not look current; say so."""
    if not target.is_file():
        return ""
    free = (f"{target.stem}.outdated{number}{target.suffix}" for number in itertools.chain([""], itertools.count(2)))
    aside = next(path for path in map(target.with_name, free) if not path.exists())
    try:
        target.rename(aside)
    except OSError as error:
        return f"; its sheet of an earlier run is still there and outdated: take it away ({error.strerror})"
    return f"; its sheet of an earlier run is outdated; its name now ends in {aside.name.removeprefix(target.stem)}"
