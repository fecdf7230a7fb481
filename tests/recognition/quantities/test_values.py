"""Stages, and values with the name of their test."""

from __future__ import annotations

import pytest
from recognised import finding_of, ids

from planner.lexicon.names import Names
from planner.recognition.reading import read_entry

STAGES = [
    ("CKD", 3),
    ("chronic kidney disease stage 3b", 3),
    ("Chronic kidney disease stage 2 (disorder)", 2),
    ("CKD stage III", 3),
    ("ckd3a", 3),
    ("CKD G4", 4),
    ("CKD G3aA2", 3),
    ("stage 4 CKD", 4),
    ("CKD stage 3-4", 4),
    ("mild kidney disease", 3),
    ("kidney failure", 5),
    ("End stage renal disease", 5),
    ("C.K.D. 5", 5),
    ("E.S.R.F.", 5),
    ("CKD 5D", 5),
    ("CKD stage 5D", 5),
    ("CKD G5D", 5),
    ("stage 5D CKD", 5),
    ("CKD 3T", 3),
    ("CKD G5T", 5),
]


@pytest.mark.parametrize(("text", "stage"), STAGES)
def test_a_stage_of_kidney_disease_is_read_and_a_range_is_its_worst_end(names: Names, text: str, stage: int) -> None:
    assert finding_of(names, text, "chronic-kidney-disease").stage == stage
    assert not read_entry(text, names, "conditions").leftover


def test_a_missing_stage_is_assumed_and_said(names: Names) -> None:
    assert "stage 3" in finding_of(names, "bad kidneys", "chronic-kidney-disease").assumed
    assert not finding_of(names, "CKD stage 2", "chronic-kidney-disease").assumed


@pytest.mark.parametrize(
    ("text", "treated"),
    [("CKD 5D", "dialysis"), ("G5D", "dialysis"), ("CKD stage 5D", "dialysis"), ("CKD 3T", "kidney-transplant")],
)
def test_a_letter_behind_a_stage_tells_of_dialysis_or_a_transplant(names: Names, text: str, treated: str) -> None:
    assert treated in ids(read_entry(text, names, "conditions").findings)


ADJECTIVES = [
    ("hypokalaemic", "low-blood-potassium"),
    ("hyperkalemic", "high-potassium"),
    ("hyponatraemic", "low-sodium"),
    ("myasthenic", "myasthenia-gravis"),
    ("anorexic", "eating-disorder"),
    ("jaundiced", "decompensated-cirrhosis"),
    ("bulimic", "eating-disorder"),
    ("septic", "sepsis"),
    ("septic shock", "sepsis"),
    ("hyperkalaemic periodic paralysis", "nerve-muscle-illness"),
]


@pytest.mark.parametrize(("text", "id_"), ADJECTIVES)
def test_a_person_is_named_by_an_illness(names: Names, text: str, id_: str) -> None:
    reading = read_entry(text, names, "conditions")
    assert id_ in ids(reading.findings)
    assert not reading.leftover


MEASURED = [
    ("eGFR 12", "chronic-kidney-disease", 5, "current"),
    ("egfr=12", "chronic-kidney-disease", 5, "current"),
    ("eGFR: 28 ml/min/1.73 m²", "chronic-kidney-disease", 4, "current"),
    ("gout, eGFR is 45 ml/min", "chronic-kidney-disease", 3, "current"),
    ("low eGFR 28", "chronic-kidney-disease", 4, "current"),
    ("eGFR under 30", "chronic-kidney-disease", 5, "current"),
    ("K+ 6,1 mmol/l", "high-potassium", None, "current"),
    ("potassium > 5.5", "high-potassium", None, "current"),
    ("potassium 5.2", "high-potassium", None, "past"),
    ("Na 128", "slightly-low-sodium-result", None, "current"),
    ("sodium 132", "low-sodium", None, "past"),
    ("BMI=15", "very-low-bmi", None, "current"),
    ("BMI=31.2.", "obesity", None, "current"),
]


@pytest.mark.parametrize(("text", "id_", "stage", "status"), MEASURED)
def test_a_value_with_the_name_of_its_test_says_what_it_stands_for(
    names: Names, text: str, id_: str, stage: int | None, status: str
) -> None:
    found = finding_of(names, text, id_)
    assert (found.stage, found.status, found.near_miss) == (stage, status, False)
    assert not read_entry(text, names, "conditions").leftover


@pytest.mark.parametrize("text", ["eGFR 75", "eGFR > 60", "potassium 4.2 mmol/l", "Na 140", "BMI 24.5 kg/m2"])
def test_an_ordinary_value_is_read_and_needs_no_rule(names: Names, text: str) -> None:
    reading = read_entry(text, names, "conditions")
    assert ids(reading.findings) == {"neutral-finding"}
    assert not reading.leftover


def test_a_value_takes_nothing_from_the_words_around_it(names: Names) -> None:
    assert {f.status for f in read_entry("low sodium 132", names, "conditions").findings} == {"past", "current"}
    assert "pregnancy-complication" in ids(read_entry("gestational hypertension 150/95", names, "conditions").findings)


@pytest.mark.parametrize(("text", "stage"), [("CKD stage 0", 3), ("CKD stage 9", 5), ("CKD 3 weeks ago", 3)])
def test_a_stage_that_cannot_be_is_read_the_strict_way(names: Names, text: str, stage: int) -> None:
    assert finding_of(names, text, "chronic-kidney-disease").stage == stage
