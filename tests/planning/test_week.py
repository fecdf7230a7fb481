"""How a day's food is chosen: as varied as may be, and none more often than its item allows."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from conftest import CONTENT, START, plan_for

from planner.content.loader import read_content
from planner.planning.apply import apply
from planner.planning.plan import Plan
from planner.profile.resolve import load_profile


def chosen(plan: Plan) -> Counter[str]:
    """Return how often each food is chosen in the week."""
    return Counter(item.food.id for day in plan.days for item in day.items if item.food)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_no_food_comes_more_often_than_its_item_allows(tmp_path: Path, most: int) -> None:
    """Where nothing else is left, a day does without, rather than name the same food again."""
    folder = tmp_path / "plans"
    shutil.copytree(CONTENT.folder, folder)
    file = folder / "night-leg-cramps.yaml"
    picks = rf"pick: {{from: foods, where: {{id: quinoa-cooked}}, at_most: {most}}}"
    text, count = re.subn(r"pick: \{from: foods.*\}", picks, file.read_text(encoding="utf-8"))
    assert count > 3
    file.write_text(text, encoding="utf-8")
    content = read_content(folder)
    plan = apply(content.template("night-leg-cramps"), load_profile({"age": 44}, content), START)
    assert chosen(plan)["quinoa-cooked"] == most


def test_a_week_names_no_food_twice_where_there_are_enough() -> None:
    """An ordinary week has a food or drink of its own on each day that has one."""
    assert max(chosen(plan_for({"age": 44, "conditions": "none", "medications": "none"})).values()) == 1
