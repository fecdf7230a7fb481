"""Every safety rule is held by a case: without it, a case fails.

`mutants.py` tries far more changes; `mutants_allowed.yaml` lists the rules that may go unnoticed, with the reason.
"""

from __future__ import annotations

from pathlib import Path

import mutants
from conftest import CONTENT

from planner.yamlfile import read_yaml

FILE = Path(__file__).parent / "mutants_allowed.yaml"
ALLOWED = {rule for reason in read_yaml(FILE.read_bytes(), FILE.name).data["reasons"] for rule in reason["rules"]}
# Enough to see that an entry of the list is stale; `mutants.py` looks at every case.
LIKELIEST = 12


def test_a_rule_that_is_dropped_makes_a_case_fail() -> None:
    others = [rule for rule in CONTENT.raw.rules if rule.id not in ALLOWED]
    alive = [rule.id for rule in others if mutants.outcome(mutants.dropped(rule)) != mutants.CAUGHT]
    assert not alive, f"write a case that fails without: {', '.join(alive)}"


def test_a_rule_that_is_allowed_to_go_unnoticed_still_does() -> None:
    rules = {rule.id: rule for rule in CONTENT.raw.rules}
    gone = sorted(ALLOWED - rules.keys())
    assert not gone, f"take off mutants_allowed.yaml: {', '.join(gone)}"
    ends = {id_: mutants.outcome(mutants.dropped(rules[id_]), most=LIKELIEST) for id_ in sorted(ALLOWED)}
    caught = [id_ for id_, end in ends.items() if end == mutants.CAUGHT]
    assert not caught, f"a case holds them now, take them off mutants_allowed.yaml: {', '.join(caught)}"


def test_a_mutant_of_each_kind_is_caught_in_the_rule_for_sleep_in_late_pregnancy() -> None:
    rule = next(rule for rule in CONTENT.raw.rules if rule.id == "late-pregnancy-sleep-back")
    ends = {mutant.kind: mutants.outcome(mutant) for mutant in (mutants.dropped(rule), *mutants.of_rule(rule))}
    assert {ends["dropped"], ends["negated"], ends["selector"]} == {mutants.CAUGHT}
