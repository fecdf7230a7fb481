"""Where it all comes from: the sources by number, and the version of the plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from planner.content.knowledge import Content
from planner.document.context import SheetContext
from planner.document.model import ListItem, words
from planner.model.sources import Source

# So many points are kept: more than there are sources.
_KEPT = 512


def source_list(sheet: SheetContext, numbers: Mapping[str, int]) -> Iterator[ListItem]:
    """Yield each numbered source as a point in few words: publisher, title, year."""
    dated = _dated(sheet.content)
    shared = Counter([dated[id_] for id_ in numbers])
    for id_ in numbers:
        yield _point(sheet.content, id_, alone=shared[dated[id_]] == 1 and bool(dated[id_][1]))


@lru_cache(maxsize=8)
def _dated(content: Content) -> dict[str, tuple[str, int | None]]:
    """Return the publisher and the year of each source."""
    return {source.id: (source.publisher, source.year) for source in content.sources.values()}


@lru_cache(_KEPT)
def _point(content: Content, id_: str, *, alone: bool) -> ListItem:
    return ListItem(words(_named(content.sources[id_], alone=alone)), source=id_)


def _named(source: Source, *, alone: bool) -> str:
    """Return a source as a reader finds it: by publisher and year, and by title where these name more than one."""
    if source.short:
        return source.short
    title = re.sub(r" *\([^)]*\)", "", source.title).split(": ")[0]
    publisher = re.sub(r" *\([^)]*\)", "", source.publisher)
    year = f", {source.year}" if source.year else ""
    if not publisher:
        return f"{title}{year}"
    return f"{publisher}{year}" if alone else f"{publisher}: {title}{year}"


def status(sheet: SheetContext) -> str:
    """Return the version of the plan and whether a clinician has signed it off."""
    spec = sheet.plan.template
    if spec.reviewed.by and spec.reviewed.on:
        return sheet.say("status-active", version=spec.version, by=spec.reviewed.by, on=spec.reviewed.on)
    return sheet.say("status-draft", version=spec.version)
