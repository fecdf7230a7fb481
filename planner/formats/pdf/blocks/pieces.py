"""The pieces that are kept: each kind of block, point and row is laid out once for its words, its look and its width.

A piece is found by all of the words in it, so that whoever gets it has the very words that it was made of.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final, TypeVar

from msgspec.structs import replace

from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.layout.pieces import Piece
from planner.formats.pdf.layout.strips import Strips
from planner.formats.pdf.write.tags import Element

# What all pieces may take together, in bytes, and what the parts of one take at the most.
MOST: Final = 24_000_000
_A_PIECE, _A_STRIP, _AN_ELEMENT = 1500, 900, 250

Words = TypeVar("Words", bound=Hashable)
Make = Callable[[Words, Place], Strips]


class KeptPieces:
    """Pieces by what they were made of, those that were used last where there is no room for more."""

    def __init__(self, most: int) -> None:
        """Keep none; all together may take so many bytes."""
        self.most = most
        self.taken = 0
        self._pieces: OrderedDict[Hashable, tuple[Piece, int]] = OrderedDict()

    def found(self, key: Hashable) -> Piece | None:
        """Return a piece that is kept."""
        kept = self._pieces.get(key)
        if kept is None:
            return None
        self._pieces.move_to_end(key)
        return kept[0]

    def keep(self, key: Hashable, piece: Piece) -> None:
        """Keep a piece, and let go of those that were not used for longest where there is no room."""
        size = _A_PIECE + _A_STRIP * len(piece.strips) + _AN_ELEMENT * piece.size
        self._pieces[key] = piece, size
        self.taken += size
        while self.taken > self.most:
            _, (_, freed) = self._pieces.popitem(last=False)
            self.taken -= freed

    def clear(self) -> None:
        """Let go of all pieces."""
        self._pieces.clear()
        self.taken = 0


PIECES: Final = KeptPieces(MOST)


def piece(make: Make[Words], words: Words, place: Place) -> Strips:
    """Return the strips of words in a place, laid out by `make` where they were not before in such a place.

    `make` must lay out nothing but the words, by nothing but the place, and only below the place's element.
    """
    key = (make, words, place.theme, place.width, place.level, place.body, place.signal)
    found = PIECES.found(key)
    if found is None:
        holder = Element("Piece")
        found = Piece(make(words, replace(place, element=holder)), holder.children)
        PIECES.keep(key, found)
    return found.used(place.element)
