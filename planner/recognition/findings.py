"""Findings: the concepts of an entry with their details and all that they imply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from planner.lexicon.names import Names
from planner.lexicon.phrases import PhraseTarget, Status
from planner.model.terms import NEUTRAL, NO_ILLNESS, Concept
from planner.recognition.context import HitContext
from planner.recognition.details import WEEKS_OF_PREGNANCY, HitDetails
from planner.recognition.phrases import PhraseHit
from planner.recognition.quantities.aged import days_of, targets_of
from planner.recognition.quantities.amounts import names_amount

_DIGIT = re.compile(r"\d")
HEAVY_DRINKS_A_DAY = 4  # Design choice: the lowest daily number that US guidance calls heavy.
DAYS_OF_A_WEEK = 7
RECENT_WEEKS = 13  # A duration says when something happened only while every reading of it is recent.
LONG_AGO_WEEKS = 52


class Finding(Struct, frozen=True):
    """One concept found in one written entry; a near miss may only restrict.

    What follows from a value names its measure and which of its bands it lies in.
    """

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
    uncertain: bool = False
    # Found only because some letters resemble a name.
    by_likeness: bool = False
    key: str = ""
    measure: str = ""
    band: int = 0


def findings_of(text: str, hit: PhraseHit, context: HitContext, details: HitDetails, names: Names) -> Iterator[Finding]:
    """Yield what one phrase stands for, with what its concepts imply."""
    for target in targets_of(hit, context.status, details.weeks_ago, names):
        concept = names.concept[target.concept]
        status = target.status or _status(context, concept, details, names)
        finding = _with_assumption(_detailed(text, target, status, details, concept, names), concept)
        finding = replace(
            finding,
            covered=status == "denied" or _is_checked(finding, details, concept, names),
            near_miss=hit.near,
            uncertain=context.uncertain,
            by_likeness=hit.near,
            resembles=target.name if hit.near else "",
        )
        finding = _over(finding, concept, details)
        umbrella = concept.fact == "allergies" and bool(concept.implies)
        if not umbrella:
            yield finding
        if status in ("current", "past") or umbrella:
            yield from implied_findings(finding, concept, names)
        elif status == "planned" and concept.event and not context.screening:
            # Who waits for an operation has the illness.
            yield from _of_who_waits(finding, concept, names)
        if concept.suspected and context.uncertain and status == "current":
            yield from _as_suspected(finding, concept, names)
        unknown = names.concept.get(f"conditions/{concept.id}-limit-unknown")
        if concept.fact == "limits" and unknown is not None and not names_amount(concept.id, details.words):
            yield replace(finding, id=unknown.id, fact=unknown.fact, covered=concept_covered(unknown, names))


def _status(context: HitContext, concept: Concept, details: HitDetails, names: Names) -> Status:
    """Return the status that a context gives; who waits for treatment of an illness has the illness.

    An operation that was planned and done on a day has happened. What somebody can wait for, with a day that is to
    come, is planned; a stroke with such a day is a slip of the pen. What is not there since a day was there before.
    """
    if context.status == "denied" and details.from_then and concept.fact != "pregnancy":
        return "past"
    if (
        context.status == "current"
        and details.ahead
        and details.weeks_ago is None
        and concept.event
        and concept.awaited
    ):
        return "planned"
    if context.status != "planned" or context.screening:
        return context.status
    done = details.weeks_ago is not None and not set(names.words.raw.carried_out).isdisjoint(details.words)
    return "current" if done or not concept.event else context.status


def _over(finding: Finding, concept: Concept, details: HitDetails) -> Finding:
    """Return an event whose time nobody gave as over: it is asked about, and not taken for one of today.

    One that is suspected, new or in hospital is one of today, and so is one whose time nobody understood.
    """
    if not concept.event or finding.status not in ("current", "past") or finding.weeks_ago is not None:
        return finding
    if details.of_today or details.unread_time or (finding.uncertain and finding.status == "current"):
        return replace(finding, status="current", weeks_ago=0.0)
    # How bad something was that began years ago says nothing of now.
    return replace(finding, status="past", severe=finding.severe if details.since is None else None)


def _detailed(
    text: str, target: PhraseTarget, status: Status, details: HitDetails, concept: Concept, names: Names
) -> Finding:
    pregnancy, severe = concept.fact == "pregnancy", details.severe
    lasts = pregnancy or bool(target.measure)
    if pregnancy and status == "current" and (details.weeks_ago or 0) >= LONG_AGO_WEEKS:
        status = "past"
    if not lasts and status == "current" and _is_over(details.weeks_ago or 0, concept):
        status = "past"
        # How bad an attack was that is over says nothing of now.
        severe = None if concept.over_after_days else severe
    ago = None if pregnancy else _weeks_ago(details, concept, names)
    # "Acute" names the kind of an event; when it was, a day says better.
    dated = details.weeks_ago is not None or (concept.event and details.since is not None)
    return Finding(
        given=text,
        id=concept.id,
        fact=concept.fact,
        stage=target.stage if target.stage is not None else _possible_stage(details.stage, concept),
        severe=severe if target.severe is None else target.severe,
        weeks_ago=ago if target.weeks_ago is None or dated else target.weeks_ago,
        status=status,
        weeks=_week(details.durations) if pregnancy else None,
        trimester=details.trimester if pregnancy else None,
        measure=target.measure,
        band=target.band,
    )


def _is_over(weeks_ago: float, concept: Concept) -> bool:
    if concept.over_after_days:
        return days_of(weeks_ago) > concept.over_after_days
    return weeks_ago >= LONG_AGO_WEEKS


def _possible_stage(stage: float | None, concept: Concept) -> float | None:
    """Return a stage that an illness can have; one beyond the last counts as the last, none before the first."""
    if stage is None or not concept.stages:
        return None
    return min(stage, max(map(float, concept.stages))) if stage >= min(map(float, concept.stages)) else None


def _week(durations: tuple[float, ...]) -> int | None:
    """Return the week of a pregnancy; of several times that may be it none, so that the rules for all of them apply."""
    weeks = {int(weeks) for weeks in durations if int(weeks) in WEEKS_OF_PREGNANCY}
    return weeks.pop() if len(weeks) == 1 else None


def _weeks_ago(details: HitDetails, concept: Concept, names: Names) -> float | None:
    """Return how long ago something was; a long duration ("in pain for 2 years") says nothing of when it happened."""
    if details.weeks_ago is None and concept.event and details.lately is not None:
        return details.lately
    # What is felt for ten days is felt now.
    if details.weeks_ago is not None or concept.fact == "symptoms" or concept.lasts:
        return details.weeks_ago
    lasting = [] if details.since is None else [details.since]
    lasting += details.durations if details.months is None else [details.months * names.words.weeks["month"]]
    return min((weeks for weeks in lasting if weeks <= RECENT_WEEKS), default=None)


def _with_assumption(finding: Finding, concept: Concept) -> Finding:
    if "stage" not in concept.assume or finding.stage is not None or finding.status not in ("current", "past"):
        return finding
    return replace(finding, stage=float(concept.assume["stage"]), assumed=concept.assume_say)


def implied_findings(finding: Finding, concept: Concept, names: Names) -> Iterator[Finding]:
    """Yield what a finding implies."""
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


def _of_who_waits(finding: Finding, concept: Concept, names: Names) -> Iterator[Finding]:
    """Yield the illness for which an operation is planned; what else happens with it has not happened."""
    now = replace(finding, status="current", weeks_ago=None)
    illness = replace(concept, implies=(*concept.implies, *concept.awaited))
    for one in implied_findings(now, illness, names):
        if not names.concept[f"{one.fact}/{one.id}"].event:
            yield one


def _as_suspected(finding: Finding, concept: Concept, names: Names) -> Iterator[Finding]:
    """Yield what an illness is as well that is not certain: a clot that is suspected."""
    for one in concept.suspected:
        also = names.concept[one]
        yield replace(finding, id=also.id, fact=also.fact, stage=None, covered=concept_covered(also, names))


def _is_checked(finding: Finding, details: HitDetails, concept: Concept, names: Names) -> bool:
    """Return whether all rules are loaded; what needs none still counts as not checked while it is severe or new."""
    new = not finding.measure and finding.weeks_ago is not None and finding.weeks_ago <= RECENT_WEEKS
    may_be_serious = NEUTRAL in concept.implies and concept.neutral not in NO_ILLNESS
    if may_be_serious and finding.status in ("current", "past") and (details.serious or new):
        return False
    return concept_covered(concept, names)


def concept_covered(concept: Concept, names: Names) -> bool:
    """Return whether all rules are loaded for a concept and for all that it implies."""
    return concept.covered and all(names.concept[one].covered for one in concept.implies)


@lru_cache(maxsize=8)
def _drinks(written: str) -> re.Pattern[str]:
    """Return what finds a number of drinks, made for the first entry with a number."""
    return re.compile(written)


def heavy_drinking(text: str, prepared: str, names: Names, expected: str) -> Iterator[Finding]:
    """Yield what only a number says: many drinks a day or a week; units only where they are surely of alcohol."""
    if not _DIGIT.search(prepared):
        return
    of_alcohol = expected == "habits" or "alcohol" in prepared
    drinks = _drinks(names.words.drinks_or_units if of_alcohol else names.words.drinks).search(prepared)
    if drinks is None or "alcohol-heavy" not in names.concept:
        return
    days = 1 if drinks[3] else DAYS_OF_A_WEEK
    if int(drinks[2] or drinks[1]) >= HEAVY_DRINKS_A_DAY * days:
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
    found: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        # Of the values of a test each counts, till it is known which is the newest.
        value = (finding.measure, finding.band, finding.weeks_ago) if finding.measure else ()
        place = (finding.fact, finding.id, finding.status, *value)
        if place not in found or _weight(finding) > _weight(found[place]):
            found[place] = finding
    return tuple(found.values())


def _weight(finding: Finding) -> tuple[bool, bool, float, bool, bool]:
    return (
        not finding.near_miss,
        not finding.uncertain,
        finding.stage or 0.0,
        bool(finding.severe),
        not finding.assumed,
    )
