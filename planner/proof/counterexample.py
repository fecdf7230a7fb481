"""What breaks a promise, found for all profiles at once and believed only if the planner itself shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from msgspec import Struct

from planner.content.knowledge import Content
from planner.model.records import Item
from planner.planning.apply import apply
from planner.planning.lines import WARNINGS
from planner.planning.plan import Plan
from planner.profile.resolve import load_profile
from planner.proof.boolean import Bit, Circuit
from planner.proof.domain import FACTS_OF, Answers, Menu, profile_of
from planner.proof.solver import Asker, Case, Inputs, as_yaml, inputs_of, read
from planner.proof.symbolic_plan import Sheet
from planner.proof.symbolic_profile import World

MANY = 60
"""How much a profile may say that is only looked at, and not printed; a list takes no more than 100 entries."""

START = date(2026, 11, 23)
_ROOM_ONLY = ("enough-others", "another-of-the-same-choice", "not-needed-this-week")


class Finding(Struct, frozen=True):
    """Something that breaks a promise, with the plan and the profile that show it."""

    what: str
    plan: str = ""
    case: Case | None = None

    def lines(self) -> Iterator[str]:
        """Yield the finding, then its profile as YAML, and what was added to it or left out of it."""
        yield self.what + (f" [{self.plan}]" if self.plan else "")
        if self.case is not None:
            changed = self.case.added or self.case.left_out
            yield "  with this profile:" if not changed else "  before, with this profile:"
            yield from (f"    {line}" for line in as_yaml(self.case.answers).splitlines())
            if changed:
                yield "  after, with this one:"
                yield from (f"    {line}" for line in as_yaml(self.case.after).splitlines())


class Suspect(Struct, frozen=True):
    """A way in which a promise could break: when, in words about one id, and how the planner itself would show it."""

    bit: Bit
    what: str
    id: str
    seen: Callable[[Case], bool]


class Universe:
    """All profiles of one content, its sheets as formulas, and z3 to ask about them."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.menu = Menu(content)
        self.circuit = Circuit()
        self.world = World.of_all(self.menu, self.circuit)
        self.sheets = [Sheet(self.world, template) for template in content.templates.values()]

    @cached_property
    def asker(self) -> Asker:
        """Return who answers questions about all profiles."""
        return Asker(self.circuit, self.world.rules_of_writing())

    def plan(self, sheet: Sheet, answers: Answers) -> Plan:
        """Return what the planner itself makes of answers."""
        return apply(sheet.template, load_profile(profile_of(answers), self.content), START)

    def broken(
        self,
        sheet: Sheet,
        suspects: Iterable[Suspect],
        *given: Bit,
        asker: Asker | None = None,
        added: Mapping[int, Bit] | None = None,
        left_out: tuple[str, ...] = (),
    ) -> Iterator[Finding]:
        """Yield what some profile shows of the suspects; all are asked about at once, and again while any is found."""
        asker, open_ = asker or self.asker, list(suspects)
        while open_:
            # Each time round one kind of fault is found, and all suspects of that kind are struck.
            inputs = asker.holds_for(self.circuit.any(one.bit for one in open_), *given)
            if inputs is None:
                return
            alike = self.alike(open_, inputs)
            fewer = asker.fewer(inputs, (alike[0].bit, *given), self.spare(added))
            case = self.case(fewer, added, left_out)
            self.believe(alike[0], sheet, case)
            yield Finding(alike[0].what.format(", ".join(one.id for one in alike)), sheet.template.id, case)
            open_ = [one for one in open_ if one not in alike]

    def alike(self, suspects: list[Suspect], inputs: Inputs) -> list[Suspect]:
        """Return the suspects that one profile shows and that the same words tell."""
        held = self.circuit.values((one.bit for one in suspects), inputs)
        shown = [one for one, holds in zip(suspects, held, strict=True) if holds]
        return [one for one in shown if one.what == shown[0].what]

    def somebody(self, *bits: Bit) -> Case | None:
        """Return a profile of few words for which some bits hold, or None if there is none."""
        inputs = self.asker.holds_for(*bits)
        return (
            None
            if inputs is None
            else self.case(self.asker.fewer(inputs, bits, self.spare(None), enough=MANY), None, ())
        )

    def spare(self, added: Mapping[int, Bit] | None) -> list[Bit]:
        """Return what a profile may say and often need not: phrases, then lists."""
        said = [*(added or {}).values(), *self.world.said.phrases.values(), *self.world.said.given.values()]
        return list(reversed(said))

    def case(self, inputs: Inputs, added: Mapping[int, Bit] | None, left_out: tuple[str, ...]) -> Case:
        """Return the profile that some inputs make."""
        case = read(self.world, inputs, added)
        return Case(case.answers, case.added, left_out)

    def believe(self, suspect: Suspect, sheet: Sheet, case: Case) -> None:
        """Raise AssertionError if the planner does not show what the formulas say: then the formulas are wrong."""
        if not suspect.seen(case):
            raise AssertionError(
                f"the proof does not follow the planner: {suspect.what.format(suspect.id)} [{sheet.template.id}]\n"
                f"{as_yaml(case.answers)}{case.added}{case.left_out}"
            )

    def nearest(self, answers: Answers) -> Answers:
        """Return answers with each one replaced by the one of the menu that no criterion can tell from it."""
        found = dict(answers)
        for key, options in self.menu.options.items():
            if key in answers:
                wanted = self.menu.telling(self.menu.facts({key: answers[key]}, FACTS_OF[key]))
                same = (one for one in options if one.answer is not None and self.menu.telling(one.facts) == wanted)
                found[key] = next(same).answer
        return found

    def inputs_of(self, answers: Answers) -> Inputs:
        """Return the inputs of one profile of the menu."""
        return inputs_of(self.world, answers)


def is_advice(item: Item) -> bool:
    """Return whether an item tells to do something: not what only warns, nor what is to ask about."""
    return item.kind != "ask_first" and item.part not in WARNINGS


def allowed(plan: Plan) -> set[str]:
    """Return the ids of all that no rule bars, printed or not: a checklist holds only some of each shelf."""
    fine = {one.item for one in plan.decisions if one.outcome in ("in", "caution") or one.because in _ROOM_ONLY}
    return printed(plan) | fine


def printed(plan: Plan) -> set[str]:
    """Return the ids of all that a plan prints as advice, a line or a warning; not what is only to ask about."""
    asked = {one.id for one in plan.ask_first if one.item.part != "ask-first"}
    shown = {one.id for one in (*plan.printed, *plan.tonight)} - asked
    picked = {one.food.id for day in plan.days for one in day.items if one.food is not None}
    return shown | picked | {stretch.id for stretch in plan.stretches}


def verdicts(plan: Plan) -> dict[str, Any]:
    """Return the truth of each rule."""
    return {verdict.rule.id: verdict.judgement.truth for verdict in plan.verdicts}
