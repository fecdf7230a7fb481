"""The notes of a CarePlan: what no activity says, and nobody who takes the plan over may miss."""

from __future__ import annotations

from collections.abc import Iterator

from planner.i18n.language import Language
from planner.planning.plan import Plan, Planned

# A line with the head under which it stands, which may be empty.
Told = list[tuple[str, list[str]]]
_FAST = ("emergency", "urgent")


def notes(plan: Plan, language: Language) -> Told:
    """Return lines under their heads: signs, what could not be checked, questions, what to leave out or ask first."""
    heads: dict[str, dict[str, None]] = {}
    for head, line in _lines(plan, language):
        heads.setdefault(head, {})[line] = None
    return [(head, list(lines)) for head, lines in heads.items()]


def _lines(plan: Plan, language: Language) -> Iterator[tuple[str, str]]:
    for line in plan.alerts:
        yield _whom_to_call(line, language), language.text(line)
    if plan.profile.not_recognised:
        words = "; ".join(entry.text for entry in plan.profile.not_recognised)
        yield "", language.say("not-recognised", words=words)
    for rule in plan.stop_if:
        if rule.refuse:
            lead = rule.refuse.urgency if rule.refuse.urgency in _FAST else "routine"
            yield language.say(f"stop-{lead}"), language.fill(rule.refuse.stop_if)
    for check in plan.checks:
        yield language.say("questions-title"), f"{language.fill(check.text)} {language.follows(check)}"
    for line in plan.avoid:
        yield language.say("careplan-leave"), f"{language.text(line)} {language.fill(line.item.why)}".rstrip()
    for line in plan.ask_first:
        yield language.say("careplan-ask"), language.text(line)


def _whom_to_call(line: Planned, language: Language) -> str:
    who = language.fill(line.item.call)
    return language.say("call-title", who=who) if who else language.say("emergency-title")
