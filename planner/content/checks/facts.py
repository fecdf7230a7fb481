"""Whether what rules lean on names what there is: criteria, scales, defaults, assumptions, checks, standards."""

from __future__ import annotations

from collections.abc import Iterator

from planner.content.checks.known import Known, criterion_faults, source_faults, unresolved
from planner.content.faults import Fault

# The facts of which a profile takes a missing detail for granted; the reading of a profile asks for no other.
ASSUMED = ("pregnancy_week",)


def fact_faults(known: Known) -> Iterator[Fault]:
    """Yield what is wrong with defaults, assumptions, named criteria, checks and scales."""
    records = known.records
    yield from _taken(known)
    for name in ("defaults", "assumptions", "criteria", "checks", "bounds"):
        for index, record in enumerate(getattr(records, name)):
            yield from source_faults(known, (name, index), record.sources)
    for name, levels in records.scales.items():
        for level in levels:
            yield from source_faults(known, ("scales", name), level.sources, ())
    yield from _self_checks(known)
    if "default" not in records.countries:
        yield ("countries", "default"), (), "countries need an entry 'default'"


def _self_checks(known: Known) -> Iterator[Fault]:
    """Yield what is wrong with the words of self-checks, and each place in the order of harm that stands twice."""
    first: dict[int, str] = {}
    rules = {rule.id for rule in known.records.rules}
    for index, check in enumerate(known.records.checks):
        yield from unresolved(("checks", index), ("settled_by",), "rule", check.settled_by, rules)
        for place, form in enumerate(check.forms):
            yield from criterion_faults(known, ("checks", index), form.when, ("forms", place, "when"))
            if not form.text.endswith("?"):
                yield ("checks", index), ("forms", place, "text"), "a self-check is a question, and ends in one '?'"
        for name in ("text", "clear"):
            if not getattr(check, name).endswith("?"):
                yield ("checks", index), (name,), f"the {name} of a self-check is a question, and ends in one '?'"
        if " or " in check.unless or check.unless.endswith((".", "?", ",")):
            said = "ends 'Ask first with …' together with others: phrases parted by commas, no 'or' and no stop"
            yield ("checks", index), ("unless",), said
        if " and " in check.clear:
            said = "is asked together with others: phrases parted by commas, without 'and'"
            yield ("checks", index), ("clear",), said
        if check.harm in first:
            yield ("checks", index), ("harm",), f"'{first[check.harm]}' has the place {check.harm} already"
        first.setdefault(check.harm, check.id)


def standard_faults(known: Known) -> Iterator[Fault]:
    """Yield what is wrong with what the texts and foods are held to."""
    for list_ in ("standards", "vessels"):
        for name, record in getattr(known.records, list_).items():
            yield from source_faults(known, (list_, name), record.sources)
    for index, tag in enumerate(known.records.hazards):
        yield from unresolved(("hazards", index), (), "tag", [tag], known.records.tags)


def _taken(known: Known) -> Iterator[Fault]:
    """Yield what is wrong with what is taken for a fact that nobody stated."""
    records = known.records
    for index, default in enumerate(records.defaults):
        yield from criterion_faults(known, ("defaults", index), default.when, ("when",))
        # A fact takes the values that a criterion may ask it for.
        asked = {default.fact: {"is": default.value}}
        yield from criterion_faults(known, ("defaults", index), asked, ("value",))
    for index, assumption in enumerate(records.assumptions):
        yield from unresolved(("assumptions", index), ("fact",), "fact to assume", [assumption.fact], ASSUMED)
    for fact in sorted(set(ASSUMED) - {assumption.fact for assumption in records.assumptions}):
        yield ("assumptions", 0), (), f"facts.yaml must say what to assume of {fact} where nobody gave it"
