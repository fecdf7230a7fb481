"""Every sentence of plans/ that a sheet may print, with its id and place: what is checked, and what is translated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planner.content.faults import Record
from planner.files.places import Path as DataPath
from planner.model.folder import Records
from planner.model.foods import Food
from planner.model.items import Item, ValueRow
from planner.model.plans import Template
from planner.model.rules import Refusal, Rule
from planner.model.stretches import Stretch
from planner.model.texts import FOODS, LIMITS, PROGRAM, has_words

ITEM_LISTS = ("foods", "drinks", "stretches", "items", "lines")
# What every sentence may be filled with.
ALWAYS = frozenset(("emergency", "urgent", *LIMITS, *FOODS))
_PICKED = frozenset(("food", "serving"))
_NAME = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
_END = re.compile(r"(?<=[.!?:])\s+(?=[\"“A-Z0-9])")
_WORD = re.compile(r"[A-Za-z0-9][\w'.,/-]*")
# What is printed as a name or a number, not as a sentence.
_LABELS = frozenset(("label", "name", "emergency", "urgent", "short"))


class Sentence(NamedTuple):
    """One text as written: the record that it stands in, its path there, an id, and what its braces may name."""

    record: Record
    path: DataPath
    id: str
    text: str
    fills: frozenset[str] = frozenset()

    @property
    def runs(self) -> bool:
        """Return whether it is read as running text, and is not only a name."""
        return self.path[-1] not in _LABELS and "values" not in self.path


def sentences(raw: Records) -> Iterator[Sentence]:
    """Yield every text of a folder that a sheet may print, but for the messages, in the order of the records."""
    yield from (text for text in _all(raw) if text.text)


def _all(raw: Records) -> Iterator[Sentence]:
    for name in ITEM_LISTS:
        for index, item in enumerate(getattr(raw, name)):
            yield from _item((name, index), item)
    for index, meal in enumerate(raw.meals):
        yield Sentence(("meals", index), ("text",), f"{meal.id}.text", meal.text)
    for index, rule in enumerate(raw.rules):
        yield from _rule(("rules", index), rule)
    for template in raw.templates:
        yield from _template(template)
    yield from _easy(raw)
    yield from _facts(raw)


def _item(record: Record, item: Item, path: DataPath = ()) -> Iterator[Sentence]:
    own = frozenset(item.values) | _picked(item)
    # Foods and stretches are lists of names, which nothing fills.
    own = frozenset() if isinstance(item, Food | Stretch) else own
    for name in ("text", "again", "how", "offer", "short", "means", "why", "because", "alt", "call"):
        fills = ALWAYS | own if name in ("text", "again", "how", "offer") else ALWAYS
        yield Sentence(record, (*path, name), f"{item.id}.{name}", getattr(item, name), fills)
    alone = item.pick.alone if item.pick else ""
    yield Sentence(record, (*path, "pick", "alone"), f"{item.id}.alone", alone, ALWAYS | _PICKED)
    for index, step in enumerate(item.steps):
        yield Sentence(record, (*path, "steps", index), f"{item.id}.step-{index + 1}", step, ALWAYS)
    servings = ("serving", "portion", "portion_us") * isinstance(item, Food)
    for name in servings + ("aim", "dose", "card", "cue") * isinstance(item, Stretch):
        yield Sentence(record, (*path, name), f"{item.id}.{name}", getattr(item, name), ALWAYS)
    for index, form in enumerate(item.forms if isinstance(item, Stretch) else ()):
        where, named = (*path, "forms", index), f"{item.id}.form-{index + 1}"
        yield Sentence(record, (*where, "dose"), f"{named}.dose", form.dose, ALWAYS)
        for place, step in enumerate(form.steps):
            yield Sentence(record, (*where, "steps", place), f"{named}.step-{place + 1}", step, ALWAYS)
    for name, rows in item.values.items():
        for text in dict.fromkeys(_words(rows)):
            yield Sentence(record, (*path, "values", name), f"{item.id}.{name}", text)


def _picked(item: Item) -> frozenset[str]:
    """Return what the sentence of an item that picks is filled with: a meal, or a food and its serving."""
    if item.pick is None:
        return frozenset()
    return frozenset(("meal",)) if item.pick.meal else _PICKED


def _words(rows: int | float | str | tuple[ValueRow, ...]) -> Iterator[str]:
    """Yield the values of an item's sentence that are words."""
    values = [value for row in rows for value in (row.value, *(row.days or ()))] if isinstance(rows, tuple) else [rows]
    yield from (value for value in values if isinstance(value, str))


def _rule(record: Record, rule: Rule) -> Iterator[Sentence]:
    for name in ("say", "front", "why", "because", "alt"):
        yield Sentence(record, (name,), f"{rule.id}.{name}", getattr(rule, name), ALWAYS)
    if rule.refuse:
        yield from _refuse(record, rule.id, rule.refuse)
    for index, line in enumerate(rule.add):
        yield from _item(record, line, ("add", index))


def _refuse(record: Record, id_: str, refuse: Refusal) -> Iterator[Sentence]:
    for name in ("who", "why", "stop_if", "risk"):
        yield Sentence(record, ("refuse", name), f"{id_}.{name}", getattr(refuse, name), ALWAYS)
    for index, step in enumerate(refuse.do_now):
        yield Sentence(record, ("refuse", "do_now", index), f"{id_}.do-{index + 1}", step, ALWAYS)
    for index, step in enumerate(refuse.until):
        yield Sentence(record, ("refuse", "until", index), f"{id_}.until-{index + 1}", step, ALWAYS)


def _template(template: Template) -> Iterator[Sentence]:
    record, plan = ("templates", template.plan), template.plan
    for name in ("title", "purpose", "message"):
        yield Sentence(record, (name,), f"{plan}.{name}", getattr(template, name), ALWAYS)
    for index, theme in enumerate(template.themes):
        for name in ("title", "text"):
            yield Sentence(
                record, ("themes", index, name), f"{plan}.day-{theme.day}.{name}", getattr(theme, name), ALWAYS
            )
        for name in ("title", "text") if theme.otherwise else ():
            place, id_ = ("themes", index, "otherwise", name), f"{plan}.day-{theme.day}.otherwise.{name}"
            yield Sentence(record, place, id_, getattr(theme.otherwise, name), ALWAYS)
    for index, part in enumerate(template.front):
        yield Sentence(record, ("front", index, "title"), f"{plan}.front-{index + 1}.title", part.title, ALWAYS)
    for index, habit in enumerate(template.habits):
        yield Sentence(record, ("habits", index, "label"), f"{plan}.{habit.id}.label", habit.label, ALWAYS)
    for name in ("items", "lines"):
        for index, item in enumerate(getattr(template, name)):
            yield from _item((f"{plan}.{name}", index), item)


def _easy(raw: Records) -> Iterator[Sentence]:
    """Yield the words of the easy edition, filled with the numbers of what they speak for."""
    fills: dict[str, frozenset[str]] = {}
    of_templates = [item for template in raw.templates for item in (*template.items, *template.lines)]
    for item in (*raw.items, *raw.lines, *of_templates):
        fills[item.id] = frozenset(item.values)
    for index, one in enumerate(raw.easy):
        # What all of them have: any of them may be the one that a plan holds.
        own = frozenset.intersection(*(fills.get(id_, frozenset()) for id_ in one.of))
        for name in ("title", "text"):
            yield Sentence(("easy", index), (name,), f"{one.id}.{name}", getattr(one, name), ALWAYS | own)


def _facts(raw: Records) -> Iterator[Sentence]:
    for index, check in enumerate(raw.checks):
        for name in ("text", "unless", "clear", "then", "at_items"):
            yield Sentence(("checks", index), (name,), f"{check.id}.{name}", getattr(check, name), ALWAYS)
        for place, asked in enumerate(check.forms):
            where: DataPath = ("forms", place, "text")
            yield Sentence(("checks", index), where, f"{check.id}.form-{place + 1}", asked.text, ALWAYS)
    for index, assumption in enumerate(raw.assumptions):
        yield Sentence(("assumptions", index), ("say",), f"{assumption.fact}.say", assumption.say)
    for index, one_class in enumerate(raw.classes):
        # Of a class that no rule speaks of, the label is a reason for editors, which no sheet prints.
        label = "" if one_class.no_rule else one_class.label
        yield Sentence(("classes", index), ("label",), f"{one_class.id}.label", label)
    for index, concept in enumerate(raw.concepts):
        yield Sentence(("concepts", index), ("label",), f"{concept.id}.label", concept.label)
        yield Sentence(("concepts", index), ("assume_say",), f"{concept.id}.assume_say", concept.assume_say)
    for index, one in enumerate(raw.neutral):
        yield Sentence(("neutral", index), ("label",), f"{one.id}.label", one.label)
    for code, country in raw.countries.items():
        for name in ("emergency", "urgent"):
            yield Sentence(("countries", code), (name,), f"{code}.{name}", getattr(country, name))


def to_translate(raw: Records) -> dict[str, tuple[str, ...]]:
    """Return every text that a language must have in its own words, with the ids of where it stands."""
    found: dict[str, tuple[str, ...]] = {text: (f"program.{number}",) for number, text in enumerate(PROGRAM, 1)}
    for sentence in sentences(raw):
        if has_words(sentence.text):
            found[sentence.text] = (*found.get(sentence.text, ()), sentence.id)
    return found


# --- texts ---------------------------------------------------------------------------------------------


def named(text: str) -> tuple[str, ...]:
    """Return the names in the braces of a text."""
    return tuple(_NAME.findall(text))


def stray_braces(text: str) -> bool:
    """Return whether a text holds a brace that is no part of a plain {name}."""
    return not {"{", "}"}.isdisjoint(_NAME.sub("", text))


def split(text: str) -> list[str]:
    """Return the sentences of a text; what ends without a stop is a sentence of its own."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def length(sentence: str) -> int:
    """Return the number of words in a sentence."""
    return len(_WORD.findall(sentence))
