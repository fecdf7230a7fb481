"""Which items a rule hits: a small grammar over ids, tags and attributes, worked out as sets over an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from planner.criteria import Facts, Fault, Listed, Path
from planner.errors import did_you_mean
from planner.template import Item

Ids = frozenset[str]
Hits = Callable[["Index", Facts], Ids]

_SETS = {"tag": "tags", "gives": "gives", "allergens": "allergens", "groups": "groups", "diet": "diet"}
_WORDS = ("id", "slot", "part", "kind", "variant", "section", "evidence")
_AMOUNTS = ("potassium_mg", "magnesium_mg", "calcium_mg", "sodium_mg", "vitamin_k_mcg", "grams")
_BOUNDS: dict[str, Callable[[float, float], bool]] = {
    "at_least": float.__ge__,
    "at_most": float.__le__,
    "above": float.__gt__,
    "below": float.__lt__,
}
KEYS = ("all", "any", "not", "named", *_SETS, *_WORDS, *_AMOUNTS)
NOTHING: Ids = frozenset()


class Index:
    """The items of one plan, found by their attributes without looking at each."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = {item.id: item for item in items}
        self._by: dict[str, dict[object, Ids]] = {}

    @cached_property
    def everything(self) -> Ids:
        """Return the ids of all items."""
        return frozenset(self.items)

    def having(self, attribute: str, value: object) -> Ids:
        """Return the items whose attribute is, or holds, a value."""
        return self.groups(attribute).get(value, NOTHING)

    def groups(self, attribute: str) -> dict[object, Ids]:
        """Return the items by each value of one attribute."""
        if attribute not in self._by:
            found: dict[object, set[str]] = {}
            for item in self.items.values():
                held = getattr(item, attribute, None)
                for value in held if isinstance(held, tuple) else (held,):
                    found.setdefault(value, set()).add(item.id)
            self._by[attribute] = {value: frozenset(ids) for value, ids in found.items()}
        return self._by[attribute]

    def holding(self, attribute: str) -> Ids:
        """Return the items whose list of this name is not empty."""
        return frozenset().union(*(ids for value, ids in self.groups(attribute).items() if value is not None))


def _nothing(index: Index, facts: Facts) -> Ids:
    return NOTHING


def everything(index: Index, facts: Facts) -> Ids:
    """Hit every item."""
    return index.everything


def compile_selector(raw: object, fault: Fault, path: Path = ()) -> Hits:
    """Return what one selector, as written, hits; a fault is reported with its path and hits nothing."""
    if not isinstance(raw, dict) or len(raw) != 1:
        fault(path, "expected one of all, any, not, id, tag or one attribute of an item")
        return _nothing
    ((key, value),) = raw.items()
    if key in ("all", "any"):
        return _group(key, value, fault, (*path, key))
    if key == "not":
        inner = compile_selector(value, fault, (*path, key))
        return lambda index, facts: index.everything - inner(index, facts)
    if key in _SETS:
        return _set(key, value, fault, (*path, key))
    if key == "named":
        return _named(value, fault, (*path, key))
    if key in _WORDS:
        return _having(key, value)
    if key in _AMOUNTS:
        return _amount(key, value, fault, (*path, key))
    fault((*path, key), f"unknown selector '{key}'{did_you_mean(str(key), KEYS)}")
    return _nothing


def _having(attribute: str, value: Any) -> Hits:
    wanted = tuple(value) if isinstance(value, list | tuple) else (value,)
    return lambda index, facts: NOTHING.union(*(index.having(attribute, word) for word in wanted))


def _group(key: str, value: Any, fault: Fault, path: Path) -> Hits:
    if not isinstance(value, list | tuple) or not value:
        fault(path, f"'{key}' needs a list of selectors")
        return _nothing
    first, *rest = [compile_selector(part, fault, (*path, number)) for number, part in enumerate(value)]
    if key == "all":
        return lambda index, facts: first(index, facts).intersection(*(part(index, facts) for part in rest))
    return lambda index, facts: first(index, facts).union(*(part(index, facts) for part in rest))


def _set(key: str, value: Any, fault: Fault, path: Path) -> Hits:
    if not isinstance(value, dict):
        return _having(_SETS[key], value)
    if set(value) not in ({"in_fact"}, {"in_stated"}):
        fault(path, "expected a word, a list of words, {in_fact: allergies} or {in_stated: allergies}")
        return _nothing
    ((way, fact),) = value.items()
    return _in_fact(_SETS[key], fact, also_unknown=way == "in_fact")


def _in_fact(attribute: str, fact: str, *, also_unknown: bool) -> Hits:
    def hits(index: Index, facts: Facts) -> Ids:
        listed = facts.get(fact)
        # Where nobody said what is on the list, whatever could be on it is hit, unless only what was said counts.
        open_ = index.holding(attribute) if also_unknown else NOTHING
        if not isinstance(listed, Listed):
            return open_
        named = {entry.id for entry in listed.entries if entry.status not in ("denied", "relative")}
        found = NOTHING.union(*(index.having(attribute, id_) for id_ in named))
        return found if listed.stated else found | open_

    return hits


def _named(value: Any, fault: Fault, path: Path) -> Hits:
    """Return what hits every food and drink whose name holds a word that a list of facts could not recognise."""
    if not isinstance(value, dict) or set(value) != {"in_unreadable"}:
        fault(path, "expected {in_unreadable: allergies}")
        return _nothing
    fact = value["in_unreadable"]

    def hits(index: Index, facts: Facts) -> Ids:
        listed = facts.get(fact)
        texts = listed.unreadable if isinstance(listed, Listed) else ()
        stems = [_stem(word) for text in texts for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 3]
        # Only what is eaten or drunk: a warning that holds the same word must stay.
        eaten = index.having("tags", "food") | index.having("tags", "drink")
        return frozenset(id_ for id_ in eaten if any(stem in index.items[id_].text.lower() for stem in stems))

    return hits


def _stem(word: str) -> str:
    """Return a word without the endings by which one and many differ, so that strawberry finds strawberries."""
    return re.sub(r"(ies|es|s|y)$", "", word) or word


def _amount(key: str, value: Any, fault: Fault, path: Path) -> Hits:
    if not isinstance(value, dict) or not value:
        fault(path, "expected a comparison, such as {at_least: 200}")
        return _nothing
    tests: list[tuple[Callable[[float, float], bool], float]] = []
    for op, bound in value.items():
        if op not in _BOUNDS or isinstance(bound, bool) or not isinstance(bound, int | float):
            fault((*path, op), f"expected {', '.join(_BOUNDS)} with a number{did_you_mean(str(op), _BOUNDS)}")
            return _nothing
        tests.append((_BOUNDS[op], float(bound)))

    def hits(index: Index, facts: Facts) -> Ids:
        groups = index.groups(key).items()
        fitting = [
            ids
            for amount, ids in groups
            if isinstance(amount, int | float) and all(test(float(amount), bound) for test, bound in tests)
        ]
        return NOTHING.union(*fitting)

    return hits
