"""One sheet for each row of a list: what is written, named, passed over and kept."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any

import pypdf
import pytest
from commands import START, Run, files
from lists import sheets
from pdf_reading import extracted

from planner.formats.registry import Sheet


def _csv(here: Path, *rows: str) -> Path:
    path = here / "list.csv"
    path.write_text("\n".join(rows) + "\n")
    return path


def test_batch_writes_one_private_sheet_for_each_row(run: Run, here: Path) -> None:
    rows = _csv(
        here,
        "id,name,age,medications,pregnancy,sex",
        "A-1,Ana,67,furosemide; Zocor,,",
        'B/2,"Li, Wei",30,none,30 weeks,female',
    )
    result = run("batch", rows, "-d", "out", *START)
    assert sheets(here / "out") == {"A-1.pdf", "B-2.pdf"}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in (here / "out").rglob("*") if path.is_file())
    assert "2 of 2" in result.stderr


def test_7_a_bad_row_is_named_and_the_others_are_written(run: Run, here: Path) -> None:
    rows = _csv(here, "id,name,age,sex", "good,Ana,67,female", "bad,Berta,670,x", "worse,Carla,,", "man,Dan,40,male")
    said = run("batch", rows, "-d", "out", "--format", "text", code=7).stderr
    assert sheets(here / "out") == {"good.txt", "man.txt"}
    assert f"{rows}:3: " in said
    assert f"{rows}:4: " in said
    assert not {"Ana", "Berta", "Carla", "Dan"} & set(re.findall(r"\w+", said))


def test_batch_reads_an_empty_cell_as_unknown_and_none_as_none(run: Run, here: Path) -> None:
    rows = _csv(
        here,
        "id,age,medications,conditions,allergies",
        "empty,50,,,",
        "none,50,none,none,none",
        "some,50,furosemide;Zocor, ,nuts",
    )
    run("batch", rows, "-d", "out", "--format", "json", *START)
    read = {
        name: json.loads((here / "out" / f"{name}.json").read_text())["profile"] for name in ("empty", "none", "some")
    }
    assert {"medications", "conditions", "allergies"} <= set(read["empty"]["unknown"])
    assert not {"medications", "conditions", "allergies"} & set(read["none"]["unknown"])
    assert [entry["given"] for entry in read["some"]["medications"]] == ["furosemide", "Zocor"]
    assert "conditions" in read["some"]["unknown"]


def test_batch_takes_weeks_against_a_trimester_the_strict_way(run: Run, here: Path) -> None:
    rows = _csv(
        here, "id,age,sex,pregnancy,conditions,sleep_position", 'x,30,female,14 weeks,"pregnant, third trimester",back'
    )
    run("batch", rows, "-d", "out", "--format", "json", *START)
    data = json.loads((here / "out" / "x.json").read_text())
    assert data["profile"]["assumed"]
    assert "sleep-back" not in [item["id"] for item in data["every_day"]]


@pytest.mark.parametrize("id_", ["../x", "/etc/passwd", "..", ".hidden", "a/../../b", "con.pdf", "x\u202ey", "  "])
def test_batch_never_leaves_its_folder(run: Run, here: Path, id_: str) -> None:
    rows = _csv(here, "id,age", f"{id_},67")
    run("batch", rows, "-d", "out", "--format", "text")
    (made,) = sheets(here / "out")
    assert re.fullmatch(r"[A-Za-z0-9_-]+\.txt", made)
    assert files(here) == {"list.csv", "out"}


def test_7_two_rows_of_one_id_take_no_other_s_place(run: Run, here: Path) -> None:
    rows = _csv(here, "id,age", "A-1,67", "a-1,30", "a/1,40", "B,50")
    said = run("batch", rows, "-d", "out", code=7).stderr
    assert sheets(here / "out") == {"B.pdf"}
    assert "2, 3, 4" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,agee\nx,3\n", "did you mean 'age'"),
        ("id,name\nx,Ana\n", "'age' is missing"),
        ("age,age\n3,4\n", "stands twice"),
        ("", "'age' is missing"),
        ("id,age\n", "no rows"),
        ("A-1,Ana Secreta,67\n", "a header such as"),
        ('id,"age\nA-1,67\n', "a quote"),
    ],
)
def test_3_a_list_that_cannot_be_used_makes_no_sheet(run: Run, here: Path, text: str, words: str) -> None:
    (here / "list.csv").write_text(text)
    said = run("batch", "list.csv", "-d", "out", code=3).stderr
    assert words in said
    assert "Secreta" not in said
    assert not list(here.rglob("*.pdf"))


def test_batch_reads_what_a_spreadsheet_writes(run: Run, here: Path) -> None:
    (here / "list.csv").write_bytes('\ufeffid,name,age,habits\r\nx,José,67,"a\nb"\r\n,,,\r\n'.encode())
    run("batch", "list.csv", "-d", "out")
    assert sheets(here / "out") == {"x.pdf"}


def test_batch_names_a_row_with_too_many_cells(run: Run, here: Path) -> None:
    said = run("batch", _csv(here, "id,age", "x,67,nuts", "y,60"), "-d", "out", code=7).stderr
    assert "3 cells" in said
    assert sheets(here / "out") == {"y.pdf"}


def test_5_a_batch_into_a_file_stops(run: Run, here: Path) -> None:
    (here / "out").write_text("")
    run("batch", _csv(here, "id,age", "x,67"), "-d", "out", code=5)


def test_batch_strict_writes_only_ordinary_sheets(run: Run, here: Path) -> None:
    rows = _csv(here, "id,age,medications", "good,50,furosemide", "odd,50,Zyxomab")
    run("batch", rows, "-d", "out", "--strict", "--format", "text", code=7)
    assert sheets(here / "out") == {"good.txt"}


PEOPLE = [
    ("Alicia-Onesie", "A-1", "furosemide"),
    ("Bartholomew-Twosie", "B-2", "furosemide"),
    ("Chrysanthe-Threesie", "C-3", "Qqxomab"),
]


@pytest.mark.parametrize("form", ["pdf", "json", "text", "markdown", "ics"])
def test_no_sheet_of_a_batch_holds_a_word_of_another_person(run: Run, here: Path, form: str) -> None:
    rows = _csv(here, "name,id,medications,age", *(f"{name},{id_},{drug},67" for name, id_, drug in PEOPLE))
    run("batch", rows, "-d", "out", "--format", form, *START)
    texts = {Path(name).stem: _text_of(here / "out" / name) for name in sheets(here / "out")}
    for name, id_, _ in PEOPLE:
        others = [word for other, other_id, _ in PEOPLE if other_id != id_ for word in (other, other_id)]
        assert not [word for word in others if word in texts[id_]]
        assert form in ("json", "ics") or name in texts[id_]
    assert "Qqxomab" not in texts["A-1"] + texts["B-2"]


def _text_of(path: Path) -> str:
    if path.suffix != ".pdf":
        return path.read_text()
    reader = pypdf.PdfReader(path)
    return extracted(path.read_bytes()) + str(reader.metadata) + path.read_bytes().decode("latin-1")


def test_a_batch_that_is_stopped_keeps_what_was_finished(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import planner.batch.worker

    made: list[Sheet] = []
    real = planner.batch.worker.sheet_of

    def second_stops(*args: Any) -> Sheet:
        if made:
            raise KeyboardInterrupt
        made.append(real(*args))
        return made[0]

    monkeypatch.setattr(planner.batch.worker, "sheet_of", second_stops)
    run("batch", _csv(here, "id,age", "a,67", "b,68", "c,69"), "-d", "out", "--format", "text", code=130)
    assert sheets(here / "out") == {"a.txt"}


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--verify",), 2, "--output-dir is missing"),
        (("--dry-run",), 2, "LIST is missing"),
        (("list.csv", "-d", "out", "--workers", "2"), 2, "did you mean '--jobs'"),
        (("list.csv", "-d", "out", "--jobs", "0"), 2, "--jobs: is 0; write a whole number from 1 to 256"),
        (("list.csv", "-d", "out", "--jobs", "many"), 2, "--jobs: is many; write a whole number from 1 to 256"),
        (("--verify", "-d", "out"), 5, "holds no ledger"),
    ],
)
def test_an_option_of_a_long_run_that_cannot_be_used_is_told(
    run: Run, here: Path, args: tuple[str, ...], code: int, words: str
) -> None:
    _csv(here, "id,age", "A,67")
    assert words in run("batch", *args, code=code).stderr
    assert not (here / "out").exists()
