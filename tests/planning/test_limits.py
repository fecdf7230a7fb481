"""What stands on page 1: the limits that a clinician set, then the hard stops of rules, the most dangerous first."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import plan_for
from small_content import a_rule, small_content

from planner.model.rules import Rule
from planner.planning.judging import evaluate
from planner.planning.limits import limits
from planner.planning.rulings import combine
from planner.profile.resolve import load_profile


def stops(*rules: Rule) -> list[str]:
    """Return the hard stops of some rules, for somebody with gout."""
    content = small_content(rules)
    [template] = content.templates.values()
    found = limits(combine(evaluate(template, load_profile({"age": 44, "conditions": ["gout"]}, content).facts)))
    return [limit.rule.front for limit in found if limit.rule is not None]


def a_stop(id_: str, front: str, harm: int, concept: str = "gout", **more: Any) -> Rule:
    """Return a rule with a hard stop."""
    effect = {"exclude": {"id": "nothing"}} | more
    fact = "habits" if concept == "smoking" else "conditions"
    return a_rule(id_, when={fact: {"includes": concept}}, say="No.", front=front, harm=harm, **effect)


def test_the_most_dangerous_stands_first_and_six_have_room() -> None:
    rules = [a_stop(f"r{number}", f"No {number}.", harm) for number, harm in enumerate((5, 7, 1, 6, 3, 2, 4))]
    assert stops(*rules) == ["No 2.", "No 5.", "No 4.", "No 6.", "No 0.", "No 3."]


def test_what_a_stricter_stop_says_too_is_not_said_beside_it() -> None:
    rules = [a_stop("mild", "Ask about one.", 1), a_stop("strict", "No one.", 2, front_covers=("Ask about one.",))]
    assert stops(*rules) == ["No one."]
    assert stops(rules[0], a_stop("strict", "No one.", 2, "smoking", front_covers=("Ask about one.",))) == [
        "Ask about one."
    ]


def test_a_stop_of_a_rule_that_does_not_hold_or_that_another_silences_is_not_there() -> None:
    silent = a_rule("quiet", when={"age": {"at_least": 1}}, exclude={"id": "second"})
    rules = [a_stop("first", "No one.", 1, "smoking"), a_stop("second", "No two.", 2), a_stop("third", "No.", 3)]
    assert stops(*rules, silent) == ["No."]


def test_the_same_words_stand_once() -> None:
    assert stops(a_stop("a", "No alcohol.", 2), a_stop("b", "No salt.", 1), a_stop("c", "No alcohol.", 3)) == [
        "No salt.",
        "No alcohol.",
    ]


@pytest.mark.parametrize(
    ("given", "litres"),
    [
        ("1.5 L", 1.5),
        ("1500 ml a day", 1.5),
        ("1 to 1.5 litres", 1.5),
        ("no more than 1.2 l", 1.2),
        ("restricted", None),
    ],
)
def test_a_fluid_limit_is_in_litres_where_it_says_how_many(given: str, litres: float | None) -> None:
    told = {"fluid": given} if litres else {"salt": given}
    [first, *_] = plan_for(
        {"age": 50, "sex": "male", "medications": "none", "conditions": "none", "limits": told}
    ).limits
    assert (first.id, first.litres) == ("fluid" if litres else "salt", litres)


def test_of_two_limits_on_drinks_the_smaller_counts() -> None:
    profile = {"age": 50, "conditions": ["fluid restriction 2 l"], "limits": {"fluid": "1.5 L"}}
    assert [limit.litres for limit in plan_for(profile).limits if limit.id == "fluid"] == [1.5]
    profile = {"age": 50, "conditions": ["fluid restriction 1 l"], "limits": {"fluid": "1.5 L"}}
    assert [limit.litres for limit in plan_for(profile).limits if limit.id == "fluid"] == [1.0]


def test_limits_that_were_set_come_before_every_hard_stop() -> None:
    told = {"fluid": "1.5 L", "potassium": "2 g", "salt": "5 g"}
    profile = {"age": 67, "medications": ["warfarin", "simvastatin", "ramipril"], "limits": told}
    found = plan_for({**profile, "conditions": ["heart failure"]}).limits
    assert [limit.id for limit in found[:3]] == ["fluid", "potassium", "salt"]
    assert len(found) == 6
    assert all(limit.rule is not None for limit in found[3:])
