"""What is kept from one person to the next changes nobody's plan, in whatever order they come."""

from __future__ import annotations

from random import Random

from conftest import CONTENT, START
from hypothesis import given, reject
from strategies import PROFILES, Made, examples
from test_cases import ALL

from planner.content.knowledge import PlanTemplate
from planner.errors import ProfileError
from planner.logic.strictness import ASK, CAUTION, OUT, RANK
from planner.logic.truth import ASSUMED, NO, UNKNOWN
from planner.planning.apply import apply
from planner.planning.judging import Judged, evaluate
from planner.planning.plan import Plan
from planner.planning.rulings import combine
from planner.planning.treatments import rank_of
from planner.profile.profile import Profile
from planner.profile.resolve import load_profile

TEMPLATE = CONTENT.template("legs-and-back")
PEOPLE = [load_profile(whole, CONTENT, as_of=START) for _, _, whole in ALL[::6]]
# One of so many is planned by a template that nobody used before, which takes long.
_FEW = 12


def anew(profile: Profile) -> Plan:
    """Return the plan of somebody as of the first person that a plan is for: its template has kept nothing."""
    return apply(PlanTemplate(TEMPLATE.spec, CONTENT), profile, START)


def test_a_plan_is_the_same_whoever_came_before() -> None:
    some = PEOPLE[::_FEW]
    alone = [anew(profile) for profile in some]
    order = list(range(len(PEOPLE)))
    for seed in (1, 2):
        Random(seed).shuffle(order)  # noqa: S311 - an order, no secret
        after = {at: apply(TEMPLATE, PEOPLE[at], START) for at in order}
        assert [after[at] for at in range(0, len(PEOPLE), _FEW)] == alone


def check_plainly(judged: Judged) -> None:
    """Assert of every item that its ruling is what each rule says of it, looked up rule by rule."""
    template, rulings = judged.template, combine(judged)
    said: dict[str, list[tuple[str, int]]] = {}
    cautions: dict[str, list[str]] = {}
    asked: dict[str, set[str]] = {}
    for place, bound in enumerate(template.content.rules):
        truth, rule, unread = judged.truths[place], bound.rule, place in judged.unread
        for id_ in template.hit_by(bound, judged.facts) if truth is not NO else ():
            rank = RANK["add"] if unread else rank_of(bound, truth, template.items[id_])
            asks = truth is UNKNOWN and rank < ASK and bool(rule.unknown.check)
            if rank or asks:
                said.setdefault(id_, []).append((rule.id, rank))
            if asks:
                asked.setdefault(id_, set()).add(rule.unknown.check)
            if rank == CAUTION and truth >= ASSUMED and rule.say and rule.part is None:
                cautions.setdefault(id_, []).append(rule.id)
    assert {id_: [(one.rule.id, one.rank) for one in rulings.on(id_).bearings] for id_ in rulings.treated} == said
    assert rulings.excluded == {id_ for id_, each in said.items() if max(rank for _, rank in each) >= OUT}
    assert rulings.ask_first == {id_ for id_, each in said.items() if max(rank for _, rank in each) == ASK}
    for id_ in template.items:
        ruling = rulings.of(id_)
        assert [rule.id for rule in ruling.cautions] == cautions.get(id_, [])
        assert set(ruling.checks) == asked.get(id_, set())
        assert ruling.standing.allowed is (id_ not in rulings.barred)


def test_the_ruling_of_each_item_is_what_every_rule_says_of_it() -> None:
    for profile in PEOPLE[::2]:
        check_plainly(evaluate(TEMPLATE, profile.facts))


@examples(60)
@given(PROFILES)
def test_the_ruling_of_each_item_is_so_for_whoever_there_may_be(written: Made) -> None:
    try:
        profile = load_profile(written, CONTENT, as_of=START)
    except ProfileError:
        reject()
    check_plainly(evaluate(TEMPLATE, profile.facts))
