"""What a profile from a program may be made of: text, numbers, yes and no, lists and maps, as in a file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from planner.errors import ProfileError
from planner.files.places import Path, YamlText
from planner.files.yaml import MAX_BYTES, MAX_DEPTH

_EXPECTED = "expected text, a number, true, false, a list or a map"
_MOST_DIGITS = 300
_TOO_LARGE = 10**_MOST_DIGITS


def plain_data(source: object, file: str) -> YamlText:
    """Return a mapping as the data of a file: what no file could hold is a problem, and its key is left out."""
    if not isinstance(source, Mapping):
        raise ProfileError(f"{file}: is {_type(source)}; expected a path, text or a mapping, such as {{'age': 67}}")
    faults = [*_odd_keys(source, ()), *(fault for key in _words(source) for fault in _faults(source[key], (key,)))]
    odd = {path[0] for path, _ in faults if path}
    kept = {key: _copied(source[key]) for key in _words(source) if key not in odd}
    text = YamlText(file, kept, {})
    return YamlText(file, kept, {}, problems=tuple(text.problem(path, said) for path, said in faults))


def _words(source: Mapping[Any, Any]) -> list[str]:
    return [key for key in source if isinstance(key, str)]


def _copied(value: Any) -> Any:
    """Return maps and lists of every kind as those that a file gives."""
    if isinstance(value, Mapping):
        return {key: _copied(part) for key, part in value.items()}
    return [_copied(entry) for entry in value] if isinstance(value, list | tuple) else value


def _odd_keys(source: Mapping[Any, Any], path: Path) -> Iterator[tuple[Path, str]]:
    where = f"{path[-1]}: " if path else ""
    yield from ((path, f"{where}a key is {_type(key)}; expected text") for key in source if not isinstance(key, str))


def _faults(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield what no file of a profile could hold, with the way to it."""
    if len(path) > MAX_DEPTH:
        yield path, f"{path[0]}: nested deeper than {MAX_DEPTH} levels"
    elif isinstance(value, Mapping):
        yield from _odd_keys(value, path)
        for key in _words(value):
            yield from _faults(value[key], (*path, key))
    elif isinstance(value, list | tuple):
        for index, entry in enumerate(value):
            yield from _faults(entry, (*path, index))
    else:
        yield from ((path, f"{path[0]}: {said}") for said in _odd_value(value))


def _odd_value(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) > MAX_BYTES:
            yield f"is larger than {MAX_BYTES // 1_000_000} MB"
    elif isinstance(value, float):
        if not math.isfinite(value):
            yield "is no finite number; leave the key out where it is not known"
    elif isinstance(value, int):
        if abs(value) >= _TOO_LARGE:
            yield f"is a number of more than {_MOST_DIGITS} digits"
    elif value is not None:
        yield f"is {_type(value)}; {_EXPECTED}"


def _type(value: object) -> str:
    return "nothing" if value is None else f"of the type {type(value).__name__}"
