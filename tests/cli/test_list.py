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


def test_terms_are_listed_with_their_codes(run: Run) -> None:
    medicines = {row["id"]: row for row in json.loads(run("list", "medicines", "--format", "json").stdout)}
    assert "rxnorm 519" in medicines["allopurinol"]["codes"]
    conditions = {row["id"]: row for row in json.loads(run("list", "conditions", "--format", "json").stdout)}
    assert {"icd-10 I10", "snomed 38341003"} <= set(conditions["hypertension"]["codes"])
    assert "snomed 431857002 (stage 4)" in conditions["chronic-kidney-disease"]["codes"]


def test_a_medicine_without_a_class_is_not_listed_as_checked(run: Run) -> None:
    medicines = json.loads(run("list", "medicines", "--format", "json").stdout)
    assert not any(row["covered"] for row in medicines if not row["classes"])
