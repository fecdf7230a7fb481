"""The fourth promise: no two lines that are shown together oppose each other.

Tags oppose each other if one advises more and one less of a thing; "steady" is read as opposing both. Foods count as
shown if they may be chosen, though a checklist prints only some of each shelf: so the proof covers more than what is
printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from planner.model.items import Item
from planner.proof.counterexample import Breach, Case, Suspect, Universe, allowed
from planner.proof.symbolic_plan import SymbolicPlan

_OPPOSED = ({"more", "less"}, {"steady", "more"}, {"steady", "less"})


def opposing(universe: Universe) -> Iterator[Breach]:
    """Yield each pair of lines that pull in opposite directions and can stand in one plan."""
    for symbolic in universe.plans:
        suspects = [_pair(universe, symbolic, *pair) for pair in _opposed_pairs(symbolic)]
        yield from universe.broken(symbolic, suspects, -symbolic.rulings.refused)


def _pair(universe: Universe, symbolic: SymbolicPlan, one: Item, other: Item) -> Suspect:
    together = universe.circuit.both(symbolic.shown[one.id], symbolic.shown[other.id])

    def seen(case: Case) -> bool:
        return {one.id, other.id} <= allowed(universe.planned(symbolic, case.answers))

    return Suspect(together, "{} stand together, and their tags oppose each other", f"{one.id} and {other.id}", seen)


def _opposed_pairs(symbolic: SymbolicPlan) -> Iterator[tuple[Item, Item]]:
    items = [item for item in symbolic.template.items.values() if item.id in symbolic.shown]
    for one, other in combinations(items, 2):
        if any(_oppose(tag, against) for tag in one.tags for against in other.tags):
            yield one, other


def _oppose(tag: str, other: str) -> bool:
    (kind, _, rest), (other_kind, _, other_rest) = tag.partition("-"), other.partition("-")
    (way, _, what), (other_way, _, other_what) = rest.partition("-"), other_rest.partition("-")
    return kind == other_kind == "advises" and what == other_what and {way, other_way} in _OPPOSED
