"""Whether medicines, illnesses and measures name what there is."""

from __future__ import annotations

from collections.abc import Iterator

from planner.content.checks.known import Known, source_faults, unresolved
from planner.content.faults import Fault
from planner.lexicon.folding import key


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
    places = {f"{concept.fact}/{concept.id}" for concept in records.concepts}
    for index, titles in enumerate(records.titles):
        yield from unresolved(("titles", index), ("of",), "concept", (titles.of,), places)
    own = {concept.id for concept in records.concepts}
    for index, one in enumerate(records.neutral):
        if one.id in own:
            yield ("neutral", index), ("id",), f"'{one.id}' is the id of a concept, which may have rules"
    yield from _two_readings(known)
    for name in ("drugs", "combinations", "concepts", "measures"):
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


def _measures(known: Known) -> Iterator[Fault]:
    for index, measure in enumerate(known.records.measures):
        record, bands = ("measures", index), measure.bands
        yield from unresolved(record, ("bands",), "concept", [band.concept for band in bands], known.content.concepts)
        edges = [edge for band in bands for edge in (band.from_, band.below)]
        if edges != sorted(edges) or any(band.from_ >= band.below for band in bands):
            yield record, ("bands",), f"the bands of '{measure.id}' must go from low to high without overlap"
