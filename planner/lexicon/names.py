"""The names of all medicines and concepts, indexed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.files.keep import Keep, at_once
from planner.lexicon.codes import CodeIndex, index_codes
from planner.lexicon.folding import key
from planner.lexicon.similar import SHORTEST_SOUND, sound
from planner.lexicon.vocabulary import WordLists, word_lists
from planner.model.codes import Codes
from planner.model.lexicon import Lexicon
from planner.model.terms import Combination, Concept, Drug, DrugClass, Measure

CLASS = "class/"
LONGEST_KEY_START = 3


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
    codes: Sequence[Codes] = ()

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
    def measure(self) -> dict[str, Measure]:
        """Return the measures by id."""
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def code(self) -> CodeIndex:
        """Return what the codes of classifications stand for."""
        return self.keep("codes", CodeIndex, lambda: index_codes(self.codes))

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

    def means_only(self, name: str, one: str) -> bool:
        """Return whether a name stands for one medicine, or one class, and for nothing else."""
        return set(self.medicine_keys.get(key(name), ())) == {one}

    @cached_property
    def medicine_starts(self) -> frozenset[str]:
        """Return the first letters of every name, so that most words are known to begin none."""
        return frozenset(one[:LONGEST_KEY_START] for one in self.medicine_keys)

    @cached_property
    def medicine_names(self) -> dict[str, str]:
        """Return each name as the list spells it, by its key; only near misses and doubts need it."""
        spelled = {key(name): name for one in self.classes for name in one.names}
        # The first name of a medicine is the plain one: of two with the same letters it is said.
        spelled |= {key(name): name for drug in self.drugs for name in reversed(_names(drug)) if name}
        spelled |= {key(drug.name): drug.name for drug in self.drugs if drug.name}
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
    codes: Sequence[Codes] = (),
) -> Names:
    """Return the prepared names; nothing is indexed before it is needed, and `keep` may know it from before."""
    return Names(
        tuple(classes), tuple(drugs), tuple(combinations), tuple(concepts), lexicon, keep, tuple(measures), tuple(codes)
    )


def names_of(names: Names) -> Iterator[str]:
    """Yield every name of a medicine, of a class and of a combination, as listed."""
    for class_ in names.classes:
        yield from class_.names
    for combination in names.combinations:
        yield from combination.names
    for drug in names.drugs:
        yield from _names(drug)


def _names(drug: Drug) -> tuple[str, ...]:
    return (drug.id, drug.name, *drug.names, *drug.brands, *drug.more_names)
