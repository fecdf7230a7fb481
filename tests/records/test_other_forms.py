"""What other systems make of the standards: other shapes, units, letters and templates, none of them passed over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from health_records import (
    LOINC,
    RXNORM,
    SNOMED,
    allergy,
    bundle,
    coding,
    concept,
    condition,
    lines,
    observation,
    patient,
    people,
    prescription,
    quantity,
)

from planner.errors import ProfileError
from planner.records.health.answers import PersonOfRecord

Json = dict[str, Any]
CKD = concept("", coding(SNOMED, "433144002", "Chronic kidney disease stage 3"))
WATER = concept("", coding(RXNORM, "310429", "Furosemide 20 MG Oral Tablet"))


def of_bundle(path: Path, *resources: Json) -> PersonOfRecord:
    (person,) = people(path / "a.json", bundle(patient(), *resources))
    return person


# --- FHIR: what is in a file beside what is read ---


@pytest.mark.parametrize(
    "other",
    [
        {"resourceType": "Account", "subject": [{"reference": "Patient/p1"}]},
        {"resourceType": "Something", "id": 7, "patient": "x"},
    ],
)
def test_a_resource_that_is_not_read_may_have_any_shape(tmp_path: Path, other: Json) -> None:
    assert of_bundle(tmp_path, other, condition(CKD)).cells["conditions"]
    (person,) = people(tmp_path / "a.ndjson", lines(patient(), other, condition(CKD)))
    assert person.cells["conditions"]


def test_who_prescribed_a_medicine_may_be_contained_beside_it(tmp_path: Path) -> None:
    held = [
        {"resourceType": "PractitionerRole", "id": "r", "code": [{"text": "GP"}]},
        {"resourceType": "Medication", "id": "m", "code": WATER},
    ]
    assert of_bundle(tmp_path, prescription("#m", contained=held)).cells["medications"]


@pytest.mark.parametrize(
    ("resource", "said"),
    [
        ({"resourceType": "MedicationOrder", "patient": {"reference": "Patient/p1"}}, "another release of FHIR"),
        (json.loads(bundle(condition(CKD))), "Bundle holds other resources"),
        ({"resourceType": "Parameters"}, "Parameters holds other resources"),
        (
            {"resourceType": "MedicationStatement", "medication": {"concept": WATER}},
            "medication is not as FHIR R4 has it",
        ),
        (
            {"resourceType": "Medication", "id": "m", "ingredient": [{"item": {"concept": WATER}}]},
            "item is not as FHIR R4 has it",
        ),
    ],
)
def test_what_would_hide_a_medicine_is_refused(tmp_path: Path, resource: Json, said: str) -> None:
    with pytest.raises(ProfileError, match=said):
        of_bundle(tmp_path, resource)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{bundle(patient())}\n{bundle(patient('p2'))}\n", "holds several Bundles, one after the other"),
        (
            json.dumps({"resourceType": "Parameters", "parameter": [json.loads(bundle(patient()))]}, indent=1),
            "no Bundle",
        ),
        (bundle(patient())[:-9], "is no whole JSON"),
    ],
)
def test_several_bundles_and_a_bundle_inside_another_thing_are_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ProfileError, match=said):
        people(tmp_path / "a.json", text)


def test_a_null_where_a_name_has_an_extension_and_a_mark_of_the_encoding_are_nothing(tmp_path: Path) -> None:
    text = bundle(patient(name=[{"given": ["Ada", None], "family": "Muster"}]))
    (person,) = people(tmp_path / "a.json", b"\xef\xbb\xbf" + text.encode())
    assert person.cells["name"] == "Ada Muster"


def test_a_picture_may_stand_before_the_kind(tmp_path: Path) -> None:
    photo = {"photo": [{"data": "A" * 20_000}], **patient()}
    (person,) = people(tmp_path / "a.ndjson", lines(photo))
    assert person.cells["id"] == "p1"


@pytest.mark.parametrize("relation", ["next", "previous", "prev", "self"])
def test_a_page_of_a_search_claims_no_whole_list(tmp_path: Path, relation: str) -> None:
    page = bundle(patient(), condition(CKD), link=[{"relation": relation, "url": "https://a.example?page=2"}])
    (person,) = people(tmp_path / "a.json", page)
    assert person.incomplete == (() if relation == "self" else ("conditions",))
    assert len(person.left_out) == (relation != "self")


# --- FHIR: about whom ---

NUMBERED = {"identifier": [{"system": "https://a.example/mrn", "value": "7"}]}
LOGICAL = {"identifier": {"system": "https://a.example/mrn", "value": "7"}}


@pytest.mark.parametrize(
    "subject",
    [
        {},
        {"display": "Ada"},
        LOGICAL,
        {"reference": "Patient?identifier=https://a.example/mrn|7"},
        {"reference": "https://a.example/fhir/Patient?identifier=https%3A%2F%2Fa.example%2Fmrn%7C7"},
    ],
)
def test_what_names_a_person_by_number_or_not_at_all_is_about_the_only_one(tmp_path: Path, subject: Json) -> None:
    about = condition(CKD, subject=subject)
    for file, text in (
        ("a.json", bundle(patient(**NUMBERED), about)),
        ("a.ndjson", lines(about, patient(**NUMBERED))),
    ):
        (person,) = people(tmp_path / file, text)
        assert person.cells["conditions"]
        assert not person.left_out


@pytest.mark.parametrize("subject", [{"reference": "Patient/zz"}, {"identifier": {"system": "x", "value": "8"}}])
def test_what_is_about_somebody_else_is_counted_in_every_form(tmp_path: Path, subject: Json) -> None:
    about = condition(CKD, subject=subject)
    for file, text in (("a.json", bundle(patient(), about)), ("a.ndjson", lines(patient(), about))):
        (person,) = people(tmp_path / file, text)
        assert dict(person.left_out) == {"about somebody who is not in the file": 1}


def test_what_is_about_nobody_of_several_is_counted_once(tmp_path: Path) -> None:
    several = (
        patient(),
        patient("p2"),
        condition(CKD, subject={"reference": "Patient/zz"}),
        condition(CKD, subject={}),
    )
    for file, text in (("a.json", bundle(*several)), ("a.ndjson", lines(*several))):
        first, second = people(tmp_path / file, text)
        assert dict(first.left_out) == {"about somebody who is not in the file": 2}
        assert not second.left_out


def test_a_number_that_two_people_have_is_nobodys(tmp_path: Path) -> None:
    both = bundle(patient(**NUMBERED), patient("p2", **NUMBERED), condition(CKD, subject=LOGICAL))
    assert not any("conditions" in person.cells for person in people(tmp_path / "a.json", both))


# --- FHIR: what is said ---


def test_the_last_step_of_a_dose_ends_a_medicine(tmp_path: Path) -> None:
    steps = [{"timing": {"repeat": {"boundsPeriod": {"end": end}}}} for end in ("2026-02-01", "2027-02-01")]
    for key in ("dosageInstruction", "dosage"):
        assert of_bundle(tmp_path, prescription(WATER, "completed", **{key: steps})).cells["medications"] == [
            "Furosemide 20 MG Oral Tablet"
        ]


def test_words_and_a_name_that_are_two_medicines_both_count(tmp_path: Path) -> None:
    mixed = concept("Digoxin 125 mcg", coding(RXNORM, "310429", "Furosemide 20 MG Oral Tablet"))
    (entry,) = of_bundle(tmp_path, prescription(mixed)).cells["medications"]
    assert "Furosemide" in entry
    assert "Digoxin" in entry


def test_each_substance_of_an_allergy_without_a_code_counts(tmp_path: Path) -> None:
    reacted = allergy({}) | {"reaction": [{"substance": concept("Peanut")}, {"substance": concept("Milk")}]}
    assert of_bundle(tmp_path, reacted).cells["allergies"] == ["Peanut", "Milk"]


@pytest.mark.parametrize("kind", ["MedicationDispense", "MedicationAdministration"])
def test_a_medicine_handed_out_is_counted(tmp_path: Path, kind: str) -> None:
    handed_out = prescription(WATER) | {"resourceType": kind}
    assert dict(of_bundle(tmp_path, handed_out).left_out) == {"a medicine given or handed out, not prescribed": 1}


def test_an_end_to_come_has_not_ended_an_illness(tmp_path: Path) -> None:
    assert of_bundle(tmp_path, condition(CKD, "", abatementDateTime="2027-06-01")).cells["conditions"] == [
        "Chronic kidney disease stage 3"
    ]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"valueCodeableConcept": concept("", coding(SNOMED, "146799005", "Possible pregnancy"))}, True),
        ({"valueCodeableConcept": concept("Pregnant")}, True),
        ({"valueString": "Not pregnant"}, False),
        ({"valueString": "not asked"}, None),
    ],
)
def test_a_pregnancy_in_words(tmp_path: Path, said: Json, answer: bool | None) -> None:
    assert of_bundle(tmp_path, observation("82810-3", **said)).cells.get("pregnancy") is answer
    assert of_bundle(tmp_path, observation("11449-6", **said)).cells.get("pregnancy") is answer


def test_a_time_of_pregnancy_in_another_unit_is_no_number_of_weeks(tmp_path: Path) -> None:
    assert of_bundle(tmp_path, observation("18185-9", **quantity(5, "mo"))).cells["pregnancy"] is True


@pytest.mark.parametrize("code", [coding(SNOMED, "449868002"), coding(LOINC, "LA18976-3")])
@pytest.mark.parametrize("asked", ["72166-2", "11367-0"])
def test_a_code_of_smoking_needs_no_name(tmp_path: Path, code: Json, asked: str) -> None:
    if asked == "11367-0" and code["system"] == LOINC:
        code = coding(SNOMED, "77176002")
    (habit,) = of_bundle(tmp_path, observation(asked, valueCodeableConcept=concept("", code))).cells["habits"]
    assert habit


def test_smoking_without_a_day_may_be_the_newest(tmp_path: Path) -> None:
    told = [observation("72166-2", day, valueString=words) for day, words in (("", "smoker"), ("2026-01-01", "never"))]
    assert of_bundle(tmp_path, *told).cells["habits"] == ["smoker", "never"]


# --- results ---


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"valueInteger": 28}, ["eGFR 28 2026-11-20"]),
        ({"valueString": "28 mL/min"}, ["eGFR 28 mL/min 2026-11-20"]),
        ({"valueString": ">60"}, ["eGFR > 60 2026-11-20"]),
        ({"valueString": "see note"}, None),
        ({"valueString": "28/30"}, None),
        ({"valueRange": {"high": {"value": 15}}}, ["eGFR < 15 2026-11-20"]),
        ({"valueRange": {"low": {"value": 15}, "high": {"value": 29}}}, ["eGFR 15 2026-11-20", "eGFR 29 2026-11-20"]),
        ({"valueRange": {}}, None),
    ],
)
def test_a_result_in_another_form(tmp_path: Path, form: Json, words: list[str] | None) -> None:
    person = of_bundle(tmp_path, observation("33914-3", **form))
    assert person.cells.get("conditions") == words
    assert dict(person.left_out) == ({} if words else {"a result whose value is no number": 1})


def pressure(upper: float, lower: float, unit: str) -> Json:
    parts = [("8480-6", upper), ("8462-4", lower)]
    return observation(
        "85354-9", component=[{"code": concept("", coding(LOINC, c)), **quantity(n, unit)} for c, n in parts]
    )


def test_a_pressure_in_kilopascal_is_told_in_mmhg_and_another_unit_is_kept(tmp_path: Path) -> None:
    assert of_bundle(tmp_path, pressure(24, 16, "kPa")).cells["conditions"] == ["BP 180/120 mmHg 2026-11-20"]
    assert of_bundle(tmp_path, pressure(7, 4, "[psi]")).cells["conditions"] == ["BP 7/4 [psi] 2026-11-20"]


def test_pressures_of_resources_without_an_id_are_not_mixed(tmp_path: Path) -> None:
    two = (pressure(190, 110, "mm[Hg]"), pressure(120, 80, "mm[Hg]"))
    assert of_bundle(tmp_path, *two).cells["conditions"] == ["BP 190/110 mmHg 2026-11-20", "BP 120/80 mmHg 2026-11-20"]


def test_a_day_to_come_hides_no_result_and_a_year_alone_is_not_older(tmp_path: Path) -> None:
    days = ("2062-01-01", "2026-11-20", "2026", "2025-01-01")
    told = [observation("2823-3", day, **quantity(4 + n, "mmol/L")) for n, day in enumerate(days)]
    assert of_bundle(tmp_path, *told).cells["conditions"] == [
        "potassium 4 mmol/L",
        "potassium 5 mmol/L 2026-11-20",
        "potassium 6 mmol/L 2026",
    ]


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ("1956", 70),
        ("2008", 17),
        ("2007", 19),
        ("1956-11", 70),
        ("1956-12", 69),
        ("2008-11", 17),
        ("2008-10", 18),
        ("2026", 0),
        ("2027", None),
        ("1700", None),
        ("1956-03-04", None),
    ],
)
def test_of_a_year_or_a_month_of_birth_the_stricter_age_counts(tmp_path: Path, born: str, age: int | None) -> None:
    (person,) = people(tmp_path / "a.json", bundle(patient(birthDate=born)))
    assert person.cells.get("age") == age
    assert ("birth_date" in person.cells) is (age is None)
