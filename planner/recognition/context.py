"""Whether what was found is there now, was there, is denied, or is somebody else's."""

from __future__ import annotations

from msgspec import Struct

from planner.lexicon.names import Names
from planner.lexicon.phrases import Status
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
    contexts: dict[PhraseHit, HitContext] = {}
    ends: dict[int, PhraseHit] = {}
    for hit in sorted(hits, key=lambda hit: (hit.first, hit.last)):
        contexts[hit] = _after(entry, hit) or _inside(entry, hit) or _before(entry, hit, contexts, ends)
        ends[hit.last] = hit
    return contexts


def _after(entry: EntryWords, hit: PhraseHit) -> HitContext | None:
    """Return what the words behind a hit say of it: ruled out, resolved, in the mother."""
    words, lists, start = entry.folded, entry.lists, hit.last + 1
    while start < len(words) and words[start] in (":", "("):
        start += 1
    tail = words[start : start + 2]

    def ends(place: int) -> bool:
        return place >= len(words) or words[place] in lists.breaks or words[place] in (",", ")")

    if tail == ["ruled", "out"] and ends(start + 2):
        return HitContext("denied", (start, start + 1))
    if tail and tail[0] in lists.absent_after and ends(start + 1):
        return HitContext("denied", (start,))
    # "Pregnant last year" may be pregnant still; any word of pregnancy switches its rules on.
    last_year = start in entry.values and entry.values[start].kind == "last year"
    still = last_year and any(target.concept == "pregnancy/pregnancy" for target in hit.targets)
    if tail and (tail[0] in lists.past_after or last_year) and ends(start + 1) and not still:
        return HitContext("past", (start,))
    if tail and tail[0] in lists.relatives and ends(start + 1):
        return HitContext("relative", (start,))
    return None


def _inside(entry: EntryWords, hit: PhraseHit) -> HitContext | None:
    """Return what a denial says that stands between the words of a hit: "calf not swollen"."""
    words, lists = entry.folded, entry.lists
    within = set(range(hit.first, hit.last)) - set(hit.places)
    denied = next((place for place in within if words[place] in lists.denials), None)
    if denied is None:
        return None
    return HitContext("denied" if denied + 1 in hit.places else "current", (denied,))


def _before(
    entry: EntryWords, hit: PhraseHit, contexts: dict[PhraseHit, HitContext], ends: dict[int, PhraseHit]
) -> HitContext:
    """Return what the words before a hit say of it; only words that lead straight up to it count."""
    words, lists = entry.folded, entry.lists
    status: Status = "current"
    understood: list[int] = []
    narrowed = False
    place = hit.first - 1
    while place >= 0:
        word = words[place]
        if word in lists.denials and narrowed:
            break
        if word in lists.denials:
            return HitContext("denied", (*understood, place), lists=word in lists.listing_denials, leads=True)
        if word in lists.relatives:
            understood += [p for p in (place - 1,) if p >= 0 and words[p] in lists.denials]
            return HitContext("relative", (*understood, place), lists=word in lists.listing_relatives, leads=True)
        if word in lists.joins:
            return _joined(entry, place, status, understood, contexts, ends)
        if word == "longer" and place and words[place - 1] == "no":
            return HitContext("past", (*understood, place, place - 1))
        if word in lists.past_before:
            status = "past"
        elif word not in lists.fillers and word not in lists.narrowing:
            break
        # "Not severe" or "no stable angina" denies the adjective alone; the illness may well be there.
        narrowed = narrowed or word in lists.narrowing
        understood.append(place)
        place -= 1
    return HitContext(status, tuple(understood) if status == "past" else (), leads=status == "past")


def _joined(
    entry: EntryWords,
    place: int,
    status: Status,
    understood: list[int],
    contexts: dict[PhraseHit, HitContext],
    ends: dict[int, PhraseHit],
) -> HitContext:
    """Return the status that a list passes on: "no gout or stones"; "and" passes on only what opens a list."""
    words, lists = entry.folded, entry.lists
    while place > 0 and words[place - 1] in lists.joins:
        place -= 1
    earlier = next((ends[end] for end in (place - 1, place - 2) if end in ends), None)
    own = HitContext(status, tuple(understood) if status == "past" else ())
    if earlier is None or status != "current":
        return own
    inherited = contexts[earlier]
    if inherited.leads and (inherited.lists or _continues_a_list(entry, place)):
        return HitContext(inherited.status, tuple(understood), lists=inherited.lists, leads=True)
    return own


def _continues_a_list(entry: EntryWords, place: int) -> bool:
    """Return whether what joins two hits lets the second share the first one's status: "or", or a comma before one."""
    words, lists = entry.folded, entry.lists
    joined = set(words[place : place + 2]) & lists.joins
    follows = words[place + 1 :]
    sentence = follows[: next((spot for spot, word in enumerate(follows) if word in lists.breaks), None)]
    or_follows = not lists.alternatives.isdisjoint(sentence)
    return not joined.isdisjoint(lists.alternatives) or (joined == {","} and or_follows and "no" not in follows)


def denies_only_a_part(hit: PhraseHit, context: HitContext, names: Names) -> bool:
    """Return whether an allergy is denied for one member of its group, which says nothing about the others."""
    if context.status != "denied":
        return False
    concepts = [(names.concept[target.concept], target.name) for target in hit.targets]
    return any(
        c.fact == "allergies" and name not in (c.label, c.id.replace("-", " "), *c.names[:1]) for c, name in concepts
    )
