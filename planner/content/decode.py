"""From plain data to a record, with every problem and its path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import inspect

from planner.errors import did_you_mean
from planner.files.places import Path as DataPath
from planner.model.items import Item
from planner.model.rules import Level

_AT = re.compile(r"(.*?)(?: - at `\$?(.*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.([A-Za-z0-9_-]+)|\[(\d+)\]|\[\.\.\.\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*?)`")
_QUOTE = "'"
_ENUM = re.compile(r"Invalid enum value (.*)", re.DOTALL)
# What the library says of a value, in the words of those who write plans; nobody writes null.
_PLAIN = (
    (
        re.compile(r"Expected `str` matching regex .*"),
        "expected small letters, numbers and hyphens, such as 'gluten-free'",
    ),
    (re.compile(r"Expected `(?:array|str)` of length >= 1"), "is empty; put something there"),
)
_OTHER_TYPE = re.compile(r"Expected `([a-z| ]+)`, got .*")
_OTHER_SIZE = re.compile(r"Expected `(array|str|int|float)` (.*)")
_TYPES = {
    "int": "a number, such as 96",
    "float": "a number, such as 96",
    "str": "words",
    "array": "a list, such as [one, another]",
    "object": "keys and values",
    "bool": "true or false",
}
_SIGNS = ((">= ", "at least "), ("> ", "above "), ("<= ", "at most "), ("< ", "below "))
_SIZES = {"array": "a list", "str": "words", "int": "a number,", "float": "a number,"}


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
    if value := _ENUM.match(said):
        return path, f"{value[1]} is none of the words that may stand here{_expected(value[1], type_, path)}", None
    return path, _plainly(said), None


def _plainly(said: str) -> str:
    if words := next((words for pattern, words in _PLAIN if pattern.fullmatch(said)), ""):
        return words
    if other := _OTHER_TYPE.fullmatch(said):
        return (
            f"expected {' or '.join(dict.fromkeys(_TYPES[name] for name in other[1].split(' | ') if name in _TYPES))}"
        )
    if size := _OTHER_SIZE.fullmatch(said):
        plain = size[2].removesuffix(".0")
        for sign, words in _SIGNS:
            plain = plain.replace(sign, words)
        return f"expected {_SIZES[size[1]]} {plain}"
    return said[:1].lower() + said[1:].replace("`", "'")


def _expected(word: str, type_: Any, path: DataPath) -> str:
    """Return which words may stand at a path of a record, and which is near."""
    words = _words_at(inspect.type_info(type_), path)
    return f"; expected {', '.join(words)}{did_you_mean(word.strip(_QUOTE), words)}" if words else ""


def _words_at(type_: inspect.Type, path: DataPath) -> list[str]:
    """Return the words of a closed list that may stand at a path; none where another kind of thing stands there."""
    if isinstance(type_, inspect.UnionType):
        return [word for one in type_.types for word in _words_at(one, path)]
    if isinstance(type_, inspect.LiteralType):
        return [] if path else [str(value) for value in type_.values]
    if not path:
        return []
    if isinstance(type_, inspect.StructType):
        return next((_words_at(one.type, path[1:]) for one in type_.fields if one.encode_name == path[0]), [])
    if isinstance(type_, inspect.DictType):
        return _words_at(type_.value_type, path[1:])
    if isinstance(type_, inspect.VarTupleType | inspect.ListType):
        return _words_at(type_.item_type, path[1:])
    return []


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
