"""The JSON Schemas: they accept what we ship, refuse what the planner refuses, and are published as they are."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import CONTENT, ROOT, plan_for, wide

from planner.errors import ProfileError
from planner.files.yaml import read_yaml
from planner.formats.json import plan_json
from planner.profile.resolve import load_profile
from planner.profile.source import read_profile_file
from planner.records.health.people import kind_of_record
from planner.reports.schemas import schema_of

WHAT = ("profile", "template", "plan", "theme", "report")
PROFILES = sorted(
    path
    for folder in (ROOT / "examples", ROOT / "tests" / "profiles")
    for path in folder.glob("*")
    if path.suffix in (".yaml", ".json") and kind_of_record(path) is None
)
# Words for the screen, and the pictures as data (tests/test_pictures.py), have forms of their own.
OTHERS = ("messages", "translations", "pictures")
FILES = sorted(path for path in (ROOT / "plans").rglob("*.yaml") if path.parent.name not in OTHERS)


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def _validator(what: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema_of(what))


def _problems(what: str, data: Any) -> list[str]:
    found = _validator(what).iter_errors(data)
    return [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in found]


@pytest.mark.parametrize("what", WHAT)
def test_a_schema_is_a_schema(what: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(what))


def _in_order(schema: Any) -> Any:
    """Return a schema with its alternatives in one order: it means nothing, and each version of msgspec has its own."""
    if isinstance(schema, list):
        return [_in_order(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {key: _in_order(part) for key, part in schema.items()}
    return parts | {key: sorted(part, key=json.dumps) for key, part in parts.items() if key == "anyOf"}


@pytest.mark.parametrize("what", WHAT)
def test_the_published_schema_is_the_one_that_the_planner_prints(what: str) -> None:
    published = ROOT / "docs" / "schemas" / f"{what}.json"
    printed = json.loads(json.dumps(schema_of(what)))
    assert _in_order(json.loads(published.read_text())) == _in_order(printed), f"planner schema {what} > {published}"


def test_there_are_example_profiles() -> None:
    assert any(path.parent.name == "examples" for path in PROFILES)
    assert any(path.parent.name == "profiles" for path in PROFILES)


@pytest.mark.parametrize("path", PROFILES, ids=_named)
def test_the_schema_and_the_planner_accept_every_example(path: Path) -> None:
    data = read_profile_file(path).data
    assert not _problems("profile", data)
    load_profile(path, CONTENT)


@pytest.mark.parametrize("path", wide(PROFILES, *PROFILES[::3]), ids=_named)
@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_the_json_of_every_example_fits_its_schema(path: Path, plan: str) -> None:
    assert not _problems("plan", plan_json(plan_for(read_profile_file(path).data, plan), CONTENT))


@pytest.mark.parametrize("path", FILES, ids=_named)
def test_the_template_schema_accepts_every_file_of_plans(path: Path) -> None:
    assert not _problems("template", read_yaml(path.read_bytes(), path.name).data)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"age": 116},
        {"age": -1},
        {"age": 67.5},
        {"age": 67, "agee": 1},
        {"age": 67, "sex": "humann"},
        {"age": 67, "pregnancy": {"weeks": 43}},
        {"age": 67, "pregnancy": {"week": 3}},
        {"age": 67, "cramps": {"where": ["claf"]}},
        {"age": 67, "cramps": {"nights_per_week": 8}},
        {"age": 67, "limits": {"fluids": "1 L"}},
        {"age": 67, "sleep_position": "bak"},
        {"age": 67, "country": 7},
        {"age": 67, "paper": "a5"},
        {"age": 67, "name": "x" * 201},
        {"age": 67, "medications": ["x"] * 101},
        {"age": 67, "born_weeks_ago": 53},
    ],
)
def test_what_the_schema_refuses_the_planner_refuses(wrong: dict[str, Any]) -> None:
    assert _problems("profile", wrong)
    with pytest.raises(ProfileError):
        load_profile(wrong, CONTENT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ruls": []},
        {},
        {"rules": [{"id": "A B", "when": "x", "sources": ["s"]}]},
        {"rules": [{"id": "a", "when": "x", "sources": []}]},
        {"rules": [{"id": "a", "when": "x", "sources": ["s"], "excludes": {}}]},
        {"plan": "a"},
    ],
)
def test_the_template_schema_refuses_what_is_not_well_written(wrong: dict[str, Any]) -> None:
    assert _problems("template", wrong)


@pytest.mark.parametrize("key", ["outcome", "days", "decisions", "sources", "profile"])
def test_the_plan_schema_misses_what_is_taken_away(key: str) -> None:
    data = plan_json(plan_for({"age": 67}), CONTENT)
    del data[key]
    assert _problems("plan", data)
