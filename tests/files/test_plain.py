"""A profile from a program is read, or refused with every problem and its key; no wrong value is ever a crash."""

from __future__ import annotations

import math
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from conftest import CONTENT, START, plan_for
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import Profile, apply, load_profile
from planner.errors import ProfileError, UsageError
from planner.pipeline import rendered
from planner.profile.keys import KEYS
from planner.reports.explain import explain_text

DEEP: list[Any] = []
for _ in range(sys.getrecursionlimit()):
    DEEP = [DEEP]
ROUND: dict[str, Any] = {}
ROUND["round"] = ROUND


class Other:
    """Something of another program's."""


ODD: dict[str, Any] = {
    "no text": b"bytes",
    "a set": {"a"},
    "an object": Other(),
    "a type": Other,
    "a date": date(1959, 1, 1),
    "another number": Decimal("NaN"),
    "not a number": math.nan,
    "infinite": math.inf,
    "a list with infinity": [-math.inf],
    "5,000 digits": 10**5000,
    "5,000 digits below zero": -(10**5000),
    "digits in a list": [10**5000],
    "digits in a map": {"weeks": 10**5000, "fluid": 10**5000, "nights_per_week": 10**5000},
    "keys that are no text": {1: 2, None: 3},
    "a map in a list": [{None: 1}],
    "deep": DEEP,
    "round": ROUND,
    "bytes in a map": {"weeks": b"30", "fluid": b"1 L", "where": b"calf"},
    "an endless line": "x" * 2_000_000,
}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", ODD)
def test_what_no_file_could_hold_is_a_problem_that_names_its_key(name: str, key: str) -> None:
    with pytest.raises(ProfileError) as told:
        load_profile({"age": 67, key: ODD[name]}, CONTENT)
    assert {problem.key.split("[")[0].split(".")[0] for problem in told.value.problems} == {key}
    assert len(str(told.value)) < 2000


@pytest.mark.parametrize("source", [None, 5, [1], {1, 2}, object(), (("age", 67),)])
def test_what_is_no_profile_at_all_is_told(source: Any) -> None:
    with pytest.raises(ProfileError, match="expected a path, text or a mapping"):
        load_profile(source, CONTENT)


@pytest.mark.parametrize("text", ["age: 67", b"age: 67", '{"age": 67}', b'\xef\xbb\xbf{"age": 67}'])
def test_text_may_be_bytes(text: str | bytes) -> None:
    assert load_profile(text, CONTENT).answers.age == 67


@pytest.mark.parametrize("text", ["age: 67\nname: \ud800", "\udfff", '{"age": 67, "name": "\udc00"}'])
def test_half_a_letter_in_text_is_told(text: str) -> None:
    with pytest.raises(ProfileError, match="half of a letter"):
        load_profile(text, CONTENT)


def test_maps_and_lists_of_every_kind_are_read() -> None:
    written = MappingProxyType(
        {"age": 67, "medications": ("Zocor",), "pregnancy": MappingProxyType({"weeks": 30}), "sex": "female"}
    )
    answers = load_profile(written, CONTENT).answers
    assert (answers.medications, answers.pregnancy and answers.pregnancy.weeks) == (("Zocor",), 30)


def test_every_problem_of_a_mapping_is_told_at_once() -> None:
    wrong = {1: 2, None: 3, "age": 670, "name": b"Ana", "medications": ["x", {"y"}], "agee": 3, "heat": math.nan}
    with pytest.raises(ProfileError) as told:
        load_profile(wrong, CONTENT)
    keys = [problem.key for problem in told.value.problems]
    assert sorted(keys) == ["", "", "age", "agee", "heat", "medications[1]", "name"]


# --- any value whatever ---------------------------------------------------------------------------------

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.binary(max_size=5)
    | st.text(st.characters(exclude_categories=()), max_size=20)
    | st.sampled_from(["30 weeks", "trimester ٣", "²", "none", "yes", "fluid=1.5 L", "\ud800", "calf", 10**400])
)
_NAMES = st.sampled_from([*KEYS, "weeks", "trimester", "where", "fluid", "\ud800", 1, None, b"x", (1,), 1.5])
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3), max_leaves=8
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(_NAMES, _VALUES, max_size=6), st.booleans())
def test_any_value_gives_a_profile_or_an_error_of_ours(written: dict[Any, Any], aged: bool) -> None:
    profile = _loaded({**written, "age": 67} if aged else written)
    if profile is None:
        return
    plan = apply(CONTENT.template("night-leg-cramps"), profile, START)
    for form in ("json", "text", "markdown", "ics"):
        _is_clean(rendered(plan, CONTENT, form).decode())
    _is_clean(explain_text(plan))


def _loaded(written: dict[Any, Any]) -> Profile | None:
    try:
        return load_profile(written, CONTENT)
    except ProfileError as told:
        error = told
    assert error.problems
    assert str(error) == "\n".join(map(str, error.problems))
    return None


def _is_clean(text: str) -> None:
    assert not set(text.replace("\r\n", "\n")) & {"\x00", "\x07", "\x1b", "\r", "\x9b", "\u202e", "\u2028", "\u2029"}


@pytest.mark.parametrize("form", ["json", "text", "markdown", "ics", "pdf"])
def test_no_result_holds_a_sign_that_moves_a_terminal(form: str) -> None:
    text = "a\x1b[31mb\x07c\rd\u202ee\u2028f\x9bg\ud800h"
    person = {key: [text] for key in ("medications", "conditions", "symptoms", "habits", "allergies", "diet")}
    plan = plan_for({"age": 67, "name": text, "id": text, "limits": {"fluid": "1.5 L"}, **person})
    made = rendered(plan, CONTENT, form)
    if form == "pdf":
        assert made.startswith(b"%PDF-")
    else:
        _is_clean(made.decode())
    _is_clean(explain_text(plan))


# --- the key of a problem -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("age: 670", ["age"]),
        ("agee: 67", ["agee"]),
        ("name: Ana", ["age"]),
        ("age: 67\npregnancy: {weeks: 99}", ["pregnancy.weeks"]),
        ("age: 67\npregnancy: {week: 9}", ["pregnancy.week"]),
        ("age: 67\ncramps: {where: [calf, knee]}", ["cramps.where[1]"]),
        ("age: 67\nmedications: [a, [b], c]", ["medications[1]"]),
        ("age: 67\nlimits: {sugar: 1}", ["limits.sugar"]),
        ("age: 67\nage: 68", ["age"]),
        ("age: 67\nhabits: [a, &b c]\nname: !x y", ["name"]),
        ("age: 30\nsex: male\npregnancy: yes", ["pregnancy"]),
        ("age: 30\nsex: male\nconditions: [pregnant]", ["sex"]),
        ("language: [x]\nsex: q", ["language", "sex", "age"]),
        ("age: [67", [""]),
    ],
)
def test_a_problem_names_its_key(text: str, keys: list[str]) -> None:
    with pytest.raises(ProfileError) as told:
        load_profile(text, CONTENT)
    assert sorted(problem.key for problem in told.value.problems) == sorted(keys)


# --- the start --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "start",
    [None, "2026-11-23", 5, datetime(2026, 11, 23), date(9999, 12, 31), date(9999, 12, 12)],  # noqa: DTZ001
)
def test_a_start_that_is_no_date_or_too_late_is_told(start: Any) -> None:
    profile = load_profile({"age": 67}, CONTENT)
    with pytest.raises(UsageError, match="start is"):
        apply(CONTENT.template("night-leg-cramps"), profile, start)


@pytest.mark.parametrize("start", [date.min, date(9999, 12, 11)])
@pytest.mark.parametrize("form", ["json", "text", "markdown", "ics", "pdf"])
def test_the_first_and_the_last_start_give_a_sheet_in_every_format(start: date, form: str) -> None:
    plan = apply(CONTENT.template("night-leg-cramps"), load_profile({"age": 67}, CONTENT), start)
    assert rendered(plan, CONTENT, form)


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(ProfileError, match="no such file"):
        load_profile(Path("nowhere.yaml"), CONTENT)
