"""Lists of signs hold at most seven points each, all of them and in their order."""

from __future__ import annotations

from itertools import chain

import pytest
from conftest import CONTENT, plan_for

from planner.document.compose import compose
from planner.document.lines import short_lists
from planner.document.model import BulletList, ListItem, Note, words
from planner.document.printed import fullest


@pytest.mark.parametrize("count", [0, 1, 7, 8, 13, 15, 22])
def test_points_stand_in_lists_of_seven_at_most_with_a_line_between_them(count: int) -> None:
    points = tuple(ListItem(words(f"Point {number}.")) for number in range(count))
    lists = short_lists(points, columns=2)
    assert tuple(chain.from_iterable(one.items for one in lists)) == points
    lengths = [len(one.items) for one in lists]
    assert max(lengths) <= 7
    assert max(lengths) - min(lengths) <= 1
    assert [one.ruled for one in lists] == [at > 0 for at in range(len(lists))]
    assert {one.columns for one in lists} == {2 if count <= 7 else 1}


@pytest.mark.parametrize("large", [False, True])
def test_no_list_of_emergency_signs_is_longer_and_none_is_lost(large: bool) -> None:
    plan = plan_for({"age": 44, "large_print": large})
    document = compose(plan, CONTENT)
    notes = [one for part in fullest(document) for one in part.blocks if isinstance(one, Note)]
    box = next(one for one in notes if one.kind == "emergency")
    lists = [one for one in box.blocks if isinstance(one, BulletList)]
    assert [len(one.items) for one in lists] == [4, 4]
    assert sum(len(one.items) for one in lists) == sum(not line.item.call for line in plan.alerts)
