"""What the rules say to one person: all of them combined into one ruling of each item.

What the rules of given truths say of items that stand behind each other is the same for everybody, so that it is worked
out once and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from planner.content.knowledge import PlanTemplate
from planner.logic.selectors import NOTHING, Ids
from planner.logic.strictness import ASK, OUT
from planner.logic.truth import ASSUMED
from planner.model.items import Item, Kind
from planner.model.rules import Rule
from planner.planning.judging import Judged
from planner.planning.plan import Bearing
from planner.planning.treatments import Hit, Treatment, runs

# So many rulings are kept: 98 of 100 are found among them; of four times as many it is 99, for memory in each worker.
_KEPT = 4_096
# So many rulings of runs of items are kept.
_KEPT_RUNS = 1_024


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


class Together(Struct, frozen=True, eq=False):
    """What the rules that treat an item say of it together, and how each bears on it.

    The same of a plan are one, so that decisions can be kept by it.
    """

    ruling: Ruling
    bearings: tuple[Bearing, ...]


class RuledRun(Struct, frozen=True, eq=False):
    """What all the rules together say of items that stand behind each other; the same of a plan are one."""

    together: Mapping[str, Together]
    excluded: Ids
    ask_first: Ids
    careful: Ids
    doubts: Ids


class Rulings(Struct, frozen=True):
    """What all the rules together say of the items on which any of them bears, and by which rules.

    `careful` are the items with a caution, `doubts` the self-checks that were not given and on which any item hangs.
    """

    judged: Judged
    together: Mapping[str, Together]
    runs: tuple[RuledRun | None, ...]
    excluded: Ids
    ask_first: Ids
    barred: Ids
    careful: Ids
    doubts: Ids

    def of(self, id_: str) -> Ruling:
        """Return what the rules say of an item."""
        known = self.together.get(id_)
        return FREE if known is None else known.ruling

    @property
    def by_item(self) -> dict[str, Ruling]:
        """Return what the rules say of each item on which any of them bears."""
        return {id_: one.ruling for id_, one in self.together.items()}

    @property
    def bearings(self) -> dict[str, tuple[Bearing, ...]]:
        """Return how each rule bears on the items that it treats."""
        return {id_: one.bearings for id_, one in self.together.items()}

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
    template = judged.template
    treated: list[list[Hit]] = [[] for _ in runs(template)]
    for one in judged.come:
        for hit in one.hits:
            treated[hit.run].append(hit)
    ruled = tuple([_run(template, tuple(hits)) if hits else None for hits in treated])
    found = [run for run in ruled if run is not None]
    together: dict[str, Together] = {}
    for run in found:
        together.update(run.together)
    excluded = NOTHING.union(*[run.excluded for run in found])
    ask_first = NOTHING.union(*[run.ask_first for run in found])
    return Rulings(
        judged=judged,
        together=together,
        runs=ruled,
        excluded=excluded,
        ask_first=ask_first,
        barred=excluded | ask_first,
        careful=NOTHING.union(*[run.careful for run in found]),
        doubts=NOTHING.union(*[run.doubts for run in found]),
    )


@lru_cache(_KEPT_RUNS)
def _run(template: PlanTemplate, hits: tuple[Hit, ...]) -> RuledRun:
    """Return what rules that hit items of one run say of them."""
    treated: dict[str, list[Treatment]] = {}
    for _, ids, treatment in hits:
        for id_ in ids:
            treated.setdefault(id_, []).append(treatment)
    together = {id_: _combined(template, tuple(each)) for id_, each in treated.items()}
    ruled = [(id_, one.ruling) for id_, one in together.items()]
    return RuledRun(
        together=together,
        excluded=frozenset([id_ for id_, ruling in ruled if ruling.rank >= OUT]),
        ask_first=frozenset([id_ for id_, ruling in ruled if ruling.rank == ASK]),
        careful=frozenset([id_ for id_, ruling in ruled if ruling.cautions]),
        doubts=frozenset([check for _, ruling in ruled for check in ruling.doubts]),
    )


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
    return Together(ruling, bearings)


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
