"""The lines: the template's own and those that rules say or add, each once, and of each topic the strictest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from planner.content.rules import BoundRule
from planner.logic.selectors import NOTHING, Ids
from planner.logic.strictness import RANK
from planner.logic.truth import YES, Truth
from planner.model.foods import Food
from planner.model.items import Item
from planner.model.texts import FOODS
from planner.planning.items import as_lines
from planner.planning.plan import Planned
from planner.planning.rulings import Rulings

# Lines of these parts only warn, so they are printed on an assumption too.
WARNINGS = ("alert", "when-to-see", "avoid", "ask-first")
# So many foods are named in a line.
_NAMED = 2
# So many sentences are kept with whether they name any: all that the plans have.
_KEPT = 1024
# What has a place of its own in the plan; lines of all other parts are notes.
_APART = ("alert", "avoid", "ask-first")


class Spoken(Struct, frozen=True):
    """Every line that is printed, and of each topic the rule whose sentence stands for all."""

    lines: tuple[Planned, ...]
    rule_of_topic: Mapping[str, str]

    def of_part(self, part: str) -> tuple[Planned, ...]:
        """Return the lines of one part."""
        return tuple(line for line in self.lines if line.item.part == part)

    @property
    def notes(self) -> tuple[Planned, ...]:
        """Return the lines that have no place of their own."""
        return tuple(line for line in self.lines if line.item.part not in _APART)


def speak(rulings: Rulings) -> Spoken:
    """Return the lines of the template and of the rules, in reading order."""
    judged, topics = rulings.judged, rules_of_topics(rulings)
    own = [line for line in judged.template.lines if line.when is None or line.id in judged.met]
    by_rules = [line for bound, truth in judged.fired for line in _of_rule(rulings, topics, bound, truth)]
    # Of lines with the same words the first is printed.
    first = {line.text: line for line in reversed([*own, *by_rules])}
    kept = [line for line in [*own, *by_rules] if first[line.text] is line and _is_kept(rulings, topics, line)]
    return Spoken(as_lines(rulings, in_reading_order(kept)), topics)


def rules_of_topics(rulings: Rulings) -> dict[str, str]:
    """Return the rule whose sentence is printed for each topic: the strictest that holds, of equals the first."""
    best: dict[str, tuple[int, str]] = {}
    for bound, _ in rulings.judged.fired:
        rule, rank = bound.rule, RANK[bound.effect]
        speaks = rule.topic and rule.say and rule.id not in rulings.barred
        if speaks and rank > best.get(rule.topic, (-1, ""))[0]:
            best[rule.topic] = (rank, rule.id)
    return {topic: id_ for topic, (_, id_) in best.items()}


def _of_rule(rulings: Rulings, topics: Mapping[str, str], bound: BoundRule, truth: Truth) -> Iterator[Item]:
    """Yield the lines of one rule that fired; on an assumption only those that warn."""
    rule, items = bound.rule, rulings.judged.template.items
    if rule.id in items and (not rule.topic or topics.get(rule.topic) == rule.id):
        yield items[rule.id]
    for line in rule.add:
        if (truth is YES or line.part in WARNINGS) and rulings.judged.applies(line):
            yield line


def _is_kept(rulings: Rulings, topics: Mapping[str, str], line: Item) -> bool:
    """Return whether a line is printed: an ask-first line unless excluded, any other only if nothing bars it."""
    barred = rulings.excluded if line.part == "ask-first" else rulings.barred
    # Of a topic on which a rule speaks, the template's line to everybody would say the milder thing.
    return line.id not in barred and not (line.topic and line.topic in topics)


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


def naming_foods(spoken: Spoken, listed: Iterable[Planned]) -> Spoken:
    """Return the lines, those about foods of a mineral with some that this person's own list offers without a doubt."""
    foods = [one.item for one in listed if one.kind == "do" and not one.checks and not one.cautions]
    return replace(spoken, lines=tuple([_naming(line, foods) for line in spoken.lines]))


def _naming(line: Planned, foods: Iterable[Item]) -> Planned:
    minerals = _minerals_of(line.item.text)
    if not minerals:
        return line
    named = [food for food in foods if isinstance(food, Food) and not minerals.isdisjoint(food.gives)]
    return replace(line, named=tuple(named[:_NAMED]))


@lru_cache(_KEPT)
def _minerals_of(text: str) -> Ids:
    """Return the minerals of which a sentence names foods: hardly any does."""
    return frozenset([mineral for name, mineral in FOODS.items() if f"{{{name}}}" in text])


def to_ask_first(rulings: Rulings, spoken: Spoken, disliked: Ids = NOTHING) -> tuple[Planned, ...]:
    """Return what to ask about before doing it: the lines of that part, and items that the rules moved there.

    Of what somebody does not like, nobody needs to ask.
    """
    judged, asked = rulings.judged, rulings.ask_first - disliked
    things = (judged.template.activities, judged.template.content.foods, judged.template.content.drinks)
    moved = [
        item
        for group in things
        for item in group
        if item.id in asked and judged.applies(item) and getattr(item, "suggest", True)
    ]
    return (*spoken.of_part("ask-first"), *as_lines(rulings, moved))
