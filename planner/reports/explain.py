"""Why a plan is as it is: every decision and every rule, fired or not, as sentences or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import to_builtins

from planner.content.knowledge import Content
from planner.errors import UsageError, did_you_mean
from planner.formats.json import plan_json, reasons
from planner.logic.criteria import Reason
from planner.logic.facts import Facts
from planner.logic.truth import Truth
from planner.planning.plan import Decision, Plan, Verdict
from planner.profile.profile import Profile
from planner.profile.words import MAX_EXCERPT, excerpt
from planner.reports.summary import summary

_STATE = {
    Truth.YES: "applies",
    Truth.ASSUMED: "applies (assumed)",
    Truth.UNKNOWN: "cannot be judged",
    Truth.NO: "does not apply",
}
_OUTCOMES = {
    "in": "in",
    "caution": "in, with care",
    "ask_first": "ask first",
    "replaced": "replaced",
    "out": "out",
}
_BECAUSE = {
    "not-for-this-person": "it is for other people (its own condition does not hold)",
    "never-suggested": "it is never suggested to anyone",
    "another-of-the-same-choice": "another of the same choice is in",
    "a-rule-says-more": "a rule for this person says it more strictly",
    "enough-others": "it is allowed, and enough others of its kind are on the checklist",
    "not-liked": "because you do not like it",
    "not-needed-this-week": "nothing in this week rests on it",
}


def find(content: Content, plan: Plan, *, rule: str | None, item: str | None) -> None:
    """Raise UsageError, naming the nearest, if there is no such rule or item."""
    rules = {bound.rule.id for bound in content.rules}
    items = set(content.template(plan.template.plan).items)
    for what, wanted, known in (("rule", rule, rules), ("item", item, items)):
        if wanted is not None and wanted not in known:
            raise UsageError(f"there is no {what} '{wanted}'{did_you_mean(wanted, known)}")


def explain_text(plan: Plan, *, rule: str | None = None, item: str | None = None) -> str:
    """Return the explanation as sentences; `rule` and `item` keep only what has that id."""
    return _with_excerpts("\n".join(_lines(plan, rule, item)) + "\n", plan.profile)


def explain_json(plan: Plan, content: Content, *, rule: str | None = None, item: str | None = None) -> dict[str, Any]:
    """Return the explanation as plain data: the profile as read, decisions, and every rule with its reasons."""
    whole = plan_json(plan, content)
    verdicts = [verdict for verdict in plan.verdicts if rule in (None, verdict.rule.id)]
    return {
        "outcome": whole["outcome"],
        "plan": whole["plan"],
        "profile": whole["profile"],
        "see_clinician": whole["see_clinician"],
        "decisions": [d for d in whole["decisions"] if item in (None, d["item"]) and (not rule or rule in d["rules"])],
        "rules": [] if item else [_verdict_json(verdict, plan.profile.facts) for verdict in verdicts],
    }


def _verdict_json(verdict: Verdict, facts: Facts) -> dict[str, Any]:
    return {
        "rule": verdict.rule.id,
        "effect": verdict.effect,
        "truth": verdict.judgement.truth.word,
        "assumed": verdict.judgement.truth is Truth.ASSUMED,
        "reasons": [to_builtins(reason) for reason in reasons(verdict.judgement, facts)],
        "sources": list(verdict.rule.sources),
        "verified": verdict.rule.verified,
    }


def _lines(plan: Plan, rule: str | None, item: str | None) -> Iterator[str]:
    if not rule and not item:
        yield from summary(plan)
        yield from _profile(plan)
    decisions = [d for d in plan.decisions if item in (None, d.item) and (not rule or rule in d.rules)]
    if decisions:
        yield f"Items ({len(decisions)})"
        verdicts = {verdict.rule.id: verdict for verdict in plan.verdicts}
        for decision in decisions:
            yield from _decision(decision, verdicts, plan.profile.facts)
        yield ""
    if not item:
        asked = [verdict for verdict in plan.verdicts if rule in (None, verdict.rule.id)]
        yield from _rules(asked, plan.profile.facts)


def _profile(plan: Plan) -> Iterator[str]:
    profile = plan.profile
    outcome = "see a clinician first" if plan.see_clinician else "an ordinary plan"
    yield f"Plan {plan.template.plan} {plan.template.version}: {outcome}"
    for medicine in profile.medicines:
        near = f" (near miss for {medicine.resembles}: only its restrictions count)" if medicine.near_miss else ""
        yield f"  medicine: {medicine.given} -> {medicine.name} [{', '.join(medicine.classes)}]{near}"
    for finding in profile.findings:
        status = "" if finding.status == "current" else f" ({finding.status})"
        yield f"  {finding.fact}: {finding.given} -> {finding.id}{status}"
    for unread in profile.not_recognised:
        yield f"  not recognised: {unread.text} ({unread.key})"
    for assumed in profile.assumed:
        yield f"  assumed: {assumed.fact} -> {assumed.taken} ({assumed.because})"
    if profile.unknown:
        yield f"  unknown: {', '.join(profile.unknown)}"
    yield ""


def _with_excerpts(text: str, profile: Profile) -> str:
    """Return an explanation in which a person's own words are no longer than in any other message."""
    given = {medicine.given for medicine in profile.medicines} | {finding.given for finding in profile.findings}
    given |= {entry.text for entry in profile.not_recognised} | {words for _, words in profile.answers.limits or ()}
    for words in sorted((words for words in given if len(words) > MAX_EXCERPT), key=len, reverse=True):
        text = text.replace(words, excerpt(words))
    return text


def _decision(decision: Decision, verdicts: dict[str, Verdict], facts: Facts) -> Iterator[str]:
    instead = f" by {decision.instead}" if decision.instead else ""
    because = f": {_BECAUSE[decision.because]}" if decision.because else ""
    yield f"  {decision.item}: {_OUTCOMES[decision.outcome]}{instead}{because} [{', '.join(decision.sources)}]"
    for id_ in decision.rules:
        verdict = verdicts[id_]
        yield f"    {id_} ({verdict.effect}) {_STATE[verdict.judgement.truth]}: {_why(verdict, facts)}"


def _rules(verdicts: list[Verdict], facts: Facts) -> Iterator[str]:
    for truth in (Truth.YES, Truth.ASSUMED, Truth.UNKNOWN, Truth.NO):
        group = [verdict for verdict in verdicts if verdict.judgement.truth is truth]
        if group:
            yield f"Rules: {_STATE[truth]} ({len(group)})"
            for verdict in group:
                sources = ", ".join(verdict.rule.sources)
                yield f"  {verdict.rule.id} ({verdict.effect}): {_why(verdict, facts)} [{sources}]"
            yield ""


def _why(verdict: Verdict, facts: Facts) -> str:
    return "; ".join(dict.fromkeys(map(_reason, verdict.judgement.reasons(facts)))) or "holds for everybody"


def _reason(reason: Reason) -> str:
    return f"{reason.fact} {reason.asked}? {reason.truth.word}: {reason.found}"
