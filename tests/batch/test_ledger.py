"""Never lost: a run that is killed, stopped or out of room is taken up again, and its ledger is true of the folder."""

from __future__ import annotations

import json
import random
import resource
import signal
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from commands import started
from lists import batch
from runs import BATCH, START, ended, made, report, unfinished, until, write_list

import planner.batch.worker
from planner.batch.ledger import opened
from planner.formats.registry import Sheet

pytestmark = pytest.mark.usefixtures("here")
LEDGER = Path("out/.planner/ledger.sqlite")
PEOPLE = "id,name,age\nA-1,Ana,67\nB-2,Bea,55\nC-3,Cho,44\n"


# --- killed and taken up again ------------------------------------------------------------------------------


def _killed_and_taken_up(rows: int, kills: int) -> None:
    """Kill a run at random moments, take it up each time, and hold what is there against a run that nobody stopped."""
    chance = random.Random(20261128)  # noqa: S311 - no secret
    write_list(rows, "bad-1,Bad,670,")
    began = time.monotonic()
    assert ended(*BATCH, *START, "--jobs", "2", "-d", "whole")[0] == 7
    longest = max(1.0, (time.monotonic() - began) * 4 / kills)
    reached = []
    for _ in range(kills):
        with started(*BATCH, *START, "--jobs", "2", "--resume", folder=Path.cwd()) as run:
            time.sleep(chance.uniform(0.2, longest))
            run.kill()
        reached.append(len(made()))
    assert reached == sorted(reached)
    assert ended(*BATCH, *START, "--jobs", "2", "--resume")[0] == 7
    assert made() == made("whole")
    for name in ("report.csv", "report.jsonl", "failed.csv"):
        assert Path("out", name).read_bytes() == Path("whole", name).read_bytes()
    assert unfinished() == []
    assert ended("batch", "-d", "out", "--verify")[0] == 0


@pytest.mark.wide
def test_what_is_killed_at_random_moments_and_taken_up_again_is_whole() -> None:
    _killed_and_taken_up(rows=40, kills=3)


@pytest.mark.kills
def test_thirty_kills_on_two_thousand_rows_lose_nothing() -> None:
    _killed_and_taken_up(rows=2000, kills=30)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_130_what_was_finished_is_kept_and_told(name: str, jobs: str) -> None:
    write_list(300)
    with started(*BATCH, *START, "--jobs", jobs, folder=Path.cwd()) as run:
        until(lambda: len(made()) > 6 if Path("out").is_dir() else False, run)
        run.send_signal(getattr(signal, name))
        _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert b"Traceback" not in said
    told = report()
    kept = {row["file"] for row in told if row["outcome"] == "plan"}
    assert kept == set(made())
    assert {row["outcome"] for row in told} == {"plan", "skipped"}
    assert len(told) == 300
    assert unfinished() == []
    assert b"not reached" in said


# --- what is done is not done again -------------------------------------------------------------------------


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the ids of whom sheets are made for, from now on."""
    ids: list[str] = []
    real = planner.batch.worker.sheet_of

    def noting(plan: Any, *more: Any) -> Sheet:
        ids.append(plan.profile.identity.id)
        return real(plan, *more)

    monkeypatch.setattr(planner.batch.worker, "sheet_of", noting)
    return ids


def test_a_run_that_is_taken_up_makes_what_is_new_changed_or_gone(seen: list[str]) -> None:
    batch(PEOPLE)
    Path("out/C-3.txt").unlink()
    seen.clear()
    done = batch(PEOPLE.replace("Bea,55", "Bea,56") + "D-4,Dan,50\n", "--resume")
    assert (done.code, seen) == (0, ["B-2", "C-3", "D-4"])
    assert "1 of 4 sheets were there already" in done.said
    assert [row["outcome"] for row in report()] == ["plan"] * 4


def test_a_row_that_moved_in_its_list_keeps_its_sheet_and_gets_its_new_line(seen: list[str]) -> None:
    batch(PEOPLE)
    seen.clear()
    batch("id,name,age\nZ-9,Zoe,40\n" + PEOPLE.split("\n", 1)[1], "--resume")
    assert seen == ["Z-9"]
    assert [(row["row"], row["id"]) for row in report()] == [("2", "Z-9"), ("3", "A-1"), ("4", "B-2"), ("5", "C-3")]


@pytest.mark.parametrize(
    "options", [("--plan", "back-spasms"), ("--start", "2026-12-07"), ("--as-of", "2026-11-01"), ("--large-print",)]
)
def test_what_is_asked_for_otherwise_is_made_again(seen: list[str], options: tuple[str, ...]) -> None:
    batch(PEOPLE)
    seen.clear()
    batch(PEOPLE, "--resume", *options)
    assert seen == ["A-1", "B-2", "C-3"]


def test_other_plans_and_another_program_make_every_sheet_again(
    seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch(PEOPLE)
    for name in ("_program", "_version"):
        monkeypatch.setattr(f"planner.batch.fingerprint.{name}", lambda *_: "another")
        seen.clear()
        batch(PEOPLE, "--resume")
        assert seen == ["A-1", "B-2", "C-3"]
    monkeypatch.setattr("planner.batch.run.mark_of_plans", lambda _: "another")
    seen.clear()
    batch(PEOPLE, "--resume")
    assert seen == ["A-1", "B-2", "C-3"]


def test_the_week_that_a_run_began_with_is_the_one_it_ends_with(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("list.csv").write_text(PEOPLE)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")  # 2026-11-18
    ended(*BATCH)
    first = made()
    Path("out/B-2.txt").unlink()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")  # twelve days later
    ended(*BATCH, "--resume")
    assert made() == first
    ended(*BATCH)
    assert made() != first


def test_a_sheet_with_the_same_bytes_is_left_untouched() -> None:
    batch(PEOPLE)
    before = _as_they_stand()
    batch(PEOPLE.replace("Bea,55", "Bea,56"))
    after = _as_they_stand()
    assert {name for name in before if before[name] == after[name]} == {"A-1.txt", "C-3.txt"}


def test_a_sheet_of_another_run_that_nobody_wrote_down_is_never_taken_for_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run is killed between a sheet's rename and its line in the ledger; then the list is as it was before."""
    batch(PEOPLE)
    first = made()
    with monkeypatch.context() as patched:
        patched.setattr("planner.batch.ledger.Ledger.record", _killed)
        assert batch(PEOPLE.replace("Bea,55", "Bea,95"), "--resume").code == 99
    assert made() != first
    batch(PEOPLE, "--resume")
    assert made() == first


def _killed(*_: object) -> None:
    raise SystemExit(99)


# --- one ledger, one run ------------------------------------------------------------------------------------


def test_5_two_runs_into_one_folder_are_refused() -> None:
    batch(PEOPLE)
    before = made()
    with opened(Path("out")):
        for more in ((), ("--rebuild",), ("--verify",)):
            code, said = ended(*BATCH, *more)
            assert (code, "another run writes into out" in said) == (5, True)
    assert (made(), unfinished()) == (before, [])


@pytest.mark.parametrize("harm", ["words", "middle", "table", "version"])
def test_5_a_damaged_ledger_is_refused_and_can_be_made_anew(harm: str) -> None:
    batch(PEOPLE)
    before = _as_they_stand()
    _harm(harm)
    done = batch(PEOPLE, "--resume")
    assert (done.code, "--rebuild" in done.said, len(done.said.splitlines())) == (5, True, 1)
    assert batch("", "--verify").code == 5
    assert batch(PEOPLE, "--rebuild").code == 0
    assert _as_they_stand() == before
    assert batch("", "--verify").code == 0


def _as_they_stand() -> dict[str, tuple[int, int]]:
    """Return which file each sheet is, and when it was written."""
    there = {path.name: path.stat() for path in Path("out").glob("*.txt")}
    return {name: (found.st_ino, found.st_mtime_ns) for name, found in there.items()}


def _harm(how: str) -> None:
    data = LEDGER.read_bytes()
    if how == "words":
        LEDGER.write_bytes(b"no database" * 1000)
    elif how == "middle":
        LEDGER.write_bytes(data[:5000] + bytes(range(256)) * 60 + data[5000 + 256 * 60 :])
    else:
        database = sqlite3.connect(LEDGER)
        database.execute("DROP TABLE sheets" if how == "table" else "PRAGMA user_version = 99")
        database.commit()
        database.close()


def test_the_ledger_is_private_and_holds_no_name() -> None:
    batch("id,name,age\nA-1,Ana Secreta,67\n")
    assert LEDGER.stat().st_mode & 0o777 == 0o600
    assert LEDGER.parent.stat().st_mode & 0o777 == 0o700
    assert b"Secreta" not in LEDGER.read_bytes()


def test_7_verify_names_the_sheets_that_are_not_as_they_were_put_there() -> None:
    batch(PEOPLE)
    Path("out/A-1.txt").unlink()
    with Path("out/B-2.txt").open("r+") as stream:
        stream.write("X")
    done = batch("", "--verify")
    assert done.code == 7
    assert "2 of 3 sheets differ" in done.said
    assert "A-1.txt: cannot be read" in done.said
    assert "B-2.txt: is not the sheet" in done.said


def test_5_verify_says_where_there_is_no_ledger() -> None:
    Path("out").mkdir()
    assert "holds no ledger" in batch("", "--verify").said


# --- no room, no right --------------------------------------------------------------------------------------


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


def test_5_a_disk_that_is_full_ends_a_run_and_it_can_be_taken_up() -> None:
    """A limit on the size of files stands for the disk: sheets in text fit, those in JSON do not."""
    write_list(12)
    code, said = ended(*BATCH, *START, preexec_fn=_small_files)
    assert (code, len(made())) == (0, 12)
    code, said = ended(*BATCH, *START, "--format", "json", "-d", "full", "--jobs", "2", preexec_fn=_small_files)
    assert code == 5
    assert "full takes no more sheets: File too large" in said
    assert "--resume" in said
    assert (made("full"), unfinished("full")) == ({}, [])
    assert ended(*BATCH, "--format", "json", "-d", "full", "--resume")[0] == 0
    assert len(made("full")) == 12
    assert json.loads(made("full")["P-0.json"])["start"] == "2026-11-23"


def test_5_a_folder_that_takes_no_file_is_told_before_any_work() -> None:
    write_list(2)
    code, said = ended(*BATCH, "-d", "/proc/self")
    assert code == 5
    assert "cannot be written" in said
    assert "--output-dir" in said


@pytest.mark.parametrize("name", ["report.csv", "report.jsonl", "failed.csv"])
def test_5_a_report_that_is_a_folder_is_told_before_any_work(name: str) -> None:
    Path("out", name).mkdir(parents=True)
    done = batch(PEOPLE)
    assert (done.code, done.sheets, f"out/{name} is a folder" in done.said) == (5, [], True)


def test_7_a_target_that_is_a_folder_costs_its_own_row() -> None:
    write_list(3)
    Path("out/P-1.txt").mkdir(parents=True)
    code, said = ended(*BATCH, *START, "--jobs", "2")
    assert (code, "list.csv:3: P-1: out/P-1.txt is a folder" in said) == (7, True)
    assert [row["outcome"] for row in report()] == ["plan", "failed", "plan"]
