"""Which foods a person does not like: their words against the names of foods, and of groups of foods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from planner.lexicon.folding import fold, plain
from planner.model.foods import Food

if TYPE_CHECKING:
    from planner.content.knowledge import Content

_WORD = re.compile(r"[^\W\d_]+")
# What a name goes on to say of a food is no part of its name: "Beetroot (beets), cooked", "Oat drink with calcium".
_MORE = re.compile(r",| with(?:out)? | from | set ")
# One form for tomatoes and tomato, berries and berry.
_MANY, _ONE = re.compile(r"(?:oes|ies)$"), {"oes": "o", "ies": "y"}
_BETWEEN = re.compile(r"[,/&+]| and | or ")
Words = tuple[str, ...]
# Each name of a food with its id; each name of a group with its foods, and whether it is a kind of food ("citrus").
Names = Sequence[tuple[str, Words]]
Groups = Sequence[tuple[Words, tuple[str, ...], bool]]


class Disliked(Struct, frozen=True):
    """A person's own words for what they do not like, and the foods that these name: often none of ours."""

    given: str
    foods: tuple[str, ...] = ()


def disliked(entries: Iterable[str], content: Content) -> tuple[Disliked, ...]:
    """Return what each entry names: a food, a group, or else whatever in it names one."""
    said = list(entries)
    if not said:
        return ()
    foods = (*content.foods, *content.drinks)
    names = [(food.id, words) for food in foods for words in _names(food)]
    groups = list(_groups(foods, content))
    return tuple(Disliked(text, tuple(dict.fromkeys(_found(text, names, groups)))) for text in said)


def _found(text: str, names: Names, groups: Groups) -> list[str]:
    """Return the foods of an entry as a whole; of its parts, if it names none; of its words, if these do not either."""
    whole = _named(_folded(text), names, groups)
    parts = [id_ for part in _BETWEEN.split(text) for id_ in _named(_folded(part), names, groups)]
    words = [id_ for word in _folded(text) for id_ in _named((word,), names, groups)]
    within = [id_ for word in _folded(text) for id_, name in names if word in name]
    return whole or parts or words or within


def _named(words: Words, names: Names, groups: Groups) -> list[str]:
    """Return the foods that are called so, else those of the kind that is, else those whose name ends so.

    "Fruit" is every fruit and not the two that have it in their names; "milk" is what one drinks, and no cheese.
    """
    called = [id_ for id_, name in names if name == words]
    kinds = [id_ for name, ids, kind in groups if kind and name == words for id_ in ids]
    others = [id_ for name, ids, _ in groups if name == words for id_ in ids]
    ending = [id_ for id_, name in names if words and name[-1] == words[-1] and {*words} <= {*name}]
    return called or kinds or ending or others


def _folded(text: str) -> Words:
    return tuple(fold(_MANY.sub(lambda end: _ONE[end[0]], word)) for word in _WORD.findall(plain(text)))


def _names(food: Food) -> Iterator[Words]:
    """Yield the names of a food in folded words: its own, those in brackets, and its id where that is one word."""
    for text in (*re.split(r"[()]", food.text), food.short, food.id if "-" not in food.id else ""):
        if words := _folded(_MORE.split(text)[0]):
            yield words


def _groups(foods: Iterable[Food], content: Content) -> Iterator[tuple[Words, tuple[str, ...], bool]]:
    """Yield the name of each group, allergen and tag, with the foods that carry it.

    The other names of an allergy are those of what goes with it: who does not like parsnips may well eat carrots.
    """
    carrying: dict[str, list[str]] = {}
    kinds = {group for food in foods for group in food.groups}
    for food in foods:
        for word in dict.fromkeys((*food.allergens, *food.groups, *food.tags)):
            carrying.setdefault(word, []).append(food.id)
    for word, ids in carrying.items():
        yield _folded(word.replace("-", " ")), tuple(ids), word in kinds
    for one in content.core.concepts:
        ids = [id_ for word in (one.id, *one.implies) for id_ in carrying.get(word, ())]
        if one.fact == "allergies" and ids:
            yield from ((_folded(name), tuple(ids), False) for name in (one.label, one.id.replace("-", " ")))
