"""How one rule treats the items that it hits: how strictly, with which sentence, asking which self-check."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec import Struct

from planner.content.knowledge import PlanTemplate
from planner.content.rules import BoundRule
from planner.logic.criteria import Judgement
from planner.logic.facts import Facts
from planner.logic.selectors import Ids
from planner.logic.strictness import ASK, CAUTION, RANK
from planner.logic.truth import ASSUMED, UNKNOWN, Truth
from planner.model.items import Item
from planner.model.rules import Rule
from planner.planning.plan import Bearing

# So many items that stand behind each other are looked at together: what rules say of all of them has more often been
# said before than what they say of more.
_RUN: Final = 20


class Treatment(Struct, frozen=True, eq=False):
    """How a rule, known or unknown, treats some items: how strictly, with which sentence, asking which self-check.

    `unread` says that the rule is unknown for words alone that were not read: it asks, and changes no choice.
    There is one for each rule, truth and rank of a plan, so that treatments are compared by what they are, not hold.
    """

    bearing: Bearing
    caution: Rule | None
    check: str
    unread: bool


class Hit(NamedTuple):
    """A rule that hits items of one run, and how it treats them."""

    run: int
    ids: Ids
    treatment: Treatment


@lru_cache(maxsize=8)
def runs(template: PlanTemplate) -> tuple[tuple[str, ...], ...]:
    """Return the ids of all items of a plan in runs of so many: its own in their order, then the lines of rules."""
    lines = template.content.rule_ids
    groups = ([id_ for id_ in template.items if (id_ in lines) is of_rules] for of_rules in (False, True))
    return tuple(tuple(ids[at : at + _RUN]) for ids in groups for at in range(0, len(ids), _RUN))


@lru_cache(maxsize=8)
def _run_of(template: PlanTemplate) -> dict[str, int]:
    return {id_: at for at, run in enumerate(runs(template)) for id_ in run}


def hits(template: PlanTemplate, bound: BoundRule, facts: Facts, key: tuple[str, Truth, bool]) -> Iterator[Hit]:
    """Yield how a rule of a truth treats the items that it hits, run by run, without those on which it does not bear.

    The key is the id of the rule, its truth, and whether it is unknown for words alone that were not read.
    """
    _, truth, unread = key
    by_rank: dict[tuple[int, int], set[str]] = {}
    run_of = _run_of(template)
    for id_ in template.hit_by(bound, facts):
        rank = RANK["add"] if unread else rank_of(bound, truth, template.items[id_])
        by_rank.setdefault((run_of[id_], rank), set()).add(id_)
    for (run, rank), ids in by_rank.items():
        one = _treatment(template, bound, rank, key)
        if one.bearing.rank or one.check:
            yield Hit(run, frozenset(ids), one)


def _treatment(template: PlanTemplate, bound: BoundRule, rank: int, key: tuple[str, Truth, bool]) -> Treatment:
    """Return the one treatment that a rule of a truth and a rank gives."""
    known = template.known_treatments.get((*key, rank))
    if known is None:
        (_, truth, unread), rule = key, bound.rule
        speaks = rank == CAUTION and truth >= ASSUMED and rule.say and rule.part is None
        asks = truth is UNKNOWN and rank < ASK
        bearing = Bearing(rule, Judgement(truth, bound.when), rank)
        known = Treatment(bearing, rule if speaks else None, rule.unknown.check if asks else "", unread)
        template.known_treatments[(*key, rank)] = known
    return known


def rank_of(bound: BoundRule, truth: Truth, item: Item) -> int:
    """Return how strictly one rule, known or unknown, treats an item that it hits."""
    rule = bound.rule
    if rule.bar_slots and bound.effect == "caution":
        known = truth >= ASSUMED
        return RANK["exclude"] if known and item.slot in rule.bar_slots else RANK["add"]
    if truth >= ASSUMED:
        return RANK[bound.effect]
    if bound.effect in ("exclude", "ask_first") and item.high_stakes:
        return RANK["exclude"] if bound.effect == "exclude" else RANK["ask_first"]
    return {"keep": RANK["add"]}.get(rule.unknown.do, RANK.get(rule.unknown.do, 0))
