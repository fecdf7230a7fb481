"""The numbers of sources: given in the order in which a sheet names them, and listed at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Block, Run

_Value = TypeVar("_Value")


def cited(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the ids of the sources that blocks name, in order, each once."""
    return tuple(dict.fromkeys(run.source for block in blocks for run in _runs(block) if run.source))


def _runs(value: Any) -> Iterator[Run]:
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _runs(one)
    elif isinstance(value, Struct):
        for _, part in _parts(value):
            yield from _runs(part)


def _parts(value: Struct) -> Iterator[tuple[str, Any]]:
    """Yield the fields that may hold runs, by name: most hold a string, a number or nothing."""
    for name in value.__struct_fields__:
        part = getattr(value, name)
        if part and isinstance(part, tuple | Struct):
            yield name, part


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
        made = [_numbered(one, numbers) for one in value]
        return value if all(new is old for new, old in zip(made, value, strict=True)) else tuple(made)
    if isinstance(value, Struct):
        changed = {name: new for name, part in _parts(value) if (new := _numbered(part, numbers)) is not part}
        return replace(value, **changed) if changed else value
    return value


def _with_number(run: Run, numbers: Mapping[str, int]) -> Run:
    number = str(numbers[run.source])
    return replace(run, text=run.text.replace("#", number), says=run.says.replace("#", number))
