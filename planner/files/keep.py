"""What may keep the things that were worked out, from one run to the next, and what keeps nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

_T = TypeVar("_T")


class Keep(Protocol):
    """Returns what was worked out before under a name, or works it out now."""

    def __call__(self, name: str, type_: type[_T], work: Callable[[], _T], /) -> _T:
        """Return the thing of a name, of a type that JSON can hold."""


def at_once(_name: str, _type: type[_T], work: Callable[[], _T], /) -> _T:
    """Return what `work` gives; nothing is kept."""
    return work()
