"""A list is opened by one door, from a file, a folder or a pipe, and each row keeps how it was written."""

from __future__ import annotations

import errno
import os
import sys
import tracemalloc
from pathlib import Path

import pytest
from conftest import Run
from lists import cells, opened, sheets

import planner.records.held
import planner.records.text.encoding
from planner.errors import ProfileError
from planner.records.folder import holds_profiles
from planner.records.source import open_list

pytestmark = pytest.mark.usefixtures("here")
EXPORT = (
    "Praxis am Markt;;;;;\r\nNr;Pat. Alter;Nachname;Vorname;Diagnosen;Kasse\r\n"
    '7;67;Müller;Zoë;Bluthochdruck, Gicht;AOK\r\n8;sehr alt;Núñez;José;;AOK\r\n9;"55;Lee;Ann;;\r\n'
)
MAPS = ("--map", "Nr=id")


def test_a_row_is_kept_as_it_was_written() -> None:
    source = opened(EXPORT.encode("cp1252"), columns={"Nr": "id"})
    lines = EXPORT.split("\r\n")
    assert source.head == lines[1]
    assert source.header == ("Nr", "Pat. Alter", "Nachname", "Vorname", "Diagnosen", "Kasse")
    assert [row.raw for row in source.rows()] == lines[2:5]


def test_what_failed_is_a_list_again_with_its_head() -> None:
    source = opened('id,age,habits\nA,many,"beer\nwine"\nB,55,\nC,"5,\nD,66,none\n')
    rows = list(source.rows())
    again = opened("\n".join([source.head, *(row.raw for row in rows)]))
    assert [(row.cells, row.problem) for row in again.rows()] == [(row.cells, row.problem) for row in rows]


def test_each_command_reads_a_foreign_export_and_says_once_how(run: Run, here: Path) -> None:
    (here / "export.csv").write_bytes(EXPORT.encode("cp1252"))
    said = "note: export.csv: delimiter ;, encoding cp1252, 1 line above the header passed over, 'Nr' as id,"
    commands = {
        "batch": ("-d", "out", "--format", "text"),
        "check": (),
        "population": (),
        "compare": ("--against", str(Path(__file__).parents[2] / "plans")),
    }
    codes = {"batch": 7, "check": 3, "population": 0, "compare": 0}
    for command, more in commands.items():
        result = run(command, "export.csv", *MAPS, *more, code=codes[command])
        assert result.stderr.count(said) == 1
        assert "'Pat. Alter' as age" in result.stderr
        assert "ignored: Kasse" in result.stderr
    assert "delimiter" not in run("check", "export.csv", *MAPS, "-q", code=3).stderr
    assert sorted(sheets(here / "out")) == ["7.txt"]


def test_a_list_comes_through_standard_input(run: Run, here: Path) -> None:
    result = run("batch", "-", "-d", "out", "--format", "text", stdin="id,age\nA,67\nB,many\n", code=7)
    assert "standard input:3: B: age is not a number" in result.stderr
    assert sorted(sheets(here / "out")) == ["A.txt"]
    assert "1 people" in run("population", "-", stdin='{"age": 67}\n').output
    assert "standard input: ok (1 plan)" in run("check", "-", stdin="id,age\nA,67\n").output


def test_a_standard_input_that_cannot_be_read_is_told() -> None:
    def refuse(size: int) -> bytes:
        raise OSError(5, "Input/output error")

    with pytest.raises(ProfileError, match="standard input: cannot be read: Input/output error"):
        open_list(Path("-"), stdin=refuse)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes by name")
def test_a_list_comes_through_a_pipe_by_number() -> None:
    reading, writing = os.pipe()
    with open(writing, "wb") as stream:  # noqa: PTH123 - a number and no path
        stream.write(b"id;age\nA;67\n")
    assert cells(open_list(Path(f"/dev/fd/{reading}"))) == [{"id": "A", "age": "67"}]
    os.close(reading)


def test_a_folder_of_profiles_is_a_list(run: Run, here: Path) -> None:
    folder = here / "people"
    folder.mkdir()
    (folder / "ana.yaml").write_text("id: 12.50\nage: 67\nmedications: [Zocor]\n")
    (folder / "bo.json").write_text('{"age": 670}')
    (folder / "cy.yml").write_text("age: 3\nage: 4\n")
    (folder / "di.yaml").write_text("birth_date: 12/01/1983\ncountry: GB\n")
    (folder / "notes.txt").write_text("x")
    (folder / ".hidden.yaml").write_text("age: 1\n")
    result = run("batch", "people", "-d", "out", "--format", "text", code=7)
    assert "note: people: 4 profiles of a folder, ignored: notes.txt" in result.stderr
    assert f"{Path('people/bo.json')}: age is 670" in result.stderr
    assert f"{Path('people/cy.yml')}: line 2: this key stands twice" in result.stderr
    assert sheets(here / "out") == {"12-50.txt", "di.txt"}
    assert run("check", "people", code=3).stderr.count(str(Path("people/"))) == 3
    assert "bo.json: age is 670" in run("population", "people").output


def test_a_folder_of_plans_is_still_checked_as_plans(run: Run) -> None:
    assert "rules" in run("check", str(Path(__file__).parents[2] / "plans")).output


def test_the_environment_says_what_columns_mean(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "list.csv").write_text("Nr,Jahre\nA,67\n")
    monkeypatch.setenv("PLANNER_CHECK_MAP", "Nr=id; Jahre=age")
    assert "ok (1 plan)" in run("check", "list.csv").output


@pytest.mark.parametrize("value", ["Alter", "=age", " =age", "Alter=agee"])
def test_a_map_that_says_nothing_is_a_mistake_of_the_command(run: Run, here: Path, value: str) -> None:
    (here / "list.csv").write_text("Alter\n67\n")
    assert "--map: " in run("check", "list.csv", "--map", value, code=2).stderr


def test_a_file_that_changes_while_it_is_read_is_told() -> None:
    source = opened("id,age\nA,67\nB,55\n")
    Path("list.csv").write_text("id,age\nC,670\n")
    with pytest.raises(ProfileError, match="was changed while it was read; run it again"):
        list(source.rows())


def test_a_list_is_read_row_by_row_and_as_often_as_one_likes() -> None:
    text = "id,dob,sex,habits\n" + "".join(f'P-{number},31/12/1956,F,"beer\nwine"\n' for number in range(6_000))
    source = opened(text)
    tracemalloc.start()
    assert sum(1 for _ in source.rows()) == 6_000
    assert sum(not row.problem for row in source.rows()) == 6_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < len(text)


def test_a_line_without_an_end_is_read_no_further_than_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner.records.text.encoding, "_LONGEST_LINE", 1_000)
    text = "id,age\nA,67\nB,55" + "," * 1_010 + "\nC,44\n"
    first, long, last = opened(text).rows()
    assert [(row.line, row.cells["id"], row.problem) for row in (first, last)] == [(2, "A", ""), (4, "C", "")]
    assert (long.line, "longer than" in long.problem) == (3, True)


def test_millions_of_empty_lines_are_passed_over_and_counted() -> None:
    source = opened("\n" * 20_000 + "id,age\n" + "\r\n" * 30_000 + "A,67\n\n\nB,55\n")
    assert [row.line for row in source.rows()] == [50_002, 50_005]


def test_a_folder_without_a_profile_is_told(run: Run, here: Path) -> None:
    (here / "empty").mkdir()
    (here / "empty" / "notes.txt").write_text("x")
    said = run("batch", "empty", "-d", "out", code=3).stderr
    assert "empty: holds no profile; expected files such as ana.yaml or ana.json" in said


def test_a_profile_that_cannot_be_read_costs_its_own_file_alone(run: Run, here: Path) -> None:
    folder = here / "people"
    folder.mkdir()
    (folder / "a.yaml").write_text("#" * 1_100_000)
    (folder / "b.yaml").write_bytes(b"\xff\xfe\x00")
    (folder / "c.yaml").write_text("- 1\n")
    (folder / "d.yaml").write_text("age: 67\n")
    said = run("batch", "people", "-d", "out", "--format", "text", code=7).stderr
    assert [f"{folder.name}{os.sep}{name}.yaml: " in said for name in "abcd"] == [True, True, True, False]
    assert sorted(sheets(here / "out")) == ["d.txt"]


def test_a_folder_that_cannot_be_read_is_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "people").mkdir()

    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(ProfileError, match="people: cannot be read: Permission denied"):
        open_list(Path("people"))
    assert not holds_profiles(Path("people"))


def test_a_list_that_goes_away_while_it_is_read_is_told() -> None:
    source = opened("id,age\nA,67\n")
    Path("list.csv").unlink()
    with pytest.raises(ProfileError, match=r"list\.csv: cannot be read: No such file"):
        list(source.rows())


@pytest.mark.parametrize("name", ["list.csv", "-"])
def test_a_list_that_is_too_large_is_told_to_be_divided(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(planner.records.held, "MAX_BYTES", 1_000_000)
    data = b"id,age\n" + b"A,67\n" * 300_000
    Path("list.csv").write_bytes(data)
    with pytest.raises(ProfileError, match="is larger than 1 MB; divide the list"):
        open_list(Path(name), stdin=lambda size: data)


def test_what_is_no_list_is_told_with_what_one_is(here: Path) -> None:
    (here / "list.csv").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(ProfileError, match="looks like a PDF; a list is CSV, an Excel workbook"):
        open_list(Path("list.csv"))
