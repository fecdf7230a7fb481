"""A stretch and its pictures say the same of position, support, side and direction, or the folder is refused."""

from __future__ import annotations

from typing import Any, Final, get_args

import msgspec
import pytest
from conftest import CONTENT

from planner.content.checks import pictures as checks
from planner.content.checks.known import known_of
from planner.content.vocabulary import vocabulary_of
from planner.model.stretches import Position, Variant

STRETCHES: Final = sorted(stretch.id for stretch in CONTENT.stretches)


def refused(stretch: str, **otherwise: Any) -> list[str]:
    """Return what `planner check` says of a stretch if some of it were otherwise."""
    known = known_of(CONTENT, vocabulary_of(CONTENT.raw, lambda path, text: None))
    told = msgspec.structs.replace(CONTENT.stretch_by_id[stretch], **otherwise)
    return [text for _, _, text in checks.picture_faults(known, ("stretches", 0), told, ())]


OTHERWISE: Final[dict[str, Any]] = {
    "position": "on-the-back",
    "support": ("bike", "wall"),
    "side": "body",
    "direction": ("back",),
}
ELSE: Final[dict[str, Any]] = {"position": "seated", "support": ("floor",), "side": "one", "direction": ("up",)}


@pytest.mark.parametrize("stretch", STRETCHES)
def test_a_stretch_whose_picture_shows_something_else_is_refused(stretch: str) -> None:
    """What each stretch says of itself is what both its pictures show; what it does not say is missed."""
    told = CONTENT.stretch_by_id[stretch]
    assert refused(stretch) == []
    for fact, value in OTHERWISE.items():
        other = ELSE[fact] if getattr(told, fact) == value else value
        assert sum("not '" in one for one in refused(stretch, **{fact: other})) == 2, fact
        assert any(f"needs a '{fact}'" in one for one in refused(stretch, **{fact: type(value)() or None})), fact
    assert refused(stretch, picture="") == [f"'{stretch}' needs a 'picture': nobody should have to guess a movement"]
    assert refused(stretch, picture="sleep-side")


def test_a_stretch_is_held_as_its_variant_says() -> None:
    """Rules take out what is done standing or lying by its variant: a position of another kind would slip through."""
    assert any("is done standing" in one for one in refused("calf-stretch-wall", position="seated"))
    assert {held for every in checks.HELD.values() for held in every} == set(get_args(Position))
    assert set(checks.HELD) == set(get_args(Variant))
