"""Page 1 of the back shows its message: somebody who lies well, moves gently and keeps active."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT
from parts_of import context

from planner.document.front_forms import FrontForm, forms
from planner.document.model import Cards, Group, plain
from planner.document.parts.fridge import fridges

BACK = {"age": 33, "cramps": {"where": ["back"]}}
FULLEST = FrontForm()
TOLD: dict[str, Any] = {**BACK, "sex": "female", "pregnancy": "no", "medications": "none", "conditions": "none"}


def _cards(profile: dict[str, Any], plan: str = "back-spasms", form: FrontForm = FULLEST) -> Cards:
    ((page, *_),) = fridges(context(profile, plan), (form,))
    inner = [one for block in page.blocks for one in (block.blocks if isinstance(block, Group) else (block,))]
    return next(one for one in inner if isinstance(one, Cards))


def _shown(cards: Cards) -> list[str]:
    """Return the names of the pictures on the cards."""
    names = {picture: name.removesuffix("-hold") for name, picture in CONTENT.raw.pictures.items()}
    return [names[card.figure.picture] for card in cards.cards if card.figure]


def test_each_part_of_the_message_has_its_picture() -> None:
    cards = _cards(BACK)
    assert [card.title for card in cards.cards] == ["Lie well", "Move gently", "Keep active"]
    assert _shown(cards) == ["sleep-side", "side-lying-stretch", "walk"]


@pytest.mark.parametrize(
    ("told", "lies"),
    [
        ({"sleep_position": "back"}, "sleep-back"),
        ({"sleep_position": "stomach"}, "sleep-side"),
        ({"pregnancy": "30 weeks"}, "sleep-side-pregnancy"),
        ({"age": 80, "conditions": ["heart failure"]}, "sleep-head-raised"),
    ],
)
def test_somebody_lies_as_this_person_is_advised_to(told: dict[str, Any], lies: str) -> None:
    assert _shown(_cards({**TOLD, **told}))[0] == lies


def test_who_cannot_walk_sees_nobody_walk() -> None:
    assert "walk" not in _shown(_cards({**TOLD, "conditions": ["wheelchair user"]}))


def test_what_a_picture_hangs_on_is_asked_below_it() -> None:
    """The walk of somebody who told nothing: the question stands where no form of the page drops it."""
    for form in forms():
        cards = _cards(BACK, form=form)
        if "walk" in _shown(cards):
            assert "Keep active: Ask first with" in plain(cards.dose)


def test_what_to_heed_with_a_picture_stands_below_it() -> None:
    """Nobody is shown what needs care without a word of it."""
    for form in forms():
        cards = _cards({**TOLD, "sleep_position": "back"}, form=form)
        assert _shown(cards)[0] == "sleep-back"
        assert "Lie well: Untuck the sheet at your feet." in plain(cards.dose)


def test_tonights_stretch_yields_to_no_other_picture() -> None:
    """It stands with its dose where there is room for two pictures, and for one."""
    for form in forms(large=True, message=True):
        cards = _cards({**TOLD, "large_print": True}, form=form)
        assert len(cards.cards) <= form.stretches
        assert "pelvic-tilt" in _shown(cards)
        assert "slow tilts" in plain(cards.dose)


def test_a_plan_without_such_parts_shows_the_stretches() -> None:
    assert _shown(_cards(TOLD, "night-leg-cramps"))[0] == "calf-stretch-wall"
