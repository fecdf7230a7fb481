"""The screen with which an explanation begins: short whatever the profile, and true to the plan."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from conftest import CONTENT, ROOT, plan_for

from planner.profile.source import read_profile_file
from planner.reports.explain import explain_text
from planner.reports.summary import WIDTH, summary

PEOPLE = [
    {"age": 30},
    {"age": 71, "medications": ["Lipitoor", "wobblamab", "furosemide"], "conditions": ["dialysis"]},
    {"age": 71, "medications": [f"{'w' * 190}{i}" for i in range(100)], "conditions": ["x y z " * 30] * 9},
    {"age": 71, "medications": [drug.id for drug in CONTENT.raw.drugs[:90]]},
    *(read_profile_file(path).data for path in sorted((ROOT / "tests" / "profiles").iterdir())),
]


def _lines(profile: Any) -> list[str]:
    return list(summary(plan_for(profile)))


def _said(profile: Any) -> str:
    return " ".join(" ".join(_lines(profile)).split())


@pytest.mark.wide
@pytest.mark.parametrize("profile", PEOPLE, ids=range(len(PEOPLE)))
def test_an_explanation_begins_with_one_screen(profile: Any) -> None:
    plan = plan_for(profile)
    lines = [*summary(plan)]
    assert explain_text(plan).splitlines()[: len(lines)] == lines
    assert len(lines) <= 22
    assert max(map(len, lines)) <= WIDTH == 80
    assert lines[-1] == "" not in lines[:-1]


def test_it_says_what_was_read_what_was_not_and_what_is_unknown() -> None:
    said = _said({"age": 71, "medications": ["Lipitoor", "wobblamab", "furosemide"], "conditions": ["stroke in 2019"]})
    assert "Read (2): furosemide -> furosemide; stroke in 2019 -> stroke (past)" in said
    assert "Not read (2): Lipitoor; wobblamab" in said
    assert "Assumed (1): Lipitoor -> Lipitor" in said
    assert "sleep_position" in said.split("Unknown (")[1]


def test_entries_without_room_are_counted() -> None:
    said = _said({"age": 71, "medications": [drug.id for drug in CONTENT.raw.drugs[:90]]})
    named = said.split("Read (")[1].split("; and ")
    count = int(named[0].split(")")[0])
    assert int(named[1].split()[0]) == count - named[0].count(" -> ") > 0


def test_items_are_counted_as_they_were_decided() -> None:
    profile = {"age": 71, "medications": ["furosemide", "Zocor"], "conditions": ["high blood pressure"]}
    of = Counter(decision.outcome for decision in plan_for(profile).decisions)
    changed = of["caution"] + of["ask_first"] + of["replaced"]
    assert f"Items: {of['in']} in, {changed} changed (" in _said(profile)
    assert f", {of['out']} out" in _said(profile)


def test_what_told_most_is_of_this_person_and_decided_most_first() -> None:
    lines = _lines({"age": 71, "medications": ["Zocor"], "conditions": ["high blood pressure"]})
    told = lines[lines.index("What told most:") + 1 :]
    assert told[0] == "  because you have high blood pressure: blood-pressure-salt (exclude, 15 items)"
    assert any("because you take simvastatin" in line for line in told)
    assert not any("never-suggested" in line for line in told)


def test_nothing_tells_of_somebody_who_said_nothing() -> None:
    assert "What told most:" not in _lines({"age": 30})


def test_a_referral_tells_its_refusals_alone() -> None:
    said = _said({"age": 60, "conditions": ["on dialysis", "high blood pressure"], "medications": []})
    assert said.startswith("Summary: see a clinician first (routine)")
    assert "conditions: on dialysis: refuse-kidney (refuse)" in said
    assert "Items:" not in said
    assert "blood-pressure-salt" not in said


def test_one_item_or_rule_needs_no_summary() -> None:
    plan = plan_for({"age": 60})
    assert "Summary" not in explain_text(plan, item="banana") + explain_text(plan, rule="statin-grapefruit")
