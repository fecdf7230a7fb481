"""Whether each meal is made of foods that are offered, is said in few words, and is usual in places that are known."""

from __future__ import annotations

from collections.abc import Iterator

from planner.content.checks.known import Known, source_faults, unresolved
from planner.content.faults import Fault, Record
from planner.content.sentences import length
from planner.model.foods import Food, Meal

WORDS = "words-of-a-meal"


def meal_faults(known: Known) -> Iterator[Fault]:
    """Yield what is wrong with each meal, with its record and the path there."""
    records = known.records
    foods = {food.id: food for food in (*records.foods, *records.drinks)}
    for index, meal in enumerate(records.meals):
        record = ("meals", index)
        yield from source_faults(known, record, meal.sources)
        yield from unresolved(record, ("countries",), "country", meal.countries, records.countries)
        yield from _foods(record, meal, foods)
        yield from _words(known, record, meal)


def _foods(record: Record, meal: Meal, foods: dict[str, Food]) -> Iterator[Fault]:
    yield from unresolved(record, ("foods",), "food or drink", meal.foods, foods)
    for at, id_ in enumerate(meal.foods):
        if id_ in meal.foods[:at]:
            yield record, ("foods", at), f"'{id_}' stands twice"
        if id_ in foods and not foods[id_].suggest:
            yield record, ("foods", at), f"'{id_}' is never suggested, so that '{meal.id}' could never be shown"


def _words(known: Known, record: Record, meal: Meal) -> Iterator[Fault]:
    standard = known.records.standards.get(WORDS)
    if standard is not None and length(meal.text) > standard.at_most:
        yield record, ("text",), f"has {length(meal.text)} words; expected at most {standard.at_most}"
