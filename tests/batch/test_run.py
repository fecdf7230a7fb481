"""A list of many people: a quote, a bug or a target out of place costs one row, and is named without a name."""

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
from click.testing import CliRunner
from conftest import CONTENT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

import planner.batch.run
import planner.content.loader
import planner.reports.population
from planner.batch.run import run_batch
from planner.cli.app import main
from planner.errors import ExitCode, PartialError, ProfileError
from planner.pipeline import SheetRequest
from planner.profile.keys import KEYS
from planner.records.csv import Row, ordinal, read_rows
from planner.records.unforeseen import digest
from planner.reports.population import population


class Done(Struct, frozen=True):
    """What a batch left behind: its exit code, what it said, and the ids that have a sheet."""

    code: int
    said: str
    sheets: list[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(planner.content.loader, "load_content", lambda folder=None: CONTENT)
    return tmp_path


def batch(text: str, *options: str) -> Done:
    """Run a batch over the text of a list."""
    Path("list.csv").write_text(text, encoding="utf-8")
    command = ["batch", "list.csv", "-d", "out", "--format", "text", "--start", "2026-11-23", *options]
    result = CliRunner().invoke(main, command)
    assert "Traceback" not in result.stderr
    sheets = sorted(path.stem for path in Path("out").iterdir()) if Path("out").is_dir() else []
    return Done(result.exit_code, result.stderr, sheets)


def rows(text: str) -> list[Row]:
    """Return the rows of a list."""
    Path("list.csv").write_text(text, encoding="utf-8", newline="")
    return list(read_rows(Path("list.csv")))


def failed(said: str) -> list[int]:
    """Return the lines that a batch named as failed."""
    return [int(line) for line in re.findall(r"^list\.csv:(\d+): ", said, re.MULTILINE)]


# --- quotes out of place ----------------------------------------------------------------------------------


def test_a_quote_inside_a_cell_is_text() -> None:
    list_ = 'id,name,age\nQ-1,Ann "Annie" Smith,67\nQ-2,"Bea" Jones,55\nQ-3,5" Bob,44\n'
    assert [row.cells["name"] for row in rows(list_)] == ['Ann "Annie" Smith', '"Bea" Jones', '5" Bob']
    assert batch(list_).sheets == ["Q-1", "Q-2", "Q-3"]


def test_a_quote_that_nobody_closes_costs_its_own_line_alone() -> None:
    done = batch('id,name,age,medications\nA,Alice,44,none\nB,B,45,none\nC,"C,46,none\nD,D,47,none\n')
    assert (done.code, done.sheets, failed(done.said)) == (ExitCode.PARTIAL, ["A", "B", "D"], [4])


@pytest.mark.parametrize(
    ("list_", "bad"),
    [
        # The next quote closes the cell in the middle of a word.
        ('id,name,age\nA,"Ann,44\nB,Bea,45\nC,"Cho",46\nD,Dan,47\n', [2]),
        # The next quote stands before a comma, so that the two make one row without a fault of grammar.
        # The line with that second quote may be the end of the cell as well as a row: nobody gets a sheet from it.
        ('id,name,age\nA,"Ann,44\nB,5",45\nC,Cho,46\n', [2, 3]),
        ('id,name,age,habits\nA,Ann,44,"none\nB,Bea,45,none\nC,Cho,46,5"\nD,Dan,47,\n', [2, 4]),
        # Each cell is quoted.
        ('"id","name","age"\n"A","Ann,"44"\n"B","Bea","45"\n', [2]),
        ('"id","name","age"\n"A","Ann,44\n"B","Bea","45"\n', [2]),
        # Two of them, and one in the last line, with and without its end.
        ('id,name,age\nA,"Ann,44\nB,Bea,45\nC,"Cho,46\nD,Dan,47\n', [2, 4]),
        ('id,name,age\nA,Ann,44\nB,Bea,"45\n', [3]),
        ('id,name,age\nA,Ann,44\nB,Bea,"45', [3]),
        ('id,name,age\r\nA,"Ann,44\r\nB,Bea,45\r\n', [2]),
        # A comma inside such quotes: nobody can say where the cell ends.
        ('id,name,age\nA,"Smith, "Ann"",44\nB,Bea,45\n', [2]),
    ],
)
def test_only_the_line_with_the_stray_quote_is_lost(list_: str, bad: list[int]) -> None:
    assert [row.line for row in rows(list_) if row.problem] == bad
    whole = [row.cells["id"] for row in rows(list_) if not row.problem]
    lost = [list_.splitlines()[line - 1].strip('"')[0] for line in bad]
    ids = [line.strip('"')[0] for line in list_.splitlines()[1:]]
    assert whole == [id_ for id_ in ids if id_ not in lost]


def test_the_id_before_the_stray_quote_is_named() -> None:
    done = batch('id,name,age\nQ-4,"Secreta,44\nQ-5,Dan,40\n')
    assert "list.csv:2: Q-4: a quote in this line" in done.said
    assert "Secreta" not in done.said


def test_what_stood_in_a_broken_cell_is_no_person() -> None:
    done = batch('id,name,age,habits\nA,Ann,44,"smokes\ndrinks, sometimes\nB,Bea,45,none\n')
    assert (done.sheets, failed(done.said)) == (["B"], [2, 3])
    assert "comes after a quote that is not closed" in done.said
    assert "sometimes" not in done.said


def test_a_piece_of_a_broken_cell_takes_no_other_s_place() -> None:
    for piece in ("B, sometimes", 'B, "now" and then'):
        done = batch(f'id,name,age,habits\nA,Ann,44,"smokes\n{piece}\nB,Bea,45,none\n')
        assert (done.sheets, failed(done.said)) == (["B"], [2, 3])


def test_a_second_stray_quote_is_named_with_its_id() -> None:
    assert "list.csv:4: C: a quote" in batch('id,name,age\nA,"Ann,44\nB,Bea,45\nC,"Cho,46\nD,Dan,47\n').said


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (23, "23rd"), (112, "112th")]
)
def test_columns_are_counted_in_words(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_a_cell_that_is_longer_than_any_is_named_and_costs_its_own_line_alone() -> None:
    done = batch(f"id,age,habits\nA,44,{'y' * 140_000}\nB,45,none\n")
    assert (done.sheets, failed(done.said)) == (["B"], [2])
    assert "longer than 131,072 letters" in done.said


def test_a_cell_of_several_lines_is_one_cell_and_the_next_row_keeps_its_line() -> None:
    read = rows('id,age,habits\nA,44,"smokes\nfalls, ""often""\n"\nB,many,none\n')
    assert [(row.line, row.cells["id"]) for row in read] == [(2, "A"), (5, "B")]
    assert read[0].cells["habits"] == 'smokes\nfalls, "often"\n'
    assert failed(batch('id,age,habits\nA,44,"smokes\nfalls"\nB,many,none\n').said) == [4]


def test_a_line_of_notes_that_begins_with_a_number_is_no_person() -> None:
    assert len(rows('age,habits\n67,"smokes\n20, since 1990"\n')) == 1


_CELL = st.text(alphabet='ab ",\n\r;é', max_size=8)


@given(table=st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=1, max_size=6))
@settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_what_a_csv_writer_wrote_is_read_as_it_was(table: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([["id", "age", "habits"], ["x", "5", "y"], *table])
    read = [(row.problem, tuple(row.cells.values())) for row in rows(written.getvalue())]
    assert read == [("", ("x", "5", "y")), *(("", tuple(cells)) for cells in table if any(map(str.strip, cells)))]


@given(text=st.text(alphabet='1a",\n\r ', max_size=40))
@settings(
    max_examples=300,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_no_line_of_any_text_is_lost_without_a_word(text: str) -> None:
    lines = [line for line in io.StringIO(text, newline="") if line.replace(",", "").replace('"', "").strip()]
    try:
        read = rows(f"id,age,name\n{text}")
    except ProfileError:
        read = []
    told = sum(1 + "".join(row.cells.values()).count("\n") + "".join(row.cells.values()).count("\r") for row in read)
    assert told >= len(lines) or any(row.problem for row in read)


def test_a_list_of_stray_quotes_is_read_in_reasonable_time() -> None:
    people = "".join(f'P-{number},"Ann,{number % 90}\n' for number in range(20_000))
    assert len(rows(f"id,name,age\n{people}")) == 20_000


# --- the shape of a list ------------------------------------------------------------------------------------


def test_empty_columns_at_the_end_and_empty_rows_are_no_fault() -> None:
    done = batch("id,name,age,,,\n\nX-1,Ann,67,,,\nX-2,Bea,55\n,,,,,\n\n")
    assert (done.code, done.sheets) == (0, ["X-1", "X-2"])


def test_cells_that_are_left_out_at_the_end_are_unknown() -> None:
    (row,) = rows("id,age,medications\nA,67\n")
    assert "medications" not in row.cells


@pytest.mark.parametrize(
    ("list_", "words"),
    [
        ("id,age\nA,67,Secreta\n", "3 cells; the header names 2 columns"),
        ("id,age,,\nA,67,,Secreta\n", "4 cells; the header names 2 columns"),
        ("id,,age\nA,Secreta,67\n", "the 2nd cell is filled, and its column has no name"),
    ],
)
def test_what_stands_under_no_column_is_not_passed_over(list_: str, words: str) -> None:
    done = batch(list_ + "B,,50\n" if ",," in list_.splitlines()[0][:4] else list_ + "B,50\n")
    assert words in done.said
    assert "Secreta" not in done.said
    assert (done.code, done.sheets) == (ExitCode.PARTIAL, ["B"])


@pytest.mark.parametrize(
    "text", ["", "\n\n", "id,age\n", "id,age\n,\n\n", "A-1,Ana Secreta,67,female\n", ",,\n1,2,3\n"]
)
def test_3_a_list_without_a_header_or_rows_is_one_clear_error(text: str) -> None:
    done = batch(text)
    assert (done.code, done.sheets) == (ExitCode.PROFILE, [])
    assert len(done.said.splitlines()) == 1
    assert "id,name,age" in done.said
    assert "Secreta" not in done.said


def test_an_unknown_column_is_named_by_its_place_and_repeated_only_if_it_is_near_a_key() -> None:
    said = batch("id,agee,Ana Secreta,medicaton,exercises\nA,67,,,\n").said.splitlines()
    assert said[0].endswith("list.csv:1: the column 'age' is missing; add it and fill it for everybody")
    assert said[1:] == [
        "list.csv:1: the 2nd column, 'agee', is no key of a profile; did you mean 'age'?",
        "list.csv:1: the 3rd column is no key of a profile",
        "list.csv:1: the 4th column, 'medicaton', is no key of a profile; did you mean 'medications'?",
        "list.csv:1: the 5th column is no key of a profile; did you mean 'exercise_level'?",
    ]


# --- what nobody foresaw ------------------------------------------------------------------------------------

PEOPLE = "id,name,age\nA-1,Ana Secreta,67\nB-2,Bea Secreta,55\nC-3,Cho Secreta,44\n"


def _raise_for(monkeypatch: pytest.MonkeyPatch, name: str, text: str, error: BaseException) -> None:
    """Let a step of the batch fail for the person whose plan holds a text."""
    real = getattr(planner.batch.run, name)

    def step(subject: Any, *args: Any, **more: Any) -> Any:
        if text in str(subject):
            raise error
        return real(subject, *args, **more)

    monkeypatch.setattr(planner.batch.run, name, step)


@pytest.mark.parametrize("step", ["make_plan", "rendered"])
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


def test_the_letters_of_a_bug_are_those_of_its_place_and_not_of_the_person() -> None:
    def fault(text: str) -> str:
        try:
            raise ValueError(text)
        except ValueError as error:
            return digest(error)

    def other_fault() -> str:
        try:
            return str(int("Ana"))
        except ValueError as error:
            return digest(error)

    assert fault("Ana") == fault("Bea") != other_fault()
    assert re.fullmatch(r"ValueError at test_run\.py:\d+, [0-9a-f]{8}", fault("Ana"))


def test_a_bug_in_one_row_does_not_end_a_count_of_the_population(monkeypatch: pytest.MonkeyPatch) -> None:
    real = planner.reports.population.resolve

    def resolve(answers: Any, content: Any, as_of: Any) -> Any:
        if answers.age == 55:
            raise ValueError(answers.name)
        return real(answers, content, as_of)

    monkeypatch.setattr(planner.reports.population, "resolve", resolve)
    Path("list.csv").write_text(PEOPLE)
    report = population(Path("list.csv"), CONTENT)
    assert (report.people, [bad.line for bad in report.bad]) == (2, [3])
    assert "Secreta" not in report.text()


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
    real = planner.batch.run.rendered

    def taken_away(plan: Any, *args: Any) -> bytes:
        if "Bea Secreta" in str(plan):
            shutil.rmtree("out")
        return real(plan, *args)

    monkeypatch.setattr(planner.batch.run, "rendered", taken_away)
    done = batch(PEOPLE)
    assert (done.code, done.sheets) == (ExitCode.OUTPUT, [])
    assert "up to line 3" in done.said


def test_2_an_option_that_is_wrong_is_told_once_and_not_for_each_row() -> None:
    done = batch(PEOPLE, "--plan", "no-such-plan")
    assert (done.code, done.sheets) == (ExitCode.USAGE, [])
    assert len(done.said.splitlines()) == 1


def test_each_row_that_failed_is_one_problem_of_the_error(here: Path) -> None:
    Path("list.csv").write_text("id,age,sex\nA-1,67,q\nB-2,670,y\nC-3,44,\nD-4,,\n")
    with pytest.raises(PartialError) as caught:
        run_batch(Path("list.csv"), here / "out", CONTENT, SheetRequest(), form="text", say=len)
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
    _raise_for(monkeypatch, "rendered", "Bea Secreta", ValueError())
    assert batch(list_, "--strict").sheets == ["A-1.outdated", "B-2.outdated", "C-3"]


def test_an_outdated_sheet_takes_no_other_s_place_and_the_next_good_one_is_current() -> None:
    for age in ("55", "many", "56", "many", "57"):
        batch(f"id,age\nA-1,{age}\n")
    assert sorted(path.name for path in Path("out").iterdir()) == ["A-1.outdated.txt", "A-1.outdated2.txt", "A-1.txt"]
    assert len({path.read_bytes() for path in Path("out").iterdir()}) == 3


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
    report = population(Path("list.csv"), CONTENT)
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
        f"id,age,{NAME}\nA-1,67,x\n",
        f"{NAME},{NAME},age\nA-1,x,67\n",
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
