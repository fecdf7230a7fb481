"""The activities of a CarePlan: what to do and when, what to ask first, and what is not to be done, with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from planner.content.knowledge import Content
from planner.content.rules import BoundRule
from planner.i18n.language import Language
from planner.model.foods import Food
from planner.model.items import SLOTS, Item, Slot
from planner.model.stretches import Stretch
from planner.planning.plan import Decision, Plan, Planned

Json = dict[str, Any]
ITEMS = "urn:x-cramp-planner:item"
# When in a day: the codes of FHIR's event timing.
_WHEN: dict[Slot, str] = {"morning": "MORN", "midday": "NOON", "afternoon": "AFT", "evening": "EVE", "bedtime": "HS"}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS = 7


def period(plan: Plan) -> Json:
    """Return the first and the last of the seven days."""
    return {"start": plan.start.isoformat(), "end": (plan.start + timedelta(days=DAYS - 1)).isoformat()}


def activities(plan: Plan, content: Content, language: Language) -> list[Json]:
    """Return all activities of a plan, each with an id that is its own."""
    if plan.see_clinician is not None:
        return [_referral(plan, language)]
    made = [*_to_do(plan, content, language), *_lists(plan, language)]
    made += _not_to_do(plan, content, language)
    return [{"id": _own_id(made, place), "detail": one["detail"]} for place, one in enumerate(made)]


def _own_id(made: list[Json], place: int) -> str:
    """Return the id of an activity; of several of one item all but the first are numbered."""
    id_: str = made[place]["id"]
    before = sum(one["id"] == id_ for one in made[:place])
    return f"{id_}-{before + 1}" if before else id_


def _referral(plan: Plan, language: Language) -> Json:
    stop = plan.see_clinician
    assert stop is not None
    refusals = [rule.refuse for rule in stop.rules if rule.refuse]
    steps = dict.fromkeys(language.fill(step) for refusal in refusals for step in refusal.do_now)
    why = " ".join(dict.fromkeys(language.fill(refusal.why) for refusal in refusals))
    detail = {
        "code": _code("see-clinician", language.fill(refusals[0].who)),
        "status": "not-started",
        "statusReason": {"text": why},
        "doNotPerform": False,
        "scheduledString": stop.urgency,
        "description": " ".join(steps) or why,
    }
    return {"id": "see-clinician", "detail": detail}


# --- what to do ---


def _to_do(plan: Plan, content: Content, language: Language) -> Iterator[Json]:
    """Yield what the week holds; what is the same on several days stands once, with the days."""
    whole = tuple(plan.start + timedelta(days=number) for number in range(DAYS))
    own: dict[tuple[str, str, Slot | None], tuple[Planned, list[date]]] = {}
    for day in plan.days:
        for item in day.items:
            own.setdefault((item.id, language.text(item), item.slot), (item, []))[1].append(day.date)
    everything = [*((item, whole) for item in plan.every_day), *((item, tuple(days)) for item, days in own.values())]
    for item, days in sorted(everything, key=lambda one: SLOTS.index(one[0].slot) if one[0].slot else len(SLOTS)):
        yield _activity(item, _timing(item.slot, days, plan), content, language)


def _activity(item: Planned, timing: Json, content: Content, language: Language) -> Json:
    text = language.text(item)
    asked = [check for check in content.core.checks if check.id in item.checks]
    unless = language.ask_first(asked) if asked else ""
    said = [text, *(language.fill(rule.say) for rule in item.cautions if rule.say), unless]
    held = item.kind == "ask_first"
    detail = {
        "code": _code(item.id, language.fill(item.item.short) or text),
        "status": "on-hold" if held else "not-started",
        "statusReason": {"text": unless or language.fill(item.item.why) or text} if held else {},
        "doNotPerform": False,
        "scheduledTiming": timing,
        "description": " ".join(dict.fromkeys(filter(None, said))),
    }
    return {"id": item.id, "detail": detail}


def _timing(slot: Slot | None, days: tuple[date, ...], plan: Plan) -> Json:
    repeat: Json = {"boundsPeriod": period(plan), "frequency": 1, "period": 1, "periodUnit": "d"}
    if len(days) < DAYS:
        repeat |= {"periodUnit": "wk", "dayOfWeek": [_WEEKDAYS[day.weekday()] for day in days]}
        repeat["frequency"] = len(days)
    if slot is not None:
        repeat["when"] = [_WHEN[slot]]
    return {"repeat": repeat}


def _lists(plan: Plan, language: Language) -> Iterator[Json]:
    """Yield the foods and the drinks to choose from, one activity each."""
    for id_, listed in (("foods", plan.foods), ("drinks", plan.drinks)):
        named = [_of_list(one, language) for one in listed if one.kind != "ask_first"]
        if named:
            detail = {
                "code": _code(id_, language.say(f"careplan-{id_}")),
                "status": "not-started",
                "doNotPerform": False,
                "description": "; ".join(named),
            }
            yield {"id": id_, "detail": detail}


def _of_list(planned: Planned, language: Language) -> str:
    cautions = " ".join(language.fill(rule.say) for rule in planned.cautions if rule.say)
    food = planned.item
    assert isinstance(food, Food)
    serving = language.serving(food)
    named = f"{language.fill(food.text)} ({serving})" if serving else language.fill(food.text)
    return f"{named}: {cautions}" if cautions else named


# --- what is not to be done ---


def _not_to_do(plan: Plan, content: Content, language: Language) -> Iterator[Json]:
    """Yield each activity, stretch, food and drink that a rule takes from this person, with what the rule says."""
    rules = {bound.rule.id: bound for bound in content.rules}
    things = _things(plan, content)
    for decision in plan.decisions:
        item = things.get(decision.item)
        # A rule that takes the amounts of all foods off a sheet forbids none of them, nor does one of which nobody
        # knows whether it holds: then nothing is suggested, and the notes ask.
        barring = [rules[id_] for id_ in decision.held_by if not rules[id_].rule.reduce]
        if item is None or not barring or not _is_barred(decision):
            continue
        said = (language.fill(bound.rule.say or bound.rule.why) or _because(bound, language) for bound in barring)
        reason = " ".join(dict.fromkeys(filter(None, said))) or _in_words(barring[0].rule.id)
        named = _barred(item, barring, language)
        detail = {
            "code": _code(item.id, named),
            "status": "not-started",
            "statusReason": {"text": reason},
            "doNotPerform": True,
            "description": named,
        }
        yield {"id": f"not-{item.id}", "detail": detail}


def _because(bound: BoundRule, language: Language) -> str:
    """Return what a rule without a sentence of its own says of a person, as one."""
    said = language.fill(bound.rule.because)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _barred(item: Item | Stretch, barring: list[BoundRule], language: Language) -> str:
    """Return what is not to be done: of a food that nobody forbids, that no portion of it is to be added.

    Whoever takes warfarin is to keep greens as they are, and whoever is to have less potassium to keep normal meals.
    """
    text = language.fill(item.text)
    if not isinstance(item, Food):
        return text if isinstance(item, Stretch) else language.fill(item.short) or text
    forbidden = any(bound.rule.tells == "no" or (bound.hits and bound.hits.personal) for bound in barring)
    return text if forbidden else language.say("careplan-added", food=text)


def _is_barred(decision: Decision) -> bool:
    """Return whether it was a rule that took an item out, and not a choice among what is allowed."""
    return decision.outcome in ("out", "replaced") and not decision.because and bool(decision.decided_by)


def _things(plan: Plan, content: Content) -> dict[str, Item | Stretch]:
    """Return what can be done or eaten, by id; sentences are not among it."""
    template = content.template(plan.template.plan)
    things: Iterable[Item | Stretch] = (*template.activities, *content.stretches, *content.foods, *content.drinks)
    return {one.id: one for one in things if _can_be_turned_round(one)}


def _can_be_turned_round(item: Item) -> bool:
    """Return whether "not" before an item says what a rule means by taking it out.

    A place for a food or a number names nothing by itself. "Ask first" turned round would harm, and so would one of
    several forms of the same advice, of which another is given: "try to settle on your side".
    """
    return "{" not in item.text and item.tells in (None, "do") and not item.choice


def _in_words(id_: str) -> str:
    return id_.replace("-", " ")


def _code(id_: str, text: str) -> Json:
    return {"coding": [{"system": ITEMS, "code": id_}], "text": text}
