"""The picture beside an item is that item's own: how to lie, and what to do in a cramp."""

from __future__ import annotations

from typing import Any, Final

import pytest
from conftest import CONTENT
from parts_of import context

from planner.document.model import BulletList, Cell, Figure, Group, Note, Paragraph, Section, Table
from planner.document.parts.fridge import cramp_now, elsewhere
from planner.document.parts.week import your_week
from planner.model.items import Item


def _item(id_: str) -> Item:
    return next(item for template in CONTENT.templates.values() for item in _items(template) if item.id == id_)


def _items(template: Any) -> tuple[Item, ...]:
    return (*template.spec.items, *template.spec.lines, *CONTENT.raw.items, *CONTENT.raw.lines)


def _shows(figure: Figure | None, id_: str) -> bool:
    """Return whether a picture is that of an item, with its words."""
    item, pictures = _item(id_), CONTENT.raw.pictures
    drawn = pictures.get(f"{item.picture}-hold", pictures.get(item.picture))
    return figure is not None and (figure.picture, figure.alt) == (drawn, item.alt)


def _bedtime(profile: dict[str, Any]) -> tuple[Figure, ...]:
    week = next(block for block in your_week(context(profile)).blocks if isinstance(block, Table))
    return week.rows[-1][1].figures


def _cells(week: Section) -> list[Cell]:
    return [cell for block in week.blocks if isinstance(block, Table) for row in block.rows for cell in row]


ADULT: dict[str, Any] = {"age": 50, "sex": "female", "medications": "none", "conditions": "none", "pregnancy": "no"}


@pytest.mark.parametrize(
    ("told", "item"),
    [
        ({"sleep_position": "side"}, "sleep-side"),
        ({"sleep_position": "back"}, "sleep-back"),
        ({"sleep_position": "stomach"}, "sleep-stomach"),
        ({"conditions": ["reflux"]}, "sleep-left-advised"),
        ({"conditions": ["sleep apnoea"]}, "sleep-side-advised"),
        ({"conditions": ["heart failure"], "age": 80}, "sleep-head-raised"),
        ({"pregnancy": "30 weeks", "age": 30}, "sleep-side-pregnancy"),
    ],
)
def test_the_way_to_lie_is_shown_as_it_is_said(told: dict[str, Any], item: str) -> None:
    """A raised head is drawn raised, and a pillow stands between the knees where the words ask for one."""
    assert _shows(_bedtime({**ADULT, **told})[0], item)


def test_where_the_words_ask_for_no_one_position_none_is_shown() -> None:
    """Who turns at night is told to set up pillows, and not to lie on the back; loose covers suit everybody."""
    (covers,) = _bedtime({**ADULT, "sleep_position": "mixed"})
    assert _shows(covers, "covers-loose")
    assert not covers.captions


# What a stranger missed, by the plan and the person who is told it.
MISSED: Final = {
    "back-get-up": ("back-spasms", {"age": 33}),
    "back-loosen-shoulders": ("back-spasms", {"age": 33}),
    "back-hips-back-shoulders": ("back-spasms", {"age": 33}),
    "back-first-aid-rock": ("back-spasms", {"age": 33}),
    "covers-loose": ("night-leg-cramps", {"age": 44}),
}


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("item", MISSED)
def test_what_is_done_beside_the_stretches_is_shown_where_it_is_said(item: str, large: bool) -> None:
    """A roll to the side, shoulders, hips that rock and covers have their picture, and keep it on a full page."""
    plan, told = MISSED[item]
    sheet = context({**told, "large_print": large}, plan)
    cells = (
        cell for block in your_week(sheet).blocks if isinstance(block, Table) for row in block.rows for cell in row
    )
    listed = (block for part in elsewhere(sheet) if isinstance(part, Section) for block in part.blocks)
    points = (point.figure for block in listed if isinstance(block, BulletList) for point in block.items)
    shown = [one for one in (*(one for cell in cells for one in cell.figures), *points) if _shows(one, item)]
    assert shown
    assert not any(one.yields for one in shown if one)


def test_the_log_stands_on_the_sheet_and_needs_no_picture() -> None:
    blocks = your_week(context({"age": 44})).blocks
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.rows[0][1].figures == ()


def test_a_walk_has_its_picture_where_it_is_told() -> None:
    (group,) = (block for block in your_week(context(ADULT)).blocks if isinstance(block, Group))
    walk = group.blocks[0]
    assert isinstance(walk, Paragraph)
    assert walk.figure is not None
    assert walk.figure.picture == CONTENT.raw.pictures["walk-hold"]


def test_who_cannot_walk_is_shown_neither_a_walk_nor_a_load_that_is_lifted() -> None:
    """What a helper lifts, or the lap holds, has no picture of bent knees."""
    told = {**ADULT, "conditions": ["I cannot walk"]}
    for plan in ("back-spasms", "night-leg-cramps"):
        blocks = your_week(context(told, plan)).blocks
        group = next(block for block in blocks if isinstance(block, Group))
        assert isinstance(group.blocks[0], Paragraph)
        assert group.blocks[0].figure is None
        cells = _cells(your_week(context(told, plan)))
        assert not any(_shows(one, "back-lift-close") for cell in cells for one in cell.figures)


def test_covers_off_the_toes_are_shown_too() -> None:
    """Who sleeps on the back has the pillow under the knees, and below it the covers."""
    first, second = _bedtime({**ADULT, "sleep_position": "back"})
    assert _shows(first, "sleep-back")
    assert _shows(second, "covers-propped")


@pytest.mark.parametrize("sleep", ["side", "back", "stomach", "mixed"])
def test_beside_somebody_on_the_side_nobody_else_lies(sleep: str) -> None:
    """Late in pregnancy nobody seems to lie on the back, however she sleeps today: covers have no picture there."""
    (lies,) = _bedtime({**ADULT, "age": 30, "pregnancy": "30 weeks", "sleep_position": sleep})
    assert _shows(lies, "sleep-side-pregnancy")
    assert ("position", ("on-the-side",)) in lies.picture.shows


def test_what_words_tell_well_enough_may_yield() -> None:
    """A picture says itself that it is the first to go where a page is full."""
    cells = _cells(your_week(context({"age": 33}, "back-spasms")))
    shown = [one for cell in cells for one in cell.figures]
    assert {one.yields for one in shown} == {True, False}
    assert all(one.yields == one.picture.may_yield for one in shown)


@pytest.mark.parametrize(
    ("plan", "item"),
    [
        ("night-leg-cramps", "first-aid-stretch"),
        ("back-spasms", "back-first-aid-rest"),
        ("legs-and-back", "first-aid-stretch"),
    ],
)
def test_what_to_do_in_a_cramp_is_shown_as_it_is_said(plan: str, item: str) -> None:
    """A spasm of the back is not shown as a stretch of the calf."""
    (note,) = cramp_now(context(ADULT, plan))
    assert isinstance(note, Note)
    assert _shows(note.figure, item)


def test_who_may_fall_is_shown_on_the_edge_of_the_bed() -> None:
    """A rule's line comes with its own picture, and stands before the step for everybody."""
    (note,) = cramp_now(context({**ADULT, "age": 84}))
    assert isinstance(note, Note)
    line = next(one for one in CONTENT.rule_lines if one.id == "falls-night-cramp")
    assert note.figure is not None
    assert note.figure.picture == CONTENT.raw.pictures[f"{line.picture}-hold"]
    assert note.figure.alt == line.alt


def test_a_cramp_in_another_place_has_its_pictures() -> None:
    """Foot, front and back of the thigh, each beside its own words."""
    (part,) = elsewhere(context(ADULT))
    assert isinstance(part, Section)
    listed = next(block for block in part.blocks if isinstance(block, BulletList))
    shown = [point.figure for point in listed.items if point.figure]
    expected = ("first-aid-foot", "first-aid-thigh-front", "first-aid-thigh-back")
    assert len(shown) == len(expected)
    assert all(_shows(figure, item) for figure, item in zip(shown, expected, strict=True))


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({}, True),
        ({"sleep_position": "side"}, False),
        ({"pregnancy": "30 weeks", "age": 30}, False),
        ({"conditions": ["heart failure"]}, False),
    ],
)
def test_nobody_who_is_to_lie_on_the_side_is_shown_flat(told: dict[str, Any], shown: bool) -> None:
    """Loose covers are drawn over somebody who seems to lie on the back."""
    seen = [figure.alt for figure in _bedtime({"age": 44, **told})]
    assert any("covers are loose" in alt for alt in seen) is shown
