"""How many pages the sheets of ordinary adults have, whatever these told of themselves and whatever they left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import pytest
from conftest import CONTENT, plan_for

from planner.pdf import lay_out
from planner.pdf.theme import theme_for
from planner.wording import compose

# What adults without medicines or illnesses answer, where they do.
ANSWERS: dict[str, list[Any]] = {
    "sex": ["female", "male"],
    "exercise_level": ["sedentary", "light", "moderate", "vigorous"],
    "sleep_position": ["back", "side", "stomach", "mixed"],
    "daily_posture": ["sitting", "standing", "mixed"],
    "medications": ["none"],
    "conditions": ["none"],
    "symptoms": ["none"],
    "habits": ["none", ["a glass of wine on Sundays"], ["coffee"]],
    "allergies": ["none"],
    "diet": ["none", ["vegetarian"]],
    "country": ["GB", "US", "DE"],
    "heat": [True, False],
    "cramps": [{"where": ["calf"]}, {"where": ["calf", "foot"], "nights_per_week": 3}],
}
ADULTS = 60


def adult(number: int) -> dict[str, Any]:
    """Return an adult who told some of it, always the same for a number."""
    draw = Random(number)  # noqa: S311
    told = {key: draw.choice(values) for key, values in ANSWERS.items() if draw.random() < 0.6}
    if told.get("sex") != "male" and draw.random() < 0.7:
        told["pregnancy"] = "no"
    return {"age": draw.randint(18, 64), **told}


def sheets(number: int) -> Iterator[tuple[str, str, bool, int]]:
    """Yield the pages of an adult's sheet of each plan, on each paper, in each print."""
    for plan, paper, large in product(sorted(CONTENT.templates), ("a4", "letter"), (False, True)):
        made = plan_for({**adult(number), "paper": paper, "large_print": large}, plan)
        assert made.see_clinician is None
        yield plan, paper, large, len(lay_out(compose(made, CONTENT), theme_for(paper, large)).pages)


@pytest.mark.parametrize("number", range(ADULTS))
def test_an_ordinary_adult_has_as_many_pages_as_the_standard_allows(number: int) -> None:
    """Eight pages and those to tear off, 11 in all; in large print twelve, 16 in all."""
    assert [sheet for sheet in sheets(number) if sheet[3] > (16 if sheet[2] else 11)] == []
