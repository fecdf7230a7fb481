"""What is denied, past or somebody else's is told from what is there."""

from __future__ import annotations

import pytest
from conftest import CONTENT

from planner.lexicon.names import Names
from planner.profile.resolve import load_profile
from planner.recognition.reading import read_entry

STATUS = [
    ("no diabetes", "diabetes", "denied"),
    ("no history of gout", "gout", "denied"),
    ("does not have epilepsy", "epilepsy", "denied"),
    ("diabetes ruled out", "diabetes", "denied"),
    ("diabetes: no", "diabetes", "denied"),
    ("denies chest pain and breathlessness", "breathless", "denied"),
    ("no diabetes or heart failure", "heart-failure", "denied"),
    ("no diabetes, hypertension or stroke", "stroke", "denied"),
    ("calf not swollen", "calf-swollen-warm", "denied"),
    ("not pregnant", "pregnancy", "denied"),
    ("non-smoker", "smoking", "denied"),
    ("does not drink alcohol", "alcohol-use", "denied"),
    ("no longer pregnant", "pregnancy", "past"),
    ("ex-smoker", "smoking", "past"),
    ("history of heart failure", "heart-failure", "past"),
    ("had an eating disorder", "eating-disorder", "past"),
    ("anorexia in 2005", "eating-disorder", "past"),
    ("gout resolved", "gout", "past"),
    ("low sodium last year", "low-sodium", "past"),
    ("low sodium in the last year", "low-sodium", "current"),
    ("fell last year", "fall-last-year", "current"),
    ("fell in the last year", "fall-last-year", "current"),
    ("pregnant last year", "pregnancy", "current"),
    ("hip replacement last year", "hip-replacement", "past"),
    ("mother had a clot", "blood-clot", "relative"),
    ("family history of diabetes", "diabetes", "relative"),
    ("diabetes in my mother", "diabetes", "relative"),
    ("I have had diabetes for 10 years", "diabetes", "current"),
    ("diabetes since: 2012", "diabetes", "current"),
    ("no diabetes and heart failure", "heart-failure", "current"),
    ("no diabetes but heart failure", "heart-failure", "current"),
    ("mother had a clot and I have heart failure", "heart-failure", "current"),
    ("not controlled diabetes", "diabetes", "current"),
    ("high potassium last month", "high-potassium", "current"),
    ("not severe heart failure", "heart-failure", "current"),
    ("no stable angina, heart failure", "heart-failure", "current"),
    ("not sure if diabetes", "diabetes", "current"),
    ("denies fever, has a clot", "blood-clot", "current"),
    ("no gout, on dialysis", "dialysis", "current"),
    ("no family history of gout", "gout", "relative"),
    ("gout not ruled out", "gout", "current"),
    ("h/o gout", "gout", "past"),
    ("s/p kidney transplant", "kidney-transplant", "past"),
    ("epilepsy as a child", "epilepsy", "past"),
    ("wife has MS", "multiple-sclerosis", "relative"),
    ("lives with MS", "multiple-sclerosis", "current"),
    ("FH: gout, diabetes", "diabetes", "relative"),
    ("screened for gout", "gout", "planned"),
    ("gout screening", "gout", "planned"),
    ("hip replacement planned", "hip-replacement", "planned"),
    ("waiting list for TKR", "knee-replacement", "planned"),
    ("needs dialysis", "dialysis", "current"),
    ("weakness due to diabetes", "diabetes", "current"),
    ("stopped smoking", "smoking", "past"),
    ("not controlled diabetes", "diabetes", "current"),
]
UNCERTAIN = [
    "?gout",
    "gout?",
    "? gout",
    "possible gout",
    "query gout",
    "r/o gout",
    "gout suspected",
    "cannot exclude gout",
]


@pytest.mark.parametrize(("text", "id_", "status"), STATUS)
def test_what_is_denied_past_or_of_a_relative_is_told_from_what_is_there(
    names: Names, text: str, id_: str, status: str
) -> None:
    assert {f.status for f in read_entry(text, names, "conditions").findings if f.id == id_} == {status}


@pytest.mark.parametrize("text", UNCERTAIN)
def test_what_is_uncertain_counts_as_there_and_is_read(names: Names, text: str) -> None:
    reading = read_entry(text, names, "conditions")
    assert not reading.leftover
    assert [(f.id, f.status, f.uncertain) for f in reading.findings] == [("gout", "current", True)]


def test_what_is_uncertain_only_restricts() -> None:
    profile = load_profile({"age": 50, "conditions": ["?gout"]}, CONTENT)
    assert not profile.not_recognised
    assert [(entry.id, entry.near_miss) for entry in profile.facts["conditions"].entries] == [("gout", True)]
    assert ("gout", "your words say that it is not certain") in {(one.taken, one.because) for one in profile.assumed}


def test_what_is_planned_is_no_fact() -> None:
    profile = load_profile({"age": 50, "conditions": ["hip replacement planned"]}, CONTENT)
    assert not profile.not_recognised
    assert not profile.facts["conditions"].entries
