"""What the planner knows, as words and as JSON."""

from __future__ import annotations

import json

import pytest
from commands import Run


@pytest.mark.parametrize(
    "what", ["plans", "foods", "drinks", "stretches", "medicines", "conditions", "sources", "languages"]
)
def test_list_tells_what_the_planner_knows(run: Run, what: str) -> None:
    assert run("list", what).stdout.strip()
    assert json.loads(run("list", what, "--format", "json").stdout)
