"""Three-valued judging: whether a criterion holds for the facts known about a person, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from typing import Any, Literal

from msgspec import Struct

from planner.errors import did_you_mean

Path = tuple[str | int, ...]
Fault = Callable[[Path, str], None]


class Truth(IntEnum):
    """Kleene's three values, and ASSUMED: a yes that rests on an assumption and may only restrict."""

    NO = 0
    UNKNOWN = 1
    ASSUMED = 2
    YES = 3

    @property
    def word(self) -> Literal["yes", "no", "unknown"]:
        """Return the truth as the JSON of a plan says it."""
        return _WORDS[self]


# Reached through its class, a member of an enumeration costs ten times as much as a plain name (Python 3.11).
NO, UNKNOWN, ASSUMED, YES = Truth
_WORDS: tuple[Literal["yes", "no", "unknown"], ...] = ("no", "unknown", "yes", "yes")
_OPPOSITE = (YES, UNKNOWN, ASSUMED, NO)


class Entry(Struct, frozen=True):
    """One thing on a list of facts: a medicine, a condition, an allergy, with what is known of it."""

    id: str
    given: str = ""
    stage: float | None = None
    severe: bool | None = None
    weeks_ago: float | None = None
    status: Literal["current", "past", "denied", "relative"] = "current"
    near_miss: bool = False
    assumed: tuple[str, ...] = ()
    implied_by: str = ""
    of: str = ""


class Listed(Struct, frozen=True):
    """A list of facts; not `stated` means that nobody said whether there is anything on it."""

    entries: tuple[Entry, ...] = ()
    stated: bool = True
    unreadable: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Return whether what is not on the list is known to be absent."""
        return self.stated and not self.unreadable


class Range(Struct, frozen=True):
    """A number, or the range in which an assumption puts it."""

    low: float
    high: float
    assumed: bool = False


Value = Range | Listed | str | bool
Facts = Mapping[str, Value]


class Reason(Struct, frozen=True):
    """What was asked of one fact, what was found, and what followed."""

    fact: str
    asked: str
    found: str
    truth: Truth


Settled = tuple[Truth, tuple[Reason, ...]]


# Hundreds are made for each person and none can hold itself, so that Python need not look for circles among them.
class Judgement(Struct, frozen=True, gc=False):
    """A truth, with the criterion and the facts that it follows from."""

    truth: Truth
    criterion: Judgeable
    facts: Facts

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return the reasons that settled the truth; few are ever asked for them."""
        return self.criterion.settle(self.facts)[1]


class Judgeable(Struct, frozen=True):
    """What can be judged: each kind says how far it holds, and for what reasons."""

    def truth(self, facts: Facts) -> Truth:
        """Return how far it holds."""
        raise NotImplementedError

    def settle(self, facts: Facts) -> Settled:
        """Return the same truth with the reasons that settled it."""
        raise NotImplementedError

    def judge(self, facts: Facts) -> Judgement:
        """Return the truth, and on demand the reasons."""
        return Judgement(self.truth(facts), self, facts)


class Always(Judgeable, frozen=True):
    """Holds for everybody."""

    def truth(self, facts: Facts) -> Truth:
        """Return yes."""
        return YES

    def settle(self, facts: Facts) -> Settled:
        """Return yes; there is nothing to ask."""
        return YES, ()


class All(Judgeable, frozen=True):
    """Holds if every part holds."""

    parts: tuple[Node, ...]

    def truth(self, facts: Facts) -> Truth:
        """Return the least of the parts' truths."""
        return min((part.truth(facts) for part in self.parts), default=YES)

    def settle(self, facts: Facts) -> Settled:
        """Return the reasons of the parts that set the truth."""
        return _joined([part.settle(facts) for part in self.parts], min, YES)


class Any_(Judgeable, frozen=True):
    """Holds if one part holds."""

    parts: tuple[Node, ...]

    def truth(self, facts: Facts) -> Truth:
        """Return the greatest of the parts' truths."""
        return max((part.truth(facts) for part in self.parts), default=NO)

    def settle(self, facts: Facts) -> Settled:
        """Return the reasons of the parts that set the truth."""
        return _joined([part.settle(facts) for part in self.parts], max, NO)


class Not(Judgeable, frozen=True):
    """Holds if its part does not."""

    part: Node

    def truth(self, facts: Facts) -> Truth:
        """Return the opposite truth."""
        return opposite(self.part.truth(facts))

    def settle(self, facts: Facts) -> Settled:
        """Return the opposite truth for the same reasons."""
        truth, reasons = self.part.settle(facts)
        return opposite(truth), reasons


class Question(Judgeable, frozen=True):
    """What is asked of one fact; each kind says how it looks at it."""

    fact: str
    asked: str

    def look(self, facts: Facts) -> tuple[Truth, str]:
        """Return the truth, and in words what was found."""
        raise NotImplementedError

    def truth(self, facts: Facts) -> Truth:
        """Return the truth alone."""
        return self.look(facts)[0]

    def settle(self, facts: Facts) -> Settled:
        """Return the one reason: what was asked and what was found."""
        truth, found = self.look(facts)
        return truth, (Reason(self.fact, self.asked, found, truth),)


class NumberTest(Question, frozen=True):
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


class WordTest(Question, frozen=True):
    """Asks whether a fact is one of some words, or true, or false."""

    wanted: frozenset[str | bool]

    def look(self, facts: Facts) -> tuple[Truth, str]:
        """Return yes if the fact is one of the wanted words."""
        value = facts.get(self.fact)
        if value is None:
            return UNKNOWN, "not given"
        found = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
        return _truth(value in self.wanted), found


class StatedTest(Question, frozen=True):
    """Asks whether a fact was given at all: the one question whose answer is never unknown."""

    wanted: bool

    def look(self, facts: Facts) -> tuple[Truth, str]:
        """Return yes or no."""
        value = facts.get(self.fact)
        stated = value.stated if isinstance(value, Listed) else value is not None
        return _truth(stated is self.wanted), "given" if stated else "not given"


class UnreadableTest(Question, frozen=True):
    """Asks whether a list holds an entry that was not recognised."""

    wanted: bool

    def look(self, facts: Facts) -> tuple[Truth, str]:
        """Return yes or no."""
        value = facts.get(self.fact)
        unread = value.unreadable if isinstance(value, Listed) else ()
        found = _unread(unread) if unread else "all recognised"
        return _truth(bool(unread) is self.wanted), found


class Includes(Question, frozen=True):
    """Asks whether a list holds an entry of some id, with some attributes."""

    ids: frozenset[str]
    attributes: tuple[tuple[str, NumberTest | WordTest], ...] = ()

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


class Count(Question, frozen=True):
    """Counts the different things on a list."""

    ids: frozenset[str] | None
    test: NumberTest

    def look(self, facts: Facts) -> tuple[Truth, str]:
        """Return the truth over the range from what is certain to what is possible."""
        listed = facts.get(self.fact, _NOTHING_STATED)
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
_NOTHING_STATED = Listed(stated=False)


def opposite(truth: Truth) -> Truth:
    """Return the truth of the opposite; what is unknown or assumed stays so."""
    return _OPPOSITE[truth]


def absent(listed: Value | None) -> tuple[Truth, str]:
    """Return what is to be said of a thing that is not on a list: no if the list is complete, unknown otherwise."""
    if not isinstance(listed, Listed) or not listed.stated:
        return UNKNOWN, "not given"
    if listed.unreadable:
        return UNKNOWN, _unread(listed.unreadable)
    return NO, "not among them"


def _joined(settled: list[Settled], pick: Callable[..., Truth], empty: Truth) -> Settled:
    truth = pick([part for part, _ in settled], default=empty)
    return truth, tuple([reason for part, reasons in settled if part is truth for reason in reasons])


def _shown(value: Range) -> str:
    if value.low != value.low:
        return "does not apply"
    if value.low == value.high:
        return f"{value.low:g}"
    return f"{value.low:g} to {value.high:g}" + (", assumed" if value.assumed else "")


def _truth(holds: bool) -> Truth:
    return YES if holds else NO


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


# --- from the written form ---------------------------------------------------------------------------

NUMBERS = ("age", "pregnancy_week", "weeks_since_birth", "nights_per_week", "for_weeks")
FLAGS = ("pregnant", "breastfeeding", "heat")
CHOICES: dict[str, tuple[str, ...]] = {
    "sex": ("female", "male", "unspecified"),
    "exercise_level": ("sedentary", "light", "moderate", "vigorous"),
    "sleep_position": ("back", "side", "stomach", "mixed"),
    "daily_posture": ("sitting", "standing", "mixed"),
}
LISTS = (
    "medications",
    "medication_classes",
    "conditions",
    "symptoms",
    "habits",
    "allergies",
    "diet",
    "limits",
    "cramp_places",
)
FACTS = (*NUMBERS, *FLAGS, *CHOICES, "country", *LISTS)
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
