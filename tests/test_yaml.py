"""Strict YAML: what is read, and that every fault is named with its place."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples

from planner.files import yaml as yamlfile
from planner.files.yaml import MAX_BYTES, MAX_DEPTH, read_yaml


def _data(text: str | bytes) -> Any:
    read = read_yaml(text, "p.yaml")
    assert not read.problems, read.problems
    return read.data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", "no"),
        ("a: NO", "NO"),
        ("a: on", "on"),
        ("a: yes", "yes"),
        ("a: true", True),
        ("a: false", False),
        ("a: null", None),
        ("a: ~", None),
        ("a:", None),
        ("a: 12", 12),
        ("a: -3", -3),
        ("a: 012", "012"),
        ("a: 0x1F", "0x1F"),
        ("a: 1_000", "1_000"),
        ("a: 1.5", 1.5),
        ("a: 12:30", "12:30"),
        ("a: 2026-11-23", "2026-11-23"),
        ("a: '12'", "12"),
        ('a: "true"', "true"),
        ("a: .inf", ".inf"),
        ("a: 9999999999999999999999", "9999999999999999999999"),
        ("a: [1, x]", [1, "x"]),
        ("a: |\n  two\n  lines\n", "two\nlines\n"),
    ],
)
def test_only_true_and_false_are_booleans_and_only_plain_numbers_are_numbers(text: str, value: object) -> None:
    assert _data(text)["a"] == value
    assert type(_data(text)["a"]) is type(value)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\na: 2\n", (2, 1), "stands twice"),
        ("a: &x 1\nb: *x\n", (1, 4), "anchors"),
        ("a: !!python/object:os.system x\n", (1, 4), "tags"),
        ("a: !mine 1\n", (1, 4), "tags"),
        ("a: {b: 1\n", (2, 1), "not valid YAML"),
        ("a: b: c\n", (1, 5), "not valid YAML"),
        ("a:\n\t- b\n", (2, 1), "not valid YAML"),
        ("? [x]\n: 1\n", (1, 3), "a key must be a single word"),
        ("<<: {a: 1}\n", (1, 1), "merge keys"),
        ("a: 1\n---\nb: 2\n", (2, 1), "not valid YAML"),
    ],
)
def test_a_fault_is_named_with_its_line_and_column(text: str, place: tuple[int, int], words: str) -> None:
    problems = read_yaml(text, "p.yaml").problems
    assert problems, "no fault was found"
    assert words in problems[0].text
    assert (problems[0].line, problems[0].column) == place
    assert str(problems[0]).startswith(f"p.yaml:{place[0]}:{place[1]}: ")


def test_an_alias_chain_that_would_grow_without_end_is_refused_at_once() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    assert read_yaml("\n".join(lines), "p.yaml").problems


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def scanner(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with the scanner in C, and with the one in Python, which is all that some places have."""
    if not hasattr(yaml, request.param):
        pytest.skip("this PyYAML was built without the scanner in C")
    monkeypatch.setattr(yamlfile, "_Loader", getattr(yaml, request.param))


def _closed(opened: str) -> str:
    return opened + "".join({"[": "]", "{": "}"}.get(sign, "") for sign in reversed(opened))


def _stairs(levels: int, step: str = "a:") -> str:
    return "".join(f"{' ' * level}{step}\n" for level in range(levels))


def _lists_in_the_column_of_their_key(levels: int) -> str:
    below = "".join(f"{' ' * level}- a:\n" for level in range(0, levels - 2, 2))
    return f"a:\n{below}{' ' * (levels - 2)}{'-' * (levels % 2 == 0)}\n"


# Texts that nest to a number of levels, and where the 51st begins.
NESTED: dict[str, tuple[Callable[[int], str], tuple[int, int]]] = {
    "lists": (lambda levels: _closed("[" * levels), (1, 51)),
    "lists that never end": (lambda levels: "[" * levels, (1, 51)),
    "keys in braces": (lambda levels: _closed("{a: " * levels), (1, 201)),
    "keys in brackets": (lambda levels: _closed("[a: " * (levels // 2) + "[" * (levels % 2)), (1, 101)),
    "keys on stairs": (_stairs, (51, 51)),
    "lists on stairs": (lambda levels: _stairs(levels, "-"), (51, 51)),
    "lists in one line": (lambda levels: "- " * levels + "x", (1, 101)),
    "questions in one line": (lambda levels: "? " * levels + "x", (1, 101)),
    "lists in the column of their key": (_lists_in_the_column_of_their_key, (26, 51)),
    "lists in keys": (lambda levels: _stairs(30) + " " * 30 + _closed("[" * (levels - 30)), (31, 51)),
    "before a fault": (lambda levels: f"'[…': {'[' * (levels - 1)} @", (1, 56)),
}


def _too_deep(text: str) -> list[str]:
    return [str(problem) for problem in read_yaml(text, "p.yaml").problems if "nested" in problem.text]


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize("name", NESTED)
def test_nesting_deeper_than_a_person_writes_is_named_where_it_begins(name: str) -> None:
    text, (line, column) = NESTED[name]
    assert not _too_deep(text(MAX_DEPTH))
    for levels in (MAX_DEPTH + 1, MAX_DEPTH + 2, 200, 1200):
        assert _too_deep(text(levels)) == [f"p.yaml:{line}:{column}: nested deeper than 50 levels"]


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize("piece", ["[", "{", "- ", "? ", "[a: ", "{a: ", "[\n", "['[', ", "[ # [\n"])
def test_a_megabyte_of_nesting_is_refused_at_once(piece: str) -> None:
    text = piece * (MAX_BYTES // len(piece))
    began = process_time()
    assert _too_deep(text)
    assert process_time() - began < 2


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize("quoted", ['"' + '\\"' * 490_000, "'" + "''" * 490_000, '"' + "\\[" * 490_000])
def test_a_megabyte_of_quotes_that_never_end_is_refused_soon(quoted: str) -> None:
    began = process_time()
    assert read_yaml("[" * 40 + quoted, "p.yaml").problems
    assert process_time() - began < 5


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize(
    "text",
    [
        f"a: '{'[' * 100}'",
        f'a: ["{"[" * 100}", "{"{" * 100}"]',
        f"a: [ # {'[' * 100}\n  1]",
        f"# {'- ' * 100}\na: 1 # {'{' * 100}",
        f"a: x{'[' * 100}",
        f"a: |\n  {'[' * 100}\n{'  - x' * 30}",
        f"a: x\n{' ' * 100}y",
        f"a: [\n{' ' * 100}x]",
        f"a: [{'[x], ' * 200}]",
        f"{'a: [[[x], {b: 1}], 2]' + chr(10)}" + "".join(f"a{n}: [[{{a: [x]}}]]\n" for n in range(200)),
        "---\n" + "- a: [x]\n  b: {c: 1}\n" * 200,
    ],
)
def test_brackets_that_do_not_nest_are_no_fault(text: str) -> None:
    assert not read_yaml(text, "p.yaml").problems


def _depth(text: str, loader: type) -> tuple[int, bool]:
    """Return how deep the library itself finds a text to nest, and whether it can read all of it."""
    deepest = depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            deepest = max(deepest, depth)
    except yaml.YAMLError:
        return deepest, False
    return deepest, True


_PIECES = (
    "[",
    "[a: ",
    "{a: ",
    "{",
    "- ",
    "-\t",
    "? ",
    ": ",
    "a: ",
    "a:\n",
    "\n",
    " ",
    "--- ",
    "&x ",
    "!t ",
    "x",
    "]",
    "}",
    ", ",
)
_RUNS = st.lists(st.tuples(st.sampled_from(_PIECES), st.integers(1, 49)), min_size=1, max_size=4)
_STAIRS = st.integers(0, 49)


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@examples(200)
@given(stairs=_STAIRS, step=st.sampled_from(["a:", "-", "- a:", "?"]), runs=_RUNS)
def test_no_text_is_too_deep_unseen(loader: type, stairs: int, step: str, runs: list[tuple[str, int]]) -> None:
    text = _stairs(stairs, step) + " " * stairs + _closed("".join(piece * times for piece, times in runs))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamlfile, "_Loader", loader)
        refused = bool(_too_deep(text))
    depth, readable = _depth(text, loader)
    assert refused or depth <= MAX_DEPTH
    assert not refused or depth > MAX_DEPTH or not readable


def test_a_file_of_more_than_a_megabyte_is_refused_unread() -> None:
    assert "larger than 1 MB" in read_yaml(b" " * (MAX_BYTES + 1), "p.yaml").problems[0].text


def test_text_that_is_not_utf_8_says_so() -> None:
    assert "UTF-8" in read_yaml("name: José".encode("latin-1"), "p.yaml").problems[0].text


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize(
    "data", [b"\x00", b"a: \x00", b"\xff\xfe", b"\x80", b"a: \x07", b"a: \xed\xa0\x80", b"[" * 60 + b"\x07"]
)
def test_bytes_that_are_no_text_end_in_a_problem(data: bytes) -> None:
    assert read_yaml(data, "p.yaml").problems


def test_half_a_character_in_a_text_says_so() -> None:
    assert "UTF-8 text (character 4)" in read_yaml("a: \ud800", "p.yaml").problems[0].text


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    written = "\ufeffage: 67\r\nname: Ana\r\n"
    assert _data(written) == _data(written.encode()) == {"age": 67, "name": "Ana"}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_holds_nothing(text: str) -> None:
    assert _data(text) is None


def test_every_value_knows_its_place() -> None:
    read = read_yaml("age: 67\nmedications:\n  - furosemide\n  - Zocor\n", "p.yaml")
    assert read.places[("age",)] == (1, 6)
    assert read.places[("medications", 1)] == (4, 5)
    assert read.key_places[("medications",)] == (2, 1)


def test_two_faults_are_told_at_once() -> None:
    assert len(read_yaml("a: &x 1\nb: 2\nb: 3\nc: !t 4\n", "p.yaml").problems) >= 2
