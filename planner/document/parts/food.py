"""Food and drink: what to choose, what to leave out, what to ask about first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

from planner.document.context import SheetContext
from planner.document.lines import care, notes, point
from planner.document.model import Block, BulletList, CheckItem, Checklist, Group, Heading, Paragraph, words
from planner.model.foods import SECTIONS, Food
from planner.planning.plan import Planned

# In large print so many foods of one shelf fit a checklist that people still read.
_SHELF_LARGE = 2
_FOOD_SECTIONS = tuple(section for section in SECTIONS if section != "drinks")
# In large print, where a shelf has few foods, two share a title.
_SHELVES_LARGE = {
    "fruit-and-vegetables": ("fruit", "vegetables"),
    "beans-nuts-seeds": ("beans-and-tofu", "nuts-and-seeds"),
    "grains": ("grains",),
    "dairy-fish-meat-eggs": ("dairy", "fish-meat-eggs"),
    "other": ("other",),
}


def food_and_drink(sheet: SheetContext) -> Iterator[Block]:
    """Yield what to choose, what to leave out, what to ask about first."""
    yield Heading(2, sheet.say("food-title"))
    if "food-amounts" in sheet.plan.reduced:
        yield Paragraph(words(sheet.say("food-reduced")))
    elif sheet.plan.foods:
        yield Paragraph(words(sheet.say("food-lead")))
    if common_checks(sheet) and sheet.plan.foods:
        letters = sheet.language.join(sheet.letters[check] for check in common_checks(sheet))
        yield Paragraph(words(sheet.say("food-checks", letters=letters)))
    yield from notes(sheet, "food")
    yield from foods(sheet)
    yield from drinks(sheet)
    yield from advice(sheet, "limit-title", "", sheet.plan.avoid)
    yield from advice(sheet, "ask-title", "ask-lead", sheet.plan.ask_first)


def foods(sheet: SheetContext) -> Iterator[Block]:
    """Yield the foods to choose from by shop section, or the line that says that nothing is left."""
    if not sheet.plan.foods:
        yield from empty(sheet, "foods", "food-choose")
        return
    yield Heading(3, sheet.say("food-choose"))
    shelves = _SHELVES_LARGE if sheet.large else {section: (section,) for section in _FOOD_SECTIONS}
    shown, common = list(listed(sheet, sheet.plan.foods)), common_checks(sheet)
    for name, sections in shelves.items():
        foods = [food for food in shown if isinstance(food.item, Food) and food.item.section in sections]
        if foods:
            title = Paragraph(words(f"**{sheet.say(f'section-{name}')}**"))
            yield Group((title, Checklist(tuple(map(partial(food, sheet, common=common), foods)), columns=2)))


def drinks(sheet: SheetContext) -> Iterator[Block]:
    """Yield what to know of drinks, and the drinks to choose from."""
    known = tuple(notes(sheet, "drink"))
    if not sheet.plan.drinks:
        yield from known
        yield from empty(sheet, "drinks", "drink-choose")
        return
    drinks = Checklist(
        tuple(map(partial(food, sheet, common=common_checks(sheet)), listed(sheet, sheet.plan.drinks))), columns=2
    )
    yield Group((Heading(3, sheet.say("drink-choose")), *known, drinks))


def listed(sheet: SheetContext, foods: Iterable[Planned]) -> Iterator[Planned]:
    """Yield the foods or drinks for which the checklist has room."""
    gone = without_room(sheet)
    yield from (food for food in foods if food.id not in gone)


def without_room(sheet: SheetContext) -> frozenset[str]:
    """Return the ids of the foods and drinks for which the checklist has no room."""
    return foods_without_room(sheet.plan.shelves, sheet.plan.picked, large=sheet.large)


def empty(sheet: SheetContext, slot: str, title: str) -> Iterator[Block]:
    """Yield the line for a side of the checklist with nothing on it."""
    if slot in {gap.slot for gap in sheet.plan.gaps} and "food-amounts" not in sheet.plan.reduced:
        yield Group((Heading(3, sheet.say(title)), Paragraph(words(sheet.say("gap")))))


def food(sheet: SheetContext, planned: Planned, *, common: Collection[str]) -> CheckItem:
    """Return one food with its serving and what it gives."""
    food = planned.item
    assert isinstance(food, Food)
    serving, gives = sheet.language.serving(food), sheet.language.gives(food)
    detail = f"{serving}, {sheet.say('gives', minerals=gives)}" if gives else serving
    return CheckItem(
        text=words(f"**{sheet.language.fill(food.text)}**, {detail}"),
        notes=care(sheet, planned),
        marks=tuple(sheet.letters[check] for check in planned.checks if check not in common),
    )


def common_checks(sheet: SheetContext) -> tuple[str, ...]:
    """Return the questions that hang on most of the checklist: they are put once, at its head."""
    foods = (*sheet.plan.foods, *sheet.plan.drinks)
    asked = [check.id for check in sheet.plan.checks]
    return tuple(check for check in asked if 2 * sum(check in food.checks for food in foods) > len(foods))


def advice(sheet: SheetContext, title: str, lead: str, lines: Iterable[Planned]) -> Iterator[Block]:
    """Yield a list of things to leave out or to ask about, those with one reason together under it."""
    groups: dict[str, list[Planned]] = {}
    for line in lines:
        groups.setdefault(sheet.language.fill(line.item.because), []).append(line)
    alone = [line for because, members in groups.items() if not because or len(members) == 1 for line in members]
    if not groups:
        return
    yield Heading(3, sheet.say(title))
    if lead:
        yield Paragraph(words(sheet.say(lead)))
    if alone:
        yield BulletList(tuple(map(partial(point, sheet), alone)))
    for because, members in groups.items():
        if because and len(members) > 1:
            points = BulletList(tuple(point(sheet, line, reasoned=False) for line in members))
            yield Group((Paragraph(words(f"**{sheet.say('because-group', because=because)}**")), points))


def foods_without_room(shelves: Iterable[Sequence[str]], week: Collection[str], *, large: bool) -> frozenset[str]:
    """Return the foods and drinks that the checklist leaves out: in large print all but the first of each shelf.

    What the week names is always on the list.
    """
    last = (id_ for shelf in shelves for id_ in shelf[_SHELF_LARGE:] if id_ not in week)
    return frozenset(last) if large else frozenset()
