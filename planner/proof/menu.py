"""What a profile may say, as far as the criteria of plans/ can tell it apart: answers, and words for lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product
from typing import Any

from msgspec import Struct, structs

from planner.content.knowledge import BoundRule, Content, PlanTemplate
from planner.errors import ContentError
from planner.logic.criteria import All, Always, Any_, Count, Includes, Node, Not, NumberTest
from planner.logic.facts import CHOICES, Entry, Listed, Value
from planner.logic.selectors import HitByAll, Hits, Ids, NotHit
from planner.profile.keys import PLACES
from planner.profile.limits import LIMITS
from planner.profile.profile import Profile
from planner.profile.resolve import load_profile
from planner.recognition.amounts import DAILY

Answers = dict[str, Any]

ONE_RECOGNISER = ("conditions", "symptoms", "habits")
WRITTEN = (*ONE_RECOGNISER, "allergies", "diet")
LIST_KEYS = ("medications", *WRITTEN, "limits", "where")
OF_CRAMPS = ("where", "nights_per_week", "for_weeks")
FACTS_OF = {
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
LISTED_BY = {"medication_classes": "medications", "cramp_places": "where"}
"""Lists of facts that stand under a key of another name."""

_PERSON = {"age": 30, "sex": "unspecified"}
_NOBODY_KNOWS = tuple(f"zzqx{end}wvk" for end in ("jj", "qq", "xx", "vv", "kk", "zz", "ww", "yy"))
_STATUSES = ("", "past", "no")
_WEEKS_OF_PREGNANCY = range(1, 43)


class Phrase(Struct, frozen=True):
    """Words that a person may write under one key, and what the planner makes of them alone.

    `unread` are the lists of facts that they leave open.
    """

    key: str
    text: str
    entries: tuple[tuple[str, Entry], ...] = ()
    implied: tuple[tuple[str, Entry], ...] = ()
    current: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    pregnant: bool = False
    profile: Profile | None = None

    @property
    def positive(self) -> bool:
        """Return whether the words put something on a list that is, or was, there."""
        held = (*self.entries, *self.implied)
        there = bool(held) and all(entry.status in ("current", "past") for _, entry in held)
        return not self.pregnant and (bool(self.unread) or there)


class Option(Struct, frozen=True):
    """One answer to a key that takes one answer, and the facts that it makes; None is not given."""

    answer: Any
    facts: dict[str, Value]


class PersonalHits(Struct, frozen=True):
    """What a rule hits whatever is on a person's lists, while a list is not given, and because of each phrase."""

    always: Ids
    not_given: dict[str, Ids]
    said: dict[int, Ids]


@dataclass(frozen=True)
class Menu:
    """Everything that a profile may say; of what no criterion can tell apart, the first."""

    content: Content

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """Return every question on which the content of a plan depends, each once."""
        raw = self.content.raw
        items = [item for plan in self.content.templates.values() for item in plan.items.values()]
        written = [*(item.when for item in items), *(default.when for default in raw.defaults)]
        compiled = [self.content.criterion(when) for when in written if when is not None]
        nodes = (*(bound.when for bound in self.content.rules), *compiled)
        found = tuple(dict.fromkeys(leaf for node in nodes for leaf in leaves_of(node)))
        modelled = {*chain(*FACTS_OF.values()), *LIST_KEYS, *LISTED_BY}
        asked = {fact for leaf in found for fact in [getattr(leaf, "fact", "")]}
        strange = sorted(asked.union(default.fact for default in raw.defaults) - modelled)
        if strange:
            raise ContentError(
                f"the proof has no answers for the facts {', '.join(strange)}; add them to proof/menu.py"
            )
        return found

    @cached_property
    def by_fact(self) -> dict[str, list[Node]]:
        """Return the questions about each fact."""
        found: dict[str, list[Node]] = {}
        for leaf in self.leaves:
            found.setdefault(str(getattr(leaf, "fact", "")), []).append(leaf)
        return found

    # --- keys with one answer ---

    @cached_property
    def options(self) -> dict[str, tuple[Option, ...]]:
        """Return the answers to each key that takes one."""
        return {key: self.distinct(key, answers) for key, answers in self.answers().items()}

    def answers(self) -> dict[str, Iterable[Any]]:
        """Return every answer to each key that takes one, numbers up to the last that a criterion asks for."""
        weeks = [{"weeks": week} for week in _WEEKS_OF_PREGNANCY]
        return {
            "age": range(116),
            "pregnancy": ("no", "yes", *weeks, *({"trimester": number} for number in (1, 2, 3))),
            "born_weeks_ago": range(53),
            "nights_per_week": range(8),
            "for_weeks": range(self.last_asked("for_weeks") + 2),
            **dict.fromkeys(("breastfeeding", "heat"), (False, True)),
            **CHOICES,
        }

    def last_asked(self, fact: str) -> int:
        """Return the greatest number that a criterion compares a fact with."""
        tests = [leaf for leaf in self.by_fact.get(fact, []) if isinstance(leaf, NumberTest)]
        return max((int(end) for test in tests for end in (test.low, test.high) if abs(end) < 1e6), default=0)

    def distinct(self, key: str, answers: Iterable[Any]) -> tuple[Option, ...]:
        """Return answers of which any two change some truth; not given comes first."""
        found: dict[object, Option] = {} if key == "age" else {(): Option(None, {})}
        for answer in answers:
            facts = self.facts({key: answer}, FACTS_OF[key])
            found.setdefault(self.telling(facts), Option(answer, facts))
        return tuple(found.values())

    def facts(self, answers: Answers, wanted: Iterable[str]) -> dict[str, Value]:
        """Return some of the facts that the planner makes of answers."""
        held = load_profile(profile_of(_PERSON | answers), self.content).facts
        return {fact: held[fact] for fact in wanted if fact in held}

    def telling(self, facts: Mapping[str, Value]) -> object:
        """Return all that criteria can tell of facts that are no lists."""
        return tuple((fact, *(leaf.judge(facts).truth for leaf in self.by_fact.get(fact, []))) for fact in facts)

    # --- lists ---

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """Return the phrases of all lists."""
        found: dict[object, Phrase] = {}
        for phrase in self.every_phrase():
            found.setdefault(self.signature(phrase), phrase)
        found.pop(None, None)
        return tuple(found.values())

    @cached_property
    def together(self) -> dict[int, tuple[dict[str, Value], ...]]:
        """Return the facts of each phrase that tells a pregnancy, beside each answer to the key of that name."""
        facts = FACTS_OF["pregnancy"]
        return {
            index: tuple(
                self.facts({"pregnancy": one.answer, p.key: [p.text]}, facts) for one in self.options["pregnancy"]
            )
            for index, p in enumerate(self.phrases)
            if p.pregnant
        }

    def every_phrase(self) -> Iterator[Phrase]:
        """Yield all phrases, the plain ones first."""
        for text in self.medicine_texts():
            yield self.read("medications", text)
        for text in dict.fromkeys(self.concept_texts()):
            yield from (self.read(key, text) for key in WRITTEN)
        for key in ("medications", *WRITTEN):
            yield from (self.read(key, word) for word in _NOBODY_KNOWS[: self.most_unread(key)])
        yield from (Phrase("limits", name, (("limits", Entry(name, DAILY[name].example)),)) for name in LIMITS)
        yield from (Phrase("where", place, (("cramp_places", Entry(place)),)) for place in PLACES)

    def most_unread(self, key: str) -> int:
        """Return how many words that nobody knows a criterion can tell apart on a list."""
        counts = [leaf.test for leaf in self.by_fact.get(key, []) if isinstance(leaf, Count)]
        ends = [int(end) + 1 for test in counts for end in (test.low, test.high) if abs(end) < 1e6]
        most = max(ends, default=1)
        if most > len(_NOBODY_KNOWS):
            raise ContentError(f"the proof knows too few words to count {most} entries of {key}")
        return most

    def medicine_texts(self) -> Iterator[str]:
        """Yield every medicine and every word for a class, certain and understood in part."""
        names = self.content.names
        kinds = {ids: names.medicine_names[key] for key, ids in reversed(names.medicine_keys.items()) if "/" in ids[0]}
        for text in (*(drug.id for drug in self.content.raw.drugs), *reversed(kinds.values())):
            yield text
            yield f"{text} {_NOBODY_KNOWS[0]}"

    def concept_texts(self) -> Iterator[str]:
        """Yield every condition, symptom, habit, allergy, diet and limit with the details that criteria ask for."""
        for concept in self.content.raw.concepts:
            if concept.fact == "pregnancy":
                yield concept.label
                yield from (f"{concept.label}, {week} weeks" for week in _WEEKS_OF_PREGNANCY)
            else:
                asked = list(self.asked({concept.id, *(one.partition("/")[2] or one for one in concept.implies)}))
                for status, *details in product(_STATUSES, *self.details(asked), ("", _NOBODY_KNOWS[0])):
                    severity, *after = details
                    yield " ".join(filter(None, (status, severity, concept.label, *after)))

    def asked(self, ids: set[str]) -> Iterator[tuple[str, Any]]:
        """Yield the details that criteria ask of some conditions."""
        for leaf in self.leaves:
            if isinstance(leaf, Includes) and not ids.isdisjoint(leaf.ids):
                yield from leaf.attributes

    def details(self, asked: list[tuple[str, Any]]) -> tuple[list[str], list[str], list[str]]:
        """Return words for how severe, which stage and how long ago, so that each truth that is asked for can come."""
        names = {name for name, _ in asked}
        weeks = {
            max(0, int(end) + step)
            for name, test in asked
            if name == "weeks_ago"
            for end in (test.low, test.high)
            if abs(end) < 1e6
            for step in (-1, 0, 1)
        }
        return (
            ["", *(("severe", "mild") if "severe" in names else ())],
            ["", *(f"stage {stage}" for stage in range(1, 6) if "stage" in names)],
            ["", *(f"{week} weeks ago" for week in sorted(weeks))],
        )

    def read(self, key: str, text: str) -> Phrase:
        """Return what the planner makes of words under a key."""
        profile = load_profile({**_PERSON, key: [text]}, self.content)
        lists = {fact: value for fact, value in profile.facts.items() if isinstance(value, Listed)}
        held = [(fact, entry) for fact, value in lists.items() for entry in value.entries]
        return Phrase(
            key,
            text,
            tuple(pair for pair in held if key != "medications" or not pair[1].implied_by),
            tuple(pair for pair in held if key == "medications" and pair[1].implied_by),
            frozenset(finding.id for finding in profile.findings if finding.status == "current"),
            frozenset(fact for fact, value in lists.items() if value.unreadable),
            profile.facts.get("pregnant") is True,
            profile,
        )

    def signature(self, phrase: Phrase) -> object:
        """Return all that criteria and selectors can tell of a phrase; None if nothing."""
        if phrase.text in _NOBODY_KNOWS:
            return phrase.key, phrase.text
        seen = [*(self.seen(*pair) for pair in phrase.entries), *(self.seen(*pair, by=True) for pair in phrase.implied)]
        told = frozenset(phrase.current & self.implied_ids)
        facts = phrase.profile.facts if phrase.pregnant and phrase.profile else {}
        weeks = self.telling({fact: facts[fact] for fact in FACTS_OF["pregnancy"] if fact in facts})
        said = phrase.unread, frozenset(filter(None, seen)), told, weeks
        return (phrase.key, *said) if any(said) else None

    def seen(self, fact: str, entry: Entry, *, by: bool = False) -> object:
        """Return all that criteria can tell of one entry; None if no criterion looks at it."""
        leaves = self.by_fact.get(fact, [])
        asking = [leaf for leaf in leaves if isinstance(leaf, Includes) and entry.id in leaf.ids]
        counting = [leaf for leaf in leaves if isinstance(leaf, Count) and leaf.counts(entry)]
        if not asking and not counting and fact != "allergies":
            return None
        staged = ("stage" in entry.assumed, entry.stage is not None)
        truths = (*(leaf.match(entry) for leaf in asking), *staged)
        there = entry.status in ("current", "past")
        return fact, entry.id, entry.of, entry.near_miss, there, truths, by

    # --- rules that look at lists ---

    def personal_hits(self, bound: BoundRule, template: PlanTemplate) -> PersonalHits:
        """Return what a rule hits that looks at a person's lists, by what is on them."""
        key = (bound.rule.id, template.id)
        if key not in self._personal:
            self._personal[key] = personal_hits(bound, template, self.phrases)
        return self._personal[key]

    @cached_property
    def _personal(self) -> dict[tuple[str, str], PersonalHits]:
        return {}

    @cached_property
    def implied_ids(self) -> frozenset[str]:
        """Return the conditions that some medicine points to."""
        return frozenset(id_ for drug in self.content.raw.drugs for id_ in drug.implies)


def personal_hits(bound: BoundRule, template: PlanTemplate, phrases: Iterable[Phrase]) -> PersonalHits:
    """Return what a rule hits that looks at lists: of several phrases together, all that each hits alone."""
    if bound.hits is None or _combines(bound.hits) or not bound.hits.lists <= set(WRITTEN):
        raise ContentError(
            f"the proof cannot follow {bound.rule.id}: a list of the person stands under 'all' or 'not', or is not one "
            f"of {', '.join(WRITTEN)}"
        )
    empty: dict[str, Value] = {fact: Listed() for fact in WRITTEN}
    always = template.hit_by(bound, empty)
    not_given = {fact: template.hit_by(bound, {**empty, fact: Listed(stated=False)}) - always for fact in WRITTEN}
    said = {}
    for number, phrase in enumerate(phrases):
        if phrase.profile is not None and (ids := template.hit_by(bound, _alone(phrase.profile)) - always):
            said[number] = ids
    return PersonalHits(always, not_given, said)


def _alone(profile: Profile) -> dict[str, Value]:
    """Return the lists of a profile as if all had been given, so that only what stands on them counts."""
    lists = {fact: profile.facts[fact] for fact in WRITTEN}
    return {fact: structs.replace(value, stated=True) for fact, value in lists.items() if isinstance(value, Listed)}


def _combines(hits: Hits) -> bool:
    """Return whether a selector asks of a person's lists together with something else, or for what is not on them."""
    joined = isinstance(hits, HitByAll | NotHit) and bool(hits.lists)
    return joined or any(map(_combines, hits.parts))


def leaves_of(node: Node) -> Iterator[Node]:
    """Yield the questions that a criterion asks."""
    if isinstance(node, All | Any_):
        for part in node.parts:
            yield from leaves_of(part)
    elif isinstance(node, Not):
        yield from leaves_of(node.part)
    elif not isinstance(node, Always):
        yield node


def profile_of(answers: Mapping[str, Any]) -> Answers:
    """Return answers in the form of a profile's file."""
    profile = {key: value for key, value in answers.items() if key not in OF_CRAMPS and value is not None}
    cramps = {key: answers[key] for key in OF_CRAMPS if key in answers}
    return profile | ({"cramps": cramps} if cramps else {})
