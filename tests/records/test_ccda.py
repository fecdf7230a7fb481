"""A C-CDA document: what its sections say of a person, denied, over, or of nobody knows what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from health_records import RXNORM, allergen, document, finding, medicine, people, problem, section, value

from planner.errors import ProfileError
from planner.records.health.answers import PersonOfRecord

ASTHMA = value("value", "195967001", "Asthma")
STATIN = value("code", "312961", "Simvastatin 20 MG Oral Tablet", RXNORM)
NULL = '<value nullFlavor="UNK"/>'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.xml"


def one(path: Path, *sections: str, **more: str) -> PersonOfRecord:
    (person,) = people(path, document(*sections, **more))
    return person


def problems(path: Path, *entries: str, text: str = "") -> Any:
    return one(path, section("11450-4", *entries, text=text)).cells.get("conditions")


def test_a_person_is_told_by_the_head(path: Path) -> None:
    spoken = '<languageCommunication><languageCode code="en-US"/></languageCommunication>'
    assert one(path, person=spoken).cells == {
        "id": "MRN-7",
        "name": "Ada Muster",
        "birth_date": "1956-03-04",
        "sex": "female",
        "country": "US",
        "language": "en",
    }


def test_the_dead_are_marked(path: Path) -> None:
    assert one(path, person='<sdtc:deceasedInd value="true"/>').dead
    assert not one(path, person='<sdtc:deceasedInd value="false"/>').dead


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (problem(ASTHMA, times='<low value="20190506"/>'), ["Asthma since 2019-05-06"]),
        (problem(ASTHMA, times='<low value="201905"/><high nullFlavor="UNK"/>'), ["Asthma since 2019-05"]),
        (problem(ASTHMA, times='<high value="20200101"/>'), ["Asthma (resolved 2020-01-01)"]),
        (problem(ASTHMA, status="413322009"), ["Asthma (resolved)"]),
        (problem(ASTHMA, status="73425007"), ["Asthma (past)"]),
        (problem(ASTHMA, concern="completed"), ["Asthma (past)"]),
        (problem(ASTHMA, concern="completed", status="55561003"), ["Asthma"]),
        (problem(ASTHMA, concern="nullified"), None),
        (problem(ASTHMA, attributes='negationInd="true"'), None),
        (problem(value("value", "55607006", "Problem"), attributes='negationInd="true"'), "none"),
        (problem(value("value", "160245001", "No current problems")), "none"),
    ],
)
def test_the_states_of_a_problem_are_told_apart(path: Path, entry: str, told: Any) -> None:
    assert problems(path, entry) == told


def test_words_are_found_where_an_entry_points_to(path: Path) -> None:
    pointed = '<value nullFlavor="OTH"><originalText><reference value="#p1"/></originalText></value>'
    text = '<list><item ID="p1">Gout</item></list>'
    assert problems(path, problem(pointed), text=text) == ["Gout"]


def test_what_has_no_name_at_all_says_nothing(path: Path) -> None:
    assert problems(path, problem(NULL)) is None


def test_a_section_says_none_in_words_or_nothing(path: Path) -> None:
    assert problems(path, text="No known problems") == "none"
    assert problems(path, text="Not asked") is None
    allergies = section("48765-2", text="No known allergies")
    assert one(path, allergies).cells["allergies"] == "none"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (medicine(STATIN), ["Simvastatin 20 MG Oral Tablet"]),
        (medicine(STATIN, status="completed"), ["Simvastatin 20 MG Oral Tablet"]),
        (medicine(STATIN, times='<high value="20260901"/>'), ["Simvastatin 20 MG Oral Tablet"]),
        (
            medicine(STATIN, status="completed", times='<high value="20260901"/>'),
            ["Simvastatin 20 MG Oral Tablet stopped 2026-09-01"],
        ),
        (medicine(STATIN, status="completed", times='<high value="20270901"/>'), ["Simvastatin 20 MG Oral Tablet"]),
        (medicine(STATIN, status="aborted"), ["Simvastatin 20 MG Oral Tablet stopped"]),
        (medicine(STATIN, status="nullified"), None),
        (medicine(STATIN, attributes='negationInd="true"'), None),
        (medicine(value("code", "410942007", "drug"), attributes='negationInd="true"'), "none"),
        (medicine('<code nullFlavor="NA"/>', attributes='negationInd="true"'), "none"),
        (medicine('<code nullFlavor="UNK"/>'), ["a medicine that the record does not name"]),
    ],
)
def test_medicines_by_state(path: Path, entry: str, told: Any) -> None:
    assert one(path, section("10160-0", entry)).cells.get("medications") == told


def test_a_denied_medicine_whose_words_say_not_available_is_unknown(path: Path) -> None:
    words = '<code nullFlavor="OTH"><originalText>Medication not available</originalText></code>'
    entry = medicine(words, attributes='negationInd="true"')
    assert "medications" not in one(path, section("10160-0", entry)).cells


def test_a_medicine_given_in_hospital_is_left_out_and_counted(path: Path) -> None:
    person = one(path, section("29549-3", medicine(STATIN)))
    assert "medications" not in person.cells
    assert dict(person.left_out) == {"a medicine given or handed out, not prescribed": 1}


def test_allergies_by_state(path: Path) -> None:
    egg = value("code", "102263004", "Eggs")
    assert one(path, section("48765-2", allergen(egg))).cells["allergies"] == ["Eggs"]
    denied = 'negationInd="true"'
    assert one(path, section("48765-2", allergen("", attributes=denied))).cells["allergies"] == "none"
    assert "allergies" not in one(path, section("48765-2", allergen("", "416098002", denied))).cells
    assert "allergies" not in one(path, section("48765-2", allergen(egg, attributes=denied))).cells


def test_smoking_pregnancy_and_other_social_history(path: Path) -> None:
    smoking = finding("72166-2", value("value", "8517006", "Former smoker"))
    unknown = finding("72166-2", value("value", "266927001", "Unknown if ever smoked"))
    said = '<observation><code code="11778-8"/><value value="20270206"/></observation>'
    due = f"<entryRelationship>{said}</entryRelationship>"
    pregnant = finding("82810-3", value("value", "77386006", "Pregnant") + due)
    other = finding("160573003", value("value", "1", "Alcohol"))
    person = one(path, section("29762-2", smoking, pregnant, other))
    assert person.cells["habits"] == ["Former smoker"]
    assert person.cells["pregnancy"] == {"weeks": 30}
    assert dict(person.left_out) == {"social history other than smoking": 1}
    assert "habits" not in one(path, section("29762-2", unknown)).cells


def test_codes_of_smoking_that_do_not_agree_both_count(path: Path) -> None:
    other = value("translation", "449868002", "Current every day smoker")
    both = value("value", "266919005", "Never smoker").replace("/>", f">{other}</value>")
    person = one(path, section("29762-2", finding("ASSERTION", both)))
    assert person.cells["habits"] == ["Never smoker", "Current every day smoker"]


def test_results_with_their_units_and_days(path: Path) -> None:
    def measured(code: str, number: str, unit: str) -> str:
        return (
            f'<component><observation><code code="{code}"/><effectiveTime value="20261120"/>'
            f'<value value="{number}" unit="{unit}"/></observation></component>'
        )

    signs = "".join([measured("8480-6", "152", "mm[Hg]"), measured("8462-4", "92", "mm[Hg]")])
    person = one(
        path,
        section("8716-3", f"<entry><organizer>{signs}</organizer></entry>"),
        section("30954-2", f"<entry><organizer>{measured('2823-3', '3.1', 'mmol/L')}</organizer></entry>"),
    )
    assert person.cells["conditions"] == ["BP 152/92 mmHg 2026-11-20", "potassium 3.1 mmol/L 2026-11-20"]
    assert person.incomplete == ("conditions",)


def test_pressures_of_two_measurements_are_not_mixed(path: Path) -> None:
    def measured(code: str, number: str) -> str:
        inner = f'<code code="{code}"/><effectiveTime value="20261120"/><value value="{number}" unit="mm[Hg]"/>'
        return f"<entry><organizer><component><observation>{inner}</observation></component></organizer></entry>"

    person = one(path, section("8716-3", measured("8480-6", "152"), measured("8462-4", "60")))
    assert person.cells["conditions"] == ["systolic 152 mmHg 2026-11-20"]


def test_a_result_that_is_no_number_is_counted(path: Path) -> None:
    person = one(path, section("30954-2", finding("2823-3", '<value value="high" unit="mmol/L"/>')))
    assert "conditions" not in person.cells
    assert dict(person.left_out) == {"a result whose value is no number": 1}


def test_a_section_that_is_not_read_says_nothing(path: Path) -> None:
    family = section("10157-6", problem(ASTHMA))
    assert "conditions" not in one(path, family).cells


def test_a_document_of_nobody_is_refused(path: Path) -> None:
    with pytest.raises(ProfileError, match="tells of 0 people"):
        people(path, '<ClinicalDocument xmlns="urn:hl7-org:v3"/>')
