"""Whether a folder holds what none can do without, and every id once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.content.checks.known import Known
from planner.content.checks.rules import SHORTEST
from planner.content.checks.texts import LONGEST
from planner.content.faults import Fault, Record
from planner.errors import did_you_mean
from planner.lexicon.amounts import daily

# What no folder can do without: where one of these is empty, something was lost.
_NEEDED = {
    "templates": "plan",
    "rules": "rule",
    "sources": "source",
    "checks": "self-check question",
    "concepts": "word for an illness",
    "drugs": "medicine",
    "foods": "food",
    "drinks": "drink",
    "meals": "meal",
    "stretches": "stretch",
    "diets": "diet that foods are held to",
    "hazards": "tag among the hazards",
    "promises": "phrase among the promises",
    "denials": "word among the denials",
}
_LISTS_WITH_IDS = ("criteria", "checks", "sources", "classes", "drugs", "concepts", "neutral", "measures", "easy")


def missing_faults(known: Known) -> Iterator[Fault]:
    """Yield what a folder must hold and does not: lists, standards, rules, signs."""
    records = known.records
    for name, one in _NEEDED.items():
        if not getattr(records, name):
            said = (
                f"the folder holds no {one}: the list '{name}' is missing or empty; put it back, its file on this list"
            )
            yield ("folder", name), (), said
    for name in {LONGEST, SHORTEST} - records.standards.keys():
        yield ("folder", "standards"), (), f"the folder holds no standard '{name}'; put it back, under 'standards:'"
    if "glass" not in records.vessels:
        said = "the folder does not say what a glass holds, in which a limit on drinks is told; put 'glass' back"
        yield ("folder", "vessels"), (), f"{said}, under 'vessels:'"
    yield from _a_cup_holds_less_than_a_glass(known)
    for name, amount in records.amounts.items():
        if amount != daily().get(name):
            said = "answers are read by the amounts of the planner's own folder, before this one: put them back"
            yield ("amounts", name), (), f"{said} as they are there"
    if not any(fact.fact == "pregnancy_week" for fact in records.assumptions):
        yield (
            ("folder", "assumptions"),
            (),
            "the folder holds no assumption of an unknown week of pregnancy; put it back, under 'assumptions:'",
        )
    ids = known.item_ids | known.said_ids | {rule.id for rule in records.rules} | {*known.content.checks}
    ids |= {one.id for one in records.easy}
    for id_ in records.must_hold:
        if id_ not in ids:
            text = f"'{id_}' must be there and is missing from the folder{did_you_mean(id_, ids)}"
            yield ("folder", id_), (), text


def twice_faults(known: Known) -> Iterator[Fault]:
    """Yield ids that stand twice: items, lines and rules share one name space."""
    records = known.records
    rules = [(("rules", index), rule.id) for index, rule in enumerate(records.rules)]
    added = [(("rules", index), line.id) for index, rule in enumerate(records.rules) for line in rule.add]
    meals = [(("meals", index), meal.id) for index, meal in enumerate(records.meals)]
    yield from _twice([*((record, item.id) for record, item in known.items), *meals, *rules, *added])
    for name in _LISTS_WITH_IDS:
        listed = enumerate(getattr(records, name))
        # Low sodium is a condition and a diet: concepts share ids where people use the same words.
        yield from _twice(((name, index), f"{getattr(one, 'fact', '')} {one.id}".strip()) for index, one in listed)


def _twice(ids: Iterable[tuple[Record, str]]) -> Iterator[Fault]:
    places: dict[str, list[Record]] = {}
    for record, id_ in ids:
        places.setdefault(id_, []).append(record)
    for id_, records in places.items():
        for record in records if len(records) > 1 else ():
            yield record, ("id",), f"the id '{id_}' stands twice; ids are unique over all files: rename the newer one"


def _a_cup_holds_less_than_a_glass(known: Known) -> Iterator[Fault]:
    """Yield a glass smaller than the cup in which a limit is read: told in such glasses, the limit would grow."""
    glass, cup = known.records.vessels.get("glass"), daily()["fluid"].units["cup"] * 1000
    if glass is not None and glass.ml < cup:
        said = f"a glass of {glass.ml:g} ml is smaller than the cup of {cup:g} ml in which limits are read"
        yield ("vessels", "glass"), ("ml",), said
