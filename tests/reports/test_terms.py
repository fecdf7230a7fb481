"""Terms of medicine are explained where they first stand, on sheets of many kinds of people."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT, ROOT, START

from planner.document.compose import compose
from planner.files.yaml import read_yaml
from planner.formats.pdf import lay_out
from planner.formats.pdf.theme import theme_of
from planner.planning.apply import apply
from planner.profile.resolve import load_profile
from planner.reports.quality.language import own_words
from planner.reports.quality.standard import quality_standard
from planner.reports.quality.terms import unexplained
from planner.reports.quality.watching import Piece, pieces, watched

TERMS = quality_standard().terms
PEOPLE: dict[str, dict[str, Any]] = {
    "a narrow spine, gout, no meat": {
        "age": 60,
        "medications": ["sertraline", "warfarin", "metoprolol"],
        "conditions": ["spinal stenosis", "gout"],
        "diet": ["vegetarian"],
    },
    "lungs, stones, lithium": {
        "age": 75,
        "medications": ["dapagliflozin", "lithium", "indapamide"],
        "conditions": ["COPD", "sleep apnoea", "kidney stones"],
    },
    "no word on illnesses": {"age": 50, "sex": "female", "medications": "none"},
    "no word on medicines": {"age": 50, "conditions": "none", "diet": ["halal"]},
    "joints and thin bones": {
        "age": 70,
        "medications": ["methotrexate", "prednisolone"],
        "conditions": ["rheumatoid arthritis", "osteoporosis", "reflux"],
    },
    **{
        name: read_yaml((ROOT / "examples" / name).read_bytes(), name).data
        for name in (
            "ana.yaml",
            "age-only.yaml",
            "pregnant-30-weeks.yaml",
            "heart-failure-83.yaml",
            "indapamide-71.yaml",
        )
    },
}


def found(profile: dict[str, Any], plan: str) -> tuple[list[Piece], list[str]]:
    """Return the text of a printed sheet, piece by piece, and what the person wrote."""
    read = load_profile(profile, CONTENT, as_of=START)
    document = compose(apply(CONTENT.template(plan), read, START), CONTENT)
    layout = lay_out(document, theme_of(document))
    return [
        one for one in pieces(layout.root, watched(document, layout)) if one.element is not layout.identity
    ], own_words(read)


@pytest.mark.parametrize("plan", ["night-leg-cramps", "back-spasms"])
@pytest.mark.parametrize("name", PEOPLE)
def test_each_term_is_explained_where_it_first_stands(name: str, plan: str) -> None:
    assert unexplained(*found(PEOPLE[name], plan), TERMS) == []


def test_a_term_without_plain_words_beside_it_is_found_and_one_that_was_told_is_not() -> None:
    text, _ = found({"age": 44}, "night-leg-cramps")
    assert "quinine" in " ".join(piece.text for piece in text).lower()
    assert unexplained(text, [], {"quinine": ["no such words"], "dialysis": ["kidney machine"]}) == ["quinine"]
    assert unexplained(text, ["quinine"], {"quinine": ["no such words"]}) == []
    assert unexplained(text, [], {"nowhere printed": ["no such words"]}) == []
