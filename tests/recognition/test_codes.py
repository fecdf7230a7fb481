"""Codes of classifications: read where an entry brings them, and never out of a dose, a date, a number or a name."""

from __future__ import annotations

import re

import pytest
from conftest import CONTENT
from recognised import ids

from planner.lexicon.codes import is_snomed_concept
from planner.lexicon.folding import key
from planner.profile.resolve import load_profile
from planner.recognition.reading import read

NAMES = CONTENT.names
READ = [
    ("E11.9", {"type-2-diabetes", "diabetes"}),
    ("e11.9", {"type-2-diabetes", "diabetes"}),
    ("E119", {"type-2-diabetes", "diabetes"}),
    ("I10", {"hypertension"}),
    ("I10.", {"hypertension"}),
    ("ICD-10: E11.9", {"type-2-diabetes", "diabetes"}),
    ("ICD-10-CM E11.9", {"type-2-diabetes", "diabetes"}),
    ("ICD10 I10", {"hypertension"}),
    ("icd 10: i10", {"hypertension"}),
    ("ICD-10 code: I10", {"hypertension"}),
    ("CIM-10: I10", {"hypertension"}),
    ("E11.9 Type 2 diabetes mellitus", {"type-2-diabetes", "diabetes"}),
    ("E11.9 - Type 2 diabetes mellitus without complications", {"type-2-diabetes", "diabetes"}),
    ("Type 2 diabetes mellitus (E11.9)", {"type-2-diabetes", "diabetes"}),
    ("Type 2 diabetes mellitus [E11.9]", {"type-2-diabetes", "diabetes"}),
    ("I10 Essential (primary) hypertension", {"hypertension"}),
    ("Essential (primary) hypertension (I10)", {"hypertension"}),
    ("I10: hypertension", {"hypertension"}),
    ("E119 Type 2 diabetes mellitus without complications", {"type-2-diabetes", "diabetes"}),
    ("J45.909 Unspecified asthma, uncomplicated", {"asthma"}),
    ("J45.909", {"asthma"}),
    ("I48.91", {"arrhythmia"}),
    ("I50.9", {"heart-failure"}),
    ("J44.9", {"lung-disease"}),
    ("K21.9", {"reflux"}),
    ("M54.5", {"low-back-pain"}),
    ("M17.11", {"knee-arthritis", "arthritis"}),
    ("M10.9", {"gout"}),
    ("G20", {"parkinsons-disease"}),
    ("G35", {"multiple-sclerosis"}),
    ("G25.81", {"restless-legs"}),
    ("G47.33", {"sleep-apnoea"}),
    ("F32.9", {"depression", "neutral-finding"}),
    ("E78.5", {"high-cholesterol", "neutral-finding"}),
    ("E03.9", {"thyroid-disease"}),
    ("E66.01", {"severe-obesity", "obesity"}),
    ("N18.4", {"chronic-kidney-disease"}),
    ("N18.30", {"chronic-kidney-disease"}),
    ("N40.1", {"prostate-enlargement", "neutral-finding"}),
    ("H40.9", {"glaucoma"}),
    ("C50.911", {"cancer-diagnosis"}),
    ("C79.51", {"advanced-cancer"}),
    ("Z99.2", {"dialysis", "chronic-kidney-disease"}),
    ("Z94.0", {"kidney-transplant", "chronic-kidney-disease"}),
    ("I25.2", {"heart-attack", "heart-disease"}),
    ("E11.22", {"type-2-diabetes", "diabetes", "chronic-kidney-disease"}),
    ("E11.9, I10", {"type-2-diabetes", "diabetes", "hypertension"}),
    ("E11.9 / I10 / J45.909", {"type-2-diabetes", "diabetes", "hypertension", "asthma"}),
    ("SNOMED 38341003", {"hypertension"}),
    ("SNOMED CT: 44054006", {"type-2-diabetes", "diabetes"}),
    ("SCTID 195967001", {"asthma"}),
    ("Hypertension (38341003)", {"hypertension"}),
    ("38341003 | Hypertension", {"hypertension"}),
    # A code that is not known is harmless where the words are read.
    ("Asthma (427603009)", {"asthma"}),
    ("Z79.84 hypertension", {"hypertension"}),
]
# In none of these is a code: what is read, or left over, is what the words say.
NO_CODE = [
    "B12",
    "B12 injection",
    "vitamin B12",
    "vitamin K2",
    "K2",
    "D3",
    "vitamin D3",
    "G6PD",
    "A1c",
    "A1c 6.9",
    "HbA1c 7.2",
    "C3 vertebra",
    "C19 room",
    "T4 level",
    "T12 fracture",
    "L4 and L5",
    "room B20",
    "bed C50",
    "phone 38341003",
    "call 44054006",
    "patient id 195967001",
    "12/10/2026",
    "I10 tablets of it",
    "G20 in my notes",
    "N95 mask",
    "H1N1",
    "P53",
    "Q10",
    "asthma T38.5",
    "my E11.99999999",
    "XE11.9Z",
    "1E11.9",
    "(38341004)",
    "SNOMED 38341004",
    "Z99.99.99",
]
MEDICINES = [
    ("RxNorm 6809", {"metformin"}, False),
    ("RXCUI:6809 metformin", {"metformin"}, False),
    ("metformin 500 mg (RxNorm: 6809)", {"metformin"}, False),
    ("rxcui 1191", {"aspirin"}, False),
    ("RxNorm 6809 furosemide", {"metformin", "furosemide"}, True),
    ("RxNorm 99999999 metformin", {"metformin"}, False),
    ("C03CA01", {"loop-diuretic"}, False),
    ("C03CA01 furosemide", {"furosemide"}, False),
    ("ATC C03CA01 ramipril", {"loop-diuretic", "ramipril"}, True),
    ("ATC: N02BE01 paracetamol", {"paracetamol"}, False),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=lambda value: value if isinstance(value, str) else "")
def test_a_code_is_read_alone_and_with_its_words(text: str, expected: set[str]) -> None:
    reading = read(text, NAMES, "conditions")

    assert not reading.leftover
    assert expected <= ids(reading.findings) | {"neutral-finding"}
    assert not reading.disagrees


@pytest.mark.parametrize("text", NO_CODE)
def test_no_code_is_read_out_of_something_else(text: str) -> None:
    coded = {"hypertension", "type-2-diabetes", "asthma", "parkinsons-disease", "immunosuppressed", "cancer-treatment"}
    findings = read(text, NAMES, "conditions").findings
    said = {"asthma"} if "asthma" in text else set()

    assert not ids(findings) & coded - said


@pytest.mark.parametrize("key_", ["allergies", "diet", "medications"])
@pytest.mark.parametrize("text", ["E102", "E11.9", "I10", "E621", "A41"])
def test_under_other_keys_the_same_letters_are_no_code(text: str, key_: str) -> None:
    reading = read(text, NAMES, key_)

    assert reading.leftover
    assert not {"type-1-diabetes", "type-2-diabetes", "hypertension", "sepsis"} & ids(reading.findings)


@pytest.mark.parametrize("text", ["X99.9", "ICD-10: X99.9", "E11.9, X99", "SNOMED 427603009", "S93.401A", "Z99.99"])
def test_a_code_alone_that_is_not_known_is_not_read(text: str) -> None:
    assert read(text, NAMES, "conditions").leftover


def test_words_that_are_not_read_stay_unread_beside_a_code() -> None:
    reading = read("E11.9 frobnication of the quux", NAMES, "conditions")

    assert reading.leftover
    assert all(one.near_miss for one in reading.findings)


@pytest.mark.parametrize(
    ("text", "status"), [("history of I63.9", "past"), ("no E11.9", "denied"), ("family history of E11.9", "relative")]
)
def test_the_words_around_a_code_say_of_it_what_they_say_of_a_name(text: str, status: str) -> None:
    assert {one.status for one in read(text, NAMES, "conditions").findings} == {status}


@pytest.mark.parametrize(("code", "stage"), [("N18.1", 1), ("N18.2", 2), ("N18.31", 3), ("N18.4", 4), ("N18.6", 5)])
def test_a_code_gives_the_stage_that_it_says(code: str, stage: int) -> None:
    (finding,) = read(code, NAMES, "conditions").findings

    assert (finding.stage, finding.assumed) == (stage, "")


@pytest.mark.parametrize(
    ("code", "weeks"),
    [("S72.001A", 0), ("S72001D", 0), ("S82.891K", 0), ("S78.011A", 0), ("S72.001S", None), ("S72.001", None)],
)
def test_the_seventh_letter_says_that_an_injury_is_treated_or_heals_now(code: str, weeks: float | None) -> None:
    assert {one.weeks_ago for one in read(code, NAMES, "conditions").findings} == {weeks}


def test_where_code_and_words_disagree_both_count_and_it_is_said_once() -> None:
    profile = load_profile({"age": 50, "conditions": ["E11.9 hypertension"]}, CONTENT)

    assert {"type-2-diabetes", "hypertension"} <= ids(profile.findings)
    assert sum("its code" in one.because for one in profile.assumed) == 1
    assert not profile.not_recognised


@pytest.mark.parametrize(("text", "expected", "disagrees"), MEDICINES, ids=[one[0] for one in MEDICINES])
def test_a_medicine_is_read_by_its_number(text: str, expected: set[str], disagrees: bool) -> None:
    reading = read(text, NAMES, "medications")

    assert (ids(reading.medicines), reading.leftover, reading.disagrees) == (expected, False, disagrees)
    assert {one.given for one in reading.medicines} == {text}


@pytest.mark.parametrize("text", ["RxNorm 99999999", "6809", "RxNorm 6809 frobnix", "V09XX99"])
def test_a_number_that_is_not_known_or_not_labelled_is_no_medicine(text: str) -> None:
    assert read(text, NAMES, "medications").leftover


def test_no_name_of_ours_is_a_code_by_itself() -> None:
    written = [name for concept in CONTENT.every_concept for name in (concept.label, *concept.names)]
    written += [name for drug in CONTENT.raw.drugs for name in (drug.id, *drug.names, *drug.brands, *drug.more_names)]
    shaped = {name for name in written if re.fullmatch(r"[a-z]\d[0-9a-z]{1,5}", key(name))}

    assert {name for name in shaped if NAMES.code.icd(key(name))} == set()


@pytest.mark.parametrize("number", ["38341003", "195967001", "709044004", "73211009"])
def test_a_number_of_snomed_holds_its_own_check(number: str) -> None:
    last = (int(number[-1]) + 1) % 10

    assert is_snomed_concept(number)
    assert not is_snomed_concept(f"{number[:-1]}{last}")
    assert not is_snomed_concept(f"{number[1]}{number[0]}{number[2:]}")


def test_every_code_of_the_lists_is_read_as_what_it_stands_for() -> None:
    for one in CONTENT.raw.codes:
        for code in one.codes:
            if one.system == "snomed":
                assert is_snomed_concept(code), code
                assert not read(f"SNOMED {code}", NAMES, "conditions").leftover, code
            elif one.system == "rxnorm":
                reading = read(f"RxNorm {code}", NAMES, "medications")
                assert ids(reading.medicines) == set(one.of), code
            elif one.system == "atc":
                reading = read(f"ATC {code}01", NAMES, "medications")
                assert len(code) != 5 or ids(reading.medicines) == set(one.of), code
