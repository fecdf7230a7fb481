"""What the rules do to a whole clinic list, and whose sheet a change of plans/ would change; no sheet is made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from msgspec import Struct, to_builtins

from planner.content.knowledge import Content
from planner.errors import PlannerError
from planner.logic.truth import Truth
from planner.model.items import Urgency
from planner.pipeline import SheetRequest, make_plan
from planner.planning.plan import Plan, Planned
from planner.profile.profile import Profile
from planner.profile.resolve import resolve
from planner.profile.words import excerpt
from planner.records.rows import Row, on_one_line, row_answers
from planner.records.source import ListSource
from planner.records.unforeseen import foreseen

_URGENCIES: tuple[Urgency, ...] = get_args(Urgency)  # most urgent first
# Counts of what was not recognised stay this small however long and wild a list is; the rest is counted as one.
_MOST_TEXTS = 10_000
_OTHERS = "(others)"
_SHOWN = 30
_SHORT = 8
_WHAT = {"added": "Comes in", "removed": "Goes out", "changed": "Stays, in other words or in another place"}
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


class Bad(Struct, frozen=True):
    """A row that could not be read, by its line in the list."""

    line: int
    problem: str


class Report(Struct, frozen=True):
    """What the rules did to the people of one list."""

    people: int
    bad: tuple[Bad, ...]
    plans: int
    urgencies: dict[str, int]
    refusals: dict[str, int]
    fired: dict[str, int]
    never_fired: tuple[str, ...]
    medicines: dict[str, int]
    conditions: dict[str, int]
    other_words: dict[str, int]
    with_unreadable: int

    def text(self) -> str:
        """Return the report in sentences and counts."""
        return "\n".join(_report_lines(self)) + "\n"

    def json(self) -> dict[str, Any]:
        """Return the report as plain data."""
        return dict(to_builtins(self))


class Change(Struct, frozen=True):
    """How one person's sheet would change: the id in the list, and a few of the things that differ."""

    id: str
    outcome: str
    items: tuple[str, ...]
    more: int


class Comparison(Struct, frozen=True):
    """Whose sheet would change between two folders of plans, and how."""

    people: int
    bad: tuple[Bad, ...]
    different: int
    outcomes: dict[str, int]
    added: dict[str, int]
    removed: dict[str, int]
    changed: dict[str, int]
    changes: tuple[Change, ...]

    def text(self) -> str:
        """Return the comparison in sentences, counts, and a line for each id."""
        return "\n".join(_comparison_lines(self)) + "\n"

    def json(self) -> dict[str, Any]:
        """Return the comparison as plain data."""
        return dict(to_builtins(self))


def population(source: ListSource, content: Content) -> Report:
    """Return what the rules do to every person of a list; rows are read one by one and none is kept."""
    tally = _Tally(content)
    for row in _alive(source):
        try:
            tally.take(foreseen(_read, row, content))
        except PlannerError as error:
            tally.bad.append(_bad(row, error))
    return tally.report()


def _alive(source: ListSource) -> Iterator[Row]:
    return (row for row in source.rows() if not row.dead)


def against(source: ListSource, content: Content, other: Content) -> Comparison:
    """Return whose sheet would change if the plans of `content` gave way to those of `other`, and how."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("outcomes", *_WHAT)}
    bad, changes, people = [], [], 0
    for row in _alive(source):
        try:
            before, after = (foreseen(_either, row, one) for one in (content, other))
        except PlannerError as error:
            bad.append(_bad(row, error))
            continue
        people += 1
        if before != after:
            changes.append(_change(_name(row), before, after, counts))
    outcomes, added, removed, changed = (dict(counts[name].most_common()) for name in ("outcomes", *_WHAT))
    return Comparison(people, tuple(bad), len(changes), outcomes, added, removed, changed, tuple(changes))


class _Tally:
    """Counts over one list; holds counts only, never a person."""

    def __init__(self, content: Content) -> None:
        self.rules = content.rules
        self.fired: Counter[str] = Counter({bound.rule.id: 0 for bound in content.rules})
        self.refusals: Counter[str] = Counter()
        self.urgencies: Counter[str] = Counter()
        self.unread: dict[str, Counter[str]] = {"medications": Counter(), "conditions": Counter(), "other": Counter()}
        self.bad: list[Bad] = []
        self.people = self.with_unreadable = 0

    def take(self, profile: Profile) -> None:
        """Count the rules that hold for one person, and what of the profile nobody could read."""
        fired = [bound.rule for bound in self.rules if bound.when.judge(profile.facts).truth >= Truth.ASSUMED]
        refusals = {rule.id: rule.refuse.urgency for rule in fired if rule.refuse}
        self.people += 1
        self.fired.update(rule.id for rule in fired)
        self.refusals.update(refusals.keys())
        if refusals:
            self.urgencies[min(refusals.values(), key=_URGENCIES.index)] += 1
        unread = profile.not_recognised
        self.with_unreadable += bool(unread)
        for key, text in dict.fromkeys((entry.key, excerpt(entry.text)) for entry in unread):
            self.count_text(_group(key), text)

    def count_text(self, group: str, text: str) -> None:
        """Count one entry that was not recognised."""
        counter = self.unread[group]
        counter[text if text in counter or len(counter) < _MOST_TEXTS else _OTHERS] += 1

    def report(self) -> Report:
        """Return the counts, the most frequent first."""
        return Report(
            people=self.people,
            bad=tuple(self.bad),
            plans=self.people - self.urgencies.total(),
            urgencies=dict(self.urgencies.most_common()),
            refusals=dict(self.refusals.most_common()),
            fired={id_: count for id_, count in self.fired.most_common() if count},
            never_fired=tuple(id_ for id_, count in self.fired.items() if not count),
            medicines=dict(self.unread["medications"].most_common()),
            conditions=dict(self.unread["conditions"].most_common()),
            other_words=dict(self.unread["other"].most_common()),
            with_unreadable=self.with_unreadable,
        )


def _bad(row: Row, error: PlannerError) -> Bad:
    return Bad(row.line, f"{row.file}: {on_one_line(error)}" if row.file else on_one_line(error))


def _read(row: Row, content: Content) -> Profile:
    return resolve(row_answers(row).answers, content)


def _group(key: str) -> str:
    if key == "medications":
        return key
    return "conditions" if key in ("conditions", "symptoms", "habits") else "other"


def _name(row: Row) -> str:
    """Return the id of a row, or its line; never the name."""
    return re.sub(r"[^\w.-]+", "-", row.cells.get("id", "")).strip("-")[:80] or f"line {row.line}"


# --- two sheets side by side -----------------------------------------------------------------------------

Shown = dict[str, object]


def _either(row: Row, content: Content) -> Shown:
    return shown(make_plan(row_answers(row), content, SheetRequest()))


def shown(plan: Plan) -> Shown:
    """Return everything that a reader of the sheet would see, by id: two sheets are alike if these are equal."""
    seen: Shown = {"(outcome)": plan.outcome}
    if plan.see_clinician:
        seen["(outcome)"] = f"see a clinician: {plan.see_clinician.urgency}"
        seen |= {rule.id: (rule.refuse, rule.sources) for rule in plan.see_clinician.rules}
    # A person's own words are compared and never reported beside an id.
    seen |= {"(not recognised)": plan.profile.not_recognised, "(assumed)": plan.profile.assumed}
    seen |= {f"check {check.id}": check for check in plan.checks}
    seen |= {f"stop if {rule.id}": rule.refuse for rule in plan.stop_if}
    seen |= {f"left out as a whole: {name}": True for name in plan.reduced}
    seen |= {f"gap {gap.slot}": gap.days for gap in plan.gaps}
    seen |= {stretch.id: stretch for stretch in plan.stretches}
    for place, planned in _printed(plan):
        held = seen.get(planned.id)
        words = (place, _as_printed(planned))
        seen[planned.id] = (*held, words) if isinstance(held, tuple) else (words,)
    return seen


def _printed(plan: Plan) -> Iterator[tuple[str, Planned]]:
    groups: dict[str, Iterable[Planned]] = {
        "tonight": plan.tonight,
        "alerts": plan.alerts,
        "every day": plan.every_day,
        "foods": plan.foods,
        "drinks": plan.drinks,
        "notes": plan.notes,
        "avoid": plan.avoid,
        "ask first": plan.ask_first,
        **{f"day {day.day}": day.items for day in plan.days},
    }
    for place, items in groups.items():
        yield from ((place, item) for item in items)


def _as_printed(planned: Planned) -> tuple[object, ...]:
    item = planned.item
    values = tuple(sorted(planned.values.items()))
    cautions = tuple(rule.say for rule in planned.cautions)
    words = (item.text, item.why, item.steps, item.evidence, item.sources, item.urgency)
    food = planned.food.id if planned.food else ""
    return (*words, values, planned.kind, planned.slot, food, cautions, planned.checks, planned.because)


def _change(name: str, before: Shown, after: Shown, counts: dict[str, Counter[str]]) -> Change:
    outcomes = before["(outcome)"], after["(outcome)"]
    outcome = "" if outcomes[0] == outcomes[1] else f"{outcomes[0]} -> {outcomes[1]}"
    if outcome:
        counts["outcomes"][outcome] += 1
    differences = {
        "added": [id_ for id_ in after if id_ not in before],
        "removed": [id_ for id_ in before if id_ not in after],
        "changed": [id_ for id_ in after if id_ in before and id_ != "(outcome)" and before[id_] != after[id_]],
    }
    for what, ids in differences.items():
        counts[what].update(ids)
    # What a whole other page adds and removes says nothing beyond the outcome.
    items = [] if outcome else [f"{_SIGNS[what]}{id_}" for what, ids in differences.items() for id_ in ids]
    return Change(name, outcome, tuple(items[:_SHORT]), max(0, len(items) - _SHORT))


# --- in words --------------------------------------------------------------------------------------------


def _report_lines(report: Report) -> Iterator[str]:
    sent = report.people - report.plans
    yield f"{report.people:,} people; {report.plans:,} get a plan, {sent:,} see a clinician first"
    yield from _counts("By urgency", report.urgencies)
    yield from _counts("By refusal rule", report.refusals)
    share = report.with_unreadable / report.people if report.people else 0
    yield f"{report.with_unreadable:,} of {report.people:,} people ({share:.0%}) have an entry that nobody could read"
    yield from _counts("Medicines not recognised", report.medicines)
    yield from _counts("Conditions not recognised", report.conditions)
    yield from _counts("Allergies and diets not recognised", report.other_words)
    yield from _counts("Rules that fired", report.fired, at_most=len(report.fired))
    yield f"Rules that never fired ({len(report.never_fired)}): {', '.join(report.never_fired) or 'none'}"
    yield from _bad_lines(report.bad)


def _comparison_lines(comparison: Comparison) -> Iterator[str]:
    patients = "patient" if comparison.people == 1 else "patients"
    yield f"{comparison.different:,} of {comparison.people:,} {patients} would see a different sheet"
    yield from _counts("Another outcome", comparison.outcomes)
    for what, title in _WHAT.items():
        yield from _counts(title, getattr(comparison, what))
    if comparison.changes:
        yield "By id (+ in, - out, ~ changed)"
    for change in comparison.changes:
        more = f" and {change.more} more" if change.more else ""
        yield f"  {change.id}: {change.outcome}{', '.join(change.items)}{more}"
    yield from _bad_lines(comparison.bad)


def _counts(title: str, counts: dict[str, int], at_most: int = _SHOWN) -> Iterator[str]:
    if counts:
        yield f"{title} ({len(counts)})"
        shown_first = list(counts.items())[:at_most]
        yield from (f"  {count:>6,}  {_printable(name)}" for name, count in shown_first)
        if len(counts) > at_most:
            yield f"  and {len(counts) - at_most} more"


def _bad_lines(bad: tuple[Bad, ...]) -> Iterator[str]:
    if bad:
        yield f"{len(bad)} {'row' if len(bad) == 1 else 'rows'} could not be read"
        yield from (f"  line {one.line}: {_printable(one.problem)}" for one in bad)


def _printable(text: str) -> str:
    """Return text without control characters, which could drive a terminal."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
