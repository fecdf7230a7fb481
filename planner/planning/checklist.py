"""The foods, drinks and meals: which this person may choose, and which foods the sheet lists, shelf by shelf."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from planner.content.knowledge import Content
from planner.logic.selectors import NOTHING, Ids
from planner.model.foods import Food, Meal
from planner.model.items import Item
from planner.planning.items import as_line
from planner.planning.plan import Planned
from planner.planning.rulings import Rulings

# So many foods of one shelf are enough to choose from.
_SHELF = 3
# Before so many, foods that hang on an open question stand on a shelf too.
_ENOUGH = 2

# How many questions stand beside something, whether it hangs on any that is asked above all foods, how many cautions.
Reserve = tuple[int, bool, int]


class FoodChoice(NamedTuple):
    """A food or drink that may be chosen, with what a choice looks at.

    The fewer questions and cautions it has, the sooner it is taken; the week goes round the shelves of the shop.
    """

    food: Food
    id: str
    reserve: Reserve
    shelf: str


class MealChoice(NamedTuple):
    """A meal of which every food may be chosen; its questions and cautions are those of them all, each counted once."""

    meal: Meal
    id: str
    foods: tuple[FoodChoice, ...]
    reserve: Reserve
    shelf: str


class Choosable(Struct, frozen=True):
    """What this person may choose: foods, drinks, meals of them, and the foods that each activity may take."""

    foods: Sequence[FoodChoice]
    drinks: Sequence[FoodChoice]
    meals: Sequence[MealChoice]
    pools: Mapping[str, Sequence[FoodChoice]]

    def leaves_one_for(self, place: Item) -> bool:
        """Return whether an activity that picks a food finds one; one that picks none needs none."""
        return place.pick is None or bool(self.pools[place.id])


class FoodLists(Struct, frozen=True):
    """The foods and drinks to print, and their ids by shelf: those first that are kept where few have room."""

    foods: tuple[Planned, ...]
    drinks: tuple[Planned, ...]
    shelves: tuple[tuple[str, ...], ...]


def choosable(rulings: Rulings, disliked: Ids = NOTHING) -> Choosable:
    """Return the foods, drinks and meals that this person may choose, and does not dislike."""
    template = rulings.judged.template
    groups = (template.content.foods, template.content.drinks)
    foods, drinks = ([one for one in _choices(rulings, group) if one.id not in disliked] for group in groups)
    pools = {}
    for item in template.activities:
        if item.pick is not None:
            pool = template.pool(item)
            pools[item.id] = [one for one in (foods if item.pick.source == "foods" else drinks) if one.id in pool]
    return Choosable(foods, drinks, _meals(rulings, (*foods, *drinks)), pools)


def _choices(rulings: Rulings, foods: Iterable[Food]) -> list[FoodChoice]:
    """Return the suggested foods that every rule allows."""
    doubts, cautions = rulings.doubts, rulings.cautions
    return [
        FoodChoice(
            food,
            food.id,
            (*questions(rulings, doubts.get(food.id, ())), len(cautions.get(food.id, ()))),
            f"section {food.section}",
        )
        for food in foods
        if food.suggest and rulings.judged.applies(food) and rulings.allows(food)
    ]


def _meals(rulings: Rulings, foods: Iterable[FoodChoice]) -> list[MealChoice]:
    """Return the meals that are usual where this person is, and of which every food may be chosen."""
    known, country = {one.id: one for one in foods}, rulings.judged.facts.get("country")
    usual = [one for one in rulings.judged.template.content.core.meals if not one.countries or country in one.countries]
    possible = [one for one in usual if known.keys() >= {*one.foods}]
    return [_meal(rulings, one, tuple([known[id_] for id_ in one.foods])) for one in possible]


def _meal(rulings: Rulings, meal: Meal, foods: tuple[FoodChoice, ...]) -> MealChoice:
    doubts = {check for one in foods for check in rulings.doubts.get(one.id, ())}
    cautions = {rule.id for one in foods for rule in rulings.cautions.get(one.id, ())}
    return MealChoice(meal, meal.id, foods, (*questions(rulings, doubts), len(cautions)), foods[0].shelf)


def questions(rulings: Rulings, doubts: Collection[str]) -> tuple[int, bool]:
    """Return how many questions stand beside something, and whether it hangs on any that is asked above the foods."""
    above = _asked_above_foods(rulings.judged.template.content).intersection(doubts) if doubts else ()
    return len(doubts) - len(above), bool(above)


@lru_cache(maxsize=8)
def _asked_above_foods(content: Content) -> Ids:
    """Return the questions that are asked once, above all foods."""
    return frozenset(check.id for check in content.core.checks if check.above_foods)


def list_foods(rulings: Rulings, choices: Choosable, picked: Ids) -> FoodLists:
    """Return the foods and drinks to print, among them all that the week picked."""
    shelves = _shelves(choices, picked)
    kept = {id_ for shelf in shelves for id_ in shelf}
    foods, drinks = (
        tuple([as_line(rulings, one.food) for one in group if one.id in kept])
        for group in (choices.foods, choices.drinks)
    )
    return FoodLists(foods, drinks, shelves)


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
