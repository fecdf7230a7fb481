"""The decisions: of each item that a plan could have printed, what became of it and which rules bear on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
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
from planner.planning.rulings import RuledRun, Rulings, Together
from planner.planning.treatments import runs
from planner.planning.week import Week

# So many runs of decisions are kept as they were made, and so many things that became of an item.
_KEPT = 512
_KEPT_BECAME = 256


class Became(Struct, frozen=True, eq=False):
    """What becomes of an item, why where no rule is the reason, and what takes its place; one of the same."""

    outcome: Outcome
    because: str = ""
    instead: str = ""


_became = lru_cache(_KEPT_BECAME)(Became)
Outcomes = Mapping[Subject, Became]


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
    return _decisions(rulings, printed, outcomes)


def _decisions(rulings: Rulings, printed: Ids, outcomes: Outcomes) -> tuple[Decision, ...]:
    template, together = rulings.judged.template, rulings.together
    own = [
        _run(template, at, tuple(map(outcomes.get, ids)), rulings.runs[at])
        for at, ids in enumerate(runs(template))
        if ids[0] not in template.content.rule_ids
    ]
    # A line that no fired rule brought is left out: the rule's own verdict says why.
    said = _lines_of_rules(template).keys() & (printed | together.keys())
    of_rules = [
        _decision(template.items[id_], outcomes.get(id_), together.get(id_))
        for id_ in sorted(said, key=_lines_of_rules(template).__getitem__)
    ]
    return tuple(chain(chain.from_iterable(own), of_rules))


@lru_cache(_KEPT)
def _run(
    template: PlanTemplate, at: int, became: tuple[Became | None, ...], run: RuledRun | None
) -> tuple[Decision, ...]:
    """Return the decisions on the items of one run."""
    together: Mapping[str, Together] = run.together if run else {}
    each = zip(runs(template)[at], became, strict=True)
    return tuple([_decision(template.items[id_], one, together.get(id_)) for id_, one in each])


def _decision(item: Item, became: Became | None, rules: Together | None) -> Decision:
    """Return the decision on one item; of one of which nothing else is told, the reason why it is not shown."""
    one, bearings = became or _became("out", _not_shown(item)), rules.bearings if rules else ()
    return Decision(item.id, one.outcome, bearings, one.because, one.instead, item.sources)


@lru_cache(maxsize=8)
def _lines_of_rules(template: PlanTemplate) -> dict[str, int]:
    """Return the items that are lines of rules, each with its place."""
    lines = template.content.rule_ids
    return {id_: at for at, id_ in enumerate(template.items) if id_ in lines}


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
    outcomes: dict[Subject, Became] = {}
    for ids, outcome, because in layers:
        outcomes.update(dict.fromkeys(ids, _became(outcome, because)))
    for id_, instead in replaced.items():
        outcomes[id_] = _became(outcomes[id_].outcome, outcomes[id_].because, instead)
    return outcomes


def _not_shown(item: Item) -> str:
    """Return why an item that the rules allow is not on the sheet."""
    if isinstance(item, Food):
        return "enough-others"
    return "another-of-the-same-choice" if item.choice else "not-needed-this-week"
