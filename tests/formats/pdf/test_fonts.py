"""Every letter has a font that is in the file, and none is an empty box."""

from __future__ import annotations

import pdf_sample
import pytest
from pdf_reading import (
    extracted,
    opened,
    pdf,
    unicode_map,
)

from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.scripts import SCRIPTS
from planner.resources import bundled


def test_fonts_are_embedded_and_speak_unicode() -> None:
    """Every font is in the file, and no code of it means the character zero."""
    file = opened(pdf("standard"))
    fonts = list(file.pages[0].Resources.Font.values())
    assert len(fonts) == 3
    for font in fonts:
        assert "/FontFile2" in font.FontDescriptor
        assert "\0" not in unicode_map(font).values()


@pytest.mark.parametrize(
    "name", ["王小明", "김철수", "山田はなこ", "अनिल", "สมชาย", "გიორგი", "Ћирић", "Nguyễn Thị Hồng", "ሰላም", "≤ → ✓"]
)
def test_a_name_of_any_clinic_is_printed(name: str) -> None:
    """No character of these scripts is replaced."""
    assert "?" not in extracted(pdf_bytes(pdf_sample.sample(name=name)), 2).splitlines()[0]


def test_every_font_file_is_there_with_its_licence() -> None:
    """A fallback that is named is shipped."""
    fonts = bundled("fonts")
    assert {script.font for script in SCRIPTS} == {
        file.stem for file in fonts.iterdir() if file.suffix == ".ttf" and not file.stem.startswith("NotoSans-")
    }
    assert (fonts / "OFL.txt").is_file()
    assert (fonts / "Apache-2.0.txt").is_file()
