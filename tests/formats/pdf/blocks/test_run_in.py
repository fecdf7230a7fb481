"""In large print rows, points and headings go on in each other's lines, each with its own element; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import page
import pdf_sample
import pytest
from msgspec.structs import replace
from pdf_reading import Aloud, code, expected_words, with_parts

from planner.document.model import (
    Block,
    BulletList,
    Cell,
    CheckItem,
    Checklist,
    Heading,
    ListItem,
    Paragraph,
    Run,
    Table,
    words,
)
from planner.formats.pdf import lay_out, pdf_bytes
from planner.formats.pdf.theme import MM, theme_for
from planner.reports.quality.watching import WrittenLine, watched

TITLE = "Above all of it"
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def written(*blocks: Block, large: bool = True) -> list[WrittenLine]:
    """Return the lines of some blocks below a title, but for the head and the foot of the page."""
    document = with_parts((Heading(2, TITLE), *blocks), large_print=large)
    layout = lay_out(document, theme_for(document.paper, document.large_print))
    found = [line for line in watched(document, layout).lines if line.element is not None]
    title = next(at for at, line in enumerate(found) if line.text == TITLE)
    return found[title + 1 :]


def drawn_text(draw: Random) -> str:
    """Return some words, one of which may be wider than a line."""
    most = 90 if draw.random() < 0.2 else 9
    return " ".join(
        "".join(draw.choices(ALPHABET, k=draw.randint(1, most))).capitalize() for _ in range(draw.randint(1, 25))
    )


def rows(draw: Random) -> Table:
    made = [(Cell(words(drawn_text(draw))), Cell(words(drawn_text(draw)))) for _ in range(draw.randint(1, 6))]
    return Table(((), words("What came of it")), tuple(made), (0.44, 0.56))


def things(draw: Random) -> Checklist:
    return Checklist(tuple(CheckItem(words(drawn_text(draw))) for _ in range(draw.randint(1, 9))))


def shelf(draw: Random) -> tuple[Block, ...]:
    return (Heading(3, "Fruit", "1 handful", "fruit"), things(draw))


def titled(draw: Random) -> tuple[Block, ...]:
    told = (Run("Title. ", strong=True), Run(drawn_text(draw)))
    return (Heading(3, "A heading"), Paragraph(words(drawn_text(draw))), Paragraph(told), Paragraph(told))


def sources(draw: Random) -> BulletList:
    points = tuple(ListItem(words(drawn_text(draw))) for _ in range(draw.randint(1, 30)))
    return BulletList(points, ordered=True, columns=2, small=True)


MADE: dict[str, Callable[[Random], tuple[Block, ...]]] = {
    "rows": lambda draw: (rows(draw),),
    "things to tick": lambda draw: (things(draw),),
    "a shelf": shelf,
    "a heading and its text": titled,
    "sources": lambda draw: (sources(draw),),
}


@pytest.mark.parametrize("number", range(12))
@pytest.mark.parametrize("kind", MADE)
def test_nothing_is_lost_and_no_line_is_wider_than_the_page(kind: str, number: int) -> None:
    """However long words are; each is heard in its own element, in the order of the document."""
    blocks = MADE[kind](Random(number))  # noqa: S311
    document = with_parts((Heading(2, TITLE), *blocks), large_print=True)
    # A word wider than a line is cut.
    assert "".join(Aloud(pdf_bytes(document)).words()) == "".join(expected_words(document))
    theme = theme_for(document.paper, large_print=True)
    assert max(line.x + line.width - theme.left(line.page) for line in written(*blocks)) <= theme.inner + 0.6


@pytest.mark.parametrize("kind", MADE)
def test_it_conforms(kind: str) -> None:
    data = pdf_bytes(with_parts((Heading(2, TITLE), *MADE[kind](Random(1))), large_print=True))  # noqa: S311
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).is_compliant


def _of(lines: list[WrittenLine], role: str) -> list[WrittenLine]:
    return [line for line in lines if line.element is not None and line.element.role == role]


LONG = "Stand up or pump your ankles every half hour to an hour, with your feet flat and your legs uncrossed."
WHY = Table(((), words("So your plan has")), ((Cell(words("You sit most of the day")), Cell(words(LONG))),), (0.4, 0.6))


def test_the_head_of_a_row_opens_the_line_of_its_cells_which_go_on_below_it() -> None:
    large, standard = written(WHY), written(WHY, large=False)
    head, first, *others = [*_of(large, "TH")[-1:], *_of(large, "TD")]
    assert head.y == first.y
    assert {line.x for line in others} == {head.x}
    assert min(line.x for line in _of(standard, "TD")) > _of(standard, "TH")[-1].x


def test_short_rows_keep_their_columns() -> None:
    """Where the cells take no room from each other, one below another is no gain."""
    table = Table((words("Day"), words("What")), ((Cell(words("Mon")), Cell(words("Walk."))),) * 3, (1, 1))
    assert len({line.x for line in _of(written(table), "TD")}) == 1
    assert min(line.x for line in _of(written(table), "TD")) > 250


def test_words_go_round_the_picture_of_their_row() -> None:
    picture = replace(pdf_sample.shown("calf-stretch-wall-hold", "Somebody stands at a wall."), captions=("Calf",))
    row = (Cell(words("**Bedtime**")), Cell(words(" ".join([LONG] * 5)), figures=(picture,)))
    lines = _of(written(Table(((), ()), (row,), (0.2, 0.8))), "P")
    ends = [line.x + line.width for line in lines]
    theme = theme_for("a4", large_print=True)
    assert ends[0] < theme.left(1) + theme.inner - 38 * MM
    assert max(ends[1:-1]) > theme.left(1) + theme.inner - 38 * MM


def test_a_shelf_opens_with_its_name_and_several_things_stand_in_a_line() -> None:
    foods = ("Banana", "Orange", "Strawberries", "Kiwi", "Melon")
    shelf = (Heading(3, "Fruit", "1 handful", "fruit"), Checklist(tuple(CheckItem(words(one)) for one in foods)))
    lines = written(*shelf)
    assert lines[0].element is not None
    assert lines[0].element.role == "H3"
    # Of letters of two sizes in a line the baselines are the same.
    assert len({round(line.y, 1) for line in lines[:4]}) == 1
    assert len({round(line.y) for line in lines}) == 2
    assert len({line.y for line in written(*shelf, large=False)}) == 1 + len(foods)
    boxes = code(pdf_bytes(with_parts((Heading(2, TITLE), *shelf), large_print=True))).count("1 w 1 j")
    assert boxes == len(foods)


def test_a_low_heading_opens_the_line_of_its_text() -> None:
    """So does a paragraph with a title of its own; a high heading stands alone."""
    told = Paragraph((Run("May play a part. ", strong=True), Run("Furosemide.")))
    for level, large, heights in ((3, True, 1), (2, True, 2), (3, False, 3)):
        lines = written(Heading(level, "Illnesses"), Paragraph(words("Asthma.")), told, large=large)
        assert len({round(line.y) for line in lines}) == heights


@pytest.mark.parametrize("count", range(1, 60, 7))
def test_points_that_share_lines_are_whole_on_a_page(count: int) -> None:
    """A page may end within a list all the same."""
    short = tuple(ListItem(words(f"Source {number}, which has a name of {number} words")) for number in range(90))
    blocks: tuple[Any, ...] = (
        *(Paragraph(words("A line.")),) * (count // 3),
        BulletList(short, ordered=True, small=True),
    )
    pages: dict[object, set[int]] = {}
    for line in written(*blocks):
        pages.setdefault(line.element, set()).add(line.page)
    assert {len(found) for found in pages.values()} == {1}
    assert len({number for found in pages.values() for number in found}) > 1
