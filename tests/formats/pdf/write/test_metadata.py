"""What a PDF says of itself: the standards it keeps to, title, language, and nothing of a person."""

from __future__ import annotations

import io

import page
import pypdf
import pytest
from pdf_reading import (
    SHEETS,
    opened,
    pdf,
)


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_sheet_conforms_to_pdf_ua_and_pdf_a(sheet: str, profile: str) -> None:
    """An independent validator finds nothing against PDF/UA-1 and PDF/A-2a."""
    report = page.validate_pdf_bytes(pdf(sheet), profile=profile)
    assert report.is_compliant, [str(failure) for failure in report.failures]


def test_title_and_language_are_told() -> None:
    """The window shows the title, and a voice knows its language."""
    file = opened(pdf("standard"))
    root = file.Root
    assert pypdf.PdfReader(io.BytesIO(pdf("standard"))).metadata.title == SHEETS["standard"].title
    assert (str(root.Lang), bool(root.ViewerPreferences.DisplayDocTitle)) == ("en", True)


def test_no_name_is_in_the_metadata() -> None:
    """Title, subject and keywords hold nothing of a person."""
    file = opened(pdf("standard"))
    assert "Ana" not in str(dict(file.docinfo)) + file.Root.Metadata.read_bytes().decode()
