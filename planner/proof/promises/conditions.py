"""The eighth promise: nothing that an answer still missing could bar is printed, or offered, without its condition.

A doubt is open where a rule that would bar an item is unknown for a key that was left out or a detail that is missing.
Each item that is printed, each food that may be chosen and each form that is offered in words then carries the
self-check of that rule, whose words the sheet prints there ("Ask first with numb feet"). Where words that nobody could
read are all that leaves a rule unknown, the condition is that of the whole sheet ("We could not check: … Show this page
to a pharmacist before you start"), beside the self-check where the rule has one. What only warns, and what is to ask
about, needs no condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.logic.strictness import ASK
from planner.logic.truth import Truth
from planner.model.items import Item
from planner.planning.plan import Plan
from planner.proof.boolean import FALSE
from planner.proof.counterexample import Breach, Case, Suspect, Universe, allowed, is_advice, printed, verdicts
from planner.proof.symbolic_plan import SymbolicPlan
from planner.proof.symbolic_rulings import SymbolicBearing


def conditions(universe: Universe) -> Iterator[Breach]:
    """Yield each item that can stand without the self-check of a rule that is unknown and would bar it."""
    for symbolic in universe.plans:
        suspects = [one for item in _advice(symbolic) for one in _unasked(universe, symbolic, item)]
        yield from universe.broken(symbolic, suspects, -symbolic.rulings.refused)


def _advice(symbolic: SymbolicPlan) -> Iterator[Item]:
    there = symbolic.shown.keys() | symbolic.week.offered.keys()
    yield from (item for item in symbolic.template.items.values() if item.id in there and is_advice(item))


def _unasked(universe: Universe, symbolic: SymbolicPlan, item: Item) -> Iterator[Suspect]:
    circuit, rulings = universe.circuit, symbolic.rulings
    there = circuit.any((symbolic.shown.get(item.id, FALSE), symbolic.week.offered.get(item.id, FALSE)))
    for bearing in rulings.against.get(item.id, ()):
        if bearing.held >= ASK:
            rule = bearing.bound.rule
            doubt = circuit.both(bearing.when, rulings.unknown(bearing.truths), bearing.open)
            bit = circuit.both(there, doubt, -rulings.asks(bearing))
            if bit != FALSE:
                what = f"{{}} stands without a condition though {rule.id} is unknown and would bar it"
                yield Suspect(bit, what, item.id, _seen(universe, symbolic, bearing, item))


def _seen(universe: Universe, symbolic: SymbolicPlan, bearing: SymbolicBearing, item: Item) -> Callable[[Case], bool]:
    def seen(case: Case) -> bool:
        plan = universe.planned(symbolic, case.answers)
        unknown = verdicts(plan)[bearing.bound.rule.id] is Truth.UNKNOWN
        return unknown and bearing.bound.rule.unknown.check not in _asked(plan, item)

    return seen


def _asked(plan: Plan, item: Item) -> set[str]:
    """Return the self-checks beside an item wherever it stands; of a food without room, those that it would carry."""
    decision = next(one for one in plan.decisions if one.item == item.id)
    unsure = [one for one in decision.bearings if one.judgement.truth is Truth.UNKNOWN and one.rank < ASK]
    there = allowed(plan) | printed(plan)
    return {one.rule.unknown.check for one in unsure} - {""} if item.id in there else {""}
