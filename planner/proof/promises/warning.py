"""The ninth promise: every sign, limit and hard stop of what holds is printed.

A sign (`alert`, `when-to-see`) of the plan, or of a rule that holds, stands in the plan with its words, unless a rule
that holds takes out just that sign by its id, or a rule speaks on its topic. What a rule that holds says to leave out
or to ask about, and each hard stop for page 1, stands in the plan, or a sentence on the same topic that is at least as
strict, or a rule that holds names it as one that it replaces. The limits that a clinician set come first on page 1,
where six have room, so that none is ever left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.content.rules import BoundRule
from planner.logic.truth import Truth
from planner.model.items import Item
from planner.planning.lines import WARNINGS
from planner.planning.plan import Plan
from planner.proof.boolean import Bit
from planner.proof.counterexample import Breach, Case, Suspect, Universe, verdicts
from planner.proof.symbolic_plan import SymbolicPlan
from planner.recognition.quantities.amounts import daily


def warning(universe: Universe) -> Iterator[Breach]:
    """Yield each sign, hard stop and limit that holds for somebody and that nothing of their plan says."""
    for symbolic in universe.plans:
        suspects = [*_lines(universe, symbolic), *_stops(universe, symbolic), *_limits(universe, symbolic)]
        yield from universe.broken(symbolic, suspects, -symbolic.rulings.refused)


def _lines(universe: Universe, symbolic: SymbolicPlan) -> Iterator[Suspect]:
    """Yield how a line that warns could be lost: no line with its words is there, and nothing says it more strictly."""
    said: dict[str, list[Bit]] = {}
    for line, when in symbolic.lines.printed:
        said.setdefault(line.text, []).append(when)
    for line, when in symbolic.lines.candidates():
        if line.part in WARNINGS:
            circuit = universe.circuit
            bit = circuit.both(when, -circuit.any(said[line.text]), -_replaced(symbolic, line))
            yield Suspect(bit, "{} holds and is not printed", line.id, _unsaid(universe, symbolic, line))


def _replaced(symbolic: SymbolicPlan, line: Item) -> Bit:
    """Return when a rule that holds or is assumed names a line as one that it replaces, or speaks on its topic."""
    circuit, rulings = symbolic.circuit, symbolic.rulings
    named = [
        rulings.bars(bearing)
        for bearing in rulings.against.get(line.id, ())
        if line.part != "alert" or line.id in _ids(bearing.bound)
    ]
    return circuit.any((*named, symbolic.lines.spoken(line.topic)))


def _ids(bound: BoundRule) -> tuple[str, ...]:
    """Return the ids that a rule selects by name."""
    selector = bound.rule.exclude or bound.rule.ask_first or {}
    ids = selector.get("id", ())
    return (ids,) if isinstance(ids, str) else tuple(ids)


def _unsaid(universe: Universe, symbolic: SymbolicPlan, line: Item) -> Callable[[Case], bool]:
    def seen(case: Case) -> bool:
        plan = universe.planned(symbolic, case.answers)
        return line.text not in {one.item.text for one in (*plan.alerts, *plan.notes, *plan.avoid, *plan.ask_first)}

    return seen


def _stops(universe: Universe, symbolic: SymbolicPlan) -> Iterator[Suspect]:
    """Yield how a hard stop could be lost: neither its sentence nor another on its topic is there."""
    circuit = universe.circuit
    for bound, truths in symbolic.rulings.rules:
        if bound.rule.front:
            line = symbolic.template.items[bound.rule.id]
            said = (symbolic.is_shown([line.id]), symbolic.lines.spoken(bound.rule.topic), _replaced(symbolic, line))
            bit = circuit.both(truths.likely, -circuit.any(said))
            yield Suspect(bit, "the hard stop of {} is said nowhere", line.id, _unstopped(universe, symbolic, bound))


def _unstopped(universe: Universe, symbolic: SymbolicPlan, bound: BoundRule) -> Callable[[Case], bool]:
    def seen(case: Case) -> bool:
        plan = universe.planned(symbolic, case.answers)
        fired = verdicts(plan)[bound.rule.id] >= Truth.ASSUMED
        return fired and bound.rule.say not in {one.item.text for one in plan.printed}

    return seen


def _limits(universe: Universe, symbolic: SymbolicPlan) -> Iterator[Suspect]:
    """Yield each limit that a clinician can set and that is not on page 1."""
    for name in daily():
        entries = symbolic.profile.lists.entries.get("limits", {}).get(name, [])
        told = universe.circuit.any(bit for bit, entry in entries if entry.status == "current")
        case = universe.somebody(told, -symbolic.rulings.refused)
        if case is not None and not _has(universe.planned(symbolic, case.answers), name):
            yield Suspect(told, "the limit on {} is not on page 1", name, _unlimited(universe, symbolic, name))


def _unlimited(universe: Universe, symbolic: SymbolicPlan, name: str) -> Callable[[Case], bool]:
    return lambda case: not _has(universe.planned(symbolic, case.answers), name)


def _has(plan: Plan, name: str) -> bool:
    return any(limit.id == name and limit.rule is None for limit in plan.limits)
