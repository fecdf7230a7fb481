"""The fifth promise: nothing that is refused, excluded or replaced is shown as advice, nor what rests on it.

Foods count as shown if they may be chosen, though a checklist prints only some of each shelf: so the proof covers more
than what is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.logic.strictness import ASK, OUT
from planner.model.foods import Meal
from planner.model.plans import Habit
from planner.planning.plan import Plan
from planner.proof.counterexample import Breach, Case, Suspect, Universe, allowed, printed
from planner.proof.symbolic_plan import SymbolicPlan

_BARRED = ("out", "replaced", "ask_first")


def showing(universe: Universe) -> Iterator[Breach]:
    """Yield each item that is advice though it is refused, barred or replaced, itself or what it rests on."""
    for symbolic in universe.plans:
        own = (*_barred(universe, symbolic), *_resting(universe, symbolic), *_meals(universe, symbolic))
        suspects = [*own, *_habits(universe, symbolic)]
        yield from universe.broken(symbolic, suspects, -symbolic.rulings.refused)


def _barred(universe: Universe, symbolic: SymbolicPlan) -> Iterator[Suspect]:
    for item in symbolic.template.items.values():
        least = OUT if item.part == "ask-first" else ASK
        bit = universe.circuit.both(symbolic.is_shown([item.id]), symbolic.rulings.barred(item, least))
        seen = _advised(universe, symbolic, item.id, item.id)
        yield Suspect(bit, "{} is advice though a rule bars it", item.id, seen)


def _resting(universe: Universe, symbolic: SymbolicPlan) -> Iterator[Suspect]:
    """Yield how an activity could stand whose stretch is barred, or a substitute that is not for this person."""
    for spot in symbolic.week.spots:
        stretch = universe.content.stretch_by_id.get(spot.done.stretch)
        if stretch is not None and stretch.id != spot.done.id:
            bit = universe.circuit.both(spot.when, symbolic.rulings.barred(stretch))
            what = f"{{}} is advice though its stretch {stretch.id} is barred"
            yield Suspect(bit, what, spot.done.id, _advised(universe, symbolic, spot.done.id, stretch.id))
        if spot.done is not spot.place:
            bit = universe.circuit.both(spot.when, -symbolic.rulings.applies(symbolic.template.items[spot.done.id]))
            what = f"{{}} stands in for {spot.place.id} though its own `when` does not hold"
            yield Suspect(bit, what, spot.done.id, _advised(universe, symbolic, spot.done.id, spot.done.id))


def _meals(universe: Universe, symbolic: SymbolicPlan) -> Iterator[Suspect]:
    """Yield how a meal could be offered of which a food is barred: each is looked at, whichever the week takes."""
    for meal in symbolic.template.content.core.meals:
        for id_ in meal.foods:
            barred = symbolic.rulings.barred(symbolic.template.items[id_])
            bit = universe.circuit.both(symbolic.week.possible(meal), barred)
            yield Suspect(
                bit, f"{{}} is offered though {id_} is barred", meal.id, _offered(universe, symbolic, meal, id_)
            )


def _offered(universe: Universe, symbolic: SymbolicPlan, meal: Meal, out: str) -> Callable[[Case], bool]:
    def seen(case: Case) -> bool:
        plan = universe.planned(symbolic, case.answers)
        return meal in plan.meals and out not in allowed(plan)

    return seen


def _advised(universe: Universe, symbolic: SymbolicPlan, shown: str, out: str) -> Callable[[Case], bool]:
    def seen(case: Case) -> bool:
        plan = universe.planned(symbolic, case.answers)
        outcomes = {decision.item: decision.outcome for decision in plan.decisions}
        return shown in allowed(plan) and outcomes.get(out) in _BARRED

    return seen


def _habits(universe: Universe, symbolic: SymbolicPlan) -> Iterator[Suspect]:
    """Yield how a row of the tick grid could stand for items of which none is there."""
    for habit in symbolic.template.spec.habits:
        row = universe.circuit.any(spot.when for spot in symbolic.week.spots if spot.done.id in habit.items)
        bit = universe.circuit.both(row, -symbolic.is_shown(habit.items))
        what = "the row {} stands for items of which none is there"
        yield Suspect(bit, what, habit.id, _has(universe, symbolic, habit))


def _has(universe: Universe, symbolic: SymbolicPlan, habit: Habit) -> Callable[[Case], bool]:
    def seen(case: Case) -> bool:
        plan: Plan = universe.planned(symbolic, case.answers)
        return habit in plan.habits and printed(plan).isdisjoint(habit.items)

    return seen
