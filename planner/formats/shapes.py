"""The shape of a plan as JSON: one record for each object, from which `planner schema plan` is made."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from planner.model.foods import Mineral
from planner.model.items import Evidence, Kind, Part, Slot, Urgency, Verified
from planner.model.stretches import Variant
from planner.planning.plan import Outcome

Texts = tuple[str, ...]


class TemplateJson(Struct, frozen=True, kw_only=True):
    """The plan template that was applied."""

    id: str
    version: str
    status: Literal["draft", "active", "retired"]


class MedicationJson(Struct, frozen=True, kw_only=True):
    """One ingredient, or one class, read in one entry; one that is only resembled is a near miss."""

    given: str
    recognised: str
    classes: Texts
    near_miss: bool


class FindingJson(Struct, frozen=True, kw_only=True):
    """One condition, symptom, habit, allergy or diet read in one entry."""

    given: str
    recognised: str
    fact: str
    status: Literal["current", "past", "denied", "relative", "planned"]
    near_miss: bool


class AssumedJson(Struct, frozen=True, kw_only=True):
    """What was taken as a fact because a detail was missing or a word had to be guessed."""

    fact: str
    taken: str = field(name="as")
    because: str


class TwiceJson(Struct, frozen=True, kw_only=True):
    """A medicine that is listed twice, in different words."""

    medicine: str
    given: Texts


class DislikedJson(Struct, frozen=True, kw_only=True):
    """What somebody does not like, in their words, and the ids of the foods that these name; of none of ours, none."""

    given: str
    foods: Texts


class ProfileJson(Struct, frozen=True, kw_only=True):
    """How a profile was read: what was recognised, what was not, what is unknown and what was assumed; no name."""

    age: int
    as_of: str | UnsetType = UNSET
    medications: tuple[MedicationJson, ...]
    findings: tuple[FindingJson, ...]
    not_recognised: Texts
    unknown: Texts
    not_given: Texts
    assumed: tuple[AssumedJson, ...]
    twice: tuple[TwiceJson, ...]
    dislikes: tuple[DislikedJson, ...] = ()


class ReferralJson(Struct, frozen=True, kw_only=True):
    """The see-a-clinician page: how fast, whom to see, why, what to do until then, what to bring."""

    urgency: Urgency
    who: str
    why: Texts
    do_now: Texts
    bring: Texts
    rules: Texts
    sources: Texts


class AlertJson(Struct, frozen=True, kw_only=True):
    """One sign that needs help: `call` is whom to call, where that is not the country's number for emergencies."""

    id: str
    urgency: Urgency
    text: str
    call: str | UnsetType = UNSET
    sources: Texts


class CheckJson(Struct, frozen=True, kw_only=True):
    """One self-check question, with what follows from a yes; `unless` ends "Ask first with …" beside an item."""

    id: str
    text: str
    then: str
    unless: str


class LimitJson(Struct, frozen=True, kw_only=True):
    """One limit or hard stop of page 1: one that a clinician set, with litres where it is on drinks, or a rule's."""

    id: str
    text: str
    litres: float | UnsetType = UNSET
    sources: Texts = ()


class OfferJson(Struct, frozen=True, kw_only=True):
    """Another form of an activity, offered in words to those whom its questions do not concern."""

    id: str
    text: str
    cautions: Texts
    checks: Texts


class StopIfJson(Struct, frozen=True, kw_only=True):
    """One reason not to use the sheet that could not be judged."""

    id: str
    urgency: Urgency
    text: str


class MealJson(Struct, frozen=True, kw_only=True):
    """The meal that an activity names, and the ids of all foods that it is made of."""

    id: str
    text: str
    foods: Texts


class ActivityJson(Struct, frozen=True, kw_only=True):
    """One activity of a day, with the meal, the food alone, or the stretch that it names."""

    id: str
    slot: Slot
    kind: Kind
    text: str
    short: str
    cautions: Texts
    checks: Texts
    why: str
    because: str
    evidence: Evidence
    sources: Texts
    food: str | UnsetType = UNSET
    meal: MealJson | UnsetType = UNSET
    stretch: str | UnsetType = UNSET
    offers: tuple[OfferJson, ...] | UnsetType = UNSET


class DayJson(Struct, frozen=True, kw_only=True):
    """One of the seven days, with what differs from the other days."""

    day: int
    date: dt.date
    theme: str
    items: tuple[ActivityJson, ...]


class FoodJson(Struct, frozen=True, kw_only=True):
    """One food or drink of the checklist; `section` is its shelf."""

    id: str
    kind: Kind
    text: str
    serving: str
    gives: tuple[Mineral, ...]
    section: str
    cautions: Texts
    checks: Texts
    sources: Texts


class ChecklistJson(Struct, frozen=True, kw_only=True):
    """The foods and drinks to choose from."""

    foods: tuple[FoodJson, ...]
    drinks: tuple[FoodJson, ...]


class StretchJson(Struct, frozen=True, kw_only=True):
    """One stretch; seconds are those of one hold."""

    id: str
    text: str
    steps: Texts
    seconds: int | None
    rest_seconds: int | None
    times: int | None
    dose: str
    variant: Variant
    sources: Texts


class NoteJson(Struct, frozen=True, kw_only=True):
    """One line of a part of the sheet."""

    id: str
    part: Part | None
    urgency: Urgency | None
    text: str
    cautions: Texts
    checks: Texts
    why: str
    because: str
    sources: Texts


class WarningJson(Struct, frozen=True, kw_only=True):
    """One thing to leave out, or to ask about first."""

    id: str
    text: str
    cautions: Texts
    checks: Texts
    why: str
    because: str
    sources: Texts


class GapJson(Struct, frozen=True, kw_only=True):
    """One slot, or one side of the checklist, for which nothing safe was left; without days, every day."""

    slot: str
    days: tuple[int, ...]
    text: str


class ReasonJson(Struct, frozen=True, kw_only=True):
    """What a rule asked of one fact, what was found, and what followed."""

    fact: str
    asked: str
    found: str
    truth: Literal["yes", "no", "unknown"]


class DecisionJson(Struct, frozen=True, kw_only=True):
    """Why one item is in, out, replaced, cautioned or for asking first."""

    item: str
    outcome: Outcome
    rules: Texts
    reasons: tuple[ReasonJson, ...]
    sources: Texts
    because: str | UnsetType = UNSET
    instead: str | UnsetType = UNSET


class SourceJson(Struct, frozen=True, kw_only=True):
    """Where a fact was read, and whether somebody has read it there."""

    id: str
    title: str
    publisher: str
    year: int | None
    url: str
    verified: Verified


class PlanJson(Struct, frozen=True, kw_only=True):
    """A whole plan; a see-a-clinician page has no days, foods and stretches."""

    schema_version: Literal[1]
    outcome: Literal["plan", "see_clinician"]
    plan: TemplateJson
    start: dt.date
    language: str
    profile: ProfileJson
    see_clinician: ReferralJson | None
    alerts: tuple[AlertJson, ...]
    checks: tuple[CheckJson, ...]
    front_checks: Texts
    limits: tuple[LimitJson, ...]
    stop_if: tuple[StopIfJson, ...]
    message: str
    tonight: Texts
    every_day: tuple[ActivityJson, ...]
    days: Annotated[tuple[DayJson, ...], Meta(max_length=7)]
    checklist: ChecklistJson
    stretches: tuple[StretchJson, ...]
    notes: tuple[NoteJson, ...]
    avoid: tuple[WarningJson, ...]
    ask_first: tuple[WarningJson, ...]
    gaps: tuple[GapJson, ...]
    reduced: Texts
    decisions: tuple[DecisionJson, ...]
    sources: tuple[SourceJson, ...]
