"""Whoever gives the answers of somebody before gets the same pages with heads of their own: the bytes of one alone."""

from __future__ import annotations

import random
import re
import zlib
from functools import cache

import page
import pytest
from conftest import CONTENT, plan_for
from msgspec.structs import replace
from pdf_reading import Aloud, expected_words, extracted

from planner.document.compose import compose
from planner.document.model import Document
from planner.formats.pdf import lay_out, pdf_bytes
from planner.formats.pdf.bodies import BODIES, sheet_made
from planner.formats.pdf.layout.kept import PIECES
from planner.formats.pdf.layout.kept_units import UNITS
from planner.formats.pdf.render import drawn
from planner.formats.pdf.theme import theme_of

# Heads of one line and of two, of a name that is cut, of none, with and without room for what is said of a part, and
# with letters that no font of all files has.
WHO: tuple[dict[str, str], ...] = (
    {"name": "Qzana Qzgarcia", "id": "QZ-1"},
    {"name": "Qzbo"},
    {"id": "QZ-3"},
    {},
    {"name": "Qzmaximiliana " * 9, "id": "QZ-5"},
    {"name": "Qzcut " * 33},
    {"name": "Qzwide " * 9},
    {"name": "Ћирић Qzmiy 王小明", "id": "QZ-8"},
    {"name": "Qzsmr سمر"},
    {"name": "{id} {page} QzBrace"},
    {"id": "QZ" + "9" * 90},
)
NAMED = re.compile(r"Qz[a-z]{3}|QzBrace|QZ-\d|QZ999")
ANSWERS = (
    {"age": 71, "medications": ["furosemide"]},
    {"age": 71, "medications": ["furosemide"], "large_print": True},
    {"age": 44, "conditions": ["on dialysis"]},
    {"age": 40, "edition": "easy", "paper": "letter", "country": "US"},
)
# Who stands there whole, and in the order in which it is read.
READABLE = [at for at, who in enumerate(WHO) if not re.search("Qzcut|Qzsmr|9{50}", str(who))]
EVERY = [(answers, who) for answers in range(len(ANSWERS)) for who in range(len(WHO))]


@cache
def sheet(answers: int, who: int) -> Document:
    return compose(plan_for({**ANSWERS[answers], **WHO[who]}), CONTENT)


def alone(document: Document) -> bytes:
    """Return a sheet that is laid out and drawn for one person alone."""
    return drawn(document, lay_out(document, theme_of(document)), 0)


@pytest.mark.parametrize("seed", range(3))
def test_a_sheet_is_the_same_bytes_whoever_had_its_answers_before(seed: int) -> None:
    BODIES.clear()
    order = random.Random(seed).sample(EVERY, len(EVERY))  # noqa: S311 - no secret
    for answers, who in order:
        document = sheet(answers, who)
        data = pdf_bytes(document)
        assert data == pdf_bytes(document) == alone(document), (answers, who)


def test_nothing_of_a_person_is_in_what_is_kept() -> None:
    """Nor in a sheet that is made of it for somebody else."""
    BODIES.clear()
    PIECES.clear()
    UNITS.clear()
    for answers, who in EVERY:
        pdf_bytes(sheet(answers, who))
    assert BODIES.taken > 0
    for body in BODIES.kept:
        held = f"{_raw(body.pages.file.data)} {body._replace(pages=body.pages._replace(file=None))}"
        assert "furosemide" in held.lower() or "dialysis" in held.lower() or "cramp" in held.lower()
        assert not NAMED.search(held)
    other = _raw(pdf_bytes(sheet(0, 3))) + extracted(pdf_bytes(sheet(0, 3)))
    assert not NAMED.search(other)
    assert "Qzana Qzgarcia" in extracted(pdf_bytes(sheet(0, 0)))


def _raw(data: bytes) -> str:
    """Return all that a file says, or its beginning, with its streams unpacked."""
    streams = re.findall(rb"/FlateDecode[^>]*>>\nstream\n(.*?)\r\nendstream", data, re.DOTALL)
    return b"".join((data, *map(zlib.decompress, streams))).decode("latin-1")


def test_a_body_is_used_where_only_the_head_is_another() -> None:
    """A head of as many lines leaves the body as it is; another height, look or day is another body."""
    BODIES.clear()
    for number, (document, bodies) in enumerate(
        (
            (sheet(0, 0), 1),
            (replace(sheet(0, 0), identity=sheet(0, 1).identity, header=sheet(0, 1).header), 1),
            (sheet(0, 4), 2),
            (replace(sheet(0, 0), accent="#444444"), 3),
            (replace(sheet(0, 0), sources=(*sheet(0, 0).sources, "more")), 4),
            (replace(sheet(0, 0), title="Another"), 5),
            (sheet(1, 0), 6),
        )
    ):
        pdf_bytes(document)
        assert len(BODIES.kept) == bodies, number
    sheet_made(sheet(0, 0), None, 86_400)
    assert len(BODIES.kept) == 7


@pytest.mark.parametrize("who", READABLE)
def test_it_is_read_aloud_as_one_sheet(who: int) -> None:
    pdf_bytes(sheet(0, 0))
    document = sheet(0, who)
    data = pdf_bytes(document)
    assert Aloud(data).words() == expected_words(document)
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).is_compliant
