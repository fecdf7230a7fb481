"""What the criteria of plans/ ask of a profile, and under which keys a profile answers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from msgspec import Struct

from planner.content.knowledge import Content
from planner.errors import ContentError
from planner.logic.criteria import All, Always, Any_, Count, Includes, Node, Not, NumberTest
from planner.logic.facts import Entry, Value

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

# Whatever is greater stands for no end at all.
_ENDLESS = 1e6


class Questions(Struct, frozen=True):
    """Every question on which the content of a plan depends, each once."""

    leaves: tuple[Node, ...]
    by_fact: Mapping[str, tuple[Node, ...]]

    def of(self, fact: str) -> tuple[Node, ...]:
        """Return the questions about a fact."""
        return self.by_fact.get(fact, ())

    def last_asked(self, fact: str) -> int:
        """Return the greatest number that a criterion compares a fact with."""
        tests = [leaf for leaf in self.of(fact) if isinstance(leaf, NumberTest)]
        return max((int(end) for test in tests for end in ends_of(test)), default=0)

    def telling(self, facts: Mapping[str, Value]) -> object:
        """Return all that criteria can tell of facts that are no lists."""
        return tuple((fact, *(leaf.judge(facts).truth for leaf in self.of(fact))) for fact in facts)

    def seen(self, fact: str, entry: Entry, *, by: bool = False) -> object:
        """Return all that criteria can tell of one entry; None if no criterion looks at it."""
        leaves = self.of(fact)
        asking = [leaf for leaf in leaves if isinstance(leaf, Includes) and entry.id in leaf.ids]
        counting = [leaf for leaf in leaves if isinstance(leaf, Count) and leaf.counts(entry)]
        if not asking and not counting and fact != "allergies":
            return None
        staged = ("stage" in entry.assumed, entry.stage is not None)
        truths = (*(leaf.match(entry) for leaf in asking), *staged)
        there = entry.status in ("current", "past")
        return fact, entry.id, entry.of, entry.near_miss, there, truths, by


def questions_of(content: Content, more: Iterable[Node] = ()) -> Questions:
    """Return what the rules and items of some content ask, and what more criteria do."""
    items = [item for plan in content.templates.values() for item in plan.items.values()]
    written = [*(item.when for item in items), *(default.when for default in content.raw.defaults)]
    compiled = [content.criterion(when) for when in written if when is not None]
    nodes = (*(bound.when for bound in content.rules), *compiled, *more)
    leaves = tuple(dict.fromkeys(leaf for node in nodes for leaf in leaves_of(node)))
    by_fact: dict[str, tuple[Node, ...]] = {}
    for leaf in leaves:
        fact = str(getattr(leaf, "fact", ""))
        by_fact[fact] = (*by_fact.get(fact, ()), leaf)
    _all_answered({*by_fact, *(default.fact for default in content.raw.defaults)})
    return Questions(leaves, by_fact)


def _all_answered(facts: Iterable[str]) -> None:
    """Raise ContentError for facts that are asked for and to which the proof knows no answers."""
    strange = sorted(set(facts) - {*chain(*FACTS_OF.values()), *LIST_KEYS, *LISTED_BY})
    if strange:
        raise ContentError(
            f"the proof has no answers for the facts {', '.join(strange)}; add them to proof/questions.py"
        )


def leaves_of(node: Node) -> Iterator[Node]:
    """Yield the questions that a criterion asks."""
    if isinstance(node, All | Any_):
        for part in node.parts:
            yield from leaves_of(part)
    elif isinstance(node, Not):
        yield from leaves_of(node.part)
    elif not isinstance(node, Always):
        yield node


def ends_of(test: NumberTest) -> list[float]:
    """Return the ends of a comparison that are numbers."""
    return [end for end in (test.low, test.high) if abs(end) < _ENDLESS]
