"""A plan as the JSON that scripts rely on, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import UNSET

from planner.content.knowledge import Content
from planner.formats import shapes
from planner.i18n.language import Language, load_language
from planner.logic.criteria import Judgement
from planner.logic.facts import Facts
from planner.model.foods import Food, Meal
from planner.model.rules import Rule, SelfCheck
from planner.model.sources import Source
from planner.model.stretches import Stretch
from planner.planning.plan import Day, Decision, Gap, Limit, Plan, Planned
from planner.profile.answers import unknown_keys
from planner.profile.profile import Profile

Reasons = tuple[shapes.ReasonJson, ...]


def plan_json(plan: Plan, content: Content) -> dict[str, Any]:
    """Return the plan as a reader of its JSON has it: plain data under the keys of `planner schema plan`."""
    read: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(plan_shape(plan, content)))
    return read


def plan_shape(plan: Plan, content: Content) -> shapes.PlanJson:
    """Return the plan as the records of its JSON, in the language of its sheet."""
    template = plan.template
    options = plan.profile.options
    speech = load_language(content, options.language, plan.profile.answers.country, options.numbers)
    return shapes.PlanJson(
        schema_version=1,
        outcome=plan.outcome,
        plan=shapes.TemplateJson(id=template.plan, version=template.version, status=template.status),
        start=plan.start,
        language=speech.code,
        profile=_profile(plan.profile, speech),
        see_clinician=_referral(plan, speech),
        alerts=tuple(_alert(line, speech) for line in plan.alerts),
        checks=tuple(_check(check, speech) for check in plan.checks),
        front_checks=tuple(check.id for check in plan.front_checks),
        limits=tuple(_limit(limit, speech) for limit in plan.limits),
        stop_if=tuple(_stop_if(rule, speech) for rule in plan.stop_if),
        message="" if plan.see_clinician else speech.fill(template.message),
        tonight=tuple(item.id for item in plan.tonight),
        every_day=tuple(_activity(item, speech, content) for item in plan.every_day),
        days=tuple(_day(day, speech, content) for day in plan.days),
        checklist=shapes.ChecklistJson(
            foods=tuple(_food(food, speech) for food in plan.foods),
            drinks=tuple(_food(drink, speech) for drink in plan.drinks),
        ),
        stretches=tuple(_stretch(stretch, speech) for stretch in plan.stretches),
        notes=tuple(_note(line, speech) for line in plan.notes),
        avoid=tuple(_warning(line, speech) for line in plan.avoid),
        ask_first=tuple(_warning(line, speech) for line in plan.ask_first),
        gaps=tuple(_gap(gap, speech) for gap in plan.gaps),
        reduced=plan.reduced,
        decisions=_decisions(plan),
        sources=tuple(_source(content.sources[id_]) for id_ in used_sources(plan) if id_ in content.sources),
    )


# --- the profile as read ---


def _profile(profile: Profile, language: Language) -> shapes.ProfileJson:
    told = language.told
    return shapes.ProfileJson(
        age=profile.answers.age,
        as_of=profile.answers.as_of or profile.as_of or UNSET,
        medications=_medications(profile),
        findings=tuple(
            shapes.FindingJson(given=f.given, recognised=f.id, fact=f.fact, status=f.status, near_miss=f.near_miss)
            for f in profile.findings
        ),
        not_recognised=tuple(entry.text for entry in profile.not_recognised),
        unknown=tuple(profile.unknown or ()),
        not_given=tuple(unknown_keys(profile.answers)),
        assumed=tuple(
            shapes.AssumedJson(fact=a.fact, taken=told(a.taken), because=told(a.because)) for a in profile.assumed
        ),
        dislikes=tuple(shapes.DislikedJson(given=one.given, foods=one.foods) for one in profile.dislikes),
        twice=tuple(shapes.TwiceJson(medicine=name, given=(one, other)) for name, one, other in profile.twice),
    )


def _medications(profile: Profile) -> tuple[shapes.MedicationJson, ...]:
    """Return what was read as medicines, what one entry holds side by side."""
    entries = list(dict.fromkeys(medicine.given for medicine in profile.medicines))
    return tuple(
        shapes.MedicationJson(given=m.given, recognised=m.name, classes=m.classes, near_miss=m.near_miss)
        for m in sorted(profile.medicines, key=lambda medicine: entries.index(medicine.given))
    )


def _referral(plan: Plan, language: Language) -> shapes.ReferralJson | None:
    """Return the see-a-clinician page, or nothing for an ordinary plan."""
    stop = plan.see_clinician
    if stop is None:
        return None
    refusals = [rule.refuse for rule in stop.rules if rule.refuse]
    return shapes.ReferralJson(
        urgency=stop.urgency,
        who=language.fill(refusals[0].who),
        why=_once(language.fill(refusal.why) for refusal in refusals),
        do_now=_once(language.fill(step) for refusal in refusals for step in refusal.do_now),
        bring=tuple(_bring(plan.profile)),
        rules=tuple(rule.id for rule in stop.rules),
        sources=_once(source for rule in stop.rules for source in rule.sources),
    )


def _bring(profile: Profile) -> Iterator[str]:
    """Yield what to tell the clinician, as the person gave it."""
    answers = profile.answers
    given = {
        "medications": answers.medications,
        "conditions": answers.conditions,
        "symptoms": answers.symptoms,
        "cramps": answers.cramps.where,
    }
    yield from (f"{key}: {', '.join(value) or 'none'}" for key, value in given.items() if value is not None)


# --- what is printed ---


def _alert(line: Planned, language: Language) -> shapes.AlertJson:
    urgency = line.item.urgency or "emergency"
    call = language.fill(line.item.call) or UNSET
    return shapes.AlertJson(id=line.id, urgency=urgency, text=language.text(line), call=call, sources=line.item.sources)


def _check(check: SelfCheck, language: Language) -> shapes.CheckJson:
    text, unless = language.fill(check.text), language.fill(check.unless)
    return shapes.CheckJson(id=check.id, text=text, then=language.follows(check), unless=unless)


def _limit(limit: Limit, language: Language) -> shapes.LimitJson:
    litres = UNSET if limit.litres is None else limit.litres
    sources = limit.rule.sources if limit.rule is not None else ()
    return shapes.LimitJson(id=limit.id, text=language.limit(limit), litres=litres, sources=sources)


def _stop_if(rule: Rule, language: Language) -> shapes.StopIfJson:
    assert rule.refuse is not None
    return shapes.StopIfJson(id=rule.id, urgency=rule.refuse.urgency, text=language.fill(rule.refuse.stop_if))


def _day(day: Day, language: Language, content: Content) -> shapes.DayJson:
    items = tuple(_activity(item, language, content) for item in day.items)
    return shapes.DayJson(day=day.day, date=day.date, theme=language.fill(day.theme.title), items=items)


def _activity(planned: Planned, language: Language, content: Content) -> shapes.ActivityJson:
    item = planned.item
    assert planned.slot is not None  # Only what has a time of day stands in a day.
    return shapes.ActivityJson(
        id=item.id,
        slot=planned.slot,
        kind=planned.kind,
        text=language.text(planned),
        short=language.fill(item.short),
        cautions=_cautions(planned, language),
        checks=planned.checks,
        why=language.fill(item.why),
        because=language.fill(item.because),
        evidence=item.evidence or "none",
        sources=item.sources,
        food=planned.food.id if planned.food is not None else UNSET,
        meal=_meal(planned.meal, language) if planned.meal is not None else UNSET,
        stretch=item.stretch or UNSET,
        offers=tuple(_offer(one, language, content) for one in planned.offers) or UNSET,
    )


def _offer(offered: Planned, language: Language, content: Content) -> shapes.OfferJson:
    text = language.offer(offered, [content.checks[check] for check in offered.checks])
    return shapes.OfferJson(id=offered.id, text=text, cautions=_cautions(offered, language), checks=offered.checks)


def _meal(meal: Meal, language: Language) -> shapes.MealJson:
    return shapes.MealJson(id=meal.id, text=language.sentence(meal.text), foods=meal.foods)


def _food(planned: Planned, language: Language) -> shapes.FoodJson:
    food = planned.item
    assert isinstance(food, Food)
    return shapes.FoodJson(
        id=food.id,
        kind=planned.kind,
        text=language.fill(food.text),
        serving=language.serving(food),
        gives=food.gives,
        section=food.section,
        cautions=_cautions(planned, language),
        checks=planned.checks,
        sources=food.sources,
    )


def _stretch(stretch: Stretch, language: Language) -> shapes.StretchJson:
    return shapes.StretchJson(
        id=stretch.id,
        text=language.fill(stretch.text),
        steps=tuple(language.fill(step) for step in stretch.steps),
        seconds=stretch.seconds,
        rest_seconds=stretch.rest_seconds,
        times=stretch.times,
        dose=language.fill(stretch.dose),
        variant=stretch.variant,
        sources=stretch.sources,
    )


def _note(line: Planned, language: Language) -> shapes.NoteJson:
    return shapes.NoteJson(
        id=line.id,
        part=line.item.part,
        urgency=line.item.urgency,
        text=language.text(line),
        cautions=_cautions(line, language),
        checks=line.checks,
        why=language.fill(line.item.why),
        because=language.fill(line.item.because),
        sources=line.item.sources,
    )


def _warning(line: Planned, language: Language) -> shapes.WarningJson:
    return shapes.WarningJson(
        id=line.id,
        text=language.text(line),
        cautions=_cautions(line, language),
        checks=line.checks,
        why=language.fill(line.item.why),
        because=language.fill(line.item.because),
        sources=line.item.sources,
    )


def _cautions(planned: Planned, language: Language) -> tuple[str, ...]:
    return tuple(language.fill(rule.say) for rule in planned.cautions)


def _gap(gap: Gap, language: Language) -> shapes.GapJson:
    return shapes.GapJson(slot=gap.slot, days=gap.days, text=language.say("gap"))


# --- why ---


def _decisions(plan: Plan) -> tuple[shapes.DecisionJson, ...]:
    """Return the decisions; the reasons of a rule, which often bears on dozens of items, are worked out once."""
    judged = {bearing.rule.id: bearing.judgement for decision in plan.decisions for bearing in decision.bearings}
    known = {rule: reasons(judgement, plan.profile.facts) for rule, judgement in judged.items()}
    return tuple(_decision(decision, known) for decision in plan.decisions)


def _decision(decision: Decision, known: dict[str, Reasons]) -> shapes.DecisionJson:
    return shapes.DecisionJson(
        item=decision.item,
        outcome=decision.outcome,
        rules=decision.rules,
        reasons=tuple(reason for rule in decision.rules for reason in known[rule]),
        sources=decision.sources,
        because=decision.because or UNSET,
        instead=decision.instead or UNSET,
    )


def reasons(judgement: Judgement, facts: Facts) -> Reasons:
    """Return the reasons of a judgement."""
    return tuple(
        shapes.ReasonJson(fact=reason.fact, asked=reason.asked, found=reason.found, truth=reason.truth.word)
        for reason in judgement.reasons(facts)
    )


def used_sources(plan: Plan) -> dict[str, None]:
    """Return the ids of the sources of everything that is printed, in the order of the sheet."""
    used: dict[str, None] = {}
    for planned in plan.printed:
        used |= dict.fromkeys(planned.item.sources)
        used |= dict.fromkeys(source for one in planned.offers for source in one.item.sources)
        used |= dict.fromkeys(planned.meal.sources if planned.meal is not None else ())
        rules = (rule for one in (planned, *planned.offers) for rule in one.cautions)
        used |= dict.fromkeys(source for rule in rules for source in rule.sources)
    for stretch in plan.stretches:
        used |= dict.fromkeys(stretch.sources)
    for rule in (*(plan.see_clinician.rules if plan.see_clinician else ()), *plan.stop_if):
        used |= dict.fromkeys(rule.sources)
    return used


def _source(source: Source) -> shapes.SourceJson:
    return shapes.SourceJson(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        year=source.year,
        url=source.url,
        verified=source.verified,
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts without those that were there before."""
    return tuple(dict.fromkeys(texts))
