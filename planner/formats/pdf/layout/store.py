"""A store of what was laid out or drawn: bounded in bytes, it lets go of what was used longest ago."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress
from typing import Generic, TypeVar

_Thing = TypeVar("_Thing")


class BoundedStore(Generic[_Thing]):
    """Things by what they hang on, those that were used last where there is no room for more.

    Sheets may be made in several threads: what one lets go of, another may be about to use.
    """

    def __init__(self, most: int, most_things: int | None = None) -> None:
        """Keep none; all together may take so many bytes, and be so many, if that is said."""
        self.most = most
        self.most_things = most_things
        self.taken = 0
        self._things: OrderedDict[Hashable, tuple[_Thing, int]] = OrderedDict()

    def found(self, key: Hashable) -> _Thing | None:
        """Return a thing that is kept, which counts as a use of it."""
        kept = self._things.get(key)
        if kept is None:
            return None
        with suppress(KeyError):  # Another thread has let go of it.
            self._things.move_to_end(key)
        return kept[0]

    def keep(self, key: Hashable, thing: _Thing, size: int) -> None:
        """Keep a thing of so many bytes, in the place of one with the same key."""
        _, before = self._things.pop(key, (thing, 0))
        self._things[key] = thing, size
        self.taken += size - before
        while self._things and (
            self.taken > self.most or (self.most_things is not None and len(self._things) > self.most_things)
        ):
            _, (_, freed) = self._things.popitem(last=False)
            self.taken -= freed

    @property
    def kept(self) -> tuple[_Thing, ...]:
        """All that is kept, what was used last at the end."""
        return tuple(thing for thing, _ in self._things.values())

    def clear(self) -> None:
        """Let go of everything."""
        self._things.clear()
        self.taken = 0


class AskedFor:
    """What was asked for once, as numbers: what a second sheet asks for is worth keeping."""

    def __init__(self, most: int) -> None:
        """Know of none; so many are remembered."""
        self._most = most
        self._marks: OrderedDict[int, None] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        """Return whether something was asked for, or, hardly ever, something else with the same number."""
        return hash(key) in self._marks

    def add(self, *keys: Hashable) -> None:
        """Remember what was asked for."""
        self._marks.update(dict.fromkeys(map(hash, keys)))
        while len(self._marks) > self._most:
            self._marks.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        self._marks.clear()
