"""Judges all criteria of a plan for one person in one pass; the reasons are left to whoever asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import product
from operator import itemgetter
from typing import Any, Final

from planner.logic.criteria import All, Always, Any_, Count, Includes, Node, Not, StatedTest, UnreadableTest
from planner.logic.facts import Facts, Listed, Value
from planner.logic.truth import NO, YES, Truth, opposite

# So much of what is asked of one fact is kept, and so many ways to give facts.
_KEPT_ANSWERS: Final = 512
_KEPT_OUTLINES: Final = 64
# What gets the truths at some places.
Getter = Callable[[Sequence[Truth]], Any]
# The places of some questions, with their truths.
Answers = Sequence[tuple[int, Truth]]
# Whether a fact is given; of a list what hangs on nothing that is on it, for each of which a list stands.
Outline = int
_NOT_GIVEN, _GIVEN, _LIST = range(3)
_OUTLINED: Final = {
    _LIST + at: Listed(stated=stated, unreadable=("",) if unread else (), as_read=as_read)
    for at, (stated, unread, as_read) in enumerate(product((False, True), repeat=3))
}


class CriteriaTable:
    """Criteria laid out as one list: first what they ask for, each question once, then what is made of it.

    Most criteria ask for something that is not on a person's list. What they come to for whoever gives the same facts,
    and nothing on any list, is kept, and only what hangs on a question with another answer is worked out for a person.
    """

    def __init__(self, criteria: Iterable[Node]) -> None:
        """Lay out the criteria in their order, and what they ask for by the fact that it asks for."""
        self._criteria = tuple(criteria)
        asked = _by_fact(_questions(self._criteria))
        self._places: dict[Node, int] = {}
        self._asked_of = [_AskedOfOne(fact, questions, self._places) for fact, questions in asked.items()]
        self._questions = len(self._places)
        self._joins: list[tuple[Callable[[Any], Truth], Getter]] = []
        # What each is a part of, as the bits of joins: a set of numbers would lie all over the memory.
        self._above = [0] * self._questions
        placed = [self._place(one) for one in self._criteria]
        self._of_all = _getter(placed)
        # Where among the criteria each stands that is laid out.
        self._stands: list[tuple[int, ...]] = [()] * len(self._places)
        for number, place in enumerate(placed):
            self._stands[place] += (number,)
        self._outlined = lru_cache(_KEPT_OUTLINES)(self._of_outlines)

    def __reduce__(self) -> tuple[type[CriteriaTable], tuple[tuple[Node, ...]]]:
        """Return how a copy is made, for another process too: of the criteria, with nothing that was kept."""
        return CriteriaTable, (self._criteria,)

    def judge(self, facts: Facts) -> list[Truth]:
        """Return the truth of each criterion for a person, in their order, each as its own `truth` would say."""
        values = [facts.get(one.fact) for one in self._asked_of]
        everything, criteria = self._outlined(tuple([_outline(value) for value in values]))
        truths, whole, above, stands = everything.copy(), criteria.copy(), self._above, self._stands
        waiting = 0
        for one, value in zip(self._asked_of, values, strict=True):
            for place, truth in () if value is None else one.answers(value):
                if truth is not truths[place]:
                    truths[place] = truth
                    waiting |= above[place]
                    for number in stands[place]:
                        whole[number] = truth
        joins, first = self._joins, self._questions
        while waiting:
            # The foremost that waits: what is made of it stands behind it.
            foremost = waiting & -waiting
            waiting ^= foremost
            at = foremost.bit_length() - 1
            join, parts = joins[at]
            truth, place = join(parts(truths)), first + at
            if truth is not truths[place]:
                truths[place] = truth
                waiting |= above[place]
                for number in stands[place]:
                    whole[number] = truth
        return whole

    def _of_outlines(self, outlines: tuple[Outline, ...]) -> tuple[list[Truth], list[Truth]]:
        """Return the truth of everything, and of each criterion, for whoever gives these facts and is told no else."""
        truths: list[Truth] = []
        for one, outline in zip(self._asked_of, outlines, strict=True):
            truths += one.outlined(outline)
        for join, parts in self._joins:
            truths.append(join(parts(truths)))
        return truths, list(self._of_all(truths))

    def _place(self, node: Node) -> int:
        """Return the place of a criterion, laid out behind its parts if it is new."""
        if node not in self._places and isinstance(node, All | Any_ | Not):
            below = [self._place(part) for part in (node.parts if isinstance(node, All | Any_) else (node.part,))]
            for part in below:
                self._above[part] |= 1 << len(self._joins)
            self._joins.append((_join_of(node), _getter(below) if isinstance(node, All | Any_) else itemgetter(*below)))
            self._above.append(0)
            self._places[node] = len(self._places)
        return self._places[node]


class _AskedOfOne:
    """Everything that is asked of one fact."""

    def __init__(self, fact: str, questions: Sequence[Node], places: dict[Node, int]) -> None:
        """Give each question the next place."""
        self.fact, self._questions, self._first = fact, questions, len(places)
        self._others: list[tuple[int, Node]] = []
        self._naming: dict[str, list[tuple[int, Includes | Count]]] = {}
        for one in questions:
            place = places[one] = len(places)
            if isinstance(one, Includes | Count) and one.ids is not None:
                for id_ in one.ids:
                    self._naming.setdefault(id_, []).append((place, one))
            elif not isinstance(one, StatedTest | UnreadableTest):
                self._others.append((place, one))
        self._known = lru_cache(_KEPT_ANSWERS)(self._of_others)
        self.outlined = lru_cache(len(_OUTLINED) + _LIST)(self._of_outline)

    def _of_outline(self, outline: Outline) -> list[Truth]:
        """Return the truth of each question for whoever gives a fact, as far as that settles it, and no of the rest."""
        facts: Facts = {} if outline == _NOT_GIVEN else {self.fact: _OUTLINED.get(outline, True)}
        left = {} if outline == _NOT_GIVEN else dict(self._others)
        return [NO if place in left else one.truth(facts) for place, one in enumerate(self._questions, self._first)]

    def answers(self, value: Value) -> Answers:
        """Return the truth of each question that may have another one than the outline of a given fact says."""
        if not isinstance(value, Listed):
            # Those of a number or a word are found again.
            return self._known(value) if self._others else ()
        found = self._of_others(value) if self._others else []
        for entry in value.entries:
            for place, one in self._naming.get(entry.id, ()):
                sure = entry.certain and isinstance(one, Includes) and not one.attributes
                found.append((place, YES if sure else one.truth({self.fact: value})))
        return found

    def _of_others(self, value: Value) -> list[tuple[int, Truth]]:
        facts: Facts = {self.fact: value}
        truths = [(place, one.truth(facts)) for place, one in self._others]
        return [(place, truth) for place, truth in truths if truth is not NO]


def _outline(value: Value | None) -> Outline:
    """Return whether a fact is given, and of a list what hangs on nothing that is on it."""
    if isinstance(value, Listed):
        return _LIST + 4 * value.stated + 2 * bool(value.unreadable) + value.as_read
    return _NOT_GIVEN if value is None else _GIVEN


def _join_of(node: All | Any_ | Not) -> Callable[[Any], Truth]:
    """Return what makes the truth of a criterion from those of its parts, or of its part."""
    if isinstance(node, Not):
        return opposite
    return min if isinstance(node, All) else max


def _questions(criteria: Iterable[Node]) -> dict[Node, None]:
    """Return what criteria ask for, each question once: all that is not made of other criteria."""
    found: dict[Node, None] = {}
    left = list(criteria)[::-1]
    while left:
        one = left.pop()
        if isinstance(one, (All, Any_)) and one.parts:
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


def _getter(places: Sequence[int]) -> Getter:
    """Return what gets the truths at some places as a tuple, however many they are."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda found: tuple([found[place] for place in places])
