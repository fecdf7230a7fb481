"""Rules as written, and what they lean on: scales, self-checks, defaults, assumptions, named criteria."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from planner.model.items import About, Criterion, Id, Item, Part, Selector, Slot, SourceIds, Strict, Tells, Verified

Harm = Annotated[int, Meta(ge=1, le=99, description="an order, 1 where a wrong answer harms most")]


class Unknown(Strict, frozen=True, kw_only=True):
    """What a rule does when it cannot be judged because a key is missing."""

    do: Literal["keep", "ask_first", "exclude"] = "keep"
    check: str = ""


class Refusal(Strict, frozen=True, kw_only=True):
    """The see-a-clinician page that a rule asks for; `stop_if` completes "Do not use this sheet if …".

    `risk` completes "Starting could harm your …".

    `until` is what to do until one is seen, apart from the call itself, and `until_tells` what each of its
    steps tells somebody: beside a more urgent reason only a `no` stands. Nobody is told to stretch unless every reason
    for the page says that a stretch is fine: a clot or a torn muscle must not be stretched.
    """

    urgency: Literal["emergency", "urgent", "routine", "check"]
    who: str
    why: str
    stop_if: str = ""
    risk: str = ""
    do_now: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    until_tells: tuple[Tells, ...] = ()
    may_stretch: bool = False


class Rule(Strict, frozen=True, kw_only=True):
    """What nobody to whom `when` applies may be told, or must be told as well.

    `front` is its hard stop in a few words, for page 1; `harm` is its place among those, 1 the most dangerous. Those of
    other rules that it says too, in these words, are not said beside it: they are its `front_covers`.
    `picture` shows what it says, and `alt` tells that in words.
    """

    id: Id
    when: Criterion
    sources: SourceIds
    verified: Verified = "no"
    topic: str = ""
    refuse: Refusal | None = None
    exclude: Selector | None = None
    ask_first: Selector | None = None
    caution: Selector | None = None
    add: tuple[Item, ...] = ()
    instead: tuple[str, ...] = ()
    reduce: tuple[str, ...] = ()
    say: str = ""
    why: str = ""
    part: Part | None = None
    tells: Tells | None = None
    about: About | None = None
    after: tuple[Id, ...] = ()
    because: str = ""
    picture: str = ""
    alt: str = ""
    bar_slots: tuple[Slot, ...] = ()
    tags: tuple[Id, ...] = ()
    unknown: Unknown = Unknown()
    front: str = ""
    front_covers: tuple[str, ...] = ()
    harm: Harm | None = None

    def __hash__(self) -> int:
        """Return a number for its id, which tells it apart: its criteria have none."""
        return hash(self.id)


class Level(Strict, frozen=True, kw_only=True):
    """One level of a scale, named from mild to strict."""

    level: Id
    when: Criterion | None = None
    sources: tuple[str, ...] = ()
    verified: Verified = "no"


class AskedForm(Strict, frozen=True, kw_only=True):
    """A question without the parts that somebody answered, for whom `when` holds."""

    when: Criterion
    text: str


class SelfCheck(Strict, frozen=True, kw_only=True):
    """A question that a sheet asks where a fact was not given, at the items that hang on it and on page 1.

    `unless` ends "Ask first with …", `clear` asks whether all is well, `then` is what follows from a yes on any sheet,
    `at_items` what follows before that where items ask, and `harm` its place among all, 1 where a wrong answer harms
    most. What is `above_foods` is asked once above the foods, not beside each; what is `front` is for page 1 wherever
    its answer is not known, as what follows from it holds alone, but not where a rule of `settled_by` holds: then the
    answer is a yes, whatever else of the question is open. What is `not_at_meals` is not asked again beside the meals
    of the week where page 1 asks it. The first of its `forms` that applies asks without the parts that were told.
    """

    id: Id
    text: str
    unless: str
    clear: str
    then: str
    at_items: str = ""
    harm: Harm
    sources: SourceIds
    verified: Verified = "no"
    above_foods: bool = False
    front: bool = False
    not_at_meals: bool = False
    settled_by: tuple[Id, ...] = ()
    forms: tuple[AskedForm, ...] = ()

    def __hash__(self) -> int:
        """Return a number for its id, which tells it apart: the criteria of its forms have none."""
        return hash(self.id)


class DefaultValue(Strict, frozen=True, kw_only=True):
    """A value that a fact takes when its key is missing, because another fact settles it."""

    fact: str
    value: bool | int | str
    when: Criterion
    sources: SourceIds
    verified: Verified = "no"


class Assumption(Strict, frozen=True, kw_only=True):
    """What to take for a missing detail of a fact that is there; it may only restrict."""

    fact: str
    value: tuple[float, float] = field(name="as")
    say: str
    sources: SourceIds
    verified: Verified = "no"


class NamedCriterion(Strict, frozen=True, kw_only=True):
    """A criterion with a name, so that rules and items read as sentences."""

    id: Id
    when: Criterion
    say: str = ""
    sources: tuple[str, ...] = ()
    verified: Verified = "no"
