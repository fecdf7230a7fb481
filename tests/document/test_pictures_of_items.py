"""The picture beside an item is that item's own: how to lie, and what to do in a cramp."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT
from parts_of import context

from planner.document.model import BulletList, Figure, Note, Section, Table
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
    """Who turns at night is told to set up pillows, and not to lie on the back."""
    assert _bedtime({**ADULT, "sleep_position": "mixed"}) == ()


def test_covers_off_the_toes_are_shown_too() -> None:
    """Who sleeps on the back has the pillow under the knees, and below it the covers."""
    first, second = _bedtime({**ADULT, "sleep_position": "back"})
    assert _shows(first, "sleep-back")
    assert _shows(second, "covers-propped")


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
