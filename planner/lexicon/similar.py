"""Words that are a slip of the hand away from others, or that sound like them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

# In shorter words a slip makes another word too easily: gout and goat, PAD and pads.
SHORTEST_SLIP = 5
# A shorter word keeps its first letter: "weather" is no feather, "filling" no falling.
FIRST_LETTER_SLIPS = 8
# Only a longer word is still itself after two slips, and only where it begins as it did.
TWO_SLIPS = 8
_LETTERS = str.maketrans("kyw", "civ")
_SOUNDS = (("ph", "f"), ("th", "t"), ("rh", "r"), ("ch", "c"), ("ll", "l"), ("ae", "e"), ("oe", "e"), ("cs", "x"))
SHORTEST_SOUND = 7


def sound(written: str) -> str:
    """Return what spellings of a generic name in several languages share: teofilina, Theophyllin, theophylline."""
    written = written.removeprefix("h").translate(_LETTERS)
    for spelled, said in _SOUNDS:
        if spelled in written:
            written = written.replace(spelled, said)
    return written.removesuffix("um") if written.endswith("um") else written.rstrip("aeou")


def slips(one: str, other: str, most: int) -> int:
    """Return how many letters were dropped, put in, replaced or swapped with a neighbour; past `most`, any more."""
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end, shorter = 0, shorter - start
    while end < shorter and one[-1 - end] == other[-1 - end]:
        end += 1
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    if not one or not other:
        return len(one) + len(other)
    if most <= 0 or abs(len(one) - len(other)) > most:
        return most + 1
    if most == 1:
        swapped = len(one) == 2 and one == other[::-1]
        return 1 if swapped or len(one) == len(other) == 1 else 2
    ways = [(one[1:], other[1:]), (one[1:], other), (one, other[1:])]
    ways += [(one[2:], other[2:])] if len(one) > 1 and one[:2] == other[1::-1] else []
    return 1 + min([slips(*way, most - 1) for way in ways])


class SlipIndex(Struct, frozen=True):
    """Known words by their length and their first or last letters: a slip leaves one of both ends whole."""

    ends: Mapping[str, tuple[str, ...]]
    # Words of four letters, known only with one of them doubled: "gouut".
    short: frozenset[str] = frozenset()

    def near(self, word: str) -> tuple[str, ...]:
        """Return the known words of which a word is a slip of the hand, those with the fewest slips alone."""
        if len(word) < SHORTEST_SLIP or not word.isalpha():
            return ()
        found: dict[int, list[str]] = {}
        for known in self._alike(word):
            count = slips(word, known, 2 if min(len(word), len(known)) >= TWO_SLIPS else 1)
            if _is_itself_after(count, word, known):
                found.setdefault(count, []).append(known)
        if not found and len(word) == SHORTEST_SLIP:
            single = {word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at] == word[at - 1]}
            return tuple(sorted(single & self.short))
        return tuple(found[min(found)]) if found and 0 not in found else ()

    def longer(self, word: str) -> tuple[str, ...]:
        """Return the known words from whose middle a word of four letters lacks one; alone such a word is no slip."""
        if len(word) != SHORTEST_SLIP - 1 or not word.isalpha():
            return ()
        ends = word[0], word[-1]
        alike = (known for known in self._alike(word) if len(known) == SHORTEST_SLIP)
        return tuple(known for known in alike if (known[0], known[-1]) == ends and slips(word, known, 1) == 1)

    def _alike(self, word: str) -> dict[str, None]:
        """Return the known words of a like length that begin or end as a word does."""
        reach = 2 if len(word) >= TWO_SLIPS else 1
        lengths = range(len(word) - reach, len(word) + reach + 1)
        ends = (end for length in lengths for end in _ends(word, length) if end in self.ends)
        return dict.fromkeys(known for end in ends for known in self.ends[end])


def _is_itself_after(count: int, word: str, known: str) -> bool:
    """Return whether a known word would be recognised after so many slips: the shorter, the more must be as it was."""
    if count > 2:
        return False
    if count == 2:
        if min(len(word), len(known)) >= TWO_SLIPS and word[:2] == known[:2]:
            return True
        # One letter that wandered: "athsma".
        ends_alike = word[0] == known[0] and word[-2:] == known[-2:]
        return ends_alike and len(word) > SHORTEST_SLIP and sorted(word) == sorted(known)
    swapped = sorted(word) == sorted(known)
    if len(word) == len(known) == SHORTEST_SLIP:
        return swapped
    return word[0] == known[0] or len(known) >= FIRST_LETTER_SLIPS or (swapped and word[:2] == known[1::-1])


def _ends(word: str, length: int) -> tuple[str, str]:
    """Return the beginning and the end of a word by which one of some length is found."""
    size = 3 if length >= TWO_SLIPS else 2
    # Its letters come first: by them the words are kept in parts.
    return f"{word[:size]}-{length}", f"{word[-size:]}+{length}"


def slip_index(words: Iterable[str]) -> SlipIndex:
    """Return the words that are long enough to be recognised after a slip, by their ends."""
    ends: dict[str, list[str]] = {}
    words = tuple(words)
    for word in words:
        if len(word) >= SHORTEST_SLIP and word.isalpha():
            for end in _ends(word, len(word)):
                ends.setdefault(end, []).append(word)
    short = frozenset(word for word in words if len(word) == SHORTEST_SLIP - 1 and word.isalpha())
    return SlipIndex({end: tuple(ones) for end, ones in ends.items()}, short)


def says_another(word: str, known: str, contrasts: Iterable[tuple[str, ...]]) -> bool:
    """Return whether a word holds a part that never means the one in the known word: hypo for hyper, kal for calc."""
    for parts in contrasts:
        for part in parts:
            if part in word and part not in known and any(other in known for other in parts):
                return True
    return False
