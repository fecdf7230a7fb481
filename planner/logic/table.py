"""Judges all criteria of a plan for one person in one pass; the reasons are left to whoever asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from planner.logic.criteria import All, Always, Any_, Includes, Node, Not, absent
from planner.logic.facts import Facts, Listed, Value
from planner.logic.truth import NO, Truth, opposite

# So many criteria are judged together: of more, hardly two people have the same answers, and of fewer there is more to
# look up. Of each part so many truths are kept, and so many of what is asked of one fact.
_TOGETHER: Final = 24
_KEPT: Final = 128
_KEPT_ANSWERS: Final = 512
# What gets the truths of some questions, by their places.
Getter = Callable[[Sequence[Truth]], tuple[Truth, ...]]


class CriteriaTable:
    """Criteria laid out in parts, and before them what they ask for, each question once.

    Most criteria ask for something that is not on a person's list, and those are not looked at one by one. What follows
    for a part from the truths of what it asks is worked out once for all people with the same.
    """

    def __init__(self, criteria: Iterable[Node]) -> None:
        """Lay out the criteria in their order, and what they ask for by the fact that it asks for."""
        self._criteria = listed = tuple(criteria)
        questions = _questions(listed)
        including = _by_fact(one for one in questions if isinstance(one, Includes))
        others = _by_fact(one for one in questions if not isinstance(one, Includes))
        places: dict[Node, int] = {}
        self._including = [(fact, *_laid_out(asked, places)) for fact, asked in including.items()]
        self._others = [_AskedOfOne(fact, asked, *_laid_out(asked, places)) for fact, asked in others.items()]
        self._questions = tuple(places)
        self._naming: dict[tuple[str, str], list[int]] = {}
        for fact, asked in including.items():
            for one in asked:
                for id_ in one.ids if isinstance(one, Includes) else ():
                    self._naming.setdefault((fact, id_), []).append(places[one])
        parts = (listed[at : at + _TOGETHER] for at in range(0, len(listed), _TOGETHER))
        self._parts = [_Part(part, places) for part in parts]

    def __reduce__(self) -> tuple[type[CriteriaTable], tuple[tuple[Node, ...]]]:
        """Return how a copy is made, for another process too: of the criteria, with nothing that was kept."""
        return CriteriaTable, (self._criteria,)

    def judge(self, facts: Facts) -> list[Truth]:
        """Return the truth of each criterion for a person, in their order, each as its own `truth` would say."""
        found = [NO] * len(self._questions)
        for fact, start, end in self._including:
            self._look(fact, start, end, facts, found)
        for one in self._others:
            found[one.start : one.end] = one.answers(facts)
        truths: list[Truth] = []
        for part in self._parts:
            truths += part.judged(part.asked(found))
        return truths

    def _look(self, fact: str, start: int, end: int, facts: Facts, found: list[Truth]) -> None:
        """Fill in what asks for things on one list: one truth for all that are not there, and those that are."""
        listed = facts.get(fact)
        truth, _ = absent(listed)
        if truth is not NO:
            found[start:end] = [truth] * (end - start)
        for entry in listed.entries if isinstance(listed, Listed) else ():
            for place in self._naming.get((fact, entry.id), ()):
                found[place] = self._questions[place].truth(facts)


class _AskedOfOne:
    """Everything that is asked of one fact, but for what asks for things on a list."""

    def __init__(self, fact: str, asked: Sequence[Node], start: int, end: int) -> None:
        self.start, self.end = start, end
        self._fact, self._asked = fact, asked
        self._known = lru_cache(_KEPT_ANSWERS)(self._answers)

    def answers(self, facts: Facts) -> tuple[Truth, ...]:
        """Return the truth of each question; those of a number or a word are found again."""
        value = facts.get(self._fact)
        return self._answers(value) if isinstance(value, Listed) else self._known(value)

    def _answers(self, value: Value | None) -> tuple[Truth, ...]:
        facts: Facts = {} if value is None else {self._fact: value}
        return tuple([one.truth(facts) for one in self._asked])


class _Part:
    """Criteria that stand behind each other, with how their truths follow from those of what they ask for."""

    def __init__(self, criteria: Iterable[Node], places: dict[Node, int]) -> None:
        self._joins: list[tuple[Callable[[Any], Truth], Callable[[list[Truth]], Any]]] = []
        listed = list(criteria)
        questions = _questions(listed)
        self._local = {one: at for at, one in enumerate(questions)}
        self.asked = _getter([places[one] for one in questions])
        self._criteria = [self._place(one) for one in listed]
        self.judged = lru_cache(_KEPT)(self._judged)

    def _judged(self, asked: tuple[Truth, ...]) -> tuple[Truth, ...]:
        """Return the truths of the criteria for those of what they ask for."""
        found = list(asked)
        for join, parts in self._joins:
            found.append(join(parts(found)))
        return tuple([found[place] for place in self._criteria])

    def _place(self, node: Node) -> int:
        """Return the place of a criterion, laid out behind its parts if it is new."""
        if node not in self._local:
            if isinstance(node, Not):
                self._joins.append((opposite, itemgetter(self._place(node.part))))
            elif isinstance(node, (All, Any_)):
                join = min if isinstance(node, All) else max
                self._joins.append((join, _getter([self._place(part) for part in node.parts])))
            self._local[node] = len(self._local)
        return self._local[node]


def _questions(criteria: Iterable[Node]) -> dict[Node, None]:
    """Return what criteria ask for, each question once: all that is not made of other criteria."""
    found: dict[Node, None] = {}
    left = list(criteria)[::-1]
    while left:
        one = left.pop()
        if isinstance(one, Includes):
            found[one] = None
        elif isinstance(one, (All, Any_)) and one.parts:
            left += one.parts[::-1]
        elif isinstance(one, Not):
            left.append(one.part)
        else:
            # What is made of no parts says the same to everybody.
            found[one] = None
    return found


def _by_fact(questions: Iterable[Node]) -> dict[str, list[Node]]:
    """Return questions by the fact that they ask for."""
    found: dict[str, list[Node]] = {}
    for one in questions:
        fact = "" if isinstance(one, All | Any_ | Always | Not) else one.fact
        found.setdefault(fact, []).append(one)
    return found


def _laid_out(questions: Iterable[Node], places: dict[Node, int]) -> tuple[int, int]:
    """Give each question the next place; return the first of these places, and the first behind them."""
    start = len(places)
    for one in questions:
        places[one] = len(places)
    return start, len(places)


def _getter(places: Sequence[int]) -> Getter:
    """Return what gets the truths at some places as a tuple, however many they are."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda found: tuple([found[place] for place in places])
