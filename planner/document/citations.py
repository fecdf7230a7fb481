"""The numbers of sources, in the order in which a sheet names them; marks get theirs when they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import is_
from typing import Any, Final, TypeVar, cast

from msgspec.structs import replace

from planner.document.model import Block, Run
from planner.files.png import Bitmap
from planner.files.svg import Picture

_Value = TypeVar("_Value")
# What stands for the number of a source in its mark.
NUMBER: Final = "#"
# What holds no marks.
_PLAIN: Final = frozenset({str, bool, int, float, date, Picture, Bitmap, type(None)})


def cited(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the ids of the sources that blocks name, in order, each once."""
    return tuple(dict.fromkeys(run.source for block in blocks for run in _runs(block) if run.source))


def _runs(value: Any) -> Iterator[Run]:
    if isinstance(value, Run):
        yield value
        return
    parts = value if isinstance(value, tuple) else [getattr(value, name) for name in value.__struct_fields__]
    for one in parts:
        if type(one) not in _PLAIN:
            yield from _runs(one)


def numbers_of(blocks: Iterable[Block], before: Mapping[str, int] | None = None) -> dict[str, int]:
    """Return a number for each source that blocks name, after those that have one already."""
    known = before or {}
    new = (id_ for id_ in cited(blocks) if id_ not in known)
    return {id_: number for number, id_ in enumerate(new, start=len(known) + 1)}


def numbered(value: _Value, numbers: Mapping[str, int]) -> _Value:
    """Return blocks with the number of its source in each mark; what has no mark is the same object as before."""
    return cast(_Value, _numbered(value, numbers))


def _numbered(value: Any, numbers: Mapping[str, int]) -> Any:
    if isinstance(value, Run):
        return _with_number(value, numbers) if value.source else value
    if isinstance(value, tuple):
        made = [one if type(one) in _PLAIN else _numbered(one, numbers) for one in value]
        return value if all(map(is_, made, value)) else tuple(made)
    changed = {}
    for name in value.__struct_fields__:
        one = getattr(value, name)
        if type(one) not in _PLAIN and (new := _numbered(one, numbers)) is not one:
            changed[name] = new
    return replace(value, **changed) if changed else value


def unmarked(value: _Value) -> _Value:
    """Return blocks without the marks behind their words, for a sheet that has no list of sources and no key."""
    return cast(_Value, _unmarked(value))


def _unmarked(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(one if type(one) in _PLAIN else _unmarked(one) for one in value if not _is_mark(one))
    if isinstance(value, Run):
        return value
    parts = {name: getattr(value, name) for name in value.__struct_fields__}
    return replace(value, **{name: _unmarked(one) for name, one in parts.items() if type(one) not in _PLAIN})


def _is_mark(value: Any) -> bool:
    return isinstance(value, Run) and value.mark


def _with_number(run: Run, numbers: Mapping[str, int]) -> Run:
    number = str(numbers[run.source])
    return replace(run, text=run.text.replace(NUMBER, number), says=run.says.replace(NUMBER, number))
