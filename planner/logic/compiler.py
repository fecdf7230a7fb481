"""Criteria from their written form, every fault with its path."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from planner.errors import did_you_mean
from planner.files.places import Path
from planner.logic.comparisons import fact_test
from planner.logic.criteria import ALWAYS, NEVER, All, Any_, Node, Not, Report
from planner.logic.facts import FACTS


class Vocabulary(Struct, frozen=True):
    """What criteria may name: other criteria, the levels of scales, and the ids that each list may hold."""

    named: Mapping[str, Node]
    scales: Mapping[str, tuple[tuple[str, Node], ...]]
    ids: Mapping[str, frozenset[str]]


class Compiler:
    """Turns criteria as written into nodes; every fault is reported with its path, none is raised."""

    def __init__(self, vocabulary: Vocabulary, report: Report) -> None:
        self.vocabulary = vocabulary
        self.faults = 0
        self._report = report
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
        return fact_test(key, value, self.vocabulary.ids, self.fault, (*path, key))

    def wrong(self, path: Path, text: str) -> Node:
        """Report a fault and return a node that holds for nobody."""
        self.fault(path, text)
        return NEVER

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
