"""Lines to write on."""

from __future__ import annotations

from itertools import pairwise

from pdf_reading import Aloud, expected_words, operands, with_parts

from planner.document.model import WriteLines
from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.theme import MM


def test_lines_are_far_enough_apart_to_write_on() -> None:
    """8 mm, as many side by side as were asked for; in large print two at most, and long labels below each other."""
    short, long = ("My clinic", "Telephone", "Since", ""), ("Could a medicine play a part?",) * 3
    for large, labels, columns, rows in (
        (False, short, 4, 1),
        (False, long, 3, 1),
        (True, short, 4, 2),
        (True, long, 3, 3),
    ):
        document = with_parts((WriteLines(labels, columns),), large_print=large)
        data = pdf_bytes(document)
        assert Aloud(data).words() == expected_words(document)
        heights = sorted({round(y, 1) for _, y in operands(data, "l")})
        assert len(heights) == rows
        assert all(after - before >= 8 * MM - 0.1 for before, after in pairwise(heights))
