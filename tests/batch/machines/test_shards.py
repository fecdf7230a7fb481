"""Shards: together every row exactly once, in any order, with files of their own, and merged as one run would tell."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from lists import batch, sheets

from planner.batch.ledger import opened
from planner.batch.machines.shards import MOST, Shard, read_shard, shard_of_name
from planner.batch.reports import FILES
from planner.cli.app import main
from planner.errors import UsageError

pytestmark = pytest.mark.usefixtures("here")
PEOPLE = "id,name,age,conditions\n" + "".join(
    f"P-{number},Name {number},{30 + number},{'gout' if number % 3 else ''}\n" for number in range(11)
)
# Two rows of one file, in two shards; a row that fails, over two lines.
LIST = PEOPLE + 'p-4,Twice,50,\nBAD,Bad,670,"gout\nasthma"\nONE,Calf,70,one calf swollen and warm\n'


def shard(part: str, *more: str, folder: str = "out") -> Result:
    """Run a shard of the list that stands here."""
    command = ["batch", "list.csv", "-d", folder, "--format", "text", "--start", "2026-11-23", "--shard", part, *more]
    return CliRunner().invoke(main, command)


def merged(*args: str) -> Result:
    """Put the reports of shards together."""
    return CliRunner().invoke(main, ["merge-reports", *args])


def written(text: str, count: int, *more: str) -> None:
    """Write a list, and run all its shards, in an order by chance."""
    Path("list.csv").write_text(text)
    order = list(range(1, count + 1))
    random.Random(16).shuffle(order)  # noqa: S311 - no secret
    for number in order:
        assert shard(f"{number}/{count}", *more).exit_code in (0, 7)


@given(rows=st.integers(0, 300), count=st.integers(1, 40))
def test_all_shards_together_take_every_row_exactly_once(rows: int, count: int) -> None:
    shards = [Shard(number, count) for number in range(1, count + 1)]
    taken = [row for one in shards for row in range(1, rows + 1) if one.takes(row)]
    assert sorted(taken) == list(range(1, rows + 1))
    assert [one.rows_of(rows) for one in shards] == [sum(map(one.takes, range(1, rows + 1))) for one in shards]
    assert max(one.rows_of(rows) for one in shards) - min(one.rows_of(rows) for one in shards) <= 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0/8", "add one"),
        ("9/8", "the last is 8/8"),
        ("3", "such as 3/8"),
        ("-1/8", "such as 3/8"),
        ("1/0", f"{MOST:,}"),
    ],
)
def test_a_shard_that_there_is_not_is_told_how_to_count(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_shard(text)
    Path("list.csv").write_text(PEOPLE)
    done = shard(text)
    assert (done.exit_code, "--shard" in done.stderr) == (2, True)
    assert not Path("out").exists()


def test_a_shard_is_found_by_the_name_of_its_files() -> None:
    assert shard_of_name(read_shard(" 3 / 8 ").name) == Shard(3, 8)
    assert [shard_of_name(name) for name in ("ledger.sqlite", "0-of-8", "3-of-8.part")] == [None] * 3


def test_shards_in_any_order_leave_what_one_run_leaves() -> None:
    written(LIST, 4)
    assert sheets(Path("out")) == {f"{name}.txt" for name in [*(f"P-{n}" for n in range(11) if n != 4), "ONE"]} | {
        f"{file.partition('.')[0]}-{n}-of-4.{file.partition('.')[2]}"
        for file in FILES
        for n in range(1, 5)
        if file != "failed.csv" or n in (1, 4)
    }
    done = merged("out")
    whole = batch(LIST, "-d", "whole")
    assert done.exit_code == whole.code == 7
    for name in (*FILES, *whole_sheets()):
        assert Path("out", name).read_bytes() == Path("whole", name).read_bytes(), name
    assert done.stderr.replace("to out", "to whole") == whole.said


def whole_sheets() -> set[str]:
    """Return the names of the sheets of the run over the whole list."""
    return sheets(Path("whole"))


def test_more_shards_than_rows_are_some_with_nothing_to_do() -> None:
    written("id,age\nA-1,60\nA-2,61\n", 5)
    assert Path("out/report-5-of-5.csv").read_text().count("\n") == 1
    assert (merged("out").exit_code, Path("out/report.csv").read_text().count("\n")) == (0, 3)


def test_names_that_meet_are_found_in_every_shard_before_anything_is_written() -> None:
    Path("list.csv").write_text("id,age\nA-1,60\nB-2,61\na-1,62\nC-3,63\n")
    for number in (1, 3):
        done = shard(f"{number}/4")
        assert done.exit_code == 7
        assert "the lines 2, 4 would write the same file" in done.stderr
    assert sheets(Path("out")) == {f"{kind}-{n}-of-4.{end}" for n in (1, 3) for kind, end in KINDS}


KINDS = (("report", "csv"), ("report", "jsonl"), ("failed", "csv"))


def test_shards_that_wrote_into_folders_of_their_own_are_merged_into_another() -> None:
    Path("list.csv").write_text(PEOPLE)
    for number in (1, 2):
        assert shard(f"{number}/2", folder=f"part-{number}").exit_code == 0
    assert merged("part-1", "part-2").exit_code == 2
    done = merged("part-1", "part-2", "part-1/../part-1", "-d", "all")
    assert done.exit_code == 0
    assert {path.name for path in Path("all").iterdir()} == {"report.csv", "report.jsonl"}
    assert "11 of 11 sheets" in done.stderr


def test_a_shard_does_not_touch_what_another_has_not_finished() -> None:
    written(PEOPLE, 2)
    parts = [Path("out/.planner/2-of-2/abc-1-0.part"), Path("out/.report-2-of-2.csv.planner-abcdefgh.part")]
    own = [Path("out/.planner/1-of-2/abc-1-0.part"), Path("out/.report-1-of-2.csv.planner-abcdefgh.part")]
    for part in (*parts, *own):
        part.write_text("half")
    assert shard("1/2").exit_code == 0
    assert [part.exists() for part in (*parts, *own)] == [True, True, False, False]


def test_one_shard_is_run_by_one_job_and_others_beside_it() -> None:
    Path("list.csv").write_text(PEOPLE)
    Path("out").mkdir()
    with opened(Path("out"), Shard(1, 2)):
        assert "another run writes shard 1/2 into out" in shard("1/2").stderr
        assert shard("2/2").exit_code == 0
        assert "another run writes shard 1/2" in batch(PEOPLE).said
        assert "another run writes shard 1/2" in merged("out").stderr
    with opened(Path("out")):
        assert "another run writes into out" in shard("1/2").stderr


def test_a_run_over_the_whole_list_takes_up_what_shards_have_made() -> None:
    Path("list.csv").write_text(PEOPLE)
    assert shard("2/3").exit_code == 0
    before = {path: path.stat().st_mtime_ns for path in Path("out").glob("P-*.txt")}
    done = batch(PEOPLE, "--resume")
    assert (done.code, len(before)) == (0, 4)
    assert "4 of 11 sheets were there already, unchanged" in done.said
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert "were there already" not in batch(PEOPLE, "-d", "other", "--resume").said


def test_a_shard_is_taken_up_again() -> None:
    Path("list.csv").write_text(PEOPLE)
    assert shard("1/2").exit_code == 0
    Path("out/P-2.txt").unlink()
    assert "5 of 6 sheets were there already, unchanged" in shard("1/2", "--resume").stderr


def test_the_sheets_of_shards_are_hashed_again() -> None:
    written(PEOPLE, 3)
    verify = ["batch", "-d", "out", "--verify"]
    assert "11 sheets stand in out" in CliRunner().invoke(main, verify).stderr
    Path("out/P-7.txt").write_text("another")
    done = CliRunner().invoke(main, verify)
    assert (done.exit_code, "P-7.txt: is not the sheet that was put there" in done.stderr) == (7, True)


def test_a_shard_has_no_stack() -> None:
    Path("list.csv").write_text(PEOPLE)
    done = CliRunner().invoke(main, ["batch", "list.csv", "-d", "out", "--shard", "1/2", "--combined", "stack.pdf"])
    assert (done.exit_code, "run the list with --resume and --combined" in done.stderr) == (2, True)
    assert not Path("out").exists()


def test_who_names_no_day_is_told_that_shards_take_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("list.csv").write_text("id,age\nA-1,60\n")
    command = ["batch", "list.csv", "-d", "out", "--format", "text", "--shard", "1/1"]
    assert "note: each shard takes its own next Monday" in CliRunner().invoke(main, command).stderr
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    assert "next Monday" not in CliRunner().invoke(main, command).stderr


# --- what is not merged -------------------------------------------------------------------------------------


def test_a_missing_shard_is_named_and_nothing_is_written() -> None:
    Path("list.csv").write_text(PEOPLE)
    for number in (1, 4):
        shard(f"{number}/4")
    done = merged("out")
    assert done.exit_code == 5
    assert [f"shard {n}/4 is missing; run it with --shard {n}/4" in done.stderr for n in range(1, 5)] == [
        False,
        True,
        True,
        False,
    ]
    assert not {*FILES} & {path.name for path in Path("out").iterdir()}


def test_a_shard_that_is_there_twice_is_named() -> None:
    written(PEOPLE, 2)
    shutil.copytree("out/.planner/2-of-2", "copy/.planner/2-of-2")
    done = merged("out", "copy", "-d", "all")
    assert (done.exit_code, "shard 2/2 is there twice, also in out" in done.stderr) == (5, True)
    assert not Path("all").exists()


def test_a_shard_of_another_division_is_named() -> None:
    written(PEOPLE, 2)
    shard("1/3")
    done = merged("out")
    assert (done.exit_code, "1-of-3: shard 1/3 is of another division" in done.stderr) == (5, True)


@pytest.mark.parametrize(
    ("people", "more", "said"),
    [
        (PEOPLE.replace("Name 3", "Name 33"), [], "another list"),
        (PEOPLE + "X-1,Ex,50,\n", [], "another list, another number of rows"),
        (PEOPLE, ["--start", "2026-11-30"], "another first day, another as-of day"),
        (PEOPLE, ["--as-of", "2026-11-20"], "another as-of day"),
        (PEOPLE, ["--edition", "easy"], "other options"),
        (PEOPLE, ["--name-template", "{row}"], "other options"),
    ],
)
def test_a_shard_of_another_run_is_named_with_what_is_other(people: str, more: list[str], said: str) -> None:
    written(PEOPLE, 3)
    Path("list.csv").write_text(people)
    shard("2/3", *more)
    done = merged("out")
    assert done.exit_code == 5
    assert f"2-of-3: shard 2/3 was run with {said} than shard 1/3" in done.stderr
    assert "shard 3/3 was run" not in done.stderr


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("_program", "another version of planner or Python"),
        ("libraries", "other versions of libraries"),
        ("mark_of_plans", "other plans"),
    ],
)
def test_a_shard_of_another_program_is_named(monkeypatch: pytest.MonkeyPatch, what: str, said: str) -> None:
    written(PEOPLE, 3)
    with monkeypatch.context() as other:
        home = "planner.batch.run" if what == "mark_of_plans" else "planner.batch.fingerprint"
        other.setattr(f"{home}.{what}", lambda *_: {"reportlab": "1"} if what == "libraries" else "other")
        assert shard("3/3").exit_code == 0
    done = merged("out")
    assert (done.exit_code, f"shard 3/3 was run with {said} than shard 1/3" in done.stderr) == (5, True)


def test_a_shard_that_did_not_end_is_named() -> None:
    written(PEOPLE, 2)
    database = sqlite3.connect("out/.planner/2-of-2/ledger.sqlite", isolation_level=None)
    database.execute("UPDATE rows SET outcome = 'skipped', receipt = '{\"row\": 3}' WHERE number = 2")
    database.close()
    done = merged("out")
    assert (done.exit_code, "shard 2/2 did not come to 1 of its 5 rows" in done.stderr) == (5, True)
    assert shard("2/2", "--resume").exit_code == 0
    assert merged("out").exit_code == 0


def test_a_shard_that_has_not_begun_is_named() -> None:
    written(PEOPLE, 2)
    Path("out/.planner/2-of-2/ledger.sqlite").unlink()
    with opened(Path("out"), Shard(2, 2)):
        pass
    assert "shard 2/2 has not begun" in merged("out").stderr


def test_a_folder_without_shards_is_told_so() -> None:
    assert batch("id,age\nA-1,60\n").code == 0
    assert (merged("out").exit_code, merged("nowhere").exit_code) == (5, 5)
    assert "no shard is there" in merged("out").stderr


def test_merged_reports_are_gone_once_a_shard_runs_again() -> None:
    written(PEOPLE, 2)
    assert merged("out").exit_code == 0
    shard("1/2")
    assert not Path("out/report.csv").exists()
