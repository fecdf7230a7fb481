"""Judges all criteria of a plan for one person in one pass; the reasons are left to whoever asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

from planner.logic.criteria import All, Any_, Includes, Node, Not, absent
from planner.logic.facts import Facts, Listed
from planner.logic.truth import NO, Truth, opposite


class Table:
    """Criteria laid out in a row, each part that they share once and before what leans on it.

    Most criteria ask for something that is not on a person's list, and those are not looked at one by one.
    """

    def __init__(self, criteria: Iterable[Node]) -> None:
        self._nodes: list[Node] = []
        self._places: dict[Node, int] = {}
        self._including: dict[str, list[int]] = {}
        self._naming: dict[tuple[str, str], list[int]] = {}
        self._asking: list[int] = []
        self._joins: list[tuple[int, Callable[[Any], Truth], Callable[[list[Truth]], Any]]] = []
        self._asked = [self._place(criterion) for criterion in criteria]

    def judge(self, facts: Facts) -> list[Truth]:
        """Return the truth of each criterion for a person, in their order, each as its own `truth` would say."""
        found = [NO] * len(self._nodes)
        for fact in self._including:
            self._look(fact, facts, found)
        for place in self._asking:
            found[place] = self._nodes[place].truth(facts)
        for place, join, parts in self._joins:
            found[place] = join(parts(found))
        return [found[place] for place in self._asked]

    def _look(self, fact: str, facts: Facts, found: list[Truth]) -> None:
        """Fill in what asks for things on one list: one truth for all that are not there, and those that are."""
        listed = facts.get(fact)
        truth, _ = absent(listed)
        if truth is not NO:
            for place in self._including[fact]:
                found[place] = truth
        for entry in listed.entries if isinstance(listed, Listed) else ():
            for place in self._naming.get((fact, entry.id), ()):
                found[place] = self._nodes[place].truth(facts)

    def _place(self, node: Node) -> int:
        """Return the place of a criterion, laid out if it is new."""
        if node in self._places:
            return self._places[node]
        join = self._join(node)
        place = self._places[node] = len(self._nodes)
        self._nodes.append(node)
        if join is not None:
            self._joins.append((place, *join))
        elif isinstance(node, Includes):
            self._including.setdefault(node.fact, []).append(place)
            for id_ in node.ids:
                self._naming.setdefault((node.fact, id_), []).append(place)
        else:
            self._asking.append(place)
        return place

    def _join(self, node: Node) -> tuple[Callable[[Any], Truth], Callable[[list[Truth]], Any]] | None:
        """Return how the truth of a criterion follows from those of its parts, and where these are."""
        if isinstance(node, Not):
            return opposite, itemgetter(self._place(node.part))
        if isinstance(node, All | Any_) and node.parts:
            first, *others = [self._place(part) for part in node.parts]
            # The first stands twice, so that even of one part a tuple is got.
            return min if isinstance(node, All) else max, itemgetter(first, first, *others)
        return None
