"""Nothing is split, lonely or lost on the sheets of drawn people: other answers, papers and print sizes each time."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import pdf_sample
import pytest
from conftest import CONTENT, plan_for
from hypothesis import given, reject
from hypothesis.strategies import sampled_from
from msgspec import structs
from pdf_reading import expected_words, with_parts
from strategies import PLANS, PROFILES, Made, examples

from planner.document.compose import compose
from planner.document.model import BulletList, Document, Group, Heading, ListItem, Paragraph, Section, words
from planner.errors import ProfileError
from planner.formats.pdf import Layout, lay_out
from planner.formats.pdf.layout.strips import LONELY
from planner.formats.pdf.render import draw_pages
from planner.formats.pdf.theme import body_height, theme_for, theme_of
from planner.formats.pdf.write.tags import Element
from planner.reports.quality.watching import Watcher, letters

# What is whole on its page: a row, a point, a group, a part with its picture.
WHOLE = ("TR", "LI", "Div")
# A group of more than this share of a page is a tall one, whatever the space between its lines.
TALL = 0.4
# What is below this share of a page surely has room on it, with its heading.
ROOM = 0.8


class Seen(NamedTuple):
    """An element with words or a picture: the elements around it, the page and the height of each line, its words."""

    element: Element
    around: tuple[Element, ...]
    pages: tuple[int, ...]
    heights: tuple[float, ...]
    words: str


class Onlooker(Watcher):
    """A watcher that also keeps where each picture stands."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Begin with none."""
        super().__init__(numbers)
        self.pictures: dict[Element, tuple[int, float]] = {}

    def box(self, element: Element, sides: tuple[float, float, float, float]) -> None:
        """Keep where a picture stands."""
        self.pictures[element] = (self._page, sides[1])


def seen(document: Document, layout: Layout) -> list[Seen]:
    """Return what stands on the pages, in reading order."""
    onlooker = Onlooker(document.numbers)
    draw_pages(onlooker, document, layout)
    lines: dict[Element | None, list[Any]] = {}
    for line in onlooker.lines:
        lines.setdefault(line.element, []).append(line)

    def walk(element: Element, around: tuple[Element, ...]) -> Iterator[Seen]:
        for child in element.children:
            yield from walk(child, (*around, element))
        own = lines.get(element, [])
        places = [(line.page, line.y) for line in own]
        places += [onlooker.pictures[element]] if element in onlooker.pictures else []
        if places:
            words = "".join(f" {letters(span)}" if span.mark else letters(span) for line in own for span in line.line)
            pages, heights = zip(*places, strict=True)
            yield Seen(element, around, pages, heights, words)

    return list(walk(layout.root, ()))


def faults(document: Document, layout: Layout) -> Iterator[str]:
    """Yield what is split, lonely or lost on a sheet, with its page."""
    found = seen(document, layout)
    yield from _split(found, body_height(layout.theme), large=layout.theme.columns == 1)
    yield from _parted_week(found, layout)
    yield from _alone(found)
    yield from _forgotten(document, layout)
    yield from _lost(found, expected_words(document))


def _split(found: Iterable[Seen], page_height: float, *, large: bool = False) -> Iterator[str]:
    """Yield each row, point or group that goes over a page's end, and each picture away from its steps.

    A group of more than half a page may go over after its first item, and in large print a shelf of foods after two
    lines, with two to come.
    """
    inside: dict[Element, list[Seen]] = {}
    pictured = {one.around[-1] for one in found if one.element.role == "Figure"}
    for one in found:
        for element in (*one.around, one.element):
            inside.setdefault(element, []).append(one)
    for element, own in inside.items():
        pages = sorted({page for one in own for page in one.pages})
        if len(pages) > 1 and (element.role in WHOLE or element in pictured):
            tall = element.role == "Div" and sum(_height(own, page) for page in pages) > TALL * page_height
            if not tall and not (large and _shelf_in_two(element, own)):
                yield f"{element.role} on pages {pages}: {own[0].words[:60] or own[0].element.role}"


def _shelf_in_two(element: Element, own: Collection[Seen]) -> bool:
    """Return whether what went over a page's end is a shelf with two lines at least on either page."""
    lines: dict[int, set[int]] = {}
    for one in own:
        for page, y in zip(one.pages, one.heights, strict=True):
            lines.setdefault(page, set()).add(round(y))
    return (
        element.role == "Div"
        and any(around.role == "L" for one in own for around in one.around)
        and min(map(len, lines.values())) > 1
    )


def _parted_week(found: Iterable[Seen], layout: Layout) -> Iterator[str]:
    """Yield a week on two pages that has room on one, so that all of its days are in sight; not in large print.

    There it is parted where that saves a page.
    """
    if layout.theme.columns == 1:
        return
    tables: dict[Element, list[Seen]] = {}
    for one in found:
        for element in one.around:
            if element.role == "Table":
                tables.setdefault(element, []).append(one)
    for own in tables.values():
        pages = {page for one in own for page in one.pages}
        if own[0].words.strip() == "Day" and len(pages) > 1:
            height = sum(_height(own, page) for page in pages)
            if height < ROOM * body_height(layout.theme):
                yield f"the week on pages {sorted(pages)}, though it has room on one"


def _height(found: Iterable[Seen], page: int) -> float:
    """Return how much of a page some elements take, but for what is above their first letters."""
    heights = [y for one in found for at, y in zip(one.pages, one.heights, strict=True) if at == page]
    return max(heights) - min(heights)


def _alone(found: Iterable[Seen]) -> Iterator[str]:
    """Yield each heading that is the last on its page."""
    for one, following in pairwise([*found]):
        if one.element.role in ("H1", "H2", "H3") and max(one.pages) != min(following.pages):
            yield f"{one.element.role} alone on page {max(one.pages)}: {one.words[:60]}"


def _forgotten(document: Document, layout: Layout) -> Iterator[str]:
    """Yield each page that uses less than a quarter of its height, but for the last and those of the first leaf."""
    least = LONELY * body_height(layout.theme)
    own = 1 + layout.theme.front_pages if document.first_leaf else 0
    for number, page in enumerate(layout.pages[:-1], start=1):
        used = max(placed.top + placed.strip.height for placed in page)
        if number > own and used < least:
            yield f"page {number} of {len(layout.pages)} uses {used / body_height(layout.theme):.0%}"


def _lost(found: Iterable[Seen], expected: list[str]) -> Iterator[str]:
    """Yield words that are not on the pages or not in their place; what is read from the right only if it is lost."""
    printed, wanted = "".join("".join(one.words.split()) for one in found), "".join(expected)
    turned = any(unicodedata.bidirectional(char) in ("R", "AL") for char in wanted)
    same = _letters(printed) == _letters(wanted) if turned else printed == wanted
    if not same:
        at = next((at for at, (one, two) in enumerate(zip(printed, wanted, strict=False)) if one != two), 0)
        yield f"printed '{printed[at : at + 60]}' where the document has '{wanted[at : at + 60]}'"


def _letters(text: str) -> Counter[str]:
    """Return the letters of a text; brackets that are turned round stand under codes of their own (category Co)."""
    return Counter(char for char in text if char not in "()" and unicodedata.category(char) != "Co")


@pytest.mark.wide
@given(profile=PROFILES, plan=PLANS)
@examples(300)
def test_nothing_is_split_lonely_or_lost_on_300_drawn_people(profile: Made, plan: str) -> None:
    document = drawn(profile, plan)
    assert not [*faults(document, lay_out(document, theme_of(document)))]


@pytest.mark.wide
@given(profile=PROFILES, plan=PLANS, edition=sampled_from(["short", "easy"]))
@examples(100)
def test_nothing_is_split_lonely_or_lost_in_the_other_editions(profile: Made, plan: str, edition: str) -> None:
    document = drawn({**profile, "edition": edition}, plan)
    assert not [*faults(document, lay_out(document, theme_of(document)))]


def drawn(profile: Made, plan: str) -> Document:
    """Return the sheet of drawn answers; a name of any letters has tests of its own, in test_running.py."""
    nameless = {key: value for key, value in profile.items() if key not in ("name", "id")}
    try:
        made = plan_for(nameless, plan)
    except ProfileError:
        reject()
    return compose(made, CONTENT)


# --- that faults are seen ---


def spoilt(document: Document, page: int, at: int, *, lost: bool = False) -> list[str]:
    """Return the faults of a sheet of which a page ends before one of its strips: the rest is moved on, or lost."""
    layout = lay_out(document, theme_of(document))
    pages = [*layout.pages]
    moved = pages[page][at:]
    pages[page : page + 1] = [pages[page][:at]] if lost else [pages[page][:at], moved]
    return [*faults(document, structs.replace(layout, pages=tuple(pages)))]


def crowded() -> Document:
    """Return a sheet with a list of long points, and sentences that stay together."""
    long = words("The cat sat on the mat, and the dog sat on the rug. " * 4)
    points = BulletList(tuple(ListItem(long) for _ in range(8)))
    blocks = (Heading(2, "Food"), Heading(3, "First"), points, Heading(3, "Then"), Group((Paragraph(long),) * 3))
    return with_parts((Paragraph(long),), Section("log", (Paragraph(long),)), Section("food", blocks))


def test_each_kind_of_fault_is_seen() -> None:
    """A sheet whose pages end anywhere: between a heading and its text, in a point, in a group, after a few lines."""
    document = crowded()
    layout = lay_out(document, theme_of(document))
    assert not [*faults(document, layout)]
    places = [(page, at) for page, placed in enumerate(layout.pages) for at in range(1, len(placed))]
    found = [fault for place in places for fault in spoilt(document, *place)]
    kinds = {" ".join(fault.split()[:2]) for fault in found}
    assert {"LI on", "Div on", "H2 alone", "H3 alone", "page 3"} <= kinds
    assert not [fault for fault in found if fault.startswith("printed")]


@pytest.mark.parametrize("page", range(4))
def test_lost_words_are_seen(page: int) -> None:
    document = pdf_sample.sample(full=False)
    assert any(fault.startswith("printed") for fault in spoilt(document, page, 1, lost=True))


def test_a_parted_row_and_a_picture_away_from_its_steps_are_seen() -> None:
    card, figure, step, row = Element("Sect"), Element("Figure"), Element("P"), Element("TR")
    cells = (Element("TD"), Element("TD"))
    whole = [Seen(figure, (card,), (1,), (0,), ""), Seen(step, (card,), (1,), (0,), "Sit.")]
    assert not [*_split(whole, 700)]
    assert [*_split([whole[0], whole[1]._replace(pages=(2,))], 700)] == ["Sect on pages [1, 2]: Figure"]
    parted = [Seen(cell, (row,), (page,), (0,), "Words") for page, cell in enumerate(cells, 1)]
    assert [*_split(parted, 700)] == ["TR on pages [1, 2]: Words"]


def test_a_week_on_two_pages_is_seen_where_one_has_room() -> None:
    layout = lay_out(pdf_sample.sample(full=False), theme_for("a4", large_print=False))
    table, cell = Element("Table"), Element("TD")
    low, high = ([Seen(cell, (table,), (1, 1, 2, 2), (800, 800 - much, 800, 800 - much), "Day")] for much in (100, 500))
    assert [*_parted_week(low, layout)] == ["the week on pages [1, 2], though it has room on one"]
    assert [*_parted_week(high, layout)] == []
