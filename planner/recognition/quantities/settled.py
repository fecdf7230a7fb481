"""Which of several values of a test stands in one person, and what a value settles of what was told."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from planner.lexicon.names import Names
from planner.lexicon.phrases import PhraseTarget
from planner.model.terms import Band
from planner.recognition.findings import Finding, concept_covered, implied_findings
from planner.recognition.quantities.aged import before_targets, days_of

Found = tuple[Finding, ...]


class Settling(Struct, frozen=True):
    """What settles the values of one person: when each test was last done, and what is surely there."""

    newest: dict[str, float]
    certain: frozenset[str]
    fresh: tuple[Finding, ...]


def settle_values(entries: Sequence[Found], names: Names) -> list[Found]:
    """Return the findings of a person's entries where of each test the newest value stands, and what it settles."""
    findings = [finding for entry in entries for finding in entry]
    if not any(finding.measure for finding in findings):
        return list(entries)
    settling = _settling(findings, names)
    return [tuple(_settled(entry, settling, names)) for entry in entries]


def _settling(findings: Iterable[Finding], names: Names) -> Settling:
    sure = [one for one in findings if not one.near_miss and one.status in ("current", "past")]
    newest: dict[str, float] = {}
    for one in sure:
        if one.measure and one.weeks_ago is not None:
            newest[one.measure] = min(one.weeks_ago, newest.get(one.measure, math.inf))
    fresh = [one for one in sure if one.measure and _is_of_now(one, names) and not _is_superseded(one, newest)]
    told = frozenset(one.id for one in sure if not one.assumed and one.status == "current")
    return Settling(newest, told, tuple(fresh))


def _is_of_now(finding: Finding, names: Names) -> bool:
    ages = names.measure[finding.measure].ages
    return ages is None or (finding.weeks_ago is not None and days_of(finding.weeks_ago) <= ages.now)


def _is_superseded(finding: Finding, newest: dict[str, float]) -> bool:
    """Return whether a newer value of the same test stands beside one; without a date only one of now is newer."""
    if finding.measure not in newest:
        return False
    latest = newest[finding.measure]
    return latest == 0 if finding.weeks_ago is None else latest < finding.weeks_ago


def _settled(entry: Found, settling: Settling, names: Names) -> Iterator[Finding]:
    replaced: set[tuple[str, int, float | None]] = set()
    for finding in entry:
        if not finding.measure:
            yield from _told(finding, settling, names)
            continue
        instead = _instead(finding, settling, names)
        if instead is None:
            yield finding
            continue
        value = (finding.measure, finding.band, finding.weeks_ago)
        if value not in replaced:
            replaced.add(value)
            yield from instead


def _instead(finding: Finding, settling: Settling, names: Names) -> list[Finding] | None:
    """Return what stands in the place of all that follows from a value; None where it stands as it is."""
    if finding.status in ("denied", "relative"):
        return None
    measure = names.measure[finding.measure]
    if _is_superseded(finding, settling.newest):
        return [one for target in before_targets(measure, finding.band, names) for one in _of(target, finding, names)]
    band = measure.bands[finding.band]
    other = next((one.concept for one in band.unless if one.with_ in settling.certain), None)
    if other is None or not _holds(finding, band, names):
        return None
    concept = names.concept[other]
    return list(_of(PhraseTarget(f"{concept.fact}/{concept.id}", concept.label), finding, names))


def _holds(finding: Finding, band: Band, names: Names) -> bool:
    """Return whether a finding is what its band stands for, or follows from it; what is left of an old value is not."""
    concept = names.concept[band.concept]
    mine = {concept.id, *(names.concept[one].id for one in concept.implies)}
    return finding.id in mine and finding.status == "current"


def _of(target: PhraseTarget, value: Finding, names: Names) -> Iterator[Finding]:
    concept = names.concept[target.concept]
    finding = replace(
        value,
        id=concept.id,
        fact=concept.fact,
        stage=target.stage,
        severe=target.severe,
        status=target.status or "current",
        covered=concept_covered(concept, names),
        assumed="",
    )
    yield finding
    yield from implied_findings(finding, concept, names)


def _told(finding: Finding, settling: Settling, names: Names) -> Iterator[Finding]:
    """Yield what was told in words, unless a newer value puts it into the past or takes it away."""
    bands = [names.measure[one.measure].bands[one.band] for one in settling.fresh if _is_newer(one, finding)]
    if any(finding.id in band.lifts for band in bands):
        return
    past = finding.status == "current" and any(finding.id in band.settles for band in bands)
    yield replace(finding, status="past") if past else finding


def _is_newer(value: Finding, told: Finding) -> bool:
    return (value.weeks_ago or 0) < (math.inf if told.weeks_ago is None else told.weeks_ago)
