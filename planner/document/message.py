"""The message in pictures: for each of its parts, somebody who does it, from what this person is advised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from planner.document.context import SheetContext, once
from planner.document.lines import care, condition, hold_figure
from planner.document.model import Figure
from planner.model.stretches import Stretch
from planner.planning.plan import Planned


class PartShown(Struct, frozen=True, cache_hash=True):
    """One part of the message: its title, its picture and what that is of, and how often or what to heed."""

    title: str
    name: str
    figure: Figure
    said: str
    tonight: bool


def parts_shown(sheet: SheetContext, most: int) -> tuple[PartShown, ...]:
    """Return the parts of the message that page 1 has room for: tonight's stretch never yields to another."""
    found = list(_parts(sheet))
    while len(found) > most:
        spare = [at for at, one in enumerate(found) if not one.tonight]
        found.pop(spare[-1] if spare else -1)
    return tuple(found)


@once
def _parts(sheet: SheetContext) -> tuple[PartShown, ...]:
    """Return each part of the message that somebody in a picture does in this plan."""
    if not sheet.plan.template.front:
        return ()
    own = (*sheet.plan.every_day, *(item for day in sheet.plan.days for item in day.items), *sheet.plan.notes)
    planned: dict[str, Planned] = {}
    for one in own:
        planned.setdefault(one.id, one)
    known = {one.id: one for one in sheet.plan.stretches}
    found = []
    for part in sheet.plan.template.front:
        pictured = (_shown(sheet, part.title, planned[id_], known) for id_ in part.of if id_ in planned)
        found += [one for one in pictured if one][:1]
    return tuple(found)


def _shown(sheet: SheetContext, title: str, planned: Planned, known: dict[str, Stretch]) -> PartShown | None:
    """Return an item with its picture, or with that of its stretch; nothing where it has none."""
    stretch = known.get(planned.item.stretch or "")
    figure = hold_figure(sheet, stretch or planned.item)
    if figure is None or planned.kind == "ask_first":
        return None
    fill = sheet.language.fill
    tonight = stretch is not None and planned.slot == "bedtime"
    name = stretch.card or stretch.short or stretch.text if stretch else planned.item.short
    # What tonight's stretch hangs on stands with the others, above their cards; any other picture has it below.
    said = [fill(stretch.dose)] if stretch and tonight else [*care(sheet, planned), *condition(sheet, planned.checks)]
    return PartShown(fill(title), fill(name) if name else "", figure, " ".join(said), tonight)


def said_of(sheet: SheetContext, parts: Iterable[PartShown]) -> Iterator[str]:
    """Yield how often each part is done, or what to heed with it, behind its title."""
    yield from (sheet.say("front-part", title=one.title, said=one.said) for one in parts if one.said)
