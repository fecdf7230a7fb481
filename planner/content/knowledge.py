"""Everything that the planner knows, as frozen data bound together once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from planner.content.rules import BoundRule, bind, said
from planner.content.vocabulary import raise_fault, vocabulary_of
from planner.content.wording import Wording
from planner.errors import UsageError, did_you_mean
from planner.files.keep import Keep, at_once
from planner.lexicon.names import Names, build_index
from planner.logic.compiler import Compiler, Vocabulary
from planner.logic.criteria import ALWAYS, Node
from planner.logic.facts import Facts
from planner.logic.selectors import NOBODY, NOTHING, Ids, Index, compile_selector
from planner.logic.table import CriteriaTable
from planner.logic.truth import Truth
from planner.model.countries import Country
from planner.model.folder import Medicines, Records
from planner.model.foods import Food
from planner.model.items import Criterion, Item, ValueRow
from planner.model.plans import DayTheme, Template
from planner.model.rules import SelfCheck
from planner.model.sources import Source
from planner.model.stretches import Stretch
from planner.model.terms import Concept, DrugClass
from planner.model.translations import Translation

# What a condition is about: an item, or one row of one of its values, or one of the FORMS of a stretch or a question.
Subject = str | tuple[str, str, int]
FORMS = "forms"
# Where it is kept what holds of a rule that is unknown for words alone that were not read: behind the truths.
UNREAD = len(Truth)


@dataclass(frozen=True, eq=False)
class PlanTemplate:
    """One plan with everything that it needs: its items, the shared ones, the rules, foods, drinks and stretches."""

    spec: Template
    content: Content

    @property
    def id(self) -> str:
        """Return the id by which commands name the plan."""
        return self.spec.plan

    @cached_property
    def scope(self) -> Node:
        """Return for whom the plan is."""
        return self.content.criterion(self.spec.scope.when)

    @cached_property
    def activities(self) -> tuple[Item, ...]:
        """Return the shared, other plans' and own items, each with the tags of the stretch that it rests on."""
        items = (*self.content.core.items, *self._also(lambda plan: plan.items), *self.spec.items)
        return tuple(self._with_stretch_tags(item) for item in items)

    def _also(self, of: Callable[[Template], Iterable[Item]]) -> Iterator[Item]:
        """Yield what this plan has of others, in the order in which it names them: of a plan all that it keeps."""
        others = {spec.plan: spec for spec in self.content.core.templates}
        single = {item.id: item for spec in others.values() for item in of(spec)}
        for id_ in self.spec.also:
            found = of(others[id_]) if id_ in others else (single[id_],) if id_ in single else ()
            yield from (item for item in found if item.id not in self.spec.leaves_out)

    @cached_property
    def changing(self) -> frozenset[str]:
        """Return the ids of the everyday items that say something else each day, so that each day must print them."""
        return frozenset(item.id for item in self.activities if item.pick is not None or _by_day(item))

    @cached_property
    def lines(self) -> tuple[Item, ...]:
        """Return the shared and own lines."""
        return (*self.content.core.lines, *self._also(lambda plan: plan.lines), *self.spec.lines)

    @cached_property
    def items(self) -> dict[str, Item]:
        """Return everything that this plan can print, by id."""
        groups: tuple[Iterable[Item], ...] = (
            self.activities,
            self.lines,
            self.content.foods,
            self.content.drinks,
            self.content.stretches,
            self.content.rule_lines,
        )
        return {item.id: item for group in groups for item in group}

    def theme(self, day: int) -> DayTheme:
        """Return what a day is about."""
        return next(theme for theme in self.spec.themes if theme.day == day)

    @cached_property
    def conditions(self) -> dict[Subject, Node]:
        """Return for whom each item is, by its id, and each row of values or form, by item, name and place."""
        written: dict[Subject, Criterion | None] = {item.id: item.when for item in self.items.values()}
        written |= {
            (item.id, name, place): row.when
            for item in self.items.values()
            for name, value in item.values.items()
            for place, row in enumerate(_rows(value))
        }
        several: tuple[Stretch | SelfCheck, ...] = (*self.content.stretches, *self.content.core.checks)
        forms = ((one.id, [form.when for form in one.forms]) for one in several)
        written |= {(id_, FORMS, place): when for id_, whens in forms for place, when in enumerate(whens)}
        return {key: self.content.criterion(when) for key, when in written.items() if when is not None}

    def criterion(self, item: Item) -> Node:
        """Return for whom an item is."""
        return self.conditions.get(item.id, ALWAYS)

    @cached_property
    def own(self) -> frozenset[Subject]:
        """Return what the plan gives by itself, not as the line of a rule, and with nothing at high stakes."""
        lines = self.content.rule_ids
        return frozenset(id_ for id_, item in self.items.items() if id_ not in lines and not item.high_stakes)

    @cached_property
    def table(self) -> CriteriaTable:
        """Return what is judged for everybody: every rule, then every condition, each in its order."""
        return CriteriaTable((*(bound.when for bound in self.content.rules), *self.conditions.values()))

    @cached_property
    def index(self) -> Index:
        """Return the items of this plan, indexed for selectors."""
        return Index(self.items.values())

    @cached_property
    def _pools(self) -> dict[str, Ids]:
        picking = {item.id: item.pick.where for item in self.activities if item.pick is not None and item.pick.where}
        return {id_: compile_selector(where, raise_fault).of(self.index, NOBODY) for id_, where in picking.items()}

    def pool(self, item: Item) -> Ids:
        """Return which foods or drinks an item may choose from."""
        return self._pools.get(item.id, self.index.everything)

    @cached_property
    def _hit(self) -> dict[str, Ids]:
        return {}

    def hit_by(self, bound: BoundRule, facts: Facts) -> Ids:
        """Return the ids of the items that a rule hits; asked once, unless the rule looks at the person's lists."""
        if bound.personal:
            return self._hit_with(bound, facts)
        if bound.rule.id not in self._hit:
            self._hit[bound.rule.id] = self._hit_with(bound, NOBODY)
        return self._hit[bound.rule.id]

    def _hit_with(self, bound: BoundRule, facts: Facts) -> Ids:
        hit = NOTHING if bound.hits is None else bound.hits.of(self.index, facts)
        # A caution stands where its rule puts it: beside the activity, or on the page of the stretch alone.
        resting = self._resting
        doing = [id_ for id_ in hit if id_ in resting] if bound.effect != "caution" else ()
        return hit.union(*[resting[id_] for id_ in doing]) if doing else hit

    @cached_property
    def _resting(self) -> dict[str, Ids]:
        """Return the activities that rest on each stretch: a rule that bars a stretch bars doing it."""
        stretches = {item.stretch for item in self.activities if item.stretch}
        return {id_: frozenset(item.id for item in self.activities if item.stretch == id_) for id_ in stretches}

    @cached_property
    def known_hits(self) -> Sequence[list[Any]]:
        """Return what merging worked out with nobody's facts, by truth (behind all: not read) and place of the rule."""
        nothing = [None if bound.hits is not None else () for bound in self.content.rules]
        return [nothing.copy() for _ in range(UNREAD + 1)]

    @cached_property
    def known_treatments(self) -> dict[tuple[str, Truth, bool, int], Any]:
        """Return how each rule treats items, by rule, truth, whether it is for words not read, and how strictly."""
        return {}

    def _with_stretch_tags(self, item: Item) -> Item:
        stretch = self.content.stretch_by_id.get(item.stretch)
        if stretch is None:
            return item
        return replace(item, tags=tuple(dict.fromkeys((*item.tags, *stretch.tags))))


@dataclass(frozen=True, eq=False)
class Content:
    """Everything that the planner knows: templates, facts, items, rules, sources, medicines, messages."""

    # All records; those of `load_content` without the medicines, whose names alone are half of everything.
    core: Records
    folder: Path
    keep: Keep = at_once
    later: Callable[[], Medicines] | None = None

    @cached_property
    def raw(self) -> Records:
        """Return all records, the medicines among them."""
        if self.later is None:
            return self.core
        medicines = self.later()
        return replace(self.core, drugs=medicines.drugs, combinations=medicines.combinations)

    @cached_property
    def templates(self) -> dict[str, PlanTemplate]:
        """Return the plans by id."""
        return {spec.plan: PlanTemplate(spec, self) for spec in self.core.templates}

    def template(self, plan: str) -> PlanTemplate:
        """Return one plan, or raise UsageError naming the nearest."""
        if not isinstance(plan, str):
            kind = type(plan).__name__
            raise UsageError(f"template: the plan is of the type {kind}; expected its id, such as 'night-leg-cramps'")
        if plan not in self.templates:
            known = ", ".join(self.templates)
            raise UsageError(f"there is no plan '{plan}'{did_you_mean(plan, self.templates)} (plans: {known})")
        return self.templates[plan]

    @cached_property
    def foods(self) -> tuple[Food, ...]:
        """Return the foods, tagged as food."""
        return tuple(_tagged(food, "food", "food-amounts") for food in self.core.foods)

    @cached_property
    def drinks(self) -> tuple[Food, ...]:
        """Return the drinks, tagged as drink."""
        return tuple(_tagged(drink, "drink", "food-amounts") for drink in self.core.drinks)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Return the stretches, tagged by the way they are done."""
        return tuple(_tagged(stretch, f"{stretch.variant}-exercise") for stretch in self.core.stretches)

    @cached_property
    def stretch_by_id(self) -> dict[str, Stretch]:
        """Return the stretches by id."""
        return {stretch.id: stretch for stretch in self.stretches}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Return the sources by id."""
        return {source.id: source for source in self.core.sources}

    @cached_property
    def checks(self) -> dict[str, SelfCheck]:
        """Return the self-check questions by id."""
        return {check.id: check for check in self.core.checks}

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        """Return the conditions, symptoms, habits, allergies and diets by id."""
        return {concept.id: concept for concept in self.every_concept}

    @cached_property
    def every_concept(self) -> tuple[Concept, ...]:
        """Return the concepts with their titles, and after them what needs no rule."""
        titles: dict[str, tuple[str, ...]] = {}
        for one in self.core.titles:
            titles[one.of] = (*titles.get(one.of, ()), *one.names)
        named = (
            replace(concept, names=(*concept.names, *titles[place])) if place in titles else concept
            for concept in self.core.concepts
            for place in (f"{concept.fact}/{concept.id}",)
        )
        return (*named, *(one.concept for one in self.core.neutral))

    @cached_property
    def classes(self) -> dict[str, DrugClass]:
        """Return the classes of medicines by id."""
        return {class_.id: class_ for class_ in self.core.classes}

    @cached_property
    def names(self) -> Names:
        """Return the index by which names as people write them are recognised."""
        core = self.core
        return build_index(
            core.classes,
            lambda: (self.raw.drugs, self.raw.combinations),
            self.every_concept,
            core.lexicons["en"],
            self.keep,
            core.measures,
            core.codes,
        )

    @cached_property
    def rule_lines(self) -> tuple[Item, ...]:
        """Return the lines that rules say or add, as items that other rules can silence."""
        return tuple(line for rule in self.core.rules for line in (*said(rule), *rule.add))

    @cached_property
    def rule_ids(self) -> frozenset[str]:
        """Return the ids of all rules and of the lines that they add."""
        return frozenset(id_ for rule in self.core.rules for id_ in (rule.id, *(line.id for line in rule.add)))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return what criteria may name."""
        return vocabulary_of(self.core, raise_fault)

    @cached_property
    def compiler(self) -> Compiler:
        """Return the compiler of this content's criteria."""
        return Compiler(self.vocabulary, raise_fault)

    def criterion(self, raw: object) -> Node:
        """Return the node of one criterion as written."""
        return self.compiler.compile(raw)

    @cached_property
    def rules(self) -> tuple[BoundRule, ...]:
        """Return the safety rules, ready to use."""
        return tuple(bind(rule, self.criterion(rule.when)) for rule in self.core.rules)

    @cached_property
    def languages(self) -> dict[str, Wording]:
        """Return every language by its code; each is whole, or the folder does not load."""
        english = {code: Wording(messages) for code, messages in self.core.messages.items()}
        return english | {code: self._words(written) for code, written in self.core.translations.items()}

    def _words(self, written: Translation) -> Wording:
        sentences = {sentence.of: sentence.words for sentence in written.sentences}
        stretches = self.core.stretches
        told = [one for stretch in stretches for one in (stretch, *map(stretch.told_as, stretch.forms))]
        said = (replace(one, text=sentences[one.text], dose=sentences.get(one.dose, "")) for one in told)
        messages = {key: message.words for key, message in written.messages.items()}
        return Wording(messages, sentences | {one.whole: there.whole for one, there in zip(told, said, strict=True)})

    def country(self, code: str | None) -> Country:
        """Return a country's numbers, or those that hold anywhere."""
        return self.core.countries.get(code or "default", self.core.countries["default"])


_Kind = TypeVar("_Kind", bound=Item)


def _by_day(item: Item) -> bool:
    return any(row.days for value in item.values.values() for row in _rows(value))


def _rows(value: int | float | str | tuple[ValueRow, ...]) -> tuple[ValueRow, ...]:
    return value if isinstance(value, tuple) else ()


def _tagged(item: _Kind, *tags: str) -> _Kind:
    return replace(item, tags=tuple(dict.fromkeys((*item.tags, *tags))))
