"""What is worked out once for everybody, with the last of it kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from msgspec import Struct

# So many sentences and dates, and so many parts of sheets, are kept as they were worked out last.
_KEPT, _PARTS = 4096, 512
_Made = TypeVar("_Made")


class Remembering(Struct, frozen=True, dict=True):
    """What remembers what was worked out of it and of other things that hang on nobody."""

    def once(self, work: Callable[..., _Made], *asked: Hashable) -> _Made:
        """Return what a function makes of this and of what else it is asked; the same again, the same object."""
        made: _Made = self.remembered(work, *asked)
        return made

    @cached_property
    def remembered(self) -> Callable[..., Any]:
        """Return what works out or remembers."""
        return lru_cache(_KEPT)(lambda work, *asked: work(self, *asked))

    @cached_property
    def shared(self) -> Callable[..., Any]:
        """Return what works out or remembers a whole part of a sheet, which is larger than a sentence."""
        return lru_cache(_PARTS)(lambda work, *asked: work(self, *asked))
