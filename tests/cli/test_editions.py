"""`--edition` on the command line, in a profile and in a list: what is written, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest
from commands import START, Run

LONGER = "the warnings have no room in the {} edition"


def pages(path: Path) -> int:
    return len(pypdf.PdfReader(path).pages)


@pytest.mark.parametrize("edition", ["short", "easy"])
def test_an_edition_that_needs_more_leaves_is_said_on_standard_error(run: Run, here: Path, edition: str) -> None:
    said = run("render", "--age", "44", "--edition", edition, "-o", "x.pdf", *START).stderr
    assert LONGER.format(edition) in said
    assert f"the sheet has {pages(here / 'x.pdf')} pages" in said
    assert "no room" not in run("render", "--age", "44", "-o", "full.pdf", *START).stderr
    assert "no room" not in run("render", "--age", "44", "--edition", edition, "-o", "x.txt", *START).stderr


def test_2_parts_and_another_edition_exclude_each_other(run: Run) -> None:
    for command in (("render", "--age", "44"), ("batch", "list.csv", "-d", "out")):
        said = run(*command, "--edition", "short", "--parts", "log", code=2).stderr
        assert "--parts names parts of the full edition, and --edition says short" in said
    run("render", "--age", "44", "--edition", "full", "--parts", "log", "-o", "log.txt")


def test_a_flag_wins_over_the_profile_and_parts_over_its_edition(run: Run, here: Path) -> None:
    (here / "p.yaml").write_text("age: 44\nedition: Easy-read\n")
    assert "Turn over." in run("render", "p.yaml", "--format", "text", "-o", "-", *START).stdout
    full = run("render", "p.yaml", "--edition", "full", "--format", "text", "-o", "-", *START).stdout
    assert "Turn over." not in full
    assert full == run("render", "--age", "44", "--format", "text", "-o", "-", *START).stdout
    log = run("render", "p.yaml", "--parts", "log", "--format", "text", "-o", "-", *START).stdout
    assert "Night log" in log


def test_3_an_edition_that_there_is_not_is_an_error(run: Run, here: Path) -> None:
    (here / "p.yaml").write_text("age: 44\nedition: tiny\n")
    assert "p.yaml:2:10" in run("render", "p.yaml", "-o", "-", code=3).stderr


def test_each_row_of_a_list_has_its_edition_and_the_plan_as_data_has_none(run: Run, here: Path) -> None:
    (here / "list.csv").write_text("id,age,edition\nfull,44,\nshort,44,short\neasy,44,easy\n")
    said = run("batch", "list.csv", "-d", "out", *START).stderr
    assert {pages(here / "out" / f"{name}.pdf") for name in ("short", "easy")} == {4}
    assert pages(here / "out" / "full.pdf") > 6
    assert f"list.csv:3: short: {LONGER.format('short')}" in said
    run("batch", "list.csv", "-d", "data", "--format", "json", *START)
    made = [json.loads((here / "data" / f"{name}.json").read_text()) for name in ("full", "short", "easy")]
    assert made[0] == made[1] == made[2]
