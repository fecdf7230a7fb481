"""The foods, drinks and meals: which this person may choose, and which foods the sheet lists, shelf by shelf."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from planner.content.knowledge import PlanTemplate, Subject
from planner.logic.facts import Value
from planner.logic.selectors import NOTHING, Ids
from planner.model.foods import Food, Meal
from planner.planning.items import as_lines
from planner.planning.plan import Planned
from planner.planning.rulings import Ruling, Rulings, allows

# So many foods of one shelf are enough to choose from.
_SHELF = 3
# Before so many, foods that hang on an open question stand on a shelf too.
_ENOUGH = 2

# What may be chosen is kept for so many kinds of people.
_KEPT = 256
# So many foods, and so many meals, are kept as they may be chosen.
_KEPT_CHOICES = 512

# How many questions stand beside something, whether it hangs on any that is asked above all foods, how many cautions.
Reserve = tuple[int, bool, int]


class FoodChoice(Struct, frozen=True, eq=False):
    """A food or drink that may be chosen, with what a choice looks at.

    The fewer questions and cautions it has, the sooner it is taken; the week goes round the shelves of the shop.
    The same of a plan are one, so that a week can be kept by what it picks.
    """

    food: Food
    id: str
    reserve: Reserve
    shelf: str
    ruling: Ruling


class MealChoice(Struct, frozen=True, eq=False):
    """A meal of which every food may be chosen; its questions and cautions are those of them all, each counted once."""

    meal: Meal
    id: str
    foods: tuple[FoodChoice, ...]
    reserve: Reserve
    shelf: str


class Choosable(Struct, frozen=True, eq=False):
    """What this person may choose: foods, drinks, meals of them, and the foods that each activity may take."""

    foods: Sequence[FoodChoice]
    drinks: Sequence[FoodChoice]
    meals: Sequence[MealChoice]
    pools: Mapping[str, Sequence[FoodChoice]]

    @property
    def feeding(self) -> Ids:
        """Return the activities that pick a food and find one."""
        return frozenset([id_ for id_, pool in self.pools.items() if pool])


class FoodLists(Struct, frozen=True):
    """The foods and drinks to print, and their ids by shelf: those first that are kept where few have room."""

    foods: tuple[Planned, ...]
    drinks: tuple[Planned, ...]
    shelves: tuple[tuple[str, ...], ...]


def choosable(rulings: Rulings, disliked: Ids = NOTHING) -> Choosable:
    """Return the foods, drinks and meals that this person may choose, and does not dislike."""
    judged = rulings.judged
    ruled = rulings.of_each(_suggested(judged.template))
    met = judged.met & _bound_foods(judged.template)
    return _choosable(judged.template, ruled, met, disliked, judged.facts.get("country"))


@lru_cache(maxsize=8)
def _suggested(template: PlanTemplate) -> dict[str, Food]:
    """Return the foods and drinks that the sheet may suggest by id, the foods first."""
    content = template.content
    return {one.id: one for one in (*content.foods, *content.drinks) if one.suggest}


@lru_cache(maxsize=8)
def _bound_foods(template: PlanTemplate) -> frozenset[Subject]:
    """Return the foods and drinks that are for some people only."""
    return frozenset(id_ for id_, one in _suggested(template).items() if one.when is not None)


@lru_cache(_KEPT)
def _choosable(
    template: PlanTemplate, ruled: tuple[Ruling, ...], met: frozenset[Subject], disliked: Ids, country: Value | None
) -> Choosable:
    """Return what may be chosen by what the rules say of each food, and in a country."""
    choices = [
        _choice(template, food, ruling)
        for food, ruling in zip(_suggested(template).values(), ruled, strict=True)
        if (food.when is None or food.id in met) and allows(food, ruling) and food.id not in disliked
    ]
    eaten = {food.id for food in template.content.foods}
    groups = {
        "foods": [one for one in choices if one.id in eaten],
        "drinks": [one for one in choices if one.id not in eaten],
    }
    pools = {}
    for item in template.activities:
        if item.pick is not None:
            pool = template.pool(item)
            pools[item.id] = [one for one in groups[item.pick.source] if one.id in pool]
    return Choosable(groups["foods"], groups["drinks"], _meals(template, country, choices), pools)


@lru_cache(_KEPT_CHOICES)
def _choice(template: PlanTemplate, food: Food, ruling: Ruling) -> FoodChoice:
    reserve = (*questions(template, ruling.doubts), len(ruling.cautions))
    return FoodChoice(food, food.id, reserve, f"section {food.section}", ruling)


def _meals(template: PlanTemplate, country: Value | None, foods: Iterable[FoodChoice]) -> list[MealChoice]:
    """Return the meals that are usual where this person is, and of which every food may be chosen."""
    known = {one.id: one for one in foods}
    usual = [one for one in template.content.core.meals if not one.countries or country in one.countries]
    possible = [one for one in usual if known.keys() >= {*one.foods}]
    return [_meal(template, one, tuple([known[id_] for id_ in one.foods])) for one in possible]


@lru_cache(_KEPT_CHOICES)
def _meal(template: PlanTemplate, meal: Meal, foods: tuple[FoodChoice, ...]) -> MealChoice:
    doubts = {check for one in foods for check in one.ruling.doubts}
    cautions = {rule.id for one in foods for rule in one.ruling.cautions}
    return MealChoice(meal, meal.id, foods, (*questions(template, doubts), len(cautions)), foods[0].shelf)


def questions(template: PlanTemplate, doubts: Collection[str]) -> tuple[int, bool]:
    """Return how many questions stand beside something, and whether it hangs on any that is asked above the foods."""
    above = {check.id for check in template.content.core.checks if check.above_foods}.intersection(doubts)
    return len(doubts) - len(above), bool(above)


def list_foods(rulings: Rulings, choices: Choosable, picked: Ids) -> FoodLists:
    """Return the foods and drinks to print, among them all that the week picked."""
    shelves = _shelves(choices, picked)
    kept = {id_ for shelf in shelves for id_ in shelf}
    foods, drinks = (
        as_lines(rulings, [one.food for one in group if one.id in kept]) for group in (choices.foods, choices.drinks)
    )
    return FoodLists(foods, drinks, shelves)


@lru_cache(_KEPT)
def _shelves(choices: Choosable, picked: Ids) -> tuple[tuple[str, ...], ...]:
    """Return the foods and drinks to print by shelf: those of this week first, then those without questions.

    Where enough without an open question are there, none that hangs on one is listed beside them.
    """
    shelves: defaultdict[tuple[bool, str], list[str]] = defaultdict(list)
    for drinks, group in ((False, choices.foods), (True, choices.drinks)):
        for one in sorted(group, key=lambda one: (one.id not in picked, one.reserve)):
            shelf = shelves[drinks, one.shelf]
            room = _ENOUGH if any(one.reserve[:2]) else _SHELF
            shelf += [one.id] if len(shelf) < room or one.id in picked else []
    return tuple(map(tuple, shelves.values()))
