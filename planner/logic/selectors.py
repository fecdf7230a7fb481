"""Which items a rule hits: a small grammar over ids, tags and attributes, worked out as sets over an index.

A selector is compiled to a tree, which knows whether it looks at the lists of a person. One that does not hits the same
for everybody: it is asked with the facts of nobody, which stop whoever looks at them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NoReturn

from msgspec import Struct

from planner.errors import did_you_mean
from planner.files.places import Path
from planner.logic.criteria import Report
from planner.logic.facts import LISTS, Facts, Listed, Value
from planner.model.items import Item

Ids = frozenset[str]

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


class _Nobody(Mapping[str, Value]):
    """The facts of nobody: what would be kept for everybody must not look at them."""

    def __getitem__(self, fact: str) -> NoReturn:
        raise AssertionError(f"what holds for everybody looks at a person's {fact}")

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("what holds for everybody looks at a person's facts")

    def __len__(self) -> int:
        raise AssertionError("what holds for everybody looks at a person's facts")


NOBODY: Facts = _Nobody()


class Hits(Struct, frozen=True):
    """What one selector hits: each kind says it for the items of a plan and, where it asks, the facts of a person."""

    def of(self, index: Index, facts: Facts) -> Ids:
        """Return the ids of the items that are hit."""
        raise NotImplementedError

    @property
    def parts(self) -> tuple[Hits, ...]:
        """Return the selectors that this one is made of."""
        return ()

    @property
    def lists(self) -> frozenset[str]:
        """Return the lists of a person's facts that it looks at; without any, it hits the same for everybody."""
        return frozenset().union(*(part.lists for part in self.parts))

    @property
    def personal(self) -> bool:
        """Return whether it looks at any list of a person."""
        return any(part.personal for part in self.parts)


class Nothing(Hits, frozen=True):
    """Hits nothing: what a selector that is not well written comes to."""

    def of(self, index: Index, facts: Facts) -> Ids:
        """Return no id."""
        return NOTHING


class _Joined(Hits, frozen=True):
    first: Hits
    rest: tuple[Hits, ...] = ()

    @property
    def parts(self) -> tuple[Hits, ...]:
        """Return the selectors that are joined, in their order."""
        return (self.first, *self.rest)


class HitByAll(_Joined, frozen=True):
    """Hits what each of its parts hits."""

    def of(self, index: Index, facts: Facts) -> Ids:
        """Return the ids that all parts have."""
        return self.first.of(index, facts).intersection(*[part.of(index, facts) for part in self.rest])


class HitByAny(_Joined, frozen=True):
    """Hits what any of its parts hits."""

    def of(self, index: Index, facts: Facts) -> Ids:
        """Return the ids that any part has."""
        found = self.first.of(index, facts)
        return found.union(*[part.of(index, facts) for part in self.rest]) if self.rest else found


class NotHit(Hits, frozen=True):
    """Hits what its part does not hit."""

    part: Hits

    @property
    def parts(self) -> tuple[Hits, ...]:
        """Return its one part."""
        return (self.part,)

    def of(self, index: Index, facts: Facts) -> Ids:
        """Return all other ids."""
        return index.everything - self.part.of(index, facts)


class Having(Hits, frozen=True):
    """Hits the items whose attribute is, or holds, one of some words."""

    attribute: str
    words: tuple[str | int | float, ...]

    def of(self, index: Index, facts: Facts) -> Ids:
        """Return the ids of these items."""
        groups = index.groups(self.attribute)
        return NOTHING.union(*[groups[word] for word in self.words if word in groups])


class HavingListed(Hits, frozen=True):
    """Hits the items whose attribute holds something on a list of the person.

    With `also_unknown` it hits all that could be on the list, where nobody said what is.
    """

    attribute: str
    fact: str
    also_unknown: bool

    @property
    def lists(self) -> frozenset[str]:
        """Return the one list."""
        return frozenset((self.fact,))

    @property
    def personal(self) -> bool:
        """Return that it does."""
        return True

    def of(self, index: Index, facts: Facts) -> Ids:
        """Return the ids of these items, and of a list that nobody stated all that could be on it, if that counts."""
        listed = facts.get(self.fact)
        not_known = index.holding(self.attribute) if self.also_unknown else NOTHING
        if not isinstance(listed, Listed):
            return not_known
        named = {entry.id for entry in listed.entries if entry.status not in ("denied", "relative")}
        found = NOTHING.union(*(index.having(self.attribute, id_) for id_ in named))
        return found if listed.stated else found | not_known


class NamedUnread(Hits, frozen=True):
    """Hits every food and drink whose name holds a word that a list of the person could not recognise."""

    fact: str

    @property
    def lists(self) -> frozenset[str]:
        """Return the one list."""
        return frozenset((self.fact,))

    @property
    def personal(self) -> bool:
        """Return that it does."""
        return True

    def of(self, index: Index, facts: Facts) -> Ids:
        """Return the ids of these foods and drinks."""
        listed = facts.get(self.fact)
        texts = listed.unreadable if isinstance(listed, Listed) else ()
        stems = [_stem(word) for text in texts for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 3]
        # Only what is eaten or drunk: a warning that holds the same word must stay.
        eaten = index.having("tags", "food") | index.having("tags", "drink")
        return frozenset(id_ for id_ in eaten if any(stem in index.items[id_].text.lower() for stem in stems))


class Holding(Hits, frozen=True):
    """Hits the items that hold an amount within some bounds."""

    attribute: str
    bounds: tuple[tuple[str, float], ...]

    def of(self, index: Index, facts: Facts) -> Ids:
        """Return the ids of the items whose amount is known and fits."""
        groups = index.groups(self.attribute).items()
        return NOTHING.union(*(ids for amount, ids in groups if isinstance(amount, int | float) and self.fits(amount)))

    def fits(self, amount: float) -> bool:
        """Return whether an amount lies within all bounds."""
        return all(_BOUNDS[op](float(amount), bound) for op, bound in self.bounds)


# --- from the written form ---------------------------------------------------------------------------


def compile_selector(raw: object, report: Report, path: Path = ()) -> Hits:
    """Return what one selector, as written, hits; a fault is reported with its path and hits nothing."""
    if not isinstance(raw, dict) or len(raw) != 1:
        report(path, "expected one of all, any, not, id, tag or one attribute of an item")
        return Nothing()
    ((key, value),) = raw.items()
    if key in ("all", "any"):
        return _group(key, value, report, (*path, key))
    if key == "not":
        return NotHit(compile_selector(value, report, (*path, key)))
    if key in _SETS:
        return _set(key, value, report, (*path, key))
    if key == "named":
        return _named(value, report, (*path, key))
    if key in _WORDS:
        return _having(key, value, report, (*path, key))
    if key in _AMOUNTS:
        return _amount(key, value, report, (*path, key))
    report((*path, key), f"unknown selector '{key}'{did_you_mean(str(key), KEYS)}")
    return Nothing()


def _having(attribute: str, value: Any, report: Report, path: Path) -> Hits:
    wanted = tuple(value) if isinstance(value, list | tuple) else (value,)
    if not all(isinstance(word, str | int | float) for word in wanted):
        report(path, "expected a word or a list of words")
        return Nothing()
    return Having(attribute, wanted)


def _group(key: str, value: Any, report: Report, path: Path) -> Hits:
    if not isinstance(value, list | tuple) or not value:
        report(path, f"'{key}' needs a list of selectors")
        return Nothing()
    first, *rest = [compile_selector(part, report, (*path, number)) for number, part in enumerate(value)]
    return (HitByAll if key == "all" else HitByAny)(first, tuple(rest))


def _set(key: str, value: Any, report: Report, path: Path) -> Hits:
    if not isinstance(value, dict):
        return _having(_SETS[key], value, report, path)
    if set(value) not in ({"in_fact"}, {"in_stated"}):
        report(path, "expected a word, a list of words, {in_fact: allergies} or {in_stated: allergies}")
        return Nothing()
    ((way, fact),) = value.items()
    known = _is_list(fact, report, (*path, way))
    return HavingListed(_SETS[key], fact, way == "in_fact") if known else Nothing()


def _named(value: Any, report: Report, path: Path) -> Hits:
    if not isinstance(value, dict) or set(value) != {"in_unreadable"}:
        report(path, "expected {in_unreadable: allergies}")
        return Nothing()
    fact = value["in_unreadable"]
    return NamedUnread(fact) if _is_list(fact, report, (*path, "in_unreadable")) else Nothing()


def _is_list(fact: Any, report: Report, path: Path) -> bool:
    """Return whether a fact is a list that people fill; any other is a fault."""
    if fact not in LISTS:
        report(path, f"'{fact}' is no list of facts{did_you_mean(str(fact), LISTS)}")
    return fact in LISTS


def _stem(word: str) -> str:
    """Return a word without the endings by which one and many differ, so that strawberry finds strawberries."""
    return re.sub(r"(ies|es|s|y)$", "", word) or word


def _amount(key: str, value: Any, report: Report, path: Path) -> Hits:
    if not isinstance(value, dict) or not value:
        report(path, "expected a comparison, such as {at_least: 200}")
        return Nothing()
    for op, bound in value.items():
        if op not in _BOUNDS or isinstance(bound, bool) or not isinstance(bound, int | float):
            report((*path, op), f"expected {', '.join(_BOUNDS)} with a number{did_you_mean(str(op), _BOUNDS)}")
            return Nothing()
    return Holding(key, tuple((op, float(bound)) for op, bound in value.items()))
