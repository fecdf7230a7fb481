"""Sizes that the standard allows, on the paper that was asked for."""

from __future__ import annotations

import pikepdf
import pytest
from pdf_reading import (
    opened,
    pdf,
)

from planner.formats.pdf.theme import TIGHTNESS, theme_for, tightened


@pytest.mark.parametrize(("sheet", "least"), [("standard", 11), ("letter", 11), ("large", 16)])
def test_no_letter_is_smaller_than_the_standard_allows(sheet: str, least: float) -> None:
    """Body text and everything else keep their minimum, also where page 1 is set tightly."""
    sizes = [
        float(operands[1])
        for one in opened(pdf(sheet)).pages
        for operands, operator in pikepdf.parse_content_stream(one, "Tf")
        if str(operator) == "Tf"
    ]
    assert min(sizes) >= least


@pytest.mark.parametrize(("sheet", "size"), [("standard", (595.28, 841.89)), ("letter", (612, 792))])
def test_the_paper_is_the_one_that_was_asked_for(sheet: str, size: tuple[float, float]) -> None:
    """Every page has the size of its paper, and nothing is drawn in the margins."""
    for one in opened(pdf(sheet)).pages:
        assert [float(side) for side in one.MediaBox][2:] == pytest.approx(size, abs=0.01)


@pytest.mark.parametrize(
    ("large", "sizes"),
    [
        (False, {"body": 12.5, "point": 12.5, "lead": 12.5, "heading-1": 16, "heading-2": 16, "heading-3": 16}),
        (True, {"body": 18, "point": 18, "lead": 18, "heading-1": 20, "heading-2": 20, "heading-3": 20}),
    ],
)
@pytest.mark.parametrize("step", range(len(TIGHTNESS)))
def test_text_steps_and_headings_keep_their_size_where_little_room_is(
    large: bool, sizes: dict[str, float], step: int
) -> None:
    """In the closest setting too, and with enough space between lines."""
    styles = tightened(theme_for("a4", large), step).styles
    assert all(styles[role].size >= least for role, least in sizes.items())
    assert all(style.leading >= 1.35 and style.size >= (16 if large else 11) for style in styles.values())
