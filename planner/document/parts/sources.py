"""Where it all comes from: the sources by number, and the version of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from planner.document.context import SheetContext
from planner.model.sources import Source


def source_list(sheet: SheetContext, numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield each numbered source in few words: publisher, title, year."""
    for id_ in numbers:
        yield _named(sheet.content.sources[id_])


def _named(source: Source) -> str:
    """Return a source as a reader finds it; the authors in brackets stand in `planner list sources`."""
    title = re.sub(r" *\([^)]*\)", "", source.title).split(": ")[0]
    publisher = re.sub(r" *\([^)]*\)", "", source.publisher)
    year = f", {source.year}" if source.year else ""
    return f"{publisher}: {title}{year}" if publisher else f"{title}{year}"


def status(sheet: SheetContext) -> str:
    """Return the version of the plan and whether a clinician has signed it off."""
    spec = sheet.plan.template
    title = sheet.language.fill(spec.title)
    if spec.reviewed.by and spec.reviewed.on:
        return sheet.say("status-active", plan=title, version=spec.version, by=spec.reviewed.by, on=spec.reviewed.on)
    return sheet.say("status-draft", plan=title, version=spec.version)
