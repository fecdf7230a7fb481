"""Points in lines that read well, and in columns that are read one after the other."""

from __future__ import annotations

import io
from typing import Any

import page
import pdf_sample
import pikepdf
import pypdf
import pytest
from pdf_reading import (
    Aloud,
    expected_words,
    extracted,
    kids,
    opened,
    with_parts,
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
        data = pdf_bytes(with_parts((points,)))
        lines = [line.strip() for line in extracted(data, 0).splitlines() if "next day" in line]
        assert lines
        assert max(len(line.lstrip("•1 ")) for line in lines) <= 70


def numbered(count: int) -> tuple[str, ...]:
    """Return short texts that say which they are."""
    return tuple(f"Point number {number} of the list." for number in range(count))


def columned(count: int) -> BulletList:
    """Return a list in two columns."""
    return BulletList(tuple(ListItem(words(text)) for text in numbered(count)), columns=2, small=True)


def places(data: bytes, text: str) -> list[tuple[int, float, float]]:
    """Return (page, x, y) of each line that begins with a text."""
    found: list[tuple[int, float, float]] = []
    for number, one in enumerate(pypdf.PdfReader(io.BytesIO(data)).pages):
        one.extract_text(
            visitor_text=lambda part, moved, place, *__, number=number: (
                found.append((number, place[4] + moved[4], place[5] + moved[5]))
                if part.strip().startswith(text)
                else None
            )
        )
    return found


@pytest.mark.parametrize("count", [7, 140])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_columns_are_read_one_after_the_other(count: int, paper: Any) -> None:
    """Items are heard in their order, down the first column and then the second, also over several pages."""
    document = pdf_sample.sample(paper=paper, extra=(columned(count),))
    data = pdf_bytes(document)
    reader = Aloud(data)
    assert reader.words() == expected_words(document)
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).is_compliant
    lists = [len(kids(node)) for role, _, _, node in reader.walk() if role == "L"]
    assert lists[-1] == count


def test_columns_stand_side_by_side_and_are_of_one_height() -> None:
    """Seven points make a column of four and one of three, both from the same height."""
    data = pdf_bytes(pdf_sample.sample(extra=(columned(7),)))
    spots = places(data, "Point number")
    left, right = sorted({round(x) for _, x, _ in spots})
    assert [round(x) for _, x, _ in spots] == [left] * 4 + [right] * 3
    assert spots[0][2] == spots[4][2]


@pytest.mark.parametrize(("small", "columns"), [(False, 1), (True, 2)])
def test_large_print_has_one_column_but_for_small_points(small: bool, columns: int) -> None:
    """Large letters need the whole width; a list of sources does not."""
    points = tuple(ListItem(words(text)) for text in numbered(7))
    listed = BulletList(points, columns=2, small=small)
    data = pdf_bytes(pdf_sample.sample(large_print=True, extra=(listed,)))
    assert len({round(x) for _, x, _ in places(data, "Point number")}) == columns


def test_what_stands_at_a_line_s_end_is_beside_the_text_or_below_it() -> None:
    """A portion is at the right of its food's line; where the line has no room, under it."""
    long = "A food with a name that fills most of the line that it has, and somewhat more"
    items = (CheckItem(words("Spinach"), aside="3 spoons"), CheckItem(words(long), aside="4 spoons " * 3))
    data = pdf_bytes(with_parts((Checklist(items),)))
    (short,), (spoons,) = places(data, "Spinach"), places(data, "3 spoons")
    assert short[2] == pytest.approx(spoons[2], abs=1)
    assert spoons[1] > 400
    (name,), (below,) = places(data, "A food"), places(data, "4 spoons")
    assert below[2] < name[2] - 10


def _pictures(data: bytes) -> int:
    """Return how many pictures are drawn on the first page: each is scaled."""
    with opened(data) as file:
        return sum(str(operator) == "cm" for _, operator in pikepdf.parse_content_stream(file.pages[0]))


@pytest.mark.parametrize("large", [False, True])
def test_a_measure_is_drawn_before_its_portion_where_that_takes_no_room(large: bool) -> None:
    """Words stand where they stood: at a line's end that is too full, the picture is left out."""
    glass = pdf_sample.shown("portion-glass").picture
    texts = ["Water", *("i " * count for count in range(30, 70))]

    def sheet(measure: Any) -> bytes:
        title = Heading(3, "Drinks", "1 glass", "drinks", measure)
        items = tuple(CheckItem(words(text), "1 glass", measure=measure) for text in texts)
        return pdf_bytes(with_parts((title, Checklist(items)), large_print=large))

    bare, shown = sheet(None), sheet(glass)
    assert places(bare, "1 glass") == places(shown, "1 glass")
    assert 5 < _pictures(shown) - _pictures(bare) < len(texts)


def test_an_empty_line_of_ones_own_says_what_it_is_for() -> None:
    """It is the last point of the list, seen as a box and a line and heard in words."""
    data = pdf_bytes(with_parts((Checklist((CheckItem(words("Water")),), blank="A drink of your own"),)))
    reader = Aloud(data)
    (found,) = [node for role, _, _, node in reader.walk() if role == "L"]
    last = kids(kids(found)[-1])[0]
    assert (len(kids(found)), str(last.S), str(last.Alt)) == (2, "/LBody", "A drink of your own")


def test_a_sign_stands_in_the_place_of_a_dot() -> None:
    """It is heard as what it says, also where points stand one behind the other."""
    points = (ListItem(words("Beer."), sign="no", label="No"), ListItem(words("Tea?"), sign="ask", label="Ask"))
    for listed in (
        BulletList((*points, ListItem(words("Walk.")))),
        BulletList((*points, ListItem(words("Walk."))), small=True),
    ):
        for large in (False, True):
            document = with_parts((listed,), large_print=large)
            data = pdf_bytes(document)
            reader = Aloud(data)
            assert reader.words() == expected_words(document)
            labels = [(text.strip(), node) for role, text, _, node in reader.walk() if role == "Lbl"]
            assert [(text, str(node.get("/ActualText", ""))) for text, node in labels] == [
                ("✖", "No"),
                ("?", "Ask"),
                ("•", ""),
            ]
            for profile in ("ua1", "2a"):
                assert page.validate_pdf_bytes(data, profile=profile).is_compliant


def pictured(count: int) -> BulletList:
    """Return points that each have a picture."""
    shown = pdf_sample.shown("first-aid-foot-hold", "A hand pulls toes up.")
    return BulletList(tuple(ListItem(words(text), figure=shown) for text in numbered(count)), columns=2)


@pytest.mark.parametrize("large", [False, True])
def test_a_point_has_its_picture_beside_its_words(large: bool) -> None:
    """It is read before the words, in the same point, with what it shows."""
    document = with_parts((pictured(3),), large_print=large)
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    points = [node for role, _, _, node in reader.walk() if role == "LBody"]
    assert len(points) == 3
    for node in points:
        assert [role for role, *_ in reader.walk(node) if role in {"Figure", "P"}] == ["Figure", "P"]
