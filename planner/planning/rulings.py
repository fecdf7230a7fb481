"""What the rules say to one person: each judged once, then all of them combined into one ruling of each item.

What the rules of given truths say of an item is the same for everybody, so that it is worked out once and kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from planner.content.knowledge import PlanTemplate, Subject
from planner.content.rules import BoundRule
from planner.logic.criteria import Judgement
from planner.logic.facts import Facts, as_read
from planner.logic.selectors import NOBODY, Ids
from planner.logic.strictness import ASK, CAUTION, OUT, RANK
from planner.logic.truth import ASSUMED, NO, UNKNOWN, YES, Truth
from planner.model.items import Item, Kind
from planner.model.rules import Rule
from planner.planning.plan import Bearing, Verdict

JudgedRule = tuple[BoundRule, Truth]
# So many rulings are kept: 98 of 100 are found among them; of four times as many it is 99, for memory in each worker.
_KEPT = 2_048
_URGENCY = ("emergency", "urgent", "routine", "check")


class Judged(Struct, frozen=True):
    """One plan judged for one person: every rule, those that hold or are assumed to, and what is for this person.

    `truths` are those of all rules in their order, as they count.
    `met` are the items, and the rows of values, whose conditions hold; not knowing, or assuming, brings nothing in.
    Words that were not read turn nothing round that all else settles: what bars as if they named nothing bars, an item
    of the plan itself that is there as if they did is there, and `unread` are the places of the rules that would not
    hold and are unknown for such words alone. These ask, and bar nothing; what such words take away is said by the
    rules about them (`unreadable: true`).
    """

    template: PlanTemplate
    facts: Facts
    truths: Sequence[Truth]
    fired: tuple[JudgedRule, ...]
    met: frozenset[Subject]
    unread: frozenset[int] = frozenset()

    def applies(self, item: Item) -> bool:
        """Return whether an item's own `when` holds."""
        return item.when is None or item.id in self.met

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return every rule with its judgement."""
        rules = zip(_known_verdicts(self.template), self.truths, self.template.content.rules, strict=True)
        return tuple([known.get(truth) or _verdict(known, truth, bound) for known, truth, bound in rules])

    @property
    def reduced(self) -> tuple[str, ...]:
        """Return the kinds of advice that this person's sheet leaves out as a whole."""
        return tuple(dict.fromkeys(name for bound, _ in self.fired for name in bound.rule.reduce))


class Treatment(Struct, frozen=True, eq=False):
    """How a rule, known or unknown, treats some items: how strictly, with which sentence, asking which self-check.

    `unread` says that the rule is unknown for words alone that were not read: it asks, and changes no choice.
    There is one for each rule, truth and rank of a plan, so that treatments are compared by what they are, not hold.
    """

    bearing: Bearing
    caution: Rule | None
    check: str
    unread: bool


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


class Rulings(Struct, frozen=True):
    """What all the rules together say of the items on which any of them bears, and by which rules."""

    judged: Judged
    by_item: Mapping[str, Ruling]
    together: Mapping[str, Together]
    excluded: Ids
    ask_first: Ids
    barred: Ids

    def of(self, id_: str) -> Ruling:
        """Return what the rules say of an item."""
        return self.by_item.get(id_, FREE)

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


# --- judging -----------------------------------------------------------------------------------------


def evaluate(template: PlanTemplate, facts: Facts) -> Judged:
    """Return every rule and every condition of a plan, judged for one person."""
    rules, table = template.content.rules, template.table
    # The truth of every rule, then of every condition.
    whole = table.judge(facts)
    read = as_read(facts)
    settled = whole if read is None else table.judge(read)
    open_ = [] if read is None else [place for place, truth in enumerate(whole[: len(rules)]) if truth is UNKNOWN]
    truths = whole[: len(rules)]
    for place in open_:
        truths[place] = _taken(rules[place], settled[place])
    fired = [(bound, truth) for bound, truth in zip(rules, truths, strict=True) if truth >= ASSUMED]
    unread = [place for place in open_ if settled[place] is NO]
    conditions = zip(template.conditions, whole[len(rules) :], settled[len(rules) :], strict=True)
    met = [one for one, truth, other in conditions if truth is YES or (other is YES and _stays(template, one, truth))]
    return Judged(template, facts, truths, tuple(fired), frozenset(met), frozenset(unread))


def _taken(bound: BoundRule, settled: Truth) -> Truth:
    """Return the truth of an unknown rule as it counts: one that restricts, as if words not read named nothing."""
    return ASSUMED if settled >= ASSUMED and bound.restricts else UNKNOWN


@lru_cache(maxsize=8)
def _known_verdicts(template: PlanTemplate) -> tuple[dict[Truth, Verdict], ...]:
    """Return what each rule came to so far, by its truth."""
    return tuple({} for _ in template.content.rules)


def _verdict(known: dict[Truth, Verdict], truth: Truth, bound: BoundRule) -> Verdict:
    """Return what a rule of some truth comes to, and keep it with the others of its rule."""
    made = known[truth] = Verdict(bound.rule, bound.effect, Judgement(truth, bound.when))
    return made


def _stays(template: PlanTemplate, subject: Subject, whole: Truth) -> bool:
    """Return whether an item of the plan itself is there though words not read leave open for whom it is."""
    return whole is UNKNOWN and subject in template.own


def refusals(judged: Judged) -> tuple[Rule, ...]:
    """Return the rules that forbid an ordinary plan, most urgent first."""
    return tuple(sorted((bound.rule for bound, _ in judged.fired if bound.rule.refuse), key=_urgency))


def possible_refusals(judged: Judged) -> tuple[Rule, ...]:
    """Return the refusals that could not be judged: the sheet names them so that the reader can."""
    refusing = _refusing(judged.template)
    unsure = [rule for place, rule in refusing if judged.truths[place] is UNKNOWN]
    return tuple(rule for rule in sorted(unsure, key=_urgency) if rule.refuse and rule.refuse.stop_if)


@lru_cache(maxsize=8)
def _refusing(template: PlanTemplate) -> tuple[tuple[int, Rule], ...]:
    """Return the rules that refuse an ordinary plan, each with its place."""
    return tuple((place, bound.rule) for place, bound in enumerate(template.content.rules) if bound.rule.refuse)


def _urgency(rule: Rule) -> int:
    return _URGENCY.index(rule.refuse.urgency) if rule.refuse else len(_URGENCY)


# --- combining ---------------------------------------------------------------------------------------


def combine(judged: Judged) -> Rulings:
    """Return what all rules together say of each item: one pass over rules, each of which depends on facts alone."""
    treated: defaultdict[str, list[Treatment]] = defaultdict(list)
    for ids, treatment in _hits(judged):
        for id_ in ids:
            treated[id_].append(treatment)
    template = judged.template
    together = {id_: _combined(template, tuple(each)) for id_, each in treated.items()}
    by_item = {id_: one.ruling for id_, one in together.items()}
    excluded = frozenset([id_ for id_, ruling in by_item.items() if ruling.rank >= OUT])
    ask_first = frozenset([id_ for id_, ruling in by_item.items() if ruling.rank == ASK])
    return Rulings(
        judged=judged,
        by_item=by_item,
        together=together,
        excluded=excluded,
        ask_first=ask_first,
        barred=excluded | ask_first,
    )


def _hits(judged: Judged) -> list[tuple[Ids, Treatment]]:
    """Return how each rule that holds or is unknown treats the items that it hits."""
    template, truths, known = judged.template, judged.truths, judged.template.known_hits
    found: list[tuple[Ids, Treatment]] = []
    for place, bound, personal in template.hitting:
        truth = truths[place]
        if truth is not NO:
            key = bound.rule.id, truth, place in judged.unread
            # What looks at nobody's lists is worked out once, with the facts of nobody.
            hits = None if personal else known.get(key)
            if hits is None:
                hits = _worked_out(template, bound, judged.facts if personal else NOBODY, key)
                if not personal:
                    known[key] = hits
            found += hits
    return found


def _worked_out(
    template: PlanTemplate, bound: BoundRule, facts: Facts, key: tuple[str, Truth, bool]
) -> tuple[tuple[Ids, Treatment], ...]:
    """Return how a rule of a truth treats the items that it hits, without those on which it does not bear."""
    _, truth, unread = key
    by_rank: dict[int, set[str]] = {}
    for id_ in template.hit_by(bound, facts):
        rank = RANK["add"] if unread else rank_of(bound, truth, template.items[id_])
        by_rank.setdefault(rank, set()).add(id_)
    hits = ((frozenset(ids), _treatment(template, bound, rank, key)) for rank, ids in by_rank.items())
    return tuple((ids, one) for ids, one in hits if one.bearing.rank or one.check)


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
