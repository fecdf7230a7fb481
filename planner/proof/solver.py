"""Asks z3 for a profile for which a formula holds, and writes it down in few words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from importlib import import_module
from typing import Any

import yaml
from msgspec import Struct

from planner.errors import ContentError
from planner.proof.boolean import FALSE, TRUE, Bit, Circuit
from planner.proof.domain import LIST_KEYS, Answers, Phrase, profile_of
from planner.proof.symbolic_profile import World

Inputs = frozenset[Bit]


class Case(Struct, frozen=True):
    """A profile as answers that can be written to a file, what is added to its lists, and what it leaves out."""

    answers: Answers
    added: Answers = {}
    left_out: tuple[str, ...] = ()

    @property
    def after(self) -> Answers:
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


def solver() -> Any:
    """Return z3, or raise ContentError with what to install."""
    try:
        return import_module("z3")
    except ModuleNotFoundError as error:
        raise ContentError("the proof needs z3; install it with: pip install 'cramp-planner[proof]'") from error


class Asker:
    """Finds profiles for which formulas hold; z3 is told of each gate once, when a question first rests on it."""

    def __init__(self, circuit: Circuit, always: Iterable[Bit]) -> None:
        self.circuit = circuit
        self.z3 = solver()
        self.solver = self.z3.SolverFor("QF_FD")
        self.always = circuit.all(always)
        self.inputs: dict[Bit, Any] = {}
        self._terms: dict[Bit, Any] = {}
        self.solver.add(self.term(self.always))

    def possible(self, *bits: Bit) -> bool:
        """Return whether there is a profile for which all bits hold."""
        wanted = self.circuit.all((self.always, *bits))
        if wanted == FALSE:
            return False
        answer = self.solver.check(*(self.term(bit) for bit in bits))
        if answer == self.z3.unknown:
            raise ContentError(f"z3 gave up: {self.solver.reason_unknown()}")
        return bool(answer == self.z3.sat)

    def holds_for(self, *bits: Bit) -> Inputs | None:
        """Return the inputs that hold where all bits do, or None if nobody is like that."""
        return self.read(self.solver.model()) if self.possible(*bits) else None

    def read(self, model: Any) -> Inputs:
        """Return the inputs that hold in a model; asked in z3's own words, as its Python is slow for thousands."""
        z3, context = self.z3, self.z3.main_ctx().ref()
        values = ((bit, z3.Z3_model_get_const_interp(context, model.model, decl)) for bit, decl in self.inputs.items())
        return frozenset(bit for bit, value in values if value and z3.Z3_get_bool_value(context, value) == 1)

    def term(self, bit: Bit) -> Any:
        """Return the term of a bit, all that it rests on being told."""
        if bit in (TRUE, FALSE):
            return self.z3.BoolVal(bit == TRUE)
        for found in self.circuit.cone([bit], self._terms):
            self._terms[found] = self.z3.Bool(f"b{found}")
            self.tell(found)
        return self._terms[bit] if bit > 0 else self.z3.Not(self._terms[-bit])

    def tell(self, bit: Bit) -> None:
        """Tell z3 when a gate holds."""
        parts = self.circuit.parts[bit]
        if parts is None:
            self.inputs[bit] = self._terms[bit].decl().ast
            return
        terms = [self._terms[part] if part > 0 else self.z3.Not(self._terms[-part]) for part in parts]
        self.solver.add(self._terms[bit] == self.z3.And(terms))

    def fewer(self, inputs: Inputs, kept: Iterable[Bit], spare: Iterable[Bit], *, enough: int = 0) -> Inputs:
        """Return the inputs that hold, without most of those spare that the kept bits do not need, until few enough."""
        wanted = self.circuit.all((self.always, *kept))
        cone = self.circuit.cone([wanted])
        left = [bit for bit in spare if bit in inputs]
        size = len(left)
        while size and len(left) > enough:
            for start in range(0, len(left), size):
                less = inputs - set(left[start : start + size])
                if less != inputs and self.circuit.values((wanted,), less, cone) == [True]:
                    inputs = less
            left = [bit for bit in left if bit in inputs]
            size //= 2
        return inputs


def read(world: World, inputs: Collection[Bit], added: Mapping[int, Bit] | None = None) -> Case:
    """Return the profile that some inputs make."""
    menu = world.menu
    answers: Answers = {}
    for key in menu.options:
        answer = next(option.answer for bit, option in world.pairs(key) if bit in inputs)
        answers |= {} if answer is None else {key: answer}
    said = [menu.phrases[index] for index, bit in world.said.phrases.items() if bit in inputs]
    answers |= _lists(said, [key for key in LIST_KEYS if world.said.given[key] in inputs])
    more = [menu.phrases[index] for index, bit in (added or {}).items() if bit in inputs]
    return Case(answers, _lists(more, [phrase.key for phrase in more]))


def _lists(said: Iterable[Phrase], keys: Iterable[str]) -> Answers:
    """Return the lists that some phrases make, those without any as none."""
    texts = {key: [phrase.text for phrase in said if phrase.key == key] for key in dict.fromkeys(keys)}
    lists: Answers = {key: found or ([] if key == "where" else "none") for key, found in texts.items()}
    if texts.get("limits"):
        lists["limits"] = dict.fromkeys(texts["limits"], "1 unit")
    return lists


def inputs_of(world: World, answers: Answers) -> Inputs:
    """Return the inputs of one profile of the menu."""
    chosen = {world.said.given[key] for key in LIST_KEYS if key in answers}
    for key in world.menu.options:
        chosen.add(next(bit for bit, option in world.pairs(key) if option.answer == answers.get(key)))
    for index, bit in world.said.phrases.items():
        phrase = world.menu.phrases[index]
        held = answers.get(phrase.key, ())
        if held != "none" and phrase.text in held:
            chosen.add(bit)
    return frozenset(chosen)
