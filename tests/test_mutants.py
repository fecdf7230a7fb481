"""Every safety rule is held by a case: without it, or with a bound moved or a word taken from a list, a case fails.

`mutants.py` tries far more changes. `mutants_allowed.yaml` lists the rules that may go unnoticed, with the reason;
`mutants_survivors.yaml` every survivor.
"""

from __future__ import annotations

from pathlib import Path

import mutants
import pytest
from conftest import CONTENT

from planner.files.yaml import read_yaml

pytestmark = pytest.mark.mutants

HERE = Path(__file__).parent
KINDS = ("bound", "word")
# Enough to see that an entry of the list is stale; `mutants.py` looks at every case.
LIKELIEST = 12


def _listed(file: str, key: str) -> set[str]:
    return {one for reason in read_yaml((HERE / file).read_bytes(), file).data["reasons"] for one in reason[key]}


ALLOWED = _listed("mutants_allowed.yaml", "rules")
# What the profile of a survivor shows stands behind a bar.
SURVIVORS = {line.split(" | ")[0] for line in _listed("mutants_survivors.yaml", "mutants")}


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


@pytest.mark.parametrize("kind", KINDS)
def test_a_bound_that_moves_or_a_word_that_goes_makes_a_case_fail(kind: str) -> None:
    tried = [mutant for mutant in mutants.ALL_MUTANTS if mutant.kind == kind and mutant.facts is None]
    alive = {mutants.name_of(mutant) for mutant in tried if mutants.outcome(mutant) != mutants.CAUGHT}
    assert not alive - SURVIVORS, f"write a case that notices: {sorted(alive - SURVIVORS)}"
    caught = {mutants.name_of(mutant) for mutant in tried} & SURVIVORS - alive
    assert not caught, f"a case notices now, run mutants_survivors.py: {sorted(caught)}"


def test_a_survivor_is_a_mutant() -> None:
    gone = SURVIVORS - {mutants.name_of(mutant) for mutant in mutants.ALL_MUTANTS}
    assert not gone, f"no such mutants, run mutants_survivors.py: {sorted(gone)}"


def test_a_mutant_of_each_kind_is_caught_in_the_rule_for_sleep_in_late_pregnancy() -> None:
    rule = next(rule for rule in CONTENT.raw.rules if rule.id == "late-pregnancy-sleep-back")
    ends = {mutant.kind: mutants.outcome(mutant) for mutant in (mutants.dropped(rule), *mutants.of_rule(rule))}
    assert {ends["dropped"], ends["negated"], ends["selector"]} == {mutants.CAUGHT}
