"""A FHIR Bundle: what each resource says of a person, and what is left out for which reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from health_records import (
    ICD,
    LOINC,
    RXNORM,
    SNOMED,
    allergy,
    bundle,
    coding,
    concept,
    condition,
    observation,
    patient,
    people,
    prescription,
    quantity,
)

from planner.errors import ProfileError
from planner.records.health.answers import PersonOfRecord


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.json"


def one(path: Path, *resources: dict[str, Any]) -> PersonOfRecord:
    (person,) = people(path, bundle(*resources))
    return person


def said(path: Path, key: str, *resources: dict[str, Any]) -> Any:
    return one(path, patient(), *resources).cells.get(key)


def test_a_person_is_told_by_her_own_resource(path: Path) -> None:
    numbers = [
        {"type": concept("", coding("", "SS")), "value": "111-00-2222"},
        {"type": concept("", coding("", "MR")), "value": "MRN-7"},
    ]
    whole = patient(
        identifier=numbers,
        name=[{"use": "old", "family": "Alt"}, {"use": "official", "given": ["Ada"], "family": "Muster"}],
        address=[{"country": "US"}],
        communication=[{"language": concept("", coding("", "en-US"))}],
    )
    person = one(path, whole)
    assert person.cells == {
        "id": "MRN-7",
        "name": "Ada Muster",
        "birth_date": "1956-03-04",
        "sex": "female",
        "country": "US",
        "language": "en",
    }
    assert person.reference == "Patient/p1"


def test_two_countries_are_none_and_another_language_is_counted(path: Path) -> None:
    whole = patient(
        address=[{"country": "US"}, {"country": "CA"}], communication=[{"language": concept("", coding("", "es"))}]
    )
    person = one(path, whole)
    assert not person.cells.keys() & {"country", "language"}
    assert dict(person.left_out) == {"another language than English": 1}


@pytest.mark.parametrize(
    ("clinical", "verification", "entry"),
    [
        ("active", "confirmed", "Asthma since 2019-05-06"),
        ("relapse", "confirmed", "Asthma since 2019-05-06"),
        ("", "", "Asthma since 2019-05-06"),
        ("active", "provisional", "suspected Asthma"),
        ("remission", "confirmed", "Asthma in remission"),
        ("resolved", "confirmed", "Asthma (resolved)"),
        ("inactive", "confirmed", "Asthma (past)"),
        ("active", "refuted", None),
        ("active", "entered-in-error", None),
    ],
)
def test_the_states_of_an_illness_are_told_apart(path: Path, clinical: str, verification: str, entry: str) -> None:
    found = said(path, "conditions", condition(concept("Asthma"), clinical, verification, onsetDateTime="2019-05-06"))
    assert found == ([entry] if entry else None)


def test_an_illness_that_is_over_keeps_the_day(path: Path) -> None:
    over = condition(concept("Pneumonia"), "resolved", abatementDateTime="2026-11-02T10:00:00Z")
    assert said(path, "conditions", over) == ["Pneumonia (resolved 2026-11-02)"]


def test_what_needs_no_rule_and_is_lately_over_is_no_new_illness(path: Path) -> None:
    """A tooth that was mended last week bars nothing; one that hurts since then, and an event, keep their day."""
    day = "2026-11-02"
    for name, entry in (
        ("Gingivitis", "Gingivitis (resolved)"),
        ("Stroke", "Stroke (resolved 2026-11-02)"),
        ("Stroke with sinusitis", "Stroke with sinusitis (resolved 2026-11-02)"),
        ("Severe depression", "Severe depression (resolved 2026-11-02)"),
    ):
        assert said(path, "conditions", condition(concept(name), "resolved", abatementDateTime=day)) == [entry]
    there = condition(concept("Gingivitis"), onsetDateTime=day)
    assert said(path, "conditions", there) == ["Gingivitis since 2026-11-02"]


def test_a_pack_of_pills_is_no_time(path: Path) -> None:
    pills = prescription(concept("Jolivette 28 Day Pack"), "stopped")
    assert said(path, "medications", pills) == ["Jolivette stopped"]


def test_where_a_record_contradicts_itself_the_illness_is_there(path: Path) -> None:
    both = condition(concept("Asthma"), "active", abatementDateTime="2020-01-01")
    assert said(path, "conditions", both) == ["Asthma"]


def test_what_nobody_can_read_and_was_over_long_ago_is_counted_alone(path: Path) -> None:
    long_ago, lately, known = (
        condition(concept(name), "resolved", abatementDateTime=day)
        for name, day in (("Blimblam", "2019-01-01"), ("Blimblam", "2026-06-01"), ("Pulmonary embolism", "2012-01-01"))
    )
    person = one(path, patient(), long_ago, lately, known)
    told = ["Blimblam (resolved 2026-06-01)", "Pulmonary embolism (resolved 2012-01-01)"]
    assert person.cells["conditions"] == told
    assert dict(person.left_out) == {"an illness over for more than a year that could not be read": 1}


def test_how_somebody_lives_is_counted_and_stands_on_no_sheet(path: Path) -> None:
    """Whoever lives with the one who hurts them must not find it written on a sheet about cramps."""
    there, over, ill = (
        condition(concept("Victim of intimate partner abuse (finding)"), onsetDateTime="2020-01-01"),
        condition(concept("Refugee (person)"), "resolved", abatementDateTime="2026-06-01"),
        condition(concept("Asthma and homelessness"), onsetDateTime="2020-01-01"),
    )
    person = one(path, patient(), there, over, ill)
    assert person.cells["conditions"] == ["Asthma and homelessness since 2020-01-01"]
    assert dict(person.left_out) == {"how somebody lives, or a visit": 2}


def test_an_event_keeps_the_day_on_which_it_came(path: Path) -> None:
    lately = condition(concept("Myocardial infarction"), onsetDateTime="2026-11-01")
    assert said(path, "conditions", lately) == ["Myocardial infarction since 2026-11-01"]


def test_several_codings_of_one_concept_are_one_thing(path: Path) -> None:
    both = concept(
        "Diabetes mellitus type 2", coding(SNOMED, "44054006", "DM2"), coding(ICD, "E11.9", "Type 2 diabetes")
    )
    assert said(path, "conditions", condition(both)) == ["Diabetes mellitus type 2"]


def test_a_code_says_what_a_name_in_another_language_does_not(path: Path) -> None:
    only_named = concept("", coding(SNOMED, "44054006", "Zuckerkrankheit vom Typ 2"))
    assert said(path, "conditions", condition(only_named)) == ["SNOMED 44054006"]


def test_a_code_and_words_that_name_different_things_both_count(path: Path) -> None:
    mixed = concept("Asthma", coding(SNOMED, "44054006", "Asthma"))
    assert said(path, "conditions", condition(mixed)) == ["Asthma (SNOMED 44054006)"]


def test_an_illness_without_a_name_is_not_passed_over(path: Path) -> None:
    assert said(path, "conditions", condition({})) == ["an illness that the record does not name"]


def test_no_known_problems_is_none_and_nothing_known_is_unknown(path: Path) -> None:
    assert said(path, "conditions", condition(concept("", coding(SNOMED, "160245001")))) == "none"
    assert said(path, "conditions", condition(concept("", coding("", "no-problem-info")))) is None


def test_an_illness_that_is_over_does_not_say_that_there_is_no_other(path: Path) -> None:
    person = one(path, patient(), condition(concept("Pneumonia"), "resolved"))
    assert "conditions" in person.incomplete
    assert "conditions" not in one(path, patient(), condition(concept("Asthma"))).incomplete


# --- medicines ---

SIMVASTATIN = concept("Simvastatin 20 MG Oral Tablet", coding(RXNORM, "312961", "Simvastatin 20 MG Oral Tablet"))


@pytest.mark.parametrize("status", ["active", "on-hold", "unknown", ""])
def test_a_medicine_counts_as_taken_unless_it_is_surely_not(path: Path, status: str) -> None:
    assert said(path, "medications", prescription(SIMVASTATIN, status)) == ["Simvastatin 20 MG Oral Tablet"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"status": "entered-in-error"}, "entered in error"),
        ({"status": "cancelled"}, "a prescription that was cancelled"),
        ({"status": "draft"}, "a prescription that is only a draft"),
        ({"intent": "proposal"}, "a medicine that is only proposed"),
        ({"doNotPerform": True}, "a medicine that is not to be taken"),
        ({"category": [concept("", coding("", "inpatient"))]}, "an order for a stay in hospital"),
    ],
)
def test_what_is_no_medicine_of_everyday_is_left_out_and_counted(path: Path, more: dict[str, Any], reason: str) -> None:
    person = one(path, patient(), prescription(SIMVASTATIN) | more)
    assert "medications" not in person.cells
    assert dict(person.left_out) == {reason: 1}


def test_an_order_for_hospital_that_goes_home_too_counts(path: Path) -> None:
    both = [concept("", coding("", "inpatient")), concept("", coding("", "discharge"))]
    assert said(path, "medications", prescription(SIMVASTATIN, category=both))


def test_a_stopped_medicine_keeps_its_day_and_the_list_is_not_whole(path: Path) -> None:
    until = {"dispenseRequest": {"validityPeriod": {"end": "2026-11-02"}}}
    person = one(path, patient(), prescription(SIMVASTATIN, "stopped", **until))
    assert person.cells["medications"] == ["Simvastatin 20 MG Oral Tablet stopped 2026-11-02"]
    assert person.incomplete == ("medications",)


def test_a_medicine_stopped_long_ago_is_left_out(path: Path) -> None:
    person = one(path, patient(), prescription(SIMVASTATIN, "stopped", authoredOn="2019-01-01"))
    assert "medications" not in person.cells
    assert dict(person.left_out) == {"a medicine stopped more than a year ago": 1}


def test_what_was_handed_out_lately_may_last_still(path: Path) -> None:
    lately = prescription(SIMVASTATIN, "completed", authoredOn="2026-10-01")
    assert said(path, "medications", lately) == ["Simvastatin 20 MG Oral Tablet"]
    before = prescription(SIMVASTATIN, "completed", authoredOn="2026-03-01")
    assert said(path, "medications", before) == ["Simvastatin 20 MG Oral Tablet stopped"]


def test_one_medicine_prescribed_again_stands_once_and_is_taken(path: Path) -> None:
    again = [prescription(SIMVASTATIN, "stopped", authoredOn="2026-05-01"), prescription(SIMVASTATIN)]
    assert said(path, "medications", *again) == ["Simvastatin 20 MG Oral Tablet"]


def test_medicines_are_found_where_they_are_contained_or_referred_to(path: Path) -> None:
    named = {"resourceType": "Medication", "id": "m1", "code": SIMVASTATIN}
    held = [{"resourceType": "Medication", "id": "m2", "code": concept("Lisinopril 10 MG Oral Tablet")}]
    found = said(path, "medications", prescription("Medication/m1"), named, prescription("#m2", contained=held))
    assert found == ["Simvastatin 20 MG Oral Tablet", "Lisinopril 10 MG Oral Tablet"]


def test_a_medicine_is_told_by_what_it_holds(path: Path) -> None:
    held = [{"itemCodeableConcept": concept(name)} for name in ("Codeine", "Paracetamol")]
    medication = {"resourceType": "Medication", "id": "m1", "ingredient": held}
    assert said(path, "medications", prescription("Medication/m1"), medication) == ["Codeine / Paracetamol"]


def test_a_medicine_that_cannot_be_found_is_not_passed_over(path: Path) -> None:
    assert said(path, "medications", prescription("Medication/none")) == ["a medicine that the record does not name"]


# --- allergies ---


def test_allergies_by_state(path: Path) -> None:
    found = said(path, "allergies", allergy(concept("Peanut")), allergy(concept("Milk"), "resolved"))
    assert found == ["Peanut", "Milk (resolved)"]
    assert said(path, "allergies", allergy(concept("Peanut"), "active", "refuted")) is None


def test_no_known_allergy_is_none_but_no_drug_allergy_says_nothing_of_foods(path: Path) -> None:
    assert said(path, "allergies", allergy(concept("", coding(SNOMED, "716186003")))) == "none"
    person = one(path, patient(), allergy(concept("", coding(SNOMED, "409137002"))))
    assert "allergies" not in person.cells
    assert dict(person.left_out) == {"a kind of allergy that is denied, which says nothing of the others": 1}


def test_an_empty_list_says_none_only_where_it_says_why(path: Path) -> None:
    known = {"resourceType": "List", "status": "current", "subject": {"reference": "Patient/p1"}}
    known |= {"code": concept("", coding(LOINC, "10160-0"))}
    assert said(path, "medications", known | {"emptyReason": concept("", coding("", "nilknown"))}) == "none"
    assert said(path, "medications", known | {"emptyReason": concept("", coding("", "notasked"))}) is None


# --- results, smoking, pregnancy ---


def test_the_newest_result_of_each_measure_is_handed_over_with_its_day(path: Path) -> None:
    results = [
        observation("2823-3", "2025-01-01", **quantity(4.1, "mmol/L")),
        observation("2823-3", "2026-11-20", **quantity(3.1, "mmol/L")),
        observation("33914-3", "2026-11-20", **quantity(60, "mL/min/{1.73_m2}", comparator=">")),
        observation("8310-5", "2026-11-20", **quantity(38.5, "Cel")),
    ]
    assert said(path, "conditions", *results) == [
        "potassium 3.1 mmol/L 2026-11-20",
        "eGFR > 60 mL/min/1.73m2 2026-11-20",
        "temperature 38.5 C 2026-11-20",
    ]


def test_two_results_of_one_day_both_count(path: Path) -> None:
    results = [observation("2823-3", **quantity(value, "mmol/L")) for value in (4.1, 2.9)]
    assert len(said(path, "conditions", *results)) == 2


def test_the_parts_of_a_blood_pressure_belong_together(path: Path) -> None:
    parts = [
        {"code": concept("", coding(LOINC, code)), **quantity(value, "mm[Hg]")}
        for code, value in (("8480-6", 151.6), ("8462-4", 92))
    ]
    assert said(path, "conditions", observation("85354-9", component=parts)) == ["BP 152/92 mmHg 2026-11-20"]


def test_an_upper_pressure_that_stands_once_more_alone_is_no_other(path: Path) -> None:
    parts = [
        {"code": concept("", coding(LOINC, code)), **quantity(value, "mm[Hg]")}
        for code, value in (("8480-6", 152), ("8462-4", 92))
    ]
    alone = observation("8480-6", **quantity(152, "mm[Hg]")) | {"id": "o2"}
    whole = observation("85354-9", component=parts) | {"id": "o1"}
    assert said(path, "conditions", alone, whole) == ["BP 152/92 mmHg 2026-11-20"]


def test_results_do_not_say_that_there_is_no_illness(path: Path) -> None:
    person = one(path, patient(), observation("39156-5", **quantity(24, "kg/m2")))
    assert person.incomplete == ("conditions",)


def test_results_that_are_wrong_or_decide_nothing_are_counted(path: Path) -> None:
    wrong = observation("2823-3", **quantity(2.1, "mmol/L")) | {"status": "entered-in-error"}
    person = one(path, patient(), wrong, observation("8302-2", **quantity(170, "cm")))
    assert "conditions" not in person.cells
    assert dict(person.left_out) == {"entered in error": 1, "a result that decides nothing here": 1}


def test_the_newest_word_on_smoking_counts_and_says_nothing_of_other_habits(path: Path) -> None:
    seen = [
        observation("72166-2", day, valueCodeableConcept=concept("", coding(SNOMED, code, name)))
        for day, code, name in (
            ("2019-01-01", "449868002", "Smokes tobacco daily"),
            ("2026-01-01", "8517006", "Ex-smoker"),
        )
    ]
    person = one(path, patient(), *seen)
    assert person.cells["habits"] == ["Ex-smoker"]
    assert person.incomplete == ("habits",)


@pytest.mark.parametrize(
    ("resource", "answer"),
    [
        (observation("82810-3", valueCodeableConcept=concept("", coding(SNOMED, "77386006"))), True),
        (observation("82810-3", valueCodeableConcept=concept("", coding(SNOMED, "60001007"))), False),
        (observation("82810-3", "2026-01-01", valueCodeableConcept=concept("", coding(SNOMED, "60001007"))), None),
        (observation("82810-3", "2025-01-01", valueCodeableConcept=concept("", coding(SNOMED, "77386006"))), None),
        (observation("11778-8", valueDateTime="2027-02-06"), {"weeks": 30}),
        (observation("11778-8", valueDateTime="2026-02-06"), None),
        (observation("18185-9", "2026-11-14", **quantity(20, "wk")), {"weeks": 22}),
        (observation("49051-6", "2026-11-14", **quantity(140, "d")), {"weeks": 22}),
    ],
)
def test_a_pregnancy_is_counted_on_to_the_day_of_the_sheet(path: Path, resource: dict[str, Any], answer: Any) -> None:
    assert said(path, "pregnancy", resource) == answer


# --- whose it is ---


def test_the_dead_are_marked(path: Path) -> None:
    assert one(path, patient(deceasedBoolean=True)).dead
    assert one(path, patient(deceasedDateTime="2020-01-01")).dead
    assert not one(path, patient(deceasedBoolean=False)).dead


def test_references_may_name_a_server_or_an_entry_of_the_bundle(path: Path) -> None:
    whole = condition(concept("Asthma")) | {
        "subject": {"reference": "https://clinic.example/fhir/Patient/p1/_history/2"}
    }
    assert said(path, "conditions", whole) == ["Asthma"]
    other = condition(concept("Asthma")) | {"subject": {"reference": "urn:uuid:1"}}
    entries = [{"fullUrl": "urn:uuid:1", "resource": patient()}, {"resource": other}]
    (person,) = people(path, bundle(entry=entries))
    assert person.cells["conditions"] == ["Asthma"]


def test_what_is_about_somebody_else_is_left_out_and_counted(path: Path) -> None:
    person = one(path, patient(), condition(concept("Asthma")) | {"subject": {"reference": "Patient/other"}})
    assert "conditions" not in person.cells
    assert dict(person.left_out) == {"about somebody who is not in the file": 1}


def test_each_person_of_a_bundle_has_her_own_answers(path: Path) -> None:
    second = condition(concept("Gout")) | {"subject": {"reference": "Patient/p2"}}
    both = people(path, bundle(patient(), condition(concept("Asthma")), second, patient("p2")))
    assert [person.cells["conditions"] for person in both] == [["Asthma"], ["Gout"]]


def test_a_patient_that_is_there_twice_is_refused(path: Path) -> None:
    with pytest.raises(ProfileError, match="entries 1 and 2 are a Patient of the same id"):
        people(path, bundle(patient(), patient()))


def test_what_is_not_as_fhir_has_it_is_named_by_its_place_and_without_words(path: Path) -> None:
    with pytest.raises(ProfileError, match=r"entry 2 \(Condition\): code.text is not as FHIR R4 has it") as raised:
        people(path, bundle(patient(), condition({"text": ["secret"]})))
    assert "secret" not in str(raised.value)


def test_dates_to_come_are_no_dates(path: Path) -> None:
    later = condition(concept("Asthma"), onsetDateTime="2027-01-01")
    assert said(path, "conditions", later) == ["Asthma"]
