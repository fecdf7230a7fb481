"""Strict YAML: what is read, and that every fault is named with its place."""

from __future__ import annotations

from typing import Any

import pytest

from planner.yamlfile import MAX_BYTES, read_yaml


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


@pytest.mark.parametrize("text", ["[" * 60 + "]" * 60, "{a: " * 60 + "1" + "}" * 60, "a: " + "- " * 200 + "x"])
def test_nesting_deeper_than_a_person_writes_is_refused(text: str) -> None:
    assert read_yaml(text, "p.yaml").problems


def test_a_hundred_thousand_brackets_end_in_a_message_and_not_in_a_crash() -> None:
    assert read_yaml("[" * 100_000, "p.yaml").problems


def test_a_file_of_more_than_a_megabyte_is_refused_unread() -> None:
    assert "larger than 1 MB" in read_yaml(b" " * (MAX_BYTES + 1), "p.yaml").problems[0].text


def test_text_that_is_not_utf_8_says_so() -> None:
    assert "UTF-8" in read_yaml("name: José".encode("latin-1"), "p.yaml").problems[0].text


@pytest.mark.parametrize("data", [b"\x00", b"a: \x00", b"\xff\xfe", b"\x80", b"a: \x07", b"a: \xed\xa0\x80"])
def test_bytes_that_are_no_text_end_in_a_problem(data: bytes) -> None:
    assert read_yaml(data, "p.yaml").problems


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    assert _data("\ufeffage: 67\r\nname: Ana\r\n".encode()) == {"age": 67, "name": "Ana"}


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
