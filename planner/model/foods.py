"""Foods, drinks and meals as written: one serving, what it holds, who must not have it; what a day may hold."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from msgspec import Meta

from planner.model.items import Id, Item, SourceIds, Strict, Verified

Mineral = Literal["potassium", "magnesium", "calcium"]


Amount = Annotated[float, Meta(ge=0)]


AmountName = Literal["potassium_mg", "magnesium_mg", "calcium_mg", "sodium_mg", "vitamin_k_mcg"]


# The shelves of a shop, each with its title in the messages; a food on no shelf would not be printed.
Shelf = Literal[
    "fruit",
    "vegetables",
    "beans-and-tofu",
    "nuts-and-seeds",
    "grains",
    "dairy",
    "fish-meat-eggs",
    "other",
    "drinks",
]


SECTIONS: tuple[Shelf, ...] = get_args(Shelf)


class Food(Item, frozen=True, kw_only=True):
    """A food or a drink: one household serving, what it holds, and who must not have it.

    `portion` says the serving where nobody measures in cups, `portion_us` where people do: equal ones in equal words.
    `made_from` names the foods and drinks that it is made from; it carries their allergens and hazards.
    """

    serving: str
    portion: str = ""
    portion_us: str = ""
    grams: Annotated[float, Meta(gt=0)]
    metric: str = ""
    made_from: tuple[Id, ...] = ()
    gives: tuple[Mineral, ...] = ()
    potassium_mg: Amount | None = None
    magnesium_mg: Amount | None = None
    calcium_mg: Amount | None = None
    sodium_mg: Amount | None = None
    vitamin_k_mcg: Amount | None = None
    allergens: tuple[Id, ...] = ()
    groups: tuple[Id, ...] = ()
    diet: tuple[Id, ...] = ()
    section: str = ""
    suggest: bool = True
    usda: str = ""

    def serving_in(self, units: str) -> str:
        """Return the words of a serving for the units of a country, as they are written."""
        return (self.portion_us if units == "us" else self.portion) or self.serving


class Vessel(Strict, frozen=True, kw_only=True):
    """What a glass of the household holds: in it a limit on drinks is told."""

    ml: Annotated[float, Meta(gt=0)]
    why: str
    sources: SourceIds
    verified: Verified = "no"


class Daily(Strict, frozen=True, kw_only=True):
    """How a limit of a day is measured: what each unit is in the main one, and what a person can have."""

    unit: str
    units: dict[str, Annotated[float, Meta(gt=0)]]
    least: Annotated[float, Meta(gt=0)]
    most: Annotated[float, Meta(gt=0)]
    example: str
    sources: SourceIds
    verified: Verified = "no"


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
