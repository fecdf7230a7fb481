"""Formulas and planner agree on every rule, item, self-check and offer, for profiles that reached something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planner.logic.truth import Truth
from planner.model.foods import Food
from planner.planning.plan import Plan
from planner.proof.boolean import Bit
from planner.proof.counterexample import Breach, Case, Universe, allowed, printed
from planner.proof.promises.reaching import Seen
from planner.proof.solver import Inputs
from planner.proof.symbolic_plan import SymbolicPlan

_COMPARED = 60


def disagreements(universe: Universe, seen: Seen) -> Iterator[Breach]:
    """Yield each profile of which formulas and planner say different things."""
    profiles = list(seen.profiles.items())
    compared = profiles[:: max(1, len(profiles) // _COMPARED)]
    for symbolic in universe.plans:
        plans = [universe.planned(symbolic, answers) for _, answers in compared]
        found = differences(symbolic, [inputs for inputs, _ in compared], plans)
        for (_, answers), wrong in zip(compared, found, strict=True):
            if wrong:
                what = f"the proof does not follow the planner on {', '.join(wrong)}"
                yield Breach(what, symbolic.template.id, Case(answers))


def differences(symbolic: SymbolicPlan, profiles: Sequence[Inputs], plans: Sequence[Plan]) -> list[list[str]]:
    """Return the rules and items of which the formulas and the plan of each profile say different things."""
    groups = _formulas(symbolic)
    bits = [bit for group in groups.values() for bit in group]
    columns = dict(zip(bits, symbolic.circuit.columns(bits, *_side_by_side(profiles)), strict=True))
    return [
        [id_ for id_, truth in _told(symbolic, plan).items() if _at(number, groups[id_], columns) != truth]
        for number, plan in enumerate(plans)
    ]


def _formulas(symbolic: SymbolicPlan) -> dict[str, tuple[Bit, ...]]:
    """Return when each rule is not no, at least assumed, and yes, each item is shown, and each meal may be had."""
    rules = {id_: (one.maybe, one.likely, one.sure) for id_, one in symbolic.rulings.truth_of.items()}
    items = {f"item {id_}": (bit,) for id_, bit in symbolic.shown.items()}
    offers = {f"offer {id_}": (bit,) for id_, bit in symbolic.week.offered.items()}
    meals = {f"meal {one.id}": (symbolic.week.possible(one),) for one in symbolic.template.content.core.meals}
    return {**rules, **meals, **items, **offers, **dict(_self_checks(symbolic))}


def _self_checks(symbolic: SymbolicPlan) -> Iterator[tuple[str, tuple[Bit, ...]]]:
    """Yield when each self-check stands beside each line and activity, but for foods, of which some have no room."""
    stretches = symbolic.template.content.stretch_by_id
    for id_, bit in symbolic.shown.items():
        item = symbolic.template.items[id_]
        if not isinstance(item, Food) and item.pick is None and id_ not in stretches:
            for check in symbolic.rulings.can_ask(item):
                asked = symbolic.circuit.both(bit, symbolic.rulings.checked(item, check))
                yield f"check {check} at {id_}", (asked,)


def _told(symbolic: SymbolicPlan, plan: Plan) -> dict[str, tuple[bool, ...]]:
    """Return the same as the planner tells it; of items nothing where it gives no ordinary plan."""
    told = {verdict.rule.id: _steps(verdict.judgement.truth) for verdict in plan.verdicts}
    if plan.see_clinician is None:
        there, fine, items = printed(plan), allowed(plan), symbolic.template.items
        told |= {f"item {id_}": (id_ in (fine if isinstance(items[id_], Food) else there),) for id_ in symbolic.shown}
        # Where a meal is usual is no question of safety, and not among the formulas.
        country, meals = plan.profile.answers.country, symbolic.template.content.core.meals
        usual = [one for one in meals if not one.countries or country in one.countries]
        told |= {f"meal {one.id}": (one in plan.meals,) for one in usual}
        offered = {one.id for planned in plan.printed for one in planned.offers}
        told |= {f"offer {id_}": (id_ in offered,) for id_ in symbolic.week.offered}
        asked = _asked(plan)
        told |= {name: (name in asked,) for name, _ in _self_checks(symbolic)}
    return told


def _asked(plan: Plan) -> set[str]:
    """Return every self-check beside an activity or line that is printed as one."""
    moved = {one.id for one in plan.ask_first if one.item.part != "ask-first"}
    printed = [planned for planned in plan.printed if planned.id not in moved]
    return {f"check {check} at {planned.id}" for planned in printed for check in planned.checks}


def _steps(truth: Truth) -> tuple[bool, ...]:
    return tuple(truth >= least for least in (Truth.UNKNOWN, Truth.ASSUMED, Truth.YES))


def _side_by_side(profiles: Sequence[Inputs]) -> tuple[dict[Bit, int], int]:
    """Return in which of the profiles each input holds, as the digits of a number, and the number that has them all."""
    columns: dict[Bit, int] = {}
    for number, inputs in enumerate(profiles):
        for bit in inputs:
            columns[bit] = columns.get(bit, 0) | 1 << number
    return columns, (1 << len(profiles)) - 1


def _at(number: int, group: tuple[Bit, ...], columns: Mapping[Bit, int]) -> tuple[bool, ...]:
    return tuple(bool(columns[bit] >> number & 1) for bit in group)
