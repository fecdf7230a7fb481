"""Asks a SAT solver for a profile for which a formula holds, and makes it one of few words."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from planner.errors import ContentError
from planner.proof.boolean import FALSE, TRUE, Bit, Circuit

Inputs = frozenset[Bit]


def load_solver() -> Any:
    """Return a new solver, or raise ContentError with what to install."""
    try:
        return import_module("pysat.solvers").Solver(name="cadical195")
    except ModuleNotFoundError as error:
        raise ContentError(
            "the proof needs python-sat; install it with: pip install 'cramp-planner[proof]', "
            "or in a checkout with: pip install -e '.[proof]'"
        ) from error


class Solver:
    """Finds profiles for which formulas hold; it is told of each gate once, when a question first rests on it.

    The solver knows a bit by its own number in the circuit, and what does not hold by the number with a minus.
    """

    def __init__(self, circuit: Circuit, always: Iterable[Bit]) -> None:
        self.circuit = circuit
        self.solver = load_solver()
        self.always = circuit.all(always)
        self.inputs: list[Bit] = []
        self._told: dict[Bit, bool] = {}
        self._tell(self.always)
        if self.always != TRUE:
            self.solver.add_clause([self.always] if self.always != FALSE else [])

    def possible(self, *bits: Bit) -> bool:
        """Return whether there is a profile for which all bits hold."""
        if self.circuit.all((self.always, *bits)) == FALSE:
            return False
        wanted = [bit for bit in bits if bit != TRUE]
        for bit in wanted:
            self._tell(bit)
        return bool(self.solver.solve(assumptions=wanted))

    def holds_for(self, *bits: Bit) -> Inputs | None:
        """Return the inputs that hold where all bits do, or None if nobody is like that."""
        return self.read(self.solver.get_model()) if self.possible(*bits) else None

    def read(self, model: list[Bit]) -> Inputs:
        """Return the inputs that hold in a model."""
        return frozenset(bit for bit in self.inputs if model[bit - 1] > 0)

    def _tell(self, bit: Bit) -> None:
        """Tell the solver when the gates hold on which a bit rests."""
        if bit in (TRUE, FALSE):
            return
        for gate in self.circuit.cone([bit], self._told):
            self._told[gate] = True
            parts = self.circuit.parts[gate]
            if parts is None:
                self.inputs.append(gate)
                continue
            for part in parts:
                self.solver.add_clause([-gate, part])
            self.solver.add_clause([gate, *(-part for part in parts)])

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
