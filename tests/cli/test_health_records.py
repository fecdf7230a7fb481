"""Health records on the command line: one's own record, a folder of many, and what is said of what was left out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from commands import Run, files
from health_records import (
    allergen,
    bundle,
    concept,
    condition,
    document,
    lines,
    medicine,
    observation,
    patient,
    prescription,
    problem,
    quantity,
    section,
    value,
)
from lists import sheets

from planner.errors import ExitCode

STATIN = concept("Simvastatin 20 MG Oral Tablet")


def test_a_sheet_of_ones_own_record(run: Run, here: Path) -> None:
    Path("mine.json").write_text(
        bundle(patient(), condition(concept("Gout"), "active", "refuted"), prescription(STATIN)), "utf-8"
    )
    result = run("render", "mine.json", "--format", "text")
    assert "simvastatin" in Path("mine.txt").read_text("utf-8").lower()
    assert "left out of the record: refuted (1)" in result.stderr


def test_a_sheet_of_a_document(run: Run, here: Path) -> None:
    told = [section("10160-0", medicine(value("code", "1", "Simvastatin 20 MG Oral Tablet"))), section("48765-2")]
    Path("mine.xml").write_text(document(*told), "utf-8")
    run("render", "mine.xml", "-o", "mine.txt")
    assert "simvastatin" in Path("mine.txt").read_text("utf-8").lower()


def test_a_record_gives_the_plan_that_a_profile_of_the_same_answers_gives(run: Run, here: Path) -> None:
    Path("mine.json").write_text(bundle(patient(), condition(concept("Gout")), prescription(STATIN)), "utf-8")
    same = {"birth_date": "1956-03-04", "sex": "female", "conditions": ["Gout"], "id": "p1"}
    same |= {"medications": ["Simvastatin 20 MG Oral Tablet"]}
    Path("same.yaml").write_text(json.dumps(same), "utf-8")
    made = [
        json.loads(run("render", name, "--format", "json", "-o", "-").stdout) for name in ("mine.json", "same.yaml")
    ]
    assert made[0] == made[1]


def test_a_list_that_is_not_whole_is_said_to_be_unknown(run: Run, here: Path) -> None:
    Path("mine.json").write_text(bundle(patient(), condition(concept("Pneumonia"), "resolved")), "utf-8")
    plan = json.loads(run("render", "mine.json", "--format", "json", "-o", "-").stdout)
    assert "conditions" in plan["profile"]["unknown"]
    assert [one["status"] for one in plan["profile"]["findings"]] == ["past"]


def test_an_urgent_result_sends_to_a_clinician(run: Run, here: Path) -> None:
    result = observation("2823-3", "2026-11-20", **quantity(2.2, "mmol/L"))
    Path("mine.json").write_text(bundle(patient(), result), "utf-8")
    made = run("render", "mine.json", "--format", "json", "-o", "-", "--start", "2026-11-23")
    assert json.loads(made.stdout)["see_clinician"]["urgency"] == "emergency"


def test_flags_stand_on_top_of_a_record(run: Run, here: Path) -> None:
    Path("mine.json").write_text(bundle(patient(birthDate="")), "utf-8")
    assert run("render", "mine.json", code=ExitCode.PROFILE).stderr.count("age")
    run("render", "mine.json", "--age", "70")
    assert Path("mine.pdf").exists()


def test_the_dead_get_no_sheet_and_it_is_said(run: Run, here: Path) -> None:
    Path("mine.json").write_text(bundle(patient(deceasedBoolean=True)), "utf-8")
    assert "a person who has died" in run("render", "mine.json", code=ExitCode.PROFILE).stderr
    assert files(here) == {"mine.json"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (bundle(patient(), patient("p2")), "tells of 2 people; make their sheets with `planner batch"),
        (bundle(condition(concept("Gout"))), "holds no Patient"),
        (json.dumps(patient(), indent=1), "looks like a FHIR resource; a health record is a file: a Bundle"),
        ("<note/>", "looks like an XML file"),
        ('<Bundle xmlns="http://hl7.org/fhir"/>', "looks like FHIR in XML; a health record is a file: a Bundle"),
        ('<ContinuityOfCareRecord xmlns="urn:astm-org:CCR"/>', "looks like a CCR document; a health record is a file"),
    ],
)
def test_what_is_no_record_of_one_person_is_told_with_what_to_do(run: Run, here: Path, text: str, said: str) -> None:
    Path("mine.json").write_text(text, "utf-8")
    assert said in run("render", "mine.json", code=ExitCode.PROFILE).stderr


def test_a_batch_takes_a_folder_of_records(run: Run, here: Path) -> None:
    Path("records").mkdir()
    Path("records/a.json").write_text(bundle(patient("a1"), patient("a2", deceasedBoolean=True)), "utf-8")
    Path("records/b.xml").write_text(document(), "utf-8")
    Path("records/c.xml").write_text(document()[:-20], "utf-8")
    Path("records/d.ndjson").write_text(lines(condition(concept("Gout"), "active", "refuted"), patient()), "utf-8")
    result = run("batch", "records", "-d", "sheets", "--format", "text", code=ExitCode.PARTIAL)
    assert sheets(Path("sheets")) == {"a1.txt", "MRN-7.txt", "p1.txt"}
    assert re.search(r"have died +1 +\(no sheet\)", result.stderr)
    assert "left out of the records: refuted (1)" in result.stderr
    assert "c.xml: is no whole XML" in result.stderr


def test_a_record_from_standard_input_is_asked_for_as_a_file(run: Run, here: Path) -> None:
    result = run("render", "-", stdin=bundle(patient()), code=ExitCode.PROFILE)
    assert "standard input: looks like a FHIR resource; a health record is a file" in result.stderr


def test_check_says_what_would_become_of_a_record(run: Run, here: Path) -> None:
    told = [section("11450-4", problem(value("value", "1", "Gout"))), section("48765-2", allergen("<code/>"))]
    Path("mine.xml").write_text(document(*told), "utf-8")
    assert "mine.xml: ok (1 plan)" in run("check", "mine.xml").stdout
    Path("dead.json").write_text(bundle(patient(deceasedBoolean=True)), "utf-8")
    assert "1 person has died" in run("check", "dead.json").stdout


def test_the_dead_are_no_part_of_a_population(run: Run, here: Path) -> None:
    Path("all.json").write_text(bundle(patient("a1"), patient("a2", deceasedBoolean=True, birthDate="")), "utf-8")
    found = json.loads(run("population", "all.json", "--format", "json").stdout)
    assert found["people"] == 1


def test_no_output_takes_the_place_of_a_record(run: Run, here: Path) -> None:
    Path("mine.json").write_text(bundle(patient()), "utf-8")
    run("render", "mine.json", "--format", "careplan", "-o", "mine.json", code=ExitCode.OUTPUT)
    assert json.loads(Path("mine.json").read_text("utf-8"))["resourceType"] == "Bundle"
