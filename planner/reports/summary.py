"""The screen with which an explanation begins: the outcome, how the profile was read, and what told most."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator

from planner.logic.facts import Facts
from planner.logic.truth import Truth
from planner.planning.plan import Plan, Verdict
from planner.profile.profile import Profile
from planner.profile.words import excerpt

WIDTH = 80
_LINES = 2  # for each list; what has no room is counted
_RULES = 5
_INDENT = "    "
# The strictest first.
_EFFECTS = ("exclude", "ask_first", "caution")


def summary(plan: Plan) -> Iterator[str]:
    """Yield at most about twenty lines of 80 columns."""
    stop = plan.see_clinician
    outcome = f"see a clinician first ({stop.urgency})" if stop else f"a plan of seven days from {plan.start}"
    yield f"Summary: {outcome}"
    yield from _listed("Read", _read(plan.profile))
    yield from _listed("Not read", _once(excerpt(entry.text) for entry in plan.profile.not_recognised))
    yield from _listed("Unknown", list(plan.profile.unknown))
    yield from _listed("Assumed", _once(f"{one.fact} -> {one.taken}" for one in plan.profile.assumed))
    yield from _items(plan)
    yield from _telling(plan)
    yield ""


def _read(profile: Profile) -> list[str]:
    """Return what was recognised, each entry with all that it was read as, without what it only resembles."""
    found: dict[str, list[str]] = {}
    for medicine in profile.medicines:
        if not medicine.near_miss:
            found.setdefault(medicine.given, []).append(medicine.name)
    for finding in profile.findings:
        if not finding.near_miss:
            status = "" if finding.status == "current" else f" ({finding.status})"
            found.setdefault(finding.given, []).append(f"{finding.id}{status}")
    return [f"{excerpt(given)} -> {' + '.join(_once(names))}" for given, names in found.items()]


def _items(plan: Plan) -> Iterator[str]:
    """Yield how many items are in, changed and out."""
    if not plan.decisions:
        return
    of = Counter(decision.outcome for decision in plan.decisions)
    changed = {"with care": of["caution"], "to ask about first": of["ask_first"], "replaced": of["replaced"]}
    listed = ", ".join(f"{count} {what}" for what, count in changed.items() if count)
    yield f"Items: {of['in']} in, {sum(changed.values())} changed{f' ({listed})' if listed else ''}, {of['out']} out"


def _telling(plan: Plan) -> Iterator[str]:
    """Yield the rules that this person's own answers made fire and that tell most, each with its because."""
    decided = Counter(rule for decision in plan.decisions for rule in decision.decided_by)
    told: dict[str, Verdict] = {}
    personal = sorted(_personal(plan), key=lambda verdict: _order(verdict, decided))
    for verdict in _refusals(plan) or personal:
        told.setdefault(_because(verdict, plan.profile.facts), verdict)
    if told:
        yield "What told most:"
    for because, verdict in list(told.items())[:_RULES]:
        count = decided[verdict.rule.id]
        items = f", {count} {'item' if count == 1 else 'items'}" if count else ""
        yield from _wrapped(f"  {because}: {verdict.rule.id} ({verdict.effect}{items})", _LINES)


def _refusals(plan: Plan) -> list[Verdict]:
    """Return the rules that ask for a clinician, the most urgent first; beside them nothing else tells."""
    verdicts = {verdict.rule.id: verdict for verdict in plan.verdicts}
    return [verdicts[rule.id] for rule in plan.see_clinician.rules] if plan.see_clinician else []


def _personal(plan: Plan) -> list[Verdict]:
    """Return the rules that hold, and say of which answer that comes."""
    return [one for one in plan.verdicts if one.judgement.truth >= Truth.ASSUMED and one.rule.because]


def _order(verdict: Verdict, decided: Counter[str]) -> tuple[int, int]:
    """Return the place of a rule: by the items that it decides, then by how strict it is."""
    return -decided[verdict.rule.id], _EFFECTS.index(verdict.effect) if verdict.effect in _EFFECTS else len(_EFFECTS)


def _because(verdict: Verdict, facts: Facts) -> str:
    """Return the rule's own words for what it rests on, or what was found."""
    found = "; ".join(_once(f"{reason.fact}: {reason.found}" for reason in verdict.judgement.reasons(facts)))
    return f"because {verdict.rule.because}" if verdict.rule.because else excerpt(found)


def _listed(label: str, entries: list[str]) -> Iterator[str]:
    """Yield a list in few lines; how many entries had no room is said."""
    if not entries:
        return
    for shown in range(len(entries), 0, -1):
        more = f"; and {len(entries) - shown} more" if shown < len(entries) else ""
        lines = _wrapped(f"{label} ({len(entries)}): {'; '.join(entries[:shown])}{more}")
        if len(lines) <= _LINES or shown == 1:
            yield from lines[:_LINES]
            return


def _wrapped(text: str, at_most: int | None = None) -> list[str]:
    """Return text in lines; an id is never broken at one of its hyphens."""
    shape = textwrap.TextWrapper(WIDTH, subsequent_indent=_INDENT, placeholder=" …", break_on_hyphens=False)
    shape.max_lines = at_most
    return shape.wrap(text)


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
