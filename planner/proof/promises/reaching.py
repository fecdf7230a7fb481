"""The sixth and seventh promise: every rule can fire and every item can show, seen in a plan of the planner.

Plain profiles are tried first, thousands at a time: each phrase alone, beside a few sets of answers. Only for what
none of them reaches is the solver asked. A rule fires if it holds for somebody, also for one who is stopped from
having a plan: what the evidence says of them stands, should the stop ever be narrowed. An item shows as advice, as a
line, or as something to ask about; a food if it may be chosen, as which of a shelf are printed is a matter of room.
What is never suggested is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planner.logic.strictness import ASK, OUT
from planner.logic.truth import Truth
from planner.model.foods import Food
from planner.model.items import Item
from planner.planning.plan import Plan
from planner.proof.boolean import FALSE, Bit
from planner.proof.counterexample import MANY, Breach, Universe, allowed
from planner.proof.domain import AnswersByKey
from planner.proof.solver import Inputs
from planner.proof.symbolic_plan import SymbolicPlan

_BASES: tuple[AnswersByKey, ...] = (
    {"age": 40, "sex": "female", "pregnancy": "no", "medications": "none", "conditions": "none"},
    {"age": 70, "sex": "male", "sleep_position": "back", "exercise_level": "moderate", "daily_posture": "sitting"},
    {"age": 30, "sex": "female", "pregnancy": {"weeks": 30}, "sleep_position": "side", "exercise_level": "vigorous"},
    {"age": 15, "sex": "male", "sleep_position": "stomach", "heat": True, "exercise_level": "vigorous"},
)


@dataclass
class Seen:
    """The profiles that showed something, with what the planner itself made of them."""

    universe: Universe
    fired: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    profiles: dict[Inputs, AnswersByKey] = field(default_factory=dict)

    def look(self, inputs: Inputs) -> None:
        """Remember what each plan of a profile shows."""
        if inputs not in self.profiles:
            answers = self.universe.case(inputs, None, ()).answers
            self.profiles[inputs] = answers
            for symbolic in self.universe.plans:
                self.note(self.universe.planned(symbolic, answers))

    def note(self, plan: Plan) -> None:
        """Remember the rules that held and the items that were printed."""
        self.fired |= {one.rule.id for one in plan.verdicts if one.judgement.truth >= Truth.ASSUMED}
        self.shown |= allowed(plan) | {one.id for one in plan.ask_first}
        self.shown |= {food.id for food in (*plan.foods, *plan.drinks)}


def reaching(universe: Universe, seen: Seen) -> Iterator[Breach]:
    """Yield each rule that fires for nobody and each item that is shown to nobody."""
    rules, items = dict(_firing(universe)), dict(_showing(universe))
    plain = list(_plain(universe))
    _look_at(universe, seen, plain, rules, seen.fired)
    _look_at(universe, seen, plain, items, seen.shown)
    for id_, ways in rules.items():
        if not _reached(universe, seen, id_, ways, seen.fired):
            yield Breach(f"the rule {id_} fires for nobody")
    for id_, ways in items.items():
        if not _reached(universe, seen, id_, ways, seen.shown):
            possible = any(universe.solver.possible(bit) for bit in ways)
            # How a shelf is filled is not modelled, so that this is found, not proved.
            why = "may be chosen, but others came first in every profile tried" if possible else "is shown to nobody"
            yield Breach(f"{id_} {why}")


def _firing(universe: Universe) -> Iterator[tuple[str, list[Bit]]]:
    symbolic = universe.plans[0]
    for bound, truths in symbolic.rulings.rules:
        yield bound.rule.id, [truths.likely]


def _showing(universe: Universe) -> Iterator[tuple[str, list[Bit]]]:
    """Yield the ways in which each item can show, in any plan."""
    found: dict[str, list[Bit]] = {}
    for symbolic in universe.plans:
        for item in symbolic.template.items.values():
            if getattr(item, "suggest", True):
                found.setdefault(item.id, []).extend(_ways(universe, symbolic, item))
    yield from found.items()


def _ways(universe: Universe, symbolic: SymbolicPlan, item: Item) -> list[Bit]:
    circuit, rulings = universe.circuit, symbolic.rulings
    asked = circuit.both(rulings.applies(item), rulings.barred(item, ASK), -rulings.barred(item, OUT))
    moves = asked if isinstance(item, Food) or item.slot is not None else FALSE
    there = circuit.both(circuit.any((symbolic.is_shown([item.id]), moves)), -rulings.refused)
    return [there]


def _plain(universe: Universe) -> Iterator[Inputs]:
    """Yield the inputs of plain profiles: each phrase alone beside a few sets of answers."""
    given, said = universe.profile.said.given, universe.profile.said.phrases
    for answers in _BASES:
        base = universe.inputs_of(universe.domain.nearest(answers))
        yield base
        for index, phrase in enumerate(universe.domain.phrases):
            if not (phrase.pregnant and ("pregnancy" in answers or answers.get("sex") == "male")):
                yield base | {given[phrase.key], said[index]}


def _look_at(
    universe: Universe, seen: Seen, plain: list[Inputs], wanted: dict[str, list[Bit]], found: set[str]
) -> None:
    """Look at one plain profile for each thing wanted that any of them shows."""
    columns: dict[Bit, int] = {}
    for number, inputs in enumerate(plain):
        for bit in inputs:
            columns[bit] = columns.get(bit, 0) | 1 << number
    bits = [bit for ways in wanted.values() for bit in ways]
    shown = dict(zip(bits, universe.circuit.columns(bits, columns, (1 << len(plain)) - 1), strict=True))
    for id_, ways in wanted.items():
        for bit in ways:
            if id_ not in found and shown[bit]:
                seen.look(plain[(shown[bit] & -shown[bit]).bit_length() - 1])


def _reached(universe: Universe, seen: Seen, id_: str, ways: Iterable[Bit], found: set[str]) -> bool:
    """Return whether the planner itself shows something, in a plain profile or in one that the solver finds."""
    for bit in ways:
        if id_ in found:
            return True
        inputs = universe.solver.holds_for(bit)
        if inputs is not None:
            seen.look(universe.solver.fewer(inputs, (bit,), universe.spare(None), enough=MANY))
    return id_ in found
