"""A plan as the JSON that scripts rely on, in one language."""

from __future__ import annotations

from typing import Any

from planner.content.knowledge import Content
from planner.i18n.language import Language, load_language
from planner.logic.criteria import Judgement
from planner.model.foods import Food
from planner.model.rules import Rule
from planner.model.stretches import Stretch
from planner.planning.plan import Bearing, Decision, Plan, Planned
from planner.profile.answers import unknown_keys

SCHEMA_VERSION = 1


def plan_json(plan: Plan, content: Content, language: str | None = None) -> dict[str, Any]:
    """Return the plan under the stable keys of `planner schema plan`."""
    answers = plan.profile.answers
    speech = load_language(content, language or answers.language, answers.country)
    return _Writer(plan, content, speech).plan_json()


class _Writer:
    """Writes one plan; every method returns plain data."""

    def __init__(self, plan: Plan, content: Content, language: Language) -> None:
        self.plan = plan
        self.content = content
        self.language = language
        self._reasons: dict[str, list[dict[str, str]]] = {}

    def plan_json(self) -> dict[str, Any]:
        """Return the whole plan."""
        plan, spec = self.plan, self.plan.template
        return {
            "schema_version": SCHEMA_VERSION,
            "outcome": plan.outcome,
            "plan": {"id": spec.plan, "version": spec.version, "status": spec.status},
            "start": plan.start.isoformat(),
            "language": self.language.code,
            "profile": self.profile(),
            "see_clinician": self.see_clinician(),
            "alerts": [self.alert(line) for line in plan.alerts],
            "checks": [self.check(index) for index in range(len(plan.checks))],
            "stop_if": [self.stop_if(rule) for rule in plan.stop_if],
            "message": "" if plan.see_clinician else self.language.fill(spec.message),
            "tonight": [item.id for item in plan.tonight],
            "every_day": [self.item(item) for item in plan.every_day],
            "days": [
                {
                    "day": day.day,
                    "date": day.date.isoformat(),
                    "theme": self.language.fill(day.theme.title),
                    "items": [self.item(item) for item in day.items],
                }
                for day in plan.days
            ],
            "checklist": {
                "foods": [self.food(food) for food in plan.foods],
                "drinks": [self.food(drink) for drink in plan.drinks],
            },
            "stretches": [self.stretch(stretch) for stretch in plan.stretches],
            "notes": [self.note(line) for line in plan.notes],
            "avoid": [self.avoid(line) for line in plan.avoid],
            "ask_first": [self.avoid(line) for line in plan.ask_first],
            "gaps": [self.gap(gap.slot, gap.days) for gap in plan.gaps],
            "reduced": list(plan.reduced),
            "decisions": [self.decision(decision) for decision in plan.decisions],
            "sources": self.sources(),
        }

    def profile(self) -> dict[str, Any]:
        """Return what was recognised, what was not, what is unknown and what was assumed; never the name."""
        profile, told = self.plan.profile, self.language.told
        given: dict[str, list[Any]] = {}
        for medicine in profile.medicines:
            given.setdefault(medicine.given, []).append(medicine)
        medications = [
            {
                "given": medicine.given,
                "recognised": medicine.name,
                "classes": list(medicine.classes),
                "near_miss": medicine.near_miss,
            }
            for medicines in given.values()
            for medicine in medicines
        ]
        return {
            "age": profile.answers.age,
            **({"as_of": profile.answers.as_of} if profile.answers.as_of else {}),
            "medications": medications,
            "findings": [
                {"given": f.given, "recognised": f.id, "fact": f.fact, "status": f.status, "near_miss": f.near_miss}
                for f in profile.findings
            ],
            "not_recognised": [entry.text for entry in profile.not_recognised],
            "unknown": list(profile.unknown or ()),
            "not_given": list(unknown_keys(profile.answers)),
            "assumed": [{"fact": a.fact, "as": told(a.taken), "because": told(a.because)} for a in profile.assumed],
            "twice": [{"medicine": name, "given": [first, second]} for name, first, second in profile.twice],
        }

    def see_clinician(self) -> dict[str, Any] | None:
        """Return the see-a-clinician page, or nothing for an ordinary plan."""
        stop = self.plan.see_clinician
        if stop is None:
            return None
        refuses = [rule.refuse for rule in stop.rules if rule.refuse]
        answers = self.plan.profile.answers
        bring = {
            "medications": answers.medications,
            "conditions": answers.conditions,
            "symptoms": answers.symptoms,
            "cramps": answers.cramps.where,
        }
        fill = self.language.fill
        return {
            "urgency": stop.urgency,
            "who": fill(refuses[0].who),
            "why": list(dict.fromkeys(fill(refuse.why) for refuse in refuses)),
            "do_now": list(dict.fromkeys(fill(step) for refuse in refuses for step in refuse.do_now)),
            "bring": [f"{key}: {', '.join(value) or 'none'}" for key, value in bring.items() if value is not None],
            "rules": [rule.id for rule in stop.rules],
            "sources": list(dict.fromkeys(source for rule in stop.rules for source in rule.sources)),
        }

    def alert(self, line: Planned) -> dict[str, Any]:
        """Return one emergency sign."""
        return {
            "id": line.id,
            "urgency": line.item.urgency or "emergency",
            "text": self.language.text(line),
            "sources": list(line.item.sources),
        }

    def check(self, index: int) -> dict[str, Any]:
        """Return one self-check question with its letter."""
        check = self.plan.checks[index]
        mark = self.plan.letters[check.id]
        text = f"{self.language.fill(check.text)} {self.language.fill(check.skip, {'mark': mark})}"
        return {"id": check.id, "text": text, "mark": mark}

    def stop_if(self, rule: Rule) -> dict[str, Any]:
        """Return one reason not to use the sheet that could not be judged."""
        assert rule.refuse is not None
        return {"id": rule.id, "urgency": rule.refuse.urgency, "text": self.language.fill(rule.refuse.stop_if)}

    def item(self, planned: Planned) -> dict[str, Any]:
        """Return one activity."""
        item = planned.item
        made = {
            "id": item.id,
            "slot": planned.slot,
            "kind": planned.kind,
            "text": self.language.text(planned),
            "short": self.language.fill(item.short),
            "cautions": [self.language.fill(rule.say) for rule in planned.cautions],
            "checks": list(planned.checks),
            "why": self.language.fill(item.why),
            "because": self.language.fill(item.because),
            "evidence": item.evidence or "none",
            "sources": list(item.sources),
        }
        if planned.food is not None:
            made["food"] = planned.food.id
        if item.stretch:
            made["stretch"] = item.stretch
        return made

    def food(self, planned: Planned) -> dict[str, Any]:
        """Return one food or drink of the checklist."""
        food = planned.item
        assert isinstance(food, Food)
        return {
            "id": food.id,
            "kind": planned.kind,
            "text": self.language.fill(food.text),
            "serving": self.language.fill(food.serving),
            "gives": list(food.gives),
            "section": food.section,
            "cautions": [self.language.fill(rule.say) for rule in planned.cautions],
            "checks": list(planned.checks),
            "sources": list(food.sources),
        }

    def stretch(self, stretch: Stretch) -> dict[str, Any]:
        """Return one stretch; seconds are those of one hold."""
        return {
            "id": stretch.id,
            "text": self.language.fill(stretch.text),
            "steps": [self.language.fill(step) for step in stretch.steps],
            "seconds": stretch.seconds,
            "rest_seconds": stretch.rest_seconds,
            "times": stretch.times,
            "dose": self.language.fill(stretch.dose),
            "variant": stretch.variant,
            "sources": list(stretch.sources),
        }

    def note(self, line: Planned) -> dict[str, Any]:
        """Return one line of a part."""
        return {
            "id": line.id,
            "part": line.item.part,
            "urgency": line.item.urgency,
            "text": self.language.text(line),
            "cautions": [self.language.fill(rule.say) for rule in line.cautions],
            "checks": list(line.checks),
            "why": self.language.fill(line.item.why),
            "because": self.language.fill(line.item.because),
            "sources": list(line.item.sources),
        }

    def avoid(self, line: Planned) -> dict[str, Any]:
        """Return one thing to leave out or to ask about first."""
        return {
            "id": line.id,
            "text": self.language.text(line),
            "cautions": [self.language.fill(rule.say) for rule in line.cautions],
            "checks": list(line.checks),
            "why": self.language.fill(line.item.why),
            "because": self.language.fill(line.item.because),
            "sources": list(line.item.sources),
        }

    def gap(self, slot: str, days: tuple[int, ...]) -> dict[str, Any]:
        """Return one slot with nothing safe in it."""
        return {"slot": slot, "days": list(days), "text": self.language.say("gap")}

    def decision(self, decision: Decision) -> dict[str, Any]:
        """Return one decision with the reasons of every rule that bears on it."""
        made = {
            "item": decision.item,
            "outcome": decision.outcome,
            "rules": list(decision.rules),
            "reasons": [reason for bearing in decision.bearings for reason in self.reasons_of(bearing)],
            "sources": list(decision.sources),
        }
        if decision.because:
            made["because"] = decision.because
        if decision.instead:
            made["instead"] = decision.instead
        return made

    def reasons_of(self, bearing: Bearing) -> list[dict[str, str]]:
        """Return the reasons of one rule, which often bears on dozens of items, as plain data."""
        known = self._reasons.get(bearing.rule.id)
        if known is None:
            known = self._reasons[bearing.rule.id] = reasons(bearing.judgement)
        return known

    def sources(self) -> list[dict[str, Any]]:
        """Return the sources of everything that is printed."""
        used: dict[str, None] = {}
        for planned in self.plan.printed:
            used |= dict.fromkeys(planned.item.sources)
            used |= dict.fromkeys(source for rule in planned.cautions for source in rule.sources)
        for stretch in self.plan.stretches:
            used |= dict.fromkeys(stretch.sources)
        for rule in (*(self.plan.see_clinician.rules if self.plan.see_clinician else ()), *self.plan.stop_if):
            used |= dict.fromkeys(rule.sources)
        known = self.content.sources
        return [source_json(known[id_]) for id_ in used if id_ in known]


def source_json(source: Any) -> dict[str, Any]:
    """Return one source as plain data."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "year": source.year,
        "url": source.url,
        "verified": source.verified,
    }


def reasons(judgement: Judgement) -> list[dict[str, str]]:
    """Return the reasons of a judgement as plain data."""
    return [
        {"fact": reason.fact, "asked": reason.asked, "found": reason.found, "truth": reason.truth.word}
        for reason in judgement.reasons
    ]
