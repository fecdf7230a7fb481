"""The meal, food or drink of each day: as varied as may be, and none more often than its activity allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from planner.content.knowledge import PlanTemplate
from planner.model.items import Item
from planner.planning.checklist import Choosable, FoodChoice, MealChoice
from planner.planning.items import in_order
from planner.planning.plan import Planned
from planner.planning.rulings import kind_of

# So many activities are kept with what was chosen for them.
_KEPT = 1024
WEEK = range(1, 8)
Picks = Mapping[tuple[int, str], FoodChoice | MealChoice]
Uses = Mapping[str, int]


def days_of(item: Item) -> Iterable[int]:
    """Return the days on which an item stands in the week."""
    return WEEK if item.days in ("every", None) or isinstance(item.days, str) else item.days or WEEK


def picks_of(places: Iterable[Item], choices: Choosable) -> Picks:
    """Return the meal, food or drink of each activity that picks one, by day."""
    picking = [place for place in places if place.pick is not None]
    uses: dict[str, int] = {}
    picks: dict[tuple[int, str], FoodChoice | MealChoice] = {}
    for day in WEEK:
        for place in picking:
            chosen = _next(choices, place, uses) if day in days_of(place) else None
            if chosen is not None:
                picks[day, place.id] = chosen
                uses |= {key: uses.get(key, 0) + 1 for key in _used(chosen)}
    return picks


def _used(chosen: FoodChoice | MealChoice) -> tuple[str, ...]:
    foods = chosen.foods if isinstance(chosen, MealChoice) else ()
    return (chosen.id, chosen.shelf, *(one.id for one in foods))


def _next(choices: Choosable, place: Item, uses: Uses) -> FoodChoice | MealChoice | None:
    """Return a meal, or where none can be made the food alone, or nothing if each was used as often as it may be."""
    assert place.pick is not None
    time, most, pool = place.pick.meal, place.pick.at_most, choices.pools[place.id]
    meals = [one for one in choices.meals if time in one.meal.meal and uses.get(one.id, 0) < most]
    if meals:
        return _meal(meals, {one.id for one in pool} if place.pick.where else None, uses)
    left = [choice for choice in pool if uses.get(choice.id, 0) < most]
    return min(left, key=lambda one: (uses.get(one.id, 0), one.reserve, uses.get(one.shelf, 0)), default=None)


def _meal(meals: Sequence[MealChoice], wanted: set[str] | None, uses: Uses) -> MealChoice:
    """Return a meal: of those used least with few questions one with what the day asks for, of new foods."""
    least = min([(uses.get(one.id, 0), one.reserve[0]) for one in meals])
    fresh = [one for one in meals if (uses.get(one.id, 0), one.reserve[0]) == least]
    fitting = fresh if wanted is None else [one for one in fresh if not wanted.isdisjoint(one.meal.foods)] or fresh
    fewest = min([one.reserve for one in fitting])
    return min([one for one in fitting if one.reserve == fewest], key=lambda one: _used_before(one, uses))


def _used_before(one: MealChoice, uses: Uses) -> tuple[int, int, int]:
    """Return how often the week has what a meal is mainly of, its shelf, and all of its foods."""
    first, *_ = foods = one.meal.foods
    return uses.get(first, 0), uses.get(one.shelf, 0), sum([uses.get(id_, 0) for id_ in foods])


@lru_cache(_KEPT)
def with_pick(template: PlanTemplate, planned: Planned, chosen: FoodChoice | MealChoice) -> Planned:
    """Return an activity with what was chosen for the day; the cautions and self-checks of each food come with it."""
    foods = chosen.foods if isinstance(chosen, MealChoice) else (chosen,)
    kinds = (planned.kind, *(kind_of(one.food, one.ruling) for one in foods))
    cautions = (planned.cautions, *(one.ruling.cautions for one in foods))
    checks = (planned.checks, *(one.ruling.checks for one in foods))
    return Planned(
        item=planned.item,
        offers=planned.offers,
        kind="caution" if "caution" in kinds else planned.kind,
        slot=planned.slot,
        values=planned.values,
        food=chosen.food if isinstance(chosen, FoodChoice) else None,
        cautions=tuple({rule.id: rule for rules in cautions for rule in rules}.values()),
        because=planned.because,
        checks=in_order(template, (check for each in checks for check in each)),
        meal=chosen.meal if isinstance(chosen, MealChoice) else None,
    )
