"""Stores: one put a sheet, the same bytes not put twice, failures tried a few times, the ledger in a folder here."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner, Result
from lists import sheets
from runs import report

from planner.batch.machines import stores
from planner.batch.machines.stores import Store, is_address, store_of
from planner.cli.app import main
from planner.errors import OutputError, UsageError

fsspec = pytest.importorskip("fsspec")
from fsspec.implementations.dirfs import DirFileSystem  # noqa: E402
from fsspec.implementations.local import LocalFileSystem  # noqa: E402
from fsspec.implementations.memory import MemoryFileSystem  # noqa: E402

pytestmark = pytest.mark.usefixtures("here", "_empty_stores")
PEOPLE = "id,name,age\nA-1,Ana Secreta,67\nB-2,Bea Secreta,55\nC-3,Cho Secreta,44\n"
MEMORY = "memory://clinic/sheets"


class Flaky(DirFileSystem):  # type: ignore[misc]
    """A store in a folder of this machine, which fails as it is told to."""

    protocol = "flaky"
    cachable = False
    failing: ClassVar[list[BaseException]] = []
    puts: ClassVar[list[str]] = []

    def __init__(self, **more: Any) -> None:
        super().__init__(path=str(Path("kept").absolute()), fs=LocalFileSystem(auto_mkdir=True), **more)

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path.removeprefix("flaky://")

    def pipe_file(self, path: str, value: bytes, **more: Any) -> None:
        """Put a file, or fail."""
        Flaky.puts.append(path)
        if Flaky.failing:
            raise Flaky.failing.pop(0)
        super().pipe_file(path, value, **more)


@pytest.fixture
def _empty_stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    fsspec.register_implementation("flaky", Flaky, clobber=True)
    monkeypatch.setattr(stores.time, "sleep", lambda _: None)
    monkeypatch.setattr(Flaky, "failing", [])
    monkeypatch.setattr(Flaky, "puts", [])
    store_of.cache_clear()
    yield
    store_of.cache_clear()
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


def batch(text: str, *more: str, to: str = MEMORY) -> Result:
    """Run a batch over the text of a list into a store."""
    Path("list.csv").write_text(text)
    command = ["batch", "list.csv", "-d", to, "--work", "work", "--format", "text", "--start", "2026-11-23", *more]
    return CliRunner().invoke(main, command)


def kept() -> dict[str, bytes]:
    """Return what stands in the store in memory, by name."""
    return {name.removeprefix("/clinic/sheets/"): file.getvalue() for name, file in MemoryFileSystem.store.items()}


def test_a_store_holds_the_sheets_that_a_folder_would_and_the_folder_here_the_rest() -> None:
    assert batch(PEOPLE).exit_code == 0
    assert batch(PEOPLE, "--jobs", "2").exit_code == 0
    here = CliRunner().invoke(main, ["batch", "list.csv", "-d", "folder", "--format", "text", "--start", "2026-11-23"])
    assert here.exit_code == 0
    assert kept() == {name: Path("folder", name).read_bytes() for name in sheets(Path("folder"))}
    assert {path.name for path in Path("work").iterdir()} == {".planner", "report.csv", "report.jsonl"}
    assert Path("work/report.csv").read_bytes() == Path("folder/report.csv").read_bytes()


def test_each_sheet_is_one_put_and_the_same_bytes_are_not_put_again() -> None:
    assert batch(PEOPLE, to="flaky://x").exit_code == 0
    assert sorted(name for name in Flaky.puts if "seen" not in name) == ["x/A-1.txt", "x/B-2.txt", "x/C-3.txt"]
    Flaky.puts.clear()
    assert batch(PEOPLE, to="flaky://x").exit_code == 0
    assert [name for name in Flaky.puts if "seen" not in name] == []
    assert batch(PEOPLE.replace("Bea", "Eva"), to="flaky://x").exit_code == 0
    assert [name for name in Flaky.puts if "seen" not in name] == ["x/B-2.txt"]
    assert {path.name for path in Path("kept/x").rglob("*") if path.is_file()} == {"A-1.txt", "B-2.txt", "C-3.txt"}


def test_a_sheet_that_is_gone_or_of_another_size_is_put_again() -> None:
    batch(PEOPLE, to="flaky://x")
    Path("kept/x/A-1.txt").unlink()
    Path("kept/x/B-2.txt").write_text("cut short")
    done = batch(PEOPLE, "--resume", to="flaky://x")
    assert "1 of 3 sheets were there already, unchanged" in done.stderr
    assert b"Ana Secreta" in Path("kept/x/A-1.txt").read_bytes()
    assert b"Bea Secreta" in Path("kept/x/B-2.txt").read_bytes()


@pytest.mark.parametrize("kind", [OSError("slow down"), TimeoutError(), RuntimeError("of a library")])
def test_a_put_that_fails_for_a_moment_is_tried_again(kind: Exception) -> None:
    Flaky.failing[:] = [kind] * 3
    assert batch(PEOPLE, to="flaky://x").exit_code == 0
    assert [row["outcome"] for row in report("work")] == ["plan"] * 3


def test_a_put_that_fails_each_time_fails_its_row_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    put = Flaky.pipe_file

    def refused(self: Flaky, path: str, value: bytes, **more: Any) -> None:
        if "B-2" in path:
            Flaky.puts.append(path)
            raise OSError("the gate is shut?sig=SECRET")
        put(self, path, value, **more)

    with monkeypatch.context() as shut:
        shut.setattr(Flaky, "pipe_file", refused)
        done = batch(PEOPLE, to="flaky://x")
    assert done.exit_code == 7
    assert Flaky.puts.count("x/B-2.txt") == 4
    row = report("work")[1]
    assert (row["outcome"], row["file"]) == ("failed", "")
    assert row["problem"] == "flaky://x/B-2.txt cannot be stored in 4 tries (the gate is shut?…)"
    assert row["what_to_do"] == "see to the store, and run the list again with --resume"
    assert Path("work/failed.csv").read_text().splitlines() == ["id,name,age", "B-2,Bea Secreta,55"]
    assert "2 of 3 sheets were there already" in batch(PEOPLE, "--resume", to="flaky://x").stderr


def test_what_no_second_try_would_mend_is_tried_once() -> None:
    Flaky.failing[:] = [PermissionError(13, "Permission denied")]
    done = batch(PEOPLE, to="flaky://x")
    assert (done.exit_code, len(Flaky.puts)) == (5, 1)
    assert "Permission denied" in done.stderr
    assert not Path("kept").exists()


def test_a_store_that_takes_nothing_any_more_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    put = Flaky.pipe_file

    def full(self: Flaky, path: str, value: bytes, **more: Any) -> None:
        if any("A-1" in done for done in Flaky.puts):
            raise OSError(28, "No space left on device")
        put(self, path, value, **more)

    people = PEOPLE + "D-4,Dan Secreta,33\nE-5,Eli Secreta,31\n"
    with monkeypatch.context() as shut:
        shut.setattr(Flaky, "pipe_file", full)
        done = batch(people, to="flaky://x")
    assert done.exit_code == 5
    assert "No space left" in done.stderr
    assert [row["outcome"] for row in report("work")] == ["plan", "failed", "failed", "skipped", "skipped"]
    assert "1 of 5 sheets were there already" in batch(people, "--resume", to="flaky://x").stderr


def test_the_sheet_of_a_row_that_fails_now_does_not_look_current() -> None:
    batch(PEOPLE)
    for number in ("", "2"):
        old = kept()["B-2.txt"]
        done = batch(PEOPLE.replace(",55", ",550"))
        assert f"its name now ends in .outdated{number}.txt" in done.stderr
        assert (kept().get("B-2.txt"), kept()[f"B-2.outdated{number}.txt"]) == (None, old)
        batch(PEOPLE)


def test_the_sheets_of_a_store_are_hashed_again() -> None:
    batch(PEOPLE)
    verify = ["batch", "-d", MEMORY, "--work", "work", "--verify"]
    assert f"3 sheets stand in {MEMORY}" in CliRunner().invoke(main, verify).stderr
    fsspec.filesystem("memory").pipe_file("/clinic/sheets/A-1.txt", b"another")
    fsspec.filesystem("memory").rm_file("/clinic/sheets/C-3.txt")
    done = CliRunner().invoke(main, verify)
    assert done.exit_code == 7
    assert "A-1.txt: is not the sheet that was put there" in done.stderr
    assert "C-3.txt cannot be read" in done.stderr


def test_shards_share_a_store_and_a_folder_here() -> None:
    for number in (2, 1):
        assert batch(PEOPLE, "--shard", f"{number}/2").exit_code == 0
    assert set(kept()) == {"A-1.txt", "B-2.txt", "C-3.txt"}
    assert CliRunner().invoke(main, ["merge-reports", "work"]).exit_code == 0
    assert [row["id"] for row in report("work")] == ["A-1", "B-2", "C-3"]


def test_a_folder_keeps_the_ledger_of_one_store_alone() -> None:
    batch(PEOPLE)
    done = batch(PEOPLE, "--resume", to="memory://elsewhere")
    assert (done.exit_code, f"work holds the ledger of sheets in {MEMORY}" in done.stderr) == (5, True)
    assert all(name in ("A-1.txt", "B-2.txt", "C-3.txt") for name in kept())


def test_without_a_folder_for_it_the_ledger_is_in_one_that_is_named_after_the_store() -> None:
    Path("list.csv").write_text(PEOPLE)
    command = ["batch", "list.csv", "-d", MEMORY, "--format", "text", "--start", "2026-11-23"]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, "ledger and reports in memory-clinic-sheets" in done.stderr) == (0, True)
    assert Path("memory-clinic-sheets/report.csv").is_file()


def test_an_address_of_this_machines_files_is_a_folder_and_written_by_our_own_writer() -> None:
    Path("list.csv").write_text(PEOPLE)
    place = Path("a folder").absolute()
    command = ["batch", "list.csv", "-d", place.as_uri(), "--format", "text", "--start", "2026-11-23"]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert (place / "report.csv").is_file()
    assert (place / "A-1.txt").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("place", "is_one"),
    [("s3://b/x", True), ("dir::memory://x", True), ("C:\\sheets", False), ("out", False), ("a:b", False)],
)
def test_a_store_is_told_from_a_folder(place: str, is_one: bool) -> None:
    assert is_address(place) is is_one


def test_a_password_is_no_part_of_an_address() -> None:
    with pytest.raises(UsageError, match="leave the password out") as caught:
        Store("s3://key:SECRET@bucket/x")
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize("address", ["s4://bucket/x", "s3://bucket/x"])
def test_a_store_that_nothing_here_knows_is_told_what_is_missing(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(OutputError, match=r"install|s3://bucket/x"):
        Store(address)


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    done = batch(PEOPLE)
    assert (done.exit_code, "pip install 'cramp-planner[store]'" in done.stderr) == (5, True)
    assert not Path("work").exists()


def test_a_stack_is_not_written_into_a_store() -> None:
    Path("list.csv").write_text(PEOPLE)
    done = CliRunner().invoke(main, ["batch", "list.csv", "-d", MEMORY, "--combined", "stack.pdf"])
    assert (done.exit_code, "not into a store" in done.stderr) == (2, True)


def test_the_ledger_of_a_store_holds_size_and_hash() -> None:
    batch(PEOPLE)
    with sqlite3.connect("work/.planner/ledger.sqlite") as database:
        found = {file: (size, json.loads(told)["sha256"]) for file, size, told in database.execute(_KEPT)}
    database.close()
    assert {name: (len(data), stores_hash(data)) for name, data in kept().items()} == found


_KEPT = "SELECT file, size, receipt FROM sheets"


def stores_hash(data: bytes) -> str:
    """Return the hash of a sheet."""
    import hashlib

    return hashlib.sha256(data).hexdigest()
