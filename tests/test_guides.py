"""The guides for newcomers name every key that can be written, and their examples are right as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import CONTENT, ROOT, plan_for
from msgspec import inspect
from test_cases import _CHECKS, CASE_KEYS, FILE_KEYS, _only, faults

from planner.content.checks.known import known_of
from planner.content.decode import convert
from planner.content.folder import LISTS, MAPS
from planner.files.yaml import read_yaml
from planner.logic.compiler import Compiler
from planner.model.items import Item
from planner.model.manifest import Manifest
from planner.model.plans import Template
from planner.model.rules import Rule
from planner.model.translations import Translation
from planner.profile.keys import KEYS

GUIDE = (ROOT / "plans" / "README.md").read_text("utf-8")
FENCED = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
EXAMPLES = [text for kind, text in FENCED.findall(GUIDE) if kind == "yaml"]


def _words(text: str) -> set[str]:
    """Return the words that stand in backticks, or in an example."""
    held = [*re.findall(r"`([^`\n]+)`", FENCED.sub("", text)), *(example for _, example in FENCED.findall(text))]
    return set(re.findall(r"\w+", " ".join(held)))


def _part(title: str) -> str:
    return GUIDE.split(f" {title}\n")[1].split("\n##")[0]


def _records(type_: inspect.Type, seen: set[type]) -> Iterator[inspect.StructType]:
    """Yield a record, and every record inside it."""
    inner = [getattr(type_, name, None) for name in ("item_type", "value_type")]
    if isinstance(type_, inspect.StructType):
        if type_.cls in seen:
            return
        seen.add(type_.cls)
        yield type_
        inner += [field.type for field in type_.fields]
    for one in [*inner, *getattr(type_, "types", ()), *(getattr(type_, "item_types", None) or ())]:
        if one is not None:
            yield from _records(one, seen)


RECORDS = [
    record
    for seen in [set[type]()]
    for kind in (*LISTS.values(), *MAPS.values(), Template, Manifest, Translation)
    for record in _records(inspect.type_info(kind), seen)
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.cls.__name__)
def test_the_guide_names_every_key_of_every_record(record: inspect.StructType) -> None:
    assert {field.encode_name for field in record.fields} - _words(GUIDE) == set()


def test_the_table_of_an_item_has_every_key_of_an_item() -> None:
    table = _part("An item")
    rows = set(re.findall(r"\w+", " ".join(re.findall(r"^\| (.*?) \|", table, re.MULTILINE))))
    elsewhere = {"verified", "evidence", "topic"}  # explained with the sources, the example and the rules
    assert {field for field in Item.__struct_encode_fields__ if field != "steps"} - rows <= elsewhere | {"urgency"}


def test_the_guide_to_cases_has_every_key_of_a_case() -> None:
    rows = set(re.findall(r"\w+", " ".join(re.findall(r"^\| (`.*?) \|", _part("add a case"), re.MULTILINE))))
    assert {*CASE_KEYS, *_CHECKS} - rows == set()
    assert {*_CHECKS} <= _words(_part("add a case"))


def test_the_case_of_the_guide_passes() -> None:
    (text,) = (example for example in EXAMPLES if "cases:" in example)
    data: dict[str, Any] = read_yaml(text, "example").data
    _only(data, FILE_KEYS, "example")
    backgrounds = read_yaml((ROOT / "tests" / "cases" / "background.yaml").read_bytes(), "b").data["backgrounds"]
    for case in data["cases"]:
        _only(case, CASE_KEYS, "example")
        _only(case["profile"], KEYS, "example")
        person = {**backgrounds[case["background"]], **case["profile"]}
        plan = plan_for({key: value for key, value in person.items() if value is not None})
        assert faults(plan, case["gives"]) == {}


@pytest.mark.parametrize(("kind", "first"), [(Item, "- id: walk-daily"), (Rule, "- id: late-pregnancy-back")])
def test_the_item_and_the_rule_of_the_guide_can_be_read(kind: type, first: str) -> None:
    (text,) = (example for example in EXAMPLES if example.startswith(first))
    (written,) = read_yaml(text, "example").data
    problems, record = convert(written, kind)
    assert problems == []
    assert record.id in first


def test_the_criteria_of_the_guide_name_what_there_is() -> None:
    (text,) = (example for example in EXAMPLES if example.startswith("when:"))
    found: list[str] = []
    vocabulary = known_of(CONTENT, CONTENT.vocabulary).vocabulary
    Compiler(vocabulary, lambda path, said: found.append(said)).compile(read_yaml(text, "example").data["when"])
    assert found == []
