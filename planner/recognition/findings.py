"""Findings: the concepts of an entry with their details and all that they imply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from planner.lexicon.names import Names
from planner.lexicon.phrases import PhraseTarget, Status
from planner.lexicon.words.numbers import WEEKS
from planner.lexicon.words.units import DRINKS
from planner.model.terms import Concept
from planner.recognition.amounts import names_amount
from planner.recognition.context import HitContext
from planner.recognition.details import WEEKS_OF_PREGNANCY, HitDetails
from planner.recognition.phrases import PhraseHit
from planner.recognition.tokens import prepare

HEAVY_DRINKS_A_DAY = 4  # Design choice: the lowest daily number that US guidance calls heavy.
RECENT_WEEKS = 13  # A duration says when something happened only while every reading of it is recent.
LONG_AGO_WEEKS = 52
NEUTRAL = "neutral-finding"  # What a concept implies that needs no rule; it holds only while nothing makes it serious.


class Finding(Struct, frozen=True):
    """One concept found in one written entry; a near miss may only restrict."""

    given: str
    id: str
    fact: str
    stage: float | None = None
    severe: bool | None = None
    weeks_ago: float | None = None
    status: Status = "current"
    weeks: int | None = None
    trimester: int | None = None
    near_miss: bool = False
    covered: bool = True
    resembles: str = ""
    assumed: str = ""
    key: str = ""


def findings_of(text: str, hit: PhraseHit, context: HitContext, details: HitDetails, names: Names) -> Iterator[Finding]:
    """Yield what one phrase stands for, with what its concepts imply."""
    for target in hit.targets:
        concept = names.concept[target.concept]
        status = target.status or context.status
        finding = _with_assumption(_detailed(text, target, status, details, concept), concept)
        finding = replace(finding, covered=_is_checked(finding, details, concept, names), near_miss=hit.near)
        finding = replace(finding, resembles=target.name if hit.near else "")
        umbrella = concept.fact == "allergies" and bool(concept.implies)
        if not umbrella:
            yield finding
        if status in ("current", "past") or umbrella:
            yield from _implied(finding, concept, names)
        unknown = names.concept.get(f"conditions/{concept.id}-limit-unknown")
        if concept.fact == "limits" and unknown is not None and not names_amount(concept.id, details.words):
            yield replace(finding, id=unknown.id, fact=unknown.fact, covered=concept_covered(unknown, names))


def _detailed(text: str, target: PhraseTarget, status: Status, details: HitDetails, concept: Concept) -> Finding:
    pregnancy = concept.fact == "pregnancy"
    if not pregnancy and status == "current" and (details.weeks_ago or 0) >= LONG_AGO_WEEKS:
        status = "past"
    ago = None if pregnancy else _weeks_ago(details, concept)
    return Finding(
        given=text,
        id=concept.id,
        fact=concept.fact,
        stage=target.stage if target.stage is not None else _possible_stage(details.stage, concept),
        severe=details.severe if target.severe is None else target.severe,
        weeks_ago=ago if target.weeks_ago is None else target.weeks_ago,
        status=status,
        weeks=_week(details.durations) if pregnancy else None,
        trimester=details.trimester if pregnancy else None,
    )


def _possible_stage(stage: float | None, concept: Concept) -> float | None:
    """Return a stage that an illness can have; one beyond the last counts as the last, none before the first."""
    if stage is None or not concept.stages:
        return None
    return min(stage, max(map(float, concept.stages))) if stage >= min(map(float, concept.stages)) else None


def _week(durations: tuple[float, ...]) -> int | None:
    """Return the week of a pregnancy; of several times that may be it none, so that the rules for all of them apply."""
    weeks = {int(weeks) for weeks in durations if int(weeks) in WEEKS_OF_PREGNANCY}
    return weeks.pop() if len(weeks) == 1 else None


def _weeks_ago(details: HitDetails, concept: Concept) -> float | None:
    """Return how long ago something was; a long duration ("in pain for 2 years") says nothing of when it happened."""
    # What is felt for ten days is felt now.
    if details.weeks_ago is not None or concept.fact == "symptoms" or concept.lasts:
        return details.weeks_ago
    lasting = min(details.durations, default=None) if details.months is None else details.months * WEEKS["month"]
    return lasting if lasting is not None and lasting <= RECENT_WEEKS else None


def _with_assumption(finding: Finding, concept: Concept) -> Finding:
    if "stage" not in concept.assume or finding.stage is not None or finding.status not in ("current", "past"):
        return finding
    return replace(finding, stage=float(concept.assume["stage"]), assumed=concept.assume_say)


def _implied(finding: Finding, concept: Concept, names: Names) -> Iterator[Finding]:
    for one in concept.implies:
        if one == NEUTRAL:
            continue
        implied = names.concept[one]
        said = concept.assume_say if not concept.stages and finding.status in ("current", "past") else ""
        plain_finding = replace(
            finding,
            id=one,
            fact=implied.fact,
            stage=None,
            weeks=None,
            trimester=None,
            assumed=said,
            covered=concept_covered(implied, names),
        )
        yield _with_assumption(plain_finding, implied)


def _is_checked(finding: Finding, details: HitDetails, concept: Concept, names: Names) -> bool:
    """Return whether all rules are loaded; what needs none still counts as not checked while it is severe or new."""
    new = finding.weeks_ago is not None and finding.weeks_ago <= RECENT_WEEKS
    if NEUTRAL in concept.implies and finding.status in ("current", "past") and (details.serious or new):
        return False
    return concept_covered(concept, names)


def concept_covered(concept: Concept, names: Names) -> bool:
    """Return whether all rules are loaded for a concept and for all that it implies."""
    return concept.covered and all(names.concept[one].covered for one in concept.implies)


_DRINK = f"(?:{'|'.join(sorted(DRINKS))})"


def heavy_drinking(text: str, names: Names) -> Iterator[Finding]:
    """Yield what only a number says: many drinks a day."""
    prepared = prepare(text)
    drinks = re.search(
        rf"\b(\d+)(?: ?(?:-|to|or) ?(\d+))? (?:\w+ of )?{_DRINK}s?"
        r"(?: of \w+)? ?(?:a|an|per|each|every|/)? ?(?:day|night|evening|daily|nightly)\b",
        prepared,
    )
    if drinks and int(drinks[2] or drinks[1]) >= HEAVY_DRINKS_A_DAY and "alcohol-heavy" in names.concept:
        concept = names.concept["alcohol-heavy"]
        yield Finding(text, concept.id, concept.fact, covered=concept_covered(concept, names))


def as_near_miss(finding: Finding, names: Names) -> Finding:
    """Return a finding of an entry understood in part; any word of pregnancy switches its rules on all the same."""
    if finding.fact == "pregnancy" and finding.status == "current" and not finding.near_miss:
        return finding
    return replace(
        finding, near_miss=True, resembles=finding.resembles or names.concept[f"{finding.fact}/{finding.id}"].label
    )


def distinct_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return each concept once for each status: certain before near miss, detailed before bare."""
    found: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        place = (finding.fact, finding.id, finding.status)
        if place not in found or _weight(finding) > _weight(found[place]):
            found[place] = finding
    return tuple(found.values())


def _weight(finding: Finding) -> tuple[bool, float, bool, bool]:
    return (not finding.near_miss, finding.stage or 0.0, bool(finding.severe), not finding.assumed)
