"""The schemas that `planner schema` prints."""

from __future__ import annotations

import json

import pytest
from commands import Run


@pytest.mark.parametrize("what", ["profile", "template", "plan", "theme", "report"])
def test_schema_prints_a_schema(run: Run, what: str) -> None:
    assert json.loads(run("schema", what).stdout)["$schema"].startswith("https://json-schema.org")
