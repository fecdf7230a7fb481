"""What the rules say to one person: all of them combined into one ruling of each item.

What the same rules say of any item is the same, so that it is worked out once and kept, when it is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from planner.content.knowledge import UNREAD, PlanTemplate
from planner.logic.selectors import NOTHING, Ids
from planner.logic.strictness import ASK, OUT
from planner.logic.truth import ASSUMED
from planner.model.items import Item, Kind
from planner.model.rules import Rule
from planner.planning.judging import Judged
from planner.planning.plan import RulesOfItem
from planner.planning.treatments import Hit, Treatment, hits

# So many rulings are kept: 98 of 100 are found among them; of four times as many it is 99, for memory in each worker.
_KEPT = 4_096


class Standing(NamedTuple):
    """Whether no rule takes an item out or has somebody ask first, its open questions, and what is offered instead."""

    allowed: bool
    doubts: int
    instead: tuple[str, ...]


class Ruling(Struct, frozen=True, eq=False):
    """What all the rules together say of an item, whatever rules these are, as far as a week is made by it.

    `rank` is the strictest; `doubts` are the self-checks of what was not given, `checks` hold those of words that were
    not read as well. `because` is the fact that took it.
    The same of a plan are one, so that what is made by rulings can be kept by them.
    """

    rank: int = 0
    cautions: tuple[Rule, ...] = ()
    checks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    because: str = ""
    standing: Standing = Standing(allowed=True, doubts=0, instead=())


# Of what no rule bears on.
FREE = Ruling()


class Together(RulesOfItem, frozen=True, dict=True, eq=False):
    """What the rules that treat an item say of it together, and how each bears on it; the same of a plan are one."""

    ruling: Ruling = FREE


# What there is of an item on which no rule bears.
NO_RULES = Together()


class Rulings(Struct, frozen=True):
    """What all the rules together say of the items on which any of them bears.

    `treated` are the treatments of each such item, in the order of the rules.
    `careful` are the items with a caution, `doubts` the self-checks that were not given and on which any item hangs.
    """

    judged: Judged
    treated: Mapping[str, list[Treatment]]
    excluded: Ids
    ask_first: Ids
    barred: Ids
    careful: Ids
    doubts: Ids

    def on(self, id_: str) -> Together:
        """Return the rules that bear on an item, and what they say of it together."""
        treatments = self.treated.get(id_)
        return NO_RULES if treatments is None else _combined(self.judged.template, tuple(treatments))

    def of(self, id_: str) -> Ruling:
        """Return what the rules say of an item."""
        treatments = self.treated.get(id_)
        return FREE if treatments is None else _combined(self.judged.template, tuple(treatments)).ruling

    def of_each(self, ids: Iterable[str]) -> tuple[Ruling, ...]:
        """Return what the rules say of each of some items."""
        template, treated = self.judged.template, self.treated
        return tuple([_combined(template, tuple(treated[id_])).ruling if id_ in treated else FREE for id_ in ids])

    def allows(self, item: Item) -> bool:
        """Return whether an item may be printed as a daily step."""
        return allows(item, self.of(item.id))


def allows(item: Item, ruling: Ruling) -> bool:
    """Return whether an item may be printed as a daily step."""
    return item.kind != "ask_first" and ruling.standing.allowed


def kind_of(item: Item, ruling: Ruling) -> Kind:
    """Return how an item is printed: to do, to do with care, or to ask about first."""
    if ruling.rank == ASK:
        return "ask_first"
    return "caution" if item.kind == "do" and ruling.cautions else item.kind


# --- combining ---------------------------------------------------------------------------------------


def combine(judged: Judged) -> Rulings:
    """Return what all rules together say of each item: one pass over rules, each of which depends on facts alone."""
    treated: defaultdict[str, list[Treatment]] = defaultdict(list)
    out: list[Ids] = []
    ask: list[Ids] = []
    careful: list[Ids] = []
    doubts: set[str] = set()
    for ids, one in _hits(judged):
        for id_ in ids:
            treated[id_].append(one)
        if one.rank >= ASK:
            (out if one.rank >= OUT else ask).append(ids)
        elif one.caution is not None:
            careful.append(ids)
        if one.check and not one.unread:
            doubts.add(one.check)
    excluded = NOTHING.union(*out)
    barred = excluded.union(*ask)
    return Rulings(
        judged=judged,
        treated=treated,
        excluded=excluded,
        ask_first=barred - excluded,
        barred=barred,
        careful=NOTHING.union(*careful),
        doubts=frozenset(doubts),
    )


def _hits(judged: Judged) -> list[Hit]:
    """Return what each rule hits that does not say no, and how it treats it."""
    template, truths, unread, known_hits = judged.template, judged.truths, judged.unread, judged.template.known_hits
    found: list[Hit] = []
    for place in judged.open:
        truth, alone = truths[place], place in unread
        known = known_hits[UNREAD if alone else truth][place]
        found += hits(template, place, judged.facts, truth, unread=alone) if known is None else known
    return found


@lru_cache(_KEPT)
def _combined(template: PlanTemplate, treatments: tuple[Treatment, ...]) -> Together:
    """Return what rules that treat an item say of it together, and how each bears on it."""
    bearings = tuple(one.bearing for one in treatments)
    rank = max(one.rank for one in bearings)
    asked = {one.check for one in treatments if one.check}
    doubted = {one.check for one in treatments if one.check and not one.unread}
    order = [check.id for check in template.content.core.checks]
    holding = (one.rule.because for one in bearings if one.judgement.truth >= ASSUMED)
    ruling = _ruling(
        template,
        rank if rank >= ASK else 0,
        tuple(one for one in treatments if one.caution is not None),
        tuple(check for check in order if check in asked),
        tuple(check for check in order if check in doubted),
        tuple(dict.fromkeys(id_ for one in bearings for id_ in one.rule.instead)),
        next(filter(None, holding), ""),
    )
    return Together(bearings, ruling)


@lru_cache(_KEPT)
def _ruling(
    _: PlanTemplate,
    rank: int,
    cautioning: tuple[Treatment, ...],
    checks: tuple[str, ...],
    doubts: tuple[str, ...],
    instead: tuple[str, ...],
    because: str,
) -> Ruling:
    """Return the one ruling of a plan that says all this."""
    cautions = tuple(one.caution for one in cautioning if one.caution is not None)
    return Ruling(rank, cautions, checks, doubts, because, Standing(rank < ASK, len(doubts), instead))
