"""The shopping list: shelves in two columns of about the same height, each in the order of a shop."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT
from parts_of import context

from planner.document.context import SheetContext
from planner.document.model import Checklist, Group, Heading
from planner.document.parts.food import food_and_drink
from planner.model.foods import SECTIONS

NOTHING = dict.fromkeys(("medications", "conditions", "allergies", "diet", "limits"), "none")


def _columns(profile: dict[str, Any]) -> list[list[tuple[str, int]]]:
    """Return the heading and the number of foods of each shelf, by its column."""
    sheet = context(profile)
    titles = {heading.text for heading in _headings(sheet)}
    for block in food_and_drink(sheet).blocks:
        found = [[_shelf(one) for one in column.blocks] for column in _groups(block)]
        if any(title in titles for column in found for title, _ in column):
            return found
    raise AssertionError(profile)


def _headings(sheet: SheetContext) -> list[Heading]:
    """Return the titles of all shelves, in the order of the page."""
    found: list[Heading] = []

    def look(block: Any) -> None:
        shelf = isinstance(block, Heading) and block.level == 3 and block.sign not in ("no", "ask")
        found.extend([block] if shelf else [])
        for one in getattr(block, "blocks", ()):
            look(one)

    look(food_and_drink(sheet))
    return found


def _section(title: str) -> str:
    """Return the shelf that a title belongs to, by its first word where it has words for some of its foods."""
    foods = CONTENT.core.shelf_words.get(title.lower().partition(",")[0])
    sheet = context({"age": 40})
    plain = {
        sheet.say(f"section-{name}"): name for name in ("fruit", "vegetables", "grains", "dairy", "other", "drinks")
    }
    return next(food.section for food in CONTENT.foods if food.id in foods) if foods else plain[title]


TITLES = [
    ("nuts", {"seeds": True, "nuts": False}),
    ("tree nuts", {"seeds": True}),
    ("fish", {"fish": False, "meat": True, "eggs": True}),
    ("eggs", {"eggs": False, "fish": True}),
    ("soya", {"tofu": False, "beans": True}),
    ("milk", {"milk foods": False}),
]


@pytest.mark.parametrize(("allergy", "named"), TITLES)
def test_the_title_of_a_shelf_names_nothing_that_stands_below_it_no_more(allergy: str, named: dict[str, bool]) -> None:
    sheet = context({"age": 40, **NOTHING, "allergies": [allergy]})
    titles = " | ".join(one.text.lower() for one in _headings(sheet))
    assert {word: word in titles for word in named} == named
    for word, foods in CONTENT.core.shelf_words.items():
        listed = {food.item.id for food in sheet.plan.foods}
        assert sheet.say(f"shelf-{word}") not in titles or not listed.isdisjoint(foods)


def test_whoever_must_not_eat_fish_is_shown_none_above_a_shelf() -> None:
    """The sign of a shelf is what its title begins with."""
    for allergy, there in (("fish", False), ("eggs", True)):
        sheet = context({"age": 40, **NOTHING, "allergies": [allergy]})
        assert ("fish-meat-eggs" in {one.sign for one in _headings(sheet)}) is there


def _groups(block: Any) -> list[Group]:
    return [one for one in block.blocks if isinstance(one, Group)] if isinstance(block, Group) else []


def _shelf(block: Any) -> tuple[str, int]:
    blocks = block.blocks if isinstance(block, Group) else (block,)
    title = next((one.text for one in blocks if isinstance(one, Heading)), "")
    return title, sum(len(one.items) for one in blocks if isinstance(one, Checklist))


@pytest.mark.parametrize("profile", [{"age": 40, **NOTHING}, {"age": 57}, {"age": 79, "conditions": ["CKD stage 3a"]}])
def test_two_columns_differ_by_less_than_a_shelf_and_follow_the_shop(profile: dict[str, Any]) -> None:
    columns = _columns(profile)
    assert len(columns) == 2
    heights = [sum(count + 1.5 for _, count in column) for column in columns]
    assert abs(heights[0] - heights[1]) <= max(count + 1.5 for column in columns for _, count in column)
    for column in columns:
        places = [[*SECTIONS].index(_section(title)) for title, _ in column]
        assert places == sorted(places)
    titles = [title for column in columns for title, _ in column]
    assert len(titles) == len({*titles})


def _measures(profile: dict[str, Any]) -> dict[str, str]:
    """Return each portion of a shopping list with the name of the picture beside it."""
    names = {picture: name for name, picture in CONTENT.raw.pictures.items()}
    found: dict[str, str] = {}

    def look(block: Any) -> None:
        for one in (block, *getattr(block, "items", ())):
            if getattr(one, "aside", ""):
                measure = getattr(one, "measure", None)
                found[one.aside] = names[measure] if measure else ""
        for inner in getattr(block, "blocks", ()):
            look(inner)

    for block in food_and_drink(context(profile)).blocks:
        look(block)
    return found


@pytest.mark.parametrize(
    ("country", "drawn"),
    [
        ("GB", {"3 spoons (80 g)": "portion-three-spoons", "1 pot (170 g)": "portion-pot", "1 medium": ""}),
        ("US", {"1/2 cup": "portion-half-cup", "1 container (6 oz)": "portion-pot", "1 medium": ""}),
    ],
)
def test_a_portion_is_shown_in_the_measures_of_the_country(country: str, drawn: dict[str, str]) -> None:
    """Spoons are drawn where people have spoons, cups where they have cups; a fruit needs no picture of a measure."""
    shown = _measures({"age": 50, "country": country, **NOTHING})
    assert {said: shown[said] for said in drawn} == drawn
    assert {name for name in shown.values() if name} <= set(CONTENT.raw.portions.values())
