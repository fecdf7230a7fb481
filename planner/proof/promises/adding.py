"""The second promise: something more on a list brings in only what is declared, and nothing that a rule barred.

"Adding a fact" is read as: one or more things that are, or were, so are added to lists that are given. (Answering a
key that was not given also resolves what was unknown, and may bring in what was left out for that alone.) Declared are
the lines of rules, what a rule offers instead, items whose own `when` now holds, and the next of a choice whose former
one went out. Whatever a rule that surely holds barred must stay barred, unless that rule names the exception itself,
under a `not` or by asking whether all was given and read. What only an assumption barred (a kidney disease without its
stage) may give way to what is told; what only warns may come in at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.content.rules import BoundRule
from planner.logic.criteria import All, Any_, Node, Not, StatedTest, UnreadableTest
from planner.logic.strictness import ASK
from planner.logic.truth import Truth
from planner.model.items import Item
from planner.planning.treatments import rank_of
from planner.proof.boolean import FALSE, Bit
from planner.proof.counterexample import Breach, Case, Suspect, Universe, allowed, is_advice, verdicts
from planner.proof.solver import Solver
from planner.proof.symbolic_plan import SymbolicPlan
from planner.proof.symbolic_profile import SymbolicProfile, Truths
from planner.proof.symbolic_rulings import SymbolicBearing


def adding(universe: Universe) -> Iterator[Breach]:
    """Yield what adding something to a list would let in."""
    circuit, said = universe.circuit, universe.profile.said
    added = {i: circuit.input(f"add {i}") for i, phrase in enumerate(universe.domain.phrases) if phrase.positive}
    more = said.with_more(added)
    new = [circuit.any((-bit, -said.phrases[index])) for index, bit in added.items()]
    solver = Solver(circuit, (*said.rules_of_writing(), *more.rules_of_writing(), *new))
    after = SymbolicProfile(more)
    for symbolic in universe.plans:
        growth = _Growth(universe, symbolic, SymbolicPlan(after, symbolic.template))
        given = (-symbolic.rulings.refused, -growth.after.rulings.refused)
        yield from universe.broken(symbolic, growth.suspects(), *given, solver=solver, added=added)


class _Growth:
    """One plan before and after something is added."""

    def __init__(self, universe: Universe, before: SymbolicPlan, after: SymbolicPlan) -> None:
        self.universe = universe
        self.circuit = universe.circuit
        self.before = before
        self.after = after
        self.lines = {line.id for line in universe.content.rule_lines}
        self.stretches = set(universe.content.stretch_by_id)

    def suspects(self) -> list[Suspect]:
        """Return every way in which the promise could break."""
        items = [item for item in self.before.template.items.values() if is_advice(item)]
        items = [item for item in items if item.id in self.after.shown]
        found = [one for item in items for one in (*self.lifted(item), *self.undeclared(item))]
        return [one for one in found if one.bit != FALSE]

    def lifted(self, item: Item) -> Iterator[Suspect]:
        """Yield how a rule that held could stop to bar an item."""
        for bearing in self.before.rulings.against.get(item.id, ()):
            if bearing.held >= ASK:
                excepted = self.excepted(bearing.bound.when)
                free = (self.after.shown[item.id], -self.after.rulings.barred(item), -excepted)
                bit = self.circuit.both(bearing.when, bearing.truths.sure, *free)
                what = f"something more on a list makes {bearing.bound.rule.id} give up {{}}"
                yield Suspect(bit, what, item.id, self.lifted_in(bearing, item))

    def excepted(self, when: Node) -> Bit:
        """Return when a rule still holds but for the exceptions that it names itself, all words counted or not."""
        after, before = self.after.profile, self.before.profile
        whole, read = self.mixed(when, after, before), self.mixed(when, after.as_read, before.as_read)
        return self.circuit.any((whole.likely, read.likely))

    def mixed(self, node: Node, plain: SymbolicProfile, negated: SymbolicProfile) -> Truths:
        """Return the truths of a criterion that sees one profile, and another under each `not`."""
        if isinstance(node, All | Any_):
            join = self.circuit.all if isinstance(node, All) else self.circuit.any
            parts = [self.mixed(part, plain, negated) for part in node.parts]
            return Truths(join(p.maybe for p in parts), join(p.likely for p in parts), join(p.sure for p in parts))
        # A medicine under another key leaves the list of medicines incomplete, and named there makes it whole again.
        if isinstance(node, StatedTest) or (isinstance(node, UnreadableTest) and not node.wanted):
            return negated.truths(node)
        if isinstance(node, Not):
            part = self.mixed(node.part, negated, plain)
            assumed = self.circuit.both(part.likely, -part.sure)
            return Truths(-part.sure, self.circuit.any((-part.maybe, assumed)), -part.maybe)
        return plain.truths(node)

    def lifted_in(self, bearing: SymbolicBearing, item: Item) -> Callable[[Case], bool]:
        """Return how to see in two plans that a rule barred an item and then bars it no more."""

        def seen(case: Case) -> bool:
            truth = self.truth(bearing.bound, case.answers)
            barred = truth is Truth.YES and rank_of(bearing.bound, truth, item) >= ASK
            return barred and item.id in allowed(self.universe.planned(self.before, case.after))

        return seen

    def truth(self, bound: BoundRule, answers: dict[str, object]) -> Truth:
        """Return what the planner says of a rule."""
        truth: Truth = verdicts(self.universe.planned(self.before, answers))[bound.rule.id]
        return truth

    def undeclared(self, item: Item) -> Iterator[Suspect]:
        """Yield how an item could come in that nothing declares; a stretch comes with its activity."""
        if item.id not in self.lines and item.id not in self.stretches:
            new = (
                self.after.shown[item.id],
                -self.before.is_shown([item.id]),
                -self.declared(item),
                -self.before.rulings.barred(item),
                # An activity that picks a food comes in with that food, which is looked at itself.
                self.before.week.left_to_pick(item),
            )
            what = "something more on a list brings in {}, which nothing declares"
            yield Suspect(self.circuit.both(*new), what, item.id, self.comes_in(item))

    def declared(self, item: Item) -> Bit:
        """Return when an item is one that something more may bring in."""
        newly = self.circuit.both(-self.before.rulings.applies(item), self.after.rulings.applies(item))
        spots = self.after.week.spots
        instead = [spot.when for spot in spots if spot.done.id == item.id and spot.done is not spot.place]
        gone = [self.circuit.both(one, -other) for one, other in self.rivals(item)]
        return self.circuit.any((newly, *instead, *gone))

    def rivals(self, item: Item) -> Iterator[tuple[Bit, Bit]]:
        """Yield when each other of the same choice stands in the week, before and after."""
        for one, other in zip(self.before.week.spots, self.after.week.spots, strict=True):
            if item.choice and one.place.choice == item.choice and one.done.id != item.id:
                yield one.when, other.when

    def comes_in(self, item: Item) -> Callable[[Case], bool]:
        """Return how to see in two plans that an item comes in."""

        def seen(case: Case) -> bool:
            old, new = (self.universe.planned(self.before, answers) for answers in (case.answers, case.after))
            return item.id not in allowed(old) and item.id in allowed(new)

        return seen
