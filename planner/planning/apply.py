"""From a plan template and a profile to a plan, step by step, each over what the steps before it worked out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec.structs import replace

from planner.content.knowledge import FORMS, PlanTemplate
from planner.errors import UsageError
from planner.model.rules import Rule, SelfCheck
from planner.planning.activities import place_activities
from planner.planning.checklist import FoodLists, choosable, list_foods
from planner.planning.decisions import AccountOfPlan, AccountOfRules
from planner.planning.items import asked_by
from planner.planning.judging import Judged, evaluate, possible_refusals, refusals
from planner.planning.limits import limits
from planner.planning.lines import Spoken, speak, to_ask_first
from planner.planning.plan import NIGHTS, Plan, Referral
from planner.planning.rulings import Rulings, combine
from planner.planning.week import Week, gaps, schedule
from planner.profile.profile import Profile


def apply(template: PlanTemplate, profile: Profile, start: date) -> Plan:
    """Return the plan that a template gives for a profile, seven days from `start`, with every decision."""
    check_start(start)
    judged = evaluate(template, profile.facts)
    if against := refusals(judged):
        return _referral(judged, against, profile, start)
    rulings = combine(judged)
    choices = choosable(rulings, profile.disliked)
    placed = place_activities(rulings, choices)
    week = schedule(rulings, placed, choices, start)
    foods = list_foods(rulings, choices, week.picked)
    spoken = speak(rulings, foods.foods)
    return Plan(
        template=template.spec,
        profile=profile,
        start=start,
        alerts=spoken.of_part("alert"),
        checks=_self_checks(rulings, week, foods, spoken),
        limits=limits(rulings),
        stop_if=possible_refusals(judged),
        tonight=week.tonight,
        habits=week.habits,
        every_day=week.every_day,
        days=week.days,
        foods=foods.foods,
        drinks=foods.drinks,
        shelves=foods.shelves,
        meals=tuple(one.meal for one in choices.meals),
        stretches=week.stretches,
        notes=spoken.notes,
        avoid=spoken.of_part("avoid"),
        ask_first=to_ask_first(rulings, spoken, profile.disliked),
        gaps=gaps(rulings, week, choices),
        reduced=judged.reduced,
        account=AccountOfPlan(judged, rulings, placed, week, foods, spoken, profile.disliked),
    )


def check_start(start: object) -> None:
    """Raise UsageError unless every night of the log has a date from `start` on, and so the week and the day after."""
    # A moment is a date too, to Python; printed, it would bring its time of day along.
    if not isinstance(start, date) or isinstance(start, datetime):
        raise UsageError(f"start is of the type {type(start).__name__}; expected a date, such as date(2026, 11, 23)")
    last = date.max - timedelta(days=NIGHTS - 1)
    if start > last:
        nights = f"the {NIGHTS} nights of the log"
        raise UsageError(f"start is {start}; {nights} run past the last date from there, so expected at most {last}")


def _referral(judged: Judged, against: tuple[Rule, ...], profile: Profile, start: date) -> Plan:
    """Return the one page that says why there is no ordinary plan, how fast to see whom, and what to bring."""
    first = against[0].refuse
    assert first is not None
    return Plan(
        template=judged.template.spec,
        profile=profile,
        start=start,
        see_clinician=Referral(first.urgency, against),
        account=AccountOfRules(judged),
    )


def _self_checks(rulings: Rulings, week: Week, foods: FoodLists, spoken: Spoken) -> tuple[SelfCheck, ...]:
    """Return the self-check questions on which something on the sheet depends, and those of page 1 that are open."""
    lines = (spoken.notes, spoken.of_part("avoid"), spoken.of_part("ask-first"))
    asked = asked_by((week.every_day, week.own, foods.foods, foods.drinks, *lines))
    judged, checks = rulings.judged, rulings.judged.template.content.core.checks
    if open_ := [check for check in checks if check.front and check.id in rulings.doubts]:
        holding = {bound.rule.id for bound, _ in judged.fired}
        asked = asked.union([check.id for check in open_ if holding.isdisjoint(check.settled_by)])
    return tuple([_as_asked(judged, check) for check in checks if check.id in asked])


def _as_asked(judged: Judged, check: SelfCheck) -> SelfCheck:
    """Return a question without the parts that this person answered, in one form."""
    if not check.forms:
        return check
    texts = (form.text for place, form in enumerate(check.forms) if (check.id, FORMS, place) in judged.met)
    return replace(check, text=next(texts, check.text), forms=())
