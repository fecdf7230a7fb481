"""What is done in the week of one symbolic profile, as `planning/activities.py` and `planning/week.py` place it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from planner.model.foods import Food, Meal
from planner.model.items import Item
from planner.planning.activities import done_as
from planner.planning.picking import days_of
from planner.proof.boolean import FALSE, TRUE, Bit
from planner.proof.symbolic_rulings import SymbolicBearing, SymbolicRulings


class Spot(Struct, frozen=True):
    """What can be done in the place of which activity, when it is, and the forms that come before it."""

    done: Item
    place: Item
    when: Bit
    earlier: tuple[Spot, ...] = ()


class SymbolicWeek:
    """What is done in the week, as `planning/activities.py` and `planning/week.py` place it."""

    def __init__(self, rulings: SymbolicRulings) -> None:
        self.rulings = rulings
        self.circuit = rulings.circuit
        self.template = rulings.template

    def stands(self, item: Item) -> Bit:
        """Return when an activity may be printed, and finds a food where it picks one."""
        return self.circuit.both(self.rulings.allows(item), self.left_to_pick(item))

    @cached_property
    def spots(self) -> list[Spot]:
        """Return what can stand in the place of which activity, with when it does."""
        spots = list[Spot]()
        for item in self.template.activities:
            forms, others = self.forms(item), list(self.substitutes(item, spots))
            filled = [spot.when for spot in spots if item.choice and spot.place.choice == item.choice]
            none = -self.circuit.any(form.when for form in forms)
            free = self.circuit.both(self.rulings.applies(item), none, -self.circuit.any(filled))
            spots += [one for one in self.taken(forms, TRUE) if one.done is item]
            spots += self.taken(others, free)
        return spots

    @cached_property
    def offered(self) -> dict[str, Bit]:
        """Return when each form is offered in words: it can be done, and a later one of fewer questions is taken."""
        found: dict[str, list[Bit]] = {}
        for spot in self.spots:
            for form in (one for one in spot.earlier if one.done.offer):
                found.setdefault(form.done.id, []).append(self.circuit.both(form.when, spot.when))
        return {id_: self.circuit.any(bits) for id_, bits in found.items()}

    def forms(self, item: Item) -> list[Spot]:
        """Return the forms of the choice of an activity, each with when it is for this person and can be done."""
        activities = self.template.activities
        forms = [one for one in activities if one.choice == item.choice] if item.choice else [item]
        return [Spot(one, item, self.circuit.both(self.rulings.applies(one), self.stands(one))) for one in forms]

    def taken(self, forms: list[Spot], wanted: Bit) -> Iterator[Spot]:
        """Yield each form with when it is taken: of those that can be, the first of the fewest questions."""
        for at, form in enumerate(forms):
            better = [self.circuit.both(one.when, self.beats(forms, there, at)) for there, one in enumerate(forms)]
            when = self.circuit.both(wanted, form.when, -self.circuit.any(better))
            yield Spot(form.done, form.place, when, tuple(forms[:at]))

    def beats(self, forms: list[Spot], there: int, at: int) -> Bit:
        """Return when one form is taken before another; of the same form that is offered twice, the first."""
        one, other = forms[there].done, forms[at].done
        if one.id == other.id:
            return TRUE if there < at else FALSE
        return self.rulings.comes_first(one, other, before=there < at)

    def substitutes(self, item: Item, spots: list[Spot]) -> Iterator[Spot]:
        """Yield what can come in the place of one activity, with when the rules offer it and it is free."""
        circuit = self.circuit
        for bearing in self.rulings.against.get(item.id, ()):
            bears = circuit.any((self.rulings.bars(bearing, 1), self.rulings.asks(bearing)))
            for offered, done in self.offers(bearing):
                same = [spot for spot in spots if spot.done.id == offered.id or _same_stretch(spot.done, done)]
                fine = circuit.both(self.rulings.applies(offered), self.rulings.allows(offered))
                yield Spot(done, item, circuit.both(bears, fine, -circuit.any(spot.when for spot in same)))

    def offers(self, bearing: SymbolicBearing) -> Iterator[tuple[Item, Item]]:
        """Yield what a rule offers instead, each with the activity that it becomes."""
        for id_ in bearing.bound.rule.instead:
            offered = self.template.items.get(id_)
            done = done_as(offered) if offered is not None else None
            if offered is not None and done is not None:
                yield offered, done

    def choosable(self, food: Food) -> Bit:
        """Return when a food or drink may be chosen."""
        return self.circuit.both(self.rulings.applies(food), self.rulings.allows(food)) if food.suggest else FALSE

    def possible(self, meal: Meal) -> Bit:
        """Return when every food of a meal may be chosen; where it is usual is left open."""
        items = self.template.items
        foods = [food for food in map(items.__getitem__, meal.foods) if isinstance(food, Food)]
        return self.circuit.all(map(self.choosable, foods))

    def left_to_pick(self, place: Item) -> Bit:
        """Return when anything is left of what an activity picks from."""
        if place.pick is None:
            return TRUE
        content, pool = self.template.content, self.template.pool(place)
        foods = content.foods if place.pick.source == "foods" else content.drinks
        return self.circuit.any([self.choosable(food) for food in foods if food.id in pool])

    @cached_property
    def steps(self) -> list[Spot]:
        """Return what is printed in the week."""
        slots = [spot for spot in self.spots if spot.place.slot]
        return [Spot(one.done, one.place, self.circuit.both(one.when, self.left_to_pick(one.place))) for one in slots]

    def filled(self, slot: str, day: int) -> Bit:
        """Return when a slot of a day holds something."""
        return self.circuit.any(
            spot.when for spot in self.steps if spot.place.slot == slot and day in days_of(spot.place)
        )


def _same_stretch(one: Item, other: Item) -> bool:
    return bool(one.stretch) and one.stretch == other.stretch
