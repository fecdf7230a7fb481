"""One profile that is not yet chosen: when each fact holds and each criterion has which truth, as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property
from typing import Any

from msgspec import Struct, structs

from planner.logic.criteria import (
    All,
    Always,
    Any_,
    Count,
    Includes,
    Node,
    Not,
    NumberTest,
    StatedTest,
    UnreadableTest,
    WordTest,
)
from planner.logic.facts import Entry, Value
from planner.logic.truth import Truth
from planner.profile.derive import settled_as
from planner.profile.profile import NOT_A_NUMBER
from planner.proof.boolean import FALSE, TRUE, Bit, Circuit
from planner.proof.domain import Domain, Option
from planner.proof.questions import FACTS_OF, LIST_KEYS, LISTED_BY

_INFINITY = float("inf")
SingleFacts = dict[str, list[tuple[Bit, Value | None]]]


class Truths(Struct, frozen=True):
    """When a criterion is not no, is at least assumed, and is yes."""

    maybe: Bit
    likely: Bit
    sure: Bit


class Said(Struct, frozen=True):
    """When each key is given, each phrase is said, and each answer is given."""

    domain: Domain
    circuit: Circuit
    given: dict[str, Bit]
    phrases: dict[int, Bit]
    answered: dict[str, tuple[Bit, ...]]

    def without(self, keys: Iterable[str]) -> Said:
        """Return the same with some keys left out."""
        left = frozenset(keys)
        given = {key: FALSE if key in left else bit for key, bit in self.given.items()}
        keys_of = {index: phrase.key for index, phrase in enumerate(self.domain.phrases)}
        phrases = {index: FALSE if keys_of[index] in left else bit for index, bit in self.phrases.items()}
        answered = {
            key: (TRUE, *(FALSE for _ in bits[1:])) if key in left else bits for key, bits in self.answered.items()
        }
        return Said(self.domain, self.circuit, given, phrases, answered)

    def with_more(self, added: dict[int, Bit]) -> Said:
        """Return the same with more said on its lists."""
        phrases = {index: self.circuit.any((bit, added.get(index, FALSE))) for index, bit in self.phrases.items()}
        return structs.replace(self, phrases=phrases)

    def pairs(self, key: str) -> list[tuple[Bit, Option]]:
        """Return the answers to a key, each with when it is given."""
        return list(zip(self.answered[key], self.domain.options[key], strict=True))

    def answer(self, key: str, *, answer: Any) -> Bit:
        """Return when a key is answered in one way."""
        return self.circuit.any(bit for bit, option in self.pairs(key) if option.answer == answer)

    @property
    def told_pregnancies(self) -> list[tuple[Bit, tuple[dict[str, Value], ...]]]:
        """Return when a pregnancy is told in words, with the facts that follow beside each answer to that key."""
        return [(self.phrases[index], facts) for index, facts in self.domain.together.items()]

    def rules_of_writing(self) -> Iterator[Bit]:
        """Yield what holds of every profile that can be read, and that the domain leaves a choice."""
        circuit = self.circuit
        for bits in self.answered.values():
            yield circuit.any(bits)
            yield -circuit.at_least(2, bits)
        for index, bit in self.phrases.items():
            yield circuit.any((-bit, self.given[self.domain.phrases[index].key]))
        told = [bit for bit, _ in self.told_pregnancies]
        yield -circuit.at_least(2, told)
        male, feeding = self.answer("sex", answer="male"), self.answer("breastfeeding", answer=True)
        born = circuit.any(bit for bit, option in self.pairs("born_weeks_ago") if option.answer is not None)
        pregnant = circuit.any(bit for bit, option in self.pairs("pregnancy") if option.facts.get("pregnant") is True)
        yield -circuit.both(male, circuit.any((pregnant, born, feeding, *told)))


def anything_said(domain: Domain, circuit: Circuit) -> Said:
    """Return that anything of the domain may be said or not."""
    given = {key: circuit.input(f"given {key}") for key in LIST_KEYS}
    phrases = {index: circuit.input(f"said {index}") for index, _ in enumerate(domain.phrases)}
    answered = {
        key: tuple(circuit.input(f"{key} {index}") for index, _ in enumerate(options))
        for key, options in domain.options.items()
    }
    return Said(domain, circuit, given, phrases, answered)


# --- the lists ---------------------------------------------------------------------------------------


class SymbolicLists:
    """The lists of one profile: which entries each can hold, and when it holds them."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.circuit = said.circuit
        self.spoken = [(bit, said.domain.phrases[index]) for index, bit in said.phrases.items()]

    def given(self, fact: str) -> Bit:
        """Return when a list was given."""
        return self.said.given[LISTED_BY.get(fact, fact)]

    def unread(self, fact: str) -> list[Bit]:
        """Return when each phrase leaves a list with words that nobody understood."""
        return self._unread.get(fact, [])

    @cached_property
    def _unread(self) -> dict[str, list[Bit]]:
        found: dict[str, list[Bit]] = {}
        for bit, phrase in self.spoken:
            for fact in phrase.unread:
                found.setdefault(fact, []).append(bit)
        return found

    @cached_property
    def entries(self) -> dict[str, dict[str, list[tuple[Bit, Entry]]]]:
        """Return the entries that each list can hold, by id, each with when it holds it."""
        found: dict[str, dict[str, list[tuple[Bit, Entry]]]] = {}
        for bit, phrase in self.spoken:
            implied = [(fact, entry, self.circuit.both(bit, -self.told(entry.id))) for fact, entry in phrase.implied]
            own = [(fact, entry, when) for fact, one in phrase.entries for when, entry in self.staged(bit, one)]
            for fact, entry, when in (*own, *implied):
                found.setdefault(fact, {}).setdefault(entry.id, []).append((when, entry))
        return found

    def staged(self, bit: Bit, entry: Entry) -> Iterator[tuple[Bit, Entry]]:
        """Yield an entry as it counts: a stage that is only assumed gives way to the highest that another states."""
        stages = self.stated_stages.get(entry.id, {}) if "stage" in entry.assumed else {}
        for stage, said in stages.items():
            higher = [other for other_stage, other in stages.items() if other_stage > stage]
            when = self.circuit.both(bit, said, -self.circuit.any(higher))
            yield when, structs.replace(entry, stage=stage, assumed=())
        yield self.circuit.both(bit, -self.circuit.any(stages.values())), entry

    @cached_property
    def stated_stages(self) -> dict[str, dict[float, Bit]]:
        """Return when each stage of each illness is stated, of those that somebody has now."""
        found: dict[str, dict[float, Bit]] = {}
        for bit, phrase in self.spoken:
            for _, entry in phrase.entries:
                sure = entry.status == "current" and not entry.near_miss and "stage" not in entry.assumed
                if sure and entry.stage is not None:
                    stages = found.setdefault(entry.id, {})
                    stages[entry.stage] = self.circuit.any((stages.get(entry.stage, FALSE), bit))
        return found

    def told(self, id_: str) -> Bit:
        """Return when a person told a condition, so that no medicine need point to it."""
        return self.circuit.any(self._telling.get(id_, ()))

    @cached_property
    def _telling(self) -> dict[str, list[Bit]]:
        found: dict[str, list[Bit]] = {}
        for bit, phrase in self.spoken:
            for id_ in phrase.current:
                found.setdefault(id_, []).append(bit)
        return found


# --- the facts that are no lists ---------------------------------------------------------------------


def stated_facts(said: Said) -> SingleFacts:
    """Return the values that each single fact can have, each with when it has it; None where it has none."""
    both = said.circuit.both
    values: SingleFacts = {
        fact: [(bit, option.facts.get(fact)) for bit, option in said.pairs(key)]
        for key, facts in FACTS_OF.items()
        for fact in facts
    }
    in_words = said.circuit.any(bit for bit, _ in said.told_pregnancies)
    answers = said.answered["pregnancy"]
    for fact in FACTS_OF["pregnancy"]:
        values[fact] = [(both(bit, -in_words), value) for bit, value in values[fact]] + [
            (both(bit, told), facts[index].get(fact))
            for told, facts in said.told_pregnancies
            for index, bit in enumerate(answers)
        ]
    return values


class SymbolicProfile:
    """One profile, not yet chosen."""

    # Whether words that nobody understood may name anything.
    open_words = True

    def __init__(self, said: Said) -> None:
        self.said = said
        self.circuit = said.circuit
        self.lists = SymbolicLists(said)
        self.values = stated_facts(said)
        self._truths: dict[Node, Truths] = {}
        self._settle_all()

    def _settle_all(self) -> None:
        """Settle what another fact settles, as `profile/resolve.py` does."""
        content = self.said.domain.content
        for default in content.raw.defaults:
            holds = self.truths(content.criterion(default.when)).sure
            self._settle(default.fact, settled_as(default), holds)
            self._truths.clear()
        self._settle("pregnancy_week", NOT_A_NUMBER, self.has("pregnant", value=False))
        not_feeding = self.circuit.both(self.has("breastfeeding", value=False), self.said.answer("sex", answer="male"))
        self._settle("weeks_since_birth", NOT_A_NUMBER, not_feeding)
        self._truths.clear()

    def _settle(self, fact: str, value: Value, holds: Bit) -> None:
        absent = self.circuit.any(bit for bit, held in self.values[fact] if held is None)
        stated = [(bit, held) for bit, held in self.values[fact] if held is not None]
        both = self.circuit.both
        self.values[fact] = [*stated, (both(absent, holds), value), (both(absent, -holds), None)]

    def has(self, fact: str, *, value: Value) -> Bit:
        """Return when a single fact has a value."""
        return self.circuit.any(bit for bit, held in self.values[fact] if held is not None and held == value)

    def known(self, fact: str) -> Bit:
        """Return when a single fact has any value."""
        return -self.circuit.any(bit for bit, held in self.values[fact] if held is None)

    def stated(self, fact: str) -> Bit:
        """Return when a fact was given."""
        return self.known(fact) if fact in self.values else self.lists.given(fact)

    def truths(self, node: Node) -> Truths:
        """Return when a criterion has which truth, as its `judge` would say."""
        if node not in self._truths:
            self._truths[node] = self._judge(node)
        return self._truths[node]

    @cached_property
    def as_read(self) -> SymbolicProfile:
        """Return the same profile as if the words that nobody understood named nothing."""
        other = copy(self)
        other.open_words, other._truths = False, {}
        return other

    def assumed(self, node: Node) -> Truths:
        """Return the truths of what bars: such words leave nothing open that holds as if they named nothing."""
        whole, settled = self.truths(node), self.as_read.truths(node)
        likely = self.circuit.any((whole.likely, self.circuit.both(whole.maybe, settled.likely)))
        return Truths(whole.maybe, likely, whole.sure)

    def stays(self, node: Node) -> Bit:
        """Return when an item of the plan itself is there, whatever such words leave open."""
        whole, settled = self.truths(node), self.as_read.truths(node)
        return self.circuit.any((whole.sure, self.circuit.both(whole.maybe, -whole.likely, settled.sure)))

    def open(self, fact: str) -> list[Bit]:
        """Return when each phrase leaves a list with words that may name anything."""
        return self.lists.unread(fact) if self.open_words else []

    def _judge(self, node: Node) -> Truths:
        if isinstance(node, Always):
            return Truths(TRUE, TRUE, TRUE)
        if isinstance(node, All | Any_):
            join = self.circuit.all if isinstance(node, All) else self.circuit.any
            parts = [self.truths(part) for part in node.parts]
            return Truths(join(p.maybe for p in parts), join(p.likely for p in parts), join(p.sure for p in parts))
        if isinstance(node, Not):
            part = self.truths(node.part)
            assumed = self.circuit.both(part.likely, -part.sure)
            return Truths(-part.sure, self.circuit.any((-part.maybe, assumed)), -part.maybe)
        if isinstance(node, Includes):
            return self._includes(node)
        return self._count(node) if isinstance(node, Count) else self._plain(node)

    def _plain(self, node: NumberTest | WordTest | StatedTest | UnreadableTest) -> Truths:
        """Return the truths of a question about one value, or about whether a list was given or read."""
        if node.fact not in self.values:
            asks_stated = isinstance(node, StatedTest)
            there = self.stated(node.fact) if asks_stated else self.circuit.any(self.lists.unread(node.fact))
            holds = there if getattr(node, "wanted", True) else -there
            return Truths(holds, holds, holds)
        judged = [
            (bit, node.judge({} if held is None else {node.fact: held}).truth) for bit, held in self.values[node.fact]
        ]
        least = (Truth.UNKNOWN, Truth.ASSUMED, Truth.YES)
        return Truths(*(self.circuit.any(bit for bit, truth in judged if truth >= low) for low in least))

    def _includes(self, node: Includes) -> Truths:
        circuit = self.circuit
        held = self.lists.entries.get(node.fact, {})
        matched = [(bit, node.match(entry)) for id_ in node.ids for bit, entry in held.get(id_, [])]
        likely = circuit.any(bit for bit, truth in matched if truth >= Truth.ASSUMED)
        unsure = circuit.any(bit for bit, truth in matched if truth is Truth.UNKNOWN)
        # A list that names all that is asked for, with no match among it, settles the question though it is incomplete.
        certain = [[bit for bit, entry in held.get(id_, []) if not entry.near_miss] for id_ in node.ids]
        settled = circuit.all(circuit.any(bits) for bits in certain) if node.ids else FALSE
        incomplete = circuit.any((-self.stated(node.fact), *self.open(node.fact)))
        return Truths(
            circuit.any((likely, unsure, circuit.both(incomplete, -settled))),
            likely,
            circuit.any(bit for bit, truth in matched if truth is Truth.YES),
        )

    def _count(self, node: Count) -> Truths:
        circuit = self.circuit
        sure: dict[str, list[Bit]] = {}
        all_: dict[str, list[Bit]] = {}
        for bit, entry in (pair for pairs in self.lists.entries.get(node.fact, {}).values() for pair in pairs):
            if node.counts(entry):
                all_.setdefault(entry.of or entry.id, []).append(bit)
                if not entry.near_miss:
                    sure.setdefault(entry.of or entry.id, []).append(bit)
        # What nobody understood is still something on the list.
        unread = self.lists.unread(node.fact)
        low = number_fits(circuit, node.test, [circuit.any(bits) for bits in sure.values()])
        possible = [*map(circuit.any, all_.values()), *(unread if node.ids is None else [])]
        high = number_fits(circuit, node.test, possible)
        stated = self.stated(node.fact)
        complete = circuit.all((stated, *(-bit for bit in self.open(node.fact)))) if node.ids is not None else stated
        open_ended = TRUE if node.test.high == _INFINITY else FALSE
        end = circuit.any((circuit.both(complete, high), circuit.both(-complete, open_ended)))
        return Truths(circuit.any((low, high, end)), circuit.both(high, end), circuit.both(low, high, end))


def number_fits(circuit: Circuit, test: NumberTest, parts: list[Bit]) -> Bit:
    """Return when the number of parts that hold fits a comparison."""
    low = test.low + 1 if test.low_open else test.low
    high = test.high if test.high_open else test.high + 1
    above = TRUE if low == -_INFINITY else circuit.at_least(int(low), parts)
    return circuit.both(above, TRUE if high == _INFINITY else -circuit.at_least(int(high), parts))
