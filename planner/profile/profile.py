"""A profile: the known facts about one person, and how each of their words was understood."""

from __future__ import annotations

import math

from msgspec import Struct

from planner.logic.facts import Range, Value
from planner.model.sheet import Identity, SheetOptions
from planner.profile.answers import Answers
from planner.profile.dislikes import Disliked
from planner.recognition.findings import Finding
from planner.recognition.medication.medicines import Medicine

NOT_A_NUMBER = Range(math.nan, math.nan)


class Assumed(Struct, frozen=True):
    """Something that was taken as a fact because a detail was missing or a word had to be guessed."""

    fact: str
    taken: str
    because: str


class Unread(Struct, frozen=True):
    """A user's own words that no rule covers, the key they stood under, and what they resemble."""

    key: str
    text: str
    resembles: str = ""


class Profile(Struct, frozen=True, dict=True):
    """Known facts about one person; what is not in `facts` is unknown.

    `options` and `identity` go along to where the sheet is made, and decide nothing.
    """

    answers: Answers
    facts: dict[str, Value]
    medicines: tuple[Medicine, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_recognised: tuple[Unread, ...] = ()
    unknown: tuple[str, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    twice: tuple[tuple[str, str, str], ...] = ()
    # What a person does not like leaves the sheet, and is no fact: no rule asks for it.
    dislikes: tuple[Disliked, ...] = ()
    # The day from which the dates in words were counted.
    as_of: str = ""
    options: SheetOptions = SheetOptions()
    identity: Identity = Identity()

    @property
    def disliked(self) -> frozenset[str]:
        """Return the ids of the foods and drinks that this person does not like."""
        return frozenset(id_ for one in self.dislikes for id_ in one.foods)

    @property
    def near_misses(self) -> tuple[str, ...]:
        """Return the entries that were read as something they only resemble."""
        found = [m.given for m in self.medicines if m.near_miss] + [f.given for f in self.findings if f.near_miss]
        return tuple(dict.fromkeys(found))
