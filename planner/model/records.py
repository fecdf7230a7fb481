"""What clinicians write in plans/: items, rules, criteria in their written form, templates. Frozen data, no logic."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

Id = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", description="kebab-case; never changes once released")]
SourceIds = Annotated[tuple[str, ...], Meta(min_length=1)]
Day = Annotated[int, Meta(ge=1, le=7)]
Slot = Literal["morning", "midday", "afternoon", "evening", "bedtime"]
Kind = Literal["do", "caution", "ask_first"]
Evidence = Literal["good", "some", "weak", "none", "harmful"]
Verified = Literal["read", "second-hand", "no"]
Urgency = Literal["emergency", "urgent", "routine", "check"]
Part = Literal[
    "front",
    "movement",
    "food",
    "drink",
    "stretch",
    "first-aid",
    "sleep",
    "comfort",
    "medicines",
    "causes",
    "when-to-see",
    "log",
    "clinician",
    "alert",
    "avoid",
    "ask-first",
]
Criterion = str | dict[str, Any]
Selector = dict[str, Any]

SLOTS: tuple[Slot, ...] = ("morning", "midday", "afternoon", "evening", "bedtime")
Mineral = Literal["potassium", "magnesium", "calcium"]
Variant = Literal["standing", "seated", "lying", "floor", "side-lying"]
Amount = Annotated[float, Meta(ge=0)]
AmountName = Literal["potassium_mg", "magnesium_mg", "calcium_mg", "sodium_mg", "vitamin_k_mcg"]
# The shelves of a shop, each with its title in the messages; a food on no shelf would not be printed.
SECTIONS = (
    "fruit",
    "vegetables",
    "beans-and-tofu",
    "nuts-and-seeds",
    "grains",
    "dairy",
    "fish-meat-eggs",
    "other",
    "drinks",
)


class Strict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record of plans/ in which an unknown key is an error."""


class Row(Strict, frozen=True, kw_only=True):
    """One row of a table of values: the first row whose `when` applies gives one value, or one for each day."""

    when: Criterion | None = None
    value: int | float | str | None = None
    days: tuple[int | float | str, ...] | None = None


class Pick(Strict, frozen=True, kw_only=True):
    """A choice from the foods or drinks that survive the rules, varied over the week by a fixed rotation."""

    source: Literal["foods", "drinks"] = field(name="from")
    where: Selector = {}
    at_most: Annotated[int, Meta(ge=1, le=7, description="times a week for each food")] = 2


class Item(Strict, frozen=True, kw_only=True):
    """Anything that can be printed: an activity, a food, a stretch, a line of advice.

    `again` is its shorter sentence for the days after the first on which a sheet tells it.
    """

    id: Id
    text: str
    sources: SourceIds
    verified: Verified = "no"
    short: str = ""
    again: str = ""
    why: str = ""
    because: str = ""
    slot: Slot | None = None
    days: Literal["every"] | tuple[Day, ...] | None = None
    part: Part | None = None
    choice: str = ""
    when: Criterion | None = None
    values: dict[str, int | float | str | tuple[Row, ...]] = {}
    pick: Pick | None = None
    kind: Kind = "do"
    urgency: Urgency | None = None
    tags: tuple[Id, ...] = ()
    high_stakes: bool = False
    evidence: Evidence | None = None
    stretch: str = ""
    steps: tuple[str, ...] = ()
    topic: str = ""
    after: tuple[Id, ...] = ()


class Food(Item, frozen=True, kw_only=True):
    """A food or a drink: one household serving, what it holds, and who must not have it.

    `made_from` names the foods and drinks that it is made from; it carries their allergens and hazards.
    """

    serving: str
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


class Stretch(Item, frozen=True, kw_only=True):
    """A stretch or an exercise: steps, hold, repeats, picture; one with `suggest: false` is known and never given."""

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


class Unknown(Strict, frozen=True, kw_only=True):
    """What a rule does when it cannot be judged because a key is missing."""

    do: Literal["keep", "ask_first", "exclude"] = "keep"
    check: str = ""


class Refuse(Strict, frozen=True, kw_only=True):
    """The see-a-clinician page that a rule asks for; `stop_if` completes "Do not use this sheet if …"."""

    urgency: Literal["emergency", "urgent", "routine", "check"]
    who: str
    why: str
    stop_if: str = ""
    do_now: tuple[str, ...] = ()


class Rule(Strict, frozen=True, kw_only=True):
    """What nobody to whom `when` applies may be told, or must be told as well."""

    id: Id
    when: Criterion
    sources: SourceIds
    verified: Verified = "no"
    topic: str = ""
    refuse: Refuse | None = None
    exclude: Selector | None = None
    ask_first: Selector | None = None
    caution: Selector | None = None
    add: tuple[Item, ...] = ()
    instead: tuple[str, ...] = ()
    reduce: tuple[str, ...] = ()
    say: str = ""
    why: str = ""
    part: Part | None = None
    after: tuple[Id, ...] = ()
    because: str = ""
    bar_slots: tuple[Slot, ...] = ()
    tags: tuple[Id, ...] = ()
    unknown: Unknown = Unknown()


class Level(Strict, frozen=True, kw_only=True):
    """One level of a scale, named from mild to strict."""

    level: Id
    when: Criterion | None = None
    sources: tuple[str, ...] = ()
    verified: Verified = "no"


class Source(Strict, frozen=True, kw_only=True):
    """Where a fact was read, as printed on the sheet."""

    id: Id
    code: str
    title: str
    publisher: str = ""
    year: int | None = None
    url: str = ""
    verified: Verified = "no"
    printable: bool = True
    note: str = ""


class Check(Strict, frozen=True, kw_only=True):
    """A self-check question for page 1; its letter marks the items that depend on the answer."""

    id: Id
    text: str
    skip: str
    sources: SourceIds
    verified: Verified = "no"


class Default(Strict, frozen=True, kw_only=True):
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


class Named(Strict, frozen=True, kw_only=True):
    """A criterion with a name, so that rules and items read as sentences."""

    id: Id
    when: Criterion
    say: str = ""
    sources: tuple[str, ...] = ()
    verified: Verified = "no"


class Theme(Strict, frozen=True, kw_only=True):
    """What one day of the week is about."""

    day: Day
    title: str
    text: str


class Review(Strict, frozen=True, kw_only=True):
    """Who signed the content off, and when it is due again."""

    by: str | None = None
    on: str | None = None
    again: str | None = None


class Scope(Strict, frozen=True, kw_only=True):
    """Whom a plan is for."""

    when: Criterion
    sources: SourceIds


class Habit(Strict, frozen=True, kw_only=True):
    """One row of the tick grid on page 1, shown while one of its items is in the plan."""

    id: Id
    label: str
    items: tuple[str, ...]


class Template(Strict, frozen=True, kw_only=True):
    """One plan as written: seven days with themes, the items of the week, the lines of each part."""

    plan: Id
    title: str
    version: str
    status: Literal["draft", "active", "retired"]
    purpose: str
    message: str
    scope: Scope
    themes: Annotated[tuple[Theme, ...], Meta(min_length=7, max_length=7)]
    tonight: tuple[str, ...]
    habits: tuple[Habit, ...]
    items: tuple[Item, ...]
    lines: tuple[Item, ...]
    stretches: tuple[str, ...] = ()
    reviewed: Review = Review()


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
    near: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Concept(Strict, frozen=True, kw_only=True):
    """A condition, symptom, habit, allergy or diet: the words that people use, and what is assumed of a detail."""

    id: Id
    fact: Literal["conditions", "symptoms", "habits", "allergies", "diet", "pregnancy", "limits"]
    label: str
    names: tuple[str, ...] = ()
    covered: bool = False
    implies: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    assume: dict[str, int | float | bool] = {}
    assume_say: str = ""
    verified: Verified = "no"
    sources: tuple[str, ...] = ()


class Bound(Strict, frozen=True, kw_only=True):
    """The most of a mineral that 100 g of a food, or of a drink, can hold: above it, a digit has slipped."""

    of: Literal["foods", "drinks"]
    amount: AmountName
    per_100_g: Annotated[float, Meta(gt=0)]
    why: str
    sources: SourceIds
    verified: Verified = "no"


class Standard(Strict, frozen=True, kw_only=True):
    """A number that `planner check` holds the texts to."""

    at_most: Annotated[int, Meta(ge=1)]
    why: str
    sources: SourceIds
    verified: Verified = "no"


class Translated(Strict, frozen=True):
    """A text in another language, and the English that it translates: when that changes, it is stale."""

    of: str
    words: str = field(name="is")


class Translation(Strict, frozen=True):
    """One whole language: every message by its key, and every sentence of the plans."""

    messages: dict[str, Translated]
    sentences: tuple[Translated, ...]


class Manifest(Strict, frozen=True, kw_only=True):
    """What a folder of plans holds: all of its files, and the ids without which it is not to be used."""

    files: Annotated[tuple[str, ...], Meta(min_length=1)]
    must_hold: Annotated[tuple[Id, ...], Meta(min_length=1)]


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
