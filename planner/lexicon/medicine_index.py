"""What the names of medicines stand for, in parts of which only those are read that begin like a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from planner.lexicon.folding import key
from planner.lexicon.parts import InParts, Parts, in_parts
from planner.lexicon.similar import SHORTEST_SOUND, sound
from planner.model.terms import Combination, Drug, DrugClass

CLASS = "class/"
LONGEST_KEY_START = 3
_ID_START = 2


class MedicineIndex(msgspec.Struct, frozen=True):
    """The index as it is kept: each map in parts by the first letters, as JSON that is read when it is needed."""

    keys: Parts
    drugs: Parts
    sounds: Parts
    implications: dict[str, tuple[str, ...]]


def make_index(
    classes: Sequence[DrugClass], drugs: Sequence[Drug], combinations: Sequence[Combination]
) -> MedicineIndex:
    """Return the index of all names of medicines, worked out."""
    keys = _keys(classes, drugs, combinations)
    bare = {drug.id: msgspec.structs.replace(drug, names=(), brands=(), more_names=(), sources=()) for drug in drugs}
    return MedicineIndex(
        keys=in_parts(keys, LONGEST_KEY_START),
        drugs=in_parts(bare, _ID_START),
        sounds=in_parts(_sounds(drugs, keys), LONGEST_KEY_START),
        implications=_shared_implications(drugs),
    )


def keys_of(index: MedicineIndex) -> InParts[tuple[str, ...]]:
    """Return what each name stands for: one medicine, all parts, or (`class/ID`) all classes it may mean."""
    return InParts(index.keys, LONGEST_KEY_START, tuple[str, ...])


def drugs_of(index: MedicineIndex) -> InParts[Drug]:
    """Return the medicines by id, without their names."""
    return InParts(index.drugs, _ID_START, Drug)


def sounds_of(index: MedicineIndex) -> InParts[str]:
    """Return the key of each generic name by its sound; one that two medicines share is left out."""
    return InParts(index.sounds, LONGEST_KEY_START, str)


def spelled_names(
    classes: Sequence[DrugClass], drugs: Sequence[Drug], combinations: Sequence[Combination]
) -> dict[str, str]:
    """Return each name as the list spells it, by its key."""
    spelled = {key(name): name for one in classes for name in one.names}
    # The first name of a medicine is the plain one: of two with the same letters it is said.
    spelled |= {key(name): name for drug in drugs for name in reversed(names_of_drug(drug)) if name}
    spelled |= {key(drug.name): drug.name for drug in drugs if drug.name}
    return spelled | {key(name): name for combination in combinations for name in combination.names}


def names_of_drug(drug: Drug) -> tuple[str, ...]:
    """Return all names of a medicine."""
    return (drug.id, drug.name, *drug.names, *drug.brands, *drug.more_names)


def _keys(
    classes: Sequence[DrugClass], drugs: Sequence[Drug], combinations: Sequence[Combination]
) -> dict[str, tuple[str, ...]]:
    keys: dict[str, tuple[str, ...]] = {}
    for one in classes:
        for name in one.names:
            written = key(name)
            keys[written] = (*keys.get(written, ()), f"{CLASS}{one.id}")
    for drug in drugs:
        keys |= dict.fromkeys(map(key, names_of_drug(drug)), (drug.id,))
    for combination in combinations:
        keys |= dict.fromkeys(map(key, combination.names), combination.parts)
    keys.pop("", None)
    return keys


def _sounds(drugs: Sequence[Drug], keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    sounds: dict[str, set[str]] = {}
    for drug in drugs:
        # An accent is never the only thing that two spellings differ in.
        generic = (drug.name or drug.id, *drug.names)
        for written in (name.lower() for name in generic if name.isascii() and name.isalpha()):
            sounds.setdefault(sound(written), set()).add(written)
    return {
        one: min(written)
        for one, written in sounds.items()
        if len(one) >= SHORTEST_SOUND and len({keys[known] for known in written}) == 1
    }


def _shared_implications(drugs: Sequence[Drug]) -> dict[str, tuple[str, ...]]:
    """Return, for each class, the conditions that every one of its medicines implies."""
    shared: dict[str, list[str]] = {}
    for drug in drugs:
        for class_id in drug.classes:
            known = shared.setdefault(class_id, list(drug.implies))
            shared[class_id] = [implied for implied in known if implied in drug.implies]
    return {class_id: tuple(implied) for class_id, implied in shared.items()}


MedicineLists = Callable[[], tuple[Sequence[Drug], Sequence[Combination]]]
