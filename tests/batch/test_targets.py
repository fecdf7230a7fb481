"""Names of files by a template: safe on every system, and no two rows write the same one."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner
from lists import batch, failed, sheets
from runs import ended

from planner.cli.app import main

pytestmark = pytest.mark.usefixtures("here")


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{id}", "A-1"),
        ("{row}-{id}", "2-A-1"),
        ("{id}_{language}", "A-1_en"),
        ("{plan}-{id}", "back-spasms-A-1"),
        ("week-{start}-{id}", "week-2026-11-23-A-1"),
    ],
)
def test_a_template_names_the_sheets(template: str, name: str) -> None:
    done = batch(
        'id,age,cramps\nA-1,67,{"where":["back"]}\n'.replace('{"where":["back"]}', "back"), "--name-template", template
    )
    assert (done.code, done.sheets) == (0, [name])


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{name}", "a name never becomes part of a path"),
        ("{ids}", "did you mean 'id'"),
        ("{id", "cannot be read"),
        ("sheets/{id}", "are safe on every system"),
        ("{id!r}", "there is no field"),
        ("{id.x}", "there is no field"),
        ("sheet", "neither {id} nor {row}"),
    ],
)
def test_2_a_template_that_cannot_be_used_is_told_before_any_work(template: str, words: str) -> None:
    done = batch("id,name,age\nA-1,Ana,67\n", "--name-template", template)
    assert (done.code, words in done.said, Path("out").exists()) == (2, True, False)


def test_an_id_of_another_script_keeps_its_letters() -> None:
    assert batch("id,age\n\u5c71\u7530-1,67\n\u0418\u0432\u0430\u043d,60\n").sheets == [
        "\u0418\u0432\u0430\u043d",
        "\u5c71\u7530-1",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A-1", "a-1"),
        ("\u0418\u0412\u0410\u041d", "\u0438\u0432\u0430\u043d"),
        ("\u0439", "\u0438\u0306"),
        ("A.1", "A/1"),
        ("stra\u00dfe", "STRASSE"),
    ],
)
def test_7_names_that_some_system_takes_for_one_are_found_before_anything_is_written(one: str, other: str) -> None:
    done = batch(f"id,age\nB,50\n{one},67\n{other},60\n")
    assert (done.code, done.sheets, failed(done.said)) == (7, ["B"], [3, 4])
    assert "the lines 3, 4 would write the same file" in done.said


def test_7_of_many_rows_of_one_name_the_first_are_named_and_the_others_counted() -> None:
    done = batch("id,age\n" + "A,50\n" * 1_000)
    assert (done.code, done.sheets, len(failed(done.said))) == (7, [], 20)
    assert "the lines 2, 3, 4" in done.said
    assert "20, 21 and 980 more would write the same file" in done.said
    assert max(map(len, done.said.splitlines())) < 400


def test_a_row_that_is_no_text_costs_itself_alone() -> None:
    Path("list.jsonl").write_text('{"id": "A", "age": 67}\n{"id": "\\ud800", "age": 67}\n')
    code, said = ended("batch", "list.jsonl", "-d", "out", "--format", "text")
    assert (code, "list.jsonl:2: holds half of a letter" in said) == (7, True)
    assert sheets(Path("out")) == {"A.txt"}


def test_a_template_can_tell_two_rows_of_one_id_apart() -> None:
    assert batch("id,age\nA,50\nA,67\n", "--name-template", "{id}-{row}").sheets == ["A-2", "A-3"]


def test_each_row_has_its_own_paper_and_size_of_letters() -> None:
    assert batch("id,age,paper,large_print\nA,50,letter,no\nB,50,a4,yes\n", "--format", "pdf").code == 0
    pages = {name: pypdf.PdfReader(f"out/{name}.pdf").pages for name in "AB"}
    assert {name: round(found[0].mediabox.width) for name, found in pages.items()} == {"A": 612, "B": 595}
    assert len(pages["B"]) > len(pages["A"])


def test_each_row_has_its_own_first_day_unless_one_is_asked_for() -> None:
    Path("list.csv").write_text("id,age,start\nA,50,2026-11-30\nB,60,\n")
    command = ("batch", "list.csv", "--format", "json")
    assert ended(*command, "-d", "own", env={"SOURCE_DATE_EPOCH": "1795000000"})[0] == 0
    assert _starts("own") == ["2026-11-30", "2026-11-23"]
    assert ended(*command, "-d", "asked", "--start", "2026-12-07")[0] == 0
    assert _starts("asked") == ["2026-12-07", "2026-12-07"]


def _starts(folder: str) -> list[str]:
    return [json.loads(Path(folder, f"{name}.json").read_text())["start"] for name in "AB"]


def test_7_records_of_one_id_are_named_by_their_files() -> None:
    Path("people").mkdir()
    for name in "abcdefg":
        Path(f"people/{name}.yaml").write_text("id: same\nage: 50\n")
    done = CliRunner().invoke(main, ["batch", "people", "-d", "out", "--format", "text"])
    assert done.exit_code == 7
    assert "the records people/a.yaml, people/b.yaml" in done.stderr
    assert "people/e.yaml and 2 more would write the same file" in done.stderr
    assert "--name-template '{row}-{id}'" in done.stderr
    assert "the lines" not in done.stderr
