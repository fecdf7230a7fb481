"""What is wrong with foods, their portions and the titles of their shelves is named."""

from __future__ import annotations

import pytest
from conftest import ROOT
from msgspec.structs import replace

from planner.content.checks.foods import food_faults, portion_faults, shelf_faults
from planner.content.loader import read_content
from planner.model.folder import Records


@pytest.fixture(scope="module")
def raw() -> Records:
    return read_content(ROOT / "plans").raw


def test_the_bundled_foods_have_no_fault(raw: Records) -> None:
    assert not [*food_faults(raw), *portion_faults(raw), *shelf_faults(raw)]


def test_a_portion_names_a_picture_and_the_start_of_a_serving(raw: Records) -> None:
    said, picture = next(iter(raw.portions.items()))
    spoilt = replace(raw, portions={said: f"{picture}s", "9 barrels": picture})

    assert [words for _, _, words in portion_faults(spoilt)] == [
        f"unknown picture '{picture}s'; did you mean '{picture}'?",
        "no serving begins with '9 barrels': correct it, or take it out",
    ]


def test_a_word_of_a_title_names_foods_of_its_shelf_and_misses_none(raw: Records) -> None:
    word, (first, *others) = next((word, ids) for word, ids in raw.shelf_words.items() if len(ids) > 1)
    spoilt = replace(raw, shelf_words={**raw.shelf_words, word: (f"{first}s", *others)})

    assert [(where, words) for where, _, words in shelf_faults(spoilt) if where[0] == "shelf_words"] == [
        (("shelf_words", word), f"unknown food '{first}s'; did you mean '{first}'?")
    ]
    (missed,) = [words for where, _, words in shelf_faults(spoilt) if where[0] == "foods"]
    assert missed == f"no word of the title of its shelf names '{first}': add it under shelf_words"


def test_what_a_food_is_made_from_is_another_food_with_its_allergens(raw: Records) -> None:
    food = next(one for one in raw.foods if one.made_from)
    itself, unshelved = replace(food, made_from=(food.id,)), replace(food, section=None, suggest=True)

    assert any(
        words.startswith(f"unknown food or drink '{food.id}'") for _, _, words in food_faults(_with(raw, itself))
    )
    assert any("or it is printed on no shelf" in words for _, _, words in food_faults(_with(raw, unshelved)))


def _with(raw: Records, food: object) -> Records:
    return replace(raw, foods=(food,))
