"""Shards: the parts of a list that the jobs of an array work off, each on its own, and all together every row once."""

from __future__ import annotations

import re

from msgspec import Struct

from planner.errors import UsageError

# No scheduler counts its array higher; and each shard keeps files of its own.
MOST = 10_000
_SHARD = re.compile(r"\s*([0-9]{1,6})\s*/\s*([0-9]{1,6})\s*", re.ASCII)
_NAME = re.compile(r"([1-9][0-9]{0,4})-of-([1-9][0-9]{0,4})", re.ASCII)


class Shard(Struct, frozen=True, order=True):
    """One of `count` parts of a list, by its number from 1: it takes every `count`-th row, whatever stands in it."""

    number: int
    count: int

    @property
    def name(self) -> str:
        """Return what stands in the names of its files, such as 3-of-8."""
        return f"{self.number}-of-{self.count}"

    def takes(self, number: int) -> bool:
        """Return whether a row of the list is its own; rows are counted from 1."""
        return (number - self.number) % self.count == 0

    def rows_of(self, rows: int) -> int:
        """Return how many rows of a list of so many are its own."""
        return len(range(self.number, rows + 1, self.count))

    def __str__(self) -> str:
        return f"shard {self.number}/{self.count}"


def read_shard(text: str) -> Shard:
    """Return the shard that is written as "3/8"; raise UsageError saying what is wrong with it."""
    found = _SHARD.fullmatch(text)
    if found is None:
        raise UsageError("write the number of the shard, from 1, / and how many there are, such as 3/8")
    number, count = int(found[1]), int(found[2])
    if not 1 <= count <= MOST:
        raise UsageError(f"a list has 1 to {MOST:,} shards, and not {count:,}")
    if not number:
        raise UsageError(
            f"shards are counted from 1, and the last is {count}/{count}; where jobs begin with 0, add one"
        )
    if number > count:
        raise UsageError(f"there is no shard {number} of {count}; the last is {count}/{count}")
    return Shard(number, count)


def shard_of_name(name: str) -> Shard | None:
    """Return the shard whose files have a name such as 3-of-8, or nothing if it is no such name."""
    found = _NAME.fullmatch(name)
    return Shard(int(found[1]), int(found[2])) if found else None
