"""Whether each rule names what there is, does one thing, and says what is done when it cannot be judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from planner.content.checks.items import item_faults, risk_faults, telling_faults
from planner.content.checks.known import Known, criterion_faults, selector_faults, source_faults, unresolved
from planner.content.checks.pictures import picture_faults
from planner.content.faults import Fault, Record
from planner.content.rules import said
from planner.content.sentences import length
from planner.model.items import Tells
from planner.model.rules import Rule

SHORTEST = "words-in-a-hard-stop"
_EFFECTS = ("refuse", "exclude", "ask_first", "caution")


def rule_faults(known: Known, record: Record, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with one rule."""
    effects = [name for name in _EFFECTS if getattr(rule, name) is not None]
    yield from criterion_faults(known, record, rule.when, ("when",))
    yield from source_faults(known, record, rule.sources)
    yield from _effects(known, record, rule, effects)
    yield from _unknown(known, record, rule, effects)
    yield from _front(known, record, rule)
    yield from _telling(record, rule)
    yield from unresolved(record, ("tags",), "tag", (*rule.tags, *rule.reduce), known.records.tags)
    yield from unresolved(record, ("instead",), "item", rule.instead, known.item_ids)
    yield from unresolved(record, ("after",), "line", rule.after, known.item_ids)
    for line in said(rule):
        yield from picture_faults(known, record, line, ())
        # What somebody does not eat by choice has no danger.
        if set(rule.when) != {"diet"}:
            yield from risk_faults(known, record, line)
    for index, line in enumerate(rule.add):
        yield from item_faults(known, record, line, ("add", index))
        if line.part is None:
            yield record, ("add", index), f"the line '{line.id}' needs a 'part' of the sheet"


def _effects(known: Known, record: Record, rule: Rule, effects: list[str]) -> Iterator[Fault]:
    if len(effects) > 1:
        yield record, (), f"'{rule.id}' has {' and '.join(effects)}; write one rule for each"
    for name in effects:
        if name != "refuse":
            yield from selector_faults(known, record, getattr(rule, name), (name,))
    if rule.reduce and {"ask_first", "caution", "refuse"} & set(effects):
        yield record, ("reduce",), "reduce goes with exclude, or stands alone"
    if not effects and not rule.add and not rule.say and not rule.reduce:
        yield record, (), f"'{rule.id}' does nothing; give it an effect, a 'say' or an 'add'"


def _telling(record: Record, rule: Rule) -> Iterator[Fault]:
    """Yield a rule whose line, or whose steps until one is seen, do not say what they tell somebody."""
    lines = tuple(said(rule))
    for line in lines:
        yield from telling_faults(record, line)
    if rule.tells is not None and not lines:
        yield record, ("tells",), f"'{rule.id}' prints no line of its own, so that it needs no 'tells'; leave it out"
    if rule.refuse is not None and len(rule.refuse.until_tells) != len(rule.refuse.until):
        steps, told = len(rule.refuse.until), len(rule.refuse.until_tells)
        needed = f"needs for each step of 'until', in its order, one of {', '.join(get_args(Tells))}"
        yield record, ("refuse", "until_tells"), f"has {told} of {steps}: {needed}"


def _front(known: Known, record: Record, rule: Rule) -> Iterator[Fault]:
    """Yield a hard stop for page 1 that is too long, has no place in the order of danger, or is said nowhere else."""
    most = known.records.standards.get(SHORTEST)
    if most is not None and length(rule.front) > most.at_most:
        yield record, ("front",), f"has {length(rule.front)} words; expected at most {most.at_most} on page 1"
    if bool(rule.front) is (rule.harm is None):
        yield (
            record,
            (),
            f"'{rule.id}' needs both 'front', a hard stop in a few words, and 'harm', its place, or neither",
        )
    stops = {one.front for one in known.records.rules if one.id != rule.id}
    for at, covered in enumerate(rule.front_covers):
        if not rule.front or covered not in stops:
            said_of = "is the 'front' of no other rule" if rule.front else "covers nothing without a 'front' of its own"
            yield record, ("front_covers", at), f"'{covered}' {said_of}"
    if rule.front and not any(said(rule)):
        yield record, (), f"'{rule.id}' has a 'front' and needs a line of its own too, a 'say': page 1 holds only some"


def _unknown(known: Known, record: Record, rule: Rule, effects: list[str]) -> Iterator[Fault]:
    """Yield a rule that would keep what it forbids without asking the reader."""
    check = rule.unknown.check
    if check:
        yield from unresolved(record, ("unknown", "check"), "check", [check], known.content.checks)
    if {"exclude", "ask_first"} & set(effects) and rule.unknown.do == "keep" and not check:
        said = (
            f"'{rule.id}' keeps an item when in doubt and must name a check; add 'unknown: {{check: …}}', a question of"
        )
        yield record, ("unknown",), f"{said} checks.yaml, or 'unknown: {{do: exclude}}' or 'unknown: {{do: ask_first}}'"
