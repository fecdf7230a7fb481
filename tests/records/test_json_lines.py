"""A list as JSON Lines: one person a line, and a line that is none costs itself alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lists import cells, opened

from planner.errors import PlannerError, ProfileError
from planner.records.rows import row_answers

pytestmark = pytest.mark.usefixtures("here")


def test_a_line_holds_what_a_profile_holds() -> None:
    people = [
        {"id": 7, "age": 67, "cramps": {"where": ["calf"], "nights_per_week": 3}, "medications": ["Zocor", "iron"]},
        {"Patient ID": "B", "DOB": "31/12/1956", "First name": "Ann", "Last name": "Lee", "Ward": 3},
    ]
    source = opened("\n\n".join(map(json.dumps, people)), "list.jsonl")
    first, second = source.rows()
    assert row_answers(first).answers.cramps.nights_per_week == 3
    assert row_answers(first).answers.medications == ("Zocor", "iron")
    assert (first.line, first.cells["id"], second.line) == (1, "7", 3)
    assert second.cells == {"id": "B", "birth_date": "1956-12-31", "name": "Ann Lee"}
    assert source.taken == "JSON Lines, 'Patient ID' as id, 'DOB' as birth_date, ignored: Ward"
    assert [json.loads(row.raw) for row in source.rows()] == people
    assert source.head == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"age": }', "is no JSON object on one line"),
        ("[67]", "is no JSON object on one line"),
        ("67", "is no JSON object on one line"),
        ("[" * 100_000, "is no JSON object on one line"),
        ('{"age": 67, "age": 6}', "says one key twice"),
        ('{"age": 67, "Patient age": 6}', "says 'age' twice, under two names"),
        ('{"age": NaN}', "a number that is none"),
        ('{"age": 67, "id": "\\ud800"}', "holds half of a letter"),
        ('{"age": 67, "\\udfff\\ud800": ["x"]}', "holds half of a letter"),
        ('{"age": ' + "9" * 100_000 + "}", "is no JSON object on one line"),
        ('{"age": 67, "name": "' + "x" * 1_000_000 + '"}', "is longer than 1,000,000 letters"),
    ],
)
def test_a_line_that_is_no_person_costs_itself_alone(line: str, words: str) -> None:
    rows = list(opened('{"id": "A", "age": 67}\n' + line + '\n{"id": "B", "age": 55}\n', "list.jsonl").rows())
    assert [bool(row.problem) for row in rows] == [False, True, False]
    assert words in rows[1].problem
    assert rows[1].raw == line


def test_it_is_known_by_what_it_holds_and_not_by_its_name() -> None:
    assert cells(opened('{"age": 67}\n{"age": 55}\n', "list.txt")) == [{"age": 67}, {"age": 55}]
    assert cells(opened('{"age": 67}\n'.encode("utf-16"))) == [{"age": 67}]


def test_what_failed_of_it_is_such_a_list_again() -> None:
    failed = [row.raw for row in opened('[67]\n{"id": "A", "age": 670}\n', "list.jsonl").rows()]
    again = opened("\n".join(failed), "failed.csv")
    assert [bool(row.problem) for row in again.rows()] == [True, False]


def test_a_list_of_objects_over_lines_is_told_what_is_read() -> None:
    with pytest.raises(ProfileError, match="JSON Lines"):
        opened('[\n{"age": 67},\n{"age": 66}\n]\n', "list.json")


def test_a_profile_over_several_lines_is_no_list() -> None:
    with pytest.raises(ProfileError, match=r"looks like a profile of one person; .* planner render ana.json"):
        opened('{\n  "age": 67\n}\n', "ana.json")


def test_a_list_where_nobody_has_an_age_is_one_error() -> None:
    with pytest.raises(ProfileError, match="'age' is missing"):
        opened('{"id": "A"}\n{"id": "B"}\n', "list.jsonl")


def test_an_id_is_a_line_of_text_whatever_it_was() -> None:
    rows = list(opened('{"age": 67, "id": null}\n{"age": 66, "id": [1]}\n{"age": 65, "id": true}\n').rows())
    assert [row.cells["id"] for row in rows] == ["", "", "yes"]
    assert [row.problem for row in rows] == ["", "id: expected a line of text", ""]


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
_KEYS = st.sampled_from(["age", "id", "name", "first_name", "start", "birth_date", "cramps", "country", "sex", "X", ""])


@given(st.lists(st.dictionaries(_KEYS, _VALUES, max_size=5), min_size=1, max_size=4))
@settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_whatever_a_line_holds_it_is_a_person_or_an_error(people: list[dict[str, object]]) -> None:
    text = "".join(json.dumps(person) + "\n" for person in [{"age": 67}, *people])
    rows = list(opened(text, "list.jsonl").rows())
    assert len(rows) == len(people) + 1
    assert all(isinstance(row.cells.get(key, ""), str) for row in rows for key in ("id", "name"))
    for row in rows:
        try:
            assert row_answers(row).answers.age >= 0
        except PlannerError as error:
            assert error.exit_code == 3  # noqa: PT017 - most lines are a person
