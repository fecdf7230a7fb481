"""The activities that are in: of each choice one, and in the place of a barred one what the rules offer instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.model.items import Item
from planner.model.stretches import Stretch
from planner.planning.checklist import Choosable
from planner.planning.rulings import Rulings


class InPlace(NamedTuple):
    """An activity that is in, and the item whose place it takes: often itself."""

    found: Item
    place: Item


def place_activities(rulings: Rulings, choices: Choosable) -> tuple[InPlace, ...]:
    """Return the activities that are in, in the order of the template."""
    judged = rulings.judged
    taken: set[str] = set()
    placed: list[InPlace] = []
    for item in judged.template.activities:
        if not judged.applies(item) or (item.choice and item.choice in taken):
            continue
        found = item if can_be_done(rulings, choices, item) else _substitute(rulings, choices, item, placed)
        if found is not None:
            placed.append(InPlace(found, item))
            taken.add(item.choice)
    return tuple(placed)


def can_be_done(rulings: Rulings, choices: Choosable, item: Item) -> bool:
    """Return whether an activity may be printed, and finds a food where it picks one."""
    return rulings.allows(item) and choices.leaves_one_for(item)


def _substitute(rulings: Rulings, choices: Choosable, item: Item, placed: Sequence[InPlace]) -> Item | None:
    """Return the first item that the rules offer instead and that passes every rule itself."""
    if _another_of_the_choice(rulings, choices, item):
        return None
    already = {one.found.id for one in placed}
    stretches = {one.found.stretch for one in placed if one.found.stretch}
    for offered in _offers(rulings, item):
        if offered.id not in already and rulings.judged.applies(offered) and rulings.allows(offered):
            done = done_as(offered)
            if done is not None and done.stretch not in stretches:
                return done
    return None


def _another_of_the_choice(rulings: Rulings, choices: Choosable, item: Item) -> bool:
    """Return whether another item of the same choice applies and can be done: it comes before any substitute."""
    return bool(item.choice) and any(
        other.choice == item.choice
        and other.id != item.id
        and rulings.judged.applies(other)
        and can_be_done(rulings, choices, other)
        for other in rulings.judged.template.activities
    )


def _offers(rulings: Rulings, item: Item) -> Iterator[Item]:
    """Yield the substitutes that the rules against an item name, in order, as far as this plan has them."""
    items = rulings.judged.template.items
    for bearing in rulings.bearings.get(item.id, ()):
        yield from (items[id_] for id_ in bearing.rule.instead if id_ in items)


def done_as(offered: Item) -> Item | None:
    """Return a substitute that can stand in a day: an activity as it is, a stretch as the doing of it."""
    if isinstance(offered, Stretch):
        return Item(
            id=offered.id,
            text=offered.whole,
            short=offered.short or offered.text,
            sources=offered.sources,
            verified=offered.verified,
            tags=offered.tags,
            stretch=offered.id,
            evidence=offered.evidence,
        )
    return offered if offered.slot else None
