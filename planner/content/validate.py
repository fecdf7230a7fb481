"""What the records of plans/ cannot see alone: names that resolve, criteria that compile, sentences that fill."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from planner.content.checks.diets import diet_faults, diet_standard_faults
from planner.content.checks.easy import easy_faults
from planner.content.checks.facts import fact_faults, standard_faults
from planner.content.checks.foods import bound_faults, food_faults, portion_faults, shelf_faults
from planner.content.checks.items import item_faults
from planner.content.checks.known import Known, known_of
from planner.content.checks.languages import english_faults, language_faults
from planner.content.checks.meals import meal_faults
from planner.content.checks.names import name_faults
from planner.content.checks.rules import rule_faults
from planner.content.checks.templates import template_faults
from planner.content.checks.terms import term_faults
from planner.content.checks.texts import sentence_faults
from planner.content.checks.whole import missing_faults, twice_faults
from planner.content.faults import Fault
from planner.content.folder import Places
from planner.content.knowledge import Content
from planner.content.vocabulary import vocabulary_of
from planner.errors import Problem
from planner.files.places import Path
from planner.model.folder import Records


def problems_of(content: Content, places: Places) -> list[Problem]:
    """Return every problem between the records of a folder, each with its place.

    While a named criterion or a scale is at fault, whatever leans on it would be as well: then these stand alone.
    """
    found: list[Problem] = []

    def report(path: Path, text: str) -> None:
        found.append(places.problem(str(path[0]), path[1], path[2:], text))

    vocabulary = vocabulary_of(content.raw, report)
    faults = _faults(known_of(content, vocabulary)) if not found else ()
    return found + [places.problem(*record, path, text) for record, path, text in faults]


def _faults(known: Known) -> Iterator[Fault]:
    records = known.records
    yield from twice_faults(known)
    for record, item in known.items:
        yield from item_faults(known, record, item)
    for index, rule in enumerate(records.rules):
        yield from rule_faults(known, ("rules", index), rule)
    for template in records.templates:
        yield from template_faults(known, template)
    yield from chain(
        term_faults(known), name_faults(known), fact_faults(known), standard_faults(known), missing_faults(known)
    )
    yield from chain(
        food_faults(records),
        portion_faults(records),
        shelf_faults(records),
        meal_faults(known),
        diet_faults(records),
        diet_standard_faults(known),
    )
    yield from chain(bound_faults(records), sentence_faults(records))
    yield from chain(english_faults(records), language_faults(records), easy_faults(known))


def counts(raw: Records) -> dict[str, int]:
    """Return how many records of each kind there are."""
    names = ("templates", "rules", "foods", "drinks", "meals", "stretches", "drugs", "concepts", "sources")
    return {name: len(getattr(raw, name)) for name in names} | {
        "items": len(raw.items) + sum(len(template.items) for template in raw.templates),
        "lines": len(raw.lines) + sum(len(template.lines) for template in raw.templates),
    }
