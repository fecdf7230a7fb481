"""Names that are written from right to left."""

from __future__ import annotations

from planner.formats.pdf.layout.bidi import visual


def test_right_to_left_names_are_joined_and_turned() -> None:
    """Arabic letters take their joined shapes and stand from right to left; numbers keep their order."""
    assert visual("محمد") == "\ufeaa\ufee4\ufea4\ufee3"
    assert visual("יעקב 12") == "12 בקעי"
