"""Names that are written from right to left."""

from __future__ import annotations

import pytest

from planner.formats.pdf.fonts import font
from planner.formats.pdf.layout import shaping
from planner.formats.pdf.layout.bidi import can_join, directions, turned
from planner.formats.pdf.layout.lettering import runs


def drawn(text: str) -> str:
    """Return the characters that stand on paper for a text, from left to right; a bracket by its shape."""
    shapes = {code: char for char, code in font("NotoSans-Regular").face.charToGlyph.items() if char < 0xF0000}
    seen = ((font(name).shapes.get(char), char) for name, part in runs(text, strong=False) for char in part)
    return "".join(chr(shapes[shape.number]) if shape else char for shape, char in seen)


@pytest.mark.parametrize(
    ("text", "on_paper"),
    [
        ("יעקב", "בקעי"),
        ("יעקב 12", "12 בקעי"),
        ("יעקב 12.5 כהן", "ןהכ 12.5 בקעי"),
        ("שרה (רבקה)", "(הקבר) הרש"),
        ("שרה [רבקה] «לאה»", "«האל» [הקבר] הרש"),
        ("שרה Anna Lee כהן", "ןהכ Anna Lee הרש"),
        ("שרה-Anna5", "Anna5-הרש"),
        ("יעקב, 12", "12 ,בקעי"),
        ("יעקב, כהן;", "ןהכ ,בקעי;"),
        ("יעקב…", "…בקעי"),
    ],
)
def test_a_name_stands_from_right_to_left_with_its_brackets_mirrored(text: str, on_paper: str) -> None:
    """Numbers and words of other scripts keep their order."""
    assert drawn(text) == on_paper


def test_a_mirrored_bracket_is_read_as_the_one_that_was_written() -> None:
    (name, part) = runs("(שרה)", strong=False)[0]
    assert font(name).shapes[part].letters == ")"


def test_arabic_letters_are_joined_without_any_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the shapes that Unicode lists; what has none there is known."""
    monkeypatch.setattr(shaping, "_library", lambda: None)
    assert turned("محمد") == "\ufeaa\ufee4\ufea4\ufee3"
    assert can_join("محمد")
    assert can_join("سارة لالا")
    assert not can_join("ݣݣ")


def test_a_text_is_parted_where_its_direction_changes() -> None:
    assert directions("יעקב 12") == [("12", False), ("יעקב ", True)]
    assert directions("א12ב") == [("ב", True), ("12", False), ("א", True)]
