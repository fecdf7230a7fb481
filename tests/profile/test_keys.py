"""What a profile may say stands in one registry: flags, help, questions, schema and README come from it or agree."""

from __future__ import annotations

import re
from typing import Any

import click
import jsonschema
import pytest
from conftest import ROOT

from planner.cli.app import main
from planner.model.sheet import Identity, SheetOptions
from planner.profile.answers import Answers
from planner.profile.keys import KEYS, flag_of, schema, takes_many

README = (ROOT / "README.md").read_text(encoding="utf-8")
# What README's table of keys says of each: its flags.
TABLE = dict(re.findall(r"^\| `(\w+)` \| ((?:`[^`]+`(?:, )?)+) \|", README, flags=re.MULTILINE))


def test_the_table_of_the_readme_names_the_keys_in_their_order() -> None:
    assert [name for name in TABLE if name in KEYS] == list(KEYS)


@pytest.mark.parametrize("name", KEYS)
def test_the_table_of_the_readme_and_the_command_have_its_flag(name: str) -> None:
    command = main.get_command(click.Context(main), "render")
    assert command is not None
    options = [param for param in command.params if isinstance(param, click.Option)]
    flags = {flag for option in options for flag in (*option.opts, *option.secondary_opts)}
    assert flag_of(name) in re.findall(r"`(--[\w-]+)`", TABLE[name])
    assert flag_of(name) in flags


@pytest.mark.parametrize("name", KEYS)
def test_a_key_is_explained_and_its_example_is_read(name: str) -> None:
    key = KEYS[name]
    assert key.help.endswith(".")
    assert key.metavar
    assert not key.example or key.parse(key.example) is not None
    assert not key.question or key.note
    assert takes_many(name) == bool(key.one)


# A key decides something, is asked for of the sheet, or says whom it is for.
PARTS = (Answers, SheetOptions, Identity)
OF_READING = {"none_and_more", "incomplete", "as_of", "reference", "place"}
# What a command alone can ask for.
OF_COMMANDS = {"parts", "theme"}


def test_every_key_but_the_birth_date_is_kept_among_the_answers() -> None:
    assert (
        set(KEYS) - {"birth_date"}
        == {name for part in PARTS for name in part.__struct_fields__} - OF_READING - OF_COMMANDS
    )


@pytest.mark.parametrize(
    "profile",
    [
        {"age": 67, "sex": "f", "paper": "us letter", "large_print": "y", "country": "England", "language": "English"},
        {
            "birth_date": "1956-12-31",
            "cramps": {"where": ["left calf"]},
            "medications": False,
            "sleep_position": "supine",
        },
        {"age": "67 years"},
    ],
)
def test_the_schema_accepts_what_the_reader_does(profile: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(schema()).validate(profile)
