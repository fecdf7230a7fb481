"""What fits is measured: the first form of the first leaf with room, and parts on as few pages as they can take."""

from __future__ import annotations

from random import Random
from typing import Any

import pdf_sample
import pytest
from conftest import CONTENT, plan_for
from msgspec import structs
from msgspec.structs import replace
from pdf_reading import SHEETS, Aloud, code, expected_words, sections

from planner.document.compose import compose
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
from planner.formats.pdf.layout.fitting import CLOSEST, first_leaf, layer
from planner.formats.pdf.layout.running import with_room
from planner.formats.pdf.layout.strips import LONELY, Stack
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
        (((60, 5), (20, 60), (10, 60)), 1),
        (((20, 120), (10, 60)), 1),
    ],
    ids=[
        "the fullest",
        "one whose front has room",
        "one whose front and log have room",
        "the last where none has",
        "the fullest front where no log has room",
        "the log with fewest pages where none has room",
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


def test_a_part_of_more_than_a_page_shares_its_last_where_that_saves_one() -> None:
    """Parts of one page each begin a page."""
    assert len(laid(part(20), part(20, "help", "Another")).pages) == 4
    assert len(laid(part(60), part(10, "help", "Another")).pages) == 4


def groupings(parts: tuple[Section, ...]) -> list[list[tuple[Section, ...]]]:
    """Return every way in which parts can share pages with those before them."""
    ways: list[list[tuple[Section, ...]]] = [[]]
    for one in parts:
        ways = [new for way in ways for new in ([*way, (one,)], *([[*way[:-1], (*way[-1], one)]] if way else []))]
    return ways


@pytest.mark.parametrize("number", range(25))
def test_in_large_print_parts_share_pages_so_that_there_are_fewest(number: int) -> None:
    """As few as in the best of all ways to share them; the page for the fridge shares none."""
    draw = Random(number)  # noqa: S311
    parts = tuple(part(draw.randint(3, 40), draw.choice(["food", "help", "week"]), f"Part {at}") for at in range(4))
    first = (front(5), log(draw.randint(1, 25)))
    document = pdf_sample.document((first,), *parts, large_print=True)
    theme = with_room(document, theme_for(document.paper, large_print=True))
    lay = layer(document, theme)
    shared = min(sum(len(lay(one, CLOSEST, 1).pages) for one in way) for way in groupings((first[1], *parts)))
    layout = lay_out(document, theme)
    assert len(layout.pages) == len(lay(first[:1], CLOSEST, 1).pages) + shared
    assert min(used(layout)[1:-1], default=1) >= LONELY
    assert max(used(layout)) <= 1.0001


def week() -> Section:
    """Return seven days with what grows, what is done and what may be eaten."""
    done, meal = (
        "Hold a worktop. Up to 10 slow heel raises, with a rest.",
        "Evening: black beans with rice, red pepper and a green salad.",
    )
    head = tuple(map(words, ("Day", "Walk", "Also today", "A meal idea")))
    rows = tuple(
        (Cell(words(f"Mon {n}")), Cell(words("10 min"), kind="bar", share=1), Cell(words(done)), Cell(words(meal)))
        for n in range(7)
    )
    return Section("week", (Heading(2, "Your week"), Table(head, rows, (0.09, 0.09, 0.475, 0.345))))


def test_in_large_print_a_week_is_parted_only_where_that_saves_a_page() -> None:
    seen = set()
    for count in range(4, 28):
        parts = (part(count), week(), part(18, "help", "Help"))
        document = pdf_sample.document((), *parts, large_print=True)
        theme = with_room(document, theme_for(document.paper, large_print=True))
        lay = layer(document, theme)
        pages = lay(parts, CLOSEST, 1).pages
        homes = {number for number, one in enumerate(pages) for placed in one if placed.strip.again}
        whole = Stack(body_height(theme))
        for one in parts:
            strips = [placed.strip for page in lay((one,), CLOSEST, 1).pages for placed in page]
            whole.add(replace(strip, keep=strip.keep or strip.hold) for strip in strips)
        assert (len(homes) > 1) == (len(pages) < len(whole.pages))
        seen.add(len(homes))
    assert seen == {1, 2}


ALMA: dict[str, Any] = {
    "name": "Alma Reyes",
    "age": 83,
    "sex": "female",
    "medications": ["furosemide 40 mg", "spironolactone 25 mg", "apixaban 5 mg"],
    "conditions": ["heart failure", "falls"],
    "allergies": ["peanuts"],
    "limits": {"fluid": "1.5 L"},
    "large_print": True,
}
JUNE: dict[str, Any] = {
    "age": 38,
    "sex": "female",
    "conditions": ["epilepsy"],
    "pregnancy": "22 weeks",
    "medications": ["levetiracetam 500 mg", "folic acid 5 mg"],
}


def leaf_pages(profile: dict[str, Any]) -> list[int]:
    """Return how many pages each part of the first leaf takes."""
    document = compose(plan_for(profile), CONTENT)
    theme = with_room(document, theme_for(document.paper, document.large_print))
    lay = layer(document, theme)
    return [len(lay((one,), CLOSEST, 1).pages) for one in first_leaf(document, theme, lay)]


@pytest.mark.parametrize("paper", PAPERS)
def test_in_large_print_many_signs_and_limits_stand_on_two_sides(paper: str) -> None:
    assert leaf_pages({**ALMA, "paper": paper})[:2] == [1, 1]


@pytest.mark.parametrize("paper", PAPERS)
def test_no_page_holds_the_steps_in_a_cramp_alone(paper: str) -> None:
    """Where page 1 has no room for them they open its back."""
    assert leaf_pages({**JUNE, "country": "US", "paper": paper})[0] == 1
