"""Names of medicines and illnesses as written, and what they stand for."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from planner.model.items import Id, SourceIds, Strict, Verified


class Drug(Strict, frozen=True, kw_only=True):
    """One active ingredient: every name that people write for it, and the classes whose rules it obeys.

    No pharmacist has seen `more_names` yet; they are read all the same.
    """

    id: Id
    name: str = ""
    names: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    more_names: tuple[str, ...] = ()
    classes: tuple[Id, ...] = ()
    implies: tuple[str, ...] = ()
    verified: Verified = "read"
    sources: tuple[str, ...] = ()


class Combination(Strict, frozen=True, kw_only=True):
    """A product that holds several ingredients: every part applies."""

    names: tuple[str, ...]
    parts: Annotated[tuple[str, ...], Meta(min_length=2)]
    verified: Verified = "read"
    sources: tuple[str, ...] = ()


class DrugClass(Strict, frozen=True, kw_only=True):
    """A class of medicines, what people call it, and whether all its rules are loaded."""

    id: Id
    label: str
    names: tuple[str, ...] = ()
    covered: bool = False
    sources: tuple[str, ...] = ()


class Concept(Strict, frozen=True, kw_only=True):
    """A condition, symptom, habit, allergy or diet: the words that people use, and what is assumed of a detail.

    Of what `lasts`, "for ten days" is no date: it is there still. A symptom always lasts.
    """

    id: Id
    fact: Literal["conditions", "symptoms", "habits", "allergies", "diet", "pregnancy", "limits"]
    label: str
    names: tuple[str, ...] = ()
    covered: bool = False
    implies: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    assume: dict[str, int | float | bool] = field(default_factory=dict)
    assume_say: str = ""
    lasts: bool = False
    verified: Verified = "no"
    sources: tuple[str, ...] = ()


class Band(Strict, frozen=True, kw_only=True):
    """What values from one number to below another stand for."""

    from_: float = field(name="from")
    below: float
    concept: str
    stage: float | None = None
    severe: bool | None = None
    status: Literal["current", "past"] | None = None


class Measure(Strict, frozen=True, kw_only=True):
    """What is written down with its value: names, units, bands from low to high; outside them a value is not read."""

    id: Id
    names: tuple[str, ...]
    units: tuple[str, ...]
    bands: Annotated[tuple[Band, ...], Meta(min_length=1)]
    sources: SourceIds
    verified: Verified = "no"
