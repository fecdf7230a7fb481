"""Safety rules with their criterion and selectors ready to use, and the lines that they say."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from planner.content.vocabulary import raise_fault
from planner.logic.criteria import Node
from planner.logic.selectors import Hits, compile_selector
from planner.model.items import Item, Part
from planner.model.rules import Rule


class BoundRule(Struct, frozen=True):
    """A rule with its criterion and selectors ready to use."""

    rule: Rule
    when: Node
    effect: str
    hits: Hits | None

    @property
    def personal(self) -> bool:
        """Return whether what it hits depends on the lists of a person, so that nothing of it holds for everybody."""
        return self.hits is not None and self.hits.personal

    @property
    def restricts(self) -> bool:
        """Return whether all that it does while it is only assumed is to bar or to warn; a sentence alone is advice."""
        return self.effect != "add" or not self.rule.say


def bind(rule: Rule, when: Node) -> BoundRule:
    """Return a rule with its criterion and what it hits."""
    effect = effect_of(rule)
    raw = getattr(rule, effect, None) if effect in ("exclude", "ask_first", "caution") else None
    parts = [raw] if raw else []
    parts += [{"tag": list(rule.reduce)}] if rule.reduce else []
    hits = compile_selector({"any": parts}, raise_fault) if parts else None
    return BoundRule(rule, when, effect, hits)


def effect_of(rule: Rule) -> str:
    """Return the strongest effect that a rule has."""
    for effect in ("refuse", "exclude", "ask_first", "caution"):
        if getattr(rule, effect) is not None:
            return effect
    return "exclude" if rule.reduce else "add"


_SAY_PARTS: dict[str, Part | None] = {"exclude": "avoid", "ask_first": "ask-first", "caution": None, "add": None}


def said(rule: Rule) -> Iterator[Item]:
    """Yield the line that a rule says, under the rule's own id; a caution without a part stands beside its item."""
    part = rule.part or _SAY_PARTS.get(effect_of(rule))
    if rule.say and part is not None:
        yield Item(
            id=rule.id,
            text=rule.say,
            why=rule.why,
            because=rule.because,
            picture=rule.picture,
            alt=rule.alt,
            part=part,
            tells=rule.tells,
            about=rule.about,
            after=rule.after,
            tags=rule.tags,
            sources=rule.sources,
            verified=rule.verified,
        )
