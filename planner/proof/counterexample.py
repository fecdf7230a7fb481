"""What breaks a promise, found for all profiles at once and believed only if the planner itself shows it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import yaml
from msgspec import Struct

from planner.model.items import Item
from planner.planning.apply import apply
from planner.planning.lines import WARNINGS
from planner.planning.plan import Plan
from planner.profile.resolve import load_profile
from planner.proof.boolean import Bit, Circuit
from planner.proof.domain import AnswersByKey, Domain, profile_of
from planner.proof.phrases import Phrase
from planner.proof.questions import LIST_KEYS
from planner.proof.solver import Inputs, Solver
from planner.proof.symbolic_plan import SymbolicPlan
from planner.proof.symbolic_profile import Said, SymbolicProfile, anything_said
from planner.recognition.quantities.amounts import daily

MANY = 60
"""How much a profile may say that is only looked at, and not printed; a list takes no more than 100 entries."""

START = date(2026, 11, 23)
_ROOM_ONLY = ("enough-others", "another-of-the-same-choice", "not-needed-this-week")


class Case(Struct, frozen=True):
    """A profile as answers that can be written to a file, what is added to its lists, and what it leaves out."""

    answers: AnswersByKey
    added: AnswersByKey = {}
    left_out: tuple[str, ...] = ()

    @property
    def after(self) -> AnswersByKey:
        """Return the answers with what is added, without what is left out."""
        joined = {key: answer for key, answer in self.answers.items() if key not in self.left_out}
        for key, words in self.added.items():
            held = joined.get(key, "none")
            both = {**held, **words} if isinstance(held, dict) else [*held, *words]
            joined[key] = words if held in ("none", []) else both
        return joined


def as_yaml(answers: Mapping[str, Any]) -> str:
    """Return answers as YAML that `planner render` reads."""
    return str(yaml.safe_dump(profile_of(answers), sort_keys=False, default_flow_style=None, allow_unicode=True))


class Breach(Struct, frozen=True):
    """Something that breaks a promise, with the plan and the profile that show it."""

    what: str
    plan: str = ""
    case: Case | None = None

    def lines(self) -> Iterator[str]:
        """Yield what breaks it, then its profile as YAML, and what was added to it or left out of it."""
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
    """All profiles of one content, its plans as formulas, and a solver to ask about them."""

    def __init__(self, domain: Domain) -> None:
        self.content = domain.content
        self.domain = domain
        self.circuit = Circuit()
        self.profile = SymbolicProfile(anything_said(domain, self.circuit))
        self.plans = [SymbolicPlan(self.profile, template) for template in self.content.templates.values()]

    @cached_property
    def solver(self) -> Solver:
        """Return who answers questions about all profiles."""
        return Solver(self.circuit, self.profile.said.rules_of_writing())

    def planned(self, symbolic: SymbolicPlan, answers: AnswersByKey) -> Plan:
        """Return what the planner itself makes of answers."""
        return apply(symbolic.template, load_profile(profile_of(answers), self.content), START)

    def broken(
        self,
        symbolic: SymbolicPlan,
        suspects: Iterable[Suspect],
        *given: Bit,
        solver: Solver | None = None,
        added: Mapping[int, Bit] | None = None,
        left_out: tuple[str, ...] = (),
    ) -> Iterator[Breach]:
        """Yield what some profile shows of the suspects; all are asked about at once, and again while any is found."""
        solver, open_ = solver or self.solver, list(suspects)
        while open_:
            # Each time round one kind of fault is found, and all suspects of that kind are struck.
            inputs = solver.holds_for(self.circuit.any(one.bit for one in open_), *given)
            if inputs is None:
                return
            alike = self.alike(open_, inputs)
            fewer = solver.fewer(inputs, (alike[0].bit, *given), self.spare(added))
            case = self.case(fewer, added, left_out)
            self.believe(alike[0], symbolic, case)
            yield Breach(alike[0].what.format(", ".join(one.id for one in alike)), symbolic.template.id, case)
            open_ = [one for one in open_ if one not in alike]

    def alike(self, suspects: list[Suspect], inputs: Inputs) -> list[Suspect]:
        """Return the suspects that one profile shows and that the same words tell."""
        held = self.circuit.values((one.bit for one in suspects), inputs)
        shown = [one for one, holds in zip(suspects, held, strict=True) if holds]
        return [one for one in shown if one.what == shown[0].what]

    def somebody(self, *bits: Bit) -> Case | None:
        """Return a profile of few words for which some bits hold, or None if there is none."""
        inputs = self.solver.holds_for(*bits)
        return (
            None
            if inputs is None
            else self.case(self.solver.fewer(inputs, bits, self.spare(None), enough=MANY), None, ())
        )

    def spare(self, added: Mapping[int, Bit] | None) -> list[Bit]:
        """Return what a profile may say and often need not: phrases, then lists."""
        said = [*(added or {}).values(), *self.profile.said.phrases.values(), *self.profile.said.given.values()]
        return list(reversed(said))

    def case(self, inputs: Inputs, added: Mapping[int, Bit] | None, left_out: tuple[str, ...]) -> Case:
        """Return the profile that some inputs make."""
        case = read(self.profile.said, inputs, added)
        return Case(case.answers, case.added, left_out)

    def believe(self, suspect: Suspect, symbolic: SymbolicPlan, case: Case) -> None:
        """Raise AssertionError if the planner does not show what the formulas say: then the formulas are wrong."""
        if not suspect.seen(case):
            raise AssertionError(
                f"the proof does not follow the planner: {suspect.what.format(suspect.id)} [{symbolic.template.id}]\n"
                f"{as_yaml(case.answers)}{case.added}{case.left_out}"
            )

    def inputs_of(self, answers: AnswersByKey) -> Inputs:
        """Return the inputs of one profile of the domain."""
        return inputs_of(self.profile.said, answers)


def read(said: Said, inputs: Collection[Bit], added: Mapping[int, Bit] | None = None) -> Case:
    """Return the profile that some inputs make."""
    domain = said.domain
    answers: AnswersByKey = {}
    for key in domain.options:
        answer = next(option.answer for bit, option in said.pairs(key) if bit in inputs)
        answers |= {} if answer is None else {key: answer}
    told = [domain.phrases[index] for index, bit in said.phrases.items() if bit in inputs]
    answers |= _lists(told, [key for key in LIST_KEYS if said.given[key] in inputs])
    more = [domain.phrases[index] for index, bit in (added or {}).items() if bit in inputs]
    return Case(answers, _lists(more, [phrase.key for phrase in more]))


def _lists(phrases: Iterable[Phrase], keys: Iterable[str]) -> AnswersByKey:
    """Return the lists that some phrases make, those without any as none."""
    texts = {key: [phrase.text for phrase in phrases if phrase.key == key] for key in dict.fromkeys(keys)}
    lists: AnswersByKey = {key: found or ([] if key == "where" else "none") for key, found in texts.items()}
    if texts.get("limits"):
        lists["limits"] = {name: daily()[name].example for name in texts["limits"]}
    return lists


def inputs_of(said: Said, answers: AnswersByKey) -> Inputs:
    """Return the inputs of one profile of the domain."""
    chosen = {said.given[key] for key in LIST_KEYS if key in answers}
    for key in said.domain.options:
        chosen.add(next(bit for bit, option in said.pairs(key) if option.answer == answers.get(key)))
    for index, bit in said.phrases.items():
        phrase = said.domain.phrases[index]
        held = answers.get(phrase.key, ())
        if held != "none" and phrase.text in held:
            chosen.add(bit)
    return frozenset(chosen)


# --- what the planner itself shows -------------------------------------------------------------------


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
    return shown | plan.picked | {stretch.id for stretch in plan.stretches}


def verdicts(plan: Plan) -> dict[str, Any]:
    """Return the truth of each rule."""
    return {verdict.rule.id: verdict.judgement.truth for verdict in plan.verdicts}
