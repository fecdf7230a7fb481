"""A map that is kept in parts, of which only those are read that are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec

_T = TypeVar("_T")
Parts = dict[str, msgspec.Raw]


class InParts(Mapping[str, _T]):
    """A map whose parts are read when a key that begins like them is first asked for."""

    def __init__(self, parts: Parts, width: int, type_: type[_T]) -> None:
        """Take the parts by the first letters of their keys, how many these are, and the type of a value."""
        self.parts = parts
        self._width = width
        self._decoder = msgspec.json.Decoder(dict[str, type_])  # type: ignore[valid-type]
        self._read: dict[str, dict[str, _T]] = {}

    def part(self, one: str) -> dict[str, _T]:
        """Return the part in which a key would stand."""
        start = one[: self._width]
        known = self._read.get(start)
        if known is None:
            known = self._read[start] = self._decoder.decode(self.parts[start]) if start in self.parts else {}
        return known

    def get(self, one: str, default: Any = None) -> Any:
        """Return the value of a key, or another where it is not there."""
        return self.part(one).get(one, default)

    def __getitem__(self, one: str) -> _T:
        """Return the value of a key."""
        return self.part(one)[one]

    def __contains__(self, one: object) -> bool:
        """Return whether a key is there."""
        return isinstance(one, str) and one in self.part(one)

    def __iter__(self) -> Iterator[str]:
        """Yield every key; this reads all parts."""
        return (one for start in self.parts for one in self.part(start))

    def __len__(self) -> int:
        """Return how many keys there are."""
        return sum(len(self.part(start)) for start in self.parts)


def in_parts(whole: Mapping[str, object], width: int) -> Parts:
    """Return a map in parts by the first letters of its keys."""
    parts: dict[str, dict[str, object]] = {}
    for one, value in whole.items():
        parts.setdefault(one[:width], {})[one] = value
    return {start: msgspec.Raw(msgspec.json.encode(part)) for start, part in parts.items()}
