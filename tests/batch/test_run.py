"""A list of many people: a bug or a target out of place costs one row, and is named without a name."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import CONTENT
from lists import batch, failed, run_over, sheets

import planner.batch.worker
from planner.errors import ExitCode, PartialError
from planner.formats.registry import Sheet
from planner.profile.keys import KEYS
from planner.records.source import open_list
from planner.reports.population import population

pytestmark = pytest.mark.usefixtures("here")
# --- what nobody foresaw ------------------------------------------------------------------------------------


PEOPLE = "id,name,age\nA-1,Ana Secreta,67\nB-2,Bea Secreta,55\nC-3,Cho Secreta,44\n"


def _raise_for(monkeypatch: pytest.MonkeyPatch, name: str, text: str, error: BaseException) -> None:
    """Let a step of the batch fail for the person whose plan holds a text."""
    real = getattr(planner.batch.worker, name)

    def step(subject: Any, *args: Any, **more: Any) -> Any:
        if text in str(subject):
            raise error
        return real(subject, *args, **more)

    monkeypatch.setattr(planner.batch.worker, name, step)


@pytest.mark.parametrize("step", ["make_plan", "sheet_of"])
@pytest.mark.parametrize(
    "error", [ValueError("Bea Secreta"), KeyError("Bea"), RecursionError(), MemoryError(), AssertionError("Bea")]
)
def test_7_a_bug_in_one_row_costs_no_other_row_its_sheet(
    monkeypatch: pytest.MonkeyPatch, step: str, error: Exception
) -> None:
    _raise_for(monkeypatch, step, "Bea Secreta", error)
    done = batch(PEOPLE)
    assert (done.code, done.sheets) == (ExitCode.PARTIAL, ["A-1", "C-3"])
    kind = type(error).__name__
    assert re.search(rf"list\.csv:3: B-2: a bug in cramp-planner \({kind} at \S+, [0-9a-f]{{8}}\)", done.said)
    assert "1 of 3 rows failed, 1 of them because of a bug" in done.said
    assert not re.search("Secreta|Bea", done.said)


def test_7_a_target_that_cannot_be_written_costs_no_other_row_its_sheet() -> None:
    Path("out/B-2.txt").mkdir(parents=True)
    done = batch(PEOPLE)
    assert done.code == ExitCode.PARTIAL
    assert Path("out/A-1.txt").is_file()
    assert Path("out/C-3.txt").is_file()
    assert failed(done.said) == [3]
    assert "B-2.txt is a folder" in done.said


def test_5_a_full_disk_ends_the_batch_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    done = batch(PEOPLE)
    assert (done.code, done.sheets) == (ExitCode.OUTPUT, [])
    assert len(done.said.splitlines()) == 1
    assert "No space left" in done.said


def test_5_a_folder_that_goes_away_ends_the_batch_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    real = planner.batch.worker.sheet_of

    def taken_away(plan: Any, *args: Any) -> Sheet:
        if "Bea Secreta" in str(plan):
            shutil.rmtree("out")
        return real(plan, *args)

    monkeypatch.setattr(planner.batch.worker, "sheet_of", taken_away)
    done = batch(PEOPLE)
    assert (done.code, done.sheets) == (ExitCode.OUTPUT, [])
    assert "--resume" in done.said


def test_2_an_option_that_is_wrong_is_told_once_and_not_for_each_row() -> None:
    done = batch(PEOPLE, "--plan", "no-such-plan")
    assert (done.code, done.sheets) == (ExitCode.USAGE, [])
    assert len(done.said.splitlines()) == 1


def test_each_row_that_failed_is_one_problem_of_the_error(here: Path) -> None:
    Path("list.csv").write_text("id,age,sex\nA-1,67,q\nB-2,670,y\nC-3,44,\nD-4,,\n")
    with pytest.raises(PartialError) as caught:
        run_over(Path("list.csv"), here / "out")
    problems = caught.value.problems
    assert [(problem.file, problem.line) for problem in problems] == [("list.csv", 2), ("list.csv", 3), ("list.csv", 5)]
    assert str(caught.value).splitlines()[1:] == list(map(str, problems))
    assert "age is 670" in problems[1].text
    assert "sex is not a word" in problems[1].text


# --- the sheet of an earlier run ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    ["B-2,Bea Secreta,many", 'B-2,"Bea Secreta,55', "B-2,Bea Secreta,55,more", "B-2,Bea Secreta,55\nb-2,Bo,50"],
)
def test_a_row_that_fails_leaves_no_sheet_that_looks_current(row: str) -> None:
    batch(PEOPLE)
    before = Path("out/B-2.txt").read_bytes()
    done = batch(f"id,name,age\nA-1,Ana Secreta,67\n{row}\n")
    assert done.sheets == ["A-1", "B-2.outdated", "C-3"]
    assert Path("out/B-2.outdated.txt").read_bytes() == before
    assert "outdated.txt" in done.said
    assert "Secreta" not in done.said


def test_strict_and_a_bug_leave_no_sheet_that_looks_current(monkeypatch: pytest.MonkeyPatch) -> None:
    list_ = "id,name,age,medications\nA-1,Ana,67,Zyxomab\nB-2,Bea Secreta,55,none\nC-3,Cho,44,none\n"
    batch(list_)
    _raise_for(monkeypatch, "sheet_of", "Bea Secreta", ValueError())
    assert batch(list_, "--strict").sheets == ["A-1.outdated", "B-2.outdated", "C-3"]


def test_an_outdated_sheet_takes_no_other_s_place_and_the_next_good_one_is_current() -> None:
    for age in ("55", "many", "67", "many", "81"):
        batch(f"id,age\nA-1,{age}\n")
    assert sorted(sheets(Path("out"))) == ["A-1.outdated.txt", "A-1.outdated2.txt", "A-1.txt"]
    assert len({Path("out", name).read_bytes() for name in sheets(Path("out"))}) == 3


def test_an_outdated_sheet_that_cannot_be_renamed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    batch("id,age\nA-1,67\nB-2,55\n")

    def refuse(path: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "rename", refuse)
    done = batch("id,age\nA-1,many\nB-2,many\n")
    assert failed(done.said) == [2, 3]
    assert done.said.count("still there and outdated: take it away (Permission denied)") == 2


# --- nothing that a person wrote ----------------------------------------------------------------------------


NAME = "XNAMEX"  # ten of them are sixty letters
_LISTS = ("medications", "conditions", "symptoms", "habits", "allergies", "diet")


@pytest.mark.parametrize(
    "shape", [NAME, f"{NAME} {NAME}, 67", f"female {NAME}", f'5" {NAME}', f"\u202e{NAME}", NAME * 30]
)
def test_no_message_of_a_list_holds_what_a_person_wrote_in_any_column(shape: str) -> None:
    columns = [name for name in KEYS if name != "id"]
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(["id", *columns])
    for number, name in enumerate(columns):
        cells = {"age": "67", name: shape}
        writer.writerow([f"P-{number}", *(cells.get(column, "") for column in columns)])
    done = batch(written.getvalue())
    strict = batch(written.getvalue(), "--strict")
    report = population(open_list(Path("list.csv")), CONTENT)
    texts = [*done.said.splitlines(), *strict.said.splitlines(), *report.text().splitlines(), *map(str, report.bad)]
    # Only what could not be read in a list is repeated: in a note, with --strict, and in the counts of a population.
    unread = re.compile(rf"could not check .*\(({'|'.join(_LISTS)})\)|no sheet was written|^ +\d+  ")
    with_it = [line for line in texts if NAME in line]
    assert with_it
    assert [line for line in with_it if not unread.search(line)] == []
    assert not [line for line in with_it if NAME * 10 in line or not line.isprintable()]


@pytest.mark.parametrize(
    "list_",
    [
        f"A-1,{NAME},67,female\n",
        f"id,name,age,sex\n{NAME},67,female\n",
        f"id,name,age,sex\nA-1,x,67,female,{NAME}\n",
        f'id,name,age\nA-1,"{NAME},67\n',
        f'id,name,age\n{NAME},"x,67\n',
        f"id,age\n{NAME},many\n{NAME},67\n",
    ],
)
def test_no_message_about_a_list_that_has_slipped_holds_a_name(list_: str) -> None:
    done = batch(list_)
    assert done.code in (ExitCode.PROFILE, ExitCode.PARTIAL)
    assert NAME not in done.said


@pytest.mark.parametrize(
    "list_",
    [
        'id,name,age\n"H\nI",Z,55\nJ,Y,50\n',
        'id,age,conditions,name\nA,44,"gout\nB,67,none",Zoe\nJ,50,none,Y\n',
    ],
)
def test_nobody_gets_a_sheet_from_a_piece_of_a_row(list_: str) -> None:
    assert batch(list_).sheets == ["J"]


def test_what_is_printed_otherwise_than_it_was_given_is_said_by_row_and_id() -> None:
    done = batch("id,name,age\nA-1,Ana 😀,67\nB-2,Bea,55\n", "--format", "pdf")
    notes = [line for line in done.said.splitlines() if line.startswith("note:")]
    assert [note.partition(": A-1: ")[2] for note in notes] == [
        "name: an emoji cannot be printed; its name stands in its place: grinning face"
    ]
    assert "Ana" not in done.said
