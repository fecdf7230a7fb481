"""The numbers of sources, in the order in which a sheet names them; marks get theirs when they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter, is_
from typing import Any, Final, Literal, TypeVar, cast, get_args, get_origin

from msgspec.structs import FieldInfo, fields, replace

from planner.document.model import Block, BulletList, Cards, Checklist, Code, Figure, Group, Illustrated, Run, Table
from planner.files.png import Bitmap
from planner.files.svg import Picture

_Value = TypeVar("_Value")
# What stands for the number of a source in its mark.
NUMBER: Final = "#"
# What holds no marks.
_PLAIN: Final = frozenset({str, bool, int, float, date, Picture, Bitmap, Code, Figure, type(None)})
# What many sheets have in common and is worth keeping; anything else is looked through sooner than it is found again.
_SHARED: Final = frozenset({BulletList, Cards, Checklist, Group, Illustrated, Table})
# So many of these are looked through once.
_KEPT: Final = 1024


def cited(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the ids of the sources that blocks name, in order, each once."""
    found: dict[str, None] = {}
    _cite(blocks, found)
    return tuple(found)


def _cite(parts: Iterable[Any], found: dict[str, None]) -> None:
    """Put the sources of parts behind those found already: a sheet has thousands of parts, and this looks at each."""
    kind: Any
    for one in parts:
        kind = type(one)
        if kind is Run:
            if one.source:
                found[one.source] = None
        elif kind is tuple:
            if one:
                _cite(one, found)
        elif kind in _SHARED:
            if named := _cited_in(one):
                found.update(named)
        elif held := _HELD[kind]:
            _cite(held(one), found)


@lru_cache(_KEPT)
def _cited_in(block: Any) -> dict[str, None]:
    """Return the sources of a block that is on many sheets, and keeps its hash."""
    found: dict[str, None] = {}
    if held := _HELD[type(block)]:
        _cite(held(block), found)
    return found


class _MarkedFields(dict[Any, Callable[[Any], tuple[Any, ...]] | None]):
    """What gives the fields of a kind of block that may hold marks; nothing of a kind that has none."""

    def __missing__(self, kind: Any) -> Callable[[Any], tuple[Any, ...]] | None:
        marked = () if kind in _PLAIN else [field for field in fields(kind) if not _is_plain(field.type)]
        self[kind] = held = _getter(marked) if marked else None
        return held


def _getter(marked: Sequence[FieldInfo]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gives all that some fields of a block hold; of one field that is a tuple, what is in it."""
    get = attrgetter(*[field.name for field in marked])
    if len(marked) > 1 or get_origin(marked[0].type) is tuple:
        return get
    return lambda one: (get(one),)


_HELD: Final = _MarkedFields()


def _is_plain(kind: Any) -> bool:
    """Return whether a field holds no marks, nor anything that may hold some."""
    parts = {*get_args(kind)} - {...}
    return kind in _PLAIN or get_origin(kind) is Literal or (bool(parts) and _PLAIN.issuperset(parts))


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
