"""One profile that is not yet chosen: when each fact holds and each criterion has which truth, as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct, structs

from planner.content.knowledge import BoundRule, PlanTemplate
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
from planner.proof.circuit import FALSE, TRUE, Bit, Circuit
from planner.proof.menu import FACTS_OF, LIST_KEYS, LISTED_BY, Menu, Option

_INFINITY = float("inf")


class Truths(Struct, frozen=True):
    """When a criterion is not no, is at least assumed, and is yes."""

    maybe: Bit
    likely: Bit
    sure: Bit


class Said(Struct, frozen=True):
    """When each key is given, each phrase is said, and each answer is given."""

    given: dict[str, Bit]
    phrases: dict[int, Bit]
    answered: dict[str, tuple[Bit, ...]]


class World:
    """One profile, not yet chosen."""

    def __init__(self, menu: Menu, circuit: Circuit, said: Said) -> None:
        self.menu = menu
        self.circuit = circuit
        self.said = said
        self._truths: dict[Node, Truths] = {}
        self.values = self._stated_values()
        self._settle_all()

    @classmethod
    def of_all(cls, menu: Menu, circuit: Circuit) -> World:
        """Return the world of all profiles."""
        given = {key: circuit.input(f"given {key}") for key in LIST_KEYS}
        phrases = {index: circuit.input(f"said {index}") for index, _ in enumerate(menu.phrases)}
        answered = {
            key: tuple(circuit.input(f"{key} {index}") for index, _ in enumerate(options))
            for key, options in menu.options.items()
        }
        return cls(menu, circuit, Said(given, phrases, answered))

    def without(self, keys: Iterable[str]) -> World:
        """Return the same profile with some keys left out."""
        left = frozenset(keys)
        given = {key: FALSE if key in left else bit for key, bit in self.said.given.items()}
        keys_of = {index: phrase.key for index, phrase in enumerate(self.menu.phrases)}
        phrases = {index: FALSE if keys_of[index] in left else bit for index, bit in self.said.phrases.items()}
        answered = {
            key: (TRUE, *(FALSE for _ in bits[1:])) if key in left else bits for key, bits in self.said.answered.items()
        }
        return World(self.menu, self.circuit, Said(given, phrases, answered))

    def with_more(self, added: dict[int, Bit]) -> World:
        """Return the same profile with more said on its lists."""
        phrases = {index: self.circuit.any((bit, added.get(index, FALSE))) for index, bit in self.said.phrases.items()}
        return World(self.menu, self.circuit, Said(self.said.given, phrases, self.said.answered))

    def rules_of_writing(self) -> Iterator[Bit]:
        """Yield what holds of every profile that can be read, and that the menu leaves a choice."""
        circuit = self.circuit
        for bits in self.said.answered.values():
            yield circuit.any(bits)
            yield -circuit.at_least(2, bits)
        for index, bit in self.said.phrases.items():
            yield circuit.any((-bit, self.said.given[self.menu.phrases[index].key]))
        told = [bit for bit, _ in self.told_pregnancies]
        yield -circuit.at_least(2, told)
        male, feeding = self.answer("sex", answer="male"), self.answer("breastfeeding", answer=True)
        born = circuit.any(bit for bit, option in self.pairs("born_weeks_ago") if option.answer is not None)
        pregnant = circuit.any(bit for bit, option in self.pairs("pregnancy") if option.facts.get("pregnant") is True)
        yield -circuit.both(male, circuit.any((pregnant, born, feeding, *told)))

    def pairs(self, key: str) -> list[tuple[Bit, Option]]:
        """Return the answers to a key, each with when it is given."""
        return list(zip(self.said.answered[key], self.menu.options[key], strict=True))

    def answer(self, key: str, *, answer: Any) -> Bit:
        """Return when a key is answered in one way."""
        return self.circuit.any(bit for bit, option in self.pairs(key) if option.answer == answer)

    # --- facts ---

    @cached_property
    def told_pregnancies(self) -> list[tuple[Bit, tuple[dict[str, Value], ...]]]:
        """Return when a pregnancy is told in words, with the facts that follow beside each answer to that key."""
        return [(self.said.phrases[index], facts) for index, facts in self.menu.together.items()]

    def _stated_values(self) -> dict[str, list[tuple[Bit, Value | None]]]:
        """Return the values that each single fact can have, each with when it has it; None where it has none."""
        both = self.circuit.both
        values = {
            fact: [(bit, option.facts.get(fact)) for bit, option in self.pairs(key)]
            for key, facts in FACTS_OF.items()
            for fact in facts
        }
        in_words = self.circuit.any(bit for bit, _ in self.told_pregnancies)
        answers = self.said.answered["pregnancy"]
        for fact in FACTS_OF["pregnancy"]:
            values[fact] = [(both(bit, -in_words), value) for bit, value in values[fact]] + [
                (both(bit, told), facts[index].get(fact))
                for told, facts in self.told_pregnancies
                for index, bit in enumerate(answers)
            ]
        return values

    def _settle_all(self) -> None:
        """Settle what another fact settles, as `profile.py` does."""
        for default in self.menu.content.raw.defaults:
            holds = self.truths(self.menu.content.criterion(default.when)).sure
            self._settle(default.fact, settled_as(default), holds)
            self._truths.clear()
        self._settle("pregnancy_week", NOT_A_NUMBER, self.has("pregnant", value=False))
        male = self.answer("sex", answer="male")
        not_feeding = self.circuit.both(self.has("breastfeeding", value=False), male)
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

    @cached_property
    def entries(self) -> dict[str, dict[str, list[tuple[Bit, Entry]]]]:
        """Return the entries that each list can hold, by id, each with when it holds it."""
        found: dict[str, dict[str, list[tuple[Bit, Entry]]]] = {}
        for index, bit in self.said.phrases.items():
            phrase = self.menu.phrases[index]
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
        for index, bit in self.said.phrases.items():
            for _, entry in self.menu.phrases[index].entries:
                sure = entry.status == "current" and not entry.near_miss and "stage" not in entry.assumed
                if sure and entry.stage is not None:
                    stages = found.setdefault(entry.id, {})
                    stages[entry.stage] = self.circuit.any((stages.get(entry.stage, FALSE), bit))
        return found

    def told(self, id_: str) -> Bit:
        """Return when a person told a condition, so that no medicine need point to it."""
        if id_ not in self._told:
            said = self.said.phrases.items()
            self._told[id_] = self.circuit.any(bit for index, bit in said if id_ in self.menu.phrases[index].current)
        return self._told[id_]

    @cached_property
    def _told(self) -> dict[str, Bit]:
        return {}

    def stated(self, fact: str) -> Bit:
        """Return when a fact was given."""
        return self.known(fact) if fact in self.values else self.said.given[LISTED_BY.get(fact, fact)]

    def unread(self, fact: str) -> list[Bit]:
        """Return when each phrase leaves a list with words that nobody understood."""
        return self._unread.get(fact, [])

    @cached_property
    def _unread(self) -> dict[str, list[Bit]]:
        found: dict[str, list[Bit]] = {}
        for index, bit in self.said.phrases.items():
            for fact in self.menu.phrases[index].unread:
                found.setdefault(fact, []).append(bit)
        return found

    # --- criteria ---

    def truths(self, node: Node) -> Truths:
        """Return when a criterion has which truth, as its `judge` would say."""
        if node not in self._truths:
            self._truths[node] = self._judge(node)
        return self._truths[node]

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
            there = self.stated(node.fact) if asks_stated else self.circuit.any(self.unread(node.fact))
            holds = there if getattr(node, "wanted", True) else -there
            return Truths(holds, holds, holds)
        judged = [
            (bit, node.judge({} if held is None else {node.fact: held}).truth) for bit, held in self.values[node.fact]
        ]
        least = (Truth.UNKNOWN, Truth.ASSUMED, Truth.YES)
        return Truths(*(self.circuit.any(bit for bit, truth in judged if truth >= low) for low in least))

    def _includes(self, node: Includes) -> Truths:
        circuit = self.circuit
        held = self.entries.get(node.fact, {})
        matched = [(bit, node.match(entry)) for id_ in node.ids for bit, entry in held.get(id_, [])]
        likely = circuit.any(bit for bit, truth in matched if truth >= Truth.ASSUMED)
        unsure = circuit.any(bit for bit, truth in matched if truth is Truth.UNKNOWN)
        # A list that names all that is asked for, with no match among it, settles the question though it is incomplete.
        certain = [[bit for bit, entry in held.get(id_, []) if not entry.near_miss] for id_ in node.ids]
        settled = circuit.all(circuit.any(bits) for bits in certain) if node.ids else FALSE
        incomplete = circuit.any((-self.stated(node.fact), *self.unread(node.fact)))
        return Truths(
            circuit.any((likely, unsure, circuit.both(incomplete, -settled))),
            likely,
            circuit.any(bit for bit, truth in matched if truth is Truth.YES),
        )

    def _count(self, node: Count) -> Truths:
        circuit = self.circuit
        sure: dict[str, list[Bit]] = {}
        all_: dict[str, list[Bit]] = {}
        for bit, entry in (pair for pairs in self.entries.get(node.fact, {}).values() for pair in pairs):
            if node.counts(entry):
                all_.setdefault(entry.of or entry.id, []).append(bit)
                if not entry.near_miss:
                    sure.setdefault(entry.of or entry.id, []).append(bit)
        unread = self.unread(node.fact)
        low = self._fits(node.test, [circuit.any(bits) for bits in sure.values()])
        possible = [*map(circuit.any, all_.values()), *(unread if node.ids is None else [])]
        high = self._fits(node.test, possible)
        stated = self.stated(node.fact)
        complete = circuit.all((stated, *(-bit for bit in unread))) if node.ids is not None else stated
        open_ended = TRUE if node.test.high == _INFINITY else FALSE
        end = circuit.any((circuit.both(complete, high), circuit.both(-complete, open_ended)))
        return Truths(circuit.any((low, high, end)), circuit.both(high, end), circuit.both(low, high, end))

    def _fits(self, test: NumberTest, parts: list[Bit]) -> Bit:
        low = test.low + 1 if test.low_open else test.low
        high = test.high if test.high_open else test.high + 1
        above = TRUE if low == -_INFINITY else self.circuit.at_least(int(low), parts)
        return self.circuit.both(above, TRUE if high == _INFINITY else -self.circuit.at_least(int(high), parts))

    # --- what rules hit ---

    def hit(self, bound: BoundRule, template: PlanTemplate) -> dict[str, Bit]:
        """Return the items that a rule hits, each with when it does."""
        if bound.hits is None or not bound.personal:
            return dict.fromkeys(sorted(template.hit_by(bound, {})), TRUE)
        personal = self.menu.personal_hits(bound, template)
        bits = [(TRUE, personal.always), *((-self.said.given[fact], ids) for fact, ids in personal.not_given.items())]
        bits += [(self.said.phrases[index], ids) for index, ids in personal.said.items()]
        found: dict[str, list[Bit]] = {}
        for bit, ids in bits:
            for id_ in sorted(ids):
                found.setdefault(id_, []).append(bit)
        return {id_: self.circuit.any(bits) for id_, bits in found.items()}
