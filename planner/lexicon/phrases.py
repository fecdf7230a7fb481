"""The index of phrases: what every name of a concept stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Literal

from msgspec import Struct

from planner.lexicon.parts import InParts, Parts, in_parts
from planner.model.lexicon import Letters
from planner.model.terms import Concept

# Phrases that begin with the same letters, so many, are read together.
_START = 3
Status = Literal["current", "past", "denied", "relative", "planned"]


class PhraseTarget(Struct, frozen=True, cache_hash=True, omit_defaults=True):
    """What one name stands for: a concept (as `fact/id`), and details that the name itself gives.

    A value that was measured names its measure and which of its bands it lies in.
    """

    concept: str
    name: str
    stage: float | None = None
    severe: bool | None = None
    weeks_ago: float | None = None
    status: Status | None = None
    measure: str = ""
    band: int = 0


class PhraseIndex(Struct, frozen=True, dict=True):
    """All names of concepts: whole phrases, and words that may stand in any order, by the first that the name has.

    The phrases stand in parts by their first letters, as JSON that is read when it is needed.
    """

    parts: Parts
    loose: dict[str, tuple[tuple[tuple[str, ...], PhraseTarget], ...]]

    @cached_property
    def exact(self) -> InParts[tuple[PhraseTarget, ...]]:
        """Return what each whole phrase stands for."""
        return InParts(self.parts, _START, tuple[PhraseTarget, ...])


def index_phrases(
    concepts: Iterable[Concept], letters: Iterable[Letters], words_of: Callable[[str], list[str]]
) -> PhraseIndex:
    """Return what each name stands for; `words_of` gives the words of a name as they are looked up in an entry."""
    concepts = tuple(concepts)
    exact: dict[str, tuple[PhraseTarget, ...]] = {}
    loose: dict[str, tuple[tuple[tuple[str, ...], PhraseTarget], ...]] = {}
    for concept in concepts:
        place = f"{concept.fact}/{concept.id}"
        own = () if concept.fact == "limits" else (concept.id.replace("-", " "),)
        for name in dict.fromkeys((*own, concept.label, *concept.names)):
            target = target_of(place, name)
            if " + " in name:
                pattern = tuple(words_of(target.name.replace(" + ", " ")))
                loose[pattern[0]] = (*loose.get(pattern[0], ()), (pattern, target))
                continue
            phrase = " ".join(words_of(target.name))
            known = exact.get(phrase, ())
            if not known or known[-1].concept != place:
                exact[phrase] = (*known, target)
    places = {concept.id: f"{concept.fact}/{concept.id}" for concept in concepts}
    for one in letters:
        phrase = " ".join(words_of(one.letters))
        meant = tuple(PhraseTarget(places[id_], one.letters) for id_ in one.meanings if id_ in places)
        exact[phrase] = tuple({target.concept: target for target in (*exact.get(phrase, ()), *meant)}.values())
    exact.pop("", None)
    return PhraseIndex(in_parts(exact, _START), loose)


def target_of(concept: str, written: str) -> PhraseTarget:
    """Return what a name of the list stands for; `name = stage 5` gives a detail with it."""
    name, sign, detail = written.partition(" = ")
    if not sign:
        return PhraseTarget(concept, name)
    word, number = (detail.split() or [""])[0], re.search(r"\d+", detail)
    value = float(number[0]) if number else None
    if word == "weeks":
        return PhraseTarget(concept, name, weeks_ago=value)
    if word == "stage":
        return PhraseTarget(concept, name, stage=value)
    if word == "severe":
        return PhraseTarget(concept, name, severe=True)
    if word in ("denied", "past"):
        return PhraseTarget(concept, name, status="denied" if word == "denied" else "past")
    raise ValueError(f"{concept}: unknown detail in the name '{written}'")
