"""Yes-or-no formulas as numbers: an input or a gate is a number, its opposite the negative one; equal gates are one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from operator import and_

Bit = int
TRUE: Bit = 1
FALSE: Bit = -1


class Circuit:
    """All inputs and gates; a gate holds if all its parts hold, and stands after its parts."""

    def __init__(self) -> None:
        self.parts: list[tuple[Bit, ...] | None] = [None, None]
        self.names: dict[Bit, str] = {}
        self._gates: dict[frozenset[Bit], Bit] = {}

    def input(self, name: str) -> Bit:
        """Return a new bit that may hold or not."""
        self.parts.append(None)
        self.names[len(self.parts) - 1] = name
        return len(self.parts) - 1

    def all(self, parts: Iterable[Bit]) -> Bit:
        """Return that all parts hold."""
        wanted = frozenset(parts) - {TRUE}
        if FALSE in wanted or not wanted.isdisjoint([-part for part in wanted]):
            return FALSE
        if len(wanted) < 2:
            return next(iter(wanted), TRUE)
        if wanted not in self._gates:
            self.parts.append(tuple(wanted))
            self._gates[wanted] = len(self.parts) - 1
        return self._gates[wanted]

    def any(self, parts: Iterable[Bit]) -> Bit:
        """Return that one of the parts holds."""
        return -self.all([-part for part in parts])

    def both(self, *parts: Bit) -> Bit:
        """Return that all of a few parts hold."""
        return self.all(parts)

    def at_least(self, number: int, parts: Iterable[Bit]) -> Bit:
        """Return that a number of the parts hold."""
        return self.counted(max(0, number), parts)[-1]

    def counted(self, most: int, parts: Iterable[Bit]) -> list[Bit]:
        """Return that at least none, one, and so on up to a number of the parts hold."""
        reached = [TRUE] + [FALSE] * most
        for part in parts:
            for count in range(most, 0, -1):
                reached[count] = self.any((reached[count], self.all((reached[count - 1], part))))
        return reached

    def no_more(self, parts: Collection[Bit], others: Collection[Bit]) -> Bit:
        """Return that no more of some parts hold than of others."""
        most = len(parts)
        counts, bounds = self.counted(most, parts), self.counted(most, others)
        return self.all(self.any((-count, bound)) for count, bound in zip(counts, bounds, strict=True))

    def cone(self, bits: Iterable[Bit], known: Collection[Bit] = ()) -> list[Bit]:
        """Return the inputs and gates on which some bits rest, parts first, without what is known."""
        found: set[Bit] = set()
        waiting = [abs(bit) for bit in bits]
        while waiting:
            bit = waiting.pop()
            if bit not in found and bit not in known and bit != TRUE:
                found.add(bit)
                waiting += [abs(part) for part in self.parts[bit] or ()]
        return sorted(found)

    def values(self, bits: Iterable[Bit], inputs: Collection[Bit], cone: Iterable[Bit] | None = None) -> list[bool]:
        """Return whether each bit holds where of all inputs just some hold; who asks often gives their cone."""
        wanted = list(bits)
        holds = {TRUE: True, FALSE: False}
        for bit in self.cone(wanted) if cone is None else cone:
            parts = self.parts[bit]
            held = bit in inputs if parts is None else all(holds[part] for part in parts)
            holds[bit], holds[-bit] = held, not held
        return [holds[bit] for bit in wanted]

    def columns(self, bits: Iterable[Bit], inputs: Mapping[Bit, int], full: int) -> list[int]:
        """Return when each bit holds in many cases at once: a case is a binary digit of each input, `full` has all."""
        wanted = list(bits)
        holds = {TRUE: full, FALSE: 0}
        for bit in self.cone(wanted):
            held = inputs.get(bit, 0)
            parts = self.parts[bit]
            if parts is not None:
                held = reduce(and_, (holds[part] for part in parts))
            holds[bit], holds[-bit] = held, full & ~held
        return [holds[bit] for bit in wanted]
