"""The numbers to which `planner check` holds foods and texts, as written."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from planner.model.foods import AmountName
from planner.model.items import Id, SourceIds, Strict, Verified


class Bound(Strict, frozen=True, kw_only=True):
    """The most of a mineral that 100 g of a food, or of a drink, can hold: above it, a digit has slipped."""

    of: Literal["foods", "drinks"]
    amount: AmountName
    per_100_g: Annotated[float, Meta(gt=0)]
    why: str
    sources: SourceIds
    verified: Verified = "no"


class NeverHeld(Strict, frozen=True, kw_only=True):
    """What no food of a diet carries: tags, allergens, groups of allergens, shelves."""

    tags: tuple[str, ...] = ()
    allergens: tuple[Id, ...] = ()
    groups: tuple[Id, ...] = ()
    sections: tuple[str, ...] = ()


class DietStandard(Strict, frozen=True, kw_only=True):
    """What a food that names a diet never carries, and which diets it names as well.

    `stays` says that what is made of a food outside this diet is outside it too.
    """

    diet: Id
    never: NeverHeld = NeverHeld()
    fits: tuple[Id, ...] = ()
    stays: bool = False
    why: str
    sources: SourceIds
    verified: Verified = "no"


class Standard(Strict, frozen=True, kw_only=True):
    """A number that `planner check` holds the texts to."""

    at_most: Annotated[int, Meta(ge=1)]
    why: str
    sources: SourceIds
    verified: Verified = "no"
