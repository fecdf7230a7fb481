"""The activities that are in: of each choice one, and in the place of a barred one what the rules offer instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from planner.content.knowledge import PlanTemplate
from planner.model.items import Item
from planner.model.stretches import Stretch
from planner.planning.checklist import Choosable
from planner.planning.items import as_told
from planner.planning.rulings import Rulings


class InPlace(NamedTuple):
    """An activity that is in, and the item whose place it takes: often itself.

    `offers` are the earlier forms that lost to it for their questions alone, and that are offered in words.
    """

    found: Item
    place: Item
    offers: tuple[Item, ...] = ()


def place_activities(rulings: Rulings, choices: Choosable) -> tuple[InPlace, ...]:
    """Return the activities that are in, in the order of the template."""
    judged = rulings.judged
    taken: set[str] = set()
    placed: list[InPlace] = []
    for item in judged.template.activities:
        if judged.applies(item) and item.choice not in taken:
            found = _in_place(rulings, choices, item, placed)
            if found is not None:
                placed.append(found)
                taken |= {item.choice} - {""}
    return tuple(placed)


def _in_place(rulings: Rulings, choices: Choosable, item: Item, placed: Sequence[InPlace]) -> InPlace | None:
    """Return what stands in the place of an item: itself, where it is the form to take, or a substitute."""
    forms = _forms(rulings, choices, item)
    if not forms:
        return _of_fewest_questions(rulings, _substitutes(rulings, item, placed), item)
    taken = _of_fewest_questions(rulings, forms, item)
    return taken if taken is not None and taken.found is item else None


def _forms(rulings: Rulings, choices: Choosable, item: Item) -> list[Item]:
    """Return the forms of a choice that are for this person and can be done, in the order of the template."""
    forms = _by_choice(rulings.judged.template)[item.choice] if item.choice else (item,)
    return [one for one in forms if rulings.judged.applies(one) and can_be_done(rulings, choices, one)]


@lru_cache(maxsize=8)
def _by_choice(template: PlanTemplate) -> dict[str, tuple[Item, ...]]:
    """Return the activities of each choice, in the order of the template."""
    choices: dict[str, tuple[Item, ...]] = {}
    for one in template.activities:
        choices[one.choice] = (*choices.get(one.choice, ()), one)
    return choices


def _of_fewest_questions(rulings: Rulings, forms: Sequence[Item], place: Item) -> InPlace | None:
    """Return the form with the fewest questions, of equals the first, and the forms before it that can be offered."""
    if not forms:
        return None
    # Words that were not read ask, and change no choice: those questions do not count.
    found = min(forms, key=lambda one: 0 if keeps_place(one) else len(rulings.doubts.get(one.id, ())))
    earlier = forms[: forms.index(found)]
    return InPlace(found, place, tuple(one for one in earlier if one.offer))


def keeps_place(item: Item) -> bool:
    """Return whether an activity gives way to no easier form for its questions alone: they stand beside it."""
    return item.keeps_place or item.pick is not None


def can_be_done(rulings: Rulings, choices: Choosable, item: Item) -> bool:
    """Return whether an activity may be printed, and finds a food where it picks one."""
    return rulings.allows(item) and choices.leaves_one_for(item)


def _substitutes(rulings: Rulings, item: Item, placed: Sequence[InPlace]) -> list[Item]:
    """Return the items that the rules offer instead, that pass every rule themselves and are not in yet."""
    already = {one.found.id for one in placed}
    stretches = {one.found.stretch for one in placed if one.found.stretch}
    found: dict[str, Item] = {}
    for offered in _offers(rulings, item):
        if offered.id not in already and rulings.judged.applies(offered) and rulings.allows(offered):
            done = done_as(as_told(rulings.judged, offered) if isinstance(offered, Stretch) else offered)
            if done is not None and done.stretch not in stretches:
                found.setdefault(done.id, done)
    return list(found.values())


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
            offer=offered.offer,
            evidence=offered.evidence,
        )
    return offered if offered.slot else None
