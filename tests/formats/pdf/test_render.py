"""A sheet as a PDF: the same bytes for the same document, and every word of a user as text."""

from __future__ import annotations

import io
from itertools import product
from pathlib import Path

import page
import pdf_sample
import pypdf
import pytest
from conftest import wide
from pdf_reading import (
    FORMS,
    PEOPLE,
    SHEETS,
    Aloud,
    expected_words,
    extracted,
    real,
)

from planner.document.model import (
    BulletList,
    Card,
    Cards,
    Cell,
    CheckItem,
    Checklist,
    Effect,
    Group,
    Heading,
    Note,
    Paragraph,
    Run,
    Subject,
    SubjectTable,
    Table,
    WriteLines,
    literal,
    words,
)
from planner.formats.pdf import dated, lay_out, pdf_bytes, write_pdf
from planner.formats.pdf.render import drawn
from planner.formats.pdf.theme import theme_for

HOSTILE = (
    "<b>x",
    '<img src="file:///etc/passwd">',
    "a & b &amp; c",
    "bell\x07 null\x00 newline\n tab\t",
    "abc\u202edcba\u2066x",
    "N" * 10_000,
    "long name " * 1_000,
    "\ud800 half a pair",
    "😀 𐎀",
    "{page} {pages} {name} {id}",
    "(unbalanced \\ (brackets",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_string_ends_in_a_clean_sheet(text: str) -> None:
    """Whatever stands in a name, a medicine or a cell is text: the sheet conforms, and the first leaf is one."""
    blocks = (
        Paragraph(literal(text)),
        Heading(3, text),
        BulletList((pdf_sample.ListItem(literal(text), (literal(text),)),)),
        Table((literal(text), words("B")), ((Cell(literal(text)), Cell(literal(text))),), (1, 1)),
        Note("stop", text, (Checklist((CheckItem(literal(text), aside=text),), blank=text),), tail=literal(text)),
        Note("unread", text, (Paragraph(literal(text)),)),
        Note("now", text, (Paragraph((Run("a"), Run(text, mark=True, says=text))),)),
        SubjectTable((text, text), (Subject(literal(text), literal(text), (Effect("no", text, literal(text)),)),)),
        Cards((Card(text, pdf_sample.shown("walk", text), literal(text)),), literal(text)),
        WriteLines((text, text)),
        Group((pdf_sample.shown("walk", text),)),
    )
    data = pdf_bytes(pdf_sample.sample(name=text, number=text, extra=blocks))
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).is_compliant
    assert "Your week" in extracted(data, 2)


def test_markup_is_text() -> None:
    """A tag in a name is printed as it was typed."""
    assert '<img src="file:///x">' in extracted(pdf_bytes(pdf_sample.sample(name='<img src="file:///x">')), 0)


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing but the document and the creation time is in the file."""
    document = SHEETS["standard"]
    assert pdf_bytes(document) == pdf_bytes(document)
    assert b"D:20261123" not in pdf_bytes(document)
    later = pypdf.PdfReader(io.BytesIO(pdf_bytes(document, creation_time=1_795_392_000))).metadata
    assert later.creation_date.date().isoformat() == "2026-11-23"


def test_a_body_is_laid_out_once_for_many_people() -> None:
    """One layout drawn for two people gives the same files as two layouts, and nothing of one is in the other."""
    ana, bo = pdf_sample.sample("Ana", "A-1"), pdf_sample.sample("Bo Zebra", "B-2")
    layout = lay_out(ana, theme_for("a4", large_print=False))
    assert drawn(ana, layout, 0) == pdf_bytes(ana)
    assert drawn(bo, layout, 0) == pdf_bytes(bo)
    assert drawn(ana, layout, 0) == pdf_bytes(ana)
    assert "Zebra" not in extracted(pdf_bytes(ana))


def test_a_sheet_is_written_to_a_stream_or_a_file(tmp_path: Path) -> None:
    """Both targets hold the same bytes, and a sheet of eight pages is small enough to be mailed."""
    document, stream, path = SHEETS["standard"], io.BytesIO(), tmp_path / "plan.pdf"
    write_pdf(document, stream)
    write_pdf(document, path)
    assert stream.getvalue() == path.read_bytes() == pdf_bytes(document, creation_time=dated(document))
    assert len(stream.getvalue()) < 150_000


_SHEETS = [*product(PEOPLE, FORMS)]
# Each person on two papers, each paper with three people.
_SOME = [(who, form) for (at, who), (to, form) in product(enumerate(PEOPLE), enumerate(FORMS)) if (at - to) % 4 < 2]


@pytest.mark.parametrize("of", wide(_SHEETS, *_SOME), ids=" ".join)
def test_a_real_sheet_conforms_and_is_read_in_order(of: tuple[str, str]) -> None:
    """What the composer writes is valid, and every word is heard once and in order."""
    document, data = real(*of)
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).is_compliant, profile
    reader = Aloud(data)
    assert reader.words() == expected_words(document)
