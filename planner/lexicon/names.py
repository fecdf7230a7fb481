"""The names of all medicines and concepts, indexed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.files.keep import Keep, at_once
from planner.lexicon.folding import key
from planner.lexicon.similar import SHORTEST_SOUND, by_ends, sound
from planner.lexicon.vocabulary import WordLists, word_lists
from planner.model.lexicon import Lexicon
from planner.model.terms import Combination, Concept, Drug, DrugClass, Measure

CLASS = "class/"


@dataclass(frozen=True, eq=False)
class Names:
    """The names of all medicines and concepts, indexed when they are first asked for."""

    classes: Sequence[DrugClass]
    drugs: Sequence[Drug]
    combinations: Sequence[Combination]
    concepts: Sequence[Concept]
    lexicon: Lexicon
    keep: Keep = at_once
    measures: Sequence[Measure] = ()

    @cached_property
    def words(self) -> WordLists:
        """Return the words that people use around the names."""
        return word_lists(self.lexicon)

    @cached_property
    def drug(self) -> dict[str, Drug]:
        """Return the medicines by id."""
        return {drug.id: drug for drug in self.drugs}

    @cached_property
    def drug_class(self) -> dict[str, DrugClass]:
        """Return the classes by id."""
        return {one.id: one for one in self.classes}

    @cached_property
    def concept(self) -> dict[str, Concept]:
        """Return the concepts by id and by `fact/id`: low sodium, for one, is a condition and a diet."""
        by_id = {concept.id: concept for concept in reversed(self.concepts)}
        return by_id | {f"{concept.fact}/{concept.id}": concept for concept in self.concepts}

    @cached_property
    def medicine_keys(self) -> dict[str, tuple[str, ...]]:
        """Return what each name stands for: one medicine, all parts, or (`class/ID`) all classes it may mean."""
        keys: dict[str, tuple[str, ...]] = {}
        for one in self.classes:
            for name in one.names:
                written = key(name)
                keys[written] = (*keys.get(written, ()), f"{CLASS}{one.id}")
        for drug in self.drugs:
            keys |= dict.fromkeys(map(key, _names(drug)), (drug.id,))
        for combination in self.combinations:
            keys |= dict.fromkeys(map(key, combination.names), combination.parts)
        keys.pop("", None)
        return keys

    @cached_property
    def medicine_names(self) -> dict[str, str]:
        """Return each name as the list spells it, by its key; only near misses and doubts need it."""
        spelled = {key(name): name for one in self.classes for name in one.names}
        spelled |= {key(name): name for drug in self.drugs for name in _names(drug)}
        return spelled | {key(name): name for combination in self.combinations for name in combination.names}

    @cached_property
    def medicine_sounds(self) -> dict[str, str]:
        """Return the key of each generic name by its sound; one that two medicines share is left out."""
        sounds: dict[str, set[str]] = {}
        for drug in self.drugs:
            # An accent is never the only thing that two spellings differ in.
            for written in (name.lower() for name in (drug.name, *drug.names) if name.isascii() and name.isalpha()):
                sounds.setdefault(sound(written), set()).add(written)
        return {
            one: min(written)
            for one, written in sounds.items()
            if len(one) >= SHORTEST_SOUND and len({self.medicine_keys[known] for known in written}) == 1
        }

    @cached_property
    def medicine_candidates(self) -> dict[str, tuple[str, ...]]:
        """Return the keys that a misspelt name could mean, by their first letter and by their last three."""
        return by_ends(self.medicine_keys)

    @cached_property
    def shared_implications(self) -> dict[str, tuple[str, ...]]:
        """Return, for each class, the conditions that every one of its medicines implies."""
        shared: dict[str, list[str]] = {}
        for drug in self.drugs:
            for class_id in drug.classes:
                known = shared.setdefault(class_id, list(drug.implies))
                shared[class_id] = [implied for implied in known if implied in drug.implies]
        return {class_id: tuple(implied) for class_id, implied in shared.items()}


def build_index(
    classes: Sequence[DrugClass],
    drugs: Sequence[Drug],
    combinations: Sequence[Combination],
    concepts: Sequence[Concept],
    lexicon: Lexicon,
    keep: Keep = at_once,
    measures: Sequence[Measure] = (),
) -> Names:
    """Return the prepared names; nothing is indexed before it is needed, and `keep` may know it from before."""
    return Names(tuple(classes), tuple(drugs), tuple(combinations), tuple(concepts), lexicon, keep, tuple(measures))


def _names(drug: Drug) -> tuple[str, ...]:
    return (drug.id, drug.name, *drug.names, *drug.brands, *drug.more_names)
