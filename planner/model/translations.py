"""Another language as written: each text beside the English that it translates."""

from __future__ import annotations

from msgspec import field

from planner.model.items import Strict


class Translated(Strict, frozen=True):
    """A text in another language, and the English that it translates: when that changes, it is stale."""

    of: str
    words: str = field(name="is")


class Translation(Strict, frozen=True):
    """One whole language: every message by its key, and every sentence of the plans."""

    messages: dict[str, Translated]
    sentences: tuple[Translated, ...]
