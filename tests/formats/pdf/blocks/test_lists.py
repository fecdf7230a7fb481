"""Points in lines that read well, and in columns that are read one after the other."""

from __future__ import annotations

import io
from typing import Any

import page
import pdf_sample
import pypdf
import pytest
from pdf_reading import (
    Aloud,
    expected_words,
    extracted,
    kids,
    with_front,
)

from planner.document.model import (
    BulletList,
    CheckItem,
    Checklist,
    Heading,
    ListItem,
    words,
)
from planner.formats.pdf import pdf_bytes


def test_points_of_a_list_have_at_most_70_letters_a_line() -> None:
    """Points and numbered steps are running text too."""
    long = "Start where you are, and go on with the next day if you miss one. " * 6
    for ordered in (False, True):
        points = BulletList((ListItem(words(long)),), ordered=ordered)
        data = pdf_bytes(with_front(pdf_sample.front().blocks, pdf_sample.Section("flow", (points,))))
        lines = [line.strip() for line in extracted(data, 1).splitlines() if "next day" in line]
        assert lines
        assert max(len(line.lstrip("•1. ")) for line in lines) <= 70


def numbered(count: int) -> tuple[str, ...]:
    """Return short texts that say which they are."""
    return tuple(f"Point number {number} of the list." for number in range(count))


def columned(count: int) -> tuple[Any, ...]:
    """Return a list and a checklist in two columns."""
    points = BulletList(tuple(ListItem(words(text)) for text in numbered(count)), columns=2, small=True)
    boxes = Checklist(tuple(CheckItem(words(text), marks=("A",)) for text in numbered(count)), columns=2)
    return points, Heading(3, "Boxes"), boxes


def places(data: bytes, text: str) -> list[tuple[int, float, float]]:
    """Return (page, x, y) of each line that begins with a text."""
    found: list[tuple[int, float, float]] = []
    for number, one in enumerate(pypdf.PdfReader(io.BytesIO(data)).pages):
        one.extract_text(
            visitor_text=lambda part, _, place, *__, number=number: (
                found.append((number, place[4], place[5])) if part.strip().startswith(text) else None
            )
        )
    return found


@pytest.mark.parametrize("count", [7, 140])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_columns_are_read_one_after_the_other(count: int, paper: Any) -> None:
    """Items are heard in their order, down the first column and then the second, also over several pages."""
    document = pdf_sample.sample(paper=paper, extra=columned(count))
    data = pdf_bytes(document)
    reader = Aloud(data)
    assert reader.words() == expected_words(document)
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).is_compliant
    lists = [len(kids(node)) for role, _, _, node in reader.walk() if role == "L"]
    assert lists[-2:] == [count, count]


def test_columns_stand_side_by_side_and_are_of_one_height() -> None:
    """Seven points make a column of four and one of three, both from the same height."""
    data = pdf_bytes(pdf_sample.sample(extra=(columned(7)[0],)))
    spots = places(data, "Point number")
    left, right = sorted({round(x) for _, x, _ in spots})
    assert [round(x) for _, x, _ in spots] == [left] * 4 + [right] * 3
    assert spots[0][2] == spots[4][2]


def test_large_print_has_one_column() -> None:
    """Large letters need the whole width."""
    data = pdf_bytes(pdf_sample.sample(large_print=True, extra=(columned(7)[0],)))
    assert len({round(x) for _, x, _ in places(data, "Point number")}) == 1
