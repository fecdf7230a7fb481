"""Stretches and exercises as written: steps, hold, repeats, picture."""

from __future__ import annotations

from typing import Literal

from planner.model.items import Item

Variant = Literal["standing", "seated", "lying", "floor", "side-lying"]


class Stretch(Item, frozen=True, kw_only=True):
    """A stretch or an exercise: steps, hold, repeats, picture; one with `suggest: false` is known and never given.

    `card` is its title on page 1, in one or two words, and `cue` what to heed, in a few words under its picture there.
    """

    card: str = ""
    cue: str = ""
    picture: str = ""
    alt: str = ""
    seconds: int | None = None
    rest_seconds: int | None = None
    times: int | None = None
    dose: str = ""
    variant: Variant = "standing"
    suggest: bool = True

    @property
    def whole(self) -> str:
        """Return the stretch as one activity of a day: what to do, and its dose."""
        return f"{self.text}. {self.dose}".strip()
