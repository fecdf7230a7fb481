"""How many pages the sheets of ordinary adults have, whatever these told of themselves and whatever they left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import pytest
from conftest import CONTENT, plan_for

from planner.document.compose import compose
from planner.formats.pdf import Layout, lay_out
from planner.formats.pdf.theme import PAPERS, body_height, theme_for

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


def sheets(number: int) -> Iterator[tuple[str, Layout]]:
    """Yield an adult's sheet of each plan, on each paper, in each print."""
    for plan, paper, large in product(sorted(CONTENT.templates), PAPERS, (False, True)):
        made = plan_for({**adult(number), "paper": paper, "large_print": large}, plan)
        assert made.see_clinician is None
        yield f"{plan}, {paper}, large {large}", lay_out(compose(made, CONTENT), theme_for(paper, large))


def least_used(layout: Layout) -> float:
    """Return the share of its height that the emptiest page uses, but for the last."""
    return min(page[-1].top + page[-1].strip.height for page in layout.pages[:-1]) / body_height(layout.theme)


@pytest.mark.parametrize("number", range(ADULTS))
def test_an_ordinary_adult_has_as_many_pages_as_the_standard_allows(number: int) -> None:
    """Eight pages and those to tear off, 11 in all; in large print twelve, 16 in all; and none looks forgotten."""
    made = dict(sheets(number))
    assert {sheet for sheet, layout in made.items() if len(layout.pages) > layout.theme.most_pages} == set()
    assert {sheet for sheet, layout in made.items() if least_used(layout) < 0.25} == set()


def test_the_standard_says_how_many_pages_are_too_many() -> None:
    """The limits that the sheets are held to are those of the standard."""
    assert {(large, theme_for(paper, large).most_pages) for paper in PAPERS for large in (False, True)} == {
        (False, 11),
        (True, 16),
    }
