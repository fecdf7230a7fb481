"""The decisions: of each item that a plan could have printed, what became of it and which rules bear on it.

They are worked out when they are asked for: most sheets tell only what the rules took out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from planner.content.knowledge import PlanTemplate, Subject
from planner.logic.criteria import Judgement
from planner.logic.selectors import NOTHING, Ids
from planner.model.foods import Food
from planner.model.items import Item
from planner.planning.checklist import FoodLists
from planner.planning.items import InPlace
from planner.planning.judging import Judged
from planner.planning.lines import Spoken
from planner.planning.plan import Account, Decision, Outcome, RulesOfItem, Verdict
from planner.planning.rulings import Rulings
from planner.planning.week import Week


class AccountOfRules(Account, frozen=True, dict=True, eq=False):
    """How a page came about on which nothing but rules had a part."""

    judged: Judged

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return every rule with its judgement."""
        return self.judged.verdicts

    @cached_property
    def fired(self) -> Mapping[str, Judgement]:
        """Return the judgements of the rules that hold or are assumed to, by the id of the rule."""
        return {bound.rule.id: Judgement(truth, bound.when) for bound, truth in self.judged.fired}


class AccountOfPlan(AccountOfRules, frozen=True, dict=True, eq=False):
    """How an ordinary plan came about: what the rules say of each item, and all that was made of them."""

    rulings: Rulings
    placed: Sequence[InPlace]
    week: Week
    foods: FoodLists
    spoken: Spoken
    disliked: Ids = NOTHING

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Return one decision for each item that this plan could have printed."""
        template = self.judged.template
        # A line that no fired rule brought is left out: the rule's own verdict says why.
        brought = self._printed | self.rulings.treated.keys()
        lines = template.content.rule_ids
        return tuple(
            [self._decision(template.items[id_]) for id_ in _order(template) if id_ not in lines or id_ in brought]
        )

    @cached_property
    def left_out(self) -> Mapping[str, RulesOfItem]:
        """Return the items that rules took out, or had replaced, for no other reason, with these rules."""
        template, order = self.judged.template, _order(self.judged.template)
        ids = (self.rulings.excluded | self.replaced.keys()) - _never(template)
        hangs, met = template.conditions, self.judged.met
        mine = [id_ for id_ in ids if id_ not in hangs or id_ in met]
        return {id_: self.rulings.on(id_) for id_ in sorted(mine, key=order.__getitem__)}

    def rules_on(self, id_: str) -> RulesOfItem:
        """Return the rules that bear on an item."""
        return self.rulings.on(id_)

    @cached_property
    def replaced(self) -> Mapping[str, str]:
        """Return what takes the place of each activity that gave it up."""
        return {one.place.id: one.found.id for one in self.placed if one.found.id != one.place.id}

    @cached_property
    def _printed(self) -> Ids:
        """Return the ids of all that is on the sheet, and of all whose place another takes."""
        items = (*self.spoken.lines, *self.foods.foods, *self.foods.drinks)
        places = frozenset([one.id for pair in self.placed for one in (pair.found, pair.place)])
        return places.union([item.id for item in items], [stretch.id for stretch in self.week.stretches])

    @cached_property
    def _for_others(self) -> frozenset[Subject]:
        """Return what is for others, or nobody knows whether it is for this person: then it was not needed."""
        return frozenset(self.judged.template.conditions.keys() - self.judged.met)

    def _decision(self, item: Item) -> Decision:
        outcome, because = self._became(item)
        bearings = self.rulings.on(item.id).bearings
        return Decision(
            bearings,
            item=item.id,
            outcome=outcome,
            because=because,
            instead=self.replaced.get(item.id, ""),
            sources=item.sources,
        )

    def _became(self, item: Item) -> tuple[Outcome, str]:
        """Return what became of an item, and the reason where no rule is the reason: what is said first counts."""
        rulings, id_ = self.rulings, item.id
        if id_ in _never(self.judged.template):
            return "out", "never-suggested"
        if id_ in self.replaced:
            return "replaced", ""
        if id_ in self._for_others:
            return "out", "not-for-this-person"
        if id_ in rulings.excluded:
            return "out", ""
        if id_ in self.disliked:
            return "out", "not-liked"
        if item.kind == "ask_first" or id_ in rulings.ask_first:
            return "ask_first", ""
        if id_ in self._printed:
            return "caution" if item.kind == "caution" or id_ in rulings.careful else "in", ""
        return "out", "a-rule-says-more" if item.topic in self.spoken.rule_of_topic else _not_shown(item)


@lru_cache(maxsize=8)
def _order(template: PlanTemplate) -> dict[str, int]:
    """Return the place of each item among the decisions: the lines of rules come last."""
    lines = template.content.rule_ids
    groups = ([id_ for id_ in template.items if (id_ in lines) is of_rules] for of_rules in (False, True))
    return {id_: place for place, id_ in enumerate(id_ for group in groups for id_ in group)}


@lru_cache(maxsize=8)
def _never(template: PlanTemplate) -> Ids:
    """Return the foods and drinks that no sheet suggests."""
    return template.index.having("suggest", value=False)


def _not_shown(item: Item) -> str:
    """Return why an item that the rules allow is not on the sheet."""
    if isinstance(item, Food):
        return "enough-others"
    return "another-of-the-same-choice" if item.choice else "not-needed-this-week"
