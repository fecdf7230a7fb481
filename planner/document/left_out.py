"""What was left out of a plan, by name: foods, drinks, moves and habits, never a line that forbids or asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from planner.content.knowledge import Content
from planner.document.attribution import Cause
from planner.document.context import SheetContext, Speaker, Voice, listed_once, once
from planner.i18n.language import Language, lower_first
from planner.logic.support import Supporter
from planner.model.foods import Food
from planner.model.items import Item
from planner.planning.plan import RulesOfItem

# What of a shop is left out as a whole where a plan gives no amounts.
_AMOUNTS = "food-amounts"
# Of so many rules that bear on an item together it is kept whether they lack amounts alone.
_KEPT = 1024
Kind = Literal["amounts", "food", "drink", "activity"]


class Omission(Struct, frozen=True):
    """One thing that was left out: its name for the middle of a sentence, its kind, and what it was left out for."""

    name: str
    kind: Kind
    cause: Cause


@listed_once
def left_out(sheet: SheetContext) -> Iterator[Omission]:
    """Yield each activity, food and drink that was left out; where no food is named at all, their amounts as one.

    A place in the week that any food may take is none of them: its foods are. Nor is what tells to leave something out
    or to ask about it: among what is left out, it would read as allowed.
    """
    things: _Things = sheet.language.once(_Things, sheet.content, sheet.plan.template.plan)
    no_amounts = _for_which_no_amounts(sheet)
    for id_, cause in sheet.attribution.left_out.items():
        thing = things[id_]
        if thing is None or not cause.all:
            continue
        name, kind = thing
        if kind != "activity" and cause in no_amounts:
            yield Omission(sheet.say("left-out-amounts"), "amounts", cause)
        else:
            yield Omission(name, kind, cause)


class _Things(dict[str, tuple[str, Kind] | None]):
    """The name and the kind of each item of a plan that may be left out; nothing of what is none of the things."""

    def __init__(self, language: Language, content: Content, plan: str) -> None:
        super().__init__()
        self._voice, self._items = Speaker(content, language), content.template(plan).items

    def __missing__(self, id_: str) -> tuple[str, Kind] | None:
        item = self._items.get(id_)
        is_thing = item is not None and _is_thing(item)
        self[id_] = found = (lower_first(short_name(self._voice, item)), _kind(item)) if item and is_thing else None
        return found


@once
def left_out_for_one(sheet: SheetContext) -> dict[Supporter, list[Omission]]:
    """Return what was left out for each thing about a person alone."""
    found: dict[Supporter, list[Omission]] = {}
    for thing in left_out(sheet):
        if len(thing.cause.all) == 1:
            found.setdefault(thing.cause.all[0], []).append(thing)
    return found


def _is_thing(item: Item) -> bool:
    return item.part is None and item.pick is None and item.tells not in ("no", "ask")


def _kind(item: Item) -> Kind:
    if not isinstance(item, Food):
        return "activity"
    return "drink" if item.section == "drinks" else "food"


def _for_which_no_amounts(sheet: SheetContext) -> set[Cause]:
    """Return for what the plan gives no amounts of food: for it every food went, whatever else it does to some."""
    items = sheet.content.template(sheet.plan.template.plan).items
    found = sheet.attribution.left_out
    gone = [(id_, rules) for id_, rules in sheet.plan.account.left_out.items() if isinstance(items.get(id_), Food)]
    return {found[id_] for id_, rules in gone if _lack_amounts_alone(rules)}


@lru_cache(_KEPT)
def _lack_amounts_alone(rules: RulesOfItem) -> bool:
    # Hardly any rule gives no amounts.
    if not any(_AMOUNTS in bearing.rule.reduce for bearing in rules.bearings):
        return False
    deciding = rules.deciding
    return bool(deciding) and all(_AMOUNTS in bearing.rule.reduce for bearing in deciding)


def short_name(sheet: Voice, item: Item) -> str:
    """Return the short name of an activity or a food."""
    return sheet.language.fill(item.short or item.text).rstrip(".")


def named(sheet: SheetContext, things: Iterable[Omission], most: int) -> tuple[list[str], str]:
    """Return the first names of some things, each once, and in words how many more there are, and of what kind."""
    kinds = {thing.name: thing.kind for thing in things}
    names, rest = list(kinds)[:most], list(kinds.values())[most:]
    return names, _more(sheet, rest)


def _more(sheet: SheetContext, kinds: Sequence[str]) -> str:
    """Return how many more things there are, and that they are foods where they all are."""
    if not kinds:
        return ""
    key = "more-food" if len(kinds) > 1 and set(kinds) == {"food"} else "more"
    return sheet.say(key, count=len(kinds))
