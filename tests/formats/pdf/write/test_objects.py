"""The objects of a file, as PDF/A counts them."""

from __future__ import annotations

import re

from pdf_reading import (
    pdf,
)


def test_streams_end_with_a_line_end_of_two_characters() -> None:
    """PDF/A counts a stream's bytes, and data may itself end with a carriage return."""
    assert set(re.findall(rb"(..)endstream", pdf("standard"), re.DOTALL)) == {b"\r\n"}
