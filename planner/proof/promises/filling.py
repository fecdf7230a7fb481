"""The third promise: every slot of every day and the checklist is filled or says why not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from planner.model.items import SLOTS
from planner.proof.counterexample import Breach, Universe
from planner.proof.symbolic_plan import SymbolicPlan


def filling(universe: Universe) -> Iterator[Breach]:
    """Yield each slot of a day, and each side of the checklist, that can be empty while the plan does not say so."""
    for symbolic in universe.plans:
        places = {(slot, day): symbolic.week.filled(slot, day) for slot, day in product(SLOTS, range(1, 8))}
        while places and (case := universe.somebody(-universe.circuit.all(places.values()), -symbolic.rulings.refused)):
            held = universe.circuit.values(places.values(), universe.inputs_of(case.answers))
            empty = {place for place, filled in zip(places, held, strict=True) if not filled}
            said = {(gap.slot, day) for gap in universe.planned(symbolic, case.answers).gaps for day in gap.days}
            for slot, day in sorted(empty - said):
                yield Breach(f"{slot} of day {day} is empty and no gap says so", symbolic.template.id, case)
            places = {place: filled for place, filled in places.items() if place not in empty}
        yield from _checklist(universe, symbolic)


def _checklist(universe: Universe, symbolic: SymbolicPlan) -> Iterator[Breach]:
    content = universe.content
    for name, foods in (("foods", content.foods), ("drinks", content.drinks)):
        empty = -universe.circuit.any(symbolic.week.choosable(food) for food in foods)
        for reduced in (symbolic.rulings.reduced("food-amounts"), -symbolic.rulings.reduced("food-amounts")):
            case = universe.somebody(empty, reduced, -symbolic.rulings.refused)
            if case:
                plan = universe.planned(symbolic, case.answers)
                if "food-amounts" not in plan.reduced and not any(gap.slot == name for gap in plan.gaps):
                    yield Breach(f"the {name} are empty and nothing says so", symbolic.template.id, case)
