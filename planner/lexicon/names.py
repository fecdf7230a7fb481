"""The names of all medicines and concepts, indexed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.files.keep import Keep, at_once
from planner.lexicon.codes import CodeIndex, index_codes
from planner.lexicon.folding import key
from planner.lexicon.medicine_index import (
    CLASS,
    LONGEST_KEY_START,
    MedicineIndex,
    MedicineLists,
    drugs_of,
    keys_of,
    make_index,
    names_of_drug,
    sounds_of,
    spelled_names,
)
from planner.lexicon.parts import InParts
from planner.lexicon.vocabulary import WordLists, word_lists
from planner.model.codes import Codes
from planner.model.lexicon import Lexicon
from planner.model.terms import Combination, Concept, Drug, DrugClass, Measure

__all__ = ["CLASS", "LONGEST_KEY_START", "Names", "build_index"]


@dataclass(frozen=True, eq=False)
class Names:
    """The names of all medicines and concepts, indexed when they are first asked for."""

    classes: Sequence[DrugClass]
    lists: MedicineLists
    concepts: Sequence[Concept]
    lexicon: Lexicon
    keep: Keep = at_once
    measures: Sequence[Measure] = ()
    codes: Sequence[Codes] = ()

    @property
    def drugs(self) -> Sequence[Drug]:
        """Return all medicines with their names; reading an entry needs none of this."""
        return self.lists()[0]

    @property
    def combinations(self) -> Sequence[Combination]:
        """Return all products that hold several medicines."""
        return self.lists()[1]

    @cached_property
    def words(self) -> WordLists:
        """Return the words that people use around the names."""
        return word_lists(self.lexicon)

    @cached_property
    def drug(self) -> InParts[Drug]:
        """Return the medicines by id, without their names."""
        return drugs_of(self.medicines)

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
    def medicines(self) -> MedicineIndex:
        """Return the index of the medicines, worked out once."""
        made = lambda: make_index(self.classes, self.drugs, self.combinations)  # noqa: E731 - a thought of one line
        return self.keep("medicines", MedicineIndex, made)

    @cached_property
    def code(self) -> CodeIndex:
        """Return what the codes of classifications stand for."""
        return self.keep("codes", CodeIndex, lambda: index_codes(self.codes))

    @cached_property
    def medicine_keys(self) -> InParts[tuple[str, ...]]:
        """Return what each name stands for: one medicine, all parts, or (`class/ID`) all classes it may mean."""
        return keys_of(self.medicines)

    def means_only(self, name: str, one: str) -> bool:
        """Return whether a name stands for one medicine, or one class, and for nothing else."""
        return set(self.medicine_keys.get(key(name), ())) == {one}

    @cached_property
    def medicine_starts(self) -> frozenset[str]:
        """Return the first letters of every name, so that most words are known to begin none."""
        return frozenset(self.medicines.keys)

    @cached_property
    def medicine_names(self) -> dict[str, str]:
        """Return each name as the list spells it, by its key; only near misses and doubts need it."""
        made = lambda: spelled_names(self.classes, self.drugs, self.combinations)  # noqa: E731 - a thought of one line
        return self.keep("spelled-medicines", dict[str, str], made)

    @cached_property
    def medicine_sounds(self) -> InParts[str]:
        """Return the key of each generic name by its sound; one that two medicines share is left out."""
        return sounds_of(self.medicines)

    @cached_property
    def shared_implications(self) -> dict[str, tuple[str, ...]]:
        """Return, for each class, the conditions that every one of its medicines implies."""
        return self.medicines.implications


def build_index(
    classes: Sequence[DrugClass],
    lists: MedicineLists,
    concepts: Sequence[Concept],
    lexicon: Lexicon,
    keep: Keep = at_once,
    measures: Sequence[Measure] = (),
    codes: Sequence[Codes] = (),
) -> Names:
    """Return the prepared names; nothing is indexed before it is needed, and `keep` may know it from before."""
    return Names(tuple(classes), lists, tuple(concepts), lexicon, keep, tuple(measures), tuple(codes))


def names_of(names: Names) -> Iterator[str]:
    """Yield every name of a medicine, of a class and of a combination, as listed."""
    for class_ in names.classes:
        yield from class_.names
    for combination in names.combinations:
        yield from combination.names
    for drug in names.drugs:
        yield from names_of_drug(drug)
