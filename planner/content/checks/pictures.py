"""Whether pictures are there, and whether those of a stretch show it: position, support, side and direction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planner.content.checks.known import Known, unresolved
from planner.content.faults import Fault, Record
from planner.files.places import Path
from planner.files.svg import SHOWS, Picture
from planner.model.items import Item
from planner.model.stretches import Position, Stretch, Variant

# How the body may be held in a stretch of each kind.
HELD: Final[dict[Variant, tuple[Position, ...]]] = {
    "standing": ("standing",),
    "seated": ("seated",),
    "lying": ("on-the-back",),
    "side-lying": ("on-the-side",),
    "floor": ("on-hands-and-knees", "on-the-stomach"),
}


def picture_faults(known: Known, record: Record, item: Item, path: Path) -> Iterator[Fault]:
    """Yield what is wrong between an item and its picture; a stretch must have one."""
    if item.picture:
        yield from unresolved(record, (*path, "picture"), "picture", [item.picture], known.records.pictures)
        if not item.alt:
            yield record, path, f"'{item.id}' needs an 'alt': its picture in words"
        if isinstance(item, Stretch):
            yield from _stretch(known, record, item, path)
    elif isinstance(item, Stretch):
        yield record, path, f"'{item.id}' needs a 'picture': nobody should have to guess a movement"


def _stretch(known: Known, record: Record, stretch: Stretch, path: Path) -> Iterator[Fault]:
    """Yield what is wrong between a stretch and its pictures, with start and hold, and of the hold alone."""
    yield from _held(record, stretch, path)
    for name in (stretch.picture, f"{stretch.picture}-hold"):
        if name in known.records.pictures:
            yield from _compared(record, stretch, path, name, known.records.pictures[name])


def _held(record: Record, stretch: Stretch, path: Path) -> Iterator[Fault]:
    """Yield what the stretch does not say, and a position that is none of its kind."""
    for fact in SHOWS:
        if not _words(stretch, fact):
            yield record, path, f"'{stretch.id}' needs a '{fact}': its picture is compared with it"
    if stretch.position and stretch.position not in HELD[stretch.variant]:
        said = " or ".join(HELD[stretch.variant])
        yield record, (*path, "position"), f"a stretch with 'variant: {stretch.variant}' is done {said}"


def _compared(record: Record, stretch: Stretch, path: Path, name: str, picture: Picture) -> Iterator[Fault]:
    """Yield each fact of a stretch that its picture shows otherwise, or does not state."""
    seen = dict(picture.shows)
    for fact in SHOWS:
        asked = _words(stretch, fact)
        if asked and fact not in seen:
            said = f'write data-{fact}="{" ".join(asked)}" into its <svg>, if it shows that'
            yield record, (*path, "picture"), f"the picture '{name}' does not say its {fact}; {said}"
        elif asked and set(seen[fact]) != set(asked):
            said = f"the picture '{name}' shows '{' '.join(seen[fact])}', not '{' '.join(asked)}'"
            yield record, (*path, fact), said


def _words(stretch: Stretch, fact: str) -> tuple[str, ...]:
    value = getattr(stretch, fact)
    return value if isinstance(value, tuple) else (value,) if value else ()
