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
    allergen,
    allergy,
    bundle,
    coding,
    concept,
    condition,
    document,
    finding,
    lines,
    medicine,
    observation,
    patient,
    people,
    prescription,
    problem,
    quantity,
    section,
    value,
)

from planner.errors import ProfileError
from planner.records.health.answers import PersonOfRecord

Json = dict[str, Any]
CKD = concept("", coding(SNOMED, "433144002", "Chronic kidney disease stage 3"))
WATER = concept("", coding(RXNORM, "310429", "Furosemide 20 MG Oral Tablet"))
PREGNANT = value("value", "77386006", "Pregnant")
ASTHMA = value("value", "195967001", "Asthma")
STATIN = value("code", "312961", "Simvastatin 20 MG Oral Tablet", RXNORM)


def of_bundle(path: Path, *resources: Json) -> PersonOfRecord:
    (person,) = people(path / "a.json", bundle(patient(), *resources))
    return person


def of_document(path: Path, *sections: str, **more: str) -> PersonOfRecord:
    (person,) = people(path / "a.xml", document(*sections, **more))
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


def test_a_null_where_a_name_has_an_extension_and_a_mark_of_the_encoding_are_nothing(tmp_path: Path) -> None:
    text = bundle(patient(name=[{"given": ["Ada", None], "family": "Muster"}]))
    (person,) = people(tmp_path / "a.json", b"\xef\xbb\xbf" + text.encode())
    assert person.cells["name"] == "Ada Muster"


def test_a_picture_may_stand_before_the_kind(tmp_path: Path) -> None:
    photo = {"photo": [{"data": "A" * 20_000}], **patient()}
    (person,) = people(tmp_path / "a.ndjson", lines(photo))
    assert person.cells["id"] == "p1"


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
        ({"valueRange": {"low": {"value": 15}}}, None),
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


# --- C-CDA ---


@pytest.mark.parametrize(
    ("person", "dead"),
    [
        ('<sdtc:deceasedInd value="1"/>', True),
        ('<sdtc:deceasedInd value=" TRUE "/>', True),
        ('<sdtc:deceasedTime value="20200101"/>', True),
        ('<sdtc:deceasedTime nullFlavor="UNK"/>', True),
        ('<sdtc:deceasedTime nullFlavor="NA"/>', False),
        ('<sdtc:deceasedInd value="false"/><sdtc:deceasedTime nullFlavor="UNK"/>', False),
        ('<sdtc:deceasedInd value="false"/><sdtc:deceasedTime value="20200101"/>', True),
        ('<sdtc:deceasedInd nullFlavor="UNK"/>', False),
    ],
)
def test_the_dead_are_told_in_several_ways(tmp_path: Path, person: str, dead: bool) -> None:
    assert of_document(tmp_path, person=person).dead is dead


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252"])
def test_a_document_in_other_letters_is_read(tmp_path: Path, encoding: str) -> None:
    text = document(section("11450-4", problem(ASTHMA))).replace("UTF-8", encoding).replace("Muster", "Müster")
    (person,) = people(tmp_path / "a.xml", text.encode(encoding))
    assert person.cells["name"] == "Ada Müster"
    assert person.cells["conditions"] == ["Asthma"]


ROOT = "2.16.840.1.113883.10.20.22.2"


@pytest.mark.parametrize(
    "head",
    [
        f'<templateId root="{ROOT}.5.1"/>',
        f'<templateId root="{ROOT}.5"/><code nullFlavor="UNK"/>',
        '<code code="PROB" codeSystem="1.2.3"><translation code="11450-4"/></code>',
        '<code code="11535-2"/>',
        '<code code="75310-3"/>',
    ],
)
def test_a_section_of_problems_is_found_however_it_is_coded(tmp_path: Path, head: str) -> None:
    whole = f"<component><section>{head}{problem(ASTHMA)}</section></component>"
    assert of_document(tmp_path, whole).cells["conditions"] == ["Asthma"]


def test_what_an_organizer_gathers_is_found(tmp_path: Path) -> None:
    def gathered(entry: str) -> str:
        return f"<entry><organizer><component>{entry[7:-8]}</component></organizer></entry>"

    person = of_document(
        tmp_path,
        section("11450-4", gathered(problem(ASTHMA))),
        section("10160-0", gathered(medicine(STATIN))),
        section("48765-2", gathered(allergen("<name>Peanut</name>"))),
        section("29762-2", gathered(finding("82810-3", PREGNANT))),
    )
    assert [person.cells[key] for key in ("conditions", "medications", "allergies", "pregnancy")] == [
        ["Asthma"],
        ["Simvastatin 20 MG Oral Tablet"],
        ["Peanut"],
        True,
    ]


@pytest.mark.parametrize("code", ["11450-4", "10160-0", "48765-2"])
def test_a_section_in_words_alone_is_counted_and_its_list_is_not_whole(tmp_path: Path, code: str) -> None:
    person = of_document(tmp_path, section(code, text="Warfarin, digoxin, peanuts"))
    assert not person.cells.keys() & {"conditions", "medications", "allergies"}
    assert dict(person.left_out) == {"a section in words alone, without entries": 1}


def test_a_second_section_in_words_alone_leaves_a_list_open(tmp_path: Path) -> None:
    both = (section("10160-0", medicine(STATIN)), section("10183-2", text="Warfarin 5 mg"))
    assert of_document(tmp_path, *both).incomplete == ("medications",)
    assert not of_document(tmp_path, section("10160-0", text="No information available")).left_out


def test_each_value_of_a_problem_and_each_substance_of_an_allergy_counts(tmp_path: Path) -> None:
    second = value("value", "433144002", "Chronic kidney disease stage 3")
    milk = (
        "<participant><participantRole><playingEntity><name>Milk</name></playingEntity></participantRole></participant>"
    )
    eaten = allergen(value("code", "256349002", "Peanut")).replace("</observation>", f"{milk}</observation>")
    person = of_document(tmp_path, section("11450-4", problem(ASTHMA + second)), section("48765-2", eaten))
    assert person.cells["conditions"] == ["Asthma", "Chronic kidney disease stage 3"]
    assert person.cells["allergies"] == ["Peanut", "Milk"]


@pytest.mark.parametrize(
    ("times", "answer"),
    [
        ('<effectiveTime><low value="20260801"/><high value="20270501"/></effectiveTime>', True),
        ('<effectiveTime><low value="20250801"/><high value="20260501"/></effectiveTime>', None),
    ],
)
def test_a_pregnancy_ends_when_its_end_has_come(tmp_path: Path, times: str, answer: bool | None) -> None:
    told = finding("82810-3", PREGNANT).replace('<effectiveTime value="20261120"/>', times)
    assert of_document(tmp_path, section("29762-2", told)).cells.get("pregnancy") is answer


@pytest.mark.parametrize("code", ["29762-2", "10162-6", "30954-2"])
def test_a_due_date_and_weeks_stand_alone_in_any_section(tmp_path: Path, code: str) -> None:
    due = of_document(tmp_path, section(code, finding("11778-8", '<value value="20270301"/>')))
    assert due.cells["pregnancy"] == {"weeks": 26}
    weeks = of_document(tmp_path, section(code, finding("18185-9", '<value value="20" unit="wk"/>')))
    assert weeks.cells["pregnancy"] == {"weeks": 21}
    months = of_document(tmp_path, section(code, finding("18185-9", '<value value="5" unit="mo"/>')))
    assert months.cells["pregnancy"] is True


def test_a_result_in_words_is_read_where_it_is_a_number(tmp_path: Path) -> None:
    told = section("30954-2", finding("33914-3", "<value>&gt;60 mL/min</value>"))
    assert of_document(tmp_path, told).cells["conditions"] == ["eGFR > 60 mL/min 2026-11-20"]


def test_pressures_of_two_sections_are_not_mixed(tmp_path: Path) -> None:
    def measured(upper: int, lower: int) -> str:
        parts = [("8480-6", upper), ("8462-4", lower)]
        told = [finding(code, f'<value value="{number}" unit="mm[Hg]"/>') for code, number in parts]
        both = "".join(f"<component>{one[7:-8]}</component>" for one in told)
        return section("8716-3", f"<entry><organizer>{both}</organizer></entry>")

    assert of_document(tmp_path, measured(190, 110), measured(120, 80)).cells["conditions"] == [
        "BP 190/110 mmHg 2026-11-20",
        "BP 120/80 mmHg 2026-11-20",
    ]


def test_a_denied_allergy_whose_words_say_not_available_is_unknown(tmp_path: Path) -> None:
    said = "Allergy excluded/not available"
    kind = value("value", "419199007", "Allergy to substance")
    pointing = f"{kind[:-2]}><originalText>{said}</originalText></value>"
    denied = allergen("", attributes='negationInd="true"').replace(value("value", "419199007", "Allergy"), pointing)
    assert "allergies" not in of_document(tmp_path, section("48765-2", denied)).cells


def test_no_problem_data_is_not_known(tmp_path: Path) -> None:
    nothing = problem("<value nullFlavor='NI'><originalText>No problem data is applicable</originalText></value>")
    person = of_document(tmp_path, section("11450-4", nothing))
    assert "conditions" not in person.cells
    assert dict(person.left_out) == {"that nothing is known": 1}


def test_a_diagnosis_of_a_visit_is_counted(tmp_path: Path) -> None:
    inner = problem(ASTHMA)[7:-8]
    visit = f"<entry><encounter><entryRelationship>{inner}</entryRelationship></encounter></entry>"
    person = of_document(tmp_path, section("46240-8", visit))
    assert dict(person.left_out) == {"a diagnosis of a visit": 1}


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
