"""The lines: the template's own and those that rules say or add, each once, and of each topic the strictest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

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
from planner.planning.items import as_lines, line_to_all, told_apart
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

    `parts` are the same lines by where they stand: those with a place of their own, and the notes. `asking` are those,
    but alerts, that hang on a self-check.
    """

    lines: Sequence[Planned]
    rule_of_topic: Mapping[str, str]
    parts: Mapping[str, tuple[Planned, ...]]
    asking: Sequence[Planned]

    def of_part(self, part: str) -> tuple[Planned, ...]:
        """Return the lines of one part."""
        return self.parts[part]

    @property
    def notes(self) -> tuple[Planned, ...]:
        """Return the lines that have no place of their own."""
        return self.parts[_NOTES]


class _Written(NamedTuple):
    """The lines of a template, in their order, as they are told to everybody alike.

    `open` are the places of those that are told to some, or to each in another way, where nothing stands in `alike`.
    """

    alike: Sequence[tuple[Planned, str] | None]
    open: Sequence[int]
    place: Mapping[str, int]
    ids: Ids
    texts: frozenset[str]
    of_topic: Mapping[str, Sequence[int]]


def speak(rulings: Rulings, listed: Iterable[Planned] = ()) -> Spoken:
    """Return the lines of the template and of the rules, in reading order; some name foods of those that are listed."""
    judged, template, topics = rulings.judged, rulings.judged.template, rules_of_topics(rulings)
    written, barred = _written(template), rulings.barred
    # Most lines of the template are told to everybody alike: only those are looked at on which anything bears.
    ruled = (written.ids & barred).union(written.ids.intersection(rulings.treated))
    looked_at = {*written.open, *[written.place[id_] for id_ in ruled]}
    for topic in topics:
        looked_at.update(written.of_topic.get(topic, ()))
    own = [template.lines[place] for place in sorted(looked_at)]
    lines = [line for line in own if line.when is None or line.id in judged.met]
    for rule, truth in _speaking(judged):
        lines += [line for line in _of_rule(judged, topics, rule, truth) if line.text not in written.texts]
    # Of lines with the same words the first is printed.
    first: dict[str, Item] = {}
    for line in lines:
        first.setdefault(line.text, line)
    # Of a topic on which a rule speaks, the template's line to everybody would say the milder thing.
    other = [line for line in first.values() if line.topic not in topics]
    # A line to ask first stands unless it is excluded, any other only if nothing bars it.
    excluded = rulings.excluded
    kept = [line for line in other if line.id not in (excluded if line.part == "ask-first" else barred)]
    ids = [line.id for line in kept]
    made = _naming_foods(template, as_lines(rulings, kept), ids, listed)
    told = list(written.alike)
    for place in looked_at:
        told[place] = None
    more: list[tuple[Planned, str]] = []
    for line, id_, one in zip(kept, ids, made, strict=True):
        standing = (one, _part_of(line))
        if (at := written.place.get(id_)) is None:
            more.append(standing)
        else:
            told[at] = standing
    placed = [standing for standing in told if standing is not None]
    placed += more
    if any(line.after for line in kept):
        by_id = {one.item.id: (one, part) for one, part in placed}
        placed = [by_id[line.id] for line in in_reading_order([one.item for one, _ in placed])]
    parts: dict[str, list[Planned]] = {part: [] for part in (*_APART, _NOTES)}
    for one, part in placed:
        parts[part].append(one)
    asking = [one for one in made if one.checks and one.item.part != "alert"]
    said = [one for one, _ in placed]
    return Spoken(said, topics, {part: tuple(lines) for part, lines in parts.items()}, asking)


def _part_of(line: Item) -> str:
    return line.part if line.part in _APART else _NOTES


@lru_cache(maxsize=8)
def _written(template: PlanTemplate) -> _Written:
    """Return the lines of a template as they are told to everybody alike, and those that are not."""
    lines, about, often = template.lines, _minerals(template), Counter(line.text for line in template.lines)
    alike = [
        None
        if line.when is not None or line.after or line.id in about or told_apart(template, line) or often[line.text] > 1
        else (line_to_all(template, line), _part_of(line))
        for line in lines
    ]
    of_topic: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        of_topic.setdefault(line.topic, []).append(place)
    return _Written(
        alike,
        [place for place, told in enumerate(alike) if told is None],
        {line.id: place for place, line in enumerate(lines)},
        frozenset([line.id for line in lines]),
        frozenset([line.text for line, told in zip(lines, alike, strict=True) if told is not None]),
        of_topic,
    )


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


def _speaking(judged: Judged) -> list[tuple[Rule, Truth]]:
    """Return the rules that hold, or are assumed to, and that say or add a line."""
    saying = _saying(judged.template)
    return [(bound.rule, truth) for bound, truth in judged.fired if bound.rule.id in saying]


@lru_cache(maxsize=8)
def _saying(template: PlanTemplate) -> Ids:
    """Return the rules that say or add any line."""
    return frozenset([one.rule.id for one in template.content.rules if one.rule.add or one.rule.id in template.items])


def _of_rule(judged: Judged, topics: Mapping[str, str], rule: Rule, truth: Truth) -> list[Item]:
    """Return the lines of one rule that fired; on an assumption only those that warn."""
    line, found = judged.template.items.get(rule.id), list[Item]()
    if line is not None and (not rule.topic or topics.get(rule.topic) == rule.id):
        found.append(line)
    if rule.add:
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


def _naming_foods(
    template: PlanTemplate, lines: tuple[Planned, ...], ids: Sequence[str], listed: Iterable[Planned]
) -> Sequence[Planned]:
    """Return lines, those about foods of a mineral with some that this person's own list offers without a doubt."""
    about, named = _minerals(template), list(lines)
    for at, id_ in enumerate(ids):
        if id_ in about:
            named[at] = replace(lines[at], named=tuple(islice(_giving(about[id_], listed), _NAMED)))
    return named


def _giving(minerals: Ids, listed: Iterable[Planned]) -> Iterator[Food]:
    """Yield the foods of a list that give any of some minerals, and on which no question or caution hangs."""
    for one in listed:
        food, plain = one.item, one.kind == "do" and not one.checks and not one.cautions
        if plain and isinstance(food, Food) and not minerals.isdisjoint(food.gives):
            yield food


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
