"""Misspelt words, and words that look like others and are none."""

from __future__ import annotations

import pytest
from recognised import ids

from planner.lexicon.names import Names
from planner.recognition.reading import read_entry

FALSE_FRIENDS = [
    "calcium channel",
    "iron deficiency",
    "fit and healthy",
    "drug interactions",
    "potassium 3.1",
    "potassium 61",
    "potassium 8 mmol",
    "K 3.5-5.5",
    "eGFR 0",
    "eGFR under 90",
    "eGFR 30 to 60",
    "BMI 3",
    "power 5/5",
    "I run every day",
]


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_false_friends_are_not_recognised_and_never_dropped(names: Names, text: str) -> None:
    reading = read_entry(text, names, "conditions")
    assert not reading.findings
    assert reading.leftover


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("hypertenion", "hypertension"),
        ("astma", "asthma"),
        ("chronic kidny disease", "chronic-kidney-disease"),
        ("heart failur", "heart-failure"),
        ("heart failure like my mother", "heart-failure"),
        ("type 2 diabetes and zzzz", "diabetes"),
    ],
)
def test_an_entry_not_fully_understood_only_restricts(names: Names, text: str, id_: str) -> None:
    reading = read_entry(text, names, "conditions")
    assert reading.leftover
    found = next(finding for finding in reading.findings if finding.id == id_)
    assert found.near_miss
    assert found.resembles


def test_too_little_potassium_is_no_misspelling_of_too_much(names: Names) -> None:
    assert ids(read_entry("hypokalaemia", names, "conditions").findings) == {"low-blood-potassium"}
    assert ids(read_entry("low potassium", names, "conditions").findings) == {"low-blood-potassium"}
