"""Asks z3 for a profile for which a formula holds, and makes it one of few words."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from planner.errors import ContentError
from planner.proof.boolean import FALSE, TRUE, Bit, Circuit

Inputs = frozenset[Bit]


def load_z3() -> Any:
    """Return z3, or raise ContentError with what to install."""
    try:
        return import_module("z3")
    except ModuleNotFoundError as error:
        raise ContentError(
            "the proof needs z3; install it with: pip install 'cramp-planner[proof]', "
            "or in a checkout with: pip install -e '.[proof]'"
        ) from error


class Solver:
    """Finds profiles for which formulas hold; z3 is told of each gate once, when a question first rests on it."""

    def __init__(self, circuit: Circuit, always: Iterable[Bit]) -> None:
        self.circuit = circuit
        self.z3 = load_z3()
        self._z3_solver = self.z3.SolverFor("QF_FD")
        self.always = circuit.all(always)
        self.inputs: dict[Bit, Any] = {}
        self._terms: dict[Bit, Any] = {}
        self._z3_solver.add(self.term(self.always))

    def possible(self, *bits: Bit) -> bool:
        """Return whether there is a profile for which all bits hold."""
        wanted = self.circuit.all((self.always, *bits))
        if wanted == FALSE:
            return False
        answer = self._z3_solver.check(*(self.term(bit) for bit in bits))
        if answer == self.z3.unknown:
            raise ContentError(f"z3 gave up: {self._z3_solver.reason_unknown()}")
        return bool(answer == self.z3.sat)

    def holds_for(self, *bits: Bit) -> Inputs | None:
        """Return the inputs that hold where all bits do, or None if nobody is like that."""
        return self.read(self._z3_solver.model()) if self.possible(*bits) else None

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
        self._z3_solver.add(self._terms[bit] == self.z3.And(terms))

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
