"""Words of an entry that say whether something is there, who has it, and when, found by the lists of the lexicon."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from msgspec import Struct

from planner.lexicon.names import Names
from planner.model.lexicon import ContextStatus
from planner.recognition.entry import EntryWords, name_words
from planner.recognition.phrases import PhraseHit

LONGEST_MODIFIER = 6


class ModifierSense(Struct, frozen=True):
    """What a modifier says where it stands, and whether it speaks of all that a list behind it names."""

    says: ContextStatus
    lists: bool = False


class ModifierSenses(Struct, frozen=True):
    """What words say of what stands behind them, and of what stands before them."""

    before: ModifierSense | None = None
    after: ModifierSense | None = None


class ModifierHit(Struct, frozen=True):
    """Modifying words found in an entry: where they begin and end, and what they say."""

    start: int
    end: int
    senses: ModifierSenses

    @property
    def places(self) -> tuple[int, ...]:
        """Return the places of the words."""
        return tuple(range(self.start, self.end))


@lru_cache(maxsize=4)
def _senses(names: Names) -> dict[str, ModifierSenses]:
    """Return what each modifier says, by its words in the form in which they are looked up; worked out once."""
    return names.keep("modifiers", dict[str, ModifierSenses], lambda: _index(names))


def _index(names: Names) -> dict[str, ModifierSenses]:
    found: dict[str, ModifierSenses] = {}
    for modifier in names.words.raw.modifiers:
        sense = ModifierSense(modifier.says, modifier.lists)
        sides: tuple[Literal["before", "after"], ...] = (
            ("before", "after") if modifier.where == "either" else (modifier.where,)
        )
        for words in modifier.words:
            looked_up = " ".join(name_words(words, names))
            known = found.get(looked_up, ModifierSenses())
            before = known.before or (sense if "before" in sides else None)
            after = known.after or (sense if "after" in sides else None)
            found[looked_up] = ModifierSenses(before, after)
    found.pop("", None)
    return found


def modifier_hits(entry: EntryWords, taken: frozenset[int], names: Names) -> tuple[ModifierHit, ...]:
    """Return the longest modifier at each place that belongs to no name."""
    words, senses = entry.folded, _senses(names)
    hits: list[ModifierHit] = []
    start = 0
    while start < len(words):
        hit = None if start in taken else _longest(words, start, taken, senses)
        hits.extend([hit] if hit else [])
        start = hit.end if hit else start + 1
    return tuple(hits)


def _longest(
    words: list[str], start: int, taken: frozenset[int], senses: dict[str, ModifierSenses]
) -> ModifierHit | None:
    for end in range(min(len(words), start + LONGEST_MODIFIER), start, -1):
        found = senses.get(" ".join(words[start:end]))
        if found is not None and taken.isdisjoint(range(start, end)):
            return ModifierHit(start, end, found)
    return None


def without_bare_modifiers(hits: list[PhraseHit], entry: EntryWords, names: Names) -> list[PhraseHit]:
    """Return hits without words such as "screening" that need no rule alone and beside another hit say more of it."""
    senses = _senses(names)
    bare = [_needs_no_rule(hit, names) for hit in hits]
    if all(bare) or not any(bare):
        return hits
    return [
        hit for hit, needs_none in zip(hits, bare, strict=True) if not (needs_none and _words(hit, entry) in senses)
    ]


def _needs_no_rule(hit: PhraseHit, names: Names) -> bool:
    return bool(hit.targets) and all(names.concept[target.concept].neutral for target in hit.targets)


def _words(hit: PhraseHit, entry: EntryWords) -> str:
    return " ".join(entry.folded[place] for place in hit.places)
