"""Medicines among other words are taken, stopped, planned or somebody else's, whichever key they stand under."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT, plan_for, shown

from planner.lexicon.names import Names
from planner.logic.facts import Listed
from planner.profile.profile import Profile
from planner.profile.resolve import load_profile
from planner.recognition.reading import read

TAKEN = [
    ("conditions", "AF on warfarin", {"warfarin"}),
    ("conditions", "atrial fibrillation, takes apixaban 5 mg bd", {"apixaban"}),
    ("conditions", "heart failure on furosemide 40 mg and ramipril", {"furosemide", "ramipril"}),
    ("symptoms", "ankle swelling since amlodipine", {"amlodipine"}),
    ("conditions", "RA, methotrexate 10 mg daily", {"methotrexate-daily"}),
    ("conditions", "methotrexate 10 mg once a week", {"methotrexate"}),
    ("medications", "insulin for type 1 diabetes, hypertension", {"insulin"}),
]
NOT_TAKEN = [
    ("no longer on furosemide", "past"),
    ("furosemide stopped", "past"),
    ("was on warfarin", "past"),
    ("not on warfarin", "denied"),
    ("wife takes warfarin", "relative"),
]


def taken(profile: Profile) -> set[str]:
    """Return the ids of the medicines whose rules hold."""
    listed = profile.facts["medications"]
    assert isinstance(listed, Listed)
    return {entry.id for entry in listed.entries}


@pytest.mark.parametrize(("key", "text", "ids"), TAKEN)
def test_a_medicine_is_taken_under_every_key(key: str, text: str, ids: set[str]) -> None:
    assert taken(load_profile({"age": 50, key: [text]}, CONTENT)) >= ids


@pytest.mark.parametrize(("text", "status"), NOT_TAKEN)
@pytest.mark.parametrize("key", ["conditions", "medications"])
def test_a_medicine_that_is_not_taken_has_no_rules(names: Names, key: str, text: str, status: str) -> None:
    reading = read(text, names, key)
    assert not reading.leftover
    assert {medicine.status for medicine in reading.medicines} == {status}
    assert not taken(load_profile({"age": 50, key: [text]}, CONTENT))


STARTED_SOON = ["waiting for warfarin", "due to start warfarin", "START warfarin 3 mg", "warfarin to come"]


@pytest.mark.parametrize("text", STARTED_SOON)
@pytest.mark.parametrize("key", ["conditions", "medications"])
def test_a_medicine_that_is_to_be_started_restricts_as_one_that_is_taken(names: Names, key: str, text: str) -> None:
    reading = read(text, names, key)
    assert not reading.leftover
    assert {medicine.status for medicine in reading.medicines} == {"planned"}
    profile = load_profile({"age": 50, key: [text]}, CONTENT)
    assert taken(profile) == {"warfarin"}
    assert all(medicine.uncertain for medicine in profile.medicines)


def test_insulin_that_is_to_be_started_is_none_that_is_taken() -> None:
    profile = load_profile(
        {"age": 30, "conditions": ["type 1 diabetes"], "medications": ["due to start insulin"]}, CONTENT
    )
    assert taken(profile) == {"insulin"}
    stop = plan_for(
        {"age": 30, "conditions": ["type 1 diabetes"], "medications": ["due to start insulin"]}
    ).see_clinician
    assert stop is not None
    assert "refuse-type-1-without-insulin" in {rule.id for rule in stop.rules}


def test_a_medicine_under_another_key_leaves_the_list_of_medicines_incomplete() -> None:
    def listed(**profile: Any) -> bool:
        found = load_profile({"age": 50, **profile}, CONTENT).facts["medications"]
        assert isinstance(found, Listed)
        return found.stated

    assert listed(medications="none", conditions=["AF"])
    assert not listed(medications="none", conditions=["AF on warfarin"])
    assert listed(medications=["warfarin"], conditions=["AF on warfarin"])


def test_kale_is_left_out_where_only_the_condition_names_warfarin() -> None:
    person = {"age": 70, "medications": "none", "allergies": "none", "diet": "none", "symptoms": "none"}
    assert "kale" not in shown(plan_for({**person, "conditions": ["AF on warfarin"]}))


def test_what_is_left_over_beside_a_medicine_only_restricts(names: Names) -> None:
    reading = read("AF on warfarin per blorb", names, "conditions")
    assert reading.leftover
    assert {(medicine.id, medicine.near_miss) for medicine in reading.medicines} == {("warfarin", True)}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("stopped ramipril, takes spironolactone 25 mg", {"spironolactone"}),
        ("no aspirin, on warfarin", {"warfarin"}),
        ("off lithium, on valproate", {"valproate"}),
        ("previously on apixaban, on warfarin since May", {"warfarin"}),
        ("discontinued lisinopril, spironolactone 25 mg daily", {"spironolactone"}),
        ("warfarin, aspirin stopped", {"warfarin"}),
        ("denies aspirin, takes warfarin", {"warfarin"}),
        ("AF, stopped apixaban, on warfarin", {"warfarin"}),
        ("takes his wife's spironolactone sometimes", {"spironolactone"}),
        ("bipolar, lithium", {"lithium-carbonate"}),
        ("without food: phenelzine", {"phenelzine"}),
    ],
)
@pytest.mark.parametrize("key", ["conditions", "medications"])
def test_what_is_said_of_one_medicine_is_not_said_of_the_next(key: str, text: str, ids: set[str]) -> None:
    assert taken(load_profile({"age": 50, key: [text]}, CONTENT)) == ids


@pytest.mark.parametrize("text", ["low potassium", "potassium 3.1", "magnesium deficiency"])
def test_a_mineral_beside_other_words_is_no_medicine(names: Names, text: str) -> None:
    assert not read(text, names, "conditions").medicines


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("stopped phenelzine 2 weeks ago", True),
        ("stopped phenelzine 4 weeks ago", False),
        ("stopped fluoxetine 5 weeks ago", True),
        ("stopped fluoxetine 6 weeks ago", False),
        ("stopped fluoxetine", True),
        ("stopped furosemide yesterday", False),
    ],
)
def test_some_medicines_keep_their_rules_after_they_were_stopped(text: str, holds: bool) -> None:
    assert bool(taken(load_profile({"age": 50, "medications": [text]}, CONTENT))) == holds


def test_a_stopped_medicine_leaves_its_illness() -> None:
    profile = load_profile({"age": 50, "medications": ["stopped metformin"]}, CONTENT)
    assert "diabetes" in {entry.id for entry in profile.facts["conditions"].entries}


def test_a_stopped_quinolone_leaves_its_tendons_behind() -> None:
    profile = load_profile({"age": 50, "medications": ["ciprofloxacin finished 2 months ago"]}, CONTENT)
    left = [entry for entry in profile.facts["conditions"].entries if entry.id == "quinolone-lately"]
    assert [entry.weeks_ago for entry in left] == [8]
    assert not taken(profile)
