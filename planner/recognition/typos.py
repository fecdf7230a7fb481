"""Slips of the hand: what one misspelt word of an entry, or a word written in two, may mean."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct, structs

from planner.lexicon.folding import NAME_WORD, fold, key, plain
from planner.lexicon.names import Names, names_of
from planner.lexicon.parts import InParts, Parts, in_parts
from planner.lexicon.similar import SlipIndex, says_another, slip_index
from planner.model.lexicon import TheSame
from planner.recognition.allergies import says_only_allergy
from planner.recognition.entry import EntryWords
from planner.recognition.phrases import LONGEST_PHRASE, PhraseHit, phrase_index

# A piece of fewer letters is a word of its own: "past a" is no pasta.
SHORTEST_PIECE = 3
MOST_PIECES = 3
# By so many first letters the words are kept in parts.
_STARTS = 2


class Slippable(Struct, frozen=True):
    """The words that a slip may mean, in phrases and in names of medicines, and all that are known as they are."""

    phrases: SlipIndex
    medicines: SlipIndex
    # Each phrase by its letters alone.
    letters: Mapping[str, str]
    known: Container[str]


class _SlipsInParts(Struct, frozen=True):
    """The same as it is kept: in parts by first letters, of which an entry asks for few."""

    phrases: Parts
    short_of_phrases: frozenset[str]
    medicines: Parts
    short_of_medicines: frozenset[str]
    letters: Parts
    known: Parts


@lru_cache(maxsize=4)
def slippable(names: Names) -> Slippable:
    """Return the words that a slip may mean, worked out when the first word is not understood."""
    kept = names.keep("slips", _SlipsInParts, lambda: _slippable(names))
    words = tuple[str, ...]
    return Slippable(
        SlipIndex(InParts(kept.phrases, _STARTS, words), kept.short_of_phrases),
        SlipIndex(InParts(kept.medicines, _STARTS, words), kept.short_of_medicines),
        InParts(kept.letters, _STARTS, str),
        InParts(kept.known, _STARTS, bool),
    )


def _slippable(names: Names) -> _SlipsInParts:
    phrases = phrase_index(names).exact
    of_phrases = dict.fromkeys(word for phrase in phrases for word in phrase.split())
    medicines = dict.fromkeys(names.medicine_keys)
    medicines |= dict.fromkeys(word for name in names_of(names) for word in NAME_WORD.findall(plain(name)))
    in_phrases, in_medicines = slip_index(of_phrases), slip_index(medicines)
    return _SlipsInParts(
        in_parts(in_phrases.ends, _STARTS),
        in_phrases.short,
        in_parts(in_medicines.ends, _STARTS),
        in_medicines.short,
        in_parts({phrase.replace(" ", ""): phrase for phrase in phrases}, _STARTS),
        in_parts(dict.fromkeys((*of_phrases, *medicines, *_words_of_the_lists(names)), True), _STARTS),
    )


def _words_of_the_lists(names: Names) -> Iterator[str]:
    """Yield every word of the lexicon's lists, and every name of what is measured."""
    for listed in structs.asdict(names.lexicon).values():
        for entry in () if isinstance(listed, TheSame) else listed:
            yield from entry.split() if isinstance(entry, str) else ()
    for measure in names.measures:
        for name in measure.names:
            yield from plain(name).split()


def is_known(word: str, names: Names) -> bool:
    """Return whether a word is a word of its own, read here or not, so that it is no slip of another."""
    known = slippable(names).known
    return word in known or fold(word) in known or fold(word) in names.words.everyday


def meant_by(word: str, index: SlipIndex, names: Names) -> tuple[str, ...]:
    """Return the known words of which a word is a slip; none across parts that never mean each other."""
    meant = index.near(word) if not is_known(word, names) else ()
    return tuple(known for known in meant if not says_another(word, known, names.lexicon.contrasts))


def spans_around(place: int, count: int, longest: int) -> Iterator[tuple[int, int]]:
    """Yield where runs of words around one place begin and end, the longest first."""
    for size in range(min(longest, count), 0, -1):
        for start in range(max(0, place - size + 1), min(place, count - size) + 1):
            yield start, start + size


def misspelt_phrases(entry: EntryWords, rest: list[int], hits: list[PhraseHit], names: Names) -> Iterator[PhraseHit]:
    """Yield the phrases that an entry names but for a slip in one word, or for spaces too many or too few."""
    if not rest:
        return
    taken = {place for hit in hits for place in hit.places}
    taken |= {place for place, word in enumerate(entry.folded) if says_only_allergy(word, entry.lists)}
    yield from _with_one_slip(entry, rest, hits, names)
    for start, end in _pieces(entry, rest, taken):
        letters = "".join(entry.folded[start:end])
        phrase = slippable(names).letters.get(letters)
        # What stands there exactly and was not meant is no slip.
        if phrase is not None and phrase != " ".join(entry.folded[start:end]):
            yield from _ruled(PhraseHit(tuple(range(start, end)), phrase_index(names).exact[phrase], near=True), names)


def _with_one_slip(entry: EntryWords, rest: list[int], hits: list[PhraseHit], names: Names) -> Iterator[PhraseHit]:
    """Yield the longest phrase with each word that a word not understood may mean; no other phrase is torn for it."""
    index = slippable(names).phrases
    for place in rest:
        # What looks like a plural may be a slip itself: "dialisys".
        words = entry.folded[place], entry.written[place]
        meant = next(filter(None, (meant_by(word, index, names) for word in words)), ())
        found = [_phrase_with(one, place, entry, hits, names) for one in meant]
        # "Hart failure": of a short word only the others of its phrase tell.
        lacking = () if meant or is_known(words[0], names) else index.longer(words[0])
        longer = (_phrase_with(one, place, entry, hits, names) for one in lacking)
        found += [hit for hit in longer if hit is not None and len(hit.places) > 1]
        for hit in sorted(filter(None, found), key=lambda hit: _order(hit, names)):
            yield from _ruled(hit, names)


def _ruled(hit: PhraseHit, names: Names) -> Iterator[PhraseHit]:
    """Yield a hit if a rule may speak of it: what only resembles something that needs no rule is not read."""
    if not all(names.concept[target.concept].neutral for target in hit.targets):
        yield hit


def _phrase_with(meant: str, place: int, entry: EntryWords, hits: list[PhraseHit], names: Names) -> PhraseHit | None:
    """Return the longest phrase that an entry holds with a word in one place put right."""
    keys = entry.keys
    put_right = [*keys[:place], meant, *keys[place + 1 :]]
    for span in spans_around(place, len(keys), LONGEST_PHRASE):
        targets = phrase_index(names).exact.get(" ".join(put_right[slice(*span)]))
        places = tuple(range(*span))
        if targets and _tears_nothing(places, hits):
            return PhraseHit(places, targets, near=True)
    return None


def _order(hit: PhraseHit, names: Names) -> int:
    """Return the place of a name among those of its concept: the plainest come first, other languages last."""
    target = hit.targets[0]
    concept = names.concept[target.concept]
    listed = (concept.label, *concept.names)
    return listed.index(target.name) if target.name in listed else 0


def _tears_nothing(places: tuple[int, ...], hits: Iterable[PhraseHit]) -> bool:
    return all(set(hit.places) <= set(places) or set(hit.places).isdisjoint(places) for hit in hits)


def _pieces(entry: EntryWords, rest: list[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield one word, or neighbours of some letters each, that hold something not understood and nothing that was."""
    words = entry.folded
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + MOST_PIECES) + 1):
            if end - 1 in taken or end - 1 in entry.values:
                break
            pieces = words[start:end]
            long_enough = end - start == 1 or all(
                len(piece) >= SHORTEST_PIECE and piece not in entry.lists.harmless for piece in pieces
            )
            if long_enough and any(place in rest for place in range(start, end)):
                yield start, end


def corrected(text: str, meant: str) -> str:
    """Return an entry with the words that resemble a name most replaced by it; nothing where none is a slip of it."""
    from difflib import SequenceMatcher

    spans = [match.span() for match in _WRITTEN.finditer(text)]
    letters, likeness, at = key(meant), _LIKE_A_SLIP, (0, 0)
    for first in range(len(spans)):
        for last in range(first, min(len(spans), first + len(meant.split()) + MOST_PIECES)):
            start, end = spans[first][0], spans[last][1]
            found = SequenceMatcher(None, key(text[start:end]), letters).ratio()
            if found > likeness:
                likeness, at = found, (start, end)
    same = text[slice(*at)].casefold() == meant.casefold()
    return f"{text[: at[0]]}{meant}{text[at[1] :]}" if at[1] and not same else ""


_WRITTEN = re.compile(r"[^\W_]+")
# Of a run of words and a name that it misspells; what is less alike was not misspelt.
_LIKE_A_SLIP = 0.75
