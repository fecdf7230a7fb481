"""Blocks beside each other."""

from __future__ import annotations

import pdf_sample
from pdf_reading import (
    Aloud,
    expected_words,
)

from planner.document.model import (
    Cell,
    Group,
    Note,
    Paragraph,
    Table,
    words,
)
from planner.formats.pdf import pdf_bytes


def test_blocks_side_by_side_are_read_from_the_left() -> None:
    """A box beside a table comes before it, and both stand at one height."""
    table = Table(("Right", "Mon"), ((Cell(words("row")), Cell(kind="tick", alt="box")),), (3, 1))
    beside = Group((Note("message", "Left", (Paragraph(words("of it.")),)), table), (1, 2))
    document = pdf_sample.sample(extra=(beside,))
    assert Aloud(pdf_bytes(document)).words() == expected_words(document)
