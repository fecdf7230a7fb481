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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

import msgspec  # noqa: E402 - found only with the path above
from conftest import CONTENT, START  # noqa: E402 - found only with the path above
from test_cases import ALL, faults  # noqa: E402 - found only with the path above

from planner.content import BoundRule, Content, PlanTemplate, effect_of  # noqa: E402 - found only with the path above
from planner.criteria import Node, Truth  # noqa: E402 - found only with the path above
from planner.merge import apply  # noqa: E402 - found only with the path above
from planner.plan import Bearing, Plan  # noqa: E402 - found only with the path above
from planner.profile import Profile, load_profile  # noqa: E402 - found only with the path above
from planner.template import Level, Named, Rule, Unknown  # noqa: E402 - found only with the path above

Change = tuple[str, str, Any]
BOUNDS = ("at_least", "at_most", "above", "below", "is")
NAMES = frozenset(criterion.id for criterion in CONTENT.raw.criteria)
NEVER: dict[str, Any] = {"not": {"age": {"at_least": 0}}}
CAUGHT, UNSEEN, ALIVE = "caught", "no sheet differs", "alive"
NOBODY = load_profile({"age": 50}, CONTENT)
RULES = {bound.rule.id: bound for bound in CONTENT.rules}


@dataclass(frozen=True, eq=False)
class Mutant:
    """One change: where it was made, of what kind, in words, and how the content reads with it."""

    where: str
    kind: str
    text: str
    rule: Rule | None = None
    criteria: tuple[Named, ...] = ()
    scales: Mapping[str, tuple[Level, ...]] | None = None
    facts: Mapping[str, Any] | None = None


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
    named = CONTENT.raw.criteria
    for at, criterion in enumerate(named):
        for kind, text, new in changes(criterion.when):
            changed = msgspec.structs.replace(criterion, when=new)
            yield Mutant(f"criterion {criterion.id}", kind, text, criteria=(*named[:at], changed, *named[at + 1 :]))


def of_scales() -> Iterator[Mutant]:
    """Yield the changes of each level of each scale."""
    for name, levels in CONTENT.raw.scales.items():
        for at, level in enumerate(levels):
            for kind, text, new in changes(level.when) if level.when is not None else ():
                changed = (*levels[:at], msgspec.structs.replace(level, when=new), *levels[at + 1 :])
                yield Mutant(f"scale {name} {level.level}", kind, text, scales={**CONTENT.raw.scales, name: changed})


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
    "rule_ids", "activities", "changing", "lines", "items", "index", "_pools",
)  # fmt: skip
# The kinds that leave the condition alone: they show only where the rule bears on an item more than others do.
BY_BEARING = ("selector", "unknown", "dropped")
# What is kept of every rule but the one that changed.
BY_RULE = ("_hit", "known_hits")
_T = TypeVar("_T", Content, PlanTemplate)


def _keeping(new: _T, old: _T, mutant: Mutant) -> _T:
    """Return a copy that keeps what was worked out for the original and cannot differ for the mutant."""
    known = vars(old)
    vars(new).update({name: known[name] for name in KEPT if name in known})
    for name in BY_RULE:
        vars(new)[name] = {key: hits for key, hits in known.get(name, {}).items() if mutant.where not in (key, key[0])}
    return new


def content_with(mutant: Mutant) -> tuple[Content, tuple[tuple[BoundRule, BoundRule], ...]]:
    """Return the content with one mutant in it, and the rules that read otherwise: as they were, as they are."""
    if mutant.rule is not None:
        old = RULES[mutant.where]
        new = _bound(CONTENT, mutant.rule, old)
        content = _keeping(Content(CONTENT.raw, CONTENT.folder), CONTENT, mutant)
        vars(content).update(vocabulary=CONTENT.vocabulary, compiler=CONTENT.compiler)
        vars(content)["rules"] = tuple(new if bound is old else bound for bound in CONTENT.rules)
        return content, ((old, new),)
    raw = CONTENT.raw
    if mutant.criteria:
        raw = msgspec.structs.replace(raw, criteria=mutant.criteria)
    if mutant.scales:
        raw = msgspec.structs.replace(raw, scales=dict(mutant.scales))
    if mutant.facts:
        raw = msgspec.structs.replace(raw, **mutant.facts)
    content = _keeping(Content(raw, CONTENT.folder), CONTENT, mutant)
    rules = tuple(_bound(content, old.rule, old) for old in CONTENT.rules)
    vars(content)["rules"] = rules
    return content, tuple((old, new) for old, new in zip(CONTENT.rules, rules, strict=True) if old.when != new.when)


def _bound(content: Content, rule: Rule, old: BoundRule) -> BoundRule:
    if rule.unknown == old.rule.unknown and rule is not old.rule and rule.when == old.rule.when:
        return content._bind(rule)
    # The selectors are those of the original, and so are the lines.
    return msgspec.structs.replace(old, rule=rule, when=content.criterion(rule.when))


def template_with(content: Content, mutant: Mutant, plan: str) -> PlanTemplate:
    """Return a plan bound to the content of a mutant."""
    return _keeping(PlanTemplate(template(plan).spec, content), template(plan), mutant)


@cache
def template(plan: str) -> PlanTemplate:
    """Return an unchanged plan."""
    return CONTENT.template(plan)


# --- whether a case notices --------------------------------------------------------------------------


@cache
def all_cases() -> tuple[Case, ...]:
    """Return every case, its profile resolved."""
    return tuple(
        Case(
            f"{file}: {case['name']}",
            case["gives"],
            profile,
            load_profile(profile, CONTENT),
            case.get("plan", "night-leg-cramps"),
        )
        for file, case, profile in ALL
    )


@cache
def plain_plan(case: Case) -> Plan:
    """Return the plan of a case as it is without a mutant."""
    return apply(template(case.plan), case.profile, START)


@cache
def truths(rule: str) -> tuple[Truth, ...]:
    """Return how one rule is judged in each case."""
    return tuple(RULES[rule].when.judge(case.profile.facts).truth for case in all_cases())


def touched(mutant: Mutant, rules: tuple[tuple[BoundRule, BoundRule], ...], most: int | None) -> Iterator[Case]:
    """Yield the cases in which a mutant could show, the likeliest first; `most` looks at no more than so many."""
    found = [at for at, case in enumerate(all_cases()) if _reaches(mutant, rules, at, case)]
    ids = {old.rule.id for old, _ in rules} | {mutant.where}

    def likely(at: int) -> tuple[bool, int]:
        """Return a key by which a case that names the rule comes first, then one in which the rule held."""
        held = max((truths(id_)[at] for id_ in ids if id_ in RULES), default=Truth.NO)
        return ids.isdisjoint(_names(all_cases()[at].gives)), -held

    for at in sorted(found, key=likely)[:most]:
        if _speaks(mutant, at) or mutant.where in decisive(all_cases()[at]):
            yield all_cases()[at]


def _reaches(mutant: Mutant, rules: tuple[tuple[BoundRule, BoundRule], ...], at: int, case: Case) -> bool:
    """Return whether the truth of a rule differs in a case, or what hangs on it could."""
    facts = case.profile.facts
    if mutant.kind in BY_BEARING:
        truth = truths(mutant.where)[at]
        return truth is Truth.UNKNOWN or (truth is not Truth.NO and mutant.kind != "unknown")
    if any(new.when.judge(facts).truth is not truths(old.rule.id)[at] for old, new in rules):
        return True
    shared = _shared(mutant)
    return shared is not None and shared[0].judge(facts).truth is not shared[1].judge(facts).truth


def _speaks(mutant: Mutant, at: int) -> bool:
    """Return whether more hangs on a mutant than how some items are treated: a line, a reduction, a refusal."""
    if mutant.kind != "dropped":
        return mutant.kind not in BY_BEARING
    rule = RULES[mutant.where].rule
    known = truths(mutant.where)[at] is not Truth.UNKNOWN
    return bool(rule.refuse or (known and (rule.say or rule.add or rule.reduce)))


@cache
def decisive(case: Case) -> frozenset[str]:
    """Return the rules without which some item of a case would be treated otherwise."""
    return frozenset(
        bearing.rule.id
        for decision in plain_plan(case).decisions
        for bearing in decision.bearings
        if _matters(bearing, [other for other in decision.bearings if other is not bearing])
    )


def _matters(one: Bearing, others: list[Bearing]) -> bool:
    if one.rank > max((other.rank for other in others), default=0) or one.rule.instead:
        return True
    if one.judgement.truth is Truth.UNKNOWN:
        asked = {
            other.rule.unknown.check for other in others if other.judgement.truth is Truth.UNKNOWN and other.rank < 2
        }
        return one.rank < 2 and one.rule.unknown.check not in {"", *asked}
    return one.rank == 1 or bool(one.rule.because)


def _names(gives: dict[str, Any]) -> set[str]:
    return {id_ for wanted in gives.values() if isinstance(wanted, list) for id_ in wanted}


@cache
def _shared(mutant: Mutant) -> tuple[Node, Node] | None:
    """Return a named criterion as it was and as it is: items lean on it too."""
    name = mutant.where.removeprefix("criterion ")
    if mutant.rule is not None or name not in NAMES:
        return None
    new = next(criterion for criterion in mutant.criteria if criterion.id == name)
    return CONTENT.criterion(name), CONTENT.criterion(new.when)


def outcome(mutant: Mutant, *, by_name: bool = True, most: int | None = None) -> str:
    """Return what becomes of a mutant: caught, alive, or alive without showing on the sheet of any case.

    Without `by_name` it is caught by what a sheet holds only, and not by the names of the rules that fired.
    With `most`, only so many cases are looked at, the likeliest first.
    """
    found = UNSEEN
    if by_name and mutant.kind == "dropped" and _named(mutant.where):
        return CAUGHT
    for case, plan in _changed_plans(mutant, most):
        differs = printed(plan) != printed(plain_plan(case))
        asked = {key: wanted for key, wanted in case.gives.items() if _can_tell(key, differs=differs, by_name=by_name)}
        if faults(plan, asked):
            return CAUGHT
        found = ALIVE if differs else found
    return found


def _named(rule: str) -> bool:
    """Return whether a case asks by its name for a rule to hold."""
    return any(rule in case.gives.get("rules", ()) for case in all_cases())


def _can_tell(key: str, *, differs: bool, by_name: bool) -> bool:
    """Return whether a question is worth asking: most are answered by what is printed alone."""
    if key in ("rules", "not_rules"):
        return by_name
    return differs or key in ("allowed", "barred", "out")


def printed(plan: Plan) -> Plan:
    """Return a plan without its account of how it came about."""
    return msgspec.structs.replace(plan, verdicts=(), decisions=(), profile=NOBODY)


def _changed_plans(mutant: Mutant, most: int | None) -> Iterator[tuple[Case, Plan]]:
    """Yield the cases that a mutant could touch, each with the plan that it then gives."""
    content, rules = content_with(mutant)
    if mutant.facts is not None:
        yield from ((case, _apply(case, load_profile(case.written, content))) for case in all_cases())
        return
    plans = {plan: template_with(content, mutant, plan) for plan in CONTENT.templates}
    if mutant.kind != "selector" or _hits_less(plans, *rules[0]):
        yield from ((case, apply(plans[case.plan], case.profile, START)) for case in touched(mutant, rules, most))


def _apply(case: Case, profile: Profile) -> Plan:
    return plain_plan(case) if profile.facts == case.profile.facts else apply(template(case.plan), profile, START)


def _hits_less(plans: dict[str, PlanTemplate], old: BoundRule, new: BoundRule) -> bool:
    """Return whether a smaller selector misses anything that is in plans/ at all; one that looks at a person may."""
    if old.personal:
        return True
    return any(template(plan).hit_by(old, {}) != changed.hit_by(new, {}) for plan, changed in plans.items())


# --- the report --------------------------------------------------------------------------------------


def outcome_of(at: int) -> str:
    """Return what becomes of the mutant at an index."""
    return outcome(ALL_MUTANTS[at])


ALL_MUTANTS = tuple(mutants()) if __name__ == "__main__" else ()


def main() -> None:
    """Judge every mutant and print the counts and the survivors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print each survivor")
    parser.add_argument("--only", default="", help="only mutants whose place and kind hold this text")
    options = parser.parse_args()
    started = time.perf_counter()
    for plan in CONTENT.templates:
        template(plan)
    for case in all_cases():
        plain_plan(case)
    wanted = [at for at, mutant in enumerate(ALL_MUTANTS) if options.only in f"{mutant.where} {mutant.kind}"]
    with multiprocessing.get_context("fork").Pool() as pool:
        found = dict(zip(wanted, pool.map(outcome_of, wanted, chunksize=8), strict=True))
    report(found, listed=options.list)
    sys.stdout.write(f"{len(all_cases())} cases, {time.perf_counter() - started:.0f} seconds\n")


def report(found: dict[int, str], *, listed: bool) -> None:
    """Print the counts by kind and, if wanted, the survivors."""
    counts = Counter((ALL_MUTANTS[at].kind, end) for at, end in found.items())
    outcomes = (CAUGHT, UNSEEN, ALIVE)
    rows = [("kind", "mutants", *outcomes)]
    for kind in (*dict.fromkeys(ALL_MUTANTS[at].kind for at in found), None):
        numbers = [sum(n for (k, end), n in counts.items() if kind in (k, None) and end == name) for name in outcomes]
        rows.append((kind or "all", str(sum(numbers)), *map(str, numbers)))
    sys.stdout.writelines("".join(f"{cell:>18}" for cell in row) + "\n" for row in rows)
    for at, end in found.items() if listed else ():
        if end != CAUGHT:
            mutant = ALL_MUTANTS[at]
            sys.stdout.write(f"{end}: {mutant.where} [{mutant.kind}] {mutant.text}\n")


if __name__ == "__main__":
    main()
