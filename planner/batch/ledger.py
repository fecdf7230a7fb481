"""The ledger of a folder: which rows a run has, which sheets stand in place, and the dates that they were made for."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs

from planner.batch.job import state_of
from planner.batch.machines.shards import Shard
from planner.batch.receipts import MADE, Done, LedgerRow, Todo, Told
from planner.errors import OutputError
from planner.records.receipt import Receipt

NAME = "ledger.sqlite"
_VERSION = 1
_SCHEMA = """
CREATE TABLE run (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE rows (
  number INTEGER PRIMARY KEY, line INTEGER NOT NULL, place TEXT NOT NULL, file TEXT NOT NULL,
  folded TEXT NOT NULL, key TEXT NOT NULL, clash TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL, receipt BLOB NOT NULL,
  said TEXT NOT NULL DEFAULT '', cause TEXT NOT NULL DEFAULT '', raw TEXT
);
CREATE INDEX rows_folded ON rows (folded);
CREATE TABLE sheets (file TEXT PRIMARY KEY, key TEXT NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL,
  receipt BLOB NOT NULL
);
"""
_ROW = "line, place, file, folded, key, clash, outcome, receipt, said, cause, raw"
_PAGE = 500
# So many lines or files of one name are listed: each of them lists them all.
_MOST_LINES, _MOST_FILES = 20, 5
_REBUILD = "run the list again with --rebuild: sheets that are whole stay as they are (name the same --start)"


# A row of a list is told by its line, a record or a profile by its file.
_SAME_NAMES = (
    "SELECT folded, iif(max(place) = '', 'the lines ', 'the records ') || group_concat(told, ', '), "
    "max(every), count(*) FROM "
    "(SELECT folded, place, iif(place = '', line, place) AS told, iif(place = '', ?, ?) AS most, "
    "row_number() OVER (PARTITION BY folded ORDER BY number) AS rank, "
    "count(*) OVER (PARTITION BY folded) AS every FROM rows ORDER BY number) "
    "WHERE every > 1 AND rank <= most GROUP BY folded"
)
_FORGET_REPLACED = (
    "DELETE FROM sheets WHERE EXISTS "
    "(SELECT 1 FROM rows WHERE rows.file = sheets.file AND (rows.key <> sheets.key OR rows.clash <> ''))"
)


class Ledger:
    """The ledger of one folder, held by one run alone; nothing is true of a sheet that is not written here."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._database = connection

    # --- the run ---

    def settings(self) -> dict[str, str]:
        """Return what the last run was asked for, by name."""
        return dict(self._database.execute("SELECT name, value FROM run"))

    def plan(
        self,
        rows: Iterable[LedgerRow],
        settings: Callable[[], Mapping[str, str]],
        standing: Callable[[str], tuple[int, int] | None] | None,
        *,
        shard: Shard | None = None,
    ) -> None:
        """Put the rows of a new run in the place of the last one's, in one step; of a shard, its own.

        `settings` are asked for when all rows were read. With `standing`, which gives the stamp of a sheet, what is
        done is kept: a row is done if the ledger knows a sheet of its name and key, and that stands as it was left.
        """
        with self._step():
            self._database.execute("DELETE FROM rows")
            self._database.execute("DELETE FROM run")
            self._database.executemany(
                "INSERT INTO rows (number, line, place, file, folded, key, outcome, receipt) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                map(_values, rows),
            )
            self._database.executemany("INSERT INTO run VALUES (?, ?)", settings().items())
            # The whole list was read, so that names are held against those of rows that other shards work off.
            self._find_clashes()
            if shard is not None:
                self._database.execute("DELETE FROM rows WHERE (number - ?) % ? <> 0", (shard.number, shard.count))
            # From now on another sheet may be put there, also by a run that does not live to write it down.
            self._database.execute(_FORGET_REPLACED)
            if standing is not None:
                self._keep_done(standing)

    def _find_clashes(self) -> None:
        """Note for each row whose name another row has, on some system, where they all stand, or the first few."""
        # A list of fifty thousand rows of one id would else take a file of twenty gigabytes.
        twice = self._database.execute(_SAME_NAMES, (_MOST_LINES, _MOST_FILES)).fetchall()
        self._database.executemany(
            "UPDATE rows SET clash = ? WHERE folded = ?",
            ((where + _more(every - told), name) for name, where, every, told in twice),
        )

    def _keep_done(self, standing: Callable[[str], tuple[int, int] | None]) -> None:
        """Take the receipts of sheets over that stand as they were left."""
        for page in self._pages("number, file, receipt"):
            for number, file, receipt in page:
                known = self._database.execute(
                    "SELECT size, changed, receipt FROM sheets WHERE file = ?", (file,)
                ).fetchone()
                if known is None or standing(file) != known[:2]:
                    continue
                line = msgspec.json.decode(receipt, type=Receipt).row
                done = structs.replace(msgspec.json.decode(known[2], type=Receipt), row=line)
                self._database.execute(
                    "UPDATE rows SET outcome = ?, receipt = ? WHERE number = ?",
                    (done.outcome, msgspec.json.encode(done), number),
                )

    def rows(self) -> Iterator[Todo]:
        """Yield every row in the order of the list, as it stands when it is come to."""
        for page in self._pages("number, file, key, outcome = 'skipped', clash"):
            for number, file, key, is_open, clash in page:
                yield Todo(number, file, key, bool(is_open), clash)

    # --- what was done ---

    def record(self, done: Iterable[Done]) -> None:
        """Write down rows that are finished, in one step."""
        with self._step():
            for one in done:
                receipt = one.finished.receipt
                told = msgspec.json.encode(receipt)
                self._database.execute(
                    "UPDATE rows SET outcome = ?, receipt = ?, said = ?, cause = ?, raw = ? WHERE number = ?",
                    (receipt.outcome, told, one.finished.said, one.finished.cause, one.raw, one.finished.number),
                )
                self._database.execute("DELETE FROM sheets WHERE file = ?", (one.file,))
                if receipt.outcome in MADE:
                    values = (one.file, one.key, *one.stamp, told)
                    self._database.execute("INSERT INTO sheets VALUES (?, ?, ?, ?, ?)", values)

    def known(self, file: str, size: int) -> str:
        """Return the hash of a sheet of this name and size that was put in place, or nothing if none is known."""
        found = self._database.execute(
            "SELECT receipt FROM sheets WHERE file = ? AND size = ?", (file, size)
        ).fetchone()
        return msgspec.json.decode(found[0], type=Receipt).sha256 if found else ""

    def told(self) -> Iterator[Told]:
        """Yield every row for the reports, in the order of the list."""
        for page in self._pages("number, receipt, place, said, cause, raw"):
            for _, receipt, *more in page:
                yield Told(msgspec.json.decode(receipt, type=Receipt), *more)

    def sheets(self) -> Iterator[Receipt]:
        """Yield the receipt of every sheet that was ever put in place and not replaced, by name."""
        for (receipt,) in self._database.execute("SELECT receipt FROM sheets ORDER BY file"):
            yield msgspec.json.decode(receipt, type=Receipt)

    # --- other ledgers ---

    def add_rows(self, other: Ledger) -> None:
        """Take the rows of another ledger over, which has none of these, as they stand there."""
        with self._step():
            for page in other._pages(f"number, {_ROW}"):
                self._database.executemany(f"INSERT INTO rows (number, {_ROW}) VALUES (?{', ?' * 11})", page)  # noqa: S608

    def add_sheets(self, other: Ledger) -> None:
        """Take over what another ledger of this folder knows of sheets of which this one knows nothing."""
        with self._step():
            known = other._database.execute("SELECT file, key, size, changed, receipt FROM sheets")
            self._database.executemany("INSERT OR IGNORE INTO sheets VALUES (?, ?, ?, ?, ?)", known)

    # --- the database ---

    def _pages(self, columns: str) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows some hundred at a time: rows may be written down between two pages."""
        last = 0
        while page := self._database.execute(
            f"SELECT {columns} FROM rows WHERE number > ? ORDER BY number LIMIT {_PAGE}",  # noqa: S608 - our own words
            (last,),
        ).fetchall():
            yield page
            last = page[-1][0]

    @contextlib.contextmanager
    def _step(self) -> Iterator[None]:
        """Let all that is written inside be written, or nothing of it."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._database.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            raise


@contextlib.contextmanager
def opened(folder: Path, shard: Shard | None = None, *, rebuild: bool = False) -> Iterator[Ledger]:
    """Hold the ledger of a folder, or of a shard in it, for as long as a run takes.

    Raise OutputError if another run holds it, or it is damaged; with `rebuild` a damaged one is put aside and a new one
    begun.
    """
    place = state_of(folder, shard) / NAME
    with told_of(place, folder, shard):
        database = _made_ready(place, rebuild=rebuild)
        try:
            yield Ledger(database)
        finally:
            database.close()


@contextlib.contextmanager
def unwritten(place: str = ":memory:") -> Iterator[Ledger]:
    """Give a ledger of which nothing is left, in memory, or without a name in a file that is gone with the run."""
    with contextlib.closing(sqlite3.connect(place, isolation_level=None)) as database:
        _make_or_check(database)
        yield Ledger(database)


def _made_ready(place: Path, *, rebuild: bool) -> sqlite3.Connection:
    try:
        place.parent.parent.mkdir(mode=0o700, exist_ok=True)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        if rebuild:
            _refuse_held(place)
            _put_aside(place)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise OutputError(
            f"{place} cannot be written: {error.strerror}; choose another place with --output-dir"
        ) from error
    return _connected(place)


def _connected(place: Path) -> sqlite3.Connection:
    database = sqlite3.connect(place, timeout=0, isolation_level=None)
    try:
        # A write-ahead log needs memory shared between processes, which a folder on a network does not give.
        for setting in ("locking_mode = EXCLUSIVE", "journal_mode = DELETE", "synchronous = FULL"):
            database.execute(f"PRAGMA {setting}")
        database.execute("BEGIN EXCLUSIVE")
        _make_or_check(database)
        database.execute("COMMIT")
    except BaseException:
        database.close()
        raise
    return database


def _make_or_check(database: sqlite3.Connection) -> None:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    (tables,) = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if not version and not tables:
        for statement in _SCHEMA.split(";"):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {_VERSION}")
        return
    if version != _VERSION:
        raise sqlite3.DatabaseError(f"its form is {version}, and this planner reads {_VERSION}")
    (sound,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if sound != "ok":
        raise sqlite3.DatabaseError("its pages contradict each other")


def _refuse_held(place: Path) -> None:
    """Raise the database's error for a ledger that another run holds; of a damaged one nothing else is asked."""
    with contextlib.closing(sqlite3.connect(place, timeout=0, isolation_level=None)) as database:
        try:
            database.execute("BEGIN EXCLUSIVE")
            database.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in BUSY:
                raise


def _put_aside(place: Path) -> None:
    """Rename a ledger, so that a new one can be begun and nothing of the old one is lost."""
    for path in (place, place.with_name(f"{NAME}-journal")):
        with contextlib.suppress(FileNotFoundError):
            path.rename(path.with_name(f"damaged-{path.name}"))


BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}


@contextlib.contextmanager
def told_of(place: Path, folder: Path, shard: Shard | None) -> Iterator[None]:
    """Let what the database cannot do be an OutputError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        plain = None if code is None else code & 0xFF
        if plain in BUSY:
            raise OutputError(
                f"another run writes {'into' if shard is None else f'{shard} into'} {folder}; "
                "wait for it, or choose another folder"
            ) from error
        if plain in _FULL:
            raise OutputError(
                f"{place} cannot be written: {error}; make room, or choose another place with --output-dir"
            ) from error
        raise OutputError(f"{place} is damaged ({error}); {_REBUILD}") from error


def _more(lines: int) -> str:
    return f" and {lines:,} more" if lines > 0 else ""


def _values(row: LedgerRow) -> tuple[object, ...]:
    told = row.receipt
    names = (row.place, row.file, row.folded, row.key)
    return (row.number, told.row, *names, told.outcome, msgspec.json.encode(told))
