"""Food that a list of allergies says is left out."""

from __future__ import annotations

from msgspec.structs import replace

from planner.lexicon.names import Names
from planner.recognition.allergies import speaks_of_allergy
from planner.recognition.context import HitContext
from planner.recognition.entry import EntryWords
from planner.recognition.phrases import PhraseHit, fact_of


def as_avoided(
    entry: EntryWords, contexts: dict[PhraseHit, HitContext], names: Names, expected: str
) -> dict[PhraseHit, HitContext]:
    """Return contexts in which "no nuts" among the allergies leaves nuts out; "no nut allergy" denies one."""
    if expected != "allergies" or not _says_avoid(entry):
        return contexts
    return {
        hit: replace(context, status="current", understood=(*context.understood, 0))
        if all(fact_of(target, names) == "allergies" for target in hit.targets)
        else context
        for hit, context in contexts.items()
    }


def _says_avoid(entry: EntryWords) -> bool:
    """Return whether an entry begins with a word for leaving out and speaks of no allergy."""
    first, second = (*entry.folded, "", "")[:2]
    lists = entry.lists
    return first in lists.raw.avoiding and second not in lists.fillers and not speaks_of_allergy(entry.folded, lists)
