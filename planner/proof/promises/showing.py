"""The third to fifth promise, about one sheet: nothing empty unsaid, no opposing lines, nothing barred as advice.

Tags oppose each other if one advises more and one less of a thing; "steady" is read as opposing both. Foods count as
shown if they may be chosen, though a checklist prints only some of each shelf: so these proofs cover more than what
is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product

from planner.logic.strictness import ASK, OUT
from planner.model.records import SLOTS, Habit, Item
from planner.planning.plan import Plan
from planner.proof.counterexample import Finding, Suspect, Universe, allowed, printed
from planner.proof.solver import Case
from planner.proof.symbolic_plan import Sheet

_OPPOSED = ({"more", "less"}, {"steady", "more"}, {"steady", "less"})
_BARRED = ("out", "replaced", "ask_first")


def filling(universe: Universe) -> Iterator[Finding]:
    """Yield each slot of a day, and each side of the checklist, that can be empty while the plan does not say so."""
    for sheet in universe.sheets:
        places = {(slot, day): sheet.filled(slot, day) for slot, day in product(SLOTS, range(1, 8))}
        while places and (case := universe.somebody(-universe.circuit.all(places.values()), -sheet.refused)):
            held = universe.circuit.values(places.values(), universe.inputs_of(case.answers))
            empty = {place for place, filled in zip(places, held, strict=True) if not filled}
            said = {(gap.slot, day) for gap in universe.plan(sheet, case.answers).gaps for day in gap.days}
            for slot, day in sorted(empty - said):
                yield Finding(f"{slot} of day {day} is empty and no gap says so", sheet.template.id, case)
            places = {place: filled for place, filled in places.items() if place not in empty}
        yield from _checklist(universe, sheet)


def _checklist(universe: Universe, sheet: Sheet) -> Iterator[Finding]:
    content = universe.content
    for name, foods in (("foods", content.foods), ("drinks", content.drinks)):
        empty = -universe.circuit.any(sheet.choosable(food) for food in foods)
        for reduced in (sheet.reduced("food-amounts"), -sheet.reduced("food-amounts")):
            case = universe.somebody(empty, reduced, -sheet.refused)
            if case:
                plan = universe.plan(sheet, case.answers)
                if "food-amounts" not in plan.reduced and not any(gap.slot == name for gap in plan.gaps):
                    yield Finding(f"the {name} are empty and nothing says so", sheet.template.id, case)


def opposing(universe: Universe) -> Iterator[Finding]:
    """Yield each pair of lines that pull in opposite directions and can stand on one sheet."""
    for sheet in universe.sheets:
        suspects = [_pair(universe, sheet, *pair) for pair in _opposed_pairs(sheet)]
        yield from universe.broken(sheet, suspects, -sheet.refused)


def _pair(universe: Universe, sheet: Sheet, one: Item, other: Item) -> Suspect:
    together = universe.circuit.both(sheet.shown[one.id], sheet.shown[other.id])

    def seen(case: Case) -> bool:
        return {one.id, other.id} <= allowed(universe.plan(sheet, case.answers))

    return Suspect(together, "{} stand together, and their tags oppose each other", f"{one.id} and {other.id}", seen)


def _opposed_pairs(sheet: Sheet) -> Iterator[tuple[Item, Item]]:
    items = [item for item in sheet.template.items.values() if item.id in sheet.shown]
    for one, other in combinations(items, 2):
        if any(_oppose(tag, against) for tag in one.tags for against in other.tags):
            yield one, other


def _oppose(tag: str, other: str) -> bool:
    (kind, _, rest), (other_kind, _, other_rest) = tag.partition("-"), other.partition("-")
    (way, _, what), (other_way, _, other_what) = rest.partition("-"), other_rest.partition("-")
    return kind == other_kind == "advises" and what == other_what and {way, other_way} in _OPPOSED


def showing(universe: Universe) -> Iterator[Finding]:
    """Yield each item that is advice though it is refused, barred or replaced, itself or what it rests on."""
    for sheet in universe.sheets:
        suspects = [*_barred(universe, sheet), *_resting(universe, sheet), *_habits(universe, sheet)]
        yield from universe.broken(sheet, suspects, -sheet.refused)


def _barred(universe: Universe, sheet: Sheet) -> Iterator[Suspect]:
    for item in sheet.template.items.values():
        least = OUT if item.part == "ask-first" else ASK
        bit = universe.circuit.both(sheet.is_shown([item.id]), sheet.barred(item, least))
        seen = _advised(universe, sheet, item.id, item.id)
        yield Suspect(bit, "{} is advice though a rule bars it", item.id, seen)


def _resting(universe: Universe, sheet: Sheet) -> Iterator[Suspect]:
    """Yield how an activity could stand whose stretch is barred, or a substitute that is not for this person."""
    for spot in sheet.spots:
        stretch = universe.content.stretch_by_id.get(spot.done.stretch)
        if stretch is not None and stretch.id != spot.done.id:
            bit = universe.circuit.both(spot.when, sheet.barred(stretch))
            what = f"{{}} is advice though its stretch {stretch.id} is barred"
            yield Suspect(bit, what, spot.done.id, _advised(universe, sheet, spot.done.id, stretch.id))
        if spot.done is not spot.place:
            bit = universe.circuit.both(spot.when, -sheet.applies(sheet.template.items[spot.done.id]))
            what = f"{{}} stands in for {spot.place.id} though its own `when` does not hold"
            yield Suspect(bit, what, spot.done.id, _advised(universe, sheet, spot.done.id, spot.done.id))


def _advised(universe: Universe, sheet: Sheet, shown: str, out: str) -> Callable[[Case], bool]:
    def seen(case: Case) -> bool:
        plan = universe.plan(sheet, case.answers)
        outcomes = {decision.item: decision.outcome for decision in plan.decisions}
        return shown in allowed(plan) and outcomes.get(out) in _BARRED

    return seen


def _habits(universe: Universe, sheet: Sheet) -> Iterator[Suspect]:
    """Yield how a row of the tick grid could stand for items of which none is there."""
    for habit in sheet.template.spec.habits:
        row = universe.circuit.any(spot.when for spot in sheet.spots if spot.done.id in habit.items)
        bit = universe.circuit.both(row, -sheet.is_shown(habit.items))
        what = "the row {} stands for items of which none is there"
        yield Suspect(bit, what, habit.id, _has(universe, sheet, habit))


def _has(universe: Universe, sheet: Sheet, habit: Habit) -> Callable[[Case], bool]:
    def seen(case: Case) -> bool:
        plan: Plan = universe.plan(sheet, case.answers)
        return habit in plan.habits and printed(plan).isdisjoint(habit.items)

    return seen
