"""Whether what rules lean on names what there is: criteria, scales, defaults, assumptions, checks, standards."""

from __future__ import annotations

from collections.abc import Iterator

from planner.content.checks.known import Known, criterion_faults, source_faults, unresolved
from planner.content.faults import Fault

# The facts of which a profile takes a missing detail for granted; the reading of a profile asks for no other.
ASSUMED = ("pregnancy_week",)
_MOST_CHECKS = 8


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
    if len(records.checks) > _MOST_CHECKS:
        yield ("checks", _MOST_CHECKS), (), "there are at most eight self-check questions"
    if "default" not in records.countries:
        yield ("countries", "default"), (), "countries need an entry 'default'"


def standard_faults(known: Known) -> Iterator[Fault]:
    """Yield what is wrong with what the texts and foods are held to."""
    for name, standard in known.records.standards.items():
        yield from source_faults(known, ("standards", name), standard.sources)
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
