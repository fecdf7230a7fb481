"""Kleene's three values: that not knowing is never yes or no, and that an assumption stays one."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT
from hypothesis import given
from hypothesis import strategies as st
from test_cases import ALL

from planner.logic.compiler import Compiler, Vocabulary
from planner.logic.criteria import All, Any_, Node, Not
from planner.logic.facts import Entry, Facts, Listed, Range
from planner.logic.table import CriteriaTable
from planner.logic.truth import Truth
from planner.profile.resolve import load_profile

YES, NO, UNKNOWN, ASSUMED = Truth.YES, Truth.NO, Truth.UNKNOWN, Truth.ASSUMED
AGE_YES: dict[str, Any] = {"age": {"at_least": 65}}
AGE_NO: dict[str, Any] = {"age": {"below": 65}}
DONT_KNOW: dict[str, Any] = {"sex": {"is": "female"}}
WEEK: dict[str, Any] = {"pregnancy_week": {"at_least": 28}}
FACTS: Facts = {"age": Range(70, 70), "pregnancy_week": Range(14, 42, assumed=True)}


def _truth(raw: Any, facts: Facts = FACTS, **scales: Any) -> Truth:
    faults: list[str] = []
    vocabulary = Vocabulary({}, {}, {})
    made = Compiler(vocabulary, lambda path, text: faults.append(f"{path}: {text}")).compile(raw)
    assert not faults, faults
    return made.judge(facts).truth


def _faults(raw: Any) -> list[str]:
    faults: list[str] = []
    known = Vocabulary({"old": Compiler(Vocabulary({}, {}, {}), lambda *_: None).compile(AGE_YES)}, {}, {})
    Compiler(known, lambda path, text: faults.append(text)).compile(raw)
    return faults


VALUES = [(AGE_YES, YES), (AGE_NO, NO), (DONT_KNOW, UNKNOWN), (WEEK, ASSUMED)]


@pytest.mark.parametrize(("one", "a"), VALUES)
@pytest.mark.parametrize(("other", "b"), VALUES)
def test_all_is_the_least_and_any_the_greatest_of_its_parts(one: Any, a: Truth, other: Any, b: Truth) -> None:
    assert _truth({"all": [one, other]}) is min(a, b)
    assert _truth({"any": [one, other]}) is max(a, b)


@pytest.mark.parametrize(("one", "truth"), [(AGE_YES, NO), (AGE_NO, YES), (DONT_KNOW, UNKNOWN), (WEEK, ASSUMED)])
def test_not_turns_yes_and_no_and_leaves_what_is_not_known(one: Any, truth: Truth) -> None:
    assert _truth({"not": one}) is truth


@pytest.mark.parametrize(
    ("test", "age", "truth"),
    [
        ({"at_least": 65}, 65, YES),
        ({"at_least": 65}, 64, NO),
        ({"at_most": 65}, 65, YES),
        ({"at_most": 65}, 66, NO),
        ({"above": 65}, 65, NO),
        ({"below": 65}, 65, NO),
        ({"between": [12, 17]}, 12, YES),
        ({"between": [12, 17]}, 17, YES),
        ({"between": [12, 17]}, 18, NO),
        ({"is": 12}, 12, YES),
        ({"at_least": 12, "below": 18}, 17, YES),
        ({"at_least": 12, "below": 18}, 18, NO),
    ],
)
def test_each_bound_holds_where_it_says(test: Any, age: int, truth: Truth) -> None:
    assert _truth({"age": test}, {"age": Range(age, age)}) is truth


@pytest.mark.parametrize(
    ("weeks", "truth"),
    [
        (Range(1, 13), NO),
        (Range(14, 27), NO),
        (Range(28, 42), YES),
        (Range(14, 42, assumed=True), ASSUMED),
        (Range(20, 30), ASSUMED),
    ],
)
def test_a_range_that_may_fit_is_an_assumption_and_one_that_cannot_is_a_no(weeks: Range, truth: Truth) -> None:
    assert _truth(WEEK, {"pregnancy_week": weeks}) is truth


HIP = {"conditions": {"includes": {"id": "hip", "weeks_ago": {"below": 12}}}}


@pytest.mark.parametrize(
    ("listed", "truth"),
    [
        (Listed((Entry("hip", weeks_ago=8),)), YES),
        (Listed((Entry("hip", weeks_ago=12),)), NO),
        (Listed((Entry("hip"),)), UNKNOWN),
        (Listed((Entry("hip", weeks_ago=8, near_miss=True),)), ASSUMED),
        (Listed((Entry("hip", weeks_ago=8, status="denied"),)), NO),
        (Listed((Entry("hip", weeks_ago=8, status="relative"),)), NO),
        (Listed(()), NO),
        (Listed((), stated=False), UNKNOWN),
        (Listed((), unreadable=("blorb",)), UNKNOWN),
        (Listed((Entry("hip", weeks_ago=8),), stated=False), YES),
    ],
)
def test_an_entry_counts_by_its_details_and_its_absence_only_on_a_complete_list(listed: Listed, truth: Truth) -> None:
    assert _truth(HIP, {"conditions": listed}) is truth


LATELY = {"conditions": {"includes": {"id": "hip", "dated": True, "days_ago": {"at_most": 90}}}}


@pytest.mark.parametrize(
    ("entry", "truth"),
    [
        (Entry("hip", weeks_ago=90 / 7), YES),
        (Entry("hip", weeks_ago=91 / 7), NO),
        (Entry("hip", weeks_ago=3 / 7), YES),
        (Entry("hip"), NO),
        (Entry("hip", weeks_ago=8, status="past"), YES),
    ],
)
def test_an_event_counts_by_the_day_and_without_a_date_not_at_all(entry: Entry, truth: Truth) -> None:
    assert _truth(LATELY, {"conditions": Listed((entry,))}) is truth


@pytest.mark.parametrize("days", range(120))
def test_every_day_of_a_date_is_a_whole_number(days: int) -> None:
    assert Entry("hip", weeks_ago=days / 7).days_ago == days
    assert Entry("hip", weeks_ago=days * (1 / 7)).days_ago == days


NOW = {"symptoms": {"includes": {"id": "fits", "felt_days_ago": {"at_most": 1}}}}
AMONG_SYMPTOMS = {"symptoms": {"includes": {"id": "fits", "key": "symptoms"}}}


@pytest.mark.parametrize(
    ("entry", "truth"),
    [
        (Entry("fits"), YES),
        (Entry("fits", weeks_ago=1 / 7), YES),
        (Entry("fits", weeks_ago=2 / 7), NO),
        (Entry("fits", weeks_ago=1 / 7, status="past"), YES),
        (Entry("fits", status="past"), NO),
        (Entry("fits", status="denied"), NO),
        (Entry("fits", near_miss=True), ASSUMED),
    ],
)
def test_a_sign_without_a_date_is_felt_now_unless_it_is_past(entry: Entry, truth: Truth) -> None:
    assert _truth(NOW, {"symptoms": Listed((entry,))}) is truth


@pytest.mark.parametrize(("key", "truth"), [("symptoms", YES), ("conditions", NO)])
def test_a_criterion_may_ask_under_which_key_something_was_written(key: str, truth: Truth) -> None:
    assert _truth(AMONG_SYMPTOMS, {"symptoms": Listed((Entry("fits", key=key),))}) is truth


STEADY = {"medication_classes": {"count": {"of": ["acei", "arb"], "at_least": 2}}}


@pytest.mark.parametrize(
    ("listed", "truth"),
    [
        (Listed((Entry("acei", of="a"), Entry("arb", of="b"))), YES),
        (Listed((Entry("acei", of="a"), Entry("arb", of="a"))), NO),
        (Listed((Entry("acei", of="a"), Entry("arb", of="b", near_miss=True))), ASSUMED),
        (Listed((Entry("acei", of="a"),)), NO),
        (Listed((Entry("acei", of="a"),), unreadable=("x",)), UNKNOWN),
        (Listed((), stated=False), UNKNOWN),
    ],
)
def test_counting_counts_medicines_and_not_their_classes(listed: Listed, truth: Truth) -> None:
    assert _truth(STEADY, {"medication_classes": listed}) is truth


def test_stated_is_the_one_question_that_is_never_unknown() -> None:
    assert _truth({"sex": {"stated": False}}) is YES
    assert _truth({"age": {"stated": True}}) is YES
    assert _truth({"conditions": {"stated": True}}, {"conditions": Listed(stated=False)}) is NO


def test_unreadable_asks_for_entries_that_nobody_knows() -> None:
    assert _truth({"medications": {"unreadable": True}}, {"medications": Listed(unreadable=("x",))}) is YES
    assert _truth({"medications": {"unreadable": True}}, {"medications": Listed()}) is NO


def test_nothing_asked_holds_for_everybody() -> None:
    assert _truth(None) is YES


def test_the_reasons_are_those_that_settled_the_truth() -> None:
    made = Compiler(Vocabulary({}, {}, {}), lambda *_: None).compile({"all": [AGE_YES, DONT_KNOW]})
    judged = made.judge(FACTS)
    [reason] = judged.reasons(FACTS)
    assert (reason.fact, reason.truth) == ("sex", UNKNOWN)


@pytest.mark.parametrize("plan", CONTENT.templates)
def test_judged_together_every_criterion_comes_to_what_it_comes_to_alone(plan: str) -> None:
    template = CONTENT.template(plan)
    criteria = [*(bound.when for bound in CONTENT.rules), *template.conditions.values()]
    for _, _, written in ALL[::11]:
        facts = load_profile(written, CONTENT).facts
        together = template.table.judge(facts)
        assert together == [criterion.truth(facts) for criterion in criteria]


LEAVES: tuple[dict[str, Any], ...] = (
    AGE_YES,
    AGE_NO,
    DONT_KNOW,
    WEEK,
    HIP,
    LATELY,
    {"conditions": {"includes": {"id": ["hip", "gout"], "felt_days_ago": {"between": [2, 60]}}}},
    STEADY,
    {"conditions": {"includes": "gout"}},
    {"conditions": {"includes_any": ["gout", "hip"]}},
    {"conditions": {"unreadable": True}},
    {"conditions": {"stated": True}},
    {"allergies": {"includes": {"id": "nuts", "severe": True}}},
)
# Trees of criteria, joined in every way, some of them with no part or with one.
NODES: st.SearchStrategy[Node] = st.recursive(
    st.sampled_from([Compiler(Vocabulary({}, {}, {}), lambda *_: None).compile(leaf) for leaf in (None, *LEAVES)]),
    lambda node: st.one_of(
        st.builds(Not, node),
        st.builds(All, st.lists(node, max_size=3).map(tuple)),
        st.builds(Any_, st.lists(node, max_size=3).map(tuple)),
    ),
    max_leaves=12,
)
ENTRIES = st.builds(
    Entry,
    st.sampled_from(["hip", "gout", "nuts", "acei", "arb"]),
    weeks_ago=st.sampled_from([None, 8, 20]),
    severe=st.sampled_from([None, False, True]),
    status=st.sampled_from(["current", "past", "denied", "relative"]),
    near_miss=st.booleans(),
)
LISTED = st.builds(Listed, st.lists(ENTRIES, max_size=3).map(tuple), st.booleans(), st.sampled_from([(), ("blorb",)]))
PEOPLE: st.SearchStrategy[Facts] = st.fixed_dictionaries(
    {"age": st.sampled_from([Range(64, 64), Range(70, 70), Range(60, 70, assumed=True)])},
    optional={
        "sex": st.sampled_from(["female", "male"]),
        "pregnancy_week": st.sampled_from([Range(30, 30), Range(14, 42, assumed=True)]),
        **dict.fromkeys(("conditions", "allergies", "medication_classes"), LISTED),
    },
)


@given(st.lists(NODES, min_size=1, max_size=6), PEOPLE)
def test_whatever_the_criteria_a_table_judges_them_as_each_judges_itself(criteria: list[Node], facts: Facts) -> None:
    assert CriteriaTable(criteria).judge(facts) == [criterion.truth(facts) for criterion in criteria]


@given(NODES, PEOPLE)
def test_the_reasons_alone_would_have_settled_the_truth(criterion: Node, facts: Facts) -> None:
    """Nothing that is told as a reason is beside the point: of `all` that is no, only what is no is told."""
    truth, told = criterion.truth(facts), {reason.truth for reason in criterion.reasons(facts)}
    if truth in (UNKNOWN, ASSUMED):
        assert told == {truth}
    else:
        assert told <= {YES, NO}


def test_judged_together_criteria_of_one_part_and_of_none_keep_their_meaning() -> None:
    part = Compiler(Vocabulary({}, {}, {}), lambda *_: None).compile(DONT_KNOW)
    criteria: list[Node] = [All(()), Any_(()), All((part,)), Any_((part,)), part]
    assert CriteriaTable(criteria).judge(FACTS) == [YES, NO, UNKNOWN, UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"age": {"atleast": 65}}, "at_least"),
        ({"age": {"at_least": "x"}}, "a number"),
        ({"age": {"between": [1]}}, "two numbers"),
        ({"agee": {"at_least": 1}}, "age"),
        ({"sex": {"is": "man"}}, "never"),
        ({"heat": {"is": "yes"}}, "never"),
        ({"conditions": {"include": "x"}}, "includes"),
        ({"conditions": {"includes": {"id": "x", "stagee": 3}}}, "stage"),
        ({"all": []}, "list of criteria"),
        ({"all": [AGE_YES], "any": [AGE_NO]}, "expected"),
        ("odl", "old"),
        (["age"], "expected"),
        ({"age": 65}, "comparison"),
    ],
)
def test_a_criterion_that_is_not_well_written_is_a_fault_with_a_hint(raw: Any, words: str) -> None:
    faults = _faults(raw)
    assert len(faults) == 1
    assert words in faults[0]
