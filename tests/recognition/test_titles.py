"""Titles of classifications, daily names of clinics, what needs no rule, and habits as records write them."""

from __future__ import annotations

import pytest
from conftest import CONTENT, START
from recognised import ids

from planner.lexicon.names import Names
from planner.model.terms import NO_ILLNESS
from planner.profile.recognise import WRITTEN_LISTS
from planner.profile.resolve import load_profile
from planner.recognition.entry import split_entry
from planner.recognition.phrases import LONGEST_PHRASE, phrase_hits, phrase_index, value_hits
from planner.recognition.quantities.calendar import AsOf
from planner.recognition.reading import read_entry

TITLES = [
    # ICD-10-CM
    ("Essential (primary) hypertension", {"hypertension"}),
    ("Type 2 diabetes mellitus without complications", {"type-2-diabetes", "diabetes"}),
    ("Heart failure, unspecified", {"heart-failure"}),
    ("Hyperlipidemia, unspecified", {"high-cholesterol"}),
    ("Unspecified atrial fibrillation", {"arrhythmia"}),
    ("Chronic obstructive pulmonary disease, unspecified", {"lung-disease"}),
    ("Asthma, unspecified type, unspecified", {"asthma"}),
    ("Mild intermittent asthma, uncomplicated", {"asthma"}),
    ("Gastro-esophageal reflux disease without esophagitis", {"reflux"}),
    ("Obstructive sleep apnea (adult) (pediatric)", {"sleep-apnoea"}),
    ("Spinal stenosis, lumbar region", {"spinal-stenosis"}),
    ("Unilateral primary osteoarthritis, right knee", {"knee-arthritis", "arthritis"}),
    ("Lumbago with sciatica, right side", {"sciatica"}),
    ("Fatty (change of) liver, not elsewhere classified", {"liver-disease"}),
    ("Morbid (severe) obesity due to excess calories", {"severe-obesity", "obesity"}),
    (
        "Type 2 diabetes mellitus with diabetic chronic kidney disease",
        {"type-2-diabetes", "diabetes", "chronic-kidney-disease"},
    ),
    ("Nonproliferative diabetic retinopathy", {"diabetic-eye-disease", "diabetes", "poor-sight"}),
    ("Urinary tract infection, site not specified", {"urinary-infection"}),
    ("Alcohol dependence, uncomplicated", {"alcohol-heavy", "alcohol-use"}),
    ("Nicotine dependence, cigarettes, uncomplicated", {"smoking"}),
    # ICD-9-CM and Read
    ("Asthma unspecified", {"asthma"}),
    ("Essential hypertension NOS", {"hypertension"}),
    ("Malignant neoplasm of female breast NOS", {"cancer-diagnosis", "cancer"}),
    ("[X]Depression NOS", {"depression"}),
    # SNOMED
    ("Hypertensive disorder, systemic arterial (disorder)", {"hypertension"}),
    ("Coronary arteriosclerosis", {"heart-disease"}),
    ("Disorder of kidney due to diabetes mellitus (disorder)", {"chronic-kidney-disease", "diabetes"}),
    ("Body mass index 30+ - obesity (finding)", {"obesity"}),
    # Turned round at a comma
    ("Hypertension, essential", {"hypertension"}),
    ("Hyperlipidemia, mixed", {"high-cholesterol"}),
    ("Asthma, moderate persistent", {"asthma"}),
    ("Diabetes II, uncomplicated", {"type-2-diabetes", "diabetes"}),
    # Daily names of clinics
    ("HTN", {"hypertension"}),
    ("T2DM", {"type-2-diabetes", "diabetes"}),
    ("CKD G3bA2", {"chronic-kidney-disease"}),
    ("GORD", {"reflux"}),
    ("OSA on CPAP", {"sleep-apnoea"}),
    ("IHD", {"heart-disease"}),
    ("COPD GOLD 3", {"lung-disease"}),
    ("COPD GOLD stage 2", {"lung-disease"}),
    ("DDD", {"disc-herniation"}),
    ("OA knees", {"knee-arthritis", "arthritis"}),
    ("BPH", {"prostate-enlargement"}),
    ("PCOS", {"womens-health"}),
    ("insomnia", {"insomnia"}),
    # Words that leave open what it is
    ("Ischemia", {"ischaemia-not-named", "heart-disease", "peripheral-artery-disease"}),
    ("Low blood pressure", {"low-blood-pressure", "dizziness"}),
]


@pytest.mark.parametrize(("text", "found"), TITLES)
def test_a_title_is_read_as_the_plain_name(names: Names, text: str, found: set[str]) -> None:
    reading = read_entry(text, names, "conditions")
    assert ids(reading.findings) == found
    assert not reading.leftover
    assert all(finding.covered and not finding.near_miss for finding in reading.findings)


@pytest.mark.parametrize(
    "text", ["unspecified", "NOS", "disease, unspecified", "not elsewhere classified", "(disorder)"]
)
def test_an_ending_alone_is_no_title(names: Names, text: str) -> None:
    assert read_entry(text, names, "conditions").leftover


@pytest.mark.parametrize("text", ["no, diabetes", "wife, diabetes", "DVT, PE"])
def test_only_a_title_is_turned_round(names: Names, text: str) -> None:
    assert len(ids(read_entry(text, names, "conditions").findings)) == 1


def test_the_first_visit_for_an_injury_makes_it_new(names: Names) -> None:
    first = read_entry("Fracture of rib, initial encounter", names, "conditions").findings
    assert [(finding.id, finding.weeks_ago) for finding in first] == [("leg-surgery-or-injury", 0.0)]
    later = read_entry("Fracture of rib", names, "conditions").findings
    assert [(finding.id, finding.weeks_ago) for finding in later] == [("leg-surgery-or-injury", None)]


# --- what needs no rule ---

SITUATIONS = [
    "Needs influenza immunization",
    "Encounter for immunization",
    "flu jab 2 weeks ago",
    "Encounter for screening for malignant neoplasm of colon",
    "Encounter for screening mammogram for malignant neoplasm of breast",
    "cervical smear due",
    "Encounter for general adult medical examination without abnormal findings",
    "Medication review due (situation)",
    "Full-time employment (finding)",
    "Has a criminal record (finding)",
    "lives alone",
    "housing problems",
    "family history of mental illness",
]


@pytest.mark.parametrize("text", SITUATIONS)
def test_a_situation_needs_no_rule_whenever_it_was(names: Names, text: str) -> None:
    reading = read_entry(text, names, "conditions")
    assert not reading.leftover
    assert all(finding.covered for finding in reading.findings)
    groups = {names.concept[finding.id].neutral for finding in reading.findings}
    assert groups <= {*NO_ILLNESS} or all(finding.id == "life-facts" for finding in reading.findings)


@pytest.mark.parametrize(
    "text",
    ["severe depression", "constipation getting worse", "tennis elbow 3 weeks ago", "new bipolar disorder, severe"],
)
def test_an_illness_of_the_list_is_not_checked_while_it_is_serious_or_new(names: Names, text: str) -> None:
    reading = read_entry(text, names, "conditions")
    assert reading.leftover or not all(finding.covered for finding in reading.findings)


@pytest.mark.parametrize("text", ["hearing loss, sudden", "sudden hearing loss"])
def test_sudden_deafness_is_no_ordinary_hearing_loss(names: Names, text: str) -> None:
    assert "ear-nose-throat-trouble" not in ids(read_entry(text, names, "conditions").findings)


def test_what_only_resembles_the_list_is_not_read(names: Names) -> None:
    reading = read_entry("constipatoin", names, "conditions")
    assert reading.leftover
    assert not reading.findings


def test_a_screening_or_a_relative_refuses_nobody() -> None:
    for text in (
        "Needs influenza immunization",
        "Family history of malignant neoplasm of gastrointestinal tract",
        "Encounter for screening for malignant neoplasm of colon",
    ):
        profile = load_profile({"age": 66, "conditions": [text]}, CONTENT)
        assert not profile.not_recognised
        assert {finding.status for finding in profile.findings if finding.id == "cancer-treatment"} <= {"relative"}


def test_every_name_is_short_enough_to_be_found(names: Names) -> None:
    long = [phrase for phrase in phrase_index(names).exact if len(phrase.split()) > LONGEST_PHRASE]
    assert not long


def test_every_name_is_found_where_it_is_written(names: Names) -> None:
    lost = []
    for concept in names.concepts:
        place = f"{concept.fact}/{concept.id}"
        for name in (name.partition(" = ")[0] for name in concept.names if " + " not in name):
            entry = split_entry(name, names, AsOf(START))
            hits = (*value_hits(entry), *phrase_hits(entry, phrase_index(names)))
            if place not in {target.concept for hit in hits for target in hit.targets}:
                lost.append((place, name))
    assert not lost


def test_every_name_is_read_back_as_its_own_concept_with_nothing_left_over(names: Names) -> None:
    lost = []
    for concept in names.concepts:
        key = concept.fact if concept.fact in WRITTEN_LISTS else "conditions"
        # A group, such as all nuts, is read as everything in it.
        meant = ({concept.id}, set(concept.implies) or {concept.id})
        for name in (name.partition(" = ")[0] for name in concept.names if " + " not in name):
            reading = read_entry(name, names, key)
            if reading.leftover or not any(one <= ids(reading.findings) for one in meant):
                lost.append((concept.id, name))
    assert not lost


@pytest.mark.parametrize("word", ["fib", "triple", "hat", "dau", "trang", "bot"])
@pytest.mark.parametrize("key", ["conditions", "allergies"])
def test_half_a_name_is_no_name(names: Names, word: str, key: str) -> None:
    assert read_entry(word, names, key).leftover


@pytest.mark.parametrize(
    ("text", "key", "found"),
    [
        ("A fib", "conditions", "arrhythmia"),
        ("A-fib", "conditions", "arrhythmia"),
        ("triple A", "conditions", "aneurysm"),
        ("hạt mè", "allergies", "sesame"),
        ("dầu mè", "allergies", "sesame"),
        ("mè trắng", "allergies", "sesame"),
        ("bột mỳ", "allergies", "wheat"),
        ("class II obesity", "conditions", "obesity"),
    ],
)
def test_a_name_whose_words_would_be_dropped_is_read_whole(names: Names, text: str, key: str, found: str) -> None:
    reading = read_entry(text, names, key)
    assert found in ids(reading.findings)
    assert not reading.leftover


# --- habits ---

HABITS = [
    ("Unknown if ever smoked", {("smoking-not-known", "current")}),
    ("Tobacco smoking consumption unknown", {("smoking-not-known", "current")}),
    ("Smoker, current status unknown", {("smoking", "current")}),
    ("Never smoker (Never Smoked)", {("smoking", "denied")}),
    ("Never smoked tobacco", {("smoking", "denied")}),
    ("Former smoker", {("smoking", "past")}),
    ("quit smoking 2010", {("smoking", "past")}),
    ("trying to quit smoking", {("smoking", "current")}),
    ("Current every day smoker", {("smoking", "current")}),
    ("Heavy tobacco smoker", {("smoking", "current")}),
    ("Tobacco use", {("smoking", "current")}),
    ("20 pack-years", {("smoking", "current")}),
    ("1 ppd", {("smoking", "current")}),
    ("passive smoker", {("other-peoples-smoke", "current")}),
    ("14 units a week", {("alcohol-use", "current")}),
    ("27 units/week", {("alcohol-use", "current")}),
    ("28 units/week", {("alcohol-use", "current"), ("alcohol-heavy", "current")}),
    ("3 units a day", {("alcohol-use", "current")}),
    ("4 units a day", {("alcohol-use", "current"), ("alcohol-heavy", "current")}),
    ("half a bottle of wine a night", {("alcohol-use", "current"), ("alcohol-heavy", "current")}),
    ("bottle of wine a week", {("alcohol-use", "current")}),
    ("AUDIT score 7", {("alcohol-use", "current")}),
    ("AUDIT score 8", {("alcohol-use", "current"), ("alcohol-heavy", "current")}),
    ("AUDIT-C 7", {("alcohol-use", "current")}),
    ("AUDIT-C 8", {("alcohol-use", "current"), ("alcohol-heavy", "current")}),
    ("hazardous drinking", {("alcohol-use", "current"), ("alcohol-heavy", "current")}),
    ("recovering alcoholic", {("alcohol-past", "current")}),
    ("lifelong teetotaller", {("alcohol-use", "denied")}),
    ("IV drug use", {("opioids", "current"), ("stimulants", "current"), ("sedatives", "current")}),
    (
        "denies alcohol, tobacco and drugs",
        {
            ("alcohol-use", "denied"),
            ("smoking", "denied"),
            ("opioids", "denied"),
            ("stimulants", "denied"),
            ("sedatives", "denied"),
        },
    ),
]


@pytest.mark.parametrize(("text", "found"), HABITS)
def test_a_habit_is_read_as_records_and_people_write_it(names: Names, text: str, found: set[tuple[str, str]]) -> None:
    reading = read_entry(text, names, "habits")
    assert {(finding.id, finding.status) for finding in reading.findings} == found
    assert not reading.leftover


def test_who_stopped_drinking_in_these_days_is_not_checked(names: Names) -> None:
    reading = read_entry("stopped drinking last week", names, "habits")
    assert not all(finding.covered for finding in reading.findings)


def test_units_of_insulin_are_no_alcohol(names: Names) -> None:
    found = ids(read_entry("diabetes, 40 units a day", names, "conditions").findings)
    assert "alcohol-heavy" not in found
    assert "alcohol-use" not in found


@pytest.mark.parametrize(
    "text", ["No information about allergies", "No allergy data is applicable", "allergies unknown"]
)
def test_words_that_say_that_nobody_knows_are_no_allergy(text: str) -> None:
    profile = load_profile({"age": 66, "allergies": [text]}, CONTENT)
    assert not profile.not_recognised
    assert not profile.findings
