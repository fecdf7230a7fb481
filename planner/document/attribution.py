"""Because of what each line is there: the medicines, illnesses and other facts of the person that brought it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Final

from msgspec import Struct
from msgspec.structs import force_setattr

from planner.content.knowledge import Content, PlanTemplate
from planner.logic.criteria import Node, asked
from planner.logic.facts import Facts
from planner.logic.support import (
    BACKGROUND,
    NO_SUPPORT,
    UNREAD,
    Support,
    Supporter,
    Supports,
    either,
    plain_facts,
    together,
)
from planner.logic.truth import YES
from planner.planning.plan import Plan

_BACKGROUND: Final = frozenset(BACKGROUND)
# Facts that one key of a profile gives.
_KEY_OF_FACT = {
    "pregnant": "pregnancy",
    "pregnancy_week": "pregnancy",
    "weeks_since_birth": "born_weeks_ago",
    "cramp_places": "cramps",
    "nights_per_week": "cramps",
    "for_weeks": "cramps",
}


class Cause(Struct, frozen=True):
    """The things about a person that brought something: the words as written, or a key of the profile.

    Each of `alone` would have brought it by itself; those of `joint` did so only together. `all` are both, and in what
    `is_background` no medicine, illness or other entry had a part.
    """

    alone: tuple[Supporter, ...] = ()
    joint: tuple[Supporter, ...] = ()
    all: tuple[Supporter, ...] = ()
    is_background: bool = True

    def __post_init__(self) -> None:
        # Many lines have one cause, and ask it for these again and again.
        force_setattr(self, "all", every := (*self.alone, *self.joint))
        force_setattr(self, "is_background", _BACKGROUND.issuperset([one.fact for one in every]))

    @property
    def shared(self) -> bool:
        """Return whether more than one thing brought it."""
        return len(self.all) > 1


# What says for one person what supports something.
Told = Callable[[Support], Cause]


class Attribution(Struct, frozen=True):
    """What brought each line and each activity, and what each thing was left out because of, in one plan.

    What nothing about the person brought is not among the lines and activities.
    """

    lines: Mapping[str, Cause]
    items: Mapping[str, Cause]
    left_out: Mapping[str, Cause]


class _ByRule(dict[str, "Support | None"]):
    """What made each rule of a plan hold, or be assumed to; nothing of one that does not."""

    def __init__(self, plan: Plan, supports: Supports) -> None:
        super().__init__()
        self._fired, self._supports = plan.account.fired, supports

    def __missing__(self, id_: str) -> Support | None:
        judged = self._fired.get(id_)
        self[id_] = found = None if judged is None else self._supports.of(judged.criterion)
        return found


class _ToldOf(dict[tuple[str, ...], Cause]):
    """What made some rules hold: many lines, and many things left out, are so by the same rules."""

    def __init__(self, told: Told, by_rule: _ByRule) -> None:
        super().__init__()
        self._told, self._by_rule = told, by_rule

    def __missing__(self, rules: tuple[str, ...]) -> Cause:
        by_rule = self._by_rule
        # Most are so by one rule.
        made = by_rule[rules[0]] if len(rules) == 1 else either([found for id_ in rules if (found := by_rule[id_])])
        self[rules] = cause = self._told(made or NO_SUPPORT)
        return cause


def attribution(plan: Plan, template: PlanTemplate) -> Attribution:
    """Return what brought each line of a plan, and what each thing was left out because of."""
    supports, told = Supports(plan.profile.facts), causes(plan)
    account, by_rule = plan.account, _ByRule(plan, supports)
    told_of, saying = _ToldOf(told, by_rule), _rules_by_words(template.content)
    lines, rules_on = {}, account.rules_on
    for line in (*plan.alerts, *plan.notes, *plan.avoid, *plan.ask_first):
        item = line.item
        # Of lines with the same words only one is printed.
        said_by = saying.get(item.text)
        rules = tuple([id_ for id_ in said_by if by_rule[id_]]) if said_by else ()
        rules = rules or rules_on(item.id).held_by
        if item.when is not None:
            by_rules = [found for id_ in rules if (found := by_rule[id_])]
            lines[item.id] = told(_narrowed(supports.of(template.criterion(item)), by_rules))
        elif rules:
            lines[item.id] = told_of[rules]
    left_out = {id_: told_of[rules.held_by] for id_, rules in account.left_out.items()}
    items = _items(plan, template, left_out, supports, told)
    return Attribution({id_: one for id_, one in lines.items() if one.all}, items, left_out)


def _items(
    plan: Plan, template: PlanTemplate, left_out: Mapping[str, Cause], supports: Supports, told: Told
) -> dict[str, Cause]:
    """Return what brought each activity: what put out the one whose place it takes, or its own condition."""
    took = {instead: id_ for id_, instead in plan.account.replaced.items()}
    numbers = _conditions_of_numbers(template)
    # What comes again on other days is there because of the same.
    every = {item.id: item.item for item in (*plan.every_day, *(item for day in plan.days for item in day.items))}
    found: dict[str, Cause] = {}
    for id_, item in every.items():
        place = took.get(id_, "")
        if place in left_out:
            found[id_] = left_out[place]
        elif item.when is not None or id_ in numbers:
            own = [] if item.when is None else [supports.of(template.criterion(item))]
            found[id_] = told(either([*own, *_of_numbers(numbers.get(id_, ()), plan.profile.facts, supports)]))
    return {id_: one for id_, one in found.items() if one.all}


def _of_numbers(conditions: Iterable[Iterable[Node]], facts: Facts, supports: Supports) -> Iterator[Support]:
    """Yield what made the numbers of an activity right for a person: one is chosen by a no as well."""
    for rows in conditions:
        for condition in rows:
            truth, names = supports.settled(condition)
            yield plain_facts(*sorted([name for name in names if name in facts]))
            if truth is YES:
                break


@lru_cache(maxsize=8)
def _conditions_of_numbers(template: PlanTemplate) -> dict[str, list[list[Node]]]:
    """Return of each item the conditions of each of its numbers that hang on what everybody has."""
    found: dict[str, list[list[Node]]] = {}
    for item in template.activities:
        for name, value in item.values.items():
            written = (template.conditions.get((item.id, name, place)) for place in range(len(_rows(value))))
            # Behind a row for everybody no other is looked at.
            rows = [row for row in takewhile(lambda row: row is not None, written) if row is not None]
            if any(not asked(row).isdisjoint(_BACKGROUND) for row in rows):
                found.setdefault(item.id, []).append(rows)
    return found


def _rows(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def causes(plan: Plan) -> Told:
    """Return what says what supports something as things that a person told, in the order of the profile."""
    answers = plan.profile.answers
    written = dict.fromkeys((*(answers.medications or ()), *(answers.conditions or ()), *(answers.symptoms or ())))
    place = {words: index for index, words in enumerate(written)}
    limits = {text: name for name, text in reversed(answers.limits or ())}
    first = {second: first for _, first, second in plan.profile.twice}

    def own(one: Supporter) -> Supporter:
        """Return a supporter under the key of the profile, or under the first of two names for one medicine."""
        if one.fact:
            return Supporter(_KEY_OF_FACT[one.fact], one.words) if one.fact in _KEY_OF_FACT else one
        if one.words in limits:
            return Supporter("limits", limits[one.words])
        return Supporter("", first[one.words]) if one.words in first else one

    def rank(one: Supporter) -> tuple[int, int, str, str]:
        """Return the place of a supporter: what was not read, medicines, illnesses, then other facts."""
        return (one.fact != UNREAD) + bool(one.fact), place.get(one.words, len(place)), one.fact, one.words

    known: dict[Support, Cause] = {}

    def told(found: Support) -> Cause:
        cause = known.get(found)
        if cause is None:
            known[found] = cause = told_first(found)
        return cause

    def told_first(found: Support) -> Cause:
        if len(found.alone) + len(found.joint) == 1:
            return Cause(tuple(map(own, found.alone or found.joint)))
        alone = {own(one) for one in found.alone}
        # Words that nobody could read may do so too; what was read does.
        alone -= {Supporter(UNREAD)} if len(alone) > 1 else set()
        joint = {own(one) for one in found.joint} - alone
        if not alone and len(joint) == 1:
            # Two facts of one key, or two names of one medicine, are one thing.
            return Cause(tuple(joint))
        return Cause(tuple(sorted(alone, key=rank)), tuple(sorted(joint, key=rank)))

    return told


@lru_cache(maxsize=8)
def _rules_by_words(content: Content) -> dict[str, tuple[str, ...]]:
    """Return the rules that would print each sentence, each as often as it would, in their order."""
    says: dict[str, tuple[str, ...]] = {}
    for bound in content.rules:
        for text in (bound.rule.say, *(line.text for line in bound.rule.add)):
            if text:
                says[text] = (*says.get(text, ()), bound.rule.id)
    return says


def _narrowed(own: Support, rules: Sequence[Support]) -> Support:
    """Return what brought a line that has its `own` condition, which only narrows what its rules say.

    A line of the plan itself for an age or a habit of life is a line for everybody.
    """
    if rules:
        return either([together([rule, own]) for rule in rules])
    found = together([NO_SUPPORT, own])
    return NO_SUPPORT if found.is_background else found
