"""The registry of formats: each is written under its name, in the kind of bytes that it promises."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from commands import Run
from conftest import CONTENT, plan_for

from planner.cli.app import main
from planner.formats.registry import FORMATS
from planner.pipeline import rendered

BEGINNINGS = {"pdf": b"%PDF-", "json": b"{\n", "markdown": b"# ", "text": b"Against", "ics": b"BEGIN:VCALENDAR"}
BEGINNINGS["careplan"] = b"{\n"


def test_no_two_formats_share_an_ending_but_those_in_json() -> None:
    assert all(name == form.name and form.ending.startswith(".") for name, form in FORMATS.items())
    assert {form.name for form in FORMATS.values() if form.ending == ".json"} == {"json", "careplan"}
    assert len({form.ending for form in FORMATS.values()}) == len(FORMATS) - 1


def test_an_ending_json_is_the_plan_unless_the_format_says_otherwise(run: Run, here: Path) -> None:
    for name, asked, key in (("a.json", (), "schema_version"), ("b.json", ("--format", "careplan"), "resourceType")):
        run("render", "--age", "67", *asked, "-o", name)
        assert key in json.loads(Path(name).read_text("utf-8"))


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_format_is_what_its_name_says(name: str) -> None:
    data = rendered(plan_for({"age": 67}), CONTENT, name)
    assert data.startswith(BEGINNINGS[name])
    assert _is_text(data) is (name != "pdf")


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("command", ["render", "batch"])
def test_the_command_offers_the_formats_of_the_registry(command: str) -> None:
    found = main.get_command(click.Context(main), command)
    assert found is not None
    (option,) = (param for param in found.params if param.name == "form")
    assert list(getattr(option.type, "words", ())) == list(FORMATS)
