"""Stage, severity and time: what the words around a thing found say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from planner.lexicon.names import Names
from planner.recognition.entry import EntryWords
from planner.recognition.phrases import PhraseHit, sentence_of
from planner.recognition.quantities.values import DetailKind, EntryValue

SEVERE_CLASS = 3  # NYHA III and IV
WEEKS_OF_PREGNANCY = range(1, 43)
MONTHS_OF_PREGNANCY = range(1, 11)
# Values that say more of a finding. What is measured is one itself; "last year" counts only right behind one.
DETAIL_KINDS: tuple[DetailKind, ...] = get_args(DetailKind)


_DIGIT = re.compile(r"\d")
DATES = ("ago", "since", "ahead", "elsewhere")


class HitDetails(Struct, frozen=True):
    """The details that stand in one sentence, and the places of the words that give them."""

    stage: float | None = None
    severe: bool | None = None
    weeks_ago: float | None = None
    lately: float | None = None
    durations: tuple[float, ...] = ()
    months: float | None = None
    since: float | None = None
    # Something is told from a day on, or from a year.
    from_then: bool = False
    trimester: int | None = None
    places: tuple[int, ...] = ()
    serious: bool = False
    # Words beside it say that it is of today: new, in hospital.
    of_today: bool = False
    # A day is named that is to come.
    ahead: bool = False
    words: tuple[str, ...] = ()
    # Whether the entry may speak of a time that nobody read.
    unread_time: bool = False

    @property
    def longest(self) -> float:
        """Return the most weeks for which something may go on; 0 where no time is given."""
        return max((self.weeks_ago or 0.0, self.since or 0.0, *self.durations))


def with_what_is_left(details: HitDetails, entry: EntryWords, rest: tuple[int, ...]) -> HitDetails:
    """Return details that say whether the words left over may tell of a time: a number, or a word for one."""
    left = (entry.folded[place] for place in rest)
    # "X2" tells how often.
    told = any(word in entry.lists.of_a_time or (not word.startswith("x") and _DIGIT.search(word)) for word in left)
    return replace(details, unread_time=True) if told else details


def details_of(entry: EntryWords, hits: list[PhraseHit]) -> dict[PhraseHit, HitDetails]:
    """Return the details that belong to each hit; of several the stricter."""
    found = {place for hit in hits for place in hit.places}
    owners = _owners(entry, hits, found) if len(hits) > 1 else None
    return {hit: _details(entry, hit, _owned(entry, hit, hits, found, owners)) for hit in hits}


def _owned(
    entry: EntryWords, hit: PhraseHit, hits: list[PhraseHit], found: set[int], owners: list[list[PhraseHit]] | None
) -> tuple[range, list[int]]:
    """Return the sentence around a hit, and the places there of the words that speak of it."""
    low, high = _reach(entry, hit, found)
    sentence = range(low, high)
    # Beside one hit all words speak of it.
    if owners is None:
        return sentence, [*sentence]
    # What is another name of the same thing speaks of it too: "fluid restriction, max 1.5 litres".
    same = {target.concept for target in hit.targets}
    others = {
        place for other in hits if same.isdisjoint(one.concept for one in other.targets) for place in other.places
    }
    return sentence, [place for place in sentence if place not in others and hit in owners[place]]


def _details(entry: EntryWords, hit: PhraseHit, around: tuple[range, list[int]]) -> HitDetails:
    words, values, lists = entry.folded, entry.values, entry.lists
    sentence, owned = around
    given: dict[str, list[float]] = {}
    for place in owned if values else ():
        if place in values:
            given.setdefault(values[place].kind, []).append(values[place].number)
    rating, rated = _severity(entry, sentence, owned)
    if "nyha" in given:
        rating = max(given["nyha"]) >= SEVERE_CLASS
    newest: list[int] = []
    if any(target.measure for target in hit.targets):
        newest = [place for place in (*owned, *hit.places) if words[place] in lists.newest]
        given.setdefault("ago", []).extend(given.get("last year", ()))
    ago = given.get("ago")
    return HitDetails(
        stage=max(given.get("stage", ()), default=None),
        severe=rating,
        weeks_ago=0.0 if newest else min(ago) if ago else _lately(entry, hit),
        lately=min(given.get("lately", ()), default=None),
        durations=tuple(given.get("gestation", given.get("lasting", ()))),
        # Months of pregnancy are counted in more than one way; without weeks the stricter rules apply.
        months=min(given.get("months", ()), default=None),
        since=min(given.get("since", ()), default=None),
        from_then="since" in given or "year" in given,
        trimester=int(max(given["trimester"])) if "trimester" in given else None,
        places=(*_saying(entry, owned), *newest, *rated),
        serious=bool(rating) and any(place not in hit.places and words[place] not in lists.mild for place in rated),
        of_today=any(words[place] in lists.of_today and place not in hit.places for place in owned),
        ahead="ahead" in given,
        words=tuple([entry.written[place] for place in owned]),
    )


def _lately(entry: EntryWords, hit: PhraseHit) -> float | None:
    """Return that an event was lately where the words right before it say so: "discharged after MI"."""
    before = entry.folded[: hit.first]
    said = before and any(
        tuple(before[-len(words) :]) == words for words in entry.lists.dates_an_event.get(before[-1], ())
    )
    return 0.0 if said else None


def _reach(entry: EntryWords, hit: PhraseHit, found: set[int]) -> tuple[int, int]:
    """Return where the words that may say more of a hit begin and end: its sentence, and later ones without a hit."""
    low, high = sentence_of(entry, hit)
    while high < len(entry.folded):
        end = next((p for p in range(high + 1, len(entry.folded)) if entry.folded[p] in entry.lists.breaks), None)
        end = len(entry.folded) if end is None else end
        if not found.isdisjoint(range(high, end)):
            break
        high = end
    return low, high


def _saying(entry: EntryWords, owned: list[int]) -> Iterator[int]:
    """Yield the places of the values that say more of a hit, with the words that belong to a date of a visit."""
    for place in owned:
        value = entry.values.get(place)
        if value is not None and value.kind in DETAIL_KINDS:
            yield from range(max(place - value.words_before, 0), place + 1)


def _owners(entry: EntryWords, hits: list[PhraseHit], found: set[int]) -> list[list[PhraseHit]]:
    """Return for each place the hits that a detail there speaks of.

    They are those in its part of the sentence, else the nearest before or after.
    """
    words, separators = entry.folded, entry.lists.separators
    spans = [(hit, hit.first, hit.last) for hit in hits]
    ends = [place for place, word in enumerate(words) if word in separators and place not in found]
    owners: list[list[PhraseHit]] = []
    low = -1
    for high in (*ends, len(words)):
        part = range(low + 1, high)
        beside = [hit for hit, first, last in spans if low < last and first < high]
        for place in range(low + 1, min(high + 1, len(words))):
            nearest = max((last for _, _, last in spans if last < place), default=-1) if not beside else -1
            before = [hit for hit, _, last in spans if last == nearest]
            owners.append(_with_own_date(entry, beside, place, part) or beside or before or hits[:1])
        low = high
    return owners


def _with_own_date(entry: EntryWords, beside: list[PhraseHit], place: int, part: range) -> list[PhraseHit]:
    """Return the hits just before a date, where the same part holds another date: "MI 2019 DVT Oct 2026"."""
    if place not in entry.values:
        return []
    dates = [spot for spot in part if spot in entry.values and entry.values[spot].kind in DATES]
    if place not in dates or len(dates) < 2:
        return []
    after = max((spot for spot in dates if spot < place), default=part.start - 1)
    return [hit for hit in beside if after < hit.last < place]


def _severity(entry: EntryWords, sentence: range, owned: list[int]) -> tuple[bool | None, tuple[int, ...]]:
    """Return whether severe stands anywhere in the sentence, or mild beside the hit, and where."""
    words, lists = entry.folded, entry.lists
    if lists.severe.isdisjoint(words) and lists.mild.isdisjoint(words) and lists.held.isdisjoint(words):
        return None, ()
    places: list[int] = []
    rating: bool | None = None
    for place in sentence:
        nearby = range(max(sentence.start, place - 2), place)
        poor = words[place] in lists.held and any(words[spot] in lists.poorly for spot in nearby)
        if words[place] in lists.severe or poor:
            rating = True
            places += [place, *(spot for spot in nearby if poor and words[spot] in lists.control)]
        elif words[place] in lists.mild and place in owned:
            rating = rating or False
            places.append(place)
    return rating, tuple(places)


def detail_applies(value: EntryValue | None, hit: PhraseHit, names: Names) -> bool:
    """Return whether a detail has a meaning for what was found; one that cannot be right has none."""
    concepts = [names.concept[target.concept] for target in hit.targets]
    pregnant = any(concept.fact == "pregnancy" for concept in concepts)
    if value is None:
        return True
    if value.kind == "stage":
        return any(f"{value.number:g}" in concept.stages for concept in concepts)
    if value.kind == "nyha":
        return any(concept.id == "heart-failure" for concept in concepts)
    if value.kind == "trimester":
        return pregnant
    if value.kind == "gestation":
        return pregnant and int(value.number) in WEEKS_OF_PREGNANCY
    if pregnant and value.kind in ("lasting", "months"):
        return int(value.number) in (WEEKS_OF_PREGNANCY if value.kind == "lasting" else MONTHS_OF_PREGNANCY)
    return True
