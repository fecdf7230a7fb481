"""Mutants of the clinical rules, made one at a time in memory, and whether a case notices: `python tests/mutants.py`.

A rule is dropped; a bound is moved by one; a condition, or a part of it, is negated or left out; a word is taken from a
list; what a rule does with the unknown is changed to "keep, and ask nothing"; what it hits is emptied of one tag or id.
Named criteria, scales and what `facts.yaml` assumes are changed in the same way. `--list` prints each survivor.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

import msgspec  # noqa: E402 - found only with the path above
from conftest import CONTENT, START  # noqa: E402 - found only with the path above
from test_cases import ALL, faults  # noqa: E402 - found only with the path above

from planner.content.knowledge import Content, PlanTemplate  # noqa: E402 - found only with the path above
from planner.content.rules import BoundRule, bind, effect_of  # noqa: E402 - found only with the path above
from planner.logic.criteria import All, Any_, Node, Not  # noqa: E402 - found only with the path above
from planner.logic.facts import Facts, as_read  # noqa: E402 - found only with the path above
from planner.logic.strictness import RANK  # noqa: E402 - found only with the path above
from planner.logic.truth import Truth  # noqa: E402 - found only with the path above
from planner.model.folder import Records  # noqa: E402 - found only with the path above
from planner.model.foods import Food  # noqa: E402 - found only with the path above
from planner.model.rules import Level, NamedCriterion, Rule, Unknown  # noqa: E402 - found only with the path above
from planner.planning.apply import apply  # noqa: E402 - found only with the path above
from planner.planning.plan import NOTHING_TOLD, Decision, Plan, Planned  # noqa: E402 - found only with the path above
from planner.planning.treatments import rank_of  # noqa: E402 - found only with the path above
from planner.profile.profile import Profile  # noqa: E402 - found only with the path above
from planner.profile.resolve import load_profile  # noqa: E402 - found only with the path above

Change = tuple[str, str, Any]
BOUNDS = ("at_least", "at_most", "above", "below", "is")
# A condition that is never so much as unknown.
NEVER: dict[str, Any] = {"all": [{"age": {"stated": True}}, {"age": {"stated": False}}]}
CAUGHT, UNSEEN, ALIVE = "caught", "no sheet differs", "alive"
NOBODY = load_profile({"age": 50}, CONTENT, as_of=START)
RULES = {bound.rule.id: bound for bound in CONTENT.rules}
ORDER = {id_: at for at, id_ in enumerate(RULES)}
_TOPICS = Counter(rule.topic for rule in CONTENT.raw.rules if rule.say and rule.topic)
_OF_LINES = {line.topic for plan in CONTENT.templates.values() for line in plan.lines}
# What more than one rule, or a line of a plan, speaks of: there a rule can silence another.
SHARED_TOPICS = {topic for topic, count in _TOPICS.items() if count > 1 or topic in _OF_LINES}
# The rule that says or adds each line.
SAID_BY = {id_: rule.id for rule in CONTENT.raw.rules for id_ in (rule.id, *(line.id for line in rule.add))}
# The kinds that leave the condition alone.
BY_BEARING = ("selector", "unknown")
# What can only be asked of a sheet in words, which takes longest.
WORDS = {"says", "never_says"}


@dataclass(frozen=True, eq=False)
class Mutant:
    """One change: where it was made, of what kind, in words, and how the content reads with it."""

    where: str
    kind: str
    text: str
    rule: Rule | None = None
    criteria: tuple[NamedCriterion, ...] = ()
    scales: Mapping[str, tuple[Level, ...]] | None = None
    facts: Mapping[str, Any] | None = None
    shared: tuple[Any, Any] = (None, None)


@dataclass(frozen=True, eq=False)
class Case:
    """One clinical case with its profile, resolved once, and its template."""

    name: str
    gives: dict[str, Any]
    written: dict[str, Any]
    profile: Profile
    plan: str


# --- the changes of a criterion ----------------------------------------------------------------------


def changes(raw: Any) -> Iterator[Change]:
    """Yield each single change of a criterion as written: its kind, in words, and the changed criterion."""
    yield "negated", f"not {raw}", {"not": raw}
    if isinstance(raw, dict):
        ((key, value),) = raw.items()
        if key in ("all", "any"):
            yield from _of_parts(key, value)
        elif key == "not":
            yield "negated", f"without its not: {value}", value
            yield from ((kind, text, {key: new}) for kind, text, new in changes(value) if kind != "negated")
        elif key in CONTENT.vocabulary.scales:
            yield from ((kind, text, {key: new}) for kind, text, new in _of_level(key, value))
        elif isinstance(value, dict):
            yield from ((kind, f"{key}: {text}", {key: new}) for kind, text, new in _of_test(value))


def _of_parts(key: str, parts: Any) -> Iterator[Change]:
    for at, part in enumerate(parts):
        for kind, text, new in changes(part):
            yield kind, text, {key: [*parts[:at], new, *parts[at + 1 :]]}
        if len(parts) > 1:
            yield "left out", str(part), {key: [*parts[:at], *parts[at + 1 :]]}


def _of_level(scale: str, value: dict[str, str]) -> Iterator[Change]:
    ((op, level),) = value.items()
    levels = [name for name, _ in CONTENT.vocabulary.scales[scale]]
    at = levels.index(level)
    for near in levels[max(at - 1, 0) : at] + levels[at + 1 : at + 2]:
        yield "bound", f"{scale} {op} {level} -> {near}", {op: near}


def _of_test(value: dict[str, Any]) -> Iterator[Change]:
    for op, wanted in value.items():
        for kind, text, new in _of_comparison(op, wanted):
            yield kind, text, {**value, op: new}


def _of_comparison(op: str, wanted: Any) -> Iterator[Change]:
    if op in BOUNDS and isinstance(wanted, int) and not isinstance(wanted, bool):
        for near in (wanted - 1, wanted + 1):
            yield "bound", f"{op} {wanted} -> {near}", near
    elif op == "between":
        for at, number in enumerate(wanted):
            for near in (number - 1, number + 1):
                yield "bound", f"{op} {wanted}: {number} -> {near}", [*wanted[:at], near, *wanted[at + 1 :]]
    elif op in ("includes_any", "one_of", "of") and len(wanted) > 1:
        for word in wanted:
            yield "word", f"{op} without {word}", [other for other in wanted if other != word]
    elif op == "count":
        yield from _of_test(wanted)
    elif op == "includes" and isinstance(wanted, dict):
        yield from _of_entry(wanted)


def _of_entry(wanted: dict[str, Any]) -> Iterator[Change]:
    for name in wanted.keys() - {"id"}:
        yield "left out", f"{wanted['id']} of any {name}", {key: part for key, part in wanted.items() if key != name}
        if isinstance(wanted[name], dict):
            for kind, text, new in _of_test(wanted[name]):
                yield kind, f"{wanted['id']} {name} {text}", {**wanted, name: new}
        elif isinstance(wanted[name], bool):
            yield "negated", f"{wanted['id']} {name} turned round", {**wanted, name: not wanted[name]}


def smaller(selector: Any) -> Iterator[tuple[str, Any]]:
    """Yield each selector that hits one tag, id or part less; a part inside `not` is left as it is."""
    ((key, value),) = selector.items()
    if key in ("any", "all"):
        for at, part in enumerate(value):
            for text, new in smaller(part):
                yield text, {key: [*value[:at], new, *value[at + 1 :]]}
    elif isinstance(value, list | tuple) and len(value) > 1:
        for word in value:
            yield f"{key} {word}", {key: [other for other in value if other != word]}
    elif key != "not":
        yield f"{key} {value}", {"id": []}


# --- the mutants -------------------------------------------------------------------------------------


def mutants() -> Iterator[Mutant]:
    """Yield every mutant of the rules, and of what they all lean on."""
    for rule in CONTENT.raw.rules:
        yield dropped(rule)
        yield from of_rule(rule)
    yield from of_criteria()
    yield from of_scales()
    yield from of_facts()


def dropped(rule: Rule) -> Mutant:
    """Return a rule that never holds."""
    return Mutant(rule.id, "dropped", "the whole rule", msgspec.structs.replace(rule, when=NEVER))


def of_rule(rule: Rule) -> Iterator[Mutant]:
    """Yield the changes of one rule: its condition, what it does with the unknown, what it hits."""
    for kind, text, new in changes(rule.when):
        yield Mutant(rule.id, kind, text, msgspec.structs.replace(rule, when=new))
    if rule.unknown != Unknown():
        text = f"unknown: {rule.unknown.do}, {rule.unknown.check or 'no check'}"
        yield Mutant(rule.id, "unknown", text, msgspec.structs.replace(rule, unknown=Unknown()))
    effect = effect_of(rule)
    if effect in ("exclude", "ask_first", "caution") and getattr(rule, effect):
        for text, new in smaller(getattr(rule, effect)):
            yield Mutant(
                rule.id, "selector", f"{effect} without {text}", msgspec.structs.replace(rule, **{effect: new})
            )


def of_criteria() -> Iterator[Mutant]:
    """Yield the changes of each named criterion."""
    known = CONTENT.raw.criteria
    for at, criterion in enumerate(known):
        for kind, text, new in changes(criterion.when):
            changed = msgspec.structs.replace(criterion, when=new)
            criteria = (*known[:at], changed, *known[at + 1 :])
            yield Mutant(f"criterion {criterion.id}", kind, text, criteria=criteria, shared=(criterion.when, new))


def of_scales() -> Iterator[Mutant]:
    """Yield the changes of each level of each scale."""
    for name, levels in CONTENT.raw.scales.items():
        for at, level in enumerate(levels):
            for kind, text, new in changes(level.when) if level.when is not None else ():
                changed = (*levels[:at], msgspec.structs.replace(level, when=new), *levels[at + 1 :])
                scales = {**CONTENT.raw.scales, name: changed}
                yield Mutant(f"scale {name} {level.level}", kind, text, scales=scales, shared=(level.when, new))


def of_facts() -> Iterator[Mutant]:
    """Yield the changes of what a missing fact is taken for."""
    defaults = CONTENT.raw.defaults
    for at, default in enumerate(defaults):
        for kind, text, new in changes(default.when):
            changed = (*defaults[:at], msgspec.structs.replace(default, when=new), *defaults[at + 1 :])
            yield Mutant(f"default of {default.fact}", kind, text, facts={"defaults": changed})
    for assumption in CONTENT.raw.assumptions:
        low, high = assumption.value
        for span in ((low - 1, high), (low + 1, high), (low, high - 1), (low, high + 1)):
            changed_span = msgspec.structs.replace(assumption, value=span)
            yield Mutant(f"assumed {assumption.fact}", "bound", str(span), facts={"assumptions": (changed_span,)})


# --- the content with a mutant in it -----------------------------------------------------------------

# What does not hang on the condition, the unknown or the selector of any rule, and so may be kept.
KEPT = (
    "foods", "drinks", "stretches", "stretch_by_id", "sources", "checks", "concepts", "classes", "names", "rule_lines",
    "rule_ids", "activities", "changing", "lines", "items", "index", "_pools", "_resting",
)  # fmt: skip
# What hangs on named criteria and scales, and so may be kept where a rule alone is changed.
KEPT_BESIDE_A_RULE = ("vocabulary", "compiler", "conditions")
_T = TypeVar("_T", Content, PlanTemplate)
Changed = tuple[tuple[BoundRule, BoundRule], ...]


def _keeping(new: _T, old: _T, mutant: Mutant) -> _T:
    """Return a copy that keeps what was worked out for the original and cannot differ for the mutant."""
    known = vars(old)
    kept = KEPT if mutant.rule is None else (*KEPT, *KEPT_BESIDE_A_RULE)
    vars(new).update({name: known[name] for name in kept if name in known})
    # What each rule hits is kept but of the one that changed.
    vars(new)["_hit"] = {id_: hit for id_, hit in known.get("_hit", {}).items() if id_ != mutant.where}
    if "known_hits" in known:
        vars(new)["known_hits"] = [of_truth.copy() for of_truth in known["known_hits"]]
        for of_truth in vars(new)["known_hits"] if mutant.rule is not None else ():
            of_truth[ORDER[mutant.where]] = None
    return new


class Changes:
    """The content with one mutant in it; each part is made when it is first asked for."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    @cached_property
    def content(self) -> Content:
        """Return the content, all rules but those that read otherwise kept."""
        mutant = self.mutant
        content = _keeping(Content(self.raw(), CONTENT.folder), CONTENT, mutant)
        if mutant.rule is not None:
            new = _bound(content, mutant.rule, RULES[mutant.where])
            vars(content)["rules"] = tuple(new if old.rule.id == mutant.where else old for old in CONTENT.rules)
        else:
            vars(content)["rules"] = tuple(_bound(content, old.rule, old) for old in CONTENT.rules)
        return content

    def raw(self) -> Records:
        """Return the content as written, but for a rule: what is bound alone counts there."""
        raw, mutant = CONTENT.raw, self.mutant
        if mutant.criteria:
            return msgspec.structs.replace(raw, criteria=mutant.criteria)
        if mutant.scales:
            return msgspec.structs.replace(raw, scales=dict(mutant.scales))
        return msgspec.structs.replace(raw, **mutant.facts) if mutant.facts else raw

    @cached_property
    def rules(self) -> Changed:
        """Return the rules that read otherwise: as they were, as they are."""
        pairs = zip(CONTENT.rules, self.content.rules, strict=True)
        if self.mutant.rule is not None:
            return tuple((old, new) for old, new in pairs if old is not new)
        return tuple((old, new) for old, new in pairs if old.when != new.when)

    @cached_property
    def _templates(self) -> dict[str, PlanTemplate]:
        return {}

    def template(self, plan: str) -> PlanTemplate:
        """Return a plan bound to this content."""
        if plan not in self._templates:
            self._templates[plan] = _keeping(
                PlanTemplate(template(plan).spec, self.content), template(plan), self.mutant
            )
        return self._templates[plan]

    @cached_property
    def leaning(self) -> set[str]:
        """Return the rules, the lines that they add, and the items that are for others than before."""
        rules = {id_ for old, _ in self.rules for id_ in (old.rule.id, *(line.id for line in old.rule.add))}
        plans = [(template(plan), self.template(plan)) for plan in CONTENT.templates]
        return rules | {
            id_ for old, new in plans for id_, item in old.items.items() if old.criterion(item) != new.criterion(item)
        }

    def plan(self, case: Case) -> Plan:
        """Return the plan that a case gets; what reads as before is not judged again."""
        plan, facts = copy(self.template(case.plan)), case.profile.facts
        read = as_read(facts)
        whole = self.truths(plan, facts, plain_truths(case))
        settled = whole if read is None else self.truths(plan, read, plain_truths_as_read(case))
        vars(plan)["table"] = Judged(facts, whole, settled)
        return apply(plan, case.profile, START)

    def truths(self, plan: PlanTemplate, facts: Facts, before: list[Truth]) -> list[Truth]:
        """Return the truth of every rule, then of every condition, of which most are what they were before."""
        found = list(before)
        for old, new in self.rules:
            found[ORDER[old.rule.id]] = new.when.truth(facts)
        if self.mutant.rule is None:
            found[len(CONTENT.rules) :] = [node.truth(facts) for node in plan.conditions.values()]
        return found


class Judged:
    """The table of a plan's criteria, judged already for one person: for all words, and for those that were read."""

    def __init__(self, facts: Facts, whole: list[Truth], settled: list[Truth]) -> None:
        self.facts, self.whole, self.settled = facts, whole, settled

    def judge(self, facts: Facts) -> list[Truth]:
        """Return what was judged."""
        return self.whole if facts is self.facts else self.settled


def _bound(content: Content, rule: Rule, old: BoundRule) -> BoundRule:
    """Return a rule as a mutant has it; its record stays the original where it can, so that sheets compare as equal."""
    if rule.unknown != old.rule.unknown:
        return msgspec.structs.replace(old, rule=rule)
    if rule is old.rule or rule.when != old.rule.when:
        return msgspec.structs.replace(old, when=content.criterion(rule.when))
    return msgspec.structs.replace(old, hits=bind(rule, old.when).hits)


@cache
def template(plan: str) -> PlanTemplate:
    """Return an unchanged plan, with what mutants of a rule keep worked out."""
    found = CONTENT.template(plan)
    for name in (*KEPT, *KEPT_BESIDE_A_RULE):
        getattr(found, name, None)
    return found


# --- the cases as they are without a mutant ----------------------------------------------------------


@cache
def all_cases() -> tuple[Case, ...]:
    """Return every case, its profile resolved."""
    return tuple(
        Case(
            f"{file}: {case['name']}",
            case["gives"],
            profile,
            load_profile(profile, CONTENT, as_of=START),
            case.get("plan", "night-leg-cramps"),
        )
        for file, case, profile in ALL
    )


@cache
def plain_plan(case: Case) -> Plan:
    """Return the plan of a case as it is without a mutant."""
    return apply(template(case.plan), case.profile, START)


@cache
def plain_truths(case: Case) -> list[Truth]:
    """Return how every rule is judged for a case, then every condition of its plan."""
    return template(case.plan).table.judge(case.profile.facts)


@cache
def plain_truths_as_read(case: Case) -> list[Truth]:
    """Return the same as if the words that were not read named nothing."""
    return template(case.plan).table.judge(as_read(case.profile.facts) or case.profile.facts)


@cache
def plain_print(case: Case) -> Printed:
    """Return what is printed for a case without a mutant."""
    return printed(plain_plan(case))


@cache
def bearings(case: Case) -> dict[str, list[Bears]]:
    """Return what bears on each item of a case, in the order of the rules."""
    return {
        decision.item: [Bears(bearing.rule, bearing.judgement.truth, bearing.rank) for bearing in decision.bearings]
        for decision in plain_plan(case).decisions
    }


@cache
def truths(rule: str) -> bytes:
    """Return how one rule is judged in each case."""
    return judged_as_rule(RULES[rule])


@cache
def judged(node: Node) -> bytes:
    """Return the truth of a criterion in each case."""
    return _judged(node)


def judged_as_rule(bound: BoundRule) -> bytes:
    """Return the truth of a rule as it counts in each case: what restricts may hold whatever words not read name."""
    return _assumed(bound.when) if bound.restricts else judged(bound.when)


@cache
def _assumed(node: Node) -> bytes:
    pairs = zip(judged(node), _judged(node, read=True), strict=True)
    return bytes(
        Truth.ASSUMED if whole == Truth.UNKNOWN and settled >= Truth.ASSUMED else whole for whole, settled in pairs
    )


@cache
def _judged(node: Node, *, read: bool = False) -> bytes:
    """Return the truth of a criterion in each case: all cases at once, and what criteria share only once."""
    if isinstance(node, All | Any_) and node.parts:
        pick = min if isinstance(node, All) else max
        first, *others = [_judged(part, read=read) for part in node.parts]
        return bytes(map(pick, first, *others)) if others else first
    if isinstance(node, Not):
        return _judged(node.part, read=read).translate(_TURNED)
    return bytes(node.truth(_facts(case, read=read)) for case in all_cases())


@cache
def _facts(case: Case, *, read: bool) -> Facts:
    """Return the facts of a case, or the same as if the words that were not read named nothing."""
    facts = case.profile.facts
    return as_read(facts) or facts if read else facts


# Each truth turned round, as bytes.
_TURNED = bytes.maketrans(bytes(Truth), bytes([Truth.YES, Truth.UNKNOWN, Truth.ASSUMED, Truth.NO]))


@cache
def named(case: Case) -> frozenset[str]:
    """Return every id that a case asks for."""
    return frozenset(id_ for wanted in case.gives.values() if isinstance(wanted, list | dict) for id_ in wanted)


# --- whether a change of one rule can show at all ----------------------------------------------------


class Bears(NamedTuple):
    """How one rule bears on an item: as a rule of which truth, and how strictly."""

    rule: Rule
    truth: Truth
    rank: int


def told(found: list[Bears]) -> tuple[Any, ...]:
    """Return all that a sheet can show of what the rules say of one item."""
    most = max((one.rank for one in found), default=0)
    fired = [one for one in found if one.truth >= Truth.ASSUMED and one.rule.because]
    return (
        most,
        tuple(dict.fromkeys(one.rule.id for one in found if _speaks(one))),
        {one.rule.unknown.check for one in found if one.truth is Truth.UNKNOWN and one.rank < RANK["ask_first"]} - {""},
        tuple(dict.fromkeys(id_ for one in found for id_ in one.rule.instead)),
        next((one.rule.because for one in fired), ""),
        next((one.rule.because for one in fired if one.rank == most), ""),
    )


def _speaks(one: Bears) -> bool:
    return one.rank == RANK["caution"] and one.truth >= Truth.ASSUMED and bool(one.rule.say) and one.rule.part is None


def can_show(changes: Changes, case: Case, was: Truth, now: Truth) -> bool:
    """Return whether a rule that is judged or reads otherwise can change a word: exact but for the lines it says."""
    (old, new), *_ = changes.rules
    if plain_plan(case).see_clinician or old.rule.refuse:
        return bool(old.rule.refuse) and was is not now
    if _says_otherwise(old, case, was, now):
        return True
    before = _treated(template(case.plan), old, was, case)
    after = _treated(changes.template(case.plan), new, now, case)
    differing = {id_ for id_ in before.keys() | after.keys() if before.get(id_) != after.get(id_)}
    seen = differing - hidden(case) | differing.intersection(case.gives.get("barred", ()))
    return any(_told_otherwise(case, id_, old.rule.id, after.get(id_)) for id_ in seen)


@cache
def hidden(case: Case) -> frozenset[str]:
    """Return the items that a case's sheet cannot hold whatever the rules say of them: of others, or not said."""
    unsaid = {id_ for id_, rule in SAID_BY.items() if truths(rule)[all_cases().index(case)] < Truth.ASSUMED}
    never = ("never-suggested", "not-for-this-person")
    return frozenset(unsaid | {one.item for one in plain_plan(case).decisions if one.because in never})


def _says_otherwise(bound: BoundRule, case: Case, was: Truth, now: Truth) -> bool:
    rule = bound.rule
    if (was >= Truth.ASSUMED) is (now >= Truth.ASSUMED):
        return was is not now and now >= Truth.ASSUMED and bool(rule.add)
    says = bool(rule.say) and (rule.topic in SHARED_TOPICS or rule.id in template(case.plan).items)
    return bool(says or rule.add or rule.reduce)


def _treated(plan: PlanTemplate, bound: BoundRule, truth: Truth, case: Case) -> dict[str, Bears]:
    """Return how a rule of a truth treats each item that it bears on."""
    if truth is Truth.NO:
        return {}
    asks = truth is Truth.UNKNOWN and bool(bound.rule.unknown.check)
    unread = truth is Truth.UNKNOWN and bound.when.truth(_facts(case, read=True)) is Truth.NO
    found = {
        id_: RANK["add"] if unread else rank_of(bound, truth, plan.items[id_])
        for id_ in plan.hit_by(bound, case.profile.facts)
    }
    return {id_: Bears(bound.rule, truth, rank) for id_, rank in found.items() if rank or asks}


def _told_otherwise(case: Case, item: str, rule: str, after: Bears | None) -> bool:
    found = bearings(case).get(item, [])
    others = [one for one in found if one.rule.id != rule]
    at = sum(ORDER[one.rule.id] < ORDER[rule] for one in others)
    return told(found) != told([*others[:at], *([after] if after else []), *others[at:]])


# --- whether a case notices --------------------------------------------------------------------------


def outcome(mutant: Mutant, *, by_name: bool = True, most: int | None = None) -> str:
    """Return what becomes of a mutant: caught, alive, or alive without showing on the sheet of any case.

    Without `by_name` it is caught by what a sheet holds only, and not by the names of the rules that fired.
    With `most`, a changed rule is tried on so many cases only, the likeliest first.
    """
    changes = Changes(mutant)
    found = UNSEEN
    if mutant.facts is not None:
        found_in: Iterator[str] = (_other_profile(changes, case) for case in all_cases())
    elif mutant.rule is not None:
        after = truths(mutant.where) if mutant.kind in BY_BEARING else judged_as_rule(changes.rules[0][1])
        if by_name and _caught_by_name(mutant.where, after):
            return CAUGHT
        found_in = _ends_of_rule(changes, after, most)
    else:
        found_in = _ends_of_shared(changes, by_name=by_name)
    for end in found_in:
        if end == CAUGHT:
            return CAUGHT
        found = ALIVE if end == ALIVE else found
    return found


def _caught_by_name(rule: str, after: bytes) -> bool:
    """Return whether a case asks by its name for a rule that no longer holds, or must not and does."""
    return any((after[at] >= Truth.ASSUMED) is not wanted for at, wanted in asked_by_name().get(rule, ()))


@cache
def asked_by_name() -> dict[str, list[tuple[int, bool]]]:
    """Return in which cases each rule is asked for by its name, and whether it must hold."""
    found: dict[str, list[tuple[int, bool]]] = {}
    for at, case in enumerate(all_cases()):
        for key, wanted in (("rules", True), ("not_rules", False)):
            for rule in case.gives.get(key, ()):
                found.setdefault(rule, []).append((at, wanted))
    return found


def _ends_of_rule(changes: Changes, after: bytes, most: int | None) -> Iterator[str]:
    """Yield what becomes of each case in which a changed rule can show, the likeliest to fail first."""
    mutant = changes.mutant
    before = truths(mutant.where)
    if mutant.kind in BY_BEARING:
        if mutant.kind == "selector" and not hits_less(changes):
            return
        least = {"unknown": {Truth.UNKNOWN}}.get(mutant.kind, set(Truth) - {Truth.NO})
        reached = [at for at, truth in enumerate(before) if truth in least]
    else:
        reached = [at for at, truth in enumerate(before) if truth != after[at]]
    for at in sorted(reached, key=likely(mutant.where))[:most]:
        yield _end_of_rule(changes, at, Truth(before[at]), Truth(after[at]))


def _end_of_rule(changes: Changes, at: int, was: Truth, now: Truth) -> str:
    """Return what becomes of one case: the same for each mutant by which the rule gets the same truth."""
    key = changes.mutant.where, at, now
    if changes.mutant.kind in BY_BEARING:
        return _end(changes, at, was, now)
    if key not in _ENDS:
        _ENDS[key] = _end(changes, at, was, now)
    return _ENDS[key]


_ENDS: dict[tuple[str, int, Truth], str] = {}


def _end(changes: Changes, at: int, was: Truth, now: Truth) -> str:
    case = all_cases()[at]
    return judged_by(case, changes.plan(case)) if can_show(changes, case, was, now) else UNSEEN


def likely(rule: str) -> Callable[[int], tuple[int, int]]:
    """Return a key for cases: those that ask for the rule first, then for what it hits, then those where it held."""
    bound = RULES[rule]
    mine = {rule, *(line.id for line in bound.rule.add)}
    hit = frozenset[str]() if bound.personal else template("night-leg-cramps").hit_by(bound, {})

    def key(at: int) -> tuple[int, int]:
        asked = named(all_cases()[at])
        return (0 if asked & mine else 1 if asked & hit else 2), -truths(rule)[at]

    return key


def hits_less(changes: Changes) -> bool:
    """Return whether a smaller selector misses anything that is in plans/ at all; one that looks at a person may."""
    (old, new), *_ = changes.rules
    if old.personal:
        return True
    return any(template(plan).hit_by(old, {}) != changes.template(plan).hit_by(new, {}) for plan in CONTENT.templates)


def _ends_of_shared(changes: Changes, *, by_name: bool) -> Iterator[str]:
    """Yield what becomes of each case for which a named criterion or the level of a scale is judged otherwise."""
    was, now = changes.mutant.shared
    pairs = zip(judged(CONTENT.criterion(was)), judged(changes.content.criterion(now)), strict=True)
    reached = [at for at, (before, after) in enumerate(pairs) if before != after]
    if by_name and any(_caught_by_name(new.rule.id, judged_as_rule(new)) for _, new in changes.rules):
        yield CAUGHT
    for at in sorted(reached, key=lambda at: changes.leaning.isdisjoint(named(all_cases()[at]))):
        case = all_cases()[at]
        yield judged_by(case, changes.plan(case))


def _other_profile(changes: Changes, case: Case) -> str:
    """Return what becomes of a case whose facts may be taken otherwise."""
    profile = load_profile(case.written, changes.content, as_of=START)
    if profile.facts == case.profile.facts and profile.assumed == case.profile.assumed:
        return UNSEEN
    return judged_by(case, apply(template(case.plan), profile, START), by_name=True)


def judged_by(case: Case, plan: Plan, *, by_name: bool = False) -> str:
    """Return what a case makes of another plan; without `by_name` the rules have been asked for already."""
    differs = printed(plan) != plain_print(case)
    asked = {key: wanted for key, wanted in case.gives.items() if _can_tell(key, differs=differs, by_name=by_name)}
    words = {key: asked.pop(key) for key in WORDS & asked.keys()}
    if faults(plan, asked) or faults(plan, words):
        return CAUGHT
    return ALIVE if differs else UNSEEN


def _can_tell(key: str, *, differs: bool, by_name: bool) -> bool:
    """Return whether a question is worth asking: most are answered by what is printed alone."""
    if key in ("rules", "not_rules"):
        return by_name
    return differs or key in ("allowed", "barred", "out")


Printed = tuple[Plan, tuple[Any, ...], tuple[tuple[str, str], ...]]


def printed(plan: Plan) -> Printed:
    """Return a plan without its account of how it came about, what was assumed, and the reasons that it prints.

    What is a question to somebody already stands there in the same words when a rule has it asked about as well.
    """
    asked = tuple(_as_a_question(line) if line.item.part == "ask-first" else line for line in plan.ask_first)
    bare = msgspec.structs.replace(plan, account=NOTHING_TOLD, profile=NOBODY, ask_first=asked)
    reasons = (
        (one.item, _reason(one)) for one in plan.decisions if one.outcome in ("out", "replaced") and not one.because
    )
    items = template(plan.template.plan).items
    named_there = ((id_, why) for id_, why in reasons if items[id_].slot or isinstance(items[id_], Food))
    return bare, plan.profile.assumed, tuple(named_there)


def _as_a_question(line: Planned) -> Planned:
    return msgspec.structs.replace(line, kind="ask_first")


def _reason(decision: Decision) -> str:
    """Return the fact because of which an item is out, as the sheet prints it."""
    most = max((bearing.rank for bearing in decision.bearings), default=0)
    strictest = (bearing for bearing in decision.bearings if bearing.rank == most > 0)
    known = (one.rule.because for one in strictest if one.judgement.truth >= Truth.ASSUMED and one.rule.because)
    return next(known, "")


# --- the report --------------------------------------------------------------------------------------


def outcomes_of(place: list[int]) -> dict[int, str]:
    """Return what becomes of the mutants of one place, by their index."""
    return {at: outcome(ALL_MUTANTS[at]) for at in place}


ALL_MUTANTS = tuple(mutants())


def ends(only: str = "") -> dict[int, str]:
    """Return what becomes of each mutant whose place and kind hold a text, by its index; on all cores."""
    for case in all_cases():
        bearings(case)
    wanted = [at for at, mutant in enumerate(ALL_MUTANTS) if only in f"{mutant.where} {mutant.kind}"]
    places = [list(group) for _, group in groupby(wanted, lambda at: ALL_MUTANTS[at].where)]
    with multiprocessing.get_context("fork").Pool() as pool:
        found = {at: end for some in pool.imap_unordered(outcomes_of, places) for at, end in some.items()}
    return dict(sorted(found.items()))


def name_of(mutant: Mutant) -> str:
    """Return a mutant in words."""
    return f"{mutant.where} [{mutant.kind}] {mutant.text}"


def main() -> None:
    """Judge every mutant and print the counts and the survivors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print each survivor")
    parser.add_argument("--only", default="", help="only mutants whose place and kind hold this text")
    options = parser.parse_args()
    started = time.perf_counter()
    found = ends(options.only)
    report(found, listed=options.list)
    sys.stdout.write(f"{len(all_cases())} cases, {time.perf_counter() - started:.0f} seconds\n")


def report(found: dict[int, str], *, listed: bool) -> None:
    """Print the counts by kind and, if wanted, the survivors."""
    counts = Counter((ALL_MUTANTS[at].kind, end) for at, end in found.items())
    outcomes = (CAUGHT, UNSEEN, ALIVE)
    rows: list[tuple[str, ...]] = [("kind", "mutants", *outcomes)]
    for kind in (*dict.fromkeys(ALL_MUTANTS[at].kind for at in found), None):
        numbers = [sum(n for (k, end), n in counts.items() if kind in (k, None) and end == name) for name in outcomes]
        rows.append((kind or "all", str(sum(numbers)), *map(str, numbers)))
    sys.stdout.writelines("".join(f"{cell:>18}" for cell in row) + "\n" for row in rows)
    for at, end in found.items() if listed else ():
        if end != CAUGHT:
            sys.stdout.write(f"{end}: {name_of(ALL_MUTANTS[at])}\n")


if __name__ == "__main__":
    main()
