"""What became of each item, with the reason where no rule is the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from conftest import START
from small_content import a_rule, an_item, small_content

from planner.model.items import Item
from planner.model.rules import Rule
from planner.planning.apply import apply
from planner.planning.plan import Decision
from planner.profile.resolve import load_profile

ANYBODY = {"age": {"at_least": 1}}


def decisions(items: Sequence[Item], *rules: Rule, **profile: Any) -> dict[str, Decision]:
    """Return the decisions of one person's plan by item."""
    content = small_content(rules, items)
    [template] = content.templates.values()
    plan = apply(template, load_profile({"age": 44, **profile}, content), START)
    found = {one.item: one for one in plan.decisions}
    assert len(found) == len(plan.decisions)
    return found


def test_each_outcome_is_told_from_the_others() -> None:
    items = [
        an_item("plain"),
        an_item("careful"),
        an_item("asked"),
        an_item("barred"),
        an_item("given-up"),
        an_item("for-the-old", when={"age": {"at_least": 90}}),
        an_item("first", choice="one"),
        an_item("second", choice="one"),
        an_item("offered"),
    ]
    rules = [
        a_rule("slowly", when=ANYBODY, caution={"id": "careful"}, say="Slowly."),
        a_rule("ask", when=ANYBODY, ask_first={"id": "asked"}),
        a_rule("bar", when=ANYBODY, exclude={"id": "barred"}),
        a_rule("swap", when=ANYBODY, exclude={"id": "given-up"}, instead=["offered"]),
    ]
    found = decisions(items, *rules)
    told = {id_: (found[id_].outcome, found[id_].because, found[id_].instead) for id_ in (one.id for one in items)}
    assert told == {
        "plain": ("in", "", ""),
        "careful": ("caution", "", ""),
        "asked": ("ask_first", "", ""),
        "barred": ("out", "", ""),
        "given-up": ("replaced", "", "offered"),
        "for-the-old": ("out", "not-for-this-person", ""),
        "first": ("in", "", ""),
        "second": ("out", "another-of-the-same-choice", ""),
        "offered": ("in", "", ""),
    }
    assert found["barred"].decided_by == ("bar",)


def test_the_line_of_a_rule_that_did_not_fire_has_no_decision() -> None:
    rule = a_rule("old", when={"age": {"at_least": 90}}, exclude={"id": "hard"}, say="Rest.")
    assert "old" not in decisions([an_item("hard")], rule)
    assert decisions([an_item("hard")], rule, age=91)["old"].outcome == "in"


def test_a_line_that_another_rule_silences_has_a_decision_though_its_own_did_not_fire() -> None:
    rule = a_rule("old", when={"age": {"at_least": 90}}, exclude={"id": "hard"}, say="Rest.")
    one = decisions([an_item("hard")], rule, a_rule("silence", when=ANYBODY, exclude={"id": "old"}))["old"]
    assert (one.outcome, one.decided_by) == ("out", ("silence",))


def test_the_strictest_rule_decides_whatever_else_bears() -> None:
    rules = [
        a_rule("ask", when=ANYBODY, ask_first={"id": "hard"}),
        a_rule("bar", when=ANYBODY, exclude={"id": "hard"}),
    ]
    for order in (rules, rules[::-1]):
        one = decisions([an_item("hard")], *order)["hard"]
        assert one.decided_by == ("bar",)
        assert set(one.rules) == {"ask", "bar"}
