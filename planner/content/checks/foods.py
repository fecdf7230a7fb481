"""Whether foods and drinks hold together: closed lists, amounts that can be true, and what is made of what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import get_args

from planner.content.faults import Fault
from planner.errors import did_you_mean
from planner.files.places import Path as DataPath
from planner.model.folder import Records
from planner.model.foods import SECTIONS, AmountName, Food
from planner.model.standards import Standard

UNKNOWN_MINERALS = "minerals-not-known"
AMOUNTS: tuple[AmountName, ...] = get_args(AmountName)


def food_faults(raw: Records) -> Iterator[Fault]:
    """Yield what is wrong with each food and drink, with its record and the path there."""
    known = {food.id: food for food in (*raw.foods, *raw.drinks)}
    lists, drinks = closed_lists(raw), frozenset(("drinks",))
    closed = {"foods": {**lists, "section": lists["section"] - drinks}, "drinks": {**lists, "section": drinks}}
    for kind, foods in (("foods", raw.foods), ("drinks", raw.drinks)):
        bounds = {bound.amount: bound.per_100_g for bound in raw.bounds if bound.of == kind}
        for index, food in enumerate(foods):
            own = (_listed(closed[kind], food), _amounts(food, bounds), _made_from(food, known, raw.hazards))
            found = (*own, _portion(food, raw.standards.get(PORTION)))
            for path, said in chain(*found):
                yield (kind, index), path, said


def portion_faults(raw: Records) -> Iterator[Fault]:
    """Yield each portion whose picture is not there, and each that no serving begins with."""
    foods = (*raw.foods, *raw.drinks)
    servings = [f"{words} " for food in foods for words in (food.serving, food.portion, food.portion_us)]
    for said, picture in raw.portions.items():
        if picture not in raw.pictures:
            yield ("portions", said), (), f"unknown picture '{picture}'{did_you_mean(picture, raw.pictures)}"
        if not any(words.startswith(f"{said} ") for words in servings):
            yield ("portions", said), (), f"no serving begins with '{said}': correct it, or take it out"


def shelf_faults(raw: Records) -> Iterator[Fault]:
    """Yield each word of a shelf's title with a food that is none, and each food of such a shelf that no word names."""
    shelf = {food.id: food.section for food in raw.foods}
    named = {id_ for ids in raw.shelf_words.values() for id_ in ids}
    for word, ids in raw.shelf_words.items():
        for id_ in ids:
            if id_ not in shelf:
                yield ("shelf_words", word), (), f"unknown food '{id_}'{did_you_mean(id_, shelf)}"
    worded = {shelf[id_] for id_ in named if id_ in shelf}
    for index, food in enumerate(raw.foods):
        if food.section in worded and food.id not in named:
            yield ("foods", index), (), f"no word of the title of its shelf names '{food.id}': add it under shelf_words"


def bound_faults(raw: Records) -> Iterator[Fault]:
    """Yield each bound that is missing, or stands twice: without it, a slip of a digit is not seen."""
    seen: set[tuple[str, str]] = set()
    for index, bound in enumerate(raw.bounds):
        if (bound.of, bound.amount) in seen:
            yield ("bounds", index), (), f"a bound of {bound.amount} for {bound.of} stands twice"
        seen.add((bound.of, bound.amount))
    for of in ("foods", "drinks"):
        for amount in AMOUNTS:
            if (of, amount) not in seen:
                yield ("bounds", "all"), (), f"there is no bound of {amount} per 100 g for {of}"


def closed_lists(raw: Records) -> dict[str, frozenset[str]]:
    """Return what a food may say of itself, and a rule may ask of it, by the key of both."""
    of = {fact: frozenset(one.id for one in raw.concepts if one.fact == fact) for fact in ("allergies", "diet")}
    return {"allergens": of["allergies"], "groups": of["allergies"], "diet": of["diet"], "section": frozenset(SECTIONS)}


def _listed(closed: dict[str, frozenset[str]], food: Food) -> Iterator[tuple[DataPath, str]]:
    for key, known in closed.items():
        held = getattr(food, key)
        for index, word in enumerate(held if isinstance(held, tuple) else filter(None, (held,))):
            if word not in known:
                path: DataPath = (key, index) if isinstance(held, tuple) else (key,)
                yield path, f"unknown {_ONE.get(key, key)} '{word}'{did_you_mean(word, known)}"
    if food.suggest and not food.section:
        yield ("section",), f"'{food.id}' needs a section, or it is printed on no shelf"


PORTION = "percent-off-the-serving"
_CUP, _WEIGHT = re.compile(r"\bcup\b"), re.compile(r"\b(\d+) (?:g|ml)\b")
_ONE = {"allergens": "allergen"}


def _amounts(food: Food, bounds: dict[AmountName, float]) -> Iterator[tuple[DataPath, str]]:
    if food.potassium_mg is None and UNKNOWN_MINERALS not in food.tags:
        said = (
            f"'{food.id}' needs its potassium_mg, or the tag {UNKNOWN_MINERALS}, which keeps it from those who limit it"
        )
        yield ("potassium_mg",), said
    for name in AMOUNTS:
        amount, most = getattr(food, name), bounds.get(name)
        if amount is not None and most is not None and amount * 100 > most * food.grams:
            found = amount * 100 / food.grams
            yield (name,), f"{amount:g} in {food.grams:g} g is {found:.0f} per 100 g; expected at most {most:g}"


def _portion(food: Food, off: Standard | None) -> Iterator[tuple[DataPath, str]]:
    """Yield a portion that is missing where the serving is in cups, or that is another amount than its numbers."""
    if _CUP.search(food.serving) and not (food.portion and food.portion_us):
        yield ("serving",), "cups are measured in few countries: add a 'portion', and a 'portion_us' in cups"
    for name in ("portion", "portion_us"):
        weight = _WEIGHT.search(getattr(food, name))
        if weight and off is not None and abs(float(weight[1]) - food.grams) * 100 > off.at_most * food.grams:
            yield (name,), f"{weight[1]} is more than {off.at_most:g} percent off the {food.grams:g} of the serving"


def _made_from(food: Food, known: dict[str, Food], hazards: Iterable[str]) -> Iterator[tuple[DataPath, str]]:
    for index, id_ in enumerate(food.made_from):
        path = ("made_from", index)
        if id_ not in known or id_ == food.id:
            yield path, f"unknown food or drink '{id_}'{did_you_mean(id_, known.keys() - {food.id})}"
            continue
        source = known[id_]
        for what, missing in (
            ("allergen", set(source.allergens) - set(food.allergens)),
            ("tag", set(source.tags) & set(hazards) - set(food.tags)),
        ):
            for word in sorted(missing):
                yield path, f"'{food.id}' is made from '{id_}' and needs its {what} '{word}'"
