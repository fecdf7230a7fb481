"""Prove over all profiles, not over a sample, that no set of facts makes a plan break its promises.

Needs `z3` (`pip install cramp-planner[proof]`). A profile is a choice from a finite menu:

- each key with one answer (age, sex, pregnancy, posture, ...) is not given, or one of its answers; answers that no criterion
  of plans/ can tell apart stand for each other;
- each list is not given, or any set of phrases: every medicine, every word for a class, every condition, symptom, habit, allergy,
  diet and limit that plans/ knows, with each stage, severity and age that a criterion asks for, as past, as denied, as somebody
  else's, or in an entry understood only in part; and words that nobody knows. Conditions, symptoms and habits may stand under
  each other's keys.

What a phrase or an answer makes of the facts is not modelled: the recogniser reads it, once, alone, and `judge`, `_rank` and the
selectors are asked. The rest (which truth a criterion has, what a rule hits, what comes in place of what, which line is said) is
put as formulas over the menu that follow `merge.py` line by line; z3 decides them. So a proof is exact for the menu, and each
counterexample is a profile in real words, which is built, planned with `apply` and believed only if the plan itself shows the fault.

Left out: free text beyond the menu, pregnancy told in words among the conditions and two answers that name different weeks,
allergies and diets written under another key, several details of one condition that no single phrase of the menu gives, how many
foods of a shelf fit the checklist, the numbers inside sentences, translations and everything after `apply`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib import import_module
from itertools import product
from typing import Any

import yaml
from msgspec import Struct

from planner.answers import LIMITS, PLACES
from planner.content import BoundRule, Content, PlanTemplate
from planner.criteria import (
    CHOICES,
    All,
    Always,
    Any_,
    Count,
    Entry,
    Includes,
    Judgement,
    Listed,
    Node,
    Not,
    NumberTest,
    Range,
    StatedTest,
    Truth,
    UnreadableTest,
    Value,
    WordTest,
)
from planner.errors import ContentError
from planner.merge import _RANK, _WARNINGS, _as_activity, _days, _rank, apply
from planner.plan import Plan
from planner.profile import NOT_A_NUMBER, Profile, load_profile
from planner.template import SLOTS, Food, Item, Rule

Expr = Any  # A Python bool, or a formula of z3.
Answers = dict[str, Any]
Answered = dict[str, tuple[Expr, ...]]

START = date(2026, 11, 23)
_ASK, _OUT = _RANK["ask_first"], _RANK["exclude"]
_ONE_RECOGNISER = ("conditions", "symptoms", "habits")
_WRITTEN = (*_ONE_RECOGNISER, "allergies", "diet")
_LIST_KEYS = ("medications", *_WRITTEN, "limits", "where")
_NO_WORDS = ("zzqx", "wvvkj", "qqjzw", "xkkqz", "jjvqx")
_FACTS_OF = {
    "age": ("age",),
    "sex": ("sex",),
    "pregnancy": ("pregnant", "pregnancy_week"),
    "breastfeeding": ("breastfeeding",),
    "born_weeks_ago": ("weeks_since_birth",),
    "exercise_level": ("exercise_level",),
    "sleep_position": ("sleep_position",),
    "daily_posture": ("daily_posture",),
    "heat": ("heat",),
    "nights_per_week": ("nights_per_week",),
    "for_weeks": ("for_weeks",),
}
_OF_CRAMPS = ("where", "nights_per_week", "for_weeks")
KEYS = (*(key for key in _FACTS_OF if key != "age"), *_LIST_KEYS)
"""What a profile may leave out."""


# --- the menu --------------------------------------------------------------------------------------------


class Phrase(Struct, frozen=True):
    """Words that a person may write under one key, and what the recogniser makes of them alone."""

    key: str
    text: str
    entries: tuple[tuple[str, Entry], ...] = ()
    implied: tuple[tuple[str, Entry], ...] = ()
    current: frozenset[str] = frozenset()
    unread: bool = False
    profile: Profile | None = None

    @property
    def positive(self) -> bool:
        """Return whether the words say that something is, or was, there."""
        held = (*self.entries, *self.implied)
        return self.unread or (bool(held) and all(entry.status in ("current", "past") for _, entry in held))


class Option(Struct, frozen=True):
    """One answer to a key that takes one answer, and the facts that it makes; None is not given."""

    answer: Any
    facts: dict[str, Value]


@dataclass(frozen=True)
class Menu:
    """Everything that a profile may say, as far as the criteria of plans/ can tell it apart."""

    content: Content

    @cached_property
    def criteria(self) -> tuple[Node, ...]:
        """Return every criterion that decides what a plan holds."""
        raw = self.content.raw
        items = [item for plan in self.content.templates.values() for item in plan.items.values()]
        written = [*(item.when for item in items), *(default.when for default in raw.defaults)]
        written += [template.scope.when for template in raw.templates]
        compiled = [self.content.criterion(when) for when in written if when is not None]
        return (*(bound.when for bound in self.content.rules), *compiled)

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """Return every question that the criteria ask, each once."""
        return tuple(dict.fromkeys(leaf for node in self.criteria for leaf in leaves_of(node)))

    def asking(self, fact: str) -> list[Node]:
        """Return the questions about one fact."""
        return [leaf for leaf in self.leaves if getattr(leaf, "fact", "") == fact]

    # --- keys with one answer ---

    @cached_property
    def options(self) -> dict[str, tuple[Option, ...]]:
        """Return the answers to each key that takes one, of those that nothing tells apart the first."""
        return {key: self.distinct_options(key, answers) for key, answers in _ANSWERS.items()}

    def distinct_options(self, key: str, answers: Iterable[Any]) -> tuple[Option, ...]:
        """Return answers of which any two change some truth; not given comes first."""
        found: dict[tuple[Any, ...], Option] = {}
        if key != "age":
            found[()] = Option(None, {})
        for answer in answers:
            profile = load_profile(profile_of({"age": 30, "sex": "unspecified", key: answer}), self.content)
            facts = {fact: profile.facts[fact] for fact in _FACTS_OF[key] if fact in profile.facts}
            truths = (leaf.judge(facts).truth for fact in _FACTS_OF[key] for leaf in self.asking(fact))
            found.setdefault((*facts, *truths), Option(answer, facts))
        return tuple(found.values())

    # --- lists ---

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """Return the phrases of all lists, of those that nothing tells apart the first."""
        found: dict[object, Phrase] = {}
        for phrase in self.every_phrase():
            found.setdefault(self.signature(phrase), phrase)
        return tuple(found.values())

    def every_phrase(self) -> Iterator[Phrase]:
        """Yield all phrases, the plain ones first."""
        for key, text in (*self.medicine_texts(), *self.concept_texts()):
            yield from self.read(key, text)
        for key in ("medications", *_WRITTEN):
            for word in _NO_WORDS if key in ("medications", "allergies") else _NO_WORDS[:1]:
                yield from self.read(key, word, everywhere=False)
        yield from (Phrase("limits", name, (("limits", Entry(name, "1 unit")),)) for name in LIMITS)
        yield from (Phrase("where", place, (("cramp_places", Entry(place)),)) for place in PLACES)

    def medicine_texts(self) -> Iterator[tuple[str, str]]:
        """Yield every medicine and every word for a class, certain and understood in part."""
        names = self.content.names
        kinds = {ids: names.medicine_names[key] for key, ids in reversed(names.medicine_keys.items()) if "/" in ids[0]}
        for text in (*(drug.id for drug in self.content.raw.drugs), *reversed(kinds.values())):
            yield "medications", text
            yield "medications", f"{text} {_NO_WORDS[0]}"

    def concept_texts(self) -> Iterator[tuple[str, str]]:
        """Yield every condition, symptom, habit, allergy, diet and limit with the details that criteria ask for."""
        for concept in self.content.raw.concepts:
            if concept.fact != "pregnancy":
                key = "conditions" if concept.fact == "limits" else concept.fact
                for before, after in product(*self.details(concept.id)):
                    yield key, f"{before} {concept.label} {after}".strip()

    def details(self, id_: str) -> tuple[list[str], list[str]]:
        """Return the words to put before and after a name, so that each truth of each criterion can come about."""
        tests = [leaf for leaf in self.leaves if isinstance(leaf, Includes) and id_ in leaf.ids]
        asked = [pair for leaf in tests for pair in leaf.attributes]
        before = ["", "past", "no"] + (["severe", "mild"] if any(name == "severe" for name, _ in asked) else [])
        after = ["", _NO_WORDS[0]]
        after += [f"stage {stage}" for stage in range(1, 6) if any(name == "stage" for name, _ in asked)]
        weeks = {int(end) for name, test in asked if name == "weeks_ago" and isinstance(test, NumberTest)
                 for end in (test.low, test.high) if abs(end) < 1e6}
        after += [f"{week} weeks ago" for end in sorted(weeks) for week in range(max(0, end - 1), end + 2)]
        return before, after

    def read(self, key: str, text: str, *, everywhere: bool = True) -> Iterator[Phrase]:
        """Yield what the recogniser makes of words, under their own key and under those that it reads alike."""
        profile = load_profile({"age": 40, key: [text]}, self.content)
        held = [(fact, entry) for fact, value in profile.facts.items() if isinstance(value, Listed) for entry in value.entries]
        keys = [key, *(other for other in _ONE_RECOGNISER if other != key)] if key in _ONE_RECOGNISER and everywhere else [key]
        for place in keys:
            yield Phrase(
                place,
                text,
                tuple((fact, entry) for fact, entry in held if not entry.implied_by),
                tuple((fact, entry) for fact, entry in held if entry.implied_by),
                frozenset(finding.id for finding in profile.findings if finding.status == "current"),
                bool(profile.not_recognised),
                profile,
            )

    def touched(self, key: str) -> frozenset[str]:
        """Return the facts that a key has a part in."""
        said = {fact for p in self.phrases if p.key == key for fact, _ in (*p.entries, *p.implied)}
        alike = _ONE_RECOGNISER if key in _ONE_RECOGNISER else (key,)
        settled = {fact for key_ in ("pregnancy", "breastfeeding", "born_weeks_ago") for fact in _FACTS_OF[key_]}
        derived = {"medication_classes"} if key == "medications" else {"cramp_places"} if key == "where" else set()
        return frozenset({*said, *alike, *_FACTS_OF.get(key, ()), *derived, *(settled if key == "sex" else ())})

    def signature(self, phrase: Phrase) -> object:
        """Return all that criteria and selectors can tell of a phrase."""
        if phrase.text in _NO_WORDS:
            return phrase.key, phrase.text
        seen = [*(self.seen(*pair) for pair in phrase.entries), *(self.seen(*pair, implied=True) for pair in phrase.implied)]
        told = frozenset(phrase.current & self.implied_ids)
        return phrase.key, phrase.unread, frozenset(filter(None, seen)), told

    def seen(self, fact: str, entry: Entry, *, implied: bool = False) -> object:
        """Return all that criteria can tell of one entry; None if no criterion looks at it."""
        asking = [leaf for leaf in self.asking(fact) if isinstance(leaf, Includes) and entry.id in leaf.ids]
        counting = [leaf for leaf in self.asking(fact) if isinstance(leaf, Count) and leaf.counts(entry)]
        if not asking and not counting and fact != "allergies":
            return None
        truths = tuple(leaf.match(entry) for leaf in asking)
        there = entry.status in ("current", "past")
        return fact, entry.id, entry.of, entry.near_miss, there, truths, implied

    @cached_property
    def implied_ids(self) -> frozenset[str]:
        """Return the conditions that some medicine points to."""
        return frozenset(id_ for drug in self.content.raw.drugs for id_ in drug.implies)


_ANSWERS: dict[str, tuple[Any, ...]] = {
    "age": tuple(range(116)),
    "sex": CHOICES["sex"],
    "pregnancy": ("no", "yes", *({"weeks": week} for week in range(1, 43)), *({"trimester": n} for n in (1, 2, 3))),
    "breastfeeding": (False, True),
    "born_weeks_ago": tuple(range(53)),
    "exercise_level": CHOICES["exercise_level"],
    "sleep_position": CHOICES["sleep_position"],
    "daily_posture": CHOICES["daily_posture"],
    "heat": (False, True),
    "nights_per_week": tuple(range(8)),
    "for_weeks": tuple(range(60)),
}


def leaves_of(node: Node) -> Iterator[Node]:
    """Yield the questions that a criterion asks."""
    if isinstance(node, All | Any_):
        for part in node.parts:
            yield from leaves_of(part)
    elif isinstance(node, Not):
        yield from leaves_of(node.part)
    elif not isinstance(node, Always):
        yield node


@cache
def facts_of(node: Node) -> frozenset[str]:
    """Return the facts of which a criterion asks."""
    return frozenset(str(getattr(leaf, "fact", "")) for leaf in leaves_of(node))


def profile_of(answers: Mapping[str, Any]) -> Answers:
    """Return answers in the form of a profile's file."""
    profile = {key: value for key, value in answers.items() if key not in _OF_CRAMPS}
    cramps = {key: answers[key] for key in _OF_CRAMPS if key in answers}
    return profile | ({"cramps": cramps} if cramps else {})


# --- formulas --------------------------------------------------------------------------------------------


def _z3() -> Any:
    """Return z3, or raise ContentError with what to install."""
    try:
        return import_module("z3")
    except ModuleNotFoundError as error:
        raise ContentError("the proof needs z3; install it with: pip install 'cramp-planner[proof]'") from error


def both(*parts: Expr) -> Expr:
    """Return that all parts hold."""
    open_parts = [part for part in parts if part is not True]
    if any(part is False for part in open_parts):
        return False
    return True if not open_parts else open_parts[0] if len(open_parts) == 1 else _z3().And(open_parts)


def either(parts: Iterable[Expr]) -> Expr:
    """Return that one of the parts holds."""
    open_parts = [part for part in parts if part is not False]
    if any(part is True for part in open_parts):
        return True
    return False if not open_parts else open_parts[0] if len(open_parts) == 1 else _z3().Or(open_parts)


def no(part: Expr) -> Expr:
    """Return that a part does not hold."""
    return (not part) if isinstance(part, bool) else _z3().Not(part)


def at_least(number: float, parts: Iterable[Expr]) -> Expr:
    """Return that a number of the parts hold."""
    listed = [part for part in parts if part is not False]
    sure = sum(part is True for part in listed)
    unsure = [part for part in listed if part is not True]
    wanted = max(0, int(number) - sure)
    if wanted == 0:
        return True
    return False if wanted > len(unsure) else _z3().PbGe([(part, 1) for part in unsure], wanted)


class Truths(Struct, frozen=True):
    """When a criterion is not no, is at least assumed, and is yes."""

    maybe: Expr
    likely: Expr
    sure: Expr

    @property
    def unknown(self) -> Expr:
        """Return when it is unknown."""
        return both(self.maybe, no(self.likely))


class World:
    """One profile, not yet chosen: when each fact holds, as formulas over the menu."""

    def __init__(self, menu: Menu, given: dict[str, Expr], said: dict[int, Expr], answered: Answered) -> None:
        self.menu = menu
        self.given = given
        self.said = said
        self.answered = answered
        self._truths: dict[Node, Truths] = {}
        self._defaults()

    def like(self, other: World, changed: frozenset[str]) -> World:
        """Return this world with the truths of another for all criteria that ask nothing of the facts that changed."""
        for node, truths in other._truths.items():
            if changed.isdisjoint(facts_of(node)):
                self._truths[node] = truths
        return self

    @classmethod
    def any(cls, menu: Menu) -> World:
        """Return the world of all profiles."""
        z3 = _z3()
        given = {key: z3.Bool(f"given-{key}") for key in _LIST_KEYS}
        said = {index: z3.Bool(f"said-{index}") for index, _ in enumerate(menu.phrases)}
        answered = {
            key: tuple(z3.Bool(f"{key}-{index}") for index, _ in enumerate(options)) for key, options in menu.options.items()
        }
        return cls(menu, given, said, answered)

    def without(self, key: str) -> World:
        """Return the same profile with one key left out."""
        if key in _LIST_KEYS:
            said = {index: False if self.menu.phrases[index].key == key else expr for index, expr in self.said.items()}
            world = World(self.menu, {**self.given, key: False}, said, self.answered)
        else:
            answered = {**self.answered, key: (True, *(False for _ in self.answered[key][1:]))}
            world = World(self.menu, self.given, self.said, answered)
        return world.like(self, self.menu.touched(key))

    def with_more(self, added: dict[int, Expr]) -> World:
        """Return the same profile with more said on its lists."""
        said = {index: either([expr, added.get(index, False)]) for index, expr in self.said.items()}
        return World(self.menu, self.given, said, self.answered)

    def rules_of_writing(self) -> Iterator[Expr]:
        """Yield what holds of every profile that can be read."""
        z3 = _z3()
        for exprs in self.answered.values():
            yield z3.PbEq([(expr, 1) for expr in exprs], 1)
        for index, expr in self.said.items():
            yield z3.Implies(expr, self.given[self.menu.phrases[index].key])
        male = self.answer("sex", "male")
        pregnant = either(e for e, o in self.pairs("pregnancy") if o.facts.get("pregnant") is True)
        born = either(e for e, o in self.pairs("born_weeks_ago") if o.answer is not None)
        yield no(both(male, either([pregnant, born, self.answer("breastfeeding", True)])))

    def pairs(self, key: str) -> list[tuple[Expr, Option]]:
        """Return the answers to a key, each with when it is given."""
        return list(zip(self.answered[key], self.menu.options[key], strict=True))

    def answer(self, key: str, answer: Any) -> Expr:
        """Return when a key is answered in one way."""
        return either(expr for expr, option in self.pairs(key) if option.answer == answer and option.answer is not None)

    # --- facts ---

    @cached_property
    def values(self) -> dict[str, list[tuple[Expr, Value | None]]]:
        """Return the values that each single fact can have, each with when it has it."""
        return {
            fact: [(expr, option.facts.get(fact)) for expr, option in self.pairs(key)]
            for key, facts in _FACTS_OF.items()
            for fact in facts
        }

    def _defaults(self) -> None:
        """Settle what another fact settles, as `profile.py` does."""
        for default in self.menu.content.raw.defaults:
            holds = self.truths(self.menu.content.criterion(default.when)).sure
            value = default.value if isinstance(default.value, bool | str) else Range(0, 0)
            self._settle(default.fact, value, holds)
            self._truths.clear()
        self._settle("pregnancy_week", NOT_A_NUMBER, self.has("pregnant", value=False))
        not_feeding = both(self.has("breastfeeding", value=False), self.answer("sex", "male"))
        self._settle("weeks_since_birth", NOT_A_NUMBER, not_feeding)

    def _settle(self, fact: str, value: Value, holds: Expr) -> None:
        absent = either(expr for expr, held in self.values[fact] if held is None)
        stated = [(expr, held) for expr, held in self.values[fact] if held is not None]
        self.values[fact] = [*stated, (both(absent, holds), value), (both(absent, no(holds)), None)]

    def has(self, fact: str, *, value: Value) -> Expr:
        """Return when a single fact has a value."""
        return either(expr for expr, held in self.values[fact] if held is not None and held == value)

    @cached_property
    def entries(self) -> dict[str, list[tuple[Expr, Entry]]]:
        """Return the entries that each list can hold, each with when it holds it."""
        found: dict[str, list[tuple[Expr, Entry]]] = {}
        for index, expr in self.said.items():
            for fact, entry in self.menu.phrases[index].entries:
                found.setdefault(fact, []).append((expr, entry))
            for fact, entry in self.menu.phrases[index].implied:
                found.setdefault(fact, []).append((both(expr, no(self.told(entry.id))), entry))
        return found

    def told(self, id_: str) -> Expr:
        """Return when a person told a condition, so that no medicine need point to it."""
        return either(expr for index, expr in self.said.items() if id_ in self.menu.phrases[index].current)

    def stated(self, fact: str) -> Expr:
        """Return when a fact was given."""
        if fact in self.values:
            return no(either(expr for expr, held in self.values[fact] if held is None))
        return self.given[{"medication_classes": "medications", "cramp_places": "where"}.get(fact, fact)]

    def unread(self, fact: str) -> list[Expr]:
        """Return when each phrase leaves a list with words that nobody understood."""
        key = {"medication_classes": "medications"}.get(fact, fact)
        keys = _ONE_RECOGNISER if key in _ONE_RECOGNISER else (key,)
        return [e for index, e in self.said.items() if self.menu.phrases[index].unread and self.menu.phrases[index].key in keys]

    # --- criteria ---

    def truths(self, node: Node) -> Truths:
        """Return when a criterion has which truth, as `judge` would say."""
        if node not in self._truths:
            self._truths[node] = self._judge(node)
        return self._truths[node]

    def _judge(self, node: Node) -> Truths:
        if isinstance(node, Always):
            return Truths(True, True, True)
        if isinstance(node, All | Any_):
            parts = [self.truths(part) for part in node.parts]
            join = (lambda *exprs: both(*exprs)) if isinstance(node, All) else (lambda *exprs: either(exprs))
            return Truths(join(*(p.maybe for p in parts)), join(*(p.likely for p in parts)), join(*(p.sure for p in parts)))
        if isinstance(node, Not):
            part = self.truths(node.part)
            return Truths(no(part.sure), either([no(part.maybe), both(part.likely, no(part.sure))]), no(part.maybe))
        if isinstance(node, Includes):
            return self._includes(node)
        if isinstance(node, Count):
            return self._count(node)
        return self._plain(node)

    def _plain(self, node: NumberTest | WordTest | StatedTest | UnreadableTest) -> Truths:
        """Return the truths of a question about one value, or about whether a list was given or read."""
        if node.fact not in self.values:
            there = self.stated(node.fact) if isinstance(node, StatedTest) else either(self.unread(node.fact))
            holds = there if getattr(node, "wanted", True) else no(there)
            return Truths(holds, holds, holds)
        judged = [(expr, node.judge({} if held is None else {node.fact: held}).truth) for expr, held in self.values[node.fact]]
        return Truths(*(either(e for e, t in judged if t >= least) for least in (Truth.UNKNOWN, Truth.ASSUMED, Truth.YES)))

    def _includes(self, node: Includes) -> Truths:
        matched = [(expr, entry, node.match(entry)) for expr, entry in self.entries.get(node.fact, []) if entry.id in node.ids]
        certain = {id_: [e for e, entry, _ in matched if entry.id == id_ and not entry.near_miss] for id_ in node.ids}
        settled = both(*(either(exprs) for exprs in certain.values()))
        incomplete = either([no(self.stated(node.fact)), *self.unread(node.fact)])
        likely = either(expr for expr, _, truth in matched if truth >= Truth.ASSUMED)
        unsure = either(expr for expr, _, truth in matched if truth is Truth.UNKNOWN)
        return Truths(
            either([likely, unsure, both(incomplete, no(settled))]),
            likely,
            either(expr for expr, _, truth in matched if truth is Truth.YES),
        )

    def _count(self, node: Count) -> Truths:
        held = [(expr, entry) for expr, entry in self.entries.get(node.fact, []) if node.counts(entry)]
        sure: dict[str, list[Expr]] = {}
        all_: dict[str, list[Expr]] = {}
        for expr, entry in held:
            all_.setdefault(entry.of or entry.id, []).append(expr)
            if not entry.near_miss:
                sure.setdefault(entry.of or entry.id, []).append(expr)
        unread = self.unread(node.fact)
        low = self._fits(node.test, [either(exprs) for exprs in sure.values()])
        high = self._fits(node.test, [*map(either, all_.values()), *(unread if node.ids is None else [])])
        stated = self.stated(node.fact)
        complete = both(stated, no(either(unread))) if node.ids is not None else stated
        end = either([both(complete, high), both(no(complete), node.test.high == float("inf"))])
        return Truths(either([low, high, end]), both(high, end), both(low, high, end))

    @staticmethod
    def _fits(test: NumberTest, parts: list[Expr]) -> Expr:
        low = test.low + 1 if test.low_open else test.low
        high = test.high if test.high_open else test.high + 1
        above = True if low == -float("inf") else at_least(low, parts)
        return both(above, True if high == float("inf") else no(at_least(high, parts)))

    def hit(self, bound: BoundRule, template: PlanTemplate) -> dict[str, Expr]:
        """Return the items that a rule hits, each with when it does."""
        if not bound.personal:
            return dict.fromkeys(template.hit_by(bound, {}), True)
        assert bound.hits is not None
        empty = {fact: Listed() for fact in _WRITTEN}
        always = bound.hits(template.index, empty)
        found: dict[str, list[Expr]] = {id_: [True] for id_ in always}
        for fact in _WRITTEN:
            for id_ in bound.hits(template.index, {**empty, fact: Listed(stated=False)}) - always:
                found.setdefault(id_, []).append(no(self.given[fact]))
        for index, expr in self.said.items():
            profile = self.menu.phrases[index].profile
            if profile is not None:
                facts = {fact: self._alone(profile.facts[fact]) for fact in _WRITTEN}
                for id_ in bound.hits(template.index, facts) - always:
                    found.setdefault(id_, []).append(expr)
        return {id_: either(exprs) for id_, exprs in found.items()}

    @staticmethod
    def _alone(value: Value) -> Listed:
        assert isinstance(value, Listed)
        return Listed(value.entries, stated=True, unreadable=value.unreadable)


# --- what a plan holds, as formulas that follow merge.py ---------------------------------------------------


class Sheet:
    """One plan of one world: when each rule fires, each item is placed, each line is said."""

    def __init__(self, world: World, template: PlanTemplate, like: Sheet | None = None) -> None:
        self.world = world
        self.template = template
        self.like = like

    @cached_property
    def rules(self) -> list[tuple[BoundRule, Truths]]:
        """Return every rule with when it has which truth."""
        return [(bound, self.world.truths(bound.when)) for bound in self.template.content.rules]

    @cached_property
    def truth_of(self) -> dict[str, Truths]:
        """Return when each rule has which truth, by id."""
        return {bound.rule.id: truths for bound, truths in self.rules}

    @cached_property
    def refused(self) -> Expr:
        """Return when no ordinary plan is given."""
        return either(truths.likely for bound, truths in self.rules if bound.rule.refuse)

    @cached_property
    def against(self) -> dict[str, list[tuple[BoundRule, Truths, Expr]]]:
        """Return the rules that can hit each item, in their order, with when they do."""
        found: dict[str, list[tuple[BoundRule, Truths, Expr]]] = {}
        for bound, truths in self.rules:
            if bound.hits is not None:
                for id_, when in self.world.hit(bound, self.template).items():
                    found.setdefault(id_, []).append((bound, truths, when))
        return found

    def bars(self, bound: BoundRule, truths: Truths, when: Expr, item: Item, least: int) -> Expr:
        """Return when one rule puts an item at a rank or above."""
        likely = rank_of(bound, Truth.YES, item) >= least
        unsure = rank_of(bound, Truth.UNKNOWN, item) >= least
        return both(when, either([both(truths.likely, likely), both(truths.unknown, unsure)]))

    def bears(self, bound: BoundRule, truths: Truths, when: Expr, item: Item) -> Expr:
        """Return when a rule that hits an item treats it in some way, or asks the reader about it."""
        asks = rank_of(bound, Truth.UNKNOWN, item) < _ASK and bool(bound.rule.unknown.check)
        return either([self.bars(bound, truths, when, item, 1), both(when, truths.unknown, asks)])

    def barred(self, item: Item, least: int = _ASK) -> Expr:
        """Return when any rule puts an item at a rank or above."""
        key = (item.id, least)
        if key not in self._barred:
            rules = self.against.get(item.id, [])
            if self.like is not None and all(
                one[1] is other[1] and one[2] is other[2]
                for one, other in zip(rules, self.like.against.get(item.id, []), strict=True)
            ):
                self._barred[key] = self.like.barred(item, least)
            else:
                self._barred[key] = either(self.bars(*one, item, least) for one in rules)
        return self._barred[key]

    @cached_property
    def _barred(self) -> dict[tuple[str, int], Expr]:
        return {}

    def checked(self, item: Item, check: str) -> Expr:
        """Return when an item carries a self-check."""
        return either(
            both(when, truths.unknown)
            for bound, truths, when in self.against.get(item.id, ())
            if bound.rule.unknown.check == check and rank_of(bound, Truth.UNKNOWN, item) < _ASK
        )

    def applies(self, item: Item) -> Expr:
        """Return when an item's own `when` holds."""
        return True if item.when is None else self.world.truths(self.template.criterion(item)).sure

    def survives(self, item: Item) -> Expr:
        """Return when an item may be printed as a daily step."""
        return item.kind != "ask_first" and no(self.barred(item))

    # --- the week ---

    @cached_property
    def spots(self) -> list[tuple[Item, Item, Expr]]:
        """Return what can stand in the place of which activity, with when it does."""
        spots: list[tuple[Item, Item, Expr]] = []
        for item in self.template.activities:
            taken = [when for _, place, when in spots if item.choice and place.choice == item.choice]
            free = both(self.applies(item), no(either(taken)))
            own = both(free, self.survives(item))
            others = list(self.substitutes(item, both(free, no(self.survives(item))), spots))
            spots += [(item, item, own), *others]
        return spots

    def substitutes(self, item: Item, wanted: Expr, spots: list[tuple[Item, Item, Expr]]) -> Iterator[tuple[Item, Item, Expr]]:
        """Yield what can come in the place of one activity, the first that the rules offer and that is free."""
        rivals = [other for other in self.template.activities if item.choice and other.choice == item.choice]
        open_ = either(both(self.applies(other), self.survives(other)) for other in rivals if other.id != item.id)
        earlier: list[Expr] = []
        for bound, truths, when in self.against.get(item.id, ()):
            for id_ in bound.rule.instead:
                offered = self.template.items.get(id_)
                done = _as_activity(offered) if offered is not None else None
                if offered is None or done is None:
                    continue
                here = [w for found, _, w in spots if found.id == id_ or (done.stretch and found.stretch == done.stretch)]
                fits = both(self.bears(bound, truths, when, item), self.survives(offered), no(either(here)))
                yield done, item, both(wanted, no(open_), fits, no(either(earlier)))
                earlier.append(fits)

    def choosable(self, food: Food) -> Expr:
        """Return when a food or drink may be chosen."""
        return food.suggest and both(self.applies(food), self.survives(food))

    def left_to_pick(self, place: Item) -> Expr:
        """Return when anything is left of what an activity picks from."""
        if place.pick is None:
            return True
        content, pool = self.template.content, self.template.pool(place)
        foods = content.foods if place.pick.source == "foods" else content.drinks
        return either(self.choosable(food) for food in foods if food.id in pool)

    @cached_property
    def steps(self) -> list[tuple[Item, Item, Expr]]:
        """Return what is printed in the week, in whose place, and when."""
        return [(found, place, both(when, self.left_to_pick(place))) for found, place, when in self.spots if place.slot]

    def filled(self, slot: str, day: int) -> Expr:
        """Return when a slot of a day holds something."""
        return either(when for _, place, when in self.steps if place.slot == slot and day in _days(place))

    # --- lines ---

    @cached_property
    def lines(self) -> list[tuple[Item, Expr]]:
        """Return every line with when it is printed."""
        said = [(line, when) for line, when in self.candidates() if when is not False]
        same: dict[str, list[Expr]] = {}
        found = []
        for line, when in said:
            earlier = same.setdefault(line.text, [])
            least = _OUT if line.part == "ask-first" else _ASK
            kept = both(no(self.barred(line, least)), no(self.spoken(line.topic)))
            found.append((line, both(when, no(either(earlier)), kept)))
            earlier.append(when)
        return found

    def candidates(self) -> Iterator[tuple[Item, Expr]]:
        """Yield the lines of the template and of the rules, in their order, with when they want to be printed."""
        for line in self.template.lines:
            yield line, self.applies(line)
        for bound, truths in self.rules:
            own = self.template.items.get(bound.rule.id)
            if own is not None:
                yield own, both(truths.likely, self.speaks(bound))
            for line in bound.rule.add:
                yield line, both(truths.likely if line.part in _WARNINGS else truths.sure, self.applies(line))

    def speaks(self, bound: BoundRule) -> Expr:
        """Return when no stricter rule, nor an earlier one as strict, speaks of the same topic."""
        if not bound.rule.topic:
            return True
        if not bound.rule.say:
            return False
        before = True
        stricter: list[Expr] = []
        for other, truths in self.rules:
            if other.rule.id == bound.rule.id:
                before = False
            elif other.rule.topic == bound.rule.topic and other.rule.say:
                ranks = _RANK[other.effect], _RANK[bound.effect]
                if ranks[0] > ranks[1] or (ranks[0] == ranks[1] and before):
                    stricter.append(both(truths.likely, no(self.silenced(other))))
        return both(no(either(stricter)), no(self.silenced(bound)))

    def spoken(self, topic: str) -> Expr:
        """Return when any rule speaks of a topic."""
        speakers = ((bound, truths) for bound, truths in self.rules if topic and bound.rule.topic == topic and bound.rule.say)
        return either(both(truths.likely, no(self.silenced(bound))) for bound, truths in speakers)

    def silenced(self, bound: BoundRule) -> Expr:
        """Return when other rules take a rule's sentence out."""
        item = self.template.items.get(bound.rule.id)
        return False if item is None else self.barred(item)

    # --- all together ---

    @cached_property
    def shown(self) -> dict[str, Expr]:
        """Return when each item is on the sheet as advice, a line or a warning; foods count if they may be chosen."""
        found: dict[str, list[Expr]] = {}
        for done, _, when in (*self.steps, *(spot for spot in self.spots if not spot[1].slot)):
            found.setdefault(done.id, []).append(when)
            stretch = self.template.content.stretch_by_id.get(done.stretch)
            if stretch is not None and stretch.id != done.id:
                found.setdefault(stretch.id, []).append(both(when, self.survives(stretch)))
        for food in (*self.template.content.foods, *self.template.content.drinks):
            found.setdefault(food.id, []).append(self.choosable(food))
        for line, when in self.lines:
            found.setdefault(line.id, []).append(when)
        return {id_: either(exprs) for id_, exprs in found.items()}


def rank_of(bound: BoundRule, truth: Truth, item: Item) -> int:
    """Return how strictly a rule of some truth treats an item that it hits."""
    return _rank(bound, Judgement(truth), item)


# --- asking z3, and believing only what a plan shows -------------------------------------------------------


class Case(Struct, frozen=True):
    """A profile that a formula found, as answers that can be written to a file, and what is added to its lists."""

    answers: Answers
    added: Answers = {}

    @property
    def more(self) -> Case:
        """Return the profile with what is added."""
        joined = dict(self.answers)
        for key, words in self.added.items():
            held = joined.get(key, "none")
            joined[key] = words if held in ("none", []) else {**held, **words} if isinstance(held, dict) else [*held, *words]
        return Case(joined)

    def without(self, key: str) -> Case:
        """Return the profile without one key."""
        return Case({name: answer for name, answer in self.answers.items() if name != key})

    @property
    def yaml(self) -> str:
        """Return the profile as YAML that `planner render` reads."""
        data = profile_of(self.answers)
        return str(yaml.safe_dump(data, sort_keys=False, default_flow_style=None, width=110, allow_unicode=True))


class Asker:
    """Finds profiles for which a formula over the menu holds."""

    def __init__(self, world: World, *more: Expr) -> None:
        z3 = _z3()
        self.world = world
        self.solver = z3.SolverFor("QF_FD")
        self.solver.add(*(rule for rule in (*world.rules_of_writing(), *more) if rule is not True))
        self.unsaid = {f"said-{index}": z3.Not(expr) for index, expr in world.said.items()}
        phrases = world.menu.phrases
        self.plainly = z3.Bool("plainly")
        plain = [self.unsaid[f"said-{i}"] for i, phrase in enumerate(phrases) if phrase.unread or not phrase.positive]
        self.solver.add(z3.Implies(self.plainly, z3.And(plain)))

    def possible(self, *formulas: Expr) -> bool:
        """Return whether there is a profile for which all formulas hold."""
        return self.model(*formulas) is not None

    def model(self, *formulas: Expr) -> Any:
        """Return a model in which all formulas hold, or None if there is none."""
        wanted = both(*formulas)
        if wanted is False:
            return None
        self.solver.push()
        try:
            self.solver.add(wanted)
            return self.checked()
        finally:
            self.solver.pop()

    def checked(self, *assumed: Expr) -> Any:
        """Return a model of what is being asked, or None."""
        answer = self.solver.check(*assumed)
        if answer == _z3().unknown:
            raise ContentError(f"z3 gave up: {self.solver.reason_unknown()}")
        return self.solver.model() if answer == _z3().sat else None

    def case(self, *formulas: Expr, added: Mapping[int, Expr] | None = None) -> Case | None:
        """Return a profile for which all formulas hold, in words as plain and as few as may be."""
        wanted = both(*formulas)
        if wanted is False:
            return None
        self.solver.push()
        try:
            self.solver.add(wanted)
            model = self.checked(self.plainly) or self.checked()
            return None if model is None else self.read(self.smaller(model), added)
        finally:
            self.solver.pop()

    def smaller(self, model: Any) -> Any:
        """Return a model of what is being asked in which nothing more can be left unsaid."""
        said = sorted(true_in(model) & self.unsaid.keys())
        self.solver.add(*(unsaid for name, unsaid in self.unsaid.items() if name not in said))
        for name in said:
            less = self.checked(self.unsaid[name]) if name in true_in(model) else model
            if less is not None:
                model = less
                self.solver.add(self.unsaid[name])
        return model

    def read(self, model: Any, added: Mapping[int, Expr] | None = None) -> Case:
        """Return the profile of a model."""
        names, menu = true_in(model), self.world.menu
        answers: Answers = {}
        for key, options in menu.options.items():
            answer = next(option.answer for index, option in enumerate(options) if f"{key}-{index}" in names)
            answers |= {} if answer is None else {key: answer}
        said = [phrase for index, phrase in enumerate(menu.phrases) if f"said-{index}" in names]
        answers |= _lists(said, [key for key in _LIST_KEYS if f"given-{key}" in names])
        more = [menu.phrases[index] for index in added or () if f"add-{index}" in names]
        return Case(answers, _lists(more, [phrase.key for phrase in more]))


_TRUE = re.compile(r"\(define-fun (\S+) \(\) Bool\s+true\)")


def true_in(model: Any) -> frozenset[str]:
    """Return the names of all that holds in a model; its text is read, as asking name by name takes long."""
    return frozenset(_TRUE.findall(model.sexpr()))


def _lists(said: Iterable[Phrase], keys: Iterable[str]) -> Answers:
    """Return the lists that some phrases make, those without any as none."""
    texts = {key: [phrase.text for phrase in said if phrase.key == key] for key in dict.fromkeys(keys)}
    lists: Answers = {key: found or ([] if key == "where" else "none") for key, found in texts.items()}
    if texts.get("limits"):
        lists["limits"] = dict.fromkeys(texts["limits"], "1 unit")
    return lists


# --- what is proved --------------------------------------------------------------------------------------


class Finding(Struct, frozen=True):
    """Something that breaks a promise, or that a clinician should know, with the profile that shows it."""

    promise: str
    what: str
    plan: str = ""
    case: Case | None = None
    key: str = ""

    def lines(self) -> Iterator[str]:
        """Yield the finding, then its profile as YAML."""
        yield f"{self.promise}: {self.what}" + (f" [{self.plan}]" if self.plan else "")
        if self.case is not None:
            yield "  with this profile:"
            yield from (f"    {line}" for line in self.case.more.yaml.splitlines())
            if self.case.added:
                yield f"  where this was added: {self.case.added}"
            if self.key:
                yield f"  once it leaves out: {self.key}"


class ProofReport(Struct, frozen=True):
    """What was proved, in how many seconds, and what breaks a promise."""

    proved: tuple[str, ...]
    failures: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    seconds: float

    def lines(self) -> Iterator[str]:
        """Yield what holds, then what does not, then what is worth knowing."""
        yield from self.proved
        for title, findings in (("broken", self.failures), ("worth knowing", self.notes)):
            yield f"{title}: {len(findings)}"
            for finding in findings:
                yield from finding.lines()
        yield f"{self.seconds:.0f} seconds"


def prove(content: Content) -> ProofReport:
    """Return what holds for every profile of the menu and what does not, each counterexample shown by `apply`."""
    began = time.monotonic()
    proof = Proof(content)
    found = [(name, list(prove_one())) for name, prove_one in proof.promises.items()]
    proved = [f"{name}: {'holds' if not any(hard for hard, _ in findings) else 'broken'}" for name, findings in found]
    return ProofReport(
        (proof.size, *proved, proof.agreement()),
        tuple(finding for _, findings in found for hard, finding in findings if hard),
        tuple(finding for _, findings in found for hard, finding in findings if not hard),
        time.monotonic() - began,
    )


Found = Iterator[tuple[bool, Finding]]
_OPPOSED = (("more", "less"), ("steady", "more"), ("steady", "less"))
_ROOM_ONLY = ("enough-others", "another-of-the-same-choice", "not-needed-this-week")


class Proof:
    """The proofs of one content; each yields what breaks it (True) and what is only worth knowing (False)."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.menu = Menu(content)
        self.world = World.any(self.menu)
        self.sheets = [Sheet(self.world, template) for template in content.templates.values()]
        self.ask = Asker(self.world)
        self.seen: list[Case] = []

    @property
    def promises(self) -> dict[str, Callable[[], Found]]:
        """Return what is to be proved, by its name."""
        return {
            "1 a key left out brings in nothing unasked": self.leaving_out,
            "2 a fact added lifts no rule": self.adding,
            "3 every slot is filled or says why not": self.filling,
            "4 no two lines oppose each other": self.opposing,
            "5 nothing refused, excluded or replaced is advice": self.showing,
            "6 every rule can fire": self.firing,
            "7 every item can be shown": self.reaching,
        }

    @property
    def size(self) -> str:
        """Return how much was looked at."""
        answers = sum(len(options) for options in self.menu.options.values())
        rules, plans = len(self.content.rules), ", ".join(self.content.templates)
        return f"{len(self.menu.phrases)} phrases, {answers} answers, {rules} rules, plans {plans}"

    def plan(self, sheet: Sheet, case: Case) -> Plan:
        """Return what the planner itself makes of a case."""
        return apply(sheet.template, load_profile(profile_of(case.answers), self.content), START)

    # --- 1 ---

    def leaving_out(self) -> Found:
        """Yield what leaving a key out would let in without the check of the rule that kept it out."""
        for key in KEYS:
            without = self.world.without(key)
            # What another fact settles is not unknown: at 80 nobody is asked whether she is pregnant.
            unsettled = no(either(self.settled(without, fact) for fact in _FACTS_OF.get(key, ())))
            silent: set[str] = set()
            for sheet in self.sheets:
                after = Sheet(without, sheet.template, sheet)
                for hard, finding in (*self.lost(sheet, after, unsettled, key), *self.unjudged(sheet, after, unsettled, key)):
                    if finding.what not in silent:
                        silent.add(finding.what)
                        yield hard, finding

    def settled(self, world: World, fact: str) -> Expr:
        """Return when a fact that nobody stated is settled by another."""
        return either(expr for expr, held in world.values[fact] if held is not None)

    def lost(self, sheet: Sheet, after: Sheet, unsettled: Expr, key: str) -> Found:
        """Yield each rule that stops to bar an item when a key is left out, and the items that come in without its check."""
        still = no(after.refused)
        for bound, truths in sheet.rules:
            later = after.truth_of[bound.rule.id]
            if bound.effect not in ("exclude", "ask_first") or later is truths:
                continue
            for stakes in (False, True):
                items = self.hit_items(sheet, bound, high_stakes=stakes)
                if items:
                    asks = later.unknown if bound.rule.unknown.check and not stakes else False
                    first = items[0][0]
                    gone = both(
                        sheet.bars(bound, truths, True, first, _ASK),
                        no(after.bars(bound, later, True, first, _ASK)),
                        no(asks),
                        still,
                        unsettled,
                    )
                    yield from self.let_in(sheet, after, bound, gone, items, key)
        yield from self.own_when(sheet, after, both(still, unsettled), key)

    def hit_items(self, sheet: Sheet, bound: BoundRule, *, high_stakes: bool) -> list[tuple[Item, Expr]]:
        """Return what a rule hits and could be advice, with when it does."""
        hits = ((sheet.template.items[id_], when) for id_, when in self.world.hit(bound, sheet.template).items())
        return [(item, when) for item, when in hits if item.high_stakes is high_stakes and item.kind != "ask_first"]

    def let_in(
        self, sheet: Sheet, after: Sheet, bound: BoundRule, gone: Expr, items: list[tuple[Item, Expr]], key: str
    ) -> Found:
        """Yield the items that come in where a rule no longer bars them, one profile for all."""
        if not self.ask.possible(gone):
            return
        check = bound.rule.unknown.check
        cases: dict[str, Case] = {}
        for item, when in items:
            asked = after.checked(item, check) if check and not item.high_stakes else False
            there = both(gone, when, after.shown.get(item.id, False), no(after.barred(item)), no(asked))
            if self.ask.possible(there):
                case = self.ask.case(there)
                assert case is not None
                if self.comes_in(sheet, case, case.without(key), bound, item):
                    cases[item.id] = case
        if cases:
            what = f"without {key}, {bound.rule.id} no longer bars {', '.join(cases)}, and nothing asks '{check}' there"
            yield True, Finding("1", what, sheet.template.id, next(iter(cases.values())), key)

    def comes_in(self, sheet: Sheet, before: Case, after: Case, bound: BoundRule, item: Item) -> bool:
        """Return whether the planner itself bars an item before and allows it after, without the rule's check."""
        old, new = self.plan(sheet, before), self.plan(sheet, after)
        truth = next(verdict.judgement.truth for verdict in old.verdicts if verdict.rule.id == bound.rule.id)
        asked = {
            self.rule(rule).unknown.check
            for decision in new.decisions
            if decision.item == item.id
            for rule, judged in zip(decision.rules, decision.judgements, strict=True)
            if judged.truth is Truth.UNKNOWN
        }
        barred = rank_of(bound, truth, item) >= _ASK
        unasked = item.high_stakes or bound.rule.unknown.check not in asked
        return barred and item.id in allowed(new) and unasked

    def rule(self, id_: str) -> Rule:
        """Return a rule by its id."""
        return next(bound.rule for bound in self.content.rules if bound.rule.id == id_)

    def own_when(self, sheet: Sheet, after: Sheet, still: Expr, key: str) -> Found:
        """Yield each item whose own `when` lets it in because a key was left out."""
        for item in sheet.template.items.values():
            if item.when is not None and item.id in after.shown:
                asked = either(after.checked(item, check) for check in self.content.checks)
                entering = both(no(sheet.applies(item)), after.applies(item), after.shown[item.id], no(asked), still)
                case = self.ask.case(entering)
                if case is not None and self.enters(sheet, case, case.without(key), item):
                    what = f"without {key}, the `when` of {item.id} lets it in, and nothing asks"
                    yield True, Finding("1", what, sheet.template.id, case, key)

    def enters(self, sheet: Sheet, before: Case, after: Case, item: Item) -> bool:
        """Return whether the planner itself leaves an item out before and shows it after."""
        return item.id not in allowed(self.plan(sheet, before)) and item.id in allowed(self.plan(sheet, after))

    def unjudged(self, sheet: Sheet, after: Sheet, unsettled: Expr, key: str) -> Found:
        """Yield each refusal that is given up, and not even printed as a question, when a key is left out."""
        for bound, truths in sheet.rules:
            later = after.truth_of[bound.rule.id]
            if bound.rule.refuse and later is not truths:
                printed = later.unknown if bound.rule.refuse.stop_if else False
                case = self.ask.case(truths.likely, no(after.refused), no(printed), unsettled)
                if case is not None and self.plan(sheet, case.without(key)).outcome == "plan":
                    what = f"without {key}, {bound.rule.id} refuses no more and prints nothing"
                    yield False, Finding("1", what, "", case, key)

    # --- 2 ---

    def adding(self) -> Found:
        """Yield each rule that held and that something added to a list takes back."""
        z3 = _z3()
        phrases = self.menu.phrases
        added = {index: z3.Bool(f"add-{index}") for index, phrase in enumerate(phrases) if phrase.positive}
        written = [z3.Implies(expr, both(self.world.given[phrases[index].key], no(self.world.said[index])))
                   for index, expr in added.items()]
        more = self.world.with_more(added)
        asker = Asker(self.world, *written)
        for sheet in self.sheets:
            after = Sheet(more, sheet.template)
            for bound, truths in sheet.rules:
                later = after.truth_of[bound.rule.id]
                strict = bound.effect in ("refuse", "exclude", "ask_first")
                if strict and asker.possible(truths.likely, no(later.likely)):
                    yield from self.taken_back(asker, sheet, after, bound, added)

    def taken_back(self, asker: Asker, sheet: Sheet, after: Sheet, bound: BoundRule, added: dict[int, Expr]) -> Found:
        """Yield the items that a rule lets go when something is added, and the refusal that it gives up."""
        gone = both(sheet.truth_of[bound.rule.id].likely, no(after.truth_of[bound.rule.id].likely), no(after.refused))
        hits = [*self.hit_items(sheet, bound, high_stakes=False), *self.hit_items(sheet, bound, high_stakes=True)]
        free = [both(when, after.shown.get(item.id, False), no(after.barred(item))) for item, when in hits]
        case = asker.case(gone, True if bound.rule.refuse else either(free), added=added)
        if case is not None and self.gives_up(sheet, case, bound):
            exception = _names_an_exception(bound.when)
            what = f"adding {case.added} takes back {bound.rule.id}" + (" (its own `not`)" if exception else "")
            yield not exception, Finding("2", what, sheet.template.id, case)

    def gives_up(self, sheet: Sheet, case: Case, bound: BoundRule) -> bool:
        """Return whether the planner itself has a rule hold before and not after."""
        truths = [
            verdict.judgement.truth
            for one in (case, case.more)
            for verdict in self.plan(sheet, one).verdicts
            if verdict.rule.id == bound.rule.id
        ]
        return truths[0] >= Truth.ASSUMED > truths[1]

    # --- 3 ---

    def filling(self) -> Found:
        """Yield each slot that can be empty without a gap; as a note, each that can be empty at all."""
        for sheet in self.sheets:
            empty: dict[str, list[int]] = {}
            example: Case | None = None
            for slot, day in product(SLOTS, range(1, 8)):
                case = self.ask.case(no(sheet.filled(slot, day)), no(sheet.refused))
                if case is None:
                    continue
                empty.setdefault(slot, []).append(day)
                example = case
                if not any(gap.slot == slot and day in gap.days for gap in self.plan(sheet, case).gaps):
                    yield True, Finding("3", f"{slot} of day {day} is empty and no gap says so", sheet.template.id, case)
            yield from self.checklist(sheet)
            if empty:
                what = "; ".join(f"{slot} of days {', '.join(map(str, days))}" for slot, days in empty.items())
                yield False, Finding("3", f"a gap can stand in {what}", sheet.template.id, example)

    def checklist(self, sheet: Sheet) -> Found:
        """Yield each side of the checklist that is empty though neither a gap nor a reduction says so."""
        for name, foods in (("foods", self.content.foods), ("drinks", self.content.drinks)):
            case = self.ask.case(no(either(sheet.choosable(food) for food in foods)), no(sheet.refused))
            if case is not None:
                plan = self.plan(sheet, case)
                said = "food-amounts" in plan.reduced or any(gap.slot == name for gap in plan.gaps)
                if not said:
                    yield True, Finding("3", f"{name} are empty and nothing says so", sheet.template.id, case)

    # --- 4 ---

    def opposing(self) -> Found:
        """Yield each pair of lines that pull in opposite directions and can stand on one sheet."""
        for sheet in self.sheets:
            for one, other in _opposed_pairs(sheet):
                case = self.ask.case(sheet.shown[one.id], sheet.shown[other.id], no(sheet.refused))
                if case is not None and {one.id, other.id} <= printed(self.plan(sheet, case)):
                    yield True, Finding("4", f"{one.id} and {other.id} stand together", sheet.template.id, case)

    # --- 5 ---

    def showing(self) -> Found:
        """Yield each item that is advice though a rule bars it, itself or the stretch that it rests on."""
        for sheet in self.sheets:
            for item in sheet.template.items.values():
                least = _OUT if item.part == "ask-first" else _ASK
                barred = both(sheet.shown.get(item.id, False), sheet.barred(item, least))
                yield from self.advised(sheet, barred, item.id, item.id, "is advice though a rule bars it")
            for done, place, when in sheet.spots:
                yield from self.resting(sheet, done, place, when)
            for habit in sheet.template.spec.habits:
                ids = set(habit.items)
                row = either(when for done, place, when in sheet.spots if ids & {done.id, place.id})
                real = either(when for done, _, when in sheet.spots if done.id in ids)
                case = self.ask.case(row, no(real), no(sheet.refused))
                if case is not None and habit in self.plan(sheet, case).habits:
                    what = f"the row '{habit.label}' stands for items that were all replaced"
                    yield True, Finding("5", what, sheet.template.id, case)

    def resting(self, sheet: Sheet, done: Item, place: Item, when: Expr) -> Found:
        """Yield an activity whose stretch is barred, and a substitute that is not for this person."""
        stretch = self.content.stretch_by_id.get(done.stretch)
        if stretch is not None and stretch.id != done.id:
            barred = both(when, sheet.barred(stretch))
            yield from self.advised(sheet, barred, done.id, stretch.id, f"is advice though its stretch {stretch.id} is out")
        if done is not place:
            stranger = both(when, no(sheet.applies(sheet.template.items[done.id])))
            yield from self.advised(sheet, stranger, done.id, done.id, f"stands in for {place.id} though its `when` fails")

    def advised(self, sheet: Sheet, formula: Expr, shown: str, out: str, what: str) -> Found:
        """Yield a fault if the planner itself prints one item while the other is out."""
        case = self.ask.case(formula, no(sheet.refused))
        if case is not None:
            plan = self.plan(sheet, case)
            outcomes = {decision.item: decision.outcome for decision in plan.decisions}
            if shown in printed(plan) and outcomes[out] in ("out", "replaced", "ask_first"):
                yield True, Finding("5", f"{shown} {what}", sheet.template.id, case)

    # --- every rule, every item ---

    def firing(self) -> Found:
        """Yield each rule that no profile fires; each model that fires one is kept for the agreement."""
        sheet = self.sheets[0]
        for bound, truths in sheet.rules:
            model = self.ask.model(truths.likely, True if bound.rule.refuse else no(sheet.refused))
            if model is None:
                always = self.ask.possible(truths.likely)
                why = "fires only for those who are refused" if always else "fires for nobody"
                yield True, Finding("6", f"{bound.rule.id} {why}")
            else:
                self.seen.append(self.ask.read(model))

    def reaching(self) -> Found:
        """Yield each item that no profile shows in any plan; foods that are never suggested are meant so."""
        found = {item.id: item for sheet in self.sheets for item in sheet.template.items.values()}
        for sheet in self.sheets:
            for id_ in [*found]:
                item = sheet.template.items.get(id_)
                if item is not None and (self.shows(sheet, item) or not getattr(item, "suggest", True)):
                    del found[id_]
        for id_ in found:
            yield True, Finding("7", f"{id_} is shown to nobody")

    def shows(self, sheet: Sheet, item: Item) -> bool:
        """Return whether some profile is shown an item, as advice, as a line, or as something to ask about."""
        asked = both(sheet.applies(item), sheet.barred(item, _ASK), no(sheet.barred(item, _OUT)))
        moves = isinstance(item, Food) or item.slot is not None
        there = either([sheet.shown.get(item.id, False), asked if moves else False])
        return self.ask.possible(there, no(sheet.refused))

    # --- do the formulas say what apply does? ---

    def agreement(self) -> str:
        """Return on how many of the profiles found the formulas and `apply` agree; raise AssertionError if on fewer."""
        few = self.seen[:: max(1, len(self.seen) // _COMPARED)]
        for case, sheet in product(few, self.sheets):
            differences = self.differences(sheet, case)
            assert not differences, f"the proof does not follow merge.py: {differences}\n{case.yaml}"
        return f"formulas and planner agree on {len(few)} profiles"

    def differences(self, sheet: Sheet, case: Case) -> list[str]:
        """Return the rules and items of which formulas and `apply` say different things for one profile."""
        model = self.ask.model(*self.exactly(case))
        plan = self.plan(sheet, case)
        truths = {verdict.rule.id: verdict.judgement.truth for verdict in plan.verdicts}
        wrong = [id_ for id_, truth in sheet.truth_of.items() if _truth_in(model, truth) is not truths[id_]]
        if plan.outcome == "plan":
            there, fine = printed(plan), allowed(plan)
            for id_, when in sheet.shown.items():
                item = sheet.template.items[id_]
                if _holds_in(model, when) is not (id_ in (fine if isinstance(item, Food) else there)):
                    wrong.append(id_)
        return wrong

    def exactly(self, case: Case) -> Iterator[Expr]:
        """Yield what holds of one profile of the menu and of no other."""
        for key, expr in self.world.given.items():
            yield expr if key in case.answers else no(expr)
        for key in self.world.answered:
            for expr, option in self.world.pairs(key):
                yield expr if option.answer == case.answers.get(key) and type(option.answer) is type(case.answers.get(key)) else no(expr)
        for index, expr in self.world.said.items():
            phrase = self.menu.phrases[index]
            held = case.answers.get(phrase.key, ())
            yield expr if held != "none" and phrase.text in held else no(expr)


_COMPARED = 24


def _names_an_exception(node: Node) -> bool:
    """Return whether a criterion says itself that something on a list takes it back."""
    if isinstance(node, All | Any_):
        return any(_names_an_exception(part) for part in node.parts)
    return isinstance(node, Not) and any(isinstance(leaf, Includes) for leaf in leaves_of(node))


def _opposed_pairs(sheet: Sheet) -> Iterator[tuple[Item, Item]]:
    """Yield the pairs of items that are shown and whose tags oppose each other."""
    items = [item for item in sheet.template.items.values() if item.id in sheet.shown]
    tagged = [(item, *tag.split("-", 2)[1:]) for item in items for tag in item.tags if tag.startswith("advises-")]
    for one, way, what in tagged:
        for other, opposite, same in tagged:
            if what == same and (way, opposite) in _OPPOSED:
                yield one, other


def allowed(plan: Plan) -> set[str]:
    """Return the ids of all that no rule bars, printed or not: a checklist holds only some of each shelf."""
    fine = {one.item for one in plan.decisions if one.outcome in ("in", "caution") or one.because in _ROOM_ONLY}
    return printed(plan) | fine


def printed(plan: Plan) -> set[str]:
    """Return the ids of all that a plan prints as advice, a line or a warning; not what is only to ask about."""
    asked = {one.id for one in plan.ask_first if one.item.part != "ask-first"}
    shown = {one.id for one in (*plan.printed, *plan.tonight)} - asked
    picked = {one.food.id for day in plan.days for one in day.items if one.food is not None}
    return shown | picked | {stretch.id for stretch in plan.stretches}


def _holds_in(model: Any, expr: Expr) -> bool:
    return expr if isinstance(expr, bool) else bool(_z3().is_true(model.eval(expr, model_completion=True)))


def _truth_in(model: Any, truths: Truths) -> Truth:
    for truth, expr in ((Truth.YES, truths.sure), (Truth.ASSUMED, truths.likely), (Truth.UNKNOWN, truths.maybe)):
        if _holds_in(model, expr):
            return truth
    return Truth.NO
