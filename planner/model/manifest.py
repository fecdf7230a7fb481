"""What a folder of plans says that it holds."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from planner.model.items import Id, Strict


class Manifest(Strict, frozen=True, kw_only=True):
    """What a folder of plans holds: all of its files, and the ids without which it is not to be used.

    `ends_here` is its last key: a list that was cut off has none.
    """

    files: Annotated[tuple[str, ...], Meta(min_length=1)]
    must_hold: Annotated[tuple[Id, ...], Meta(min_length=1)]
    ends_here: bool
