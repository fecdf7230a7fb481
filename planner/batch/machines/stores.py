"""Stores: places for sheets that are no folder here, such as a bucket; each sheet is stored with one put, by fsspec."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import PurePosixPath
from typing import Any, TypeVar
from urllib.parse import urlsplit

from planner.batch.job import STATE, Job
from planner.errors import OutputError, UsageError

T = TypeVar("T")
# So long is waited before a put is tried once more, in seconds: a store that is busy asks for a moment.
_WAITS = (0.25, 0.5, 1.0)
# What no second try would mend.
_FINAL = (PermissionError, FileNotFoundError, NotImplementedError, ImportError)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(::|://)")
_LACKING = "fsspec reaches stores, and is not installed; run: pip install 'cramp-planner[store]'"
_LONGEST = 160


def is_address(place: str) -> bool:
    """Return whether a place is written as the address of a store rather than as a folder."""
    return _ADDRESS.match(place) is not None


@cache
def store_of(address: str) -> Store:
    """Return the store at an address, opened once in each process."""
    return Store(address)


class Store:
    """One place in a store: a sheet is there whole or not at all, for it is put with one call."""

    def __init__(self, address: str) -> None:
        """Open a place by its address; raise OutputError if the library for it is not here or does not know it."""
        self.address = address.rstrip("/") if not address.endswith("://") else address
        if ":" in urlsplit(address).netloc.rpartition("@")[0]:
            # It would stand in the ledger, in messages, and in the history of the shell.
            raise UsageError(
                "--output-dir: leave the password out of the address; the store's library has its own place"
            )
        self._files, self._root = _opened(self.address)

    @property
    def in_this_process(self) -> bool:
        """Return whether nobody but this process sees what is put there."""
        kinds = getattr(self._files, "protocol", "")
        return "memory" in ((kinds,) if isinstance(kinds, str) else kinds)

    def place(self, name: str) -> str:
        """Return how messages call a sheet of the store."""
        return f"{self.address.rstrip('/')}/{name}"

    def put(self, name: str, data: bytes) -> None:
        """Put a sheet, whole; what fails is tried a few times, and then is an OutputError."""
        self._patiently(lambda: self._files.pipe_file(self._path(name), data), f"{self.place(name)} cannot be stored")

    def read(self, name: str) -> bytes:
        """Return a sheet; raise OutputError if it cannot be read."""
        data: bytes = self._patiently(
            lambda: self._files.cat_file(self._path(name)), f"{self.place(name)} cannot be read"
        )
        return data

    def sizes(self) -> dict[str, int]:
        """Return the size of every sheet in the store, by name; asked for with one listing."""
        listed = self._patiently(self._listing, f"{self.address} cannot be listed")
        return {PurePosixPath(one["name"]).name: int(one["size"] or 0) for one in listed if one["type"] == "file"}

    def set_aside(self, name: str) -> str:
        """Rename the sheet that an earlier run left for a row that failed, so that it does not look current; say so."""
        stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
        free = (f"{stem}.outdated{number}{suffix}" for number in itertools.chain([""], itertools.count(2)))
        try:
            if not self._there(name):
                return ""
            aside = next(other for other in free if not self._there(other))
            self.put(aside, self.read(name))
            self._patiently(lambda: self._files.rm_file(self._path(name)), f"{self.place(name)} cannot be taken away")
        except OutputError as error:
            return f"; a sheet of an earlier run may be there, outdated: take it away ({error})"
        return f"; its sheet of an earlier run is outdated; its name now ends in {aside.removeprefix(stem)}"

    def leave_mark(self, job: Job) -> None:
        """Put something small there for workers to see; raise OutputError if the store takes nothing."""
        self.put(_mark(job), job.run.encode())

    def must_show(self, job: Job) -> None:
        """Raise OutputError if this process does not see what the run put there."""
        if not self._there(_mark(job)) or self.read(_mark(job)) != job.run.encode():
            raise OutputError(
                f"a worker does not see in {self.address} what the run put there; "
                "name a store that all see, or use --jobs 1"
            )

    def take_mark(self, job: Job) -> None:
        """Take away what workers were to see."""
        self._patiently(lambda: self._files.rm_file(self._path(_mark(job))), f"{self.place(_mark(job))} stays there")

    # --- the library ---

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def _listing(self) -> list[dict[str, Any]]:
        self._files.invalidate_cache()
        try:
            listed: list[dict[str, Any]] = self._files.ls(self._root, detail=True)
        except FileNotFoundError:
            return []
        return listed

    def _there(self, name: str) -> bool:
        self._files.invalidate_cache()
        return bool(self._patiently(lambda: self._files.exists(self._path(name)), f"{self.address} cannot be asked"))

    def _patiently(self, work: Callable[[], T], problem: str) -> T:
        """Return what the library gives; raise OutputError if it fails each time, or in a way that will not pass."""
        for wait in (*_WAITS, None):
            try:
                return work()
            except Exception as error:  # noqa: BLE001 - the library of each store fails in words of its own
                if wait is None or isinstance(error, _FINAL):
                    tried = f" in {len(_WAITS) + 1} tries" if wait is None else ""
                    said = (
                        f"{problem}{tried} ({_reason(error)}); see to the store, and run the list again with --resume"
                    )
                    raise OutputError(said) from None
            time.sleep(wait)
        raise AssertionError("the last try returns or raises")


def _mark(job: Job) -> str:
    """Return the name of what workers see if they see what this run puts into a store; it is none of a sheet."""
    return f"{STATE}/{'seen' if job.shard is None else job.shard.name}.part"


def _opened(address: str) -> tuple[Any, str]:
    """Return the library's view of a store, and the path of the place in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise OutputError(_LACKING) from None
    try:
        files, root = url_to_fs(address, use_listings_cache=False)
    except ImportError as error:
        raise OutputError(f"{address}: {_reason(error)}; install what it names, with pip") from None
    except (ValueError, TypeError, OSError) as error:
        raise OutputError(
            f"{address} cannot be opened as a store ({_reason(error)}); write it as s3://bucket/x"
        ) from None
    return files, str(root)


def _reason(error: BaseException) -> str:
    """Return what a library says went wrong, on one line, without what may be a key to the store."""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return re.sub(r"\?[^\s'\")]+", "?…", " ".join(words.split()))[:_LONGEST]
