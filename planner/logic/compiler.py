"""Criteria from their written form, every fault with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from planner.errors import did_you_mean
from planner.logic.criteria import (
    ALWAYS,
    All,
    Any_,
    Count,
    Fault,
    Includes,
    Node,
    Not,
    NumberTest,
    Path,
    StatedTest,
    UnreadableTest,
    WordTest,
)
from planner.logic.facts import CHOICES, FACTS, FLAGS, LISTS, NUMBERS

_BOUNDS = ("at_least", "at_most", "above", "below", "between", "is")


_ENTRY_NUMBERS = ("stage", "weeks_ago")


_ENTRY_WORDS = ("severe", "status")


_INFINITY = float("inf")


class Vocabulary(Struct, frozen=True):
    """What criteria may name: other criteria, the levels of scales, and the ids that each list may hold."""

    named: Mapping[str, Node]
    scales: Mapping[str, tuple[tuple[str, Node], ...]]
    ids: Mapping[str, frozenset[str]]


class Compiler:
    """Turns criteria as written into nodes; every fault is reported with its path, none is raised."""

    def __init__(self, vocabulary: Vocabulary, fault: Fault) -> None:
        self.vocabulary = vocabulary
        self.faults = 0
        self._report = fault
        self._compiled: dict[str, Node] = {}

    def fault(self, path: Path, text: str) -> None:
        """Report what is wrong with a criterion, and where."""
        self.faults += 1
        self._report(path, text)

    def compile(self, raw: object, path: Path = ()) -> Node:
        """Return the node for one criterion, the same for the same words; a faulty one holds for nobody."""
        if raw is None:
            return ALWAYS
        if isinstance(raw, str):
            return self.reference(raw, path)
        written = repr(raw)
        if written not in self._compiled:
            before = self.faults
            node = self._compile(raw, path)
            if self.faults > before:
                return node  # Not kept: whoever writes the same fault elsewhere hears of it there.
            self._compiled[written] = node
        return self._compiled[written]

    def _compile(self, raw: object, path: Path) -> Node:
        if not isinstance(raw, dict) or len(raw) != 1:
            return self.wrong(path, "expected a named criterion, all, any, not, or one fact with its comparison")
        ((key, value),) = raw.items()
        if key in ("all", "any"):
            return self.group(key, value, (*path, key))
        if key == "not":
            return Not(self.compile(value, (*path, key)))
        if key in self.vocabulary.scales:
            return self.scale(key, value, (*path, key))
        if key not in FACTS:
            known = (*FACTS, "all", "any", "not", *self.vocabulary.scales)
            return self.wrong((*path, key), f"unknown fact '{key}'{did_you_mean(key, known)}")
        return self.test(key, value, (*path, key))

    def wrong(self, path: Path, text: str) -> Node:
        """Report a fault and return a node that holds for nobody."""
        self.fault(path, text)
        return Any_(())

    def reference(self, name: str, path: Path) -> Node:
        """Return the named criterion."""
        node = self.vocabulary.named.get(name)
        if node is None:
            return self.wrong(path, f"unknown criterion '{name}'{did_you_mean(name, self.vocabulary.named)}")
        return node

    def group(self, key: str, value: object, path: Path) -> Node:
        """Return all or any of a list of criteria."""
        if not isinstance(value, list | tuple) or not value:
            return self.wrong(path, f"'{key}' needs a list of criteria")
        parts = tuple(self.compile(part, (*path, index)) for index, part in enumerate(value))
        return All(parts) if key == "all" else Any_(parts)

    def scale(self, name: str, value: object, path: Path) -> Node:
        """Return the test of a scale: at least a level holds if that level or a stricter one does."""
        levels = [level for level, _ in self.vocabulary.scales[name]]
        if not isinstance(value, dict) or len(value) != 1:
            return self.wrong(path, "a scale takes one comparison, such as at_least: limit")
        ((op, level),) = value.items()
        if level not in levels:
            return self.wrong((*path, op), f"unknown level '{level}'{did_you_mean(str(level), levels)}")
        at = levels.index(level)
        forms: dict[str, Callable[[], Node]] = {
            "at_least": lambda: self.level(name, at),
            "above": lambda: self.level(name, at + 1),
            "below": lambda: Not(self.level(name, at)),
            "at_most": lambda: Not(self.level(name, at + 1)),
            "is": lambda: All((self.level(name, at), Not(self.level(name, at + 1)))),
        }
        if op not in forms:
            return self.wrong((*path, op), f"unknown comparison '{op}'{did_you_mean(op, forms)}")
        return forms[op]()

    def level(self, name: str, at: int) -> Node:
        """Return whether a scale has reached the level at an index."""
        if at == 0:
            return ALWAYS
        key = f"{name} from {at}"
        if key not in self._compiled:
            self._compiled[key] = Any_(tuple(node for _, node in self.vocabulary.scales[name][at:]))
        return self._compiled[key]

    def test(self, fact: str, value: object, path: Path) -> Node:
        """Return the test of one fact: all of its comparisons."""
        if not isinstance(value, dict) or not value:
            return self.wrong(path, "expected a comparison, such as {at_least: 65} or {includes: statin}")
        if "stated" in value and len(value) == 1:
            return StatedTest(fact, f"stated: {_show(value['stated'])}", value["stated"] is True)
        if fact in LISTS:
            parts = [self.list_test(fact, op, wanted, (*path, op)) for op, wanted in value.items()]
        elif fact in NUMBERS:
            parts = [self.number_test(fact, value, path)]
        else:
            parts = [self.word_test(fact, value, path)]
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def number_test(self, fact: str, value: dict[str, Any], path: Path) -> Node:
        """Return the bounds that some comparisons of a number give."""
        test = NumberTest(fact, _show(value), -_INFINITY, _INFINITY)
        for op, bound in value.items():
            made = self.bound(test, op, bound, (*path, op))
            if made is None:
                return Any_(())
            test = made
        return test

    def bound(self, test: NumberTest, op: str, bound: object, path: Path) -> NumberTest | None:
        """Return a test narrowed by one comparison."""
        if op not in _BOUNDS:
            self.fault(path, f"unknown comparison '{op}'{did_you_mean(op, _BOUNDS)}")
            return None
        pair = bound if op == "between" else [bound, bound]
        if not isinstance(pair, list | tuple) or len(pair) != 2 or not all(_is_number(number) for number in pair):
            self.fault(path, f"'{op}' needs {'two numbers' if op == 'between' else 'a number'}")
            return None
        low, high = float(pair[0]), float(pair[1])
        keeps_low = op in ("at_least", "above", "between", "is")
        keeps_high = op in ("at_most", "below", "between", "is")
        return NumberTest(
            test.fact,
            test.asked,
            max(low, test.low) if keeps_low else test.low,
            min(high, test.high) if keeps_high else test.high,
            test.low_open or op == "above",
            test.high_open or op == "below",
        )

    def word_test(self, fact: str, value: dict[str, Any], path: Path) -> Node:
        """Return the test of a word or a yes-or-no fact."""
        wanted: set[str | bool] = set()
        for op, words in value.items():
            if op not in ("is", "one_of"):
                return self.wrong((*path, op), f"unknown comparison '{op}'{did_you_mean(op, ('is', 'one_of'))}")
            wanted |= set(words if isinstance(words, list | tuple) else [words])
        return self.known_words(fact, frozenset(wanted), _show(value), path)

    def known_words(self, fact: str, wanted: frozenset[str | bool], asked: str, path: Path) -> Node:
        """Return the test if every word is one that the fact can be."""
        allowed: Iterable[Any] = CHOICES.get(fact, (True, False) if fact in FLAGS else wanted)
        for word in wanted:
            if word not in allowed or (fact in FLAGS and not isinstance(word, bool)):
                return self.wrong(path, f"{fact} is never '{_show(word)}'{did_you_mean(str(word), map(str, allowed))}")
        return WordTest(fact, asked, wanted)

    def list_test(self, fact: str, op: str, wanted: Any, path: Path) -> Node:
        """Return the test of a list."""
        asked = f"{op}: {_show(wanted)}"
        if op == "unreadable" and isinstance(wanted, bool):
            return UnreadableTest(fact, asked, wanted)
        if op == "includes" and isinstance(wanted, str):
            return self.includes(fact, asked, [wanted], {}, path)
        if op == "includes" and isinstance(wanted, dict) and "id" in wanted:
            attributes = {name: value for name, value in wanted.items() if name != "id"}
            ids = wanted["id"] if isinstance(wanted["id"], list | tuple) else [wanted["id"]]
            return self.includes(fact, asked, ids, attributes, path)
        if op == "includes_any" and isinstance(wanted, list | tuple):
            return self.includes(fact, asked, wanted, {}, path)
        if op == "count" and isinstance(wanted, dict):
            return self.count(fact, asked, wanted, path)
        known = ("includes", "includes_any", "count", "stated", "unreadable")
        return self.wrong(path, f"'{op}' does not fit a list{did_you_mean(op, known) or ': use ' + ', '.join(known)}")

    def includes(self, fact: str, asked: str, ids: Iterable[str], attributes: dict[str, Any], path: Path) -> Node:
        """Return the test for entries of some ids."""
        tests = []
        for name, value in attributes.items():
            test = self.attribute(name, value, (*path, name))
            if test is None:
                return Any_(())
            tests.append((name, test))
        return Includes(fact, asked, self.known_ids(fact, ids, path), tuple(tests))

    def attribute(self, name: str, value: Any, path: Path) -> NumberTest | WordTest | None:
        """Return the test of one attribute of an entry."""
        if name in _ENTRY_NUMBERS:
            node = self.number_test(name, value if isinstance(value, dict) else {"is": value}, path)
            return node if isinstance(node, NumberTest) else None
        if name in _ENTRY_WORDS:
            words = value["one_of"] if isinstance(value, dict) and "one_of" in value else [value]
            return WordTest(name, _show(value), frozenset(words))
        self.fault(path, f"unknown attribute '{name}'{did_you_mean(name, (*_ENTRY_NUMBERS, *_ENTRY_WORDS))}")
        return None

    def known_ids(self, fact: str, ids: Iterable[str], path: Path) -> frozenset[str]:
        """Return the ids, each reported that the lists of plans/ do not know."""
        known = self.vocabulary.ids.get(fact)
        for id_ in ids:
            if known is not None and id_ not in known:
                self.fault(path, f"{fact} never holds '{id_}'{did_you_mean(id_, known)}")
        return frozenset(ids)

    def count(self, fact: str, asked: str, wanted: dict[str, Any], path: Path) -> Node:
        """Return the test of how many different entries a list holds."""
        bounds = {op: bound for op, bound in wanted.items() if op != "of"}
        node = self.number_test(fact, bounds, path)
        ids = self.known_ids(fact, wanted["of"], path) if "of" in wanted else None
        return Count(fact, asked, ids, node) if isinstance(node, NumberTest) else node


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _show(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key.replace('_', ' ')} {_show(part)}" for key, part in value.items())
    if isinstance(value, list | tuple):
        return " or ".join(_show(part) for part in value)
    return str(value)
