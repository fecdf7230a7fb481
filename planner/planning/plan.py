"""What a plan is once it is worked out: frozen records that every writer reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from planner.logic.criteria import Judgement
from planner.logic.truth import ASSUMED
from planner.model.foods import Food, Meal
from planner.model.items import Item, Kind, Slot
from planner.model.plans import DayTheme, Habit, Template
from planner.model.rules import Rule, SelfCheck
from planner.model.stretches import Stretch
from planner.profile.profile import Profile

# So many questions stand on page 1, and so many limits and hard stops.
MOST_FRONT_CHECKS = 3
MOST_LIMITS = 6
# The log has a row, with its date, for so many nights at most.
NIGHTS = 21
Outcome = Literal["in", "out", "replaced", "caution", "ask_first"]


class Planned(Struct, frozen=True):
    """An item that is printed, with what the rules attached to it; of a place for food, the meal or the food alone.

    `offers` are the forms of the same choice that hang on more questions: offered in words to whom they do not concern.
    `named` are foods of the person's own list that a line names, `code` is the hash, worked out once.
    """

    item: Item
    kind: Kind = "do"
    slot: Slot | None = None
    values: dict[str, int | float | str] = {}
    food: Food | None = None
    cautions: tuple[Rule, ...] = ()
    checks: tuple[str, ...] = ()
    because: str = ""
    offers: tuple[Planned, ...] = ()
    meal: Meal | None = None
    named: tuple[Food, ...] = ()
    code: int = 0

    def __post_init__(self) -> None:
        # Parts of sheets are found by the lines in them, and most lines are on many sheets.
        force_setattr(self, "code", hash((self.item.id, self.kind, self.checks, self.because)))

    def __hash__(self) -> int:
        """Return a number for what tells most apart: the values of an item have none."""
        return self.code

    @property
    def id(self) -> str:
        """Return the id of the item."""
        return self.item.id

    @property
    def picked(self) -> tuple[str, ...]:
        """Return the ids of the foods and drinks that it names."""
        if self.meal is not None:
            return self.meal.foods
        return () if self.food is None else (self.food.id,)


class Day(Struct, frozen=True):
    """One of the seven days: its date, its theme, its own items."""

    day: int
    date: date
    theme: DayTheme
    items: tuple[Planned, ...]


class Limit(Struct, frozen=True):
    """A limit or hard stop for page 1: one that a clinician set, as it was given, or that of a rule.

    `litres` are those of a day, where a limit on drinks has a known amount.
    """

    id: str
    given: str = ""
    litres: float | None = None
    rule: Rule | None = None


class Gap(Struct, frozen=True):
    """A slot of a day, or a part of the checklist, for which nothing safe was left."""

    slot: str
    days: tuple[int, ...] = ()


class Bearing(Struct, frozen=True, gc=False):
    """A rule that bears on an item: its judgement, and how strictly it treats the item."""

    rule: Rule
    judgement: Judgement
    rank: int


class RulesOfItem(Struct, frozen=True, dict=True):
    """The rules that bear on an item. What follows from them is worked out once."""

    bearings: tuple[Bearing, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the ids of the rules that bear on the item."""
        return tuple(bearing.rule.id for bearing in self.bearings)

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Return the judgements of these rules, in the same order."""
        return tuple(bearing.judgement for bearing in self.bearings)

    @property
    def deciding(self) -> tuple[Bearing, ...]:
        """Return the strictest of these rules, as they bear on the item."""
        most = max([bearing.rank for bearing in self.bearings], default=0)
        return tuple([bearing for bearing in self.bearings if bearing.rank == most]) if most > 0 else ()

    @property
    def decided_by(self) -> tuple[str, ...]:
        """Return the ids of the strictest of these rules."""
        return tuple([bearing.rule.id for bearing in self.deciding])

    @cached_property
    def held_by(self) -> tuple[str, ...]:
        """Return the ids of the strictest of these rules that hold: not of those that are unknown."""
        return tuple([one.rule.id for one in self.deciding if one.judgement.truth >= ASSUMED])


class Decision(RulesOfItem, frozen=True, dict=True, kw_only=True):
    """Why one item is in, out, replaced, cautioned or for asking first."""

    item: str
    outcome: Outcome
    because: str = ""
    instead: str = ""
    sources: tuple[str, ...] = ()


class Verdict(Struct, frozen=True, gc=False):
    """One rule judged for one profile, fired or not."""

    rule: Rule
    effect: str
    judgement: Judgement


class Referral(Struct, frozen=True):
    """Why no ordinary plan is given, whom to see, and how fast: the rules that asked for it, most urgent first."""

    urgency: Literal["emergency", "urgent", "routine", "check"]
    rules: tuple[Rule, ...]


class Account(Struct, frozen=True, dict=True, eq=False):
    """How a plan came about, worked out when it is asked for; of this one nothing is known.

    Two that tell the same are the same.
    """

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return every rule with its judgement."""
        return ()

    @property
    def fired(self) -> Mapping[str, Judgement]:
        """Return the judgements of the rules that hold or are assumed to, by the id of the rule."""
        return {}

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Return one decision for each item that the plan could have printed."""
        return ()

    @property
    def left_out(self) -> Mapping[str, RulesOfItem]:
        """Return the items that rules took out, or had replaced, for no other reason, with these rules."""
        return {}

    @property
    def replaced(self) -> Mapping[str, str]:
        """Return what takes the place of each activity that gave it up."""
        return {}

    def rules_on(self, id_: str) -> RulesOfItem:
        """Return the rules that bear on an item."""
        return RulesOfItem()

    def __eq__(self, other: object) -> bool:
        """Return whether another account tells the same."""
        if not isinstance(other, Account):
            return NotImplemented
        return self is other or (self.verdicts == other.verdicts and self.decisions == other.decisions)

    def __hash__(self) -> int:
        """Return a number for what is quickly told."""
        return hash(tuple(self.fired))


NOTHING_TOLD = Account()


class Plan(Struct, frozen=True, dict=True):
    """Seven days for one person, with the account of how they came about.

    `shelves` are the ids of the foods and drinks by shelf: those first that are to be kept where few have room.
    `meals` are all that this person may have, also those for which the week has no place.
    """

    template: Template
    profile: Profile
    start: date
    see_clinician: Referral | None = None
    alerts: tuple[Planned, ...] = ()
    checks: tuple[SelfCheck, ...] = ()
    limits: tuple[Limit, ...] = ()
    stop_if: tuple[Rule, ...] = ()
    tonight: tuple[Planned, ...] = ()
    habits: tuple[Habit, ...] = ()
    every_day: tuple[Planned, ...] = ()
    days: tuple[Day, ...] = ()
    foods: tuple[Planned, ...] = ()
    drinks: tuple[Planned, ...] = ()
    shelves: tuple[tuple[str, ...], ...] = ()
    meals: tuple[Meal, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    notes: tuple[Planned, ...] = ()
    avoid: tuple[Planned, ...] = ()
    ask_first: tuple[Planned, ...] = ()
    gaps: tuple[Gap, ...] = ()
    reduced: tuple[str, ...] = ()
    account: Account = NOTHING_TOLD

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Return one decision for each item that this plan could have printed."""
        return self.account.decisions

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return every rule, judged."""
        return self.account.verdicts

    @property
    def outcome(self) -> Literal["plan", "see_clinician"]:
        """Return whether this is an ordinary plan or a see-a-clinician page."""
        return "see_clinician" if self.see_clinician else "plan"

    @cached_property
    def front_checks(self) -> tuple[SelfCheck, ...]:
        """Return the questions for page 1: of its own and those on which something printed hangs, what harms most."""
        own = tuple(item for day in self.days for item in day.items)
        printed = (*self.every_day, *own, *self.foods, *self.drinks, *self.notes, *self.avoid)
        hanging = {check for item in printed for check in item.checks}
        asked = [check for check in self.checks if check.front or check.id in hanging]
        return tuple(sorted(asked, key=lambda check: check.harm)[:MOST_FRONT_CHECKS])

    @property
    def picked(self) -> frozenset[str]:
        """Return the ids of the foods and drinks that the week names."""
        return frozenset(id_ for day in self.days for item in day.items for id_ in item.picked)

    @property
    def printed(self) -> tuple[Planned, ...]:
        """Return everything that is printed as an item or a line, in the order of the sheet."""
        own = tuple(item for day in self.days for item in day.items)
        groups = (self.alerts, self.every_day, own, self.foods, self.drinks, self.notes, self.avoid, self.ask_first)
        return tuple(item for group in groups for item in group)
