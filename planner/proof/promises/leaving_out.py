"""The first promise: leaving a key out brings nothing in, but with its condition in words or as an easier form.

"Never moves an item from out or ask-first to plain do" is read so. An item is out if a rule bars it, if its own
`when` does not hold, or if a rule says more of its topic. After a key is left out, what a rule barred must be barred,
not shown, or carry that rule's self-check; what was out for another reason must carry any self-check. A line tagged
`asks-KEY` ("Has your care team set a limit? Keep to it.") is such a check for all that the key leaves open.
High-stakes items must stay out with or without one. What only warns (alert, when-to-see, avoid, ask-first) and what
is to ask about is no advice; a line that a rule says or adds comes with that rule, unless another rule barred it. A
page that stops everything must, once it cannot be judged, be unknown and not "no", so that the plan names it.

Whatever else comes in must be declared: a form of a choice whose former one has more questions now, is barred or is
for others, or what a rule offers in the place of what it bars.

Making a key unknown leaves each question about the person as it was or makes it unknown. Profiles of which the rest
answers a question anew are left out: those that say one thing under two keys and not the same, that name a medicine
for an illness which they deny, that another fact settles (at 80 nobody is asked whether she is pregnant), or that
leave out just the words that nobody could read, which are no facts. For the same reason the rules about such words
are left out. Whether the rest answers a question is looked at as well as if such words named nothing: beside "blorb"
among the conditions, no word of heart disease is an answer, as it would be beside "none", and the question stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.logic.criteria import Node, StatedTest, UnreadableTest
from planner.logic.strictness import ASK
from planner.logic.truth import Truth
from planner.model.items import Item
from planner.planning.plan import Plan
from planner.planning.treatments import rank_of
from planner.proof.boolean import FALSE, Bit
from planner.proof.counterexample import Breach, Case, Suspect, Universe, allowed, is_advice, printed, verdicts
from planner.proof.questions import FACTS_OF, LIST_KEYS, OF_CRAMPS, leaves_of
from planner.proof.symbolic_plan import SymbolicPlan
from planner.proof.symbolic_profile import SymbolicProfile
from planner.proof.symbolic_rulings import SymbolicBearing

KEYS = (*((key,) for key in (*FACTS_OF, *LIST_KEYS) if key != "age"), OF_CRAMPS)
"""The keys that are left out, each alone, and the three of `cramps` together."""


def leaving_out(universe: Universe) -> Iterator[Breach]:
    """Yield what leaving a key out would let in without the check of the rule that kept it out."""
    questions = [leaf for leaf in universe.domain.questions.leaves if not asks_what_is_known(leaf)]
    for keys in KEYS:
        left = SymbolicProfile(universe.profile.said.without(keys))
        for symbolic in universe.plans:
            without = SymbolicPlan(left, symbolic.template)
            pair = _Pair(universe, symbolic, without, keys)
            turned = [turns_round(symbolic, without, question) for question in questions]
            given = (-universe.circuit.any(turned), -without.rulings.refused)
            yield from universe.broken(symbolic, pair.suspects(), *given, left_out=keys)


def turns_round(before: SymbolicPlan, after: SymbolicPlan, question: Node) -> Bit:
    """Return when leaving keys out answers a question that had another answer, or none; by all words, or those read."""
    pairs = (before.profile, after.profile), (before.profile.as_read, after.profile.as_read)
    answers = [(one.truths(question), other.truths(question)) for one, other in pairs]
    both = before.circuit.both
    turned = [
        turn
        for truths, later in answers
        for turn in (both(truths.maybe, -later.maybe), both(-truths.likely, later.likely))
    ]
    return before.circuit.any(turned)


def asks_what_is_known(question: Node) -> bool:
    """Return whether a question is about what was given or understood, and not about the person."""
    return isinstance(question, StatedTest | UnreadableTest)


class _Pair:
    """One plan before and after some keys are left out."""

    def __init__(self, universe: Universe, before: SymbolicPlan, after: SymbolicPlan, keys: tuple[str, ...]) -> None:
        self.universe = universe
        self.circuit = universe.circuit
        self.before = before
        self.after = after
        self.keys = ", ".join(keys)
        self.lines = {line.id for line in universe.content.rule_lines}
        self.stretches = set(universe.content.stretch_by_id)
        tags = {f"asks-{key}" for key in keys}
        self.asking = [item.id for item in before.template.items.values() if not tags.isdisjoint(item.tags)]

    @property
    def asked_in_words(self) -> Bit:
        """Return when a line asks the reader about what was left out."""
        return self.after.is_shown(self.asking)

    def in_words(self, plan: Plan) -> bool:
        """Return whether a plan holds a line that asks the reader about what was left out."""
        return not printed(plan).isdisjoint(self.asking)

    def suspects(self) -> list[Suspect]:
        """Return every way in which the promise could break."""
        items = [
            item for item in self.before.template.items.values() if item.id in self.after.shown and is_advice(item)
        ]
        own = [item for item in items if item.id not in self.lines]
        found = [one for item in items for one in self.unbarred(item)]
        found += [one for item in own for one in (*self.newly_for(item), *self.unspoken(item))]
        found += [one for item in own if item.id not in self.stretches for one in self.undeclared(item)]
        return [one for one in (*found, *self.unjudged()) if one.bit != FALSE]

    def unbarred(self, item: Item) -> Iterator[Suspect]:
        """Yield how an item could come in that a rule barred."""
        for bearing in self.before.rulings.against.get(item.id, ()):
            if any(isinstance(leaf, UnreadableTest) for leaf in leaves_of(bearing.bound.when)):
                continue
            rule, check = bearing.bound.rule.id, bearing.bound.rule.unknown.check
            asked = self.after.rulings.checked(item, check) if check and not item.high_stakes else FALSE
            asked = self.circuit.any((asked, FALSE if item.high_stakes else self.asked_in_words))
            free = (self.after.shown[item.id], -self.after.rulings.barred(item), -asked)
            bit = self.circuit.both(self.before.rulings.bars(bearing), *free)
            what = f"without {self.keys}, {rule} no longer bars {{}}, and its self-check is not there"
            yield Suspect(bit, what, item.id, self.unbarred_in(bearing, item))

    def unbarred_in(self, bearing: SymbolicBearing, item: Item) -> Callable[[Case], bool]:
        """Return how to see in two plans that a rule barred an item, which then comes in without its check."""

        def seen(case: Case) -> bool:
            old = self.universe.planned(self.before, case.answers)
            new = self.universe.planned(self.before, case.after)
            barred = rank_of(bearing.bound, verdicts(old)[bearing.bound.rule.id], item) >= ASK
            asked = bearing.bound.rule.unknown.check in _checks(new, item) or self.in_words(new)
            return barred and item.id in allowed(new) and (item.high_stakes or not asked)

        return seen

    def newly_for(self, item: Item) -> Iterator[Suspect]:
        """Yield how an item could come in whose own `when` did not hold."""
        entering = (-self.before.rulings.applies(item), self.after.rulings.applies(item))
        what = f"without {self.keys}, the `when` of {{}} lets it in, and no self-check stands beside it"
        yield Suspect(self.unasked(item, *entering), what, item.id, self.comes_in(item))

    def unspoken(self, item: Item) -> Iterator[Suspect]:
        """Yield how a line could come in of whose topic a rule said more."""
        entering = self.before.lines.spoken(item.topic), -self.after.lines.spoken(item.topic)
        what = f"without {self.keys}, {{}} comes in for what a rule said more strictly, with no self-check"
        yield Suspect(self.unasked(item, *entering), what, item.id, self.comes_in(item))

    def undeclared(self, item: Item) -> Iterator[Suspect]:
        """Yield how an item could come in with no self-check, and not as an easier form or in the place of another."""
        entering = (
            -self.before.is_shown([item.id]),
            # What a rule barred is looked at with that rule.
            -self.before.rulings.barred(item),
            -self.easier(item),
            # An activity that picks a food comes in with that food, which is looked at itself.
            self.before.week.left_to_pick(item),
        )
        what = f"without {self.keys}, {{}} comes in with no self-check, which nothing declares"
        yield Suspect(self.unasked(item, *entering), what, item.id, self.comes_in(item, printed))

    def easier(self, item: Item) -> Bit:
        """Return when an item takes the place of one that has more questions now, is barred, or is for others."""
        circuit, rulings = self.circuit, self.after.rulings
        instead = [one.when for one in self.after.week.spots if one.done.id == item.id and one.done is not one.place]
        declared = []
        for one in self.before.week.spots:
            if item.choice and one.place.choice == item.choice and one.done.id != item.id:
                more = -rulings.circuit.no_more(rulings.questions(one.done), rulings.questions(item))
                there = circuit.both(rulings.applies(one.done), self.after.week.stands(one.done))
                declared.append(circuit.both(one.when, circuit.any((more, -there))))
        return circuit.any((*instead, *declared))

    def unasked(self, item: Item, *entering: Bit) -> Bit:
        """Return when an item comes in with no self-check; at high stakes, with or without one."""
        asked = FALSE if item.high_stakes else self.circuit.any((self.after.rulings.checked(item), self.asked_in_words))
        return self.circuit.both(*entering, self.after.shown[item.id], -asked)

    def comes_in(self, item: Item, there: Callable[[Plan], set[str]] = allowed) -> Callable[[Case], bool]:
        """Return how to see in two plans that an item is out, then in with no self-check."""

        def seen(case: Case) -> bool:
            old = self.universe.planned(self.before, case.answers)
            new = self.universe.planned(self.before, case.after)
            asked = not item.high_stakes and (bool(_checks(new, item)) or self.in_words(new))
            ways = (there(old), there(new)) if item.slot else (allowed(old), allowed(new))
            return item.id not in ways[0] and item.id in ways[1] and not asked

        return seen

    def unjudged(self) -> Iterator[Suspect]:
        """Yield how a page that stops everything could be given up without being named as one that may apply."""
        for bound, truths in self.before.rulings.rules:
            about_words = any(isinstance(leaf, UnreadableTest) for leaf in leaves_of(bound.when))
            if bound.rule.refuse and not about_words:
                later = self.after.rulings.truth_of[bound.rule.id]
                what = f"without {self.keys}, {{}} is taken not to hold"
                yield Suspect(
                    self.circuit.both(truths.likely, -later.maybe), what, bound.rule.id, self.given_up(bound.rule.id)
                )

    def given_up(self, id_: str) -> Callable[[Case], bool]:
        """Return how to see in two plans that a page that stops everything is given up."""

        def seen(case: Case) -> bool:
            old = self.universe.planned(self.before, case.answers)
            new = self.universe.planned(self.before, case.after)
            return verdicts(old)[id_] >= Truth.ASSUMED and verdicts(new)[id_] is Truth.NO

        return seen


def _checks(plan: Plan, item: Item) -> set[str]:
    """Return the self-checks that stand beside an item."""
    decision = next(one for one in plan.decisions if one.item == item.id)
    unsure = [one for one in decision.bearings if one.judgement.truth is Truth.UNKNOWN and one.rank < ASK]
    return {one.rule.unknown.check for one in unsure} - {""}
