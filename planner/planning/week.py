"""The seven days: what repeats, what each day has of its own, and where nothing is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from planner.content.knowledge import PlanTemplate
from planner.model.items import SLOTS, Item
from planner.model.plans import DayTheme, Habit
from planner.model.stretches import Stretch
from planner.planning.checklist import Choosable
from planner.planning.items import InPlace, as_told, as_week
from planner.planning.picking import WEEK, Picks, days_of, picks_of, with_pick
from planner.planning.plan import Day, Gap, Planned
from planner.planning.rulings import Rulings

# So many activities are named for tonight.
_TONIGHT = 3
# What the week picks is kept for so many kinds of people.
_KEPT = 256
# An activity, by the item whose place it takes, on each of the seven days.
Done = tuple[Item, tuple[Planned, ...]]


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
    template = rulings.judged.template
    done = [(one.place, as_week(rulings, one)) for one in placed]
    timed = sorted([one for one in done if one[0].slot], key=_time_of_day)
    changing = [one for one in timed if not _repeats(template, one[0])]
    picking = [
        one.place.id for one in placed if one.place.slot and one.place.pick and not _repeats(template, one.place)
    ]
    found = {one.found.id for one in placed}
    return Week(
        every_day=tuple([each_day[0] for place, each_day in timed if _repeats(template, place)]),
        days=_days(template, found, changing, _picks(template, tuple(picking), choices), start),
        tonight=_tonight(template, done),
        habits=tuple([habit for habit in template.spec.habits if not found.isdisjoint(habit.items)]),
        stretches=_stretches(rulings, placed),
    )


@lru_cache(_KEPT)
def _picks(template: PlanTemplate, places: tuple[str, ...], choices: Choosable) -> Picks:
    """Return the meal, food or drink of each activity that picks one, by day."""
    return picks_of([template.items[id_] for id_ in places], choices)


def _repeats(template: PlanTemplate, place: Item) -> bool:
    """Return whether an activity says the same every day, so that it is printed once."""
    return place.days in ("every", None) and place.id not in template.changing


def _days(
    template: PlanTemplate, found: set[str], changing: Iterable[Done], picks: Picks, start: date
) -> tuple[Day, ...]:
    """Return the seven days with the items of their own, in the order of the day."""
    items: dict[int, list[Planned]] = {day: [] for day in WEEK}
    for place, each_day in changing:
        for day in days_of(place):
            picked = picks.get((day, place.id))
            if place.pick is None:
                items[day].append(each_day[day - 1])
            elif picked is not None:
                # An activity for which no food is left is not done.
                items[day].append(with_pick(template, each_day[day - 1], picked))
    themes = _themes(template)
    return tuple(
        [Day(day, start + timedelta(days=day - 1), _theme(themes[day - 1], found), tuple(items[day])) for day in WEEK]
    )


@lru_cache(maxsize=8)
def _themes(template: PlanTemplate) -> list[DayTheme]:
    """Return what each day is about where something of its subject is done."""
    return [template.theme(day) for day in WEEK]


def _theme(theme: DayTheme, done: set[str]) -> DayTheme:
    """Return what a day is about: something else, where nothing of its subject is done."""
    other = theme.otherwise
    if other is None or not done.isdisjoint(theme.about):
        return theme
    return DayTheme(day=theme.day, title=other.title, text=other.text)


def _time_of_day(done: Done) -> int:
    slot = done[0].slot
    return SLOTS.index(slot) if slot else len(SLOTS)


# --- what else follows from the activities -----------------------------------------------------------


def _tonight(template: PlanTemplate, done: Iterable[Done]) -> tuple[Planned, ...]:
    """Return the first of the template's candidates for tonight that are in the plan."""
    by_place = {place.id: each_day for place, each_day in done}
    candidates = [by_place[id_] for id_ in template.spec.tonight if id_ in by_place]
    return tuple([each_day[0] for each_day in candidates[:_TONIGHT]])


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
    open_ = [slot for slot in SLOTS if slot not in everyday]
    filled = [(day.day, {item.slot for item in day.items}) for day in week.days] if open_ else []
    empty = [(slot, tuple([day for day, slots in filled if slot not in slots])) for slot in open_]
    sides = () if "food-amounts" in rulings.judged.reduced else (("foods", choices.foods), ("drinks", choices.drinks))
    return (*[Gap(slot, days) for slot, days in empty if days], *[Gap(name) for name, group in sides if not group])
