"""The sentences of the easy edition as written: what an item or a line says, in everyday words."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from planner.model.items import Id, SourceIds, Strict, Verified


class EasyWords(Strict, frozen=True, kw_only=True):
    """What some items, stretches or lines say in everyday words; `title` is the heading beside the picture.

    Shown where a plan has one of them, and filled with the numbers of the first that it has; it speaks for all of them.
    Where `text` is empty, these are left out.
    """

    id: Id
    of: Annotated[tuple[Id, ...], Meta(min_length=1)]
    title: str = ""
    text: str
    sources: SourceIds
    verified: Verified = "no"
