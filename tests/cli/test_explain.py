"""Why each item is in or out, as `planner explain` says it."""

from __future__ import annotations

import json
from pathlib import Path

from commands import Run


def test_explain_says_what_is_in_and_out_and_why(run: Run, ana: Path) -> None:
    text = run("explain", ana).stdout
    assert "statin-grapefruit" in text
    assert "unknown" in text
    item = run("explain", ana, "--item", "banana").stdout
    assert "banana" in item
    assert "walk-daily" not in item
    rule = json.loads(run("explain", ana, "--rule", "statin-grapefruit", "--format", "json").stdout)
    assert "statin-grapefruit" in json.dumps(rule)


def test_explain_names_the_nearest_item_or_rule(run: Run, ana: Path) -> None:
    assert "banana" in run("explain", ana, "--item", "bananna", code=2).stderr
    assert "statin-grapefruit" in run("explain", ana, "--rule", "statin-grapefrut", code=2).stderr


def test_explain_tells_why_a_person_should_see_a_clinician(run: Run) -> None:
    assert "refuse-kidney" in run("explain", "--age", "60", "--condition", "on dialysis").stdout
