"""Meals as written: a few foods that are eaten together, when and where that is usual."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from planner.model.items import Id, SourceIds, Strict, Verified

MealTime = Literal["breakfast", "lunch", "evening", "snack"]


class Meal(Strict, frozen=True, kw_only=True):
    """A few foods eaten together: all that it is made of, what it is mainly of first.

    Without `countries` it is usual everywhere. What it gives, and who must not have it, follows from its foods alone.
    """

    id: Id
    text: str
    foods: Annotated[tuple[Id, ...], Meta(min_length=2)]
    meal: Annotated[tuple[MealTime, ...], Meta(min_length=1)]
    countries: tuple[str, ...] = ()
    sources: SourceIds
    verified: Verified = "no"
