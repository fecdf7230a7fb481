"""A serving in the words of the reader's country: cups in the United States, spoons and handfuls elsewhere."""

from __future__ import annotations

from collections import defaultdict

import pytest
from conftest import CONTENT

from planner.i18n.language import load_language

FOODS = {food.id: food for food in (*CONTENT.foods, *CONTENT.drinks)}


@pytest.mark.parametrize("country", ["GB", "DE", "AU", None])
def test_no_reader_but_the_american_measures_in_cups(country: str | None) -> None:
    speech = load_language(CONTENT, "en", country)
    assert not [food.id for food in FOODS.values() if "cup" in speech.serving(food)]


def test_an_american_measures_in_cups() -> None:
    speech = load_language(CONTENT, "en", "US")
    assert speech.serving(FOODS["lentils-cooked"]) == speech.serving(FOODS["carrots-cooked"]) == "1/2 cup"
    assert not [food.id for food in FOODS.values() if " ml" in speech.serving(food)]


@pytest.mark.parametrize(("country", "words"), [("GB", "3 spoons (90 g)"), ("US", "1/2 cup")])
def test_equal_portions_have_equal_words(country: str, words: str) -> None:
    speech = load_language(CONTENT, "en", country)
    shelf = [food for food in CONTENT.foods if food.section == "beans-and-tofu" and food.suggest]
    assert sum(speech.serving(food) == words for food in shelf) >= len(shelf) - 1


def test_a_shelf_has_few_portions() -> None:
    """The head of a shelf can say the portion of most of it."""
    speech = load_language(CONTENT, "en", "GB")
    shelves: defaultdict[str, list[str]] = defaultdict(list)
    for food in FOODS.values():
        if food.suggest:
            shelves[food.section].append(speech.serving(food))
    assert all(len({*said}) <= 8 for said in shelves.values())
