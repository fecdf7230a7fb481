"""Where it all comes from: the sources of what a sheet says, and the version of its plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from planner.document.context import SheetContext
from planner.document.model import Run, Text
from planner.document.parts.food import without_room
from planner.model.foods import Food
from planner.model.sources import Source

# The parts whose sources are printed; `planner render --format json` gives those of every line.
_CITED = ("avoid", "ask-first", "medicines")


def numbered_sources(sheet: SheetContext) -> Text:
    """Return the sources with their numbers, publishers, titles and years."""
    runs: list[Run] = []
    for number, source in enumerate(sources(sheet), start=1):
        publisher = f"{source.publisher}: " if source.publisher else ""
        year = f", {source.year}" if source.year else ""
        # The authors in brackets help a clinician to find a study; on the sheet the publisher and year do.
        title = re.sub(r" *\([^)]*\)", "", source.title)
        runs += [Run(f"{number} ", strong=True), Run(f"{publisher}{title}{year}; ")]
    return _ended(runs)


def publishers(sheet: SheetContext) -> Text:
    """Return the publishers, each once: titles would fill a page of large print; `planner explain` gives them."""
    named = dict.fromkeys(source.publisher or source.title for source in sources(sheet))
    lines = ((Run(f"{number} ", strong=True), Run(f"{name}; ")) for number, name in enumerate(named, start=1))
    return _ended([run for line in lines for run in line])


def sources(sheet: SheetContext) -> Iterator[Source]:
    """Yield the main source of each thing that the sheet advises or warns of, of those that a clinician accepts."""
    used: dict[str, Source] = {}
    gone = without_room(sheet)
    for planned in sheet.plan.printed:
        if planned.id in gone:
            continue
        if planned.slot or planned.because or planned.item.part in _CITED or isinstance(planned.item, Food):
            for ids in (planned.item.sources, *(rule.sources for rule in planned.cautions)):
                known = (sheet.content.sources[id_] for id_ in ids if id_ in sheet.content.sources)
                main = next((source for source in known if source.printable), None)
                used |= {main.id: main} if main else {}
    yield from used.values()


def status(sheet: SheetContext) -> str:
    """Return the version of the plan and whether a clinician has signed it off."""
    spec = sheet.plan.template
    title = sheet.language.fill(spec.title)
    if spec.reviewed.by and spec.reviewed.on:
        return sheet.say("status-active", plan=title, version=spec.version, by=spec.reviewed.by, on=spec.reviewed.on)
    return sheet.say("status-draft", plan=title, version=spec.version)


def _ended(runs: list[Run]) -> Text:
    """Return a list in a sentence with its stop."""
    return (*runs[:-1], replace(runs[-1], text=f"{runs[-1].text.rstrip('; ')}.")) if runs else ()
