"""Where it all comes from: the sources by number, and the version of the plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from planner.content.knowledge import Content
from planner.document.context import SheetContext
from planner.document.model import ListItem, words
from planner.i18n.language import Language


def source_list(sheet: SheetContext, numbers: Mapping[str, int]) -> Iterator[ListItem]:
    """Yield each numbered source as a point in few words: publisher, title, year."""
    known = [sheet.content.sources[id_] for id_ in numbers]
    shared = Counter((source.publisher, source.year) for source in known)
    for source in known:
        alone = shared[source.publisher, source.year] == 1 and bool(source.year)
        yield sheet.language.once(_point, sheet.content, source.id, alone)


def _point(language: Language, content: Content, id_: str, alone: bool) -> ListItem:
    return ListItem(words(_named(language, content, id_, alone)), source=id_)


def _named(_: Language, content: Content, id_: str, alone: bool) -> str:
    """Return a source as a reader finds it: by publisher and year, and by title where these name more than one."""
    source = content.sources[id_]
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
