"""Blocks beside each other, and the levels of their headings."""

from __future__ import annotations

import re
from itertools import pairwise

import pdf_sample
import pytest
from pdf_reading import SHEETS, Aloud, aloud, expected_words, with_parts

from planner.document.model import Group, Heading, Note, Paragraph, Table, words
from planner.formats.pdf import pdf_bytes

BOX = Note("limits", "Left", (Paragraph(words("of it.")),))


def test_blocks_side_by_side_are_read_from_the_left() -> None:
    """A box beside a table comes before it."""
    table = Table((words("Right"), words("Mon")), ((pdf_sample.cell("row"), pdf_sample.tick("box")),), (3, 1))
    document = with_parts((Group((BOX, table), (1, 2)),))
    assert Aloud(pdf_bytes(document)).words() == expected_words(document)


def test_columns_hold_several_blocks_each() -> None:
    """A column may be a group, and is read to its end before the next."""
    left = Group((Heading(3, "One"), Paragraph(words("Two."))))
    document = with_parts((Heading(2, "Zero"), Group((left, Group((Heading(3, "Three"), BOX))), (1, 1))))
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)


def test_columns_that_no_page_can_hold_stand_below_each_other() -> None:
    """Nothing of them is cut."""
    long = tuple(Paragraph(words(f"Sentence {number}.")) for number in range(80))
    document = with_parts((Group((Group(long), Group(long)), (1, 1)),))
    assert Aloud(pdf_bytes(document)).words() == expected_words(document)


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_level_of_headings_is_skipped(sheet: str) -> None:
    """Titles of boxes are headings that fit the level around them; H1 stands once."""
    levels = [int(role[1]) for role, *_ in aloud(sheet).walk() if re.fullmatch(r"H\d", role)]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_box_takes_the_level_that_fits() -> None:
    """Below the title of the sheet it is one of the second, below a part one of the third at most."""
    document = with_parts((BOX, Heading(2, "Part"), Note("stop", "Stop", BOX.blocks), Heading(3, "Sub"), BOX))
    heads = [role for role, *_ in Aloud(pdf_bytes(document)).walk() if re.fullmatch(r"H\d", role)]
    assert heads == ["H1", "H2", "H2", "H3", "H3", "H2"]
