"""Whether what was found is there now, was there, is denied, planned, uncertain, or somebody else's."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from planner.lexicon.folding import fold
from planner.lexicon.names import Names
from planner.lexicon.phrases import Status
from planner.lexicon.vocabulary import WordLists
from planner.model.lexicon import ContextStatus
from planner.recognition.allergies import says_only_allergy
from planner.recognition.entry import EntryWords
from planner.recognition.modifiers import ModifierHit, ModifierSense
from planner.recognition.phrases import PhraseHit


class HitContext(Struct, frozen=True):
    """The status of a hit, where the words stand that settled it, and whether what "or" or "and" adds shares it."""

    status: Status
    understood: tuple[int, ...] = ()
    lists: bool = False
    leads: bool = False
    uncertain: bool = False
    screening: bool = False


class _Scene(Struct, frozen=True):
    """An entry with its modifiers by the place where each begins and by the place behind each."""

    entry: EntryWords
    starts: dict[int, ModifierHit]
    ends: dict[int, ModifierHit]
    hit_starts: frozenset[int]
    hit_ends: dict[int, PhraseHit]
    contexts: dict[PhraseHit, HitContext]


CURRENT = HitContext("current")
_STATUS: dict[ContextStatus, Status] = {
    "current": "current",
    "past": "past",
    "denied": "denied",
    "relative": "relative",
    "uncertain": "current",
    "planned": "planned",
    "screening": "planned",
    "stopped": "past",
    "replaced": "past",
    "moved": "past",
}
_SETTLED_BY: dict[ContextStatus, tuple[ContextStatus, ...]] = {
    "current": ("relative", "past"),
    "planned": ("planned",),
    "past": ("past",),
    "stopped": ("stopped", "past"),
    "screening": ("planned", "screening"),
}
_OPENING = (":", "(", "[", "-", ",")
_CLOSING = (",", ")", "]")


def contexts_of(
    entry: EntryWords, hits: list[PhraseHit], modifiers: tuple[ModifierHit, ...]
) -> dict[PhraseHit, HitContext]:
    """Return whether each hit is there now, was there, is denied, planned, uncertain, or somebody else's."""
    starts, ends = {one.start: one for one in modifiers}, {one.end: one for one in modifiers}
    scene = _Scene(entry, starts, ends, frozenset(hit.first for hit in hits), {}, {})
    for hit in sorted(hits, key=lambda hit: (hit.first, hit.last)) if len(hits) > 1 else hits:
        said = _behind(scene, hit) or _inside(scene, hit) or _before(scene, hit)
        # A number was measured, whatever was denied before it: "denies DVT, K 5.8".
        scene.contexts[hit] = CURRENT if said.status == "denied" and _is_measured(scene, hit) else said
        scene.hit_ends[hit.last] = hit
    return scene.contexts


def _is_measured(scene: _Scene, hit: PhraseHit) -> bool:
    """Return whether a hit is the value of a test."""
    values = scene.entry.values
    return any(place in values and values[place].kind == "measure" for place in hit.places)


def _is_own(scene: _Scene, hit: PhraseHit) -> bool:
    """Return whether a hit in a list is surely of the person: a value, and what has a stage or a time of its own."""
    values, last = scene.entry.values, hit.last
    return _is_measured(scene, hit) or any(place in values for place in (*hit.places, last + 1, last + 2))


def _context(sense: ModifierSense, places: tuple[int, ...], *, leads: bool = False) -> HitContext:
    return HitContext(
        _STATUS[sense.says], places, sense.lists, leads, sense.says == "uncertain", sense.says == "screening"
    )


def _behind(scene: _Scene, hit: PhraseHit) -> HitContext | None:
    """Return what the words behind a hit say of it: ruled out, resolved, in the mother."""
    words, values, start = scene.entry.folded, scene.entry.values, hit.last + 1
    while start < len(words) and (words[start] in _OPENING or start in values):
        start += 1
    modifier = scene.starts.get(start)
    sense = modifier.senses.after if modifier is not None else None
    if sense is not None and sense.says == "relative" and scene.entry.is_led(start, scene.entry.lists.raw.to_the_new):
        # Who gave a kidney to a brother has given it.
        sense = None
    if modifier is not None and sense is not None:
        # "Healed" behind a comma still speaks of the fracture; "mother" behind one may begin a list of relatives.
        parted = "," in words[hit.last + 1 : start] and sense.says not in (
            "past",
            "denied",
            "current",
            "stopped",
            "replaced",
        )
        end = _end_of_statement(scene, modifier.end)
        if end is not None and sense.says == "stopped" and _may_be_a_pause(scene, modifier.end, end):
            end = None
        elif end is None and sense.says == "stopped" and words[modifier.end] in scene.entry.lists.raw.reasons:
            end = modifier.end
        replaced = sense.says == "replaced" and modifier.end in scene.hit_starts
        if not parted and (end is not None or replaced):
            places = tuple(range(modifier.start, end or modifier.end))
            # "Mother had gout, now has it himself", "needs flu shot": what stands before settles nothing any more.
            return _context(sense, places + _leading(scene, hit.first - 1, _SETTLED_BY.get(sense.says, ())))
    # "Pregnant last year" may be pregnant still; any word of pregnancy switches its rules on.
    place = hit.last + 1
    last_year = (
        place in values and values[place].kind == "last year" and _end_of_statement(scene, place + 1) is not None
    )
    if last_year and not any(target.concept == "pregnancy/pregnancy" for target in hit.targets):
        led = _before(scene, hit)
        return HitContext("past", (*(led.understood if led.status == "past" else ()), place))
    return None


def _end_of_statement(scene: _Scene, place: int) -> int | None:
    """Return where a statement ends that has said all by a place, but for how it was found out and when; or None."""
    words, lists = scene.entry.folded, scene.entry.lists
    while place < len(words) and (words[place] in lists.means or place in scene.entry.values):
        place += 1
    return place if place >= len(words) or words[place] in lists.breaks or words[place] in _CLOSING else None


def _may_be_a_pause(scene: _Scene, start: int, end: int) -> bool:
    """Return whether a medicine is told to be stopped for a span of time: "stopped for 3 days" may be over."""
    values = scene.entry.values
    return any(place in values and values[place].kind in ("lasting", "months") for place in range(start, end))


def _inside(scene: _Scene, hit: PhraseHit) -> HitContext | None:
    """Return what a denial says that stands between the words of a hit: "calf not swollen"."""
    words, lists = scene.entry.folded, scene.entry.lists
    within = set(range(hit.first, hit.last)) - set(hit.places)
    denied = next((place for place in within if words[place] in lists.denials), None)
    if denied is None:
        return None
    return HitContext("denied" if denied + 1 in hit.places else "current", (denied,))


def _before(scene: _Scene, hit: PhraseHit) -> HitContext:
    """Return what the words before a hit say of it; only words that lead straight up to it count."""
    words, lists = scene.entry.folded, scene.entry.lists
    found, understood, narrowed = CURRENT, tuple[int, ...](), False
    place = hit.first - 1
    while place >= 0:
        modifier = scene.ends.get(place + 1)
        if modifier is not None and modifier.senses.before is not None:
            said = _said(modifier.senses.before, found, narrowed=narrowed)
            if said is None or (said.says == "moved" and not _names_the_new(scene, hit)):
                break
            understood += modifier.places
            found = _context(said, understood, leads=True)
            if said.says == "relative" and _takes_it(scene, hit, modifier):
                return replace(CURRENT, understood=understood, uncertain=True)
            if said.says == "relative":
                return replace(found, understood=understood + _leading(scene, modifier.start - 1, ("relative", "past")))
            if said.says not in ("past", "uncertain"):
                return found
            place = modifier.start - 1
            continue
        if words[place] in lists.joins:
            return found if _is_own(scene, hit) else _joined(scene, place, found, understood)
        if not _may_stand_between(words[place], lists):
            break
        # "Not severe" or "no stable angina" denies the adjective alone; the illness may well be there.
        narrowed = narrowed or words[place] in lists.narrowing
        understood += (place,)
        place -= 1
    return found


def _names_the_new(scene: _Scene, hit: PhraseHit) -> bool:
    """Return whether behind what was changed stands what it was changed to: "from warfarin to apixaban"."""
    entry = scene.entry
    return any(start > hit.last and entry.is_led(start, entry.lists.raw.to_the_new) for start in scene.hit_starts)


def _may_stand_between(word: str, lists: WordLists) -> bool:
    """Return whether a word may stand between a modifier and what it speaks of."""
    return word in lists.fillers or word in lists.narrowing or says_only_allergy(word, lists)


def _leading(scene: _Scene, place: int, says: tuple[ContextStatus, ...]) -> tuple[int, ...]:
    """Return the places of words up to a place that only say more of the same: "carer for", "lives with", "two"."""
    found: list[int] = []
    while says and place >= 0:
        modifier, word = scene.ends.get(place + 1), scene.entry.folded[place]
        before = modifier.senses.before if modifier is not None else None
        if modifier is not None and before is not None and before.says in says:
            found += modifier.places
            place = modifier.start - 1
        elif word.isdigit() or word in scene.entry.lists.fillers:
            found.append(place)
            place -= 1
        else:
            break
    return tuple(found)


def _said(sense: ModifierSense, found: HitContext, *, narrowed: bool) -> ModifierSense | None:
    """Return what one more modifier to the left makes of what was found; nothing where it speaks of something else."""
    if sense.says == "current" or (sense.says == "denied" and narrowed):
        return None
    # "No suspected clot" is not sure enough to lift anything, and who worries or suspects is not who has it.
    return None if found.uncertain else sense


def _takes_it(scene: _Scene, hit: PhraseHit, modifier: ModifierHit) -> bool:
    """Return whether somebody takes a medicine of somebody else: "takes his wife's codeine", "wife's codeine"."""
    entry = scene.entry
    before = entry.folded[modifier.start - 1 : modifier.start] if modifier.start else []
    takes = bool(before) and before[0] in entry.lists.openers
    return not hit.targets and (takes or _owns(entry, modifier))


def _owns(entry: EntryWords, modifier: ModifierHit) -> bool:
    """Return whether a word for somebody stands as the one who owns what follows: "wife's codeine"."""
    word = entry.written[modifier.end - 1]
    return word.endswith("s") and entry.folded[modifier.end - 1] == fold(word[:-1]) and fold(word) != word


def _joined(scene: _Scene, place: int, found: HitContext, understood: tuple[int, ...]) -> HitContext:
    """Return the status that a list passes on: "no gout or stones"; "and" passes on only what opens a list."""
    entry = scene.entry
    # Behind "and has" or ", takes" a new statement begins.
    opened = place + 1 in entry.openings or "".join(entry.folded[place + 1 : place + 2]) in entry.lists.openers
    if found.status != "current" or opened:
        return found
    while place > 0 and entry.folded[place - 1] in entry.lists.joins:
        place -= 1
    earlier = next((scene.hit_ends[end] for end in (place - 1, place - 2) if end in scene.hit_ends), None)
    if earlier is None:
        return found
    inherited = scene.contexts[earlier]
    if inherited.leads and (inherited.lists or _continues_a_list(entry, place)):
        uncertain = inherited.uncertain or found.uncertain
        return replace(inherited, understood=understood, uncertain=uncertain)
    return found


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
