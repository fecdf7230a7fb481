"""What of a document is printed: the parts that follow on a first leaf, and all of it in its fullest form."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from msgspec.structs import replace

from planner.document.model import Block, Coded, Document, Leaf, ListItem, Note, PartName, Run, Section, Text

# Where words on paper name the page behind their part, or the one after that.
NEXT_PAGE: Final = "{page}"
PAGE_BEHIND: Final = "{page+1}"


def fullest(document: Document) -> tuple[Section, ...]:
    """Return all parts of a document, the first leaf in its fullest form."""
    leaf = document.first_leaf[0] if document.first_leaf else ()
    return (*leaf, *following(document, leaf), *document.leaflet)


def following(document: Document, leaf: Leaf) -> tuple[Section, ...]:
    """Return the parts that follow on a leaf, without parts of them that stand on it."""
    inner = (one for part in leaf for block in part.blocks for one in _with_inside(block))
    printed = {block.name for block in inner if isinstance(block, Section)}
    return tuple(_without(part, printed) for part in document.sections) if printed else document.sections


def without_meanings(parts: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return parts without what the emergency signs may be, which stands there only where there is room for it."""
    meanings: tuple[PartName, ...] = ("means",)
    return tuple(_without(part, meanings) for part in parts)


def _with_inside(block: Block) -> tuple[Block, ...]:
    """Return a block with those that stand in it, where it is a box."""
    return (block, *block.blocks) if isinstance(block, Note) else (block,)


def _without(part: Section, names: Collection[PartName]) -> Section:
    """Return a part without those within it of some names; one that has none of them is the same object as before."""
    kept = tuple(block for block in part.blocks if not (isinstance(block, Section) and block.name in names))
    return part if len(kept) == len(part.blocks) else replace(part, blocks=kept)


def opened(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks with those that stand beside a code at their head among them."""
    first = blocks[0] if blocks else None
    return (*first.blocks, *blocks[1:]) if isinstance(first, Coded) else blocks


def labelled(item: ListItem) -> Text:
    """Return the words of a point behind its label."""
    return (Run(f"{item.label}:", strong=True), Run(" "), *item.text) if item.label else item.text
