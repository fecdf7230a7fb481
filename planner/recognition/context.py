"""Whether what was found is there now, was there, is denied, or is somebody else's."""

from __future__ import annotations

from msgspec import Struct

from planner.lexicon.names import Names
from planner.lexicon.phrases import Status
from planner.lexicon.words.context import (
    ABSENT_AFTER,
    ALTERNATIVES,
    BREAKS,
    DENIALS,
    JOINS,
    LISTING_DENIALS,
    LISTING_RELATIVES,
    PAST_AFTER,
    PAST_BEFORE,
    RELATIVES,
)
from planner.lexicon.words.fillers import FILLERS
from planner.lexicon.words.severity import NARROWING
from planner.recognition.entry import EntryWords
from planner.recognition.phrases import PhraseHit


class HitContext(Struct, frozen=True):
    """The status of a hit, where the words stand that settled it, and whether what "or" or "and" adds shares it."""

    status: Status
    understood: tuple[int, ...] = ()
    lists: bool = False
    leads: bool = False


def contexts_of(entry: EntryWords, hits: list[PhraseHit]) -> dict[PhraseHit, HitContext]:
    """Return whether each hit is there now, was there, is denied, or is somebody else's."""
    words = entry.folded
    contexts: dict[PhraseHit, HitContext] = {}
    ends: dict[int, PhraseHit] = {}
    for hit in sorted(hits, key=lambda hit: (hit.first, hit.last)):
        contexts[hit] = _after(entry, hit) or _inside(words, hit) or _before(words, hit, contexts, ends)
        ends[hit.last] = hit
    return contexts


def _after(entry: EntryWords, hit: PhraseHit) -> HitContext | None:
    """Return what the words behind a hit say of it: ruled out, resolved, in the mother."""
    words, start = entry.folded, hit.last + 1
    while start < len(words) and words[start] in (":", "("):
        start += 1
    tail = words[start : start + 2]

    def ends(place: int) -> bool:
        return place >= len(words) or words[place] in BREAKS or words[place] in (",", ")")

    if tail == ["ruled", "out"] and ends(start + 2):
        return HitContext("denied", (start, start + 1))
    if tail and tail[0] in ABSENT_AFTER and ends(start + 1):
        return HitContext("denied", (start,))
    # "Pregnant last year" may be pregnant still; any word of pregnancy switches its rules on.
    last_year = start in entry.values and entry.values[start].kind == "last year"
    still = last_year and any(target.concept == "pregnancy/pregnancy" for target in hit.targets)
    if tail and (tail[0] in PAST_AFTER or last_year) and ends(start + 1) and not still:
        return HitContext("past", (start,))
    if tail and tail[0] in RELATIVES and ends(start + 1):
        return HitContext("relative", (start,))
    return None


def _inside(words: list[str], hit: PhraseHit) -> HitContext | None:
    """Return what a denial says that stands between the words of a hit: "calf not swollen"."""
    within = set(range(hit.first, hit.last)) - set(hit.places)
    denied = next((place for place in within if words[place] in DENIALS), None)
    if denied is None:
        return None
    return HitContext("denied" if denied + 1 in hit.places else "current", (denied,))


def _before(
    words: list[str], hit: PhraseHit, contexts: dict[PhraseHit, HitContext], ends: dict[int, PhraseHit]
) -> HitContext:
    """Return what the words before a hit say of it; only words that lead straight up to it count."""
    status: Status = "current"
    understood: list[int] = []
    narrowed = False
    place = hit.first - 1
    while place >= 0:
        word = words[place]
        if word in DENIALS and narrowed:
            break
        if word in DENIALS:
            return HitContext("denied", (*understood, place), lists=word in LISTING_DENIALS, leads=True)
        if word in RELATIVES:
            understood += [p for p in (place - 1,) if p >= 0 and words[p] in DENIALS]
            return HitContext("relative", (*understood, place), lists=word in LISTING_RELATIVES, leads=True)
        if word in JOINS:
            return _joined(words, place, status, understood, contexts, ends)
        if word == "longer" and place and words[place - 1] == "no":
            return HitContext("past", (*understood, place, place - 1))
        if word in PAST_BEFORE:
            status = "past"
        elif word not in FILLERS and word not in NARROWING:
            break
        # "Not severe" or "no stable angina" denies the adjective alone; the illness may well be there.
        narrowed = narrowed or word in NARROWING
        understood.append(place)
        place -= 1
    return HitContext(status, tuple(understood) if status == "past" else (), leads=status == "past")


def _joined(
    words: list[str],
    place: int,
    status: Status,
    understood: list[int],
    contexts: dict[PhraseHit, HitContext],
    ends: dict[int, PhraseHit],
) -> HitContext:
    """Return the status that a list passes on: "no gout or stones"; "and" passes on only what opens a list."""
    while place > 0 and words[place - 1] in JOINS:
        place -= 1
    earlier = next((ends[end] for end in (place - 1, place - 2) if end in ends), None)
    own = HitContext(status, tuple(understood) if status == "past" else ())
    if earlier is None or status != "current":
        return own
    inherited = contexts[earlier]
    if inherited.leads and (inherited.lists or _continues_a_list(words, place)):
        return HitContext(inherited.status, tuple(understood), lists=inherited.lists, leads=True)
    return own


def _continues_a_list(words: list[str], place: int) -> bool:
    """Return whether what joins two hits lets the second share the first one's status: "or", or a comma before one."""
    joined = set(words[place : place + 2]) & JOINS
    follows = words[place + 1 :]
    sentence = follows[: next((spot for spot, word in enumerate(follows) if word in BREAKS), None)]
    or_follows = not ALTERNATIVES.isdisjoint(sentence)
    return not joined.isdisjoint(ALTERNATIVES) or (joined == {","} and or_follows and "no" not in follows)


def denies_only_a_part(hit: PhraseHit, context: HitContext, names: Names) -> bool:
    """Return whether an allergy is denied for one member of its group, which says nothing about the others."""
    if context.status != "denied":
        return False
    concepts = [(names.concept[target.concept], target.name) for target in hit.targets]
    return any(
        c.fact == "allergies" and name not in (c.label, c.id.replace("-", " "), *c.names[:1]) for c, name in concepts
    )
