"""Folders and names that somebody else made: no list stops at them, and nothing is written where they lead."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from commands import Run
from health_records import bundle, lines, patient
from lists import sheets

pytestmark = pytest.mark.usefixtures("here")
ODD = os.fsdecode(b"\xff")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is text")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        (f"{ODD}.yaml", "age: 67\n"),
        (f"{ODD}.yaml", "age: x\n"),
        (f"{ODD}.json", bundle(patient())),
        (f"{ODD}.xml", "<ClinicalDocument>"),
        (f"{ODD}.ndjson", lines(patient())),
    ],
)
def test_a_file_whose_name_is_no_text_is_a_row_as_others_are(run: Run, name: str, text: str) -> None:
    Path("people").mkdir()
    Path("people", name).write_text(text)
    whole = "age: 50\n" if name.endswith("yaml") else bundle(patient("p2"))
    Path("people", "whole.yaml" if name.endswith("yaml") else "whole.json").write_text(whole)
    failing = "x" in text[:7] or name.endswith("xml")
    run("batch", "people", "-d", "out", "--format", "text", code=7 if failing else 0)
    assert len(sheets(Path("out"))) == (1 if failing else 2)
    assert [json.loads(line)["outcome"] for line in Path("out/report.jsonl").read_text().splitlines()].count("plan")


@pytest.mark.parametrize("place", ["out", "out/"])
def test_5_what_is_not_finished_is_never_put_behind_a_link(run: Run, place: str) -> None:
    for folder in ("out", "elsewhere"):
        Path(folder).mkdir()
    Path("out/.planner").symlink_to("../elsewhere")
    Path("list.csv").write_text("id,age\nA,67\n")
    said = run("batch", "list.csv", "-d", place, "--format", "text", code=5).stderr
    assert "out/.planner is a link, and what stands behind it is not ours; take it away" in said
    assert not [*Path("elsewhere").iterdir()]


def test_a_link_in_the_place_of_a_sheet_or_a_report_is_replaced_and_not_followed(run: Run) -> None:
    Path("out").mkdir()
    Path("mine.txt").write_text("mine")
    for name in ("A.txt", "report.csv", "report.jsonl"):
        Path("out", name).symlink_to("../mine.txt")
    Path("list.csv").write_text("id,age\nA,67\n")
    run("batch", "list.csv", "-d", "out", "--format", "text")
    assert Path("mine.txt").read_text() == "mine"
    assert not any(path.is_symlink() for path in Path("out").iterdir())


@pytest.mark.parametrize(
    "id_",
    ["../../up", "..", "/etc/passwd", ".planner", "report.csv", "C:\\x", "{id.__class__}", "a\0b", "~root", "-rf"],
)
def test_no_id_leads_out_of_the_folder_or_takes_the_place_of_what_is_ours(run: Run, id_: str) -> None:
    Path("list.jsonl").write_text(json.dumps({"id": id_, "age": 67}) + "\n")
    before = {*Path.cwd().parent.iterdir(), *Path.cwd().iterdir(), Path.cwd() / "out"}
    run("batch", "list.jsonl", "-d", "out", "--format", "text")
    assert {*Path.cwd().parent.iterdir(), *Path.cwd().iterdir()} <= before
    (name,) = sheets(Path("out"))
    assert name.endswith(".txt")
    assert not name.startswith((".", "-", "~"))


def test_what_leads_nowhere_or_without_end_is_told(run: Run) -> None:
    Path("loop").symlink_to("loop")
    Path("zeros").mkdir()
    Path("zeros/a.yaml").symlink_to("/dev/zero")
    Path("theme.yaml").write_text("name: Hill\nlogo: logo.png\n")
    Path("logo.png").symlink_to("/dev/zero")
    assert "symbolic links" in run("batch", "loop", "-d", "out", code=3).stderr
    assert "is a device, not a file" in run("batch", "zeros", "-d", "out", code=7).stderr
    assert "is a device, not a file" in run("render", "--age", "67", "--theme", "theme.yaml", code=4).stderr
