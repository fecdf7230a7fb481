"""Where what may move stands: a document with its slots filled, or left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from planner.document.model import Block, Document, Group, Movable, Section, Slot, SlotName, Standing

Held = Mapping[SlotName, tuple[Block, ...]]


def movable(block: Block, *slots: SlotName) -> Movable:
    """Return a block that has the same form in each of its slots."""
    return Movable(tuple(Standing(slot, (block,)) for slot in slots))


def in_first_slots(document: Document) -> Document:
    """Return a document with everything in the first of its slots, as text has it, which has room for all."""
    return arranged(document, [0] * len(document.movables))


def arranged(document: Document, chosen: Sequence[int]) -> Document:
    """Return a document without slots, its movables in the chosen ones; those without a choice are left out.

    Raise ValueError where a chosen slot is nowhere, as nothing that a sheet must say may be lost.
    """
    held = _held(document, chosen)
    nowhere = held.keys() - open_slots(document, chosen)
    if nowhere:
        raise ValueError(f"no such slot: {', '.join(sorted(nowhere))}")
    filled = (replace(part, blocks=tuple(_filled(part.blocks, held))) for part in document.sections)
    kept = (part for part, was in zip(filled, document.sections, strict=True) if part.blocks or not was.blocks)
    return replace(document, sections=tuple(kept), movables=())


def open_slots(document: Document, chosen: Sequence[int]) -> frozenset[SlotName]:
    """Return the slots that there are once the first movables stand where they were chosen to."""
    return frozenset(_slots(document.sections, _held(document, chosen)))


def _held(document: Document, chosen: Sequence[int]) -> Held:
    held: dict[SlotName, tuple[Block, ...]] = {}
    for one, at in zip(document.movables, chosen, strict=False):
        standing = one.standings[at]
        held[standing.slot] = (*held.get(standing.slot, ()), *standing.blocks)
    return held


def _slots(blocks: Sequence[Block], held: Held) -> Iterator[SlotName]:
    for block in blocks:
        if isinstance(block, Slot):
            yield block.name
            yield from _slots(held.get(block.name, ()), held)
        elif isinstance(block, Section | Group):
            yield from _slots(block.blocks, held)


def _filled(blocks: Sequence[Block], held: Held) -> Iterator[Block]:
    """Yield blocks with what stands in their slots; of two side by side, one alone has the whole width."""
    for block in blocks:
        if isinstance(block, Slot):
            yield from _filled(held.get(block.name, ()), held)
        elif isinstance(block, Group):
            inner = tuple(_filled(block.blocks, held))
            whole = inner if len(inner) < len(block.widths) else (replace(block, blocks=inner),)
            yield from whole
        else:
            yield block
