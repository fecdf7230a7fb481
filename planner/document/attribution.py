"""Because of what each line is there: the medicines, illnesses and other facts of the person that brought it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial

from msgspec import Struct

from planner.content.knowledge import PlanTemplate
from planner.logic.criteria import Node
from planner.logic.facts import Facts
from planner.logic.support import BACKGROUND, NO_SUPPORT, UNREAD, Support, Supporter, either, support, together
from planner.logic.truth import ASSUMED, NO, YES
from planner.planning.plan import Decision, Plan, Planned, Verdict

# Facts that one key of a profile gives.
_KEY_OF_FACT = {
    "pregnant": "pregnancy",
    "pregnancy_week": "pregnancy",
    "weeks_since_birth": "born_weeks_ago",
    "cramp_places": "cramps",
    "nights_per_week": "cramps",
    "for_weeks": "cramps",
}
_LIMIT_OF_UNKNOWN_AMOUNT = "-limit-unknown"


class Cause(Struct, frozen=True):
    """The things about a person that brought something: the words as written, or a key of the profile.

    Each of `alone` would have brought it by itself; those of `joint` did so only together.
    """

    alone: tuple[Supporter, ...] = ()
    joint: tuple[Supporter, ...] = ()

    @property
    def all(self) -> tuple[Supporter, ...]:
        """Return all of them."""
        return (*self.alone, *self.joint)

    @property
    def is_background(self) -> bool:
        """Return whether no medicine, illness or other entry had a part in it."""
        return all(one.is_background for one in self.alone) and all(one.is_background for one in self.joint)

    @property
    def shared(self) -> bool:
        """Return whether more than one thing brought it."""
        return len(self.alone) + len(self.joint) > 1


_NOTHING = Cause()
# What says for one person what supports something.
Told = Callable[[Support], Cause]


class Attribution(Struct, frozen=True):
    """What brought each line and each activity, and what each thing was left out because of, in one plan."""

    lines: Mapping[str, Cause]
    items: Mapping[str, Cause]
    left_out: Mapping[str, Cause]


def attribution(plan: Plan, template: PlanTemplate) -> Attribution:
    """Return what brought each line of a plan, and what each thing was left out because of."""
    fired = [verdict for verdict in plan.verdicts if verdict.judgement.truth >= ASSUMED]
    by_rule = {verdict.rule.id: support(verdict.judgement.criterion, plan.profile.facts) for verdict in fired}
    # Many lines are there because of the same.
    told = cache(partial(cause, plan))
    known = (*plan.alerts, *plan.notes, *plan.avoid, *plan.ask_first)
    decisions = {decision.item: decision for decision in plan.decisions}
    says = _rules_by_words(fired)
    lines = {}
    for line in known:
        found = [
            _with_own_condition(plan, template, line, by_rule[id_])
            for id_ in says.get(line.item.text, ()) or _deciding(decisions.get(line.id))
            if id_ in by_rule
        ]
        lines[line.id] = told(either(found) if found else _of_own_condition(plan, template, line))
    left_out = _left_out(plan, by_rule, told)
    return Attribution(lines, _items(plan, template, left_out, told), left_out)


def _left_out(plan: Plan, by_rule: Mapping[str, Support], told: Told) -> dict[str, Cause]:
    """Return what each thing was left out because of; what the same rules decide was left out for the same."""
    known: dict[tuple[str, ...], Cause] = {}
    found: dict[str, Cause] = {}
    for decision in plan.decisions:
        if decision.outcome in ("out", "replaced") and not decision.because:
            rules = tuple(_deciding(decision))
            if rules not in known:
                known[rules] = told(either(by_rule[id_] for id_ in rules if id_ in by_rule))
            found[decision.item] = known[rules]
    return found


def _items(plan: Plan, template: PlanTemplate, left_out: Mapping[str, Cause], told: Told) -> dict[str, Cause]:
    """Return what brought each activity: what put out the one whose place it takes, or its own condition."""
    took = {decision.instead: decision.item for decision in plan.decisions if decision.instead}
    found: dict[str, Cause] = {}
    for planned in (*plan.every_day, *(item for day in plan.days for item in day.items)):
        # What comes again on other days is there because of the same.
        if planned.id in found:
            continue
        place = took.get(planned.id, "")
        if place in left_out:
            found[planned.id] = left_out[place]
        else:
            found[planned.id] = told(_for_whom(plan, template, planned))
    return {id_: one for id_, one in found.items() if one.all}


def _for_whom(plan: Plan, template: PlanTemplate, planned: Planned) -> Support:
    """Return what made an activity right for a person: its own condition, and those of the numbers that it has."""
    item, facts = planned.item, plan.profile.facts
    found = [support(template.criterion(item), facts)]
    for name, value in item.values.items():
        for place in range(len(value) if isinstance(value, tuple) else 0):
            condition = template.conditions.get((item.id, name, place))
            if condition is None:
                break
            found.append(_answered(condition, facts))
            if condition.truth(facts) is YES:
                break
    return either(found)


def _answered(condition: Node, facts: Facts) -> Support:
    """Return the plain facts that settle a condition either way: a number is chosen by a no as well."""
    asked = (one.fact for one in condition.reasons(facts) if one.truth in (YES, NO))
    return Support(frozenset(Supporter(fact) for fact in asked if fact in BACKGROUND and fact in facts))


def cause(plan: Plan, found: Support) -> Cause:
    """Return what supports something as things that a person told, in the order of the profile."""
    if not found.alone and not found.joint:
        return _NOTHING
    alone = {_told(plan, one) for one in found.alone}
    # Words that nobody could read may do so too; what was read does.
    alone -= {Supporter(UNREAD)} if len(alone) > 1 else set()
    joint = {_told(plan, one) for one in found.joint} - alone
    if not alone and len(joint) == 1:
        # Two facts of one key, or two names of one medicine, are one thing.
        return Cause(tuple(joint))
    return Cause(_in_order(plan, alone), _in_order(plan, joint))


def _told(plan: Plan, one: Supporter) -> Supporter:
    """Return a supporter under the key of the profile, or under the first of two names for one medicine."""
    if one.fact:
        return Supporter(_KEY_OF_FACT.get(one.fact, one.fact), one.words)
    limits = [name for name, text in plan.profile.answers.limits or () if text == one.words]
    if limits:
        return Supporter("limits", limits[0])
    first = {second: first for _, first, second in plan.profile.twice}
    return Supporter("", first.get(one.words, one.words))


def _in_order(plan: Plan, found: Collection[Supporter]) -> tuple[Supporter, ...]:
    """Return supporters as the sheet lists them: what was not read, medicines, illnesses, then other facts."""
    if not found:
        return ()
    answers = plan.profile.answers
    written = [*(answers.medications or ()), *(answers.conditions or ()), *(answers.symptoms or ())]
    place = {words: index for index, words in enumerate(dict.fromkeys(written))}

    def rank(one: Supporter) -> tuple[int, int, str, str]:
        return (one.fact != UNREAD) + bool(one.fact), place.get(one.words, len(place)), one.fact, one.words

    return tuple(sorted(found, key=rank))


def _rules_by_words(fired: Iterable[Verdict]) -> dict[str, list[str]]:
    """Return the rules that hold and would print each sentence: of lines with the same words only one is printed."""
    says: dict[str, list[str]] = {}
    for verdict in fired:
        rule = verdict.rule
        for text in (rule.say, *(line.text for line in rule.add)):
            if text:
                says.setdefault(text, []).append(rule.id)
    return says


def _deciding(decision: Decision | None) -> Iterator[str]:
    """Yield the strictest rules that hold of an item."""
    if decision is not None:
        decided = decision.decided_by
        for bearing in decision.bearings:
            if bearing.rule.id in decided and bearing.judgement.truth >= ASSUMED:
                yield bearing.rule.id


def _of_own_condition(plan: Plan, template: PlanTemplate, line: Planned) -> Support:
    """Return what brought a line of the plan itself; one for an age or a habit of life is a line for everybody."""
    found = _with_own_condition(plan, template, line, NO_SUPPORT)
    return NO_SUPPORT if found.is_background else found


def _with_own_condition(plan: Plan, template: PlanTemplate, line: Planned, rule: Support) -> Support:
    """Return what brought a line, with its own condition, which only narrows what its rule says."""
    if line.item.when is None:
        return rule
    return together([rule, support(template.criterion(line.item), plan.profile.facts)])
