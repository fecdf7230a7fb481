"""What a criterion holds because of: the entries and facts of a person that made it true."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any, Final

from msgspec import Struct

from planner.logic.criteria import (
    All,
    Any_,
    Count,
    Includes,
    Judgeable,
    Not,
    NumberTest,
    UnreadableTest,
    WordTest,
    asked,
)
from planner.logic.facts import Entry, Facts, Listed
from planner.logic.truth import ASSUMED, NO, YES, Truth, opposite

# What is never a reason to name: it only says for whom a rule is.
UNNAMED = ("sex", "country")
# What everybody has, and what is no illness or medicine: beside one of these it only says for whom a rule is.
BACKGROUND = (
    "age",
    "exercise_level",
    "sleep_position",
    "daily_posture",
    "heat",
    "cramp_places",
    "nights_per_week",
    "for_weeks",
    # The key of a profile that holds the last three.
    "cramps",
)
_BACKGROUND = frozenset(BACKGROUND)
UNREAD = "unread"


class Supporter(Struct, frozen=True, gc=False):
    """One thing about a person: an entry by the words that were written, or a plain fact by its name."""

    fact: str
    words: str = ""

    @property
    def is_background(self) -> bool:
        """Return whether it only says for whom a rule is, where a medicine or an illness stands beside it."""
        return self.fact in _BACKGROUND


class Support(Struct, frozen=True, cache_hash=True):
    """What made a criterion true: `alone` each would do so without the rest; `joint` only together with others."""

    alone: frozenset[Supporter] = frozenset()
    joint: frozenset[Supporter] = frozenset()

    @property
    def all(self) -> frozenset[Supporter]:
        """Return all that had a part in it."""
        return self.alone | self.joint

    @property
    def is_background(self) -> bool:
        """Return whether no medicine, illness or other entry had a part in it."""
        return _BACKGROUND.issuperset([one.fact for one in (*self.alone, *self.joint)])


NO_SUPPORT = Support()
# To write `All | Any_` makes a new object each time.
_GROUPS: Final = (All, Any_)
_NOBODY: Final = frozenset[Supporter]()
_NO_NAMES: Final = frozenset[str]()
# So many criteria are kept with what they ask for: more than the numbers of all items hang on.
_KEPT = 512


def support(criterion: Judgeable, facts: Facts) -> Support:
    """Return what made a criterion true; nothing where it holds for everybody, or by what is absent."""
    return Supports(facts).of(criterion)


class Supports:
    """What made criteria true for one person: what several criteria have in common is looked at once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[Judgeable, Support | None] = {}
        self._settled: dict[Judgeable, tuple[Truth, frozenset[str]]] = {}
        # Most of what criteria look for is on nobody's list.
        self._ids = {fact: value.ids for fact, value in facts.items() if isinstance(value, Listed) and value.entries}

    def of(self, criterion: Judgeable) -> Support:
        """Return what made a criterion true; nothing where it holds for everybody, or by what is absent."""
        if look := _LOOKS.get(type(criterion)):
            return look(criterion, self._facts)
        return _merged(criterion, self._of_parts(criterion.parts)) if isinstance(criterion, _GROUPS) else NO_SUPPORT

    def _of_parts(self, parts: Iterable[Judgeable], *, as_whole: bool = False) -> list[Support]:
        """Return what made each part true that is true; `as_whole`, of those before the first that is not."""
        known, found = self._known, []
        for part in parts:
            one = None
            if type(part) is not Includes or not part.ids.isdisjoint(self._ids.get(part.fact, _NO_NAMES)):
                if part not in known:
                    known[part] = self._looked_at(part)
                one = known[part]
            if one is not None:
                found.append(one)
            elif as_whole:
                break
        return found

    def _looked_at(self, criterion: Judgeable) -> Support | None:
        """Return what made a criterion true, or nothing where it is not: what is looked for in both is found once."""
        if type(criterion) is Includes:
            # A list holds what is asked for where there is an entry to name, and nowhere else.
            found = _entries(criterion.fact, self._facts, criterion)
            return Support(found) if found else None
        if isinstance(criterion, _GROUPS):
            as_whole = type(criterion) is All
            parts = self._of_parts(criterion.parts, as_whole=as_whole)
            wanted = len(criterion.parts) if as_whole else 1
            return _merged(criterion, parts) if len(parts) >= wanted else None
        return self.of(criterion) if criterion.truth(self._facts) >= ASSUMED else None

    def settled(self, criterion: Judgeable) -> tuple[Truth, frozenset[str]]:
        """Return how far a criterion holds, and the background that settles it with a yes or a no of its own."""
        known = self._settled
        if criterion not in known:
            known[criterion] = self._settled_by(criterion)
        return known[criterion]

    def _settled_by(self, criterion: Judgeable) -> tuple[Truth, frozenset[str]]:
        if isinstance(criterion, _GROUPS):
            return self._settled_by_parts(criterion)
        if type(criterion) is Not:
            truth, names = self.settled(criterion.part)
            return opposite(truth), names
        truth = criterion.truth(self._facts)
        return truth, _background_of(criterion) if truth is YES or truth is NO else _NO_NAMES

    def _settled_by_parts(self, criterion: All | Any_) -> tuple[Truth, frozenset[str]]:
        most, truth, end = (min, YES, NO) if type(criterion) is All else (max, NO, YES)
        naming, others = _parted(criterion)
        parts = [self.settled(part) for part in naming]
        truth = most([one for one, _ in parts], default=truth)
        for part in others:
            # Nothing goes beyond it, and the others name nothing.
            if truth is end:
                break
            truth = most(truth, part.truth(self._facts))
        return truth, _NO_NAMES.union(*[names for one, names in parts if one is truth])


def _merged(criterion: All | Any_, parts: list[Support]) -> Support:
    """Return what made all or any of some parts true: of most there is one to name."""
    if len(parts) == 1:
        return parts[0]
    return together(parts) if type(criterion) is All else either(parts)


@lru_cache(_KEPT)
def _parted(criterion: All | Any_) -> tuple[tuple[Judgeable, ...], tuple[Judgeable, ...]]:
    """Return the parts that ask for what everybody has, and the others."""
    naming = tuple(part for part in criterion.parts if _background_of(part))
    return naming, tuple(part for part in criterion.parts if not _background_of(part))


@lru_cache(_KEPT)
def _background_of(criterion: Judgeable) -> frozenset[str]:
    """Return the facts that a criterion asks for and that everybody has."""
    return asked(criterion) & _BACKGROUND


def _of_not(criterion: Not, facts: Facts) -> Support:
    """Return a plain fact by what it is not, where everybody has one of its kind."""
    part = criterion.part
    return _of_test(part, facts) if isinstance(part, NumberTest | WordTest) and part.fact in BACKGROUND else NO_SUPPORT


def _of_test(criterion: NumberTest | WordTest, facts: Facts) -> Support:
    return _of_fact(criterion.fact, facts)


def _of_includes(criterion: Includes, facts: Facts) -> Support:
    return Support(_entries(criterion.fact, facts, criterion))


def _of_unread(criterion: UnreadableTest, facts: Facts) -> Support:
    return Support(_unread(criterion.fact, facts)) if criterion.wanted else NO_SUPPORT


def either(parts: Iterable[Support]) -> Support:
    """Return what made one of several criteria true."""
    chosen = _without_background(parts)
    if len(chosen) < 2:
        return chosen[0] if chosen else NO_SUPPORT
    alone = _NOBODY.union(*[part.alone for part in chosen])
    return Support(alone, _NOBODY.union(*[part.joint for part in chosen]) - alone)


def together(parts: Iterable[Support]) -> Support:
    """Return what made all of several criteria true: who is in each of them did so alone."""
    chosen = _without_background(parts)
    if len(chosen) < 2:
        return chosen[0] if chosen else NO_SUPPORT
    alone = frozenset.intersection(*[part.alone for part in chosen])
    return Support(alone, _NOBODY.union(*[part.all for part in chosen]) - alone)


def _without_background(parts: Iterable[Support]) -> list[Support]:
    """Return the parts that name something, without the background where a medicine or an illness is beside it."""
    named = [part for part in parts if part.alone or part.joint]
    if len(named) < 2:
        return named
    return [part for part in named if not part.is_background] or named


def _of_fact(fact: str, facts: Facts) -> Support:
    """Return a plain fact; that something is not so is nothing to name."""
    is_named = fact not in UNNAMED and facts.get(fact) not in (None, False)
    return plain_facts(fact) if is_named else NO_SUPPORT


@cache
def plain_facts(*facts: str) -> Support:
    """Return what some plain facts support, each alone."""
    return Support(frozenset(map(Supporter, facts)))


def _entries(fact: str, facts: Facts, test: Includes) -> frozenset[Supporter]:
    listed, ids = facts.get(fact), test.ids
    if not isinstance(listed, Listed) or ids.isdisjoint(listed.ids):
        return _NOBODY
    return _named(fact, [entry for entry in listed.entries if entry.id in ids and test.match(entry) >= ASSUMED])


def _counted(test: Count, facts: Facts) -> Support:
    """Return what was counted: alone where one would be enough, nothing where few are asked for."""
    if test.test.low <= 0:
        return NO_SUPPORT
    counted = _named(test.fact, filter(test.counts, _listed(test.fact, facts)))
    counted |= _unread(test.fact, facts) if test.ids is None else frozenset()
    return Support(alone=counted) if test.test.fits(1) else Support(joint=counted)


def _unread(fact: str, facts: Facts) -> frozenset[Supporter]:
    """Return the words of a list that nobody could read, as one thing."""
    listed = facts.get(fact)
    unread = isinstance(listed, Listed) and listed.unreadable
    return frozenset([Supporter(UNREAD)]) if unread else frozenset()


def _listed(fact: str, facts: Facts) -> tuple[Entry, ...]:
    listed = facts.get(fact)
    return listed.entries if isinstance(listed, Listed) else ()


def _named(fact: str, entries: Iterable[Entry]) -> frozenset[Supporter]:
    return frozenset([supporter(fact, entry) for entry in entries])


def supporter(fact: str, entry: Entry) -> Supporter:
    """Return an entry by the words that were written; a limit or a place of cramps by its name."""
    if fact in ("limits", "cramp_places"):
        return Supporter(fact, entry.id if fact == "limits" else "")
    return Supporter("", entry.implied_by or entry.given or entry.id)


_LOOKS: Final[dict[type, Callable[[Any, Facts], Support]]] = {
    Not: _of_not,
    NumberTest: _of_test,
    WordTest: _of_test,
    Includes: _of_includes,
    Count: _counted,
    UnreadableTest: _of_unread,
}
