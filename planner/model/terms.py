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
    # Of the entry for a high dose over weeks (`ID-high`): from how many mg a day it is one, and from how many weeks.
    from_mg: float = 0
    from_weeks: float = 0
    after_weeks: int = 0
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
    # Each of its medicines was read by hand, and no rule speaks of it; the label says why.
    no_rule: bool = False
    # A record's line that names one of its medicines names nothing else: the words for a vaccine's strains, say.
    whole_line: bool = False
    # Its medicines act where they are put: what is swallowed is another matter, and counts as not checked.
    only_put: bool = False
    # How many weeks its rules hold after the medicine was stopped; or what it leaves behind, with rules of its own.
    after_weeks: int = 0
    afterwards: Id | None = None
    sources: tuple[str, ...] = ()


NeutralGroup = Literal[
    "situation",
    "prevention",
    "family",
    "test",
    "body",
    "skin",
    "eye",
    "ear-nose-throat",
    "tooth",
    "mind",
    "women",
    "men-and-bladder",
    "gut",
    "joints",
    "nerves",
    "infection",
    "growth",
    "operation",
    "birth",
]
NEUTRAL = "neutral-finding"  # What a concept implies that needs no rule; it holds only while nothing makes it serious.
NO_ILLNESS: tuple[NeutralGroup, ...] = ("situation", "prevention", "family")


class Concept(Strict, frozen=True, kw_only=True):
    """A condition, symptom, habit, allergy or diet: the words that people use, and what is assumed of a detail.

    Of what `lasts`, "for ten days" is no date: it is there still. A symptom always lasts.
    One of the list of what needs no rule names its group there.
    """

    id: Id
    fact: Literal["conditions", "symptoms", "habits", "allergies", "diet", "pregnancy", "limits"]
    label: str
    names: tuple[str, ...] = ()
    covered: bool = False
    # An operation or another thing that happens once: while it is only planned, nothing has happened.
    event: bool = False
    # The illness of somebody who waits for it.
    awaited: tuple[str, ...] = ()
    # What it is as well where words beside it say that it is not certain.
    suspected: tuple[str, ...] = ()
    # After how many days it is over; 0 where only a year makes it so.
    over_after_days: int = 0
    implies: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    assume: dict[str, int | float | bool] = field(default_factory=dict)
    assume_say: str = ""
    lasts: bool = False
    neutral: NeutralGroup | None = None
    verified: Verified = "no"
    sources: tuple[str, ...] = ()


class Titles(Strict, frozen=True, kw_only=True):
    """More names of one concept (`of: conditions/asthma`), as records, clinics and classifications write them."""

    of: str
    names: Annotated[tuple[str, ...], Meta(min_length=1)]


class Neutral(Strict, frozen=True, kw_only=True):
    """What needs no rule, of one subject, with the reason why nothing that a sheet says depends on it.

    No clinician has signed the list. What is not on it is not read: a name is never neutral by default.
    """

    id: Id
    group: NeutralGroup
    label: str
    reason: str
    names: Annotated[tuple[str, ...], Meta(min_length=1)]

    @property
    def concept(self) -> Concept:
        """Return it as a condition; an illness is neutral only while nothing makes it serious, a situation always."""
        return Concept(
            id=self.id,
            fact="conditions",
            label=self.label,
            names=self.names,
            covered=True,
            implies=(NEUTRAL,),
            neutral=self.group,
            sources=("general-advice",),
        )


class Instead(Strict, frozen=True, kw_only=True):
    """What a band stands for in somebody who surely has an illness."""

    with_: str = field(name="with")
    concept: str


class Band(Strict, frozen=True, kw_only=True):
    """What values from one number to the next band stand for; the number is given in each of the measure's units.

    `earlier` is what is left of it where the value is old or a newer one stands beside it; without it no age matters.
    A value of now puts into the past what it `settles`, and takes away what it `lifts`.
    """

    from_: float | tuple[float, ...] | None = field(name="from", default=None)
    above: float | tuple[float, ...] | None = None
    concept: str
    stage: float | None = None
    severe: bool | None = None
    status: Literal["current", "past"] | None = None
    earlier: str = ""
    unless: tuple[Instead, ...] = ()
    settles: tuple[str, ...] = ()
    lifts: tuple[str, ...] = ()

    @property
    def starts(self) -> tuple[float, ...]:
        """Return where the band starts, in each unit."""
        start = self.above if self.from_ is None else self.from_
        return start if isinstance(start, tuple) else (0.0 if start is None else start,)

    def begins_at_or_below(self, number: float, unit: int) -> bool:
        """Return whether a number lies in this band or above it."""
        return number >= self.starts[unit] if self.above is None else number > self.starts[unit]


class Unit(Strict, frozen=True, kw_only=True):
    """A unit under all its names, the numbers that are possible in it, and those that are it without being said."""

    names: tuple[str, ...]
    below: float
    alone: tuple[float, float] | None = None


class Ages(Strict, frozen=True, kw_only=True):
    """For how many days a value counts as one of now, and as one of late, and what one of late or before stands for."""

    now: int
    late: int
    lately: str
    before: str


class ToldRange(Strict, frozen=True, kw_only=True):
    """What it stands for that somebody was told a range of their own, which begins at a number."""

    from_: float = field(name="from")
    concept: str


class Measure(Strict, frozen=True, kw_only=True):
    """What is written down with its value: names, units, bands from low to high; outside them a value is not read.

    `not_names` hold one of its names and mean something else. Without `ages` a value
    never grows old. A `pair` is two numbers with a stroke, of which either reaches a band. `behind` are words that
    follow a value without a name. One that is `ranged` is often given as a range, of which the first number counts.
    """

    id: Id
    names: tuple[str, ...]
    not_names: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    units: Annotated[tuple[Unit, ...], Meta(min_length=1)]
    bands: Annotated[tuple[Band, ...], Meta(min_length=1)]
    pair: bool = False
    ranged: bool = False
    ages: Ages | None = None
    told_range: ToldRange | None = None
    sources: SourceIds
    verified: Verified = "no"
