"""What the rules say to one person: each judged once, then all of them combined into one ruling of each item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from planner.content.knowledge import PlanTemplate, Subject
from planner.content.rules import BoundRule
from planner.logic.criteria import Judgement
from planner.logic.facts import Facts, as_read
from planner.logic.selectors import NOBODY, NOTHING, Ids
from planner.logic.strictness import ASK, CAUTION, OUT, RANK
from planner.logic.truth import ASSUMED, NO, UNKNOWN, YES, Truth
from planner.model.items import Item, Kind
from planner.model.rules import Rule
from planner.planning.plan import Bearing, Verdict

JudgedRule = tuple[BoundRule, Judgement]
_URGENCY = ("emergency", "urgent", "routine", "check")


class Judged(Struct, frozen=True):
    """One plan judged for one person: every rule, those that hold or are assumed to, and what is for this person.

    `met` are the items, and the rows of values, whose conditions hold; not knowing, or assuming, brings nothing in.
    Words that were not read turn nothing round that all else settles: what bars as if they named nothing bars, an item
    of the plan itself that is there as if they did is there, and `unread` are the places of the rules that would not
    hold and are unknown for such words alone. These ask, and bar nothing; what such words take away is said by the
    rules about them (`unreadable: true`).
    """

    template: PlanTemplate
    facts: Facts
    rules: tuple[JudgedRule, ...]
    fired: tuple[JudgedRule, ...]
    met: frozenset[Subject]
    unread: frozenset[int] = frozenset()

    def applies(self, item: Item) -> bool:
        """Return whether an item's own `when` holds."""
        return item.when is None or item.id in self.met

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return every rule with its judgement."""
        return tuple([Verdict(bound.rule, bound.effect, judgement) for bound, judgement in self.rules])

    @property
    def reduced(self) -> tuple[str, ...]:
        """Return the kinds of advice that this person's sheet leaves out as a whole."""
        return tuple(dict.fromkeys(name for bound, _ in self.fired for name in bound.rule.reduce))


class RankedHits(NamedTuple):
    """Items that a rule, known or unknown, treats alike: how strictly, with which sentence, asking which self-check.

    `unread` says that the rule is unknown for words alone that were not read: it asks, and changes no choice.
    """

    items: Ids
    rank: int
    caution: Rule | None
    check: str
    unread: bool


class Rulings(Struct, frozen=True):
    """What all the rules together say of the items on which any of them bears.

    `doubts` are the self-checks of what was not given; `checks` hold those of words that were not read as well.
    """

    judged: Judged
    bearings: Mapping[str, Sequence[Bearing]]
    cautions: Mapping[str, Sequence[Rule]]
    checks: Mapping[str, Sequence[str]]
    doubts: Mapping[str, Sequence[str]]
    excluded: Ids
    ask_first: Ids
    barred: Ids

    def allows(self, item: Item) -> bool:
        """Return whether an item may be printed as a daily step."""
        return item.kind != "ask_first" and item.id not in self.barred

    def kind(self, item: Item) -> Kind:
        """Return how an item is printed: to do, to do with care, or to ask about first."""
        if item.id in self.ask_first:
            return "ask_first"
        return "caution" if item.kind == "do" and item.id in self.cautions else item.kind


# --- judging -----------------------------------------------------------------------------------------


def evaluate(template: PlanTemplate, facts: Facts) -> Judged:
    """Return every rule and every condition of a plan, judged for one person."""
    rules, table = template.content.rules, template.table
    # The truth of every rule, then of every condition.
    whole = table.judge(facts)
    read = as_read(facts)
    settled = whole if read is None else table.judge(read)
    judged = [
        (bound, Judgement(truth if truth is not UNKNOWN else _taken(bound, settled[place]), bound.when, facts))
        for place, (bound, truth) in enumerate(zip(rules, whole, strict=False))
    ]
    fired = [pair for pair in judged if pair[1].truth >= ASSUMED]
    unread = [place for place, truth in enumerate(whole[: len(rules)]) if truth is UNKNOWN and settled[place] is NO]
    conditions = zip(template.conditions, whole[len(rules) :], settled[len(rules) :], strict=True)
    met = [one for one, truth, other in conditions if truth is YES or (other is YES and _stays(template, one, truth))]
    return Judged(template, facts, tuple(judged), tuple(fired), frozenset(met), frozenset(unread))


def _taken(bound: BoundRule, settled: Truth) -> Truth:
    """Return the truth of an unknown rule as it counts: one that restricts, as if words not read named nothing."""
    return ASSUMED if settled >= ASSUMED and bound.restricts else UNKNOWN


def _stays(template: PlanTemplate, subject: Subject, whole: Truth) -> bool:
    """Return whether an item of the plan itself is there though words not read leave open for whom it is."""
    return whole is UNKNOWN and subject in template.own


def refusals(judged: Judged) -> tuple[Rule, ...]:
    """Return the rules that forbid an ordinary plan, most urgent first."""
    return tuple(sorted((bound.rule for bound, _ in judged.fired if bound.rule.refuse), key=_urgency))


def possible_refusals(judged: Judged) -> tuple[Rule, ...]:
    """Return the refusals that could not be judged: the sheet names them so that the reader can."""
    refusing = (judged.rules[place] for place in _refusing(judged.template))
    unsure = [bound.rule for bound, judgement in refusing if judgement.truth is UNKNOWN]
    return tuple(rule for rule in sorted(unsure, key=_urgency) if rule.refuse and rule.refuse.stop_if)


@lru_cache(maxsize=8)
def _refusing(template: PlanTemplate) -> tuple[int, ...]:
    """Return the places of the rules that refuse an ordinary plan."""
    return tuple(place for place, bound in enumerate(template.content.rules) if bound.rule.refuse)


def _urgency(rule: Rule) -> int:
    return _URGENCY.index(rule.refuse.urgency) if rule.refuse else len(_URGENCY)


# --- combining ---------------------------------------------------------------------------------------


def combine(judged: Judged) -> Rulings:
    """Return what all rules together say of each item: one pass over rules, each of which depends on facts alone."""
    hits = list(_hits(judged))
    excluded = NOTHING.union(*[hit.items for hit, _ in hits if hit.rank >= OUT])
    ask_first = NOTHING.union(*[hit.items for hit, _ in hits if hit.rank == ASK]) - excluded
    order = [check.id for check in judged.template.content.core.checks]
    checks = _checks((hit for hit, _ in hits), order)
    return Rulings(
        judged=judged,
        bearings=_bearings(hits),
        cautions=_cautions(hit for hit, _ in hits),
        checks=checks,
        doubts=_checks((hit for hit, _ in hits if not hit.unread), order) if judged.unread else checks,
        excluded=excluded,
        ask_first=ask_first,
        barred=excluded | ask_first,
    )


def _hits(judged: Judged) -> Iterator[tuple[RankedHits, Bearing]]:
    """Yield how each rule that holds or is unknown treats the items that it hits."""
    template, rules, facts = judged.template, judged.rules, judged.facts
    for place, bound, personal in template.hitting:
        judgement = rules[place][1]
        truth = judgement.truth
        if truth is not NO:
            unread = place in judged.unread
            look = _worked_out if personal else _for_everybody
            hits = look(template, bound, truth, facts, unread=unread)
            for hit in hits:
                yield hit, Bearing(bound.rule, judgement, hit.rank)


def _for_everybody(
    template: PlanTemplate, bound: BoundRule, truth: Truth, _: Facts, *, unread: bool
) -> tuple[RankedHits, ...]:
    """Return how a rule that looks at nobody's lists treats the items that it hits: worked out once, with no facts."""
    place = bound.rule.id, truth, unread
    known = template.known_hits.get(place)
    if known is None:
        known = template.known_hits[place] = _worked_out(template, bound, truth, NOBODY, unread=unread)
    found: tuple[RankedHits, ...] = known
    return found


def _worked_out(
    template: PlanTemplate, bound: BoundRule, truth: Truth, facts: Facts, *, unread: bool
) -> tuple[RankedHits, ...]:
    """Return how a rule of a truth treats the items that it hits, without those on which it does not bear."""
    by_rank: dict[int, set[str]] = {}
    for id_ in template.hit_by(bound, facts):
        rank = RANK["add"] if unread else rank_of(bound, truth, template.items[id_])
        by_rank.setdefault(rank, set()).add(id_)
    hits = (_alike(bound, truth, rank, ids, unread=unread) for rank, ids in by_rank.items())
    return tuple(hit for hit in hits if hit.rank or hit.check)


def _alike(bound: BoundRule, truth: Truth, rank: int, items: Iterable[str], *, unread: bool) -> RankedHits:
    rule = bound.rule
    speaks = rank == CAUTION and truth >= ASSUMED and rule.say and rule.part is None
    asks = truth is UNKNOWN and rank < ASK
    return RankedHits(frozenset(items), rank, rule if speaks else None, rule.unknown.check if asks else "", unread)


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


def _bearings(hits: Iterable[tuple[RankedHits, Bearing]]) -> dict[str, list[Bearing]]:
    found: defaultdict[str, list[Bearing]] = defaultdict(list)
    for hit, bearing in hits:
        for id_ in hit.items:
            found[id_].append(bearing)
    return dict(found)


def _cautions(hits: Iterable[RankedHits]) -> dict[str, list[Rule]]:
    found: defaultdict[str, list[Rule]] = defaultdict(list)
    for hit in hits:
        if hit.caution is not None:
            for id_ in hit.items:
                found[id_].append(hit.caution)
    return dict(found)


def _checks(hits: Iterable[RankedHits], order: Iterable[str]) -> dict[str, list[str]]:
    """Return the self-checks of each item in their order."""
    asking: defaultdict[str, set[str]] = defaultdict(set)
    for hit in hits:
        if hit.check:
            asking[hit.check].update(hit.items)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for check in order:
        for id_ in asking.get(check, ()):
            found[id_].append(check)
    return dict(found)
