"""What a screen reader is told: every word once and in order, headings, and no box or line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from pdf_reading import (
    SHEETS,
    aloud,
    expected_words,
    opened,
    pdf,
)


@pytest.mark.parametrize("sheet", SHEETS)
def test_words_are_read_in_the_order_of_the_document(sheet: str) -> None:
    """A screen reader hears every word once, in order, and no line glues two words together."""
    assert aloud(sheet).words() == expected_words(SHEETS[sheet])


@pytest.mark.parametrize("sheet", SHEETS)
def test_boxes_and_lines_are_never_read_out(sheet: str) -> None:
    """Only pictures are painted inside an element; boxes, frames and rules are decoration."""
    assert {role for _, _, painted in aloud(sheet).pages for role in painted} <= {"/Figure"}


def test_headings_make_an_outline_without_gaps() -> None:
    """There is one H1, no level is skipped, and each heading has its bookmark."""
    levels = [int(role[1]) for role, _, _, _ in aloud("standard").walk() if re.fullmatch(r"H\d", role)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    with opened(pdf("standard")).open_outline() as outline:
        assert count(outline.root) == len(levels)


def count(items: Any) -> int:
    """Return how many bookmarks there are below."""
    return sum(1 + count(item.children) for item in items)
