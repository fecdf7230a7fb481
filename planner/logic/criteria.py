"""Criteria in three values: whether one holds for the facts known about a person, and why."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from planner.files.places import Path
from planner.logic.facts import NOTHING_STATED, Entry, Facts, Listed, Range, Value
from planner.logic.truth import ASSUMED, NO, UNKNOWN, YES, Truth, opposite, truth_of

# What takes in a fault of a criterion, or of a selector: its path, and what is wrong.
Report = Callable[[Path, str], None]


class Reason(Struct, frozen=True):
    """What was asked of one fact, what was found, and what followed."""

    fact: str
    asked: str
    found: str
    truth: Truth


class Judgement(Struct, frozen=True, gc=False):
    """A truth and the criterion that it is of. It holds no facts, so that many people share it."""

    truth: Truth
    criterion: Judgeable

    def reasons(self, facts: Facts) -> tuple[Reason, ...]:
        """Return the reasons that settled the truth, from the facts that it was judged by."""
        return self.criterion.reasons(facts)


class Judgeable(Struct, frozen=True, cache_hash=True):
    """What can be judged: each kind says how far it holds, and which of its parts settled that.

    Its hash is kept, as what was found of it is found again by it.
    """

    def truth(self, facts: Facts) -> Truth:
        """Return how far it holds."""
        raise NotImplementedError

    def reasons(self, facts: Facts) -> tuple[Reason, ...]:
        """Return what settled the truth."""
        raise NotImplementedError

    def judge(self, facts: Facts) -> Judgement:
        """Return the truth, which gives its reasons on demand."""
        return Judgement(self.truth(facts), self)


class Always(Judgeable, frozen=True):
    """Holds for everybody."""

    def truth(self, facts: Facts) -> Truth:
        """Return yes."""
        return YES

    def reasons(self, facts: Facts) -> tuple[Reason, ...]:
        """Return nothing: there is nothing to ask."""
        return ()


class All(Judgeable, frozen=True):
    """Holds if every part holds."""

    parts: tuple[Node, ...]

    def truth(self, facts: Facts) -> Truth:
        """Return the least of the parts' truths."""
        least = YES
        for part in self.parts:
            truth = part.truth(facts)
            if truth is NO:
                return NO
            least = min(truth, least)
        return least

    def reasons(self, facts: Facts) -> tuple[Reason, ...]:
        """Return the reasons of the parts that set the truth."""
        return _reasons_of(self.truth(facts), self.parts, facts)


class Any_(Judgeable, frozen=True):
    """Holds if one part holds."""

    parts: tuple[Node, ...]

    def truth(self, facts: Facts) -> Truth:
        """Return the greatest of the parts' truths."""
        return max((part.truth(facts) for part in self.parts), default=NO)

    def reasons(self, facts: Facts) -> tuple[Reason, ...]:
        """Return the reasons of the parts that set the truth."""
        return _reasons_of(self.truth(facts), self.parts, facts)


class Not(Judgeable, frozen=True):
    """Holds if its part does not."""

    part: Node

    def truth(self, facts: Facts) -> Truth:
        """Return the opposite truth."""
        return opposite(self.part.truth(facts))

    def reasons(self, facts: Facts) -> tuple[Reason, ...]:
        """Return the reasons of its part: they settle the opposite as well."""
        return self.part.reasons(facts)


class FactTest(Judgeable, frozen=True):
    """What is asked of one fact; each kind says how it looks at it."""

    fact: str
    asked: str

    def look(self, facts: Facts) -> tuple[Truth, str]:
        """Return the truth, and in words what was found."""
        raise NotImplementedError

    def truth(self, facts: Facts) -> Truth:
        """Return the truth alone."""
        return self.look(facts)[0]

    def reasons(self, facts: Facts) -> tuple[Reason, ...]:
        """Return the one reason: what was asked and what was found."""
        truth, found = self.look(facts)
        return (Reason(self.fact, self.asked, found, truth),)


class NumberTest(FactTest, frozen=True):
    """Compares a number with bounds."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def look(self, facts: Facts) -> tuple[Truth, str]:
        """Return yes if the whole range fits, no if none of it does."""
        value = facts.get(self.fact)
        if not isinstance(value, Range):
            return UNKNOWN, "not given"
        truth = YES if self.fits(value.low) and self.fits(value.high) else self.partly(value)
        if value.assumed and truth is YES:
            truth = ASSUMED
        return truth, _shown(value)

    def partly(self, value: Range) -> Truth:
        """Return assumed if any of the range fits."""
        above = value.low < self.high or (value.low == self.high and not self.high_open)
        below = value.high > self.low or (value.high == self.low and not self.low_open)
        return ASSUMED if above and below and value.low != value.high else NO

    def fits(self, number: float) -> bool:
        """Return whether one number lies within the bounds."""
        low = number > self.low if self.low_open else number >= self.low
        high = number < self.high if self.high_open else number <= self.high
        return low and high


class WordTest(FactTest, frozen=True):
    """Asks whether a fact is one of some words, or true, or false."""

    wanted: frozenset[str | bool]

    def look(self, facts: Facts) -> tuple[Truth, str]:
        """Return yes if the fact is one of the wanted words."""
        value = facts.get(self.fact)
        if value is None:
            return UNKNOWN, "not given"
        found = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
        return truth_of(value in self.wanted), found


class StatedTest(FactTest, frozen=True):
    """Asks whether a fact was given at all: the one question whose answer is never unknown."""

    wanted: bool

    def look(self, facts: Facts) -> tuple[Truth, str]:
        """Return yes or no."""
        value = facts.get(self.fact)
        stated = value.stated if isinstance(value, Listed) else value is not None
        return truth_of(stated is self.wanted), "given" if stated else "not given"


class UnreadableTest(FactTest, frozen=True):
    """Asks whether a list holds an entry that was not recognised."""

    wanted: bool

    def look(self, facts: Facts) -> tuple[Truth, str]:
        """Return yes or no."""
        value = facts.get(self.fact)
        unread = value.unreadable if isinstance(value, Listed) else ()
        found = _unread(unread) if unread else "all recognised"
        return truth_of(bool(unread) is self.wanted), found


class Includes(FactTest, frozen=True):
    """Asks whether a list holds an entry of some id, with some attributes."""

    ids: frozenset[str]
    attributes: tuple[tuple[str, NumberTest | WordTest], ...] = ()

    def truth(self, facts: Facts) -> Truth:
        """Return the truth alone: of most lists that nothing on it is asked for."""
        listed = facts.get(self.fact)
        if isinstance(listed, Listed) and self.ids.isdisjoint(listed.ids):
            return absent(listed)[0]
        return self.look(facts)[0]

    def look(self, facts: Facts) -> tuple[Truth, str]:
        """Return the greatest truth of any entry; on an incomplete list what is not there is unknown."""
        listed = facts.get(self.fact)
        entries = listed.entries if isinstance(listed, Listed) else ()
        mine = [entry for entry in entries if entry.id in self.ids]
        best, found = NO, ""
        for entry in mine:
            truth = self.match(entry)
            if truth > best:
                best, found = truth, _describe(entry)
        if best is not NO:
            return best, found
        if mine and {entry.id for entry in mine if not entry.near_miss} >= self.ids:
            # The list itself says no, and may be incomplete for the rest.
            return NO, "; ".join(_describe(entry) for entry in mine)
        return absent(listed)

    def match(self, entry: Entry) -> Truth:
        """Return how far one entry is what is asked for."""
        if entry.status in ("denied", "relative"):
            return NO
        truth = ASSUMED if entry.near_miss else YES
        for name, test in self.attributes:
            truth = min(truth, self.attribute(entry, name, test))
        return truth

    @staticmethod
    def attribute(entry: Entry, name: str, test: NumberTest | WordTest) -> Truth:
        """Return whether one attribute fits; one that nobody stated is unknown, an assumed one may only restrict."""
        value = getattr(entry, name)
        if value is None:
            return UNKNOWN
        assumed = name in entry.assumed
        held = Range(value, value, assumed) if isinstance(test, NumberTest) else value
        return test.truth({test.fact: held})


class Count(FactTest, frozen=True):
    """Counts the different things on a list."""

    ids: frozenset[str] | None
    test: NumberTest

    def look(self, facts: Facts) -> tuple[Truth, str]:
        """Return the truth over the range from what is certain to what is possible."""
        listed = facts.get(self.fact, NOTHING_STATED)
        if not isinstance(listed, Listed):
            return UNKNOWN, "not given"
        mine = [entry for entry in listed.entries if self.counts(entry)]
        certain = len({entry.of or entry.id for entry in mine if not entry.near_miss})
        likely = len({entry.of or entry.id for entry in mine}) + (len(listed.unreadable) if self.ids is None else 0)
        truth = self.over(certain, likely, listed.complete or (listed.stated and self.ids is None))
        return truth, f"{likely}" + ("" if listed.complete else " or more")

    def counts(self, entry: Entry) -> bool:
        """Return whether an entry is one of those to count."""
        return entry.status not in ("denied", "relative") and (self.ids is None or entry.id in self.ids)

    def over(self, certain: int, likely: int, complete: bool) -> Truth:
        """Return the truth for a count between two bounds, the upper one open if the list is incomplete."""
        low, high = self.test.fits(certain), self.test.fits(likely)
        end = high if complete else self.test.high == float("inf")
        if low and high and end:
            return YES
        if high and end:
            return ASSUMED
        return UNKNOWN if low or high or end else NO


Node = Always | All | Any_ | Not | NumberTest | WordTest | StatedTest | UnreadableTest | Includes | Count


ALWAYS = Always()


# What is not well written holds for nobody.
NEVER = Any_(())


def asked(criterion: Judgeable) -> frozenset[str]:
    """Return the facts that a criterion asks for."""
    if isinstance(criterion, All | Any_):
        return frozenset[str]().union(*map(asked, criterion.parts))
    if isinstance(criterion, Not):
        return asked(criterion.part)
    return frozenset([criterion.fact]) if isinstance(criterion, FactTest) else frozenset()


def absent(listed: Value | None) -> tuple[Truth, str]:
    """Return what is to be said of a thing that is not on a list: no if the list is complete, unknown otherwise."""
    if not isinstance(listed, Listed) or not listed.stated:
        return UNKNOWN, "not given"
    if listed.open:
        return UNKNOWN, _unread(listed.open)
    return NO, "not among them"


def _reasons_of(truth: Truth, parts: tuple[Node, ...], facts: Facts) -> tuple[Reason, ...]:
    return tuple([reason for part in parts if part.truth(facts) is truth for reason in part.reasons(facts)])


def _shown(value: Range) -> str:
    if value.low != value.low:
        return "does not apply"
    if value.low == value.high:
        return f"{value.low:g}"
    return f"{value.low:g} to {value.high:g}" + (", assumed" if value.assumed else "")


def _unread(texts: tuple[str, ...]) -> str:
    return f"not recognised: {', '.join(texts)}"


def _describe(entry: Entry) -> str:
    details = [entry.given or entry.id]
    if entry.given and entry.id not in entry.given:
        details.append(f"({entry.id})")
    if entry.stage is not None:
        details.append(f"stage {entry.stage:g}" + (", assumed" if "stage" in entry.assumed else ""))
    if entry.weeks_ago is not None:
        details.append(f"{entry.weeks_ago:g} weeks ago")
    if entry.status != "current":
        details.append(f"[{entry.status}]")
    if entry.near_miss:
        details.append("[near miss]")
    if entry.implied_by:
        details.append(f"because of {entry.implied_by}")
    return " ".join(details)
