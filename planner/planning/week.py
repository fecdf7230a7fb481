"""The seven days: what repeats, what each day has of its own, and where nothing is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from planner.content.knowledge import PlanTemplate
from planner.model.items import SLOTS, Item
from planner.model.plans import DayTheme, Habit
from planner.model.stretches import Stretch
from planner.planning.checklist import Choosable
from planner.planning.items import InPlace, ItemDone, as_activity, as_done, as_told
from planner.planning.picking import WEEK, Picked, Picks, days_of, picks_of, with_pick
from planner.planning.plan import Day, Gap, Planned
from planner.planning.rulings import Rulings

# So many activities are named for tonight.
_TONIGHT = 3
# What the week picks is kept for so many kinds of people.
_KEPT = 256


class Week(Struct, frozen=True):
    """What is done this week: every day and on each day, tonight, by habit, and the stretches on which it rests."""

    every_day: tuple[Planned, ...]
    days: tuple[Day, ...]
    tonight: tuple[Planned, ...]
    habits: tuple[Habit, ...]
    stretches: tuple[Stretch, ...]

    @property
    def own(self) -> list[Planned]:
        """Return what the days have of their own, day by day."""
        return [item for day in self.days for item in day.items]

    @property
    def picked(self) -> frozenset[str]:
        """Return the ids of the foods and drinks that the week names."""
        return frozenset([id_ for item in self.own for id_ in item.picked])


def schedule(rulings: Rulings, placed: Sequence[InPlace], choices: Choosable, start: date) -> Week:
    """Return the week of the activities that are in, seven days from `start`."""
    template, done = rulings.judged.template, tuple([as_done(rulings, one) for one in placed])
    week = _scheduled(template, done, _picks(template, _changing(template, done), choices), start)
    return Week(week.every_day, week.days, week.tonight, week.habits, _stretches(rulings, placed))


@lru_cache(_KEPT)
def _scheduled(template: PlanTemplate, done: tuple[ItemDone, ...], picks: Picked, start: date) -> Week:
    """Return the week of activities as they are for whoever has the same, without its stretches."""
    changing = _changing(template, done)
    return Week(
        every_day=_every_day(template, done),
        days=_days(template, _themes(template, done), changing, dict(picks), start),
        tonight=_tonight(template, done),
        habits=_habits(template, done),
        stretches=(),
    )


def _changing(template: PlanTemplate, done: Iterable[ItemDone]) -> list[ItemDone]:
    """Return the activities that have a time of day and say something else on other days."""
    return [one for one in done if one.in_place.place.slot and not _repeats(template, one.in_place.place)]


def _picks(template: PlanTemplate, changing: Iterable[ItemDone], choices: Choosable) -> Picked:
    """Return the meal, food or drink of each activity that picks one, by day."""
    places = tuple([one.in_place.place.id for one in changing if one.in_place.place.pick is not None])
    return _known_picks(template, places, choices)


@lru_cache(_KEPT)
def _known_picks(template: PlanTemplate, places: tuple[str, ...], choices: Choosable) -> Picked:
    """Return the picks of some activities from what may be chosen."""
    return tuple(picks_of([template.items[id_] for id_ in places], choices).items())


def _repeats(template: PlanTemplate, place: Item) -> bool:
    """Return whether an activity says the same every day, so that it is printed once."""
    return place.days in ("every", None) and place.id not in template.changing


def _every_day(template: PlanTemplate, done: Iterable[ItemDone]) -> tuple[Planned, ...]:
    """Return what repeats all week, in the order of the day."""
    repeated = [one for one in done if one.in_place.place.slot and _repeats(template, one.in_place.place)]
    return tuple(sorted([as_activity(template, one, 1) for one in repeated], key=_time_of_day))


def _days(
    template: PlanTemplate, themes: Sequence[DayTheme], changing: Sequence[ItemDone], picks: Picks, start: date
) -> tuple[Day, ...]:
    """Return the seven days with the items of their own, in the order of the day."""
    return tuple(
        Day(
            day,
            start + timedelta(days=day - 1),
            themes[day - 1],
            tuple(sorted(_items_of(template, changing, picks, day), key=_time_of_day)),
        )
        for day in WEEK
    )


def _themes(template: PlanTemplate, done: Iterable[ItemDone]) -> list[DayTheme]:
    """Return what each day is about: something else, where nothing of its subject is done."""
    found = {one.in_place.found.id for one in done}
    return [_theme(template.theme(day), found) for day in WEEK]


def _theme(theme: DayTheme, done: set[str]) -> DayTheme:
    other = theme.otherwise
    if other is None or not done.isdisjoint(theme.about):
        return theme
    return DayTheme(day=theme.day, title=other.title, text=other.text)


def _items_of(template: PlanTemplate, changing: Iterable[ItemDone], picks: Picks, day: int) -> Iterator[Planned]:
    """Yield the items of one day; an activity for which no food is left is not done."""
    for one in changing:
        place = one.in_place.place
        if day in days_of(place):
            picked = picks.get((day, place.id))
            if place.pick is None:
                yield as_activity(template, one, day)
            elif picked is not None:
                yield with_pick(template, as_activity(template, one, day), picked)


def _time_of_day(planned: Planned) -> int:
    return SLOTS.index(planned.slot) if planned.slot else len(SLOTS)


# --- what else follows from the activities -----------------------------------------------------------


def _tonight(template: PlanTemplate, done: Iterable[ItemDone]) -> tuple[Planned, ...]:
    """Return the first of the template's candidates for tonight that are in the plan."""
    by_place = {one.in_place.place.id: one for one in done}
    candidates = [by_place[id_] for id_ in template.spec.tonight if id_ in by_place]
    return tuple(as_activity(template, one, 1) for one in candidates[:_TONIGHT])


def _habits(template: PlanTemplate, done: Iterable[ItemDone]) -> tuple[Habit, ...]:
    """Return the rows of the tick grid that have an item in the plan."""
    found = {one.in_place.found.id for one in done}
    return tuple(habit for habit in template.spec.habits if not found.isdisjoint(habit.items))


def _stretches(rulings: Rulings, placed: Iterable[InPlace]) -> tuple[Stretch, ...]:
    """Return the stretches on which the activities of this week rest, in the order of the template."""
    used = dict.fromkeys(one.found.stretch for one in placed if one.found.stretch)
    first = [id_ for id_ in rulings.judged.template.spec.stretches if id_ in used]
    known = rulings.judged.template.content.stretch_by_id
    order = dict.fromkeys((*first, *used))
    allowed = [known[id_] for id_ in order if id_ in known and rulings.allows(known[id_])]
    return tuple(as_told(rulings.judged.met, stretch) for stretch in allowed)


def gaps(rulings: Rulings, week: Week, choices: Choosable) -> tuple[Gap, ...]:
    """Return each slot with nothing in it on some day, and each side of the checklist that is empty."""
    everyday = {item.slot for item in week.every_day}
    filled = [(day.day, everyday.union(item.slot for item in day.items)) for day in week.days]
    empty = {slot: tuple(day for day, slots in filled if slot not in slots) for slot in SLOTS}
    sides = () if "food-amounts" in rulings.judged.reduced else (("foods", choices.foods), ("drinks", choices.drinks))
    return (
        *(Gap(slot, days) for slot, days in empty.items() if days),
        *(Gap(name) for name, group in sides if not group),
    )
