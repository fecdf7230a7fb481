"""The registry of formats: each is written under its name, in the kind of bytes that it promises."""

from __future__ import annotations

import click
import pytest
from conftest import CONTENT, plan_for

from planner.cli.app import main
from planner.formats.registry import FORMATS
from planner.pipeline import rendered

BEGINNINGS = {"pdf": b"%PDF-", "json": b"{\n", "markdown": b"# ", "text": b"Against", "ics": b"BEGIN:VCALENDAR"}


def test_no_two_formats_share_an_ending() -> None:
    assert all(name == form.name and form.ending.startswith(".") for name, form in FORMATS.items())
    assert len({form.ending for form in FORMATS.values()}) == len(FORMATS)


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
