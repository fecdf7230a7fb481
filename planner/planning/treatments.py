"""How one rule treats the items that it hits: how strictly, with which sentence, asking which self-check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from planner.content.knowledge import UNREAD, PlanTemplate
from planner.content.rules import BoundRule
from planner.logic.criteria import Judgement
from planner.logic.facts import Facts
from planner.logic.selectors import NOBODY, NOTHING, Ids
from planner.logic.strictness import ASK, CAUTION, RANK
from planner.logic.truth import ASSUMED, UNKNOWN, Truth
from planner.model.items import Item
from planner.model.rules import Rule
from planner.planning.plan import Bearing


class Treatment(Struct, frozen=True, eq=False, gc=False):
    """How a rule, known or unknown, treats some items: how strictly, with which sentence, asking which self-check.

    `unread` says that the rule is unknown for words alone that were not read: it asks, and changes no choice.
    There is one for each rule, truth and rank of a plan, so that treatments are compared by what they are, not hold.
    """

    bearing: Bearing
    rank: int
    caution: Rule | None
    check: str
    unread: bool


class Hit(NamedTuple):
    """The items that a rule hits, and how it treats them."""

    ids: Ids
    treatment: Treatment


def hits(template: PlanTemplate, place: int, facts: Facts, truth: Truth, *, unread: bool) -> Sequence[Hit]:
    """Return how a rule of a truth treats the items that it hits, without those on which it does not bear.

    `place` is that of the rule, and `unread` says that it is unknown for words alone that were not read. By these is
    kept what looks at nobody's lists.
    """
    bound = template.content.rules[place]
    if bound.personal:
        return _hits(template, bound, template.hit_by(bound, facts), truth, unread=unread)
    found = _hits(template, bound, template.hit_by(bound, NOBODY), truth, unread=unread)
    template.known_hits[UNREAD if unread else truth][place] = found
    return found


def _hits(template: PlanTemplate, bound: BoundRule, ids: Ids, truth: Truth, *, unread: bool) -> Sequence[Hit]:
    found: list[Hit] = []
    for alike in (ids,) if unread else _alike(template, bound, truth, ids):
        for id_ in alike:
            rank = RANK["add"] if unread else rank_of(bound, truth, template.items[id_])
            one = _treatment(template, bound, rank, (bound.rule.id, truth, unread))
            if found and found[0].treatment is one:
                found[0] = Hit(found[0].ids | alike, one)
            elif one.rank or one.check:
                found.append(Hit(alike, one))
            # What holds of one of them holds of all.
            break
    return found


def _alike(template: PlanTemplate, bound: BoundRule, truth: Truth, ids: Ids) -> Sequence[Ids]:
    """Return the items that a rule of a truth hits, those apart that it may treat in another way than the rest."""
    having = template.index.having
    if truth < ASSUMED:
        apart = having("high_stakes", value=True)
    elif bound.rule.bar_slots:
        apart = NOTHING.union(*[having("slot", slot) for slot in bound.rule.bar_slots])
    else:
        return (ids,)
    return (ids,) if ids.isdisjoint(apart) else (ids & apart, ids - apart)


def _treatment(template: PlanTemplate, bound: BoundRule, rank: int, key: tuple[str, Truth, bool]) -> Treatment:
    """Return the one treatment that a rule of a truth and a rank gives."""
    known: Treatment | None = template.known_treatments.get((*key, rank))
    if known is None:
        (_, truth, unread), rule = key, bound.rule
        speaks = rank == CAUTION and truth >= ASSUMED and rule.say and rule.part is None
        asks = truth is UNKNOWN and rank < ASK
        bearing = Bearing(rule, Judgement(truth, bound.when), rank)
        made = Treatment(bearing, rank, rule if speaks else None, rule.unknown.check if asks else "", unread)
        template.known_treatments[*key, rank] = known = made
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
