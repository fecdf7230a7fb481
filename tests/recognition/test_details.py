"""How bad something is, and what no detail can be."""

from __future__ import annotations

import pytest
from recognised import finding_of

from planner.lexicon.names import Names
from planner.recognition.reading import read_entry

SEVERITY = [
    ("heart failure NYHA III", "heart-failure", True),
    ("heart failure, NYHA class II", "heart-failure", False),
    ("decompensated heart failure", "heart-failure", True),
    ("stable heart failure", "heart-failure", False),
    ("CHF", "heart-failure", None),
    ("mild asthma, heart failure", "heart-failure", None),
    ("heart failure, severe asthma", "heart-failure", True),
    ("uncontrolled hypertension", "hypertension", True),
    ("hypertension not well controlled", "hypertension", True),
    ("blood pressure 190/100", "hypertension", True),
    ("BP 150/95", "hypertension", None),
    ("well controlled high blood pressure", "hypertension", False),
]


@pytest.mark.parametrize(("text", "id_", "severe"), SEVERITY)
def test_severity_is_read_and_is_unknown_when_not_said(names: Names, text: str, id_: str, severe: bool | None) -> None:
    assert finding_of(names, text, id_).severe is severe


IMPOSSIBLE = ["pregnant, trimester 4", "pregnant 50 weeks", "0 weeks pregnant", "pregnant for 3 years", "trimester 4"]


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_a_detail_that_cannot_be_leaves_the_pregnancy_read_and_the_entry_not(names: Names, text: str) -> None:
    found = finding_of(names, text, "pregnancy")
    assert (found.weeks, found.trimester, found.near_miss) == (None, None, False)
    assert read_entry(text, names, "conditions").leftover


def test_a_neutral_finding_beside_another_takes_none_of_its_details(names: Names) -> None:
    found = finding_of(names, "pregnant, miscarriage in first trimester before", "pregnancy")
    assert found.trimester is None
