"""Bulk Data files: one resource a line, in any order and any number of files, joined by person."""

from __future__ import annotations

import json
import sqlite3
import stat
import sys
import tempfile
from pathlib import Path

import pytest
from conftest import CONTENT
from health_records import DAY, allergy, bundle, concept, condition, lines, patient, people, prescription

from planner.errors import OutputError, ProfileError
from planner.records.fhir import bulk
from planner.records.fhir.bulk import bulk_records
from planner.records.health.people import kind_of_record, open_record, record_files

NAMED = {"resourceType": "Medication", "id": "m1", "code": concept("Lisinopril 10 MG Oral Tablet")}
ADA = [condition(concept("Asthma")), prescription("Medication/m1"), allergy(concept("Peanut")), patient()]
BEHIND = {"resourceType": "Bundle"}
BOB = [condition(concept("Gout")) | {"subject": {"reference": "Patient/p2"}}, patient("p2", gender="male")]


def test_resources_may_come_in_any_order(tmp_path: Path) -> None:
    forth, back = [*ADA, *BOB, NAMED], [NAMED, *BOB, *ADA]
    one, other = (people(tmp_path / f"{name}.ndjson", lines(*each)) for name, each in (("a", forth), ("b", back)))
    assert [person.cells for person in one] == [person.cells for person in reversed(other)]
    assert one[0].cells["medications"] == ["Lisinopril 10 MG Oral Tablet"]
    assert one[1].cells["conditions"] == ["Gout"]


def test_a_person_is_the_same_in_a_bundle_and_in_bulk_data(tmp_path: Path) -> None:
    (in_lines,) = people(tmp_path / "a.ndjson", lines(*ADA, NAMED))
    (in_bundle,) = people(tmp_path / "a.json", bundle(*ADA, NAMED))
    assert (in_lines.cells, in_lines.incomplete) == (in_bundle.cells, in_bundle.incomplete)


def test_a_folder_sorted_by_type_is_one_export(tmp_path: Path) -> None:
    for resource in (*ADA, *BOB, NAMED):
        with (tmp_path / f"{resource['resourceType']}.000.ndjson").open("a", encoding="utf-8") as stream:
            stream.write(lines(resource))
    (files,) = record_files(tmp_path)
    assert len(files) == 5
    assert [person.cells["id"] for person in open_record(tmp_path, CONTENT, DAY)] == ["p1", "p2"]


def test_a_wrong_line_is_named_by_its_number(tmp_path: Path) -> None:
    text = lines(patient()) + '{"resourceType": "Condition", "code": {"text":\n'
    with pytest.raises(ProfileError, match=r"a\.ndjson:2: is no whole JSON"):
        people(tmp_path / "a.ndjson", text)


def test_a_patient_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"a\.ndjson:3: is a Patient with the id of line 1"):
        people(tmp_path / "a.ndjson", lines(patient(), patient("p2"), patient()))


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "LONGEST_LINE", 1_000)
    with pytest.raises(ProfileError, match=r"a\.ndjson:2: is longer than"):
        people(tmp_path / "a.ndjson", lines(patient()) + lines(patient("p2", name=[{"text": "x" * 2_000}])))


def test_a_bundle_among_lines_is_refused(tmp_path: Path) -> None:
    many = ADA[:3] * 30
    with pytest.raises(ProfileError, match=r"a\.ndjson:91: Bundle holds other resources"):
        people(tmp_path / "a.ndjson", lines(*many, {"resourceType": "Bundle", "entry": []}, *many))


def test_empty_lines_and_a_mark_of_the_encoding_are_nothing(tmp_path: Path) -> None:
    (person,) = people(tmp_path / "a.ndjson", "\ufeff" + lines(patient()) + "\n\r\n")
    assert person.cells["id"] == "p1"


def test_the_kind_is_told_by_what_is_inside(tmp_path: Path) -> None:
    for name, text, kind in (
        ("a.txt", lines(patient()), "FHIR lines"),
        ("b.ndjson", bundle(patient()), "FHIR Bundle"),
        ("f.json", json.dumps({"entry": [{"resource": patient()}] * 99, **BEHIND}), "FHIR Bundle"),
        ("g.json", json.dumps({"entry": [{"resource": patient()}] * 99, **BEHIND}, indent=1), "FHIR Bundle"),
        ("h.json", json.dumps(patient(), indent=1), None),
        ("c.xml", '{"age": 67}', None),
        ("d.json", "<ClinicalDocument xmlns='urn:hl7-org:v3'/>", "C-CDA"),
        ("e.json", '<?xml version="1.0"?><note/>', None),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        assert kind_of_record(tmp_path / name) == kind


@pytest.mark.skipif(sys.platform == "win32", reason="an open file keeps its name there")
def test_what_is_sorted_lies_on_disk_without_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is killed in the middle leaves nobody's record behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "sorted"))
    (tmp_path / "sorted").mkdir()
    file = tmp_path / "a.ndjson"
    file.write_text(lines(*ADA, patient("p2"), patient("p3")), "utf-8")
    records = bulk_records([file])
    assert next(records).patient.reference == "Patient/p1"
    assert list((tmp_path / "sorted").iterdir()) == []
    assert [record.patient.reference for record in records] == ["Patient/p2", "Patient/p3"]
    assert list((tmp_path / "sorted").iterdir()) == []


def test_the_file_to_sort_in_is_of_this_user_alone_and_gone_where_reading_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "sorted"))
    (tmp_path / "sorted").mkdir()
    seen: list[int] = []
    real = sqlite3.connect

    def looked_at(name: str) -> sqlite3.Connection:
        seen.append(stat.S_IMODE(Path(name).stat().st_mode))
        return real(name)

    monkeypatch.setattr(sqlite3, "connect", looked_at)
    file = tmp_path / "a.ndjson"
    file.write_text(lines(patient()) + "{broken\n", "utf-8")
    with pytest.raises(ProfileError):
        list(bulk_records([file]))
    assert seen == [0o600]
    assert list((tmp_path / "sorted").iterdir()) == []


def test_a_disk_without_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> list[object]:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("planner.records.fhir.bulk._refuse_twins", full)
    file = tmp_path / "a.ndjson"
    file.write_text(lines(patient()), "utf-8")
    with pytest.raises(OutputError, match=r"has no room to sort the export \(database or disk is full\)"):
        list(bulk_records([file]))
