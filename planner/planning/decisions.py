"""The decisions: of each item that a plan could have printed, what became of it and which rules bear on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from planner.content.knowledge import PlanTemplate, Subject
from planner.logic.selectors import NOTHING, Ids
from planner.model.foods import Food
from planner.model.items import Item
from planner.planning.checklist import FoodLists
from planner.planning.items import InPlace
from planner.planning.lines import Spoken
from planner.planning.plan import Decision, Outcome
from planner.planning.rulings import Rulings, Together
from planner.planning.week import Week

Outcomes = Mapping[Subject, tuple[Outcome, str]]
# So many decisions are kept as they were made.
_KEPT = 1024


class Traced(Struct, frozen=True, eq=False):
    """An item as it is decided on: its id, its sources, and what becomes of it where no rule bears on it."""

    id: str
    sources: tuple[str, ...]
    unshown: Decision


def trace(
    rulings: Rulings,
    placed: Sequence[InPlace],
    week: Week,
    foods: FoodLists,
    spoken: Spoken,
    disliked: Ids = NOTHING,
) -> tuple[Decision, ...]:
    """Return one decision for each item that this plan could have printed."""
    printed = _printed(placed, week, foods, spoken)
    replaced = {one.place.id: one.found.id for one in placed if one.found.id != one.place.id}
    outcomes = _outcomes(rulings, spoken, printed, replaced, disliked)
    return tuple(_decisions(rulings, printed, replaced, outcomes))


def _decisions(rulings: Rulings, printed: Ids, replaced: Mapping[str, str], outcomes: Outcomes) -> list[Decision]:
    together = rulings.together
    own, of_rules = _traced(rulings.judged.template)
    # A line that no fired rule brought is left out: the rule's own verdict says why.
    said = printed | together.keys()
    decided = [*own, *[one for one in of_rules if one.id in said]]
    borne = [(one, outcomes.get(one.id), together.get(one.id)) for one in decided]
    return [
        one.unshown if outcome is None and rules is None else _decision(one, outcome, rules, replaced.get(one.id, ""))
        for one, outcome, rules in borne
    ]


@lru_cache(_KEPT)
def _decision(one: Traced, outcome: tuple[Outcome, str] | None, rules: Together | None, instead: str) -> Decision:
    """Return what becomes of an item, where that is not what becomes of it without rules, and which bear on it."""
    became, because = outcome or (one.unshown.outcome, one.unshown.because)
    return Decision(one.id, became, rules.bearings if rules else (), because, instead, one.sources)


@lru_cache(maxsize=8)
def _traced(template: PlanTemplate) -> tuple[tuple[Traced, ...], tuple[Traced, ...]]:
    """Return the items of a plan itself and those of rules, in their order."""
    lines = template.content.rule_ids
    items = [
        Traced(id_, item.sources, Decision(id_, "out", (), _not_shown(item), "", item.sources))
        for id_, item in template.items.items()
    ]
    return tuple(one for one in items if one.id not in lines), tuple(one for one in items if one.id in lines)


def _printed(placed: Iterable[InPlace], week: Week, foods: FoodLists, spoken: Spoken) -> Ids:
    """Return the ids of all that is on the sheet, and of all whose place another takes."""
    items = (*spoken.lines, *foods.foods, *foods.drinks)
    places = frozenset([one.id for pair in placed for one in (pair.found, pair.place)])
    return places.union([item.id for item in items], [stretch.id for stretch in week.stretches])


def _outcomes(rulings: Rulings, spoken: Spoken, printed: Ids, replaced: Mapping[str, str], disliked: Ids) -> Outcomes:
    """Return what became of items, and the reason where no rule is the reason; who is not here was not needed."""
    template, met = rulings.judged.template, rulings.judged.met
    index = template.index
    careful = index.having("kind", "caution") | rulings.careful
    # A later line is stronger than an earlier one.
    layers: tuple[tuple[Iterable[Any], Outcome, str], ...] = (
        *((index.having("topic", topic), "out", "a-rule-says-more") for topic in spoken.rule_of_topic),
        (printed, "in", ""),
        (printed & careful, "caution", ""),
        (index.having("kind", "ask_first") | rulings.ask_first, "ask_first", ""),
        (disliked, "out", "not-liked"),
        (rulings.excluded, "out", ""),
        (template.conditions.keys() - met, "out", "not-for-this-person"),
        (replaced, "replaced", ""),
        (index.having("suggest", value=False), "out", "never-suggested"),
    )
    outcomes: dict[Subject, tuple[Outcome, str]] = {}
    for ids, outcome, because in layers:
        outcomes.update(dict.fromkeys(ids, (outcome, because)))
    return outcomes


def _not_shown(item: Item) -> str:
    """Return why an item that the rules allow is not on the sheet."""
    if isinstance(item, Food):
        return "enough-others"
    return "another-of-the-same-choice" if item.choice else "not-needed-this-week"
