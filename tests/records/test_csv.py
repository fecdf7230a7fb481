"""The rows of a list: a quote, a cell or a column out of place costs its own line, and is named without a name."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lists import batch, failed, rows

from planner.cli.app import main
from planner.errors import ExitCode, ProfileError
from planner.records.table.columns import ordinal

pytestmark = pytest.mark.usefixtures("here")


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


def test_a_column_that_is_a_slip_of_a_key_is_no_column_to_pass_over() -> None:
    said = batch("id,agee,Insurance,medicaton\nA,67,,\n").said.splitlines()
    assert "list.csv:1: the column 'age' is missing; add it and fill it for everybody, or say" in said[0]
    assert [line.partition("?")[0] for line in said[1:]] == [
        "list.csv:1: the 2nd column, 'agee', is no key of a profile; did you mean 'age'",
        "list.csv:1: the 4th column, 'medicaton', is no key of a profile; did you mean 'medications'",
    ]
    assert '--map "medicaton=medications"' in said[2]
    done = batch("id,age,medicaton\nA,67,none\n", "--map", "medicaton=-")
    assert (done.code, done.sheets) == (0, ["A"])


def test_an_id_that_windows_reserves_or_that_has_accents_names_a_file_of_its_own() -> None:
    done = batch("id,age\ncon,67\nNUL.,67\nJosé 1,67\n...,67\nA-1. ,67\n")
    assert (done.code, done.sheets) == (0, ["A-1", "Jose-1", "id-NUL", "id-con", "row-5"])


@pytest.mark.parametrize("other", ["E\u0301-1", "e-1", "\u00e9-1", "E.1", "E-1."])
def test_two_spellings_of_one_id_take_no_other_s_place(other: str) -> None:
    done = batch(f"id,age\n\u00c9-1,67\n{other},9\nB,50\n")
    assert (done.code, done.sheets) == (7, ["B"])
    assert "the lines 2, 3 would write the same file" in done.said


def test_a_row_that_is_short_of_cells_is_named_with_what_is_held_to_be_unknown() -> None:
    text = "id,age,sex,conditions\nA,67,male,none\nB,67\nC,67,male,\nD,67,male\n"
    done = batch(text)
    assert (done.code, done.sheets) == (0, ["A", "B", "C", "D"])
    notes = [line for line in done.said.splitlines() if "cells" in line]
    said = "this row has {} cells; the header names 4 columns; held to be unknown, unless a comma is missing before: {}"
    assert notes == [
        f"note: list.csv:3: B: {said.format(2, 'sex, conditions')}",
        f"note: list.csv:5: D: {said.format(3, 'conditions')}",
    ]
    Path("list.csv").write_text(text)
    checked = CliRunner().invoke(main, ["check", "list.csv"])
    assert [line.removeprefix("  ") for line in checked.output.splitlines() if "cells" in line] == notes


@pytest.mark.parametrize(
    ("header", "short"), [("id,sex,age", "A,male"), ("id,sex,dob", "A"), ("id,name,age", "A,Secreta")]
)
def test_a_row_that_ends_before_the_age_is_an_error_of_that_row(header: str, short: str) -> None:
    good = "B,male,1956-12-31" if "dob" in header else "B,,67"
    done = batch(f"{header}\n{short}\n{good}\n")
    assert (done.code, done.sheets) == (7, ["B"])
    cells = short.count(",") + 1
    assert (
        f"list.csv:2: A: this row has {cells} cell{'s' * (cells > 1)}; the header names 3 columns, and the age"
        in done.said
    )
    assert "Secreta" not in done.said
