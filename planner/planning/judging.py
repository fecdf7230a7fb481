"""What one person's facts come to: every rule of a plan and every condition, judged once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from typing import Final

from msgspec import Struct

from planner.content.knowledge import PlanTemplate, Subject
from planner.content.rules import BoundRule
from planner.logic.criteria import Judgement
from planner.logic.facts import Facts, as_read
from planner.logic.truth import ASSUMED, NO, UNKNOWN, YES, Truth
from planner.model.items import Item
from planner.model.rules import Rule
from planner.planning.plan import Verdict

JudgedRule = tuple[BoundRule, Truth]
_URGENCY = ("emergency", "urgent", "routine", "check")
_ALL_READ: Final = frozenset[int]()


class Judged(Struct, frozen=True):
    """One plan judged for one person: every rule, those that hold or are assumed to, and what is for this person.

    `truths` are those of all rules in their order, as they count; `open` are the places of those that do not say no.
    `met` are the items, and the rows of values, whose conditions hold; not knowing, or assuming, brings nothing in.
    Words that were not read turn nothing round that all else settles: what bars as if they named nothing bars, an item
    of the plan itself that is there as if they did is there, and `unread` are the places of the rules that would not
    hold and are unknown for such words alone. These ask, and bar nothing; what such words take away is said by the
    rules about them (`unreadable: true`).
    """

    template: PlanTemplate
    facts: Facts
    truths: Sequence[Truth]
    open: Sequence[int]
    fired: tuple[JudgedRule, ...]
    met: frozenset[Subject]
    unread: frozenset[int] = _ALL_READ

    def applies(self, item: Item) -> bool:
        """Return whether an item's own `when` holds."""
        return item.when is None or item.id in self.met

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return every rule with its judgement."""
        ruled = zip(self.template.content.rules, self.truths, strict=True)
        return tuple([Verdict(bound.rule, bound.effect, Judgement(truth, bound.when)) for bound, truth in ruled])

    @property
    def reduced(self) -> tuple[str, ...]:
        """Return the kinds of advice that this person's sheet leaves out as a whole."""
        return tuple(dict.fromkeys([name for bound, _ in self.fired for name in bound.rule.reduce]))


def evaluate(template: PlanTemplate, facts: Facts) -> Judged:
    """Return every rule and every condition of a plan, judged for one person."""
    rules, table = template.content.rules, template.table
    # The truth of every rule, then of every condition.
    whole = table.judge(facts)
    read = as_read(facts)
    settled = whole if read is None else table.judge(read)
    truths, unread = whole[: len(rules)], _ALL_READ
    if read is not None:
        unknown = [place for place, truth in enumerate(truths) if truth is UNKNOWN]
        unread = frozenset([place for place in unknown if settled[place] is NO])
        for place in unknown:
            truths[place] = _taken(rules[place], settled[place])
    open_ = list(compress(range(len(rules)), truths))
    fired = tuple([(rules[place], truth) for place in open_ if (truth := truths[place]) >= ASSUMED])
    conditions = zip(template.conditions, whole[len(rules) :], settled[len(rules) :], strict=True)
    met = [one for one, truth, other in conditions if truth is YES or (other is YES and _stays(template, one, truth))]
    return Judged(template, facts, truths, open_, fired, frozenset(met), unread)


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
    """Return the refusals that could not be judged, most urgent first: the sheet names them so that the reader can."""
    truths = judged.truths
    return tuple([rule for place, rule in _nameable(judged.template) if truths[place] is UNKNOWN])


@lru_cache(maxsize=8)
def _nameable(template: PlanTemplate) -> list[tuple[int, Rule]]:
    """Return the rules that refuse an ordinary plan and say when to, each with its place, most urgent first."""
    ruled = [(place, bound.rule) for place, bound in enumerate(template.content.rules)]
    named = [(place, rule) for place, rule in ruled if rule.refuse and rule.refuse.stop_if]
    return sorted(named, key=lambda one: _urgency(one[1]))


def _urgency(rule: Rule) -> int:
    return _URGENCY.index(rule.refuse.urgency) if rule.refuse else len(_URGENCY)
