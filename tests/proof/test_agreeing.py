"""The circuit and `apply` agree on profiles drawn from everything that the domain lets a person say."""

from __future__ import annotations

import random
from typing import Any

import pytest
from conftest import CONTENT
from small_content import a_rule, an_item, small_content

from planner.logic.strictness import RANK
from planner.logic.truth import Truth
from planner.planning.plan import Plan
from planner.proof import symbolic_plan, symbolic_rulings, symbolic_week
from planner.proof.boolean import FALSE, TRUE, Bit
from planner.proof.counterexample import Universe, as_yaml, printed
from planner.proof.domain import Domain, domain_of
from planner.proof.promises.agreeing import differences
from planner.proof.questions import LIST_KEYS, questions_of
from planner.proof.solver import Inputs
from planner.proof.symbolic_profile import Said

DRAWN = 300
FEW = 120
# One profile in so many says nothing of a key that takes one answer, or leaves a list out.
NOT_GIVEN = 3
# So few that not everybody has a symptom that stops.
ON_A_LIST = (0, 0, 0, 1, 1, 2)


def drawn(said: Said, by: random.Random) -> Inputs:
    """Return a profile drawn from the domain: of each key nothing or an answer, of each list nothing or phrases."""
    chosen = {_answer(key, bits, by) for key, bits in said.answered.items()}
    for key in LIST_KEYS:
        if by.randrange(NOT_GIVEN):
            phrases = [bit for index, bit in said.phrases.items() if said.domain.phrases[index].key == key]
            chosen |= {said.given[key], *by.sample(phrases, min(len(phrases), by.choice(ON_A_LIST)))}
    return frozenset(chosen)


def _answer(key: str, bits: tuple[Bit, ...], by: random.Random) -> Bit:
    """Return one answer to a key: often the first, which says nothing of any key but the age."""
    return bits[0] if key != "age" and not by.randrange(NOT_GIVEN) else by.choice(bits)


def readable(universe: Universe, profiles: list[Inputs]) -> list[Inputs]:
    """Return the profiles that can be read: not those that say that a man is pregnant, or tell two pregnancies."""
    circuit = universe.circuit
    rules = [circuit.all(universe.profile.said.rules_of_writing())]
    cone = circuit.cone(rules)
    return [inputs for inputs in profiles if circuit.values(rules, inputs, cone) == [True]]


@pytest.fixture(scope="module")
def domain() -> Domain:
    """Return what a profile may say to the shipped plans."""
    return domain_of(CONTENT, questions_of(CONTENT))


@pytest.fixture(scope="module")
def people(domain: Domain) -> list[Inputs]:
    """Return the same 300 people each time, of whom no two are alike."""
    return some(Universe(domain), DRAWN)


def some(universe: Universe, count: int) -> list[Inputs]:
    """Return that many people, the same each time, of whom no two are alike."""
    by = random.Random(20261123)  # noqa: S311 - nothing is kept secret by it
    found = readable(universe, [drawn(universe.profile.said, by) for _ in range(2 * count)])[:count]
    assert len(set(found)) == count
    return found


@pytest.fixture(scope="module")
def plans(domain: Domain, people: list[Inputs]) -> dict[str, list[Plan]]:
    """Return what the planner makes of them, by plan."""
    return planned(domain, people)


def planned(domain: Domain, people: list[Inputs]) -> dict[str, list[Plan]]:
    """Return what the planner makes of some people, by plan."""
    universe = Universe(domain)
    answers = [universe.case(inputs, None, ()).answers for inputs in people]
    return {symbolic.template.id: [universe.planned(symbolic, one) for one in answers] for symbolic in universe.plans}


def wrong(domain: Domain, people: list[Inputs], plans: dict[str, list[Plan]]) -> dict[str, list[str]]:
    """Return of what formulas and planner say different things, for each person of whom they do."""
    universe = Universe(domain)
    return {
        f"{symbolic.template.id} {as_yaml(universe.case(inputs, None, ()).answers)}": ids
        for symbolic in universe.plans
        for inputs, ids in zip(people, differences(symbolic, people, plans[symbolic.template.id]), strict=True)
        if ids
    }


@pytest.mark.wide
def test_circuit_and_apply_agree_on_300_drawn_profiles(
    domain: Domain, people: list[Inputs], plans: dict[str, list[Plan]]
) -> None:
    assert wrong(domain, people, plans) == {}


@pytest.mark.wide
def test_the_drawn_profiles_are_of_all_kinds(plans: dict[str, list[Plan]]) -> None:
    """Enough of them are stopped and enough are not, and hundreds of rules and items come in."""
    made = [plan for some in plans.values() for plan in some]
    stopped = sum(plan.see_clinician is not None for plan in made)
    assert len(made) / 5 <= stopped <= len(made) * 4 / 5
    fired = {one.rule.id for plan in made for one in plan.verdicts if one.judgement.truth >= Truth.ASSUMED}
    assert len(fired) > len(CONTENT.rules) / 2
    assert len({id_ for plan in made for id_ in printed(plan)}) > 200


FORGOTTEN = pytest.mark.parametrize(
    ("where", "what", "instead"),
    [
        (symbolic_rulings, "rank_of", lambda *_: 0),
        (symbolic_plan, "WARNINGS", ()),
        (symbolic_plan, "RANK", dict.fromkeys(RANK, 0)),
        (symbolic_rulings.SymbolicRulings, "comes_first", lambda *_, before: TRUE if before else FALSE),
    ],
    ids=[
        "how strictly a rule treats an item",
        "warnings on an assumption",
        "the strictest of one topic",
        "the form of the fewest questions",
    ],
)


@pytest.mark.wide
@FORGOTTEN
def test_a_circuit_that_forgets_a_step_of_the_planner_does_not_agree(
    monkeypatch: pytest.MonkeyPatch,
    domain: Domain,
    people: list[Inputs],
    plans: dict[str, list[Plan]],
    where: Any,
    what: str,
    instead: Any,
) -> None:
    monkeypatch.setattr(where, what, instead)
    # A few of them are enough to see it.
    assert wrong(domain, people[:FEW], {plan: made[:FEW] for plan, made in plans.items()})


def test_circuit_and_apply_agree_on_a_few_profiles_and_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the 300 of the shipped plans show, on content small enough for every run."""
    gout, smoking = ({key: {"includes": what}} for key, what in (("conditions", "gout"), ("habits", "smoking")))
    rules = [
        a_rule("no-hard", when=gout, exclude={"id": "hard"}, unknown={"do": "exclude"}),
        a_rule("slow-walk", when=smoking, caution={"id": "walk"}, say="Walk slowly."),
        a_rule("old-walk", when={"age": {"at_least": 65}}, exclude={"id": "walk"}),
    ]
    content = small_content(rules, [an_item("hard"), an_item("walk")])
    small = domain_of(content, questions_of(content))
    few = some(Universe(small), FEW)
    made = planned(small, few)
    assert wrong(small, few, made) == {}
    monkeypatch.setattr(symbolic_rulings, "rank_of", lambda *_: 0)
    assert wrong(small, few, made)


def test_a_circuit_that_forgets_substitutes_does_not_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are rare among the drawn, so one person is made for it, whose walk gives its place to a stretch."""
    when = {"conditions": {"includes": "gout"}}
    rule = a_rule("no-walk", when=when, exclude={"id": "walk"}, instead=["ankle-pumps"])
    pumps = an_item("pumps", stretch="ankle-pumps", when={"age": {"at_least": 90}})
    content = small_content([rule], [an_item("walk"), pumps])
    universe = Universe(domain_of(content, questions_of(content)))
    answers = universe.domain.nearest({"age": 44, "conditions": ["gout"]})
    inputs = [universe.inputs_of(answers)]
    for forgotten in ([], ["item ankle-pumps"]):
        [symbolic] = Universe(universe.domain).plans
        plan = universe.planned(symbolic, answers)
        assert "ankle-pumps" in printed(plan)
        assert [differences(symbolic, inputs, [plan])] == [[forgotten]]
        monkeypatch.setattr(symbolic_week, "done_as", lambda _: None)
