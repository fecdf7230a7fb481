"""The pieces that are kept: each kind of block, point and row is laid out once for its words, its look and its width.

A piece is found by all of the words in it, so that whoever gets it has the very words that it was made of.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final, TypeVar

from msgspec.structs import replace

from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.layout.pieces import BlockPiece, UsedDrawing
from planner.formats.pdf.layout.store import AskedFor, BoundedStore
from planner.formats.pdf.layout.strips import Strips
from planner.formats.pdf.write.tags import Element

# What all pieces may take together, in bytes, and what the parts of one take at the most.
MOST: Final = 44_000_000
# So many are remembered that one sheet alone has asked for.
MOST_ASKED: Final = 40_000
# As measured.
_A_PIECE, _A_STRIP, _A_STRIP_WITHIN, _AN_ELEMENT, _AN_ELEMENT_WITHIN = 1500, 900, 250, 250, 90

Words = TypeVar("Words", bound=Hashable)
Make = Callable[[Words, Place], Strips]


class KeptPieces:
    """Pieces by what they were made of, those that were used last where there is no room for more.

    What holds others, such as a list, is kept where a second sheet asks for it: most are one person's alone.
    """

    def __init__(self, most: int) -> None:
        """Keep none; all together may take so many bytes."""
        self._pieces: BoundedStore[BlockPiece] = BoundedStore(most)
        self._of_this_sheet: dict[Hashable, BlockPiece] = {}
        self._asked_for = AskedFor(MOST_ASKED)

    @property
    def taken(self) -> int:
        """About how many bytes they take."""
        return self._pieces.taken

    def begin_sheet(self) -> None:
        """Forget what the last sheet alone has asked for, but for a number that tells when another does."""
        # Sheets may be made in several threads.
        asked, self._of_this_sheet = self._of_this_sheet, {}
        self._asked_for.add(*list(asked))

    def found(self, key: Hashable) -> BlockPiece | None:
        """Return a piece that is kept."""
        kept = self._pieces.found(key)
        return kept if kept is not None else self._of_this_sheet.get(key)

    def keep(self, key: Hashable, piece: BlockPiece, *, holds: bool) -> None:
        """Keep a piece, or one that holds others for this sheet."""
        if holds and key not in self._asked_for:
            self._of_this_sheet[key] = piece
        else:
            self._pieces.keep(key, piece, _size(piece))

    def clear(self) -> None:
        """Let go of all pieces."""
        self._pieces.clear()
        self._of_this_sheet.clear()
        self._asked_for.clear()


def _size(piece: BlockPiece) -> int:
    """Return about how many bytes a piece takes, without the pieces in it, which are kept by themselves."""
    own = sum(not isinstance(strip.draw, UsedDrawing) for strip in piece.strips)
    elements, within = piece.counts
    strips = own * _A_STRIP + (len(piece.strips) - own) * _A_STRIP_WITHIN
    return _A_PIECE + strips + elements * _AN_ELEMENT + within * _AN_ELEMENT_WITHIN


PIECES: Final = KeptPieces(MOST)


def piece(make: Make[Words], words: Words, place: Place, *, holds: bool = False) -> Strips:
    """Return the strips of words in a place, laid out by `make` where they were not before in such a place.

    `make` must lay out nothing but the words, by nothing but the place, and only below the place's element. What
    `holds` others is made of pieces itself.
    """
    key = (make, words, place.theme, place.width, place.level, place.body, place.signal)
    found = PIECES.found(key)
    if found is None:
        holder = Element("Piece")
        found = BlockPiece(make(words, replace(place, element=holder)), holder.children)
        PIECES.keep(key, found, holds=holds)
    return found.used(place.element)
