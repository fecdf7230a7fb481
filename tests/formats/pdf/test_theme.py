"""Sizes that the standard allows, on the paper that was asked for."""

from __future__ import annotations

from itertools import pairwise

import pikepdf
import pytest
from pdf_reading import SHEETS, opened, pdf, placed

from planner.formats.pdf.theme import (
    ALARM,
    GREY,
    LINE,
    MM,
    PAPER,
    STANDARD,
    TIGHTNESS,
    TINT,
    theme_for,
    tightened,
)
from planner.reports.quality.looks import contrast
from planner.reports.quality.standard import Allowed, quality_standard

LIMITS = quality_standard().limits


def least(allowed: Allowed) -> float:
    """Return the least that a number may be."""
    assert allowed.least
    return allowed.least


@pytest.mark.parametrize("sheet", ["standard", "letter", "large", "referral"])
def test_no_letter_is_smaller_than_the_standard_allows(sheet: str) -> None:
    """Body text and everything else keep their minimum, also where page 1 is set tightly."""
    sizes = [
        float(operands[1])
        for one in opened(pdf(sheet)).pages
        for operands, operator in pikepdf.parse_content_stream(one, "Tf")
        if str(operator) == "Tf"
    ]
    assert min(sizes) >= least(LIMITS["large" if sheet == "large" else "standard"].smallest)


@pytest.mark.parametrize(("sheet", "size"), [("standard", (595.28, 841.89)), ("letter", (612, 792))])
def test_the_paper_is_the_one_that_was_asked_for(sheet: str, size: tuple[float, float]) -> None:
    """Every page has the size of its paper, and nothing is drawn in the margins."""
    for one in opened(pdf(sheet)).pages:
        assert [float(side) for side in one.MediaBox][2:] == pytest.approx(size, abs=0.01)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("step", range(len(TIGHTNESS)))
def test_letters_and_lines_keep_their_size_where_little_room_is(large: bool, step: int) -> None:
    """In the closest setting too, and with enough space between lines."""
    styles = tightened(theme_for("a4", large), step).styles
    limits = LIMITS["large" if large else "standard"]
    body, small = least(limits.body), least(limits.smallest)
    fine = {"small", "running", "running-strong", "grid-head", "grid-cell"}
    assert all(style.size >= (small if role in fine else body) for role, style in styles.items())
    assert all(style.mark >= small for role, style in styles.items() if style.mark)
    assert all(style.leading >= least(limits.leading) for role, style in styles.items() if role != "now")


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("step", range(len(TIGHTNESS)))
def test_headings_are_of_three_sizes_in_every_setting(large: bool, step: int) -> None:
    """Each visibly larger than the next, and all of them than the text."""
    styles = tightened(theme_for("a4", large), step).styles
    sizes = [styles[role].size for role in ("heading-1", "heading-2", "heading-3", "body")]
    assert all(larger >= smaller * 1.11 for larger, smaller in pairwise(sizes))
    limits = LIMITS["large" if large else "standard"]
    bounds = (limits.title, limits.heading_2, limits.heading_3, limits.body)
    assert not [size for size, bound in zip(sizes, bounds, strict=True) if bound.over(size, size)]


def test_words_stand_out_from_their_ground() -> None:
    """Seven to one on paper and on the tint of a box, marks and asides included."""
    letters, lines = (least(one) for one in (LIMITS["standard"].contrast, LIMITS["standard"].lines_contrast))
    colours = {style.colour for style in STANDARD.values()} | {GREY, ALARM}
    assert min(contrast(colour, ground) for colour in colours for ground in (PAPER, TINT)) >= letters
    assert min(contrast(LINE, ground) for ground in (PAPER, TINT)) >= lines


@pytest.mark.parametrize("sheet", ["standard", "letter", "large"])
def test_the_wide_margin_lies_on_the_binding(sheet: str) -> None:
    """On the left of odd pages and on the right of even ones, 20 mm; the other is 15 mm."""
    document = SHEETS[sheet]
    theme = theme_for(document.paper, document.large_print)
    for number, one in enumerate(opened(pdf(sheet)).pages, 1):
        left, right = edges(one)
        wanted = (20 * MM, 15 * MM) if number % 2 else (15 * MM, 20 * MM)
        assert left == pytest.approx(wanted[0], abs=1)
        assert right <= theme.width - wanted[1] + 1


def edges(one: pikepdf.Page) -> tuple[float, float]:
    """Return where the leftmost text of a page begins, and where its last rule or box may end."""
    drawn = list(placed(one))
    starts = [values[4] for values, operator in drawn if operator == "Tm"]
    ends = [values[0] + values[2] for values, operator in drawn if operator == "re"]
    rules = [values[0] for values, operator in drawn if operator == "l"]
    return min(starts), max([*ends, *rules, *starts])
