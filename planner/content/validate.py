"""What the records of plans/ cannot see alone: names that resolve, criteria that compile, sentences that fill."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeGuard, get_args

from planner.content.foods import bound_faults, closed_lists, food_faults
from planner.content.knowledge import Content, _vocabulary
from planner.content.languages import english_faults, language_faults
from planner.content.sentences import ITEM_LISTS
from planner.content.texts import LONGEST, sentence_faults
from planner.errors import Problem, did_you_mean
from planner.logic.compiler import Compiler
from planner.logic.criteria import Path as DataPath
from planner.logic.facts import LISTS, Range
from planner.logic.selectors import compile_selector
from planner.logic.truth import Truth
from planner.model.folder import Raw
from planner.model.foods import Mineral
from planner.model.items import Evidence, Item, Kind, Part, Slot
from planner.model.plans import Template
from planner.model.rules import Rule
from planner.model.stretches import Stretch, Variant
from planner.profile.ages import AGE

if TYPE_CHECKING:
    from planner.content.loader import Places

Fault = Callable[[DataPath, str], None]
Record = tuple[str, object]

# The facts of which a profile takes a missing detail for granted; the reading of a profile asks for no other.
_ASSUMED = ("pregnancy_week",)
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
    "stretches": "stretch",
    "hazards": "tag among the hazards",
    "promises": "phrase among the promises",
    "denials": "word among the denials",
}
_EFFECTS = ("refuse", "exclude", "ask_first", "caution")
_AGES = range(AGE[0], AGE[1] + 1)
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
        self.standards()
        self.whole()
        raw = self.raw
        found = (food_faults(raw), bound_faults(raw), sentence_faults(raw), english_faults(raw), language_faults(raw))
        for record, path, text in chain(*found):
            self.fault(record)(path, text)
        return self.problems

    # --- nothing lost ---

    def whole(self) -> None:
        """Report what a folder must hold and does not: lists, rules, signs, and who refuses whom a plan is not for."""
        for name, one in _NEEDED.items():
            if not getattr(self.raw, name):
                self.fault(("folder", name))((), f"holds no {one}: the list '{name}' is missing or empty")
        if LONGEST not in self.raw.standards:
            self.fault(("folder", "standards"))((), f"holds no standard '{LONGEST}'")
        if not any(fact.fact == "pregnancy_week" for fact in self.raw.assumptions):
            self.fault(("folder", "assumptions"))((), "holds no assumption of an unknown week of pregnancy")
        ids = self.every_item | self.said | {rule.id for rule in self.raw.rules} | {*self.content.checks}
        for id_ in self.raw.must_hold:
            if id_ not in ids:
                text = f"'{id_}' must be there and is missing from the folder{did_you_mean(id_, ids)}"
                self.fault(("folder", id_))((), text)
        for template in self.raw.templates:
            self.guarded(template)

    def guarded(self, template: Template) -> None:
        """Report a plan without an emergency sign, or with ages out of its scope that no rule refuses."""
        record = ("templates", template.plan)
        lines = (*self.raw.lines, *template.lines)
        if not any(line.part == "alert" and line.when is None for line in lines):
            self.fault(record)((), "no line with the part 'alert' is for everybody: the plan has no emergency sign")
        scope = self.compiler.compile(template.scope.when)
        refusing = [self.compiler.compile(rule.when) for rule in self.raw.rules if rule.refuse]
        facts = [{"age": Range(age, age)} for age in _AGES]
        out = [one for one in facts if scope.judge(one).truth is Truth.NO]
        if any(all(when.judge(one).truth is not Truth.YES for when in refusing) for one in out):
            self.fault(record)(("scope",), "the plan is not for every age, and no rule refuses the others")

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

    def items(self) -> Iterator[tuple[Record, Item]]:
        """Yield every item that stands in a list of its own."""
        for name in ITEM_LISTS:
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
        if item.when is not None:
            self.criterion(record, item.when, (*path, "when"))
        if item.stretch:
            self.known(record, (*path, "stretch"), "stretch", [item.stretch], self.content.stretch_by_id)
        if item.pick is not None and item.pick.where:
            where = (*path, "pick", "where")
            self.selector(record, item.pick.where, where)
            if compile_selector(item.pick.where, lambda place, text: None, where).lists:
                self.fault(record)(where, "what is picked from is the same for everybody; a rule looks at a person")
        if isinstance(item, Stretch) and item.picture:
            self.known(record, (*path, "picture"), "picture", [item.picture], self.raw.pictures)
            if not item.alt:
                self.fault(record)(path, f"'{item.id}' needs an 'alt': its picture in words")
        self.values(record, item, path)
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

    def selector(self, record: Record, raw: object, path: DataPath) -> None:
        """Report what is wrong with a selector, and each word in it that nothing can have."""
        compile_selector(raw, self.fault(record), path)
        self.known(record, path, "item", named_in(raw, "id"), self.every_item | self.said)
        for key, known in self.words.items():
            self.known(record, path, key, named_in(raw, key), known)

    @cached_property
    def words(self) -> dict[str, Iterable[str]]:
        """Return the words that a selector may ask for, by its key."""
        return {
            "tag": self.raw.tags,
            "gives": get_args(Mineral),
            "slot": get_args(Slot),
            "part": get_args(Part),
            "kind": get_args(Kind),
            "evidence": get_args(Evidence),
            "variant": get_args(Variant),
            "in_fact": LISTS,
            "in_unreadable": LISTS,
            **closed_lists(self.raw),
        }

    def rule(self, record: Record, rule: Rule) -> None:
        """Check one rule."""
        self.criterion(record, rule.when, ("when",))
        self.sources(record, rule.sources, ("sources",))
        effects = [name for name in _EFFECTS if getattr(rule, name) is not None]
        if len(effects) > 1:
            self.fault(record)((), f"'{rule.id}' has {' and '.join(effects)}; write one rule for each")
        for name in effects:
            if name != "refuse":
                self.selector(record, getattr(rule, name), (name,))
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
        self.taken()
        for name in ("defaults", "assumptions", "criteria", "checks", "bounds"):
            for index, record in enumerate(getattr(self.raw, name)):
                self.sources((name, index), record.sources, ("sources",))
        for name, levels in self.raw.scales.items():
            for level in levels:
                self.sources(("scales", name), level.sources, ())
        if len(self.raw.checks) > 8:
            self.fault(("checks", 8))((), "there are at most eight self-check questions")
        if "default" not in self.raw.countries:
            self.fault(("countries", "default"))((), "countries need an entry 'default'")

    def taken(self) -> None:
        """Check what is taken for a fact that nobody stated."""
        for index, default in enumerate(self.raw.defaults):
            self.criterion(("defaults", index), default.when, ("when",))
            # A fact takes the values that a criterion may ask it for.
            self.criterion(("defaults", index), {default.fact: {"is": default.value}}, ("value",))
        for index, assumption in enumerate(self.raw.assumptions):
            self.known(("assumptions", index), ("fact",), "fact to assume", [assumption.fact], _ASSUMED)
        for fact in sorted(set(_ASSUMED) - {assumption.fact for assumption in self.raw.assumptions}):
            self.fault(("assumptions", 0))((), f"facts.yaml must say what to assume of {fact} where nobody gave it")

    def standards(self) -> None:
        """Check what the texts and foods are held to."""
        for name, standard in self.raw.standards.items():
            self.sources(("standards", name), standard.sources, ("sources",))
        for index, tag in enumerate(self.raw.hazards):
            self.known(("hazards", index), (), "tag", [tag], self.raw.tags)


def named_in(selector: object, kind: str) -> Iterator[str]:
    """Yield the words that a selector asks for under a key: one that nothing has would hit nothing in silence."""
    if isinstance(selector, dict):
        for key, value in selector.items():
            if key == kind:
                yield from filter(_is_word, value if isinstance(value, list | tuple) else [value])
            yield from named_in(value, kind)
    elif isinstance(selector, list | tuple):
        for part in selector:
            yield from named_in(part, kind)


def _is_word(value: object) -> TypeGuard[str]:
    return isinstance(value, str)


def counts(raw: Raw) -> dict[str, int]:
    """Return how many records of each kind there are."""
    names = ("templates", "rules", "foods", "drinks", "stretches", "drugs", "concepts", "sources")
    return {name: len(getattr(raw, name)) for name in names} | {
        "items": len(raw.items) + sum(len(template.items) for template in raw.templates),
        "lines": len(raw.lines) + sum(len(template.lines) for template in raw.templates),
    }
