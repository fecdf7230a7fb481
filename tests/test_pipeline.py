"""The path from answers to bytes as a program takes it: twelve names, every format, dated as the command dates it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import msgspec
import pypdf
import pytest
from click.testing import CliRunner
from conftest import CONTENT, START, plan_for

import planner
from planner.cli.app import main
from planner.content.knowledge import Content
from planner.errors import UsageError
from planner.formats.pdf import write_pdf
from planner.pipeline import SUFFIXES, render, rendered


def test_dir_shows_the_names_that_stay() -> None:
    functions = ("load_content", "load_profile", "apply", "compose", "write_pdf", "render")
    names = (*functions, "Content", "Profile", "Plan", "Decision", "PlannerError")
    assert dir(planner) == sorted(names)
    assert all(callable(getattr(planner, name)) for name in names)


def test_render_gives_the_bytes_of_each_format() -> None:
    plan = plan_for({"age": 67})
    for form in SUFFIXES:
        assert planner.render(plan, form) == rendered(plan, CONTENT, form)
    assert planner.render(plan, "text", CONTENT) == planner.render(plan, "text")


def test_a_plan_of_other_plans_is_not_told_in_our_words() -> None:
    rules = (msgspec.structs.replace(CONTENT.raw.rules[0], say="Something else."), *CONTENT.raw.rules[1:])
    other = Content(msgspec.structs.replace(CONTENT.raw, rules=rules), CONTENT.folder)
    plan = planner.apply(other.template("night-leg-cramps"), planner.load_profile({"age": 67}, other), START)
    with pytest.raises(UsageError, match="other plans"):
        render(plan, "text")
    assert render(plan, "text", other)


def test_a_pdf_of_the_library_is_the_command_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plan = plan_for({"age": 67})
    held = io.BytesIO()
    write_pdf(planner.compose(plan, CONTENT), held)
    CliRunner().invoke(main, ["render", "--age", "67", "--start", START.isoformat(), "-o", "x.pdf"])
    assert held.getvalue() == Path("x.pdf").read_bytes()
    assert _made(held.getvalue()) == START


def test_another_start_is_another_date() -> None:
    profile = planner.load_profile({"age": 67}, CONTENT)
    later = planner.apply(CONTENT.template("night-leg-cramps"), profile, date(2027, 1, 4))
    assert _made(planner.render(later, "pdf")) == date(2027, 1, 4)


def _made(pdf: bytes) -> date:
    metadata = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    return metadata.creation_date.date()
