"""The limits and hard stops for page 1: those that a clinician set, then those of rules, the most dangerous first."""

from __future__ import annotations

from collections.abc import Iterator

from planner.logic.facts import Entry, Facts, Listed
from planner.planning.plan import MOST_LIMITS, Limit
from planner.planning.rulings import Rulings
from planner.recognition.quantities.amounts import amounts, daily

# So many limits have room on page 1 of large print, whatever stands there; of the most harmful there may be one more.
_ROOM = 5
# An amount, its unit, and "a day" are so many words at most.
_WORDS = 4


def limits(rulings: Rulings) -> tuple[Limit, ...]:
    """Return what stands on page 1; the hard stops for which there is no room stand with the medicines alone."""
    every = (*_given(rulings.judged.facts), *_stops(rulings))
    told = [limit for limit in every if not _is_known(limit)]
    # Who must leave a food out for an allergy knows of it: what they may not know of comes first.
    return (*told[:MOST_LIMITS], *[limit for limit in every if _is_known(limit)][: max(0, _ROOM - len(told))])


def _given(facts: Facts) -> Iterator[Limit]:
    """Yield the limits that the person was set, of several of one kind the strictest."""
    listed = facts.get("limits")
    entries = [one for one in listed.entries if one.status == "current"] if isinstance(listed, Listed) else []
    for name in daily():
        told = [_limit(entry) for entry in entries if entry.id == name]
        if told:
            yield min(told, key=_strictness)


def _limit(entry: Entry) -> Limit:
    return Limit(entry.id, entry.given, _litres(entry.given) if entry.id == "fluid" else None)


def _is_known(limit: Limit) -> bool:
    return limit.rule is not None and limit.rule.topic.startswith("allergy-") and limit.rule.exclude is not None


def _strictness(limit: Limit) -> tuple[bool, float, bool]:
    return limit.litres is None, limit.litres or 0, not limit.given


def _litres(given: str) -> float | None:
    """Return the litres a day that words say; nothing where they say none, or more than one amount."""
    whole, words, most = amounts("fluid", given), given.split(), daily()["fluid"].most
    parts = [" ".join(words[start : start + size]) for start in range(len(words)) for size in range(1, _WORDS + 1)]
    found = set(whole or [one for part in parts for one in amounts("fluid", part)])
    fitting = [one for one in found if daily()["fluid"].least <= one <= most]
    return fitting[0] if len(fitting) == 1 else None


def _stops(rulings: Rulings) -> Iterator[Limit]:
    """Yield the hard stops of the rules that hold and that no other rule silences, each sentence once.

    What another stop says already, in stricter words, is not said beside it.
    """
    front = [
        bound.rule for bound, _ in rulings.judged.fired if bound.rule.front and bound.rule.id not in rulings.barred
    ]
    said = {covered for rule in front for covered in rule.front_covers}
    for rule in sorted(front, key=lambda rule: rule.harm or 0):
        if rule.front not in said:
            said.add(rule.front)
            yield Limit(rule.id, rule=rule)
