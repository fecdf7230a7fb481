"""What one plan holds for one symbolic profile, as formulas that follow `planner/planning/` line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from planner.content.knowledge import PlanTemplate
from planner.content.rules import BoundRule
from planner.logic.strictness import ASK, OUT, RANK
from planner.model.items import Item
from planner.planning.lines import WARNINGS
from planner.proof.boolean import FALSE, TRUE, Bit
from planner.proof.symbolic_profile import SymbolicProfile
from planner.proof.symbolic_rulings import SymbolicRulings
from planner.proof.symbolic_week import SymbolicWeek

# --- lines -------------------------------------------------------------------------------------------


class SymbolicLines:
    """Which lines are said, as `planning/lines.py` speaks them."""

    def __init__(self, rulings: SymbolicRulings) -> None:
        self.rulings = rulings
        self.circuit = rulings.circuit
        self.template = rulings.template

    @cached_property
    def printed(self) -> list[tuple[Item, Bit]]:
        """Return every line with when it is printed."""
        same: dict[str, list[Bit]] = {}
        found = []
        for line, when in self.candidates():
            earlier = same.setdefault(line.text, [])
            least = OUT if line.part == "ask-first" else ASK
            first = -self.circuit.any(earlier)
            kept = (-self.rulings.barred(line, least), -self.spoken(line.topic))
            found.append((line, self.circuit.both(when, first, *kept)))
            earlier.append(when)
        return found

    def candidates(self) -> Iterator[tuple[Item, Bit]]:
        """Yield the lines of the template and of the rules, in their order, with when they want to be printed."""
        for line in self.template.lines:
            yield line, self.rulings.applies(line)
        for bound, truths in self.rulings.rules:
            own = self.template.items.get(bound.rule.id)
            if own is not None:
                yield own, self.circuit.both(truths.likely, self.speaks(bound))
            for line in bound.rule.add:
                holds = truths.likely if line.part in WARNINGS else truths.sure
                yield line, self.circuit.both(holds, self.rulings.applies(line))

    def speaks(self, bound: BoundRule) -> Bit:
        """Return when no stricter rule, nor an earlier one as strict, speaks of the same topic."""
        if not bound.rule.topic:
            return TRUE
        if not bound.rule.say:
            return FALSE
        before, stricter = True, list[Bit]()
        for other, speaking in self.speakers(bound.rule.topic):
            if other is bound:
                before = False
            elif RANK[other.effect] > RANK[bound.effect] or (before and other.effect == bound.effect):
                stricter.append(speaking)
        return self.circuit.both(-self.circuit.any(stricter), -self.silenced(bound))

    def speakers(self, topic: str) -> Iterator[tuple[BoundRule, Bit]]:
        """Yield the rules that have a sentence on a topic, each with when it may say it."""
        for bound, truths in self.rulings.rules:
            if topic and bound.rule.topic == topic and bound.rule.say:
                yield bound, self.circuit.both(truths.likely, -self.silenced(bound))

    def spoken(self, topic: str) -> Bit:
        """Return when any rule speaks of a topic."""
        return self.circuit.any([speaking for _, speaking in self.speakers(topic)])

    def silenced(self, bound: BoundRule) -> Bit:
        """Return when other rules take a rule's sentence out."""
        item = self.template.items.get(bound.rule.id)
        return FALSE if item is None else self.rulings.barred(item)


# --- all together ------------------------------------------------------------------------------------


class SymbolicPlan:
    """One plan of one symbolic profile: its rulings, its week, its lines, and all that is shown."""

    def __init__(self, profile: SymbolicProfile, template: PlanTemplate) -> None:
        self.profile = profile
        self.circuit = profile.circuit
        self.template = template
        self.rulings = SymbolicRulings(profile, template)
        self.week = SymbolicWeek(self.rulings)
        self.lines = SymbolicLines(self.rulings)

    @cached_property
    def shown(self) -> dict[str, Bit]:
        """Return when each item is printed as advice, a line or a warning; foods count if they may be chosen."""
        found: dict[str, list[Bit]] = {}
        for spot in (*self.week.steps, *(spot for spot in self.week.spots if not spot.place.slot)):
            found.setdefault(spot.done.id, []).append(spot.when)
            stretch = self.template.content.stretch_by_id.get(spot.done.stretch)
            if stretch is not None and stretch.id != spot.done.id:
                found.setdefault(stretch.id, []).append(self.circuit.both(spot.when, self.rulings.allows(stretch)))
        for food in (*self.template.content.foods, *self.template.content.drinks):
            found.setdefault(food.id, []).append(self.week.choosable(food))
        for line, when in self.lines.printed:
            found.setdefault(line.id, []).append(when)
        return {id_: self.circuit.any(bits) for id_, bits in found.items()}

    def is_shown(self, ids: Iterable[str]) -> Bit:
        """Return when any of some items is shown."""
        return self.circuit.any(self.shown.get(id_, FALSE) for id_ in ids)
