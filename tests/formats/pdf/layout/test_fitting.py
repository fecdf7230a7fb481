"""What may move stands in the first slot with room, measured; and the night log fills what its page leaves."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT, plan_for

from planner.document.arrange import movable
from planner.document.compose import compose
from planner.document.model import (
    Block,
    BulletList,
    Cell,
    Document,
    Heading,
    ListItem,
    Movable,
    Paragraph,
    Section,
    Slot,
    Standing,
    Table,
    words,
)
from planner.formats.pdf import lay_out
from planner.formats.pdf.layout.fitting import settled
from planner.formats.pdf.layout.running import with_room
from planner.formats.pdf.theme import MM, PAPERS, body_height, theme_for
from planner.model.sheet import Identity

GRID = Table(("Habit", "Mon"), tuple((Cell(words(f"Habit {n}")), Cell(kind="tick")) for n in range(7)), (3, 1))
LOG = Table(
    ("Night", "What"),
    tuple((Cell(words(f"Night {n}")), Cell(kind="blank")) for n in range(7)),
    (1, 3),
    row_height=9,
    fill=20,
)


def points(count: int) -> BulletList:
    return BulletList(tuple(ListItem(words(f"Point {number}.")) for number in range(count)))


def document(front: int, log: int, *movables: Movable, large: bool = False) -> Document:
    """Return a sheet with so many points on its front and so many above its log."""
    return Document(
        title="A sheet",
        subject="",
        language="en",
        identity=Identity(),
        header="",
        footer="{page} of {pages}",
        date="a week",
        sections=(
            Section("front", (Heading(1, "A sheet"), Slot("grid-front"), points(front))),
            Section("tear-off", (Slot("stop-page"),)),
            Section("tear-off", (points(log), Slot("stop-log"), Slot("grid-log"), LOG, Slot("visit-log"))),
            Section("tear-off", (Slot("visit-page"),)),
            Section("flow", (Heading(2, "Days"), Slot("grid-week"), Paragraph(words("Every day.")))),
        ),
        movables=movables,
        large_print=large,
    )


def homes(made: Document, block: Block) -> list[int]:
    """Return the numbers of the parts in which a block stands."""
    return [at for at, part in enumerate(made.sections) if block in part.blocks]


@pytest.mark.parametrize(
    ("front", "log", "home"),
    [(20, 5, 0), (34, 5, 1), (34, 26, 2), (60, 5, 1)],
    ids=["on the front", "by the log", "with the days", "by the log of a front that is too long anyway"],
)
def test_the_grid_stands_in_the_first_slot_that_has_room(front: int, log: int, home: int) -> None:
    made = document(front, log, movable(GRID, "grid-front", "grid-log", "grid-week"))
    assert homes(settled(made, theme_for("a4", large_print=False)), GRID) == [home]


def test_what_comes_first_takes_the_room() -> None:
    """Of two that would both fit alone, the first stands there."""
    note = points(13)
    both = movable(note, "stop-log", "grid-week"), movable(GRID, "grid-log", "grid-week")
    theme = theme_for("a4", large_print=False)
    for first, second in (both, both[::-1]):
        made = settled(document(5, 12, first, second), theme)
        assert [homes(made, one.standings[0].blocks[0]) for one in (first, second)] == [[1], [2]]


def test_in_large_print_front_and_leaf_have_two_sides_each() -> None:
    """Where those who should not use the sheet fill a page, the visit goes below the log, and the days begin a leaf."""
    theme = theme_for("a4", large_print=True)
    visit = Movable((Standing("visit-page", (Heading(2, "Visit"),)), Standing("visit-log", (Heading(2, "In short"),))))
    for count in (1, 22):
        stop = points(count)
        made = settled(document(2, 2, movable(stop, "stop-log", "stop-page"), visit, large=True), theme)
        assert [part.kind for part in made.sections] == ["front", "tear-off", "tear-off", "flow"]
        alone = made.sections[1].blocks == (stop,)
        assert alone is (count == 22)
        assert homes(made, Heading(2, "In short" if alone else "Visit")) == [2]


@pytest.mark.parametrize("above", [0, 5, 15, 20])
def test_the_rows_of_the_log_are_alike_and_fill_what_the_page_leaves(above: int) -> None:
    theme = theme_for("a4", large_print=False)
    layout = lay_out(document(5, above), theme)
    page = next(one for one in layout.pages if any(placed.strip.most for placed in one))
    rows = {round(placed.strip.height, 3) for placed in page if placed.strip.most}
    (height,) = rows
    assert 9 * MM - 0.01 <= height <= 20 * MM + 0.01
    bottom = page[-1].top + page[-1].strip.height
    full = body_height(theme)
    assert bottom <= full + 0.01
    assert height >= 20 * MM - 0.01 or bottom >= full - 1


PEOPLE: dict[str, dict[str, Any]] = {
    "ordinary": {"age": 50, "medications": "none", "conditions": "none"},
    "much to heed": {"age": 83, "conditions": ["heart failure", "type 2 diabetes"], "medications": ["furosemide"]},
    "not read": {"age": 50, "conditions": ["blorbitis"], "medications": ["some tablets"], "habits": ["an old custom"]},
}


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("who", PEOPLE)
def test_every_part_that_moves_stands_once_on_a_real_sheet(who: str, paper: Any, large: bool) -> None:
    made = compose(plan_for({**PEOPLE[who], "paper": paper, "large_print": large}), CONTENT)
    theme = with_room(made, theme_for(paper, large))
    stands = settled(made, theme)
    every = str(stands)
    for one in made.movables:
        # The last block of a form tells it from the others; of what was told, the list, or the same in one paragraph.
        forms = {str(standing.blocks[1 if standing.slot.startswith("told") else -1]) for standing in one.standings}
        assert sum(every.count(form) for form in forms) == 1
    assert "Slot(" not in every
