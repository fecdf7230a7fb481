"""`planner batch --combined`: the sheets of a list in few files, in its order, nobody's mixed with another's."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lists import batch
from pdf_reading import extracted, opened
from stack_reading import faults, foreign_marks, words_of_pages

import planner.batch.combined
from planner.errors import ExitCode

# Every field of each person holds a word that nobody else has.
PEOPLE = (
    "id,name,age,medications,conditions,allergies,dislikes,country\n"
    "P-1,Anaxone,67,furosemide; Qaxone,Xaxone,Zaxone,,GB\n"
    "P-2,Betatwo,44,none; Qbetatwo,Xbetatwo,Zbetatwo,,US\n"
    "P-3,Gammathree,9,Qgammathree,Xgammathree,Zgammathree,,GB\n"
    "P-4,Deltafour,900,none,none,none,,GB\n"
    "P-5,Epsifive,71,indapamide,Xepsifive,Zepsifive,,GB\n"
)
OWN = {"P-1": "axone", "P-2": "betatwo", "P-3": "gammathree", "P-5": "epsifive"}
PDF = ("--format", "pdf", "--combined", "stack.pdf")


def table() -> list[dict[str, str]]:
    """Return what print.csv says."""
    with Path("out/print.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places(part: str) -> dict[str, range]:
    """Return the pages of each person in one stack, counted from 0."""
    rows = [row for row in table() if row["part"] == part]
    return {row["id"]: range(int(row["first_page"]) - 1, int(row["last_page"])) for row in rows}


def test_each_person_lies_where_print_csv_says_and_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = batch(PEOPLE, *PDF)
    assert done.code == ExitCode.PARTIAL
    assert [(row["part"], row["id"], row["paper"]) for row in table()] == [
        ("stack.pdf", "P-1", "a4"),
        ("stack.pdf", "P-3", "a4"),
        ("stack.pdf", "P-5", "a4"),
        ("stack-letter.pdf", "P-2", "letter"),
    ]
    for part in ("stack.pdf", "stack-letter.pdf"):
        data = Path("out", part).read_bytes()
        assert faults(data, places(part)) == []
        texts = words_of_pages(data, places(part))
        assert all(OWN[id_] in text for id_, text in texts.items())
        assert foreign_marks(texts, {id_: [mark] for id_, mark in OWN.items()}) == []
        for id_, pages in places(part).items():
            alone = Path("out", f"{id_}.pdf").read_bytes()
            assert [extracted(data, page) for page in pages] == [extracted(alone, page) for page in range(len(pages))]
    assert "P-4" not in Path("out/print.csv").read_text("utf-8")
    assert "stack.pdf: 3 people" in done.said


def test_a_long_list_has_several_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(planner.batch.combined, "MOST_PEOPLE", 2)
    batch("id,age\n" + "".join(f"{name},9\n" for name in "abcde"), *PDF)
    assert [(row["part"], row["id"], row["first_page"]) for row in table()] == [
        ("stack.pdf", "a", "1"),
        ("stack.pdf", "b", "3"),
        ("stack-002.pdf", "c", "1"),
        ("stack-002.pdf", "d", "3"),
        ("stack-003.pdf", "e", "1"),
    ]
    batch("id,age\na,9\n", *PDF)
    assert {path.name for path in Path("out").glob("stack*")} == {"stack.pdf"}, "no part of an earlier run is left"
    batch("id,age\na,9\n")
    assert not list(Path("out").glob("stack*"))
    assert not Path("out/print.csv").exists()


def test_the_same_list_gives_the_same_stack_whatever_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    batch(PEOPLE, *PDF, "-j", "1")
    first = Path("out/stack.pdf").read_bytes()
    batch(PEOPLE, *PDF, "--resume", "-j", "2")
    assert Path("out/stack.pdf").read_bytes() == first


def test_the_paper_of_the_first_sheet_has_the_plain_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    batch("age,country\n9,US\n9,GB\n", *PDF)
    assert [(row["part"], row["paper"], row["id"]) for row in table()] == [
        ("stack.pdf", "letter", ""),
        ("stack-a4.pdf", "a4", ""),
    ]
    with opened(Path("out/stack.pdf").read_bytes()) as file, file.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["row 2"], "who has no id is found by the line"


@pytest.mark.parametrize(
    ("list_", "options", "said"),
    [
        ("id,age\na,9\n", ("--combined", "stack.pdf"), "not of text"),
        ("id,age\na,9\n", ("--format", "pdf", "--combined", "../stack.pdf"), "such as stack.pdf"),
        ("id,age\nstack,9\n", PDF, "another name"),
        ("id,age\nStack-letter-002,9\n", PDF, "another name"),
    ],
)
def test_a_stack_that_cannot_be_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, list_: str, options: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = batch(list_, *options)
    assert done.code == ExitCode.USAGE
    assert said in done.said
    assert done.sheets == []


def test_a_stack_that_was_stopped_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a stack would be printed as a whole one."""
    monkeypatch.chdir(tmp_path)
    batch(PEOPLE, *PDF)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(planner.batch.combined, "_put", stopped)
    assert batch(PEOPLE, *PDF).code == ExitCode.INTERRUPTED
    assert not list(Path("out").glob("stack*"))
    assert not list(Path("out/.planner").glob("*.part"))
    assert Path("out/P-1.pdf").exists()
