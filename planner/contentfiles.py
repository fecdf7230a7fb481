"""From the YAML files of a plans/ folder to checked records, every problem with its file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from planner.content import Country, Raw
from planner.criteria import Path as DataPath
from planner.errors import ContentError, Problem, did_you_mean
from planner.places import YamlText
from planner.template import (
    Assumption,
    Check,
    Combination,
    Concept,
    Default,
    Drug,
    DrugClass,
    Food,
    Item,
    Level,
    Measure,
    Named,
    Rule,
    Source,
    Stretch,
    Template,
)
from planner.yamlfile import read_yaml

LISTS: dict[str, type] = {
    "criteria": Named,
    "defaults": Default,
    "assumptions": Assumption,
    "checks": Check,
    "sources": Source,
    "classes": DrugClass,
    "drugs": Drug,
    "combinations": Combination,
    "concepts": Concept,
    "measures": Measure,
    "foods": Food,
    "drinks": Food,
    "tags": str,
    "stretches": Stretch,
    "rules": Rule,
    "items": Item,
    "lines": Item,
}
MAPS: dict[str, Any] = {"scales": tuple[Level, ...], "countries": Country}
_INNER: dict[str, Any] = {"items": Item, "lines": Item}


@dataclass(frozen=True)
class Places:
    """Where each record of the content was written, so that later checks can name the line."""

    texts: dict[str, YamlText] = field(default_factory=dict)
    records: dict[tuple[str, object], tuple[str, DataPath]] = field(default_factory=dict)

    def problem(self, kind: str, record: object, path: DataPath, text: str) -> Problem:
        """Return a problem inside one record: `kind` is its list, `record` its place there or its name."""
        file, base = self.records.get((kind, record), ("plans", ()))
        source = self.texts.get(file)
        return source.problem((*base, *path), text) if source else Problem(file, 0, 0, text)


class _Folder:
    """Collects the records of all files."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {name: [] for name in LISTS} | {name: {} for name in MAPS}
        self.templates: list[Template] = []
        self.messages: dict[str, dict[str, str]] = {}
        self.places = Places()
        self.problems: list[Problem] = []

    def raw(self) -> Raw:
        """Return everything found, frozen."""
        lists: dict[str, Any] = {name: tuple(self.found[name]) for name in LISTS}
        maps: dict[str, Any] = {name: self.found[name] for name in MAPS}
        return Raw(**lists, **maps, templates=tuple(self.templates), messages=self.messages)

    def file(self, text: YamlText) -> None:
        """Take one file in."""
        self.places.texts[text.file] = text
        self.problems += text.problems
        if not isinstance(text.data, dict):
            if not text.problems:
                self.problems.append(text.problem((), "expected lists under names such as 'rules:'"))
            return
        if "plan" in text.data:
            self.template(text, text.data)
        else:
            for name, value in text.data.items():
                self.part(text, name, value)

    def part(self, text: YamlText, name: str, value: Any) -> None:
        """Take one top-level list or map of a file in."""
        if name in LISTS:
            for index, entry in enumerate(value if isinstance(value, list) else []):
                self.places.records[(name, len(self.found[name]))] = (text.file, (name, index))
                self.found[name] += self.record(text, entry, LISTS[name], (name, index))
        elif name in MAPS:
            for key, entry in (value if isinstance(value, dict) else {}).items():
                self.places.records[(name, key)] = (text.file, (name, key))
                for record in self.record(text, entry, MAPS[name], (name, key)):
                    self.found[name][key] = record
        else:
            known = (*LISTS, *MAPS, "plan")
            self.problems.append(text.problem((name,), f"unknown part '{name}'{did_you_mean(name, known)}", key=True))
        if not isinstance(value, list if name in LISTS else dict) and name in (*LISTS, *MAPS):
            self.problems.append(
                text.problem((name,), f"expected a {'list' if name in LISTS else 'map'} under '{name}'")
            )

    def template(self, text: YamlText, data: dict[str, Any]) -> None:
        """Take a plan template in; its items and lines are read one by one, so that each problem is found."""
        inner: dict[str, Any] = {}
        for name, type_ in _INNER.items():
            read: list[Any] = []
            for index, entry in enumerate(data.get(name) or []):
                self.places.records[(f"{data['plan']}.{name}", len(read))] = (text.file, (name, index))
                read += self.record(text, entry, type_, (name, index))
            inner[name] = tuple(read)
        self.places.records[("templates", data["plan"])] = (text.file, ())
        outer = {key: value for key, value in data.items() if key not in _INNER} | {name: [] for name in _INNER}
        for template in self.record(text, outer, Template, ()):
            self.templates.append(msgspec.structs.replace(template, **inner))

    def record(self, text: YamlText, entry: Any, type_: Any, path: DataPath) -> Iterator[Any]:
        """Yield the record that an entry makes, or nothing but its problems."""
        problems, record = convert(entry, type_)
        self.problems += [
            text.problem((*path, *where), said, key=said.startswith("unknown key")) for where, said in problems
        ]
        if not problems:
            yield record


def read_folder(folder: Path) -> tuple[Raw, Places]:
    """Return all records of a folder and where each stands, or raise ContentError with every fault of form."""
    files = sorted(folder.glob("*.yaml")) + sorted(folder.glob("safety/*.yaml"))
    if not files:
        raise ContentError(
            f"{folder} holds no plan files; name a folder like the bundled plans/, with YAML files in it"
        )
    found = _Folder()
    for file in files:
        found.file(read_yaml(_bytes(file), str(file.relative_to(folder))))
    for file in sorted(folder.glob("messages/*.yaml")):
        _messages(found, read_yaml(_bytes(file), str(file.relative_to(folder))), file.stem)
    if found.problems:
        raise ContentError.from_problems(found.problems)
    return found.raw(), found.places


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ContentError(f"{file}: cannot be read: {error.strerror}") from error


def _messages(found: _Folder, text: YamlText, language: str) -> None:
    found.places.texts[text.file] = text
    found.problems += text.problems
    data = text.data if isinstance(text.data, dict) else {}
    wrong = [key for key, value in data.items() if not isinstance(value, str)]
    found.problems += [text.problem((key,), f"the message '{key}' must be one line of text") for key in wrong]
    found.messages[language] = {key: value for key, value in data.items() if isinstance(value, str)}


# --- from plain data to a record, with every problem ---------------------------------------------------

_AT = re.compile(r"(.*?)(?: - at `\$?(.*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.([A-Za-z0-9_]+)|\[(\d+)\]|\[\.\.\.\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*?)`")
_MISSING = re.compile(r"Object missing required field `(.*?)`")


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
    return path, said[:1].lower() + said[1:].replace("`", "'"), None


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
