"""What is denied, past or somebody else's is told from what is there."""

from __future__ import annotations

import pytest

from planner.lexicon.names import Names
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
]


@pytest.mark.parametrize(("text", "id_", "status"), STATUS)
def test_what_is_denied_past_or_of_a_relative_is_told_from_what_is_there(
    names: Names, text: str, id_: str, status: str
) -> None:
    assert {f.status for f in read_entry(text, names, "conditions").findings if f.id == id_} == {status}
