"""Your week on one page: what repeats is said once, and beside it the seven days with what differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from planner.document.context import SheetContext, alike
from planner.document.grid import grid
from planner.document.lines import (
    care,
    condition,
    evidence_mark,
    goes_on,
    hold_figure,
    marks,
    reason_of,
    sentence,
    stopped,
    with_given_reason,
)
from planner.document.model import Block, Cell, Figure, Group, Heading, Paragraph, Run, Section, Table, Text, words
from planner.model.items import SLOTS, Item, Slot
from planner.model.stretches import Stretch
from planner.planning.plan import Day, Planned

# So many days are named one by one, more of them that follow on each other by the first and the last.
_NAMED_DAYS = 2
_WIDTHS_DAILY = (0.15, 0.85)
# The widths of what differs by day, with and without what grows and an idea for a meal.
_WIDTHS = {
    (True, True): (0.09, 0.09, 0.475, 0.345),
    (False, True): (0.11, 0.52, 0.37),
    (True, False): (0.11, 0.11, 0.78),
    (False, False): (0.11, 0.89),
}
# What is told whole on the page of the week.
WALK = "walk"
# What a large picture is of, by the choice that it belongs to.
NAMED = {"sleep-position": "figure-lie"}
# The days on which one stretch is done.
DaysOfOne = list[tuple[Day, Planned]]


class Differing(Struct, frozen=True):
    """What of a week differs by day: its blocks, the lines of what comes again, by time, and what grows."""

    blocks: tuple[Block, ...]
    again: Mapping[Slot | None, tuple[Text, ...]]
    grows: tuple[Planned, ...]


def your_week(sheet: SheetContext, *, ticked: bool = False) -> Section:
    """Return the page of the week; at its end where to tick what was done, if that may stand there."""
    to_tick = grid(sheet) if ticked else ()
    return Section("week", (*_blocks(sheet), *to_tick))


def _blocks(sheet: SheetContext) -> Iterator[Block]:
    differing = what_differs(sheet)
    yield Heading(2, sheet.say("week-title"))
    yield _every_day(sheet, differing)
    yield from _gaps(sheet)
    # In large print nothing above the bars says what they are.
    size = "-in-large" if sheet.large else ""
    bars = "".join(sheet.say(f"bar-{_unit(one)}{size}") for one in differing.grows[:1])
    yield Heading(2, sheet.say("each-day-title"), bars)
    yield from differing.blocks
    # The key of the marks never stands alone on a page.
    yield Group((*(_growing_whole(sheet, one) for one in differing.grows[:1]), key(sheet)))


def _growing_whole(sheet: SheetContext, item: Planned) -> Paragraph:
    """Return how what grows is done; where that is told nowhere else, with its picture."""
    told = next((one for one in sheet.plan.stretches if one.id == item.item.stretch and is_told_in_week(one)), None)
    shown = hold_figure(sheet, replace(item.item, picture=told.picture, alt=told.alt)) if told else None
    return Paragraph(sentence(sheet, _without_number(item)), figure=shown)


def _without_number(item: Planned) -> Planned:
    """Return what grows as it is done each day: how long or how often, the week says day by day."""
    return replace(item, item=replace(item.item, text=item.item.how)) if item.item.how else item


# --- what repeats -------------------------------------------------------------------------------------


def _every_day(sheet: SheetContext, differing: Differing) -> Table:
    """Return what is done every day, by its time, and with it the stretches that come again on some days."""
    every = {slot: tuple([item for item in sheet.plan.every_day if item.slot == slot]) for slot in SLOTS}
    rows = tuple(
        _slot_row(sheet, slot, every[slot], _reasons(sheet, every[slot]), differing.again.get(slot, ()))
        for slot in SLOTS
        if every[slot] or slot in differing.again
    )
    return Table(((), ()), rows, _WIDTHS_DAILY, continued=goes_on(sheet, sheet.say("week-title")))


def _reasons(sheet: SheetContext, items: Iterable[Planned]) -> tuple[str | None, ...]:
    """Return the reason of each item of one time, each reason once."""
    found: list[str | None] = []
    said: set[str] = set()
    for item in items:
        found.append(None if item.because in said or _card(sheet, item) else reason_of(sheet, item))
        said.add(item.because)
    return tuple(found)


@alike("stretches")
def _slot_row(
    sheet: SheetContext, slot: Slot, items: Sequence[Planned], reasons: Sequence[str | None], again: Iterable[Text]
) -> tuple[Cell, ...]:
    stretches = [item for item in items if slot == "bedtime" and item.item.stretch]
    lines = [_stretches_line(sheet, stretches)] if stretches else []
    lines += [
        _in_week(sheet, item, reason) for item, reason in zip(items, reasons, strict=True) if item not in stretches
    ]
    label = Cell(words(f"**{sheet.say(f'slot-{slot}')}**"))
    return (label, Cell(_run_on([*lines, *again]), figures=_figures(sheet, items)))


def _figures(sheet: SheetContext, items: Sequence[Planned]) -> tuple[Figure, ...]:
    """Return the pictures of what is asked for; that of how to lie is large, with a name.

    Beside that of somebody on the side nobody else lies, on the back least of all. What is on the sheet has none.
    """
    on_side = any(item.item.choice == "sleep-position" and "sleep-side" in item.item.tags for item in items)
    shown = (_figure(sheet, item.item) for item in items if not item.item.on_sheet)
    return tuple(one for one in shown if one and (one.captions or not (on_side and one.picture.lies)))


def _figure(sheet: SheetContext, item: Item) -> Figure | None:
    figure = hold_figure(sheet, item)
    if figure is None:
        return None
    captions = (sheet.say(_name_of(sheet, item)),) if item.choice in NAMED else ()
    return replace(figure, captions=captions, yields=figure.picture.may_yield)


def _name_of(sheet: SheetContext, item: Item) -> str:
    """Return the message that names a picture: its own, where it shows only one thing of what the words ask for."""
    own = f"{NAMED[item.choice]}-{item.id}"
    return own if own in sheet.language.messages else NAMED[item.choice]


def _run_on(lines: Sequence[Text]) -> Text:
    """Return sentences one behind the other."""
    return tuple(run for at, line in enumerate(lines) for run in (*words(" " if at else ""), *line))


def _in_week(sheet: SheetContext, item: Planned, reason: str | None = None) -> Text:
    """Return an item of the week; what has a card is only named, as its card has aim, steps, dose and what to heed."""
    if stretch := _card(sheet, item):
        return (*words(sheet.say("week-card", name=sheet.language.fill(stretch.text))), *marks(sheet, item))
    return with_given_reason(sheet, item, reason)


def _card(sheet: SheetContext, item: Planned) -> Stretch | None:
    """Return the stretch on whose card an item stands with its steps, if it has one."""
    carded = (one for one in sheet.plan.stretches if one.id == item.item.stretch and not is_told_in_week(one))
    return next(carded, None)


def _on_days(sheet: SheetContext, days: DaysOfOne) -> Text:
    """Return on which days a stretch is done that has a card."""
    first = days[0][1]
    stretch = _card(sheet, first)
    assert stretch is not None
    names = [sheet.language.part("weekdays-short", day.date.weekday()) for day, _ in days]
    name, first_to_last = sheet.language.fill(stretch.text), (days[-1][0].date - days[0][0].date).days + 1
    if first_to_last == len(days) > _NAMED_DAYS:
        said = sheet.say("week-card-from", name=name, first=names[0], last=names[-1])
    else:
        said = sheet.say("week-card-on", name=name, days=sheet.language.join(names))
    return (*words(said), *marks(sheet, first))


def _stretches_line(sheet: SheetContext, items: Sequence[Planned]) -> Text:
    """Return the line for the stretches, which stand on page 1 and on their cards."""
    said = sheet.say("week-stretches") if len(items) > 1 else sheet.say("week-stretch")
    return (*words(said), *marks(sheet, items[0]))


def _gaps(sheet: SheetContext) -> Iterator[Block]:
    """Yield a line for each time of day that has nothing safe in it."""
    for gap in sheet.plan.gaps:
        if gap.days:
            days = sheet.language.join(map(str, gap.days))
            title = sheet.say("gap-title", slot=sheet.say(f"slot-{gap.slot}"), days=days)
            yield Paragraph(words(f"**{title}:** {sheet.say('gap')}"))


# --- what differs -------------------------------------------------------------------------------------


@alike("days", "stretches", "front_checks")
def what_differs(sheet: SheetContext) -> Differing:
    """Return what of the week differs by day."""
    again, grows = _again(sheet), growing(sheet.plan.days)
    lines: dict[Slot | None, tuple[Text, ...]] = {}
    for days in again:
        slot = days[0][1].slot
        lines[slot] = (*lines.get(slot, ()), _on_days(sheet, days))
    return Differing(tuple(_each_day(sheet, grows, again)), lines, grows)


def _again(sheet: SheetContext) -> list[DaysOfOne]:
    """Return each stretch with a card that is done at one time of more than one day, but not of all, with its days."""
    found: dict[tuple[str, Slot | None], DaysOfOne] = {}
    for day in sheet.plan.days:
        for item in day.items:
            if _card(sheet, item):
                found.setdefault((item.item.stretch, item.slot), []).append((day, item))
    return [days for days in found.values() if 1 < len(days) < len(sheet.plan.days)]


def _each_day(sheet: SheetContext, grows: Sequence[Planned], again: Iterable[DaysOfOne]) -> Iterator[Block]:
    """Yield the seven days: what grows, what is done once, an idea for a meal; below them what is told once.

    Without anything that grows, or any meal, the column for it is left out.
    """
    meals = [meal for day in sheet.plan.days for meal in _meals_of(day)]
    asked = {check.id for check in sheet.plan.front_checks if check.not_at_meals}
    said = [check for meal in meals for check in meal.checks if check not in asked]
    told = {item.id for item in (*grows, *(item for days in again for _, item in days))}
    rows = tuple(
        (*_day_row(sheet, day, grows, told), *([_meal_cell(sheet, _meals_of(day), meals[:1])] if meals else []))
        for day in sheet.plan.days
    )
    header = _heads(sheet, grows, meals)
    title = goes_on(sheet, sheet.say("each-day-title"))
    yield Table(header, rows, _WIDTHS[bool(grows), bool(meals)], continued=title)
    yield from (Paragraph(words(f"**{sheet.say('meal-idea')}:** {one}")) for one in condition(sheet, said))


def _heads(sheet: SheetContext, grows: Sequence[Planned], meals: Sequence[Planned]) -> tuple[Text, ...]:
    """Return what stands above the columns of the seven days; in large print each cell says itself what it is."""
    header = [words(f"**{sheet.say('day')}**")]
    header += [(*words(f"**{sheet.language.fill(grows[0].item.short)}**"), *marks(sheet, grows[0]))] if grows else []
    header.append(words(f"**{sheet.say('also-today')}**"))
    header += [(*words(f"**{sheet.say('meal-idea-head')}**"), *marks(sheet, meals[0]))] if meals else []
    return tuple(() for _ in header) if sheet.large else tuple(header)


def growing(days: Sequence[Day]) -> tuple[Planned, ...]:
    """Return what is done on each day with a number that grows, such as the walk."""
    for first in days[0].items if days else ():
        each = [next((item for item in day.items if item.id == first.id), None) for day in days]
        found = tuple(item for item in each if item is not None and _number(item))
        if len(found) == len(days):
            return found
    return ()


def _number(item: Planned) -> float:
    numbers = [value for value in item.values.values() if isinstance(value, int | float)]
    return float(numbers[0]) if len(numbers) == 1 else 0


def _meals_of(day: Day) -> list[Planned]:
    return [item for item in day.items if item.food is not None or item.meal is not None]


def _day_row(sheet: SheetContext, day: Day, grows: Sequence[Planned], told: Collection[str]) -> tuple[Cell, ...]:
    """Return one day: what grows, what is done on it and not `told` for more days; what may be eaten comes behind."""
    label = f"**{sheet.language.part('weekdays-short', day.date.weekday())}** {day.date.day}"
    today = [grows[day.day - 1]] if grows else []
    meals = _meals_of(day)
    rest = [item for item in day.items if item.id not in told and item not in meals]
    bars = [_bar(sheet, item, max(map(_number, grows))) for item in today]
    return (Cell(words(label)), *bars, _cell(sheet, rest))


def _bar(sheet: SheetContext, item: Planned, most: float) -> Cell:
    number = _number(item)
    share = number / most
    return Cell(words(f"**{sheet.say(f'{_unit(item)}-short', number=f'{number:g}')}**"), kind="bar", share=share)


def _unit(item: Planned) -> str:
    """Return what the number that grows counts."""
    return "minutes" if "minutes" in item.values else "times"


def _cell(sheet: SheetContext, items: Sequence[Planned]) -> Cell:
    """Return what is done on one day alone."""
    lines = [_in_week(sheet, item) for item in items]
    return Cell(lines[0] if lines else (), more=tuple(lines[1:]), figures=_figures(sheet, items))


def _meal_cell(sheet: SheetContext, meals: Sequence[Planned], first: Sequence[Planned]) -> Cell:
    """Return what may be eaten, behind its time; the condition stands below the table.

    Evidence and source stand at the column's head, or where it has none behind the first meal of the week.
    """
    lines = [_meal(sheet, meal, marks(sheet, meal) if sheet.large and meal in first else ()) for meal in meals]
    return Cell(lines[0] if lines else (), more=tuple(lines[1:]))


def _meal(sheet: SheetContext, meal: Planned, behind: Text) -> Text:
    time, colon, dish = stopped(sheet.language.text(meal)).partition(": ")
    named = f"**{time}:** {dish}" if colon else time
    return (*words(" ".join([named, *care(sheet, meal)])), *behind)


def is_told_in_week(stretch: Stretch) -> bool:
    """Return whether a thing is told whole on the page of the week: a walk is as long as its day says."""
    return stretch.seconds is None and stretch.times is None and stretch.id == WALK


def key(sheet: SheetContext) -> Paragraph:
    """Return what the marks mean."""
    signs: list[Run] = []
    for evidence in ("some", "weak", "none"):
        signs += [*evidence_mark(sheet, evidence), Run(f" {sheet.say(f'key-{evidence}')}    ")]
    return Paragraph((*signs, Run(sheet.say("key-source"))), "small")
