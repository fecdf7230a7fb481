"""What clinicians write in plans/: items, rules, criteria in their written form, templates. Frozen data, no logic."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

Id = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", description="kebab-case; never changes once released")]


SourceIds = Annotated[tuple[str, ...], Meta(min_length=1)]


DayNumber = Annotated[int, Meta(ge=1, le=7)]


Slot = Literal["morning", "midday", "afternoon", "evening", "bedtime"]


Kind = Literal["do", "caution", "ask_first"]


# What a line tells somebody: to do something, to leave it out, to watch for it, to ask about it.
Tells = Literal["do", "no", "watch", "ask"]


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
    "untold",
    "know",
    "when-to-see",
    "log",
    "clinician",
    "alert",
    "avoid",
    "ask-first",
]


# What a line is about, where many lines that one thing brought are parted into short groups.
About = Literal["call", "tablets", "food", "body"]


# What lines of these parts are about. Those to leave out and to ask about first are of any kind, and say it themselves.
ABOUT_BY_PART: dict[Part | None, About] = {
    "alert": "call",
    "when-to-see": "call",
    "medicines": "tablets",
    "food": "food",
    "drink": "food",
    "movement": "body",
    "stretch": "body",
    "sleep": "body",
    "comfort": "body",
}


# What a line of these parts tells, its part says already; what has no part is told only as something to ask about.
TOLD_BY_PART: dict[Part | None, Tells] = {
    None: "ask",
    "ask-first": "ask",
    "alert": "watch",
    "front": "do",
    "first-aid": "do",
    "stretch": "do",
    "log": "do",
    "causes": "do",
    "clinician": "do",
}


Criterion = str | dict[str, Any]


Selector = dict[str, Any]


SLOTS: tuple[Slot, ...] = ("morning", "midday", "afternoon", "evening", "bedtime")


class Strict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record of plans/ in which an unknown key is an error."""


class ValueRow(Strict, frozen=True, kw_only=True):
    """One row of a table of values: the first row whose `when` applies gives one value, or one for each day."""

    when: Criterion | None = None
    value: int | float | str | None = None
    days: tuple[int | float | str, ...] | None = None


class Pick(Strict, frozen=True, kw_only=True):
    """A choice from the foods or drinks that survive the rules, varied over the week by a fixed rotation.

    With `meal` it is a meal of that time of which every food survives, one with such a food first; where none can be
    made, the food alone, as `alone` says it.
    """

    source: Literal["foods", "drinks"] = field(name="from")
    where: Selector = {}
    at_most: Annotated[int, Meta(ge=1, le=7, description="times a week for each food or meal")] = 2
    meal: Literal["breakfast", "lunch", "evening", "snack"] | None = None
    alone: str = ""


class Item(Strict, frozen=True, kw_only=True):
    """Anything that can be printed: an activity, a food, a stretch, a line of advice.

    `again` is its shorter sentence for the days after the first on which a sheet tells it, `how` says below the
    week how to do what grows by the day, without the number that the week has; `offer` is the sentence that offers
    it where an easier form of the same choice was taken. `tells` is what a line tells somebody, where its part does
    not say it; of an activity, only that it is something to leave out or to ask about. `short` is a name, as of a
    thing; `means` is what a sign can be, where it does not say it, in the words after "Maybe". `front` says whether
    a line stands on page 1; by default every step of first aid does, and no other line. What `keeps_place` gives
    way to no easier form for its open questions, which stand beside it. `call` is whom to call for a sign, where
    that is not the number for emergencies: it stands in a box of its own. `about` is what it is about, where its
    part does not say it. `picture` names what shows it, `alt` says that in words. What is
    `on_sheet` is itself a part of the sheet, such as the log: the week shows no picture of it.
    """

    id: Id
    text: str
    sources: SourceIds
    verified: Verified = "no"
    short: str = ""
    means: str = ""
    again: str = ""
    how: str = ""
    offer: str = ""
    why: str = ""
    because: str = ""
    slot: Slot | None = None
    days: Literal["every"] | tuple[DayNumber, ...] | None = None
    part: Part | None = None
    tells: Tells | None = None
    about: About | None = None
    choice: str = ""
    when: Criterion | None = None
    values: dict[str, int | float | str | tuple[ValueRow, ...]] = {}
    pick: Pick | None = None
    kind: Kind = "do"
    urgency: Urgency | None = None
    call: str = ""
    tags: tuple[Id, ...] = ()
    high_stakes: bool = False
    evidence: Evidence | None = None
    stretch: str = ""
    steps: tuple[str, ...] = ()
    picture: str = ""
    alt: str = ""
    topic: str = ""
    after: tuple[Id, ...] = ()
    front: bool | None = None
    keeps_place: bool = False
    on_sheet: bool = False

    def __hash__(self) -> int:
        """Return a number for its id, which tells it apart: its values have none."""
        return hash(self.id)


class EasyWords(Strict, frozen=True, kw_only=True):
    """What some items, stretches or lines say in everyday words; `title` is the heading beside the picture.

    Shown where a plan has one of them, and filled with the numbers of the first that it has; it speaks for all of them.
    Where `text` is empty, these are left out.
    """

    id: Id
    of: Annotated[tuple[Id, ...], Meta(min_length=1)]
    title: str = ""
    text: str
    sources: SourceIds
    verified: Verified = "no"
