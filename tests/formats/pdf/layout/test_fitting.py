"""What fits is measured: the first form of the first leaf with room, and parts on as few pages as they can take."""

from __future__ import annotations

from typing import Any

import pdf_sample
import pytest
from msgspec import structs
from pdf_reading import SHEETS, Aloud, code, expected_words, sections

from planner.document.model import (
    BulletList,
    Cell,
    Document,
    Heading,
    Leaf,
    ListItem,
    Section,
    Table,
    words,
)
from planner.formats.pdf import Layout, lay_out, pdf_bytes
from planner.formats.pdf.layout.fitting import LONELY
from planner.formats.pdf.theme import MM, PAPERS, body_height, theme_for


def points(count: int, name: str = "Point") -> BulletList:
    return BulletList(tuple(ListItem(words(f"{name} {number}.")) for number in range(count)))


def front(count: int) -> Section:
    return Section("fridge", (Heading(1, "A sheet"), points(count, "Sign")))


def log(count: int) -> Section:
    rows = tuple((Cell(words(f"Night {n}")), Cell(kind="blank")) for n in range(7))
    return Section("log", (points(count), Table((words("Night"), words("What")), rows, (1, 3), row_height=9, fill=20)))


def part(count: int, name: Any = "food", title: str = "A part") -> Section:
    return Section(name, (Heading(2, title), points(count)))


def laid(*parts: Section, first: tuple[Leaf, ...] = ((front(5), log(5)),), large: bool = False) -> Layout:
    document = pdf_sample.document(first, *parts, large_print=large)
    return lay_out(document, theme_for(document.paper, large))


def used(layout: Layout) -> list[float]:
    """Return the share of its height that each page uses."""
    full = body_height(layout.theme)
    return [(page[-1].top + page[-1].strip.height) / full for page in layout.pages]


def chosen(*counts: tuple[int, int], large: bool = False) -> int:
    """Return which of some forms of the first leaf is taken, by the points on its front and above its log."""
    forms = tuple((front(above), log(below)) for above, below in counts)
    document = pdf_sample.document(forms, large_print=large)
    return forms.index(sections(document)[:2])


@pytest.mark.parametrize(
    ("counts", "form"),
    [
        (((20, 5), (10, 5)), 0),
        (((60, 5), (20, 5), (10, 5)), 1),
        (((20, 60), (60, 5), (20, 20), (10, 5)), 2),
        (((60, 5), (50, 5)), 1),
        (((60, 60), (20, 60), (10, 60)), 1),
    ],
    ids=[
        "the fullest",
        "one whose front has room",
        "one whose front and log have room",
        "the last where none has",
        "one whose front has room where no log has",
    ],
)
def test_the_first_form_with_room_is_taken(counts: tuple[tuple[int, int], ...], form: int) -> None:
    assert chosen(*counts) == form


def test_in_large_print_the_front_has_two_sides() -> None:
    assert chosen((50, 2), (20, 2), large=True) == 0
    assert chosen((80, 2), (20, 2), large=True) == 1


def test_a_last_form_without_room_loses_nothing() -> None:
    document = pdf_sample.document(((front(90), log(60)),))
    data = pdf_bytes(document)
    assert Aloud(data).words() == expected_words(document)


@pytest.mark.parametrize("count", range(20, 40, 3))
def test_a_part_is_set_as_wide_as_its_pages_allow(count: int) -> None:
    """It takes no page more than in the closest setting, and is not closer than it needs to be."""
    pages = laid(part(count)).pages[2:]
    assert len(pages) == 1
    gaps = {round(placed.strip.above, 2) for placed in pages[0][2:]}
    assert len(gaps) == 1
    assert gaps.pop() > (2 if count < 26 else 0)


@pytest.mark.parametrize("count", range(40, 60))
def test_no_page_holds_a_few_last_lines_alone(count: int) -> None:
    """The next part goes on below them; where it may not, as before a visit, the pages are set lower."""
    for following in (part(20, "help", "Help"), part(20, "visit", "Visit")):
        layout = laid(part(count), following)
        assert min(used(layout)[2:-1]) >= LONELY


def test_a_part_to_take_along_begins_a_page() -> None:
    """However little stands before it."""
    data = pdf_bytes(pdf_sample.document(((front(5), log(5)),), part(44), part(8, "visit", "Visit")))
    reader = Aloud(data)
    heads = {reader.read(node).strip(): at for role, _, at, node in reader.walk() if role == "H2"}
    found = [text.strip().split(" ")[0] for role, text, at, _ in reader.walk() if at == heads["Visit"] and text.strip()]
    assert found[0] == "Visit"


@pytest.mark.parametrize("above", [0, 5, 15, 18])
def test_the_rows_of_the_log_are_alike_and_fill_what_the_page_leaves(above: int) -> None:
    layout = laid(first=((front(5), log(above)),))
    page = layout.pages[1]
    rows = {round(placed.strip.height, 3) for placed in page if placed.strip.most}
    (height,) = rows
    assert 9 * MM - 0.01 <= height <= 20 * MM + 0.01
    bottom = page[-1].top + page[-1].strip.height
    full = body_height(layout.theme)
    assert bottom <= full + 0.01
    assert height >= 20 * MM - 0.01 or bottom >= full - 1


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("full", [False, True])
def test_a_real_first_leaf_has_two_sides(paper: Any, full: bool) -> None:
    """With nine signs and four limits as well, the tightest page there is."""
    document = pdf_sample.sample(paper=paper, full=full)
    layout = lay_out(structs.replace(document, sections=()), theme_for(paper, large_print=False))
    assert len(layout.pages) == 2


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_stands_below_the_foot(sheet: str) -> None:
    document: Document = SHEETS[sheet]
    layout = lay_out(document, theme_for(document.paper, document.large_print))
    assert max(used(layout)) <= 1.0001


def test_a_page_that_sends_to_a_clinician_is_one_page_with_larger_letters() -> None:
    document = pdf_sample.referral()
    layout = lay_out(document, theme_for("a4", large_print=False))
    assert len(layout.pages) == 1
    assert " 14 Tf" in code(pdf_bytes(document))
    assert " 12.5 Tf" not in code(pdf_bytes(document))
