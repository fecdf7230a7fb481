"""The lines: the template's own and those that rules say or add, each once, and of each topic the strictest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from planner.content.knowledge import PlanTemplate
from planner.logic.selectors import NOTHING, Ids
from planner.logic.strictness import RANK
from planner.logic.truth import YES, Truth
from planner.model.foods import Food
from planner.model.items import Item
from planner.model.rules import Rule
from planner.model.texts import FOODS
from planner.planning.items import as_lines
from planner.planning.judging import Judged
from planner.planning.plan import Planned
from planner.planning.rulings import Rulings

# Lines of these parts only warn, so they are printed on an assumption too.
WARNINGS = ("alert", "when-to-see", "avoid", "ask-first")
# So many foods are named in a line.
_NAMED = 2
# What has a place of its own in the plan; lines of all other parts are notes.
_APART = ("alert", "avoid", "ask-first")
_NOTES = "notes"


class Spoken(Struct, frozen=True):
    """Every line that is printed, and of each topic the rule whose sentence stands for all.

    `parts` are the same lines by where they stand: those with a place of their own, and the notes.
    """

    lines: tuple[Planned, ...]
    rule_of_topic: Mapping[str, str]
    parts: Mapping[str, tuple[Planned, ...]]

    def of_part(self, part: str) -> tuple[Planned, ...]:
        """Return the lines of one part."""
        return self.parts[part]

    @property
    def notes(self) -> tuple[Planned, ...]:
        """Return the lines that have no place of their own."""
        return self.parts[_NOTES]


def speak(rulings: Rulings, listed: Iterable[Planned] = ()) -> Spoken:
    """Return the lines of the template and of the rules, in reading order; some name foods of those that are listed."""
    judged, topics = rulings.judged, rules_of_topics(rulings)
    lines = [line for line in judged.template.lines if line.when is None or line.id in judged.met]
    for bound, truth in judged.fired:
        lines += _of_rule(judged, topics, bound.rule, truth)
    # Of lines with the same words the first is printed.
    first: dict[str, Item] = {}
    for line in lines:
        first.setdefault(line.text, line)
    # Of a topic on which a rule speaks, the template's line to everybody would say the milder thing.
    other = [line for line in first.values() if line.topic not in topics]
    # A line to ask first stands unless it is excluded, any other only if nothing bars it.
    excluded, barred = rulings.excluded, rulings.barred
    kept = [line for line in other if line.id not in (excluded if line.part == "ask-first" else barred)]
    said = _naming_foods(rulings.judged.template, as_lines(rulings, in_reading_order(kept)), listed)
    parts: dict[str, list[Planned]] = {part: [] for part in (*_APART, _NOTES)}
    for one in said:
        parts[one.item.part if one.item.part in _APART else _NOTES].append(one)
    return Spoken(said, topics, {part: tuple(lines) for part, lines in parts.items()})


def rules_of_topics(rulings: Rulings) -> dict[str, str]:
    """Return the rule whose sentence is printed for each topic: the strictest that holds, of equals the first."""
    best: dict[str, tuple[int, str]] = {}
    for bound, _ in rulings.judged.fired:
        rule = bound.rule
        if rule.topic and rule.say and rule.id not in rulings.barred:
            rank = RANK[bound.effect]
            if rank > best.get(rule.topic, (-1, ""))[0]:
                best[rule.topic] = (rank, rule.id)
    return {topic: id_ for topic, (_, id_) in best.items()}


def _of_rule(judged: Judged, topics: Mapping[str, str], rule: Rule, truth: Truth) -> list[Item]:
    """Return the lines of one rule that fired; on an assumption only those that warn."""
    items, found = judged.template.items, []
    if rule.id in items and (not rule.topic or topics.get(rule.topic) == rule.id):
        found.append(items[rule.id])
    found += [line for line in rule.add if (truth is YES or line.part in WARNINGS) and judged.applies(line)]
    return found


def in_reading_order(lines: Iterable[Item]) -> list[Item]:
    """Return lines in their order, those that say so directly after the line that they name, if it is there."""
    placed: list[Item] = []
    for line in lines:
        if not line.after:
            placed.append(line)
            continue
        named = set(line.after)
        before = [at for at, other in enumerate(placed) if other.id in named or not named.isdisjoint(other.after)]
        placed.insert(before[-1] + 1 if before else len(placed), line)
    return placed


def _naming_foods(template: PlanTemplate, lines: tuple[Planned, ...], listed: Iterable[Planned]) -> tuple[Planned, ...]:
    """Return the lines, those about foods of a mineral with some that this person's own list offers without a doubt."""
    about = _minerals(template)
    if about.keys().isdisjoint([line.item.id for line in lines]):
        return lines
    foods = [one.item for one in listed if one.kind == "do" and not one.checks and not one.cautions]
    return tuple([_naming(line, about[line.id], foods) if line.id in about else line for line in lines])


def _naming(line: Planned, minerals: Ids, foods: Iterable[Item]) -> Planned:
    named = [food for food in foods if isinstance(food, Food) and not minerals.isdisjoint(food.gives)]
    return replace(line, named=tuple(named[:_NAMED]))


@lru_cache(maxsize=8)
def _minerals(template: PlanTemplate) -> dict[str, Ids]:
    """Return by the id of a line the minerals of which it names foods: hardly any does."""
    marked = {mineral: f"{{{name}}}" for name, mineral in FOODS.items()}
    open_ = [line for line in (*template.lines, *template.content.rule_lines) if "{" in line.text]
    found = {line.id: frozenset([one for one, mark in marked.items() if mark in line.text]) for line in open_}
    return {id_: minerals for id_, minerals in found.items() if minerals}


def to_ask_first(rulings: Rulings, spoken: Spoken, disliked: Ids = NOTHING) -> tuple[Planned, ...]:
    """Return what to ask about before doing it: the lines of that part, and items that the rules moved there.

    Of what somebody does not like, nobody needs to ask.
    """
    judged, askable = rulings.judged, _askable(rulings.judged.template)
    asked = (rulings.ask_first - disliked) & askable.keys()
    moved = [item for id_, item in askable.items() if id_ in asked and judged.applies(item)] if asked else ()
    return (*spoken.of_part("ask-first"), *as_lines(rulings, moved))


@lru_cache(maxsize=8)
def _askable(template: PlanTemplate) -> dict[str, Item]:
    """Return by id what may be moved to what is asked about first: activities, foods and drinks that are suggested."""
    things = (*template.activities, *template.content.foods, *template.content.drinks)
    return {item.id: item for item in things if not isinstance(item, Food) or item.suggest}
