"""Whether the diets that a food names agree with what it carries, with each other, and with what it is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.content.checks.known import Known, source_faults, unresolved
from planner.content.faults import Fault
from planner.model.folder import Records
from planner.model.foods import Food
from planner.model.standards import DietStandard

_ONE_OF = {"tags": "tag", "allergens": "allergen", "groups": "group"}


def diet_faults(records: Records) -> Iterator[Fault]:
    """Yield each diet that a food or drink names against its own tags, allergens, shelf, other diets or ingredients."""
    standards = {standard.diet: standard for standard in records.diets}
    known = {food.id: food for food in (*records.foods, *records.drinks)}
    for kind, foods in (("foods", records.foods), ("drinks", records.drinks)):
        for number, food in enumerate(foods):
            for place, diet in enumerate(food.diet):
                for said in _against(food, standards[diet], known) if diet in standards else ():
                    yield (kind, number), ("diet", place), f"'{food.id}' names the diet '{diet}' {said}"


def diet_standard_faults(known: Known) -> Iterator[Fault]:
    """Yield what is wrong with the standards of diets themselves."""
    for index, standard in enumerate(known.records.diets):
        record, never = ("diets", index), standard.never
        yield from source_faults(known, record, standard.sources)
        yield from unresolved(record, ("diet",), "diet", [standard.diet], known.words["diet"])
        yield from unresolved(record, ("fits",), "diet", standard.fits, known.words["diet"])
        yield from unresolved(record, ("never", "tags"), "tag", never.tags, known.records.tags)
        yield from unresolved(record, ("never", "allergens"), "allergen", never.allergens, known.words["allergens"])
        yield from unresolved(record, ("never", "groups"), "group", never.groups, known.words["groups"])
        yield from unresolved(record, ("never", "sections"), "section", never.sections, known.words["section"])


def _against(food: Food, standard: DietStandard, known: Mapping[str, Food]) -> Iterator[str]:
    yield from _carried(food, standard)
    for other in standard.fits:
        if other not in food.diet:
            yield f"and not '{other}', which every {standard.diet} food fits; add it, or take '{standard.diet}' away"
    for id_ in food.made_from if standard.stays else ():
        if id_ in known and standard.diet not in known[id_].diet:
            yield f"and is made from '{id_}', which does not; mend the one that is wrong"


def _carried(food: Food, standard: DietStandard) -> Iterator[str]:
    """Yield what a food carries that no food of a diet does."""
    mend = f"; take '{standard.diet}' out of its diet, or mend the"
    for name, one in _ONE_OF.items():
        for word in sorted({*getattr(food, name)} & {*getattr(standard.never, name)}):
            yield f"and carries the {one} '{word}', as no {standard.diet} food does{mend} {one}"
    if food.section in standard.never.sections:
        yield f"and stands in the section '{food.section}', as no {standard.diet} food does{mend} section"
