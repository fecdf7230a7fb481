"""Whether medicines, illnesses and measures name what there is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planner.content.checks.known import Known, source_faults, unresolved
from planner.content.faults import Fault
from planner.lexicon.codes import expanded
from planner.lexicon.folding import key
from planner.model.terms import Measure


def term_faults(known: Known) -> Iterator[Fault]:
    """Yield what is wrong with the names of medicines and illnesses, and with measures."""
    records, concepts = known.records, known.content.concepts
    drugs = {drug.id for drug in records.drugs}
    for index, drug in enumerate(records.drugs):
        yield from unresolved(("drugs", index), ("classes",), "class", drug.classes, known.content.classes)
        yield from unresolved(("drugs", index), ("implies",), "condition", drug.implies, concepts)
    for index, combination in enumerate(records.combinations):
        yield from unresolved(("combinations", index), ("parts",), "drug", combination.parts, drugs)
    for index, concept in enumerate(records.concepts):
        yield from unresolved(("concepts", index), ("implies",), "concept", concept.implies, concepts)
        yield from unresolved(("concepts", index), ("awaited",), "concept", concept.awaited, concepts)
        yield from unresolved(("concepts", index), ("suspected",), "concept", concept.suspected, concepts)
    places = {f"{concept.fact}/{concept.id}" for concept in records.concepts}
    for index, titles in enumerate(records.titles):
        yield from unresolved(("titles", index), ("of",), "concept", (titles.of,), places)
    own = {concept.id for concept in records.concepts}
    for index, one in enumerate(records.neutral):
        if one.id in own:
            yield ("neutral", index), ("id",), f"'{one.id}' is the id of a concept, which may have rules"
    yield from _two_readings(known)
    yield from _codes(known)
    for name in ("drugs", "combinations", "concepts", "measures", "codes"):
        for index, record in enumerate(getattr(records, name)):
            yield from source_faults(known, (name, index), record.sources)
    yield from _measures(known)


def _two_readings(known: Known) -> Iterator[Fault]:
    """Yield each name of what needs no rule that has a second meaning, which may need one."""
    named = known.content.every_concept[: len(known.records.concepts)]
    seen = {key(name): concept.id for concept in named for name in (concept.label, *concept.names)}
    for index, one in enumerate(known.records.neutral):
        for place, name in enumerate(one.names):
            other = seen.setdefault(key(name), one.id)
            if other != one.id:
                yield ("neutral", index), ("names", place), f"'{name}' is a name of '{other}' too"


def _codes(known: Known) -> Iterator[Fault]:
    """Yield codes that stand for nothing that there is, that stand twice, and those not read without a reason."""
    concepts = {f"{one.fact}/{one.id}" for one in known.content.every_concept}
    drugs = {drug.id for drug in known.records.drugs}
    kinds = {"rxnorm": ("drug", drugs), "atc": ("class", set(known.content.classes))}
    seen: dict[tuple[str, str], str] = {}
    for index, one in enumerate(known.records.codes):
        record = ("codes", index)
        kind, there = kinds.get(one.system, ("concept", concepts))
        yield from unresolved(record, ("of",), kind, tuple(of.partition(" = ")[0] for of in one.of), there)
        if not one.of and not one.reason:
            yield record, ("of",), "a code that is not read needs a reason"
        for code in (each for written in one.codes for each in expanded(written)):
            if seen.setdefault((one.system, code), ", ".join(one.of)) != ", ".join(one.of):
                yield record, ("codes",), f"{code} stands here and for {seen[one.system, code] or 'nothing'}"


def _measures(known: Known) -> Iterator[Fault]:
    concepts = known.content.concepts
    for index, measure in enumerate(known.records.measures):
        record = ("measures", index)
        yield from unresolved(record, ("bands",), "concept", _named(measure), concepts)
        if measure.ages is not None:
            yield from unresolved(record, ("ages",), "concept", (measure.ages.lately, measure.ages.before), concepts)
        if measure.told_range is not None:
            yield from unresolved(record, ("told_range",), "concept", (measure.told_range.concept,), concepts)
        yield from ((record, ("bands",), said) for said in _unordered(measure))


def _named(measure: Measure) -> Iterator[str]:
    """Yield every concept that the bands of a measure name."""
    for band in measure.bands:
        yield from (band.concept, *filter(None, (band.earlier,)), *band.settles, *band.lifts)
        yield from (one for other in band.unless for one in (other.with_, other.concept))


def _unordered(measure: Measure) -> Iterator[str]:
    """Yield what is wrong with the bounds of a measure's bands."""
    bands, units = measure.bands, measure.units
    if any((band.from_ is None) == (band.above is None) for band in bands):
        yield f"each band of '{measure.id}' begins with one of 'from' and 'above'"
    elif any(len(band.starts) != len(units) for band in bands):
        yield f"each band of '{measure.id}' must begin with as many numbers as there are units"
    elif any(_falls([*(band.starts[unit] for band in bands), one.below]) for unit, one in enumerate(units)):
        yield f"the bands of '{measure.id}' must go from low to high without overlap"


def _falls(edges: list[float]) -> bool:
    return any(low > high for low, high in pairwise(edges)) or edges[-1] <= edges[-2]
