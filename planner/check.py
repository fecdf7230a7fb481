"""What the records of plans/ cannot see alone: names that resolve, criteria that compile, sentences that fill."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from planner.content import Content, Raw, _vocabulary
from planner.criteria import Compiler
from planner.criteria import Path as DataPath
from planner.errors import Problem, did_you_mean
from planner.selectors import compile_selector
from planner.template import Food, Item, Rule, Template

if TYPE_CHECKING:
    from planner.contentfiles import Places

Fault = Callable[[DataPath, str], None]
Record = tuple[str, object]

_ITEM_LISTS = ("foods", "drinks", "stretches", "items", "lines")
_PLACEHOLDERS = frozenset(("emergency", "urgent"))
_LIMITS = frozenset(("fluid_limit", "potassium_limit", "salt_limit"))
_LISTS_WITH_IDS = ("criteria", "checks", "sources", "classes", "drugs", "concepts", "measures")


def problems_of(content: Content, places: Places) -> list[Problem]:
    """Return every problem between the records of a folder, each with its place."""
    return _Checker(content, places).run()


class _Checker:
    """Checks one folder; every method adds what it finds to one list."""

    def __init__(self, content: Content, places: Places) -> None:
        self.content = content
        self.raw = content.raw
        self.places = places
        self.problems: list[Problem] = []
        self.compiler = Compiler(_vocabulary(self.raw, self.vocabulary_fault), lambda path, text: None)

    def run(self) -> list[Problem]:
        """Return all problems."""
        if self.problems:
            return self.problems
        self.unique()
        for record, item in self.items():
            self.item(record, item)
        for index, rule in enumerate(self.raw.rules):
            self.rule(("rules", index), rule)
        for template in self.raw.templates:
            self.template(("templates", template.plan), template)
        self.names()
        self.facts()
        self.messages()
        return self.problems

    # --- reporting ---

    def fault(self, record: Record) -> Fault:
        """Return a function that reports a problem inside one record."""
        return lambda path, text: self.problems.append(self.places.problem(*record, path, text))

    def vocabulary_fault(self, path: DataPath, text: str) -> None:
        """Report a problem of a named criterion or a scale."""
        self.problems.append(self.places.problem(str(path[0]), path[1], path[2:], text))

    def criterion(self, record: Record, raw: object, path: DataPath) -> None:
        """Report what is wrong with a criterion."""
        Compiler(self.compiler.vocabulary, self.fault(record)).compile(raw, path)

    def known(self, record: Record, path: DataPath, what: str, ids: Iterable[str], known: Iterable[str]) -> None:
        """Report each id that does not resolve."""
        known = set(known)
        for id_ in ids:
            if id_ not in known:
                self.fault(record)(path, f"unknown {what} '{id_}'{did_you_mean(id_, known)}")

    # --- what there is ---

    @cached_property
    def allergies(self) -> frozenset[str]:
        """Return what a person can be allergic to, so that no allergen of a food is one that nobody can have."""
        return frozenset(concept.id for concept in self.raw.concepts if concept.fact == "allergies")

    def items(self) -> Iterator[tuple[Record, Item]]:
        """Yield every item that stands in a list of its own."""
        for name in _ITEM_LISTS:
            yield from (((name, index), item) for index, item in enumerate(getattr(self.raw, name)))
        for template in self.raw.templates:
            for name in ("items", "lines"):
                kind = f"{template.plan}.{name}"
                yield from (((kind, index), item) for index, item in enumerate(getattr(template, name)))

    def unique(self) -> None:
        """Report ids that stand twice: items, lines and rules share one name space."""
        rules = [(("rules", index), rule.id) for index, rule in enumerate(self.raw.rules)]
        added = [(("rules", index), line.id) for index, rule in enumerate(self.raw.rules) for line in rule.add]
        self.distinct([*((record, item.id) for record, item in self.items()), *rules, *added])
        for name in _LISTS_WITH_IDS:
            records = enumerate(getattr(self.raw, name))
            # Low sodium is a condition and a diet: concepts share ids where people use the same words.
            self.distinct(
                ((name, index), f"{getattr(record, 'fact', '')} {record.id}".strip()) for index, record in records
            )

    def distinct(self, ids: Iterable[tuple[Record, str]]) -> None:
        """Report each id that was there before."""
        seen: set[str] = set()
        for record, id_ in ids:
            if id_ in seen:
                self.fault(record)(("id",), f"the id '{id_}' stands twice; ids are unique over all files")
            seen.add(id_)

    # --- records ---

    def item(self, record: Record, item: Item, path: DataPath = ()) -> None:
        """Check one item."""
        self.sources(record, item.sources, (*path, "sources"))
        self.known(record, (*path, "tags"), "tag", item.tags, self.raw.tags)
        if isinstance(item, Food):
            self.known(record, (*path, "allergens"), "allergy", item.allergens, self.allergies)
            self.known(record, (*path, "groups"), "allergy", item.groups, self.allergies)
        if item.when is not None:
            self.criterion(record, item.when, (*path, "when"))
        if item.stretch:
            self.known(record, (*path, "stretch"), "stretch", [item.stretch], self.content.stretch_by_id)
        if item.pick is not None and item.pick.where:
            compile_selector(item.pick.where, self.fault(record), (*path, "pick", "where"))
        self.values(record, item, path)
        allowed = {*item.values, *_PLACEHOLDERS, *(("food", "serving") if item.pick else ())}
        for name in ("text", "short", "why", "because"):
            self.placeholders(record, getattr(item, name), allowed, (*path, name))
        if item.slot is not None and item.days is None:
            self.fault(record)(path, f"'{item.id}' has a time of day but no days; add 'days: every' or a list of days")
        self.known(record, (*path, "after"), "line", item.after, self.every_item)
        if item.slot is not None and not item.short:
            self.fault(record)(path, f"'{item.id}' needs a 'short' name of two to five words for page 1")

    def values(self, record: Record, item: Item, path: DataPath) -> None:
        """Check the rows of an item's values."""
        for name, rows in item.values.items():
            for index, row in enumerate(rows if isinstance(rows, tuple) else ()):
                where = (*path, "values", name, index)
                if (row.value is None) is (row.days is None):
                    self.fault(record)(where, "a row gives either one value or one for each of the seven days")
                if row.days is not None and len(row.days) != 7:
                    self.fault(record)((*where, "days"), f"has {len(row.days)} values; a week has seven days")
                if row.when is not None:
                    self.criterion(record, row.when, (*where, "when"))
            if isinstance(rows, tuple) and rows and rows[-1].when is not None:
                self.fault(record)(
                    (*path, "values", name), "the last row must hold for everybody: leave out its 'when'"
                )

    def sources(self, record: Record, ids: Iterable[str], path: DataPath) -> None:
        """Report sources that do not resolve."""
        self.known(record, path, "source", ids, self.content.sources)

    def placeholders(self, record: Record, text: str, allowed: Iterable[str], path: DataPath) -> None:
        """Report braces that nothing fills."""
        try:
            names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        except ValueError as error:
            self.fault(record)(path, f"braces do not match: {error}")
            return
        self.known(record, path, "placeholder", names, allowed)

    def rule(self, record: Record, rule: Rule) -> None:
        """Check one rule."""
        self.criterion(record, rule.when, ("when",))
        self.sources(record, rule.sources, ("sources",))
        effects = [name for name in ("refuse", "exclude", "ask_first", "caution") if getattr(rule, name) is not None]
        if len(effects) > 1:
            self.fault(record)((), f"'{rule.id}' has {' and '.join(effects)}; write one rule for each")
        for name in effects:
            if name != "refuse":
                compile_selector(getattr(rule, name), self.fault(record), (name,))
                self.known(record, (name,), "tag", named_in(getattr(rule, name), "tag"), self.raw.tags)
                self.known(record, (name,), "item", named_in(getattr(rule, name), "id"), self.every_item | self.said)
        self.known(record, ("tags",), "tag", (*rule.tags, *rule.reduce), self.raw.tags)
        if rule.reduce and {"ask_first", "caution", "refuse"} & set(effects):
            self.fault(record)(("reduce",), "reduce goes with exclude, or stands alone")
        if not effects and not rule.add and not rule.say and not rule.reduce:
            self.fault(record)((), f"'{rule.id}' does nothing; give it an effect, a 'say' or an 'add'")
        self.unknown(record, rule, effects)
        self.known(record, ("instead",), "item", rule.instead, self.every_item)
        self.known(record, ("after",), "line", rule.after, self.every_item)
        for index, line in enumerate(rule.add):
            self.item(record, line, ("add", index))
            if line.part is None:
                self.fault(record)(("add", index), f"the line '{line.id}' needs a 'part' of the sheet")
        for name in ("say", "why", "because"):
            self.placeholders(record, getattr(rule, name), _PLACEHOLDERS | _LIMITS, (name,))

    def unknown(self, record: Record, rule: Rule, effects: list[str]) -> None:
        """Report a rule that would keep what it forbids without asking the reader."""
        check = rule.unknown.check
        if check:
            self.known(record, ("unknown", "check"), "check", [check], self.content.checks)
        if {"exclude", "ask_first"} & set(effects) and rule.unknown.do == "keep" and not check:
            self.fault(record)(("unknown",), f"'{rule.id}' keeps an item when in doubt and must name a check")

    @cached_property
    def said(self) -> set[str]:
        """Return the ids of the lines that rules say or add."""
        return {line.id for line in self.content.rule_lines}

    @cached_property
    def every_item(self) -> set[str]:
        """Return the ids of everything that can be printed."""
        return {item.id for _, item in self.items()}

    def template(self, record: Record, template: Template) -> None:
        """Check what a template names."""
        own = {item.id for item in (*self.raw.items, *template.items)}
        self.criterion(record, template.scope.when, ("scope", "when"))
        self.sources(record, template.scope.sources, ("scope", "sources"))
        self.known(record, ("tonight",), "item", template.tonight, own)
        self.known(record, ("stretches",), "stretch", template.stretches, self.content.stretch_by_id)
        for index, habit in enumerate(template.habits):
            self.known(record, ("habits", index, "items"), "item", habit.items, own)
        if [theme.day for theme in template.themes] != list(range(1, 8)):
            self.fault(record)(("themes",), "themes must be for days 1 to 7, in order")

    def names(self) -> None:
        """Check medicines and concepts."""
        classes = set(self.content.classes)
        drugs = {drug.id for drug in self.raw.drugs}
        concepts = set(self.content.concepts)
        for index, drug in enumerate(self.raw.drugs):
            self.known(("drugs", index), ("classes",), "class", drug.classes, classes)
            self.known(("drugs", index), ("implies",), "condition", drug.implies, concepts)
            self.sources(("drugs", index), drug.sources, ("sources",))
        for index, combination in enumerate(self.raw.combinations):
            self.known(("combinations", index), ("parts",), "drug", combination.parts, drugs)
            self.sources(("combinations", index), combination.sources, ("sources",))
        for index, concept in enumerate(self.raw.concepts):
            self.known(("concepts", index), ("implies",), "concept", concept.implies, concepts)
            self.sources(("concepts", index), concept.sources, ("sources",))
        for index, measure in enumerate(self.raw.measures):
            record = ("measures", index)
            self.known(record, ("bands",), "concept", [band.concept for band in measure.bands], concepts)
            self.sources(record, measure.sources, ("sources",))
            edges = [edge for band in measure.bands for edge in (band.from_, band.below)]
            if edges != sorted(edges) or any(band.from_ >= band.below for band in measure.bands):
                self.fault(record)(("bands",), f"the bands of '{measure.id}' must go from low to high without overlap")

    def facts(self) -> None:
        """Check defaults, assumptions, named criteria, checks and scales."""
        for index, default in enumerate(self.raw.defaults):
            self.criterion(("defaults", index), default.when, ("when",))
        for name in ("defaults", "assumptions", "criteria", "checks"):
            for index, record in enumerate(getattr(self.raw, name)):
                self.sources((name, index), record.sources, ("sources",))
        for index, check in enumerate(self.raw.checks):
            self.placeholders(("checks", index), check.skip, (*_PLACEHOLDERS, "mark"), ("skip",))
        for name, levels in self.raw.scales.items():
            for level in levels:
                self.sources(("scales", name), level.sources, ())
        if len(self.raw.checks) > 8:
            self.fault(("checks", 8))((), "there are at most eight self-check questions")
        if "default" not in self.raw.countries:
            self.fault(("countries", "default"))((), "countries need an entry 'default'")

    def messages(self) -> None:
        """Report messages that a language lacks or has too many."""
        english = self.raw.messages.get("en", {})
        if not english:
            self.problems.append(Problem("messages/en.yaml", 0, 0, "the English messages are missing"))
        for language, messages in self.raw.messages.items():
            file = f"messages/{language}.yaml"
            for key in english.keys() - messages.keys():
                self.problems.append(Problem(file, 0, 0, f"the message '{key}' is missing"))
            for key in messages.keys() - english.keys():
                self.problems.append(Problem(file, 0, 0, f"unknown message '{key}'{did_you_mean(key, english)}"))


def named_in(selector: object, kind: str) -> Iterator[str]:
    """Yield the tags, or ids, that a selector asks for: one that nothing has would hit nothing in silence."""
    if isinstance(selector, dict):
        for key, value in selector.items():
            if key == kind:
                yield from value if isinstance(value, list | tuple) else [value]
            else:
                yield from named_in(value, kind)
    elif isinstance(selector, list | tuple):
        for part in selector:
            yield from named_in(part, kind)


def counts(raw: Raw) -> dict[str, int]:
    """Return how many records of each kind there are."""
    names = ("templates", "rules", "foods", "drinks", "stretches", "drugs", "concepts", "sources")
    return {name: len(getattr(raw, name)) for name in names} | {
        "items": len(raw.items) + sum(len(template.items) for template in raw.templates),
        "lines": len(raw.lines) + sum(len(template.lines) for template in raw.templates),
    }
