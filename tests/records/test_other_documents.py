"""What other systems make of C-CDA: other letters, templates, gathered entries and words alone, none passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from health_records import RXNORM, allergen, document, finding, medicine, people, problem, section, value

from planner.records.health.answers import PersonOfRecord
from planner.records.source import open_list

PREGNANT = value("value", "77386006", "Pregnant")
ASTHMA = value("value", "195967001", "Asthma")
STATIN = value("code", "312961", "Simvastatin 20 MG Oral Tablet", RXNORM)


def of_document(path: Path, *sections: str, **more: str) -> PersonOfRecord:
    (person,) = people(path / "a.xml", document(*sections, **more))
    return person


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


def test_a_document_without_sections_is_counted(tmp_path: Path) -> None:
    text = document().replace("<structuredBody></structuredBody>", "<nonXMLBody><text>AAAA</text></nonXMLBody>")
    (person,) = people(tmp_path / "a.xml", text)
    assert dict(person.left_out) == {"a document without sections, such as a PDF in a C-CDA": 1}


def test_what_is_no_record_in_a_folder_of_records_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(document())
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "old.xml").write_text('<Bundle xmlns="http://hl7.org/fhir"/>')
    assert open_list(tmp_path).taken == "1 file of health records, ignored: old.xml, scan.pdf"


@pytest.mark.parametrize(
    ("value_", "words"),
    [
        ('<value><low value="60" unit="mL/min"/></value>', ["eGFR > 60 mL/min 2026-11-20"]),
        ('<value><high value="15"/></value>', ["eGFR < 15 2026-11-20"]),
        ('<value><low value="15"/><high value="29"/></value>', ["eGFR 15 2026-11-20", "eGFR 29 2026-11-20"]),
        ('<value><low nullFlavor="UNK"/></value>', None),
    ],
)
def test_a_range_is_told_by_its_ends(tmp_path: Path, value_: str, words: list[str] | None) -> None:
    assert of_document(tmp_path, section("30954-2", finding("33914-3", value_))).cells.get("conditions") == words


DENIED = 'negationInd="true"'
WITHDRAWN = '<statusCode code="nullified"/>'
NO_ALLERGIES, NO_DRUG_ALLERGY = value("code", "716186003", "No known allergy"), value("code", "409137002", "No drug")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (allergen(value("code", "256349002", "Peanut")), ["Peanut"]),
        (allergen(NO_ALLERGIES), "none"),
        (allergen(NO_DRUG_ALLERGY), None),
        (allergen(value("code", "256349002", "Peanut"), attributes=DENIED), None),
        (allergen(value("code", "256349002", "Peanut")).replace("<observation >", f"<observation>{WITHDRAWN}"), None),
        (allergen(value("code", "256349002", "Peanut")).replace('"active"', '"nullified"'), None),
    ],
)
def test_an_allergy_that_is_withdrawn_or_denied_is_none(tmp_path: Path, entry: str, told: object) -> None:
    assert of_document(tmp_path, section("48765-2", entry)).cells.get("allergies") == told


def test_what_is_withdrawn_or_denied_of_a_life_and_of_values_counts_for_nothing(tmp_path: Path) -> None:
    smoker = value("value", "77176002", "Smoker")
    potassium = '<value value="5.9" unit="mmol/L"/>'
    drinks = finding("160573003", value("value", "228273003", "Drinks"))
    entries = [
        finding("72166-2", smoker).replace("<observation>", f"<observation>{WITHDRAWN}"),
        finding("72166-2", smoker).replace("<observation>", f"<observation {DENIED}>"),
        drinks,
    ]
    results = [
        finding("2823-3", potassium).replace("<observation>", f"<observation {DENIED}>"),
        finding("2823-3", potassium).replace("<observation>", f"<observation>{WITHDRAWN}"),
        finding("2823-3", ""),
        finding("99999-9", potassium),
    ]
    person = of_document(tmp_path, section("29762-2", *entries), section("30954-2", *results))
    assert not person.cells.keys() & {"habits", "conditions"}
    assert sum(count for _, count in person.left_out) == len(entries) + len(results)
