"""The activities that are in: of each choice one, and in the place of a barred one what the rules offer instead."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct

from planner.content.knowledge import FORMS, PlanTemplate, Subject
from planner.logic.selectors import Ids
from planner.model.items import Item
from planner.model.stretches import Stretch
from planner.planning.checklist import Choosable
from planner.planning.items import InPlace, as_told
from planner.planning.rulings import Rulings, Standing

# What is in is kept for so many kinds of people.
_KEPT = 512


class Doable(Struct, frozen=True):
    """The activities and stretches of a plan as one person may do them: all that hangs on whom the plan is for.

    `standings` say of each whether the rules allow it, on how many questions it hangs, and what they offer instead.
    `told` are the forms of stretches that hold. `able` are those that are for this person and allowed, `done` of these
    the ones that find a food, where they pick one.
    """

    template: PlanTemplate
    standings: Mapping[str, Standing]
    met: frozenset[Subject]
    told: frozenset[Subject]
    able: Collection[str]
    done: Collection[str]

    def told_of(self, ids: Collection[str]) -> frozenset[Subject]:
        """Return the forms of some stretches that hold."""
        return frozenset([one for one in self.told if one[0] in ids]) if self.told else self.told


def place_activities(rulings: Rulings, choices: Choosable) -> tuple[InPlace, ...]:
    """Return the activities that are in, in the order of the template."""
    judged = rulings.judged
    doing = _doing(judged.template)
    standings = tuple([ruling.standing for ruling in rulings.of_each(doing)])
    return _placed(judged.template, standings, judged.met & _bound(judged.template), choices.feeding)


@lru_cache(maxsize=8)
def _doing(template: PlanTemplate) -> dict[str, Item]:
    """Return the activities and stretches of a plan by id."""
    return {item.id: item for item in (*template.activities, *template.content.stretches)}


@lru_cache(maxsize=8)
def _bound(template: PlanTemplate) -> frozenset[Subject]:
    """Return the conditions on which it hangs what is done, and how."""
    stretches = template.content.stretches
    forms = [(one.id, FORMS, place) for one in stretches for place in range(len(one.forms))]
    return frozenset([*_doing(template), *forms])


@lru_cache(_KEPT)
def _placed(
    template: PlanTemplate, standings: tuple[Standing, ...], met: frozenset[Subject], feeding: Ids
) -> tuple[InPlace, ...]:
    """Return the activities that are in by what the rules say of each, and whether its own condition holds."""
    told = frozenset([one for one in met if isinstance(one, tuple)])
    ruled = dict(zip(_doing(template), standings, strict=True))
    able = {
        id_
        for id_, item in _doing(template).items()
        if ruled[id_].allowed and item.kind != "ask_first" and (item.when is None or id_ in met)
    }
    hungry = {item.id for item in template.activities if item.pick is not None and item.id not in feeding}
    doable = Doable(template, ruled, met, told, able, able - hungry)
    taken: set[str] = set()
    placed: list[InPlace] = []
    for item in template.activities:
        if (item.when is None or item.id in met) and item.choice not in taken:
            found = _in_place(doable, item, placed)
            if found is not None:
                placed.append(found)
                if item.choice:
                    taken.add(item.choice)
    return tuple(placed)


def _in_place(doable: Doable, item: Item, placed: Sequence[InPlace]) -> InPlace | None:
    """Return what stands in the place of an item: itself, where it is the form to take, or a substitute."""
    if not item.choice and item.id in doable.done:
        ids = (item.id,)
        return _same(doable.template, ids, item.id, doable.told_of(ids))
    # The forms of a choice that are for this person and can be done, in the order of the template.
    forms = _by_choice(doable.template)[item.choice] if item.choice else ()
    fitting = [one for one in forms if one.id in doable.done]
    if not fitting:
        return _of_fewest_questions(doable, _substitutes(doable, item, placed), item)
    taken = _of_fewest_questions(doable, fitting, item)
    return taken if taken is not None and taken.found is item else None


@lru_cache(maxsize=8)
def _by_choice(template: PlanTemplate) -> dict[str, tuple[Item, ...]]:
    """Return the activities of each choice, in the order of the template."""
    choices: dict[str, tuple[Item, ...]] = {}
    for one in template.activities:
        choices[one.choice] = (*choices.get(one.choice, ()), one)
    return choices


def _of_fewest_questions(doable: Doable, forms: Sequence[Item], place: Item) -> InPlace | None:
    """Return the form with the fewest questions, of equals the first, and the forms before it that can be offered."""
    if not forms:
        return None
    if len(forms) == 1:
        ids: tuple[str, ...] = (forms[0].id,)
        return _same(doable.template, ids, place.id, doable.told_of(ids))
    # Words that were not read ask, and change no choice: those questions do not count.
    found = min(forms, key=lambda one: 0 if keeps_place(one) else doable.standings[one.id].doubts)
    earlier = takewhile(lambda one: one is not found, forms)
    ids = (found.id, *[one.id for one in earlier if one.offer])
    return _same(doable.template, ids, place.id, doable.told_of(ids))


@lru_cache(_KEPT)
def _same(template: PlanTemplate, ids: tuple[str, ...], place: str, told: frozenset[Subject]) -> InPlace:
    """Return the one of a plan that has these items, with the stretches as they are told."""
    found, *offers = [_done(told, _doing(template)[id_]) for id_ in ids]
    return InPlace(found, _doing(template)[place], tuple(offers))


def _done(told: frozenset[Subject], item: Item) -> Item:
    """Return an item as it stands in a day: a stretch as the doing of it, in the form that applies."""
    return done_as(as_told(told, item)) or item if isinstance(item, Stretch) else item


def keeps_place(item: Item) -> bool:
    """Return whether an activity gives way to no easier form for its questions alone: they stand beside it."""
    return item.keeps_place or item.pick is not None


def _substitutes(doable: Doable, item: Item, placed: Sequence[InPlace]) -> list[Item]:
    """Return the items that the rules offer instead, that pass every rule themselves and are not in yet."""
    instead = [id_ for id_ in doable.standings[item.id].instead if id_ in doable.able]
    if not instead:
        return []
    already = {one.found.id for one in placed}
    stretches = {one.found.stretch for one in placed if one.found.stretch}
    doing, found = _doing(doable.template), dict[str, Item]()
    for id_ in instead:
        if id_ not in already:
            offered = doing[id_]
            done = done_as(as_told(doable.met, offered) if isinstance(offered, Stretch) else offered)
            if done is not None and done.stretch not in stretches:
                found.setdefault(done.id, done)
    return list(found.values())


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
