"""The test of one fact from its written form: the comparisons of numbers, of words and of lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planner.errors import did_you_mean
from planner.files.places import Path
from planner.logic.criteria import (
    NEVER,
    All,
    Count,
    Includes,
    Node,
    NumberTest,
    Report,
    StatedTest,
    UnreadableTest,
    WordTest,
)
from planner.logic.facts import CHOICES, FLAGS, LISTS, NUMBERS

# The ids that each list of facts may hold.
Ids = Mapping[str, frozenset[str]]

_BOUNDS = ("at_least", "at_most", "above", "below", "between", "is")
_ENTRY_NUMBERS = ("stage", "weeks_ago", "days_ago", "felt_days_ago")
_ENTRY_WORDS = ("severe", "status", "dated", "key")
_INFINITY = float("inf")


def fact_test(fact: str, value: object, ids: Ids, report: Report, path: Path) -> Node:
    """Return the test of one fact, all of its comparisons; one with a fault is reported and holds for nobody."""
    if not isinstance(value, dict) or not value:
        return _wrong(report, path, "expected a comparison, such as {at_least: 65} or {includes: statin}")
    if "stated" in value and len(value) == 1:
        return StatedTest(fact, f"stated: {_show(value['stated'])}", value["stated"] is True)
    if fact in LISTS:
        known = ids.get(fact)
        parts = [_list_test(fact, op, wanted, known, report, (*path, op)) for op, wanted in value.items()]
        return parts[0] if len(parts) == 1 else All(tuple(parts))
    if fact in NUMBERS:
        return _number_test(fact, value, report, path) or NEVER
    return _word_test(fact, value, report, path)


def _wrong(report: Report, path: Path, text: str) -> Node:
    report(path, text)
    return NEVER


# --- numbers and words ---


def _number_test(fact: str, value: Mapping[str, Any], report: Report, path: Path) -> NumberTest | None:
    """Return the bounds that some comparisons of a number give."""
    test = NumberTest(fact, _show(value), -_INFINITY, _INFINITY)
    for op, bound in value.items():
        made = _narrowed(test, op, bound, report, (*path, op))
        if made is None:
            return None
        test = made
    return test


def _narrowed(test: NumberTest, op: str, bound: object, report: Report, path: Path) -> NumberTest | None:
    """Return a test narrowed by one comparison."""
    pair = _pair(op, bound, report, path)
    if pair is None:
        return None
    keeps_low = op in ("at_least", "above", "between", "is")
    keeps_high = op in ("at_most", "below", "between", "is")
    return NumberTest(
        test.fact,
        test.asked,
        max(pair[0], test.low) if keeps_low else test.low,
        min(pair[1], test.high) if keeps_high else test.high,
        test.low_open or op == "above",
        test.high_open or op == "below",
    )


def _pair(op: str, bound: object, report: Report, path: Path) -> tuple[float, float] | None:
    """Return the two numbers of a comparison, the same twice if it takes one."""
    if op not in _BOUNDS:
        report(path, f"unknown comparison '{op}'{did_you_mean(op, _BOUNDS)}")
        return None
    pair = bound if op == "between" else [bound, bound]
    if not isinstance(pair, list | tuple) or len(pair) != 2 or not all(_is_number(number) for number in pair):
        report(path, f"'{op}' needs {'two numbers' if op == 'between' else 'a number'}")
        return None
    return float(pair[0]), float(pair[1])


def _word_test(fact: str, value: Mapping[str, Any], report: Report, path: Path) -> Node:
    """Return the test of a word or a yes-or-no fact."""
    wanted: set[str | bool] = set()
    for op, words in value.items():
        if op not in ("is", "one_of"):
            return _wrong(report, (*path, op), f"unknown comparison '{op}'{did_you_mean(op, ('is', 'one_of'))}")
        wanted |= set(words if isinstance(words, list | tuple) else [words])
    allowed: Iterable[Any] = CHOICES.get(fact, (True, False) if fact in FLAGS else wanted)
    for word in wanted:
        if word not in allowed or (fact in FLAGS and not isinstance(word, bool)):
            said = f"{fact} is never '{_show(word)}'{did_you_mean(str(word), map(str, allowed))}"
            return _wrong(report, path, said)
    return WordTest(fact, _show(value), frozenset(wanted))


# --- lists ---


def _list_test(fact: str, op: str, wanted: Any, known: frozenset[str] | None, report: Report, path: Path) -> Node:
    """Return the test of a list, whose entries have known ids."""
    asked = f"{op}: {_show(wanted)}"
    if op == "unreadable" and isinstance(wanted, bool):
        return UnreadableTest(fact, asked, wanted)
    if op == "count" and isinstance(wanted, dict):
        return _count(fact, asked, wanted, known, report, path)
    entries = _entries(op, wanted)
    if entries is None:
        allowed = ("includes", "includes_any", "count", "stated", "unreadable")
        near = did_you_mean(op, allowed) or ": use " + ", ".join(allowed)
        return _wrong(report, path, f"'{op}' does not fit a list{near}")
    attributes = _attributes(entries[1], report, path)
    if attributes is None:
        return NEVER
    return Includes(fact, asked, _known_ids(fact, entries[0], known, report, path), attributes)


def _entries(op: str, wanted: Any) -> tuple[Iterable[str], Mapping[str, Any]] | None:
    """Return the ids of the entries that are asked for, and the details that they must have."""
    if op == "includes" and isinstance(wanted, str):
        return [wanted], {}
    if op == "includes" and isinstance(wanted, dict) and "id" in wanted:
        ids = wanted["id"] if isinstance(wanted["id"], list | tuple) else [wanted["id"]]
        return ids, {name: value for name, value in wanted.items() if name != "id"}
    if op == "includes_any" and isinstance(wanted, list | tuple):
        return wanted, {}
    return None


def _attributes(
    wanted: Mapping[str, Any], report: Report, path: Path
) -> tuple[tuple[str, NumberTest | WordTest], ...] | None:
    """Return the tests of the details of an entry."""
    tests: list[tuple[str, NumberTest | WordTest]] = []
    for name, value in wanted.items():
        test = _attribute(name, value, report, (*path, name))
        if test is None:
            return None
        tests.append((name, test))
    return tuple(tests)


def _attribute(name: str, value: Any, report: Report, path: Path) -> NumberTest | WordTest | None:
    """Return the test of one detail of an entry."""
    if name in _ENTRY_NUMBERS:
        return _number_test(name, value if isinstance(value, dict) else {"is": value}, report, path)
    if name in _ENTRY_WORDS:
        words = value["one_of"] if isinstance(value, dict) and "one_of" in value else [value]
        return WordTest(name, _show(value), frozenset(words))
    report(path, f"unknown attribute '{name}'{did_you_mean(name, (*_ENTRY_NUMBERS, *_ENTRY_WORDS))}")
    return None


def _known_ids(
    fact: str, ids: Iterable[str], known: frozenset[str] | None, report: Report, path: Path
) -> frozenset[str]:
    """Return the ids, each reported that the lists of plans/ do not know."""
    for id_ in ids:
        if known is not None and id_ not in known:
            report(path, f"{fact} never holds '{id_}'{did_you_mean(id_, known)}")
    return frozenset(ids)


def _count(
    fact: str, asked: str, wanted: Mapping[str, Any], known: frozenset[str] | None, report: Report, path: Path
) -> Node:
    """Return the test of how many different entries a list holds."""
    bounds = {op: bound for op, bound in wanted.items() if op != "of"}
    test = _number_test(fact, bounds, report, path)
    ids = _known_ids(fact, wanted["of"], known, report, path) if "of" in wanted else None
    return NEVER if test is None else Count(fact, asked, ids, test)


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
