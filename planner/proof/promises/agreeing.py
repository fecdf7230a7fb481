"""Compares formulas and planner on profiles that reached something: they must agree on every rule and item."""

from __future__ import annotations

from collections.abc import Iterator

from planner.logic.criteria import Truth
from planner.model.records import Food
from planner.proof.boolean import Bit
from planner.proof.counterexample import Finding, Universe, allowed, printed
from planner.proof.domain import Answers
from planner.proof.promises.reaching import Seen
from planner.proof.solver import Case, Inputs
from planner.proof.symbolic_plan import Sheet

_COMPARED = 60


def disagreements(universe: Universe, seen: Seen) -> Iterator[Finding]:
    """Yield each profile of which formulas and planner say different things."""
    profiles = list(seen.profiles.items())
    for inputs, answers in profiles[:: max(1, len(profiles) // _COMPARED)]:
        for sheet in universe.sheets:
            wrong = differences(universe, sheet, inputs, answers)
            if wrong:
                what = f"the proof does not follow the planner on {', '.join(wrong)}"
                yield Finding(what, sheet.template.id, Case(answers))


def differences(universe: Universe, sheet: Sheet, inputs: Inputs, answers: Answers) -> list[str]:
    """Return the rules and items of which formulas and planner say different things for one profile."""
    plan = universe.plan(sheet, answers)
    wanted = {verdict.rule.id: _steps(verdict.judgement.truth) for verdict in plan.verdicts}
    bits: dict[str, tuple[Bit, ...]] = {
        id_: (truths.maybe, truths.likely, truths.sure) for id_, truths in sheet.truth_of.items()
    }
    if plan.see_clinician is None:
        there, fine, items = printed(plan), allowed(plan), sheet.template.items
        bits |= {f"item {id_}": (bit,) for id_, bit in sheet.shown.items()}
        wanted |= {f"item {id_}": (id_ in (fine if isinstance(items[id_], Food) else there),) for id_ in sheet.shown}
    values = iter(universe.circuit.values([bit for group in bits.values() for bit in group], inputs))
    found = {id_: tuple(next(values) for _ in group) for id_, group in bits.items()}
    return [id_ for id_ in found if found[id_] != wanted[id_]]


def _steps(truth: Truth) -> tuple[bool, ...]:
    return tuple(truth >= least for least in (Truth.UNKNOWN, Truth.ASSUMED, Truth.YES))
