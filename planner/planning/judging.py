"""What one person's facts come to: every rule of a plan and every condition, judged once.

What rules that stand behind each other come to is worked out once for all people for whom they are as true.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from msgspec import Struct

from planner.content.knowledge import PlanTemplate, Subject
from planner.content.rules import BoundRule
from planner.logic.criteria import Judgement
from planner.logic.facts import Facts, as_read
from planner.logic.selectors import NOBODY
from planner.logic.truth import ASSUMED, NO, UNKNOWN, YES, Truth
from planner.model.items import Item
from planner.model.rules import Rule
from planner.planning.plan import Verdict
from planner.planning.treatments import Hit, hits

JudgedRule = tuple[BoundRule, Truth]
# So many rules are looked at together, and so many answers of them are kept.
_TOGETHER: Final = 24
_KEPT: Final = 64
_URGENCY = ("emergency", "urgent", "routine", "check")
_ALL_READ: Final = frozenset[int]()


class Come(Struct, frozen=True, eq=False):
    """What some rules come to: a verdict on each, those that hold or are assumed to, and what they hit."""

    verdicts: tuple[Verdict, ...]
    fired: tuple[JudgedRule, ...]
    hits: tuple[Hit, ...]


class RuleGroup:
    """Rules that stand behind each other, `start` being the place of the first, and what they come to.

    A rule that looks at a person's lists stands alone, and what it hits is not kept.
    """

    def __init__(self, template: PlanTemplate, start: int, rules: Sequence[BoundRule]) -> None:
        self._template, self._start, self._rules = template, start, rules
        self.span = slice(start, start + len(rules))
        self.personal = any(bound.personal for bound in rules)
        self._verdicts: dict[tuple[int, Truth], Verdict] = {}
        self.known = lru_cache(_KEPT)(self.come)

    def come(self, truths: tuple[Truth, ...], unread: frozenset[int], facts: Facts = NOBODY) -> Come:
        """Return what the rules of some truths come to, of the places of all rules that are unknown for words not read.

        The facts of nobody stop whoever would look at them.
        """
        ruled = list(zip(self._rules, truths, strict=True))
        found: list[Hit] = []
        for place, (bound, truth) in enumerate(ruled, self._start):
            if bound.hits is not None and truth is not NO:
                found += self._hits(bound, facts, (bound.rule.id, truth, place in unread))
        return Come(
            verdicts=tuple([self._verdict(place, truth) for place, truth in enumerate(truths)]),
            fired=tuple([(bound, truth) for bound, truth in ruled if truth >= ASSUMED]),
            hits=tuple(found),
        )

    def _hits(self, bound: BoundRule, facts: Facts, key: tuple[str, Truth, bool]) -> tuple[Hit, ...]:
        """Return what one rule hits: kept, where it looks at nobody's lists."""
        known = self._template.known_hits
        if self.personal:
            return tuple(hits(self._template, bound, facts, key))
        if key not in known:
            known[key] = tuple(hits(self._template, bound, NOBODY, key))
        found: tuple[Hit, ...] = known[key]
        return found

    def _verdict(self, place: int, truth: Truth) -> Verdict:
        """Return what one rule of some truth comes to: one for all people."""
        known = self._verdicts.get((place, truth))
        if known is None:
            bound = self._rules[place]
            known = Verdict(bound.rule, bound.effect, Judgement(truth, bound.when))
            self._verdicts[place, truth] = known
        return known


@lru_cache(maxsize=8)
def _groups(template: PlanTemplate) -> tuple[RuleGroup, ...]:
    """Return all rules in their order, in groups of so many."""
    groups: list[RuleGroup] = []
    start, rules = 0, template.content.rules
    for place, bound in enumerate(rules):
        ends = place + 1 == len(rules) or rules[place + 1].personal
        if ends or bound.personal or place + 1 - start == _TOGETHER:
            groups.append(RuleGroup(template, start, rules[start : place + 1]))
            start = place + 1
    return tuple(groups)


class Judged(Struct, frozen=True):
    """One plan judged for one person: every rule, those that hold or are assumed to, and what is for this person.

    `truths` are those of all rules in their order, as they count, and `come` is what these rules come to.
    `met` are the items, and the rows of values, whose conditions hold; not knowing, or assuming, brings nothing in.
    Words that were not read turn nothing round that all else settles: what bars as if they named nothing bars, an item
    of the plan itself that is there as if they did is there, and `unread` are the places of the rules that would not
    hold and are unknown for such words alone. These ask, and bar nothing; what such words take away is said by the
    rules about them (`unreadable: true`).
    """

    template: PlanTemplate
    facts: Facts
    truths: tuple[Truth, ...]
    come: tuple[Come, ...]
    fired: tuple[JudgedRule, ...]
    met: frozenset[Subject]
    unread: frozenset[int] = _ALL_READ

    def applies(self, item: Item) -> bool:
        """Return whether an item's own `when` holds."""
        return item.when is None or item.id in self.met

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return every rule with its judgement."""
        return tuple(chain.from_iterable([one.verdicts for one in self.come]))

    @property
    def reduced(self) -> tuple[str, ...]:
        """Return the kinds of advice that this person's sheet leaves out as a whole."""
        return tuple(dict.fromkeys(name for bound, _ in self.fired for name in bound.rule.reduce))


def evaluate(template: PlanTemplate, facts: Facts) -> Judged:
    """Return every rule and every condition of a plan, judged for one person."""
    rules, table = template.content.rules, template.table
    # The truth of every rule, then of every condition.
    whole = table.judge(facts)
    read = as_read(facts)
    settled = whole if read is None else table.judge(read)
    open_ = [] if read is None else [place for place, truth in enumerate(whole[: len(rules)]) if truth is UNKNOWN]
    counted = whole[: len(rules)]
    for place in open_:
        counted[place] = _taken(rules[place], settled[place])
    truths = tuple(counted)
    unread = frozenset([place for place in open_ if settled[place] is NO])
    come = tuple(
        [
            group.come(truths[group.span], unread, facts) if group.personal else group.known(truths[group.span], unread)
            for group in _groups(template)
        ]
    )
    fired = tuple(chain.from_iterable([one.fired for one in come]))
    conditions = zip(template.conditions, whole[len(rules) :], settled[len(rules) :], strict=True)
    met = [one for one, truth, other in conditions if truth is YES or (other is YES and _stays(template, one, truth))]
    return Judged(template, facts, truths, come, fired, frozenset(met), unread)


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
    refusing = _refusing(judged.template)
    unsure = [rule for place, rule in refusing if judged.truths[place] is UNKNOWN]
    return tuple(rule for rule in sorted(unsure, key=_urgency) if rule.refuse and rule.refuse.stop_if)


@lru_cache(maxsize=8)
def _refusing(template: PlanTemplate) -> tuple[tuple[int, Rule], ...]:
    """Return the rules that refuse an ordinary plan, each with its place."""
    return tuple((place, bound.rule) for place, bound in enumerate(template.content.rules) if bound.rule.refuse)


def _urgency(rule: Rule) -> int:
    return _URGENCY.index(rule.refuse.urgency) if rule.refuse else len(_URGENCY)
