"""Stretches and exercises as written: steps, hold, repeats, picture."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from planner.model.items import Criterion, Item, Strict

Variant = Literal["standing", "seated", "lying", "floor", "side-lying"]
Position = Literal["standing", "seated", "on-the-back", "on-the-side", "on-the-stomach", "on-hands-and-knees"]
# What bears or holds the body.
Support = Literal["floor", "chair", "bed", "wall", "worktop", "step", "rail", "bike", "pedals"]
# One leg at a time, both legs, or the body as a whole.
Side = Literal["one", "both", "body"]
# Where what moves goes, seen from the body; a knee is `bent` or `straight`.
Direction = Literal[
    "forward", "back", "up", "down", "headward", "footward", "aside", "round", "toes-up", "bent", "straight"
]


class StretchForm(Strict, frozen=True, kw_only=True):
    """What a stretch says in the place of its own dose, and of its own steps, to whom `when` holds."""

    when: Criterion
    dose: str
    steps: tuple[str, ...] = ()


class Stretch(Item, frozen=True, kw_only=True):
    """A stretch or an exercise: steps, hold, repeats, picture; one with `suggest: false` is known and never given.

    `aim` is what it is for, in a few words behind the title of its card. `card` is its title on page 1, in one or two
    words, and `cue` what to heed, in a few words under its picture there.
    Of its `forms` the first that applies speaks. `position`, `support`, `side` and `direction` are what its picture
    must show.
    """

    aim: str = ""
    card: str = ""
    cue: str = ""
    position: Position | None = None
    support: tuple[Support, ...] = ()
    side: Side | None = None
    direction: tuple[Direction, ...] = ()
    seconds: int | None = None
    rest_seconds: int | None = None
    times: int | None = None
    dose: str = ""
    forms: tuple[StretchForm, ...] = ()
    variant: Variant = "standing"
    suggest: bool = True

    @property
    def whole(self) -> str:
        """Return the stretch as one activity of a day: what to do, and its dose."""
        return f"{self.text}. {self.dose}".strip()

    def told_as(self, form: StretchForm) -> Stretch:
        """Return the stretch as one of its forms says it."""
        return replace(self, dose=form.dose, steps=form.steps or self.steps)
