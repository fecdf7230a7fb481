"""The entries of a list are read together: what stands alone in one may speak of the one before."""

from __future__ import annotations

import pytest
from conftest import CONTENT

from planner.logic.facts import Entry, Listed
from planner.profile.resolve import load_profile


def conditions(*texts: str) -> dict[str, Entry]:
    """Return the conditions of somebody's entries by id."""
    listed = load_profile({"age": 60, "conditions": list(texts)}, CONTENT).facts["conditions"]
    assert isinstance(listed, Listed)
    return {entry.id: entry for entry in listed.entries}


def test_a_lone_time_belongs_to_the_entry_before() -> None:
    assert conditions("stroke", "3 weeks ago")["stroke"].weeks_ago == 3
    assert conditions("gout", "stroke", "3 weeks ago")["gout"].weeks_ago is None


@pytest.mark.parametrize("texts", [("heart failure", "NYHA III"), ("gout", "NYHA class 4"), ("NYHA III",)])
def test_a_lone_class_belongs_to_the_illness_that_it_fits(texts: tuple[str, ...]) -> None:
    assert conditions(*texts)["heart-failure"].severe
    assert not load_profile({"age": 60, "conditions": list(texts)}, CONTENT).not_recognised


def test_a_lone_time_without_an_entry_before_is_not_read() -> None:
    assert load_profile({"age": 60, "conditions": ["3 weeks ago"]}, CONTENT).not_recognised
