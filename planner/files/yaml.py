"""Strict YAML: no duplicate keys, no surprises, and a line and column for every value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from planner.errors import Problem
from planner.files.places import Path, YamlText, spelled

MAX_BYTES = 1_000_000
MAX_DEPTH = 50

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?|[1-9][0-9]*[eE][-+]?[0-9]+)\Z")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_TAGS = "tags (words that begin with !) are not allowed; write plain text, numbers, lists and keys"
_TABS = "; indent with spaces, not tabs"
_QUOTED = ("'", '"', "|", ">")
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str | bytes, file: str) -> YamlText:
    """Return the data of one YAML document with the place of every value; faults are listed, not raised."""
    if len(text) > MAX_BYTES:
        return _failed(file, f"is larger than {MAX_BYTES // 1_000_000} MB; a profile or plan is a few kilobytes")
    try:
        decoded = (text if isinstance(text, bytes) else text.encode()).decode("utf-8-sig")
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        unit = "byte" if isinstance(text, bytes) else "character"
        return _failed(file, f"is not UTF-8 text ({unit} {error.start + 1}); save it as UTF-8")
    return _compose(decoded, file)


def _compose(text: str, file: str) -> YamlText:
    depth_problem = _too_deep(text, file)
    if depth_problem:
        return YamlText(file, None, {}, problems=(depth_problem,))
    try:
        node = _root(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        said = _plain(error) + (_TABS if _stands_on_a_tab(text, *place) else "")
        return YamlText(file, None, {}, problems=(Problem(file, *place, said),))
    except yaml.YAMLError as error:
        return _failed(file, f"cannot be read as YAML: {_one_line(str(error))}")
    reader = _Reader(file)
    data = reader.value(node, ()) if node is not None else None
    return YamlText(file, data, reader.places, reader.written, reader.key_places, tuple(reader.problems))


def _root(text: str) -> yaml.Node | None:
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return node


def _failed(file: str, text: str) -> YamlText:
    return YamlText(file, None, {}, problems=(Problem(file, 0, 0, text),))


def _plain(error: yaml.MarkedYAMLError) -> str:
    said = _one_line(error.problem or error.context or "cannot be read")
    # The scanner in Python, unlike the one in C, goes on with what stands there.
    return "not valid YAML: " + re.sub("(undefined (?:alias|tag handle)) .*", r"\1", said)


def _stands_on_a_tab(text: str, line: int, column: int) -> bool:
    lines = text.splitlines()
    return 0 < line <= len(lines) and lines[line - 1][column - 1 : column] == "\t"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _too_deep(text: str, file: str) -> Problem | None:
    """Return a problem if values nest deeper than a person writes, before anything recursive reads them."""
    depth = read_to = 0
    try:
        for event in _events(text):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return _deep(file, event.start_mark.line + 1, event.start_mark.column + 1)
            read_to = event.end_mark.index
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return _opened_ahead(text, file, depth, (read_to, mark.index)) if mark else None
    except yaml.YAMLError:
        return None  # The composer reports it with its place.
    return None


def _deep(file: str, line: int, column: int) -> Problem:
    return Problem(file, line, column, f"nested deeper than {MAX_DEPTH} levels")


def _events(text: str) -> Iterator[Any]:
    # A level takes a column of its own, or a bracket; `[a: b]` is two. A text with few of them cannot be too deep.
    if 2 * text.count("[") + text.count("{") + _widest_indent(text) < MAX_DEPTH:
        return iter(())
    return iter(yaml.parse(text, Loader=_Loader))


def _widest_indent(text: str) -> int:
    return max((len(line) - len(line.lstrip(" \t-?:")) for line in text.splitlines()), default=0)


# Brackets; what is quoted and what is a remark is stepped over.
_BRACKET = re.compile(r"""[\[{\]}]|"(?:[^"\\]|\\[\s\S])*+"?|'[^']*'?|(?<=\s)\#.*""")


def _opened_ahead(text: str, file: str, depth: int, span: tuple[int, int]) -> Problem | None:
    """Return a problem if brackets that the library looked ahead at, before it found a fault, nest too deep.

    It looks ahead along a line to learn whether that is a key, and since PyYAML 6.0.4 has a limit of its own there.
    """
    for found in _BRACKET.finditer(text, *span):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > MAX_DEPTH:
            return _deep(file, *_place_of(text, found.start()))
    return None


def _place_of(text: str, index: int) -> tuple[int, int]:
    lines = text[: index + 1].splitlines()
    return len(lines), len(lines[-1])


class _Reader:
    """Turns nodes into plain data and keeps the place of each."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, tuple[int, int]] = {}
        self.key_places: dict[Path, tuple[int, int]] = {}
        self.written: dict[Path, str] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        """Return the data of one node; places are kept under its path."""
        if id(node) in self.seen:
            # The composer hands out the same node again for an alias; a chain of them can grow without end.
            self.fault(node, "anchors and aliases (& and *) are not allowed; write the value out", path)
            return None
        self.seen.add(id(node))
        self.places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            self.untagged(node, "tag:yaml.org,2002:seq", path)
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode):
            self.written[path] = node.value
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        """Return a dictionary; a key that is no word, or stands twice, is a problem."""
        self.untagged(node, "tag:yaml.org,2002:map", path)
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(key_node, "a key must be a single word", path)
                continue
            key = str(key_node.value)
            if key in found:
                first = self.key_places[(*path, key)][0]
                said = f"this key stands twice, first on line {first}; keep one of them"
                self.fault(key_node, said, (*path, key))
                continue
            if key == "<<":
                self.fault(key_node, "merge keys (<<) are not used here; write the values out", path)
                continue
            self.key_places[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            found[key] = self.value(value_node, (*path, key))
        return found

    def scalar(self, node: yaml.Node, path: Path) -> Any:
        """Return text, a number, true, false or nothing; `no` and `on` stay words."""
        if isinstance(node, yaml.ScalarNode) and node.style in _QUOTED:
            self.untagged(node, "tag:yaml.org,2002:str", path)
            return node.value
        self.plain_tag(node, path)
        text = node.value
        if text in _WORDS:
            return _WORDS[text]
        if _INT.match(text) and len(text) < 19:
            return int(text)
        if _FLOAT.match(text) and len(text) < 40:
            return float(text)
        return text

    def untagged(self, node: yaml.Node, expected: str, path: Path) -> None:
        """Report a tag such as !!python/object, which strict files do not have."""
        if node.tag != expected:
            self.fault(node, _TAGS, path)

    def plain_tag(self, node: yaml.Node, path: Path) -> None:
        """Report an explicit tag on an unquoted value."""
        if node.tag.startswith("!") or "python" in node.tag:
            self.fault(node, _TAGS, path)

    def fault(self, node: yaml.Node, text: str, path: Path) -> None:
        """Keep one problem at the place of a node, and the way to it."""
        place = node.start_mark.line + 1, node.start_mark.column + 1
        self.problems.append(Problem(self.file, *place, text, spelled(path)))
