"""Names of medicines found among the words of an entry."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from planner.lexicon.folding import key
from planner.lexicon.names import CLASS, LONGEST_KEY_START, Names
from planner.lexicon.similar import SHORTEST_SOUND, sound
from planner.recognition.typos import meant_by, slippable, spans_around

LONGEST_NAME = 8


class NameHit(Struct, frozen=True):
    """One name found in words: where, what it stands for, and the key of the name as the list has it."""

    start: int
    end: int
    ids: tuple[str, ...]
    known: str
    near: bool = False
    # Put where it acts, so that it says nothing of the rest of the body.
    local: bool = False


def name_hits(words: list[str], names: Names) -> list[NameHit]:
    """Return the longest known name at each place, so that a known whole name is never split."""
    hits, start = _inverted(words, names), 0
    if hits:
        return hits
    while start < len(words):
        hit = _longest(words, start, names)
        hits.extend([hit] if hit else [])
        start = hit.end if hit else start + 1
    return hits


def _inverted(words: list[str], names: Names) -> list[NameHit]:
    """Return the name that fills an entry in the order of a register: "insulin, regular", "acid, mefenamic"."""
    if words.count(",") != 1:
        return []
    comma = words.index(",")
    parts = words[:comma], words[comma + 1 :]
    for written in ("".join((*parts[1], *parts[0])), "".join((*parts[0], *parts[1]))):
        known = next((one for one in _spellings(written, names) if one in names.medicine_keys), None)
        if known and any(_only_qualifies(part, names) for part in parts):
            return [NameHit(0, len(words), names.medicine_keys[known], known)]
    return []


def _only_qualifies(part: list[str], names: Names) -> bool:
    """Return whether a part of a name is no medicine of its own; in a whole known name only minerals may be."""
    named = any(_longest(part, start, names) for start in range(len(part)))
    return bool(part) and not named and not set(names.words.raw.minerals).intersection(part)


def only_explains(hit: NameHit, words: list[str], hits: list[NameHit], names: Names) -> bool:
    """Return whether a name only says what a medicine beside it is.

    "Furosemide (water tablet)"; in "miconazole nitrate" the nitrate is a salt.
    """
    said = words[hit.start : hit.end]
    if names.words.salts.issuperset(said) and any(other.end == hit.start for other in hits):
        return True
    classes = {one.removeprefix(CLASS) for one in hit.ids if one.startswith(CLASS)}
    if not classes or "".join(words[hit.start - 1 : hit.start]) in names.words.raw.adding:
        return False
    others = {class_ for other in hits for one in other.ids if one in names.drug for class_ in names.drug[one].classes}
    return bool(others & classes)


def _longest(words: list[str], start: int, names: Names) -> NameHit | None:
    keys, first = names.medicine_keys, words[start]
    # All runs of words that begin with this one stand in one part.
    if len(first) >= LONGEST_KEY_START and not keys.part(first):
        return _by_sound(words, start, names)
    for end in range(min(len(words), start + LONGEST_NAME), start, -1):
        written = "".join(words[start:end])
        part = keys.part(written)
        for known in _spellings(written, names) if part else ():
            if known in part:
                return NameHit(start, end, part[known], known)
    return _by_sound(words, start, names)


def _by_sound(words: list[str], start: int, names: Names) -> NameHit | None:
    """Return the generic name that a word is in the spelling of another language."""
    word = words[start]
    if len(word) <= SHORTEST_SOUND or word in names.words.medicine_noise or word in names.words.beside_a_name:
        return None
    known = names.medicine_sounds.get(sound(word))
    return NameHit(start, start + 1, names.medicine_keys[known], known) if known else None


def _spellings(written: str, names: Names) -> Iterator[str]:
    """Yield a name as written, without the plural, the Latin ending of old labels, or a maker or salt joined to it."""
    yield written
    if written.endswith("s"):
        yield written[:-1]
    if written.endswith("um"):
        yield written[:-2]
        yield f"{written[:-2]}e"
    if written.endswith(names.lexicon.glued):
        yield names.words.glued.sub("", written)


def added_by_suffix(words: list[str], rest: list[int], hits: list[NameHit], names: Names) -> Iterator[NameHit]:
    """Yield what a short suffix usually adds to a product: K potassium, A amiloride, Plus and Comp a thiazide."""
    ends = {hit.end for hit in hits}
    for place in rest:
        added = names.words.raw.suffixes_that_add.get(words[place], "")
        if place in ends and added in names.drug:
            yield NameHit(place, place + 1, (added,), key(added), near=True)


def misspelt_names(words: list[str], rest: list[int], names: Names) -> Iterator[NameHit]:
    """Yield the names of which one word that was not understood is a slip of the hand, the others as listed."""
    for place in rest:
        meant = meant_by(words[place], slippable(names).medicines, names)
        found = (_name_with(one, place, words, names) for one in meant)
        # A generic name comes before a brand and a name in another language.
        yield from sorted(filter(None, found), key=lambda hit: not _is_generic(hit, names))


def _name_with(meant: str, place: int, words: list[str], names: Names) -> NameHit | None:
    """Return the longest name that an entry holds with a word in one place put right."""
    put_right = [*words[:place], meant, *words[place + 1 :]]
    for span in spans_around(place, len(words), LONGEST_NAME):
        known = "".join(put_right[slice(*span)])
        if known in names.medicine_keys:
            return NameHit(*span, names.medicine_keys[known], known, near=True)
    return None


def _is_generic(hit: NameHit, names: Names) -> bool:
    return any(one in names.drug and key(names.drug[one].name or one) == hit.known for one in hit.ids)
