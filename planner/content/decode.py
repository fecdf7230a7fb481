"""From plain data to a record, with every problem and its path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from planner.errors import did_you_mean
from planner.files.places import Path as DataPath
from planner.model.items import Item
from planner.model.rules import Level

_AT = re.compile(r"(.*?)(?: - at `\$?(.*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.([A-Za-z0-9_]+)|\[(\d+)\]|\[\.\.\.\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*?)`")
_MISSING = re.compile(r"Object missing required field `(.*?)`")
_ENUM = re.compile(r"Invalid enum value (.*)")
# What the library says of a value, in the words of those who write plans.
_PLAIN = (
    (
        re.compile(r"Expected `str` matching regex .*"),
        "expected small letters, numbers and hyphens, such as 'gluten-free'",
    ),
    (re.compile(r"Expected `(?:float|int|int \| float)`, got .*"), "expected a number, such as 96"),
    (re.compile(r"Expected `str`, got .*"), "expected words"),
    (re.compile(r"Expected `(?:array|tuple)`, got .*"), "expected a list, such as [one, another]"),
    (re.compile(r"Expected `(?:object|dict)`, got .*"), "expected keys and values"),
    (re.compile(r"Expected `bool`, got .*"), "expected true or false"),
)


def convert(data: Any, type_: Any) -> tuple[list[tuple[DataPath, str]], Any]:
    """Return the problems of some plain data, each with its path, and the record if there are none."""
    problems: list[tuple[DataPath, str]] = []
    for _ in range(20):
        try:
            return problems, msgspec.convert(data, type_)
        except msgspec.ValidationError as error:
            path, said, unknown = _explain(str(error), type_)
            problems.append((path, said))
            if unknown is None:
                break
            data = _without(data, path)
    return problems, None


def _explain(error: str, type_: Any) -> tuple[DataPath, str, str | None]:
    """Return the path, the words, and the unknown key of one error of the reader."""
    match = _AT.match(error)
    said, where = (match.group(1), match.group(2) or "") if match else (error, "")
    path = tuple(int(index) if index else name for name, index in _STEP.findall(where) if name or index)
    if unknown := _UNKNOWN.match(said):
        known = [name for struct in _structs(type_) for name in struct.__struct_encode_fields__]
        return (*path, unknown[1]), f"unknown key '{unknown[1]}'{did_you_mean(unknown[1], known)}", unknown[1]
    if missing := _MISSING.match(said):
        return path, f"'{missing[1]}' is missing", None
    return path, _plainly(said), None


def _plainly(said: str) -> str:
    if value := _ENUM.match(said):
        return f"{value[1]} is none of the words that may stand here"
    plain = next((words for pattern, words in _PLAIN if pattern.fullmatch(said)), said)
    return plain[:1].lower() + plain[1:].replace("`", "'")


def _structs(type_: Any) -> list[Any]:
    return [type_] if isinstance(type_, type) and issubclass(type_, msgspec.Struct) else [Item, Level]


def _without(data: Any, path: DataPath) -> Any:
    """Return the data without the value at a path, so that the next problem can be seen."""
    step, rest = path[0], path[1:]
    if isinstance(data, Mapping):
        if not rest:
            return {key: value for key, value in data.items() if key != step}
        return {key: _without(value, rest) if key == step else value for key, value in data.items()}
    return [_without(value, rest) if index == step else value for index, value in enumerate(data)]
