"""`--theme`: a clinic on one sheet, and on each sheet of a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Run
from conftest import ROOT

from planner.errors import ExitCode

EXAMPLE = ROOT / "examples" / "clinic" / "clinic.yaml"


def test_a_sheet_bears_the_name_of_a_clinic(run: Run, here: Path) -> None:
    run("render", "--age", "50", "--theme", EXAMPLE, "-o", "plan.txt")
    assert "Bridge Street Surgery" in (here / "plan.txt").read_text()
    run("render", "--age", "50", "-o", "bare.txt")
    assert "Bridge Street Surgery" not in (here / "bare.txt").read_text()


def test_each_sheet_of_a_list_bears_it(run: Run, here: Path) -> None:
    (here / "list.csv").write_text("id,age\na,50\nb,71\n")
    run("batch", "list.csv", "-d", "out", "--format", "markdown", "--theme", EXAMPLE)
    assert all("Bridge Street Surgery" in (here / "out" / f"{id_}.md").read_text() for id_ in "ab")


@pytest.mark.parametrize("command", [("render", "--age", "50", "-o", "p.pdf"), ("batch", "list.csv", "-d", "out")])
def test_a_theme_that_is_wrong_ends_with_its_place_and_writes_nothing(
    run: Run, here: Path, command: tuple[str, ...]
) -> None:
    (here / "list.csv").write_text("id,age\na,50\n")
    (here / "clinic.yaml").write_text("name: Hill Practice\naccent: '#3fa0e0'\n")
    said = run(*command, "--theme", "clinic.yaml", code=ExitCode.CONTENT).stderr
    assert "clinic.yaml:2:9: has a contrast of" in said
    assert not [path for path in here.rglob("*") if path.suffix == ".pdf"]


def test_a_theme_that_is_not_there_is_told(run: Run, here: Path) -> None:
    assert "no such file" in run("render", "--age", "50", "--theme", "away.yaml", code=ExitCode.CONTENT).stderr


def test_a_sheet_never_takes_the_place_of_a_theme(run: Run, here: Path) -> None:
    (here / "clinic.pdf").write_text("name: Hill Practice\n")
    said = run("render", "--age", "50", "--theme", "clinic.pdf", "-o", "clinic.pdf", code=ExitCode.OUTPUT).stderr
    assert "clinic.pdf" in said
    assert (here / "clinic.pdf").read_text() == "name: Hill Practice\n"
