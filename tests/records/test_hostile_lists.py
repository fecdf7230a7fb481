"""Lists and records that are made to take time, memory or something from elsewhere give people, or a message."""

from __future__ import annotations

import io
import json
import socket
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from health_records import bundle, concept, patient, people, prescription
from lists import cells, opened

from planner.errors import ProfileError
from planner.records.rows import Row, row_answers

pytestmark = pytest.mark.usefixtures("here")


def test_a_header_of_a_million_columns_is_refused_by_their_number() -> None:
    with pytest.raises(ProfileError, match=r"list\.csv:1: this line names 1\d\d,\d\d\d columns; .* at most 1,000"):
        opened("id,age," + ",".join(f"c{number}" for number in range(1_000_000)) + "\n1,67\n")


def test_a_cell_of_ten_megabytes_costs_its_own_row_and_little_memory() -> None:
    list_ = 'id,age,name\n1,67,"' + "x" * 10_000_000 + '"\n2,68,Bo\n'
    source = opened(list_)
    tracemalloc.start()
    found = [(row.line, bool(row.problem)) for row in source.rows()]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [(2, True), (3, False)]
    assert most < 3 * len(list_)


@pytest.mark.parametrize("empty", ["\n", ",\n", "  ,  \n", "\r\n", ";;\n"])
def test_rows_of_nothing_are_passed_over_and_counted(empty: str) -> None:
    source = opened("id,age\n" + empty * 200_000 + "1,67\n")
    assert [row.line for row in source.rows() if not row.problem] == [200_002]


def test_nothing_that_a_record_refers_to_is_fetched_or_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: Any) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", connect)
    circle = {"resourceType": "Medication", "id": "m", "ingredient": [{"itemReference": {"reference": "#m"}}]}
    elsewhere = ["http://127.0.0.1:9/Medication/1", "file:///etc/passwd", "urn:uuid:1", "#", "../../../etc/passwd", ""]
    asked = [prescription(reference) for reference in elsewhere]
    text = bundle(patient(), *asked, prescription("#m", contained=[circle]), prescription("Medication/m"), circle)
    (person,) = people(tmp_path / "a.json", text)
    assert person.cells["medications"] == ["a medicine that the record does not name"]
    assert "passwd" not in str(person)


def test_a_record_that_refers_to_itself_is_read_once(tmp_path: Path) -> None:
    own = {"resourceType": "Medication", "id": "m", "code": concept("Zocor"), "contained": [{"id": "m"}]}
    text = bundle(patient(), prescription("Medication/m", partOf=[{"reference": "MedicationRequest/1"}]), own)
    (person,) = people(tmp_path / "a.json", text)
    assert person.cells["medications"] == ["Zocor"]


@pytest.mark.parametrize("number", ["9" * 4_000, "1e999", "-1e999", "1e-999", "0.1e1", "-0", "1" + "0" * 300 + ".5"])
def test_a_number_of_any_size_is_an_age_or_an_error_of_its_row(number: str) -> None:
    for row in opened(f'{{"id": "A", "age": {number}}}\n{{"id": {number}, "age": 67}}\n', "list.jsonl").rows():
        said, age = _read(row)
        assert len(said) < 400
        assert said or 0 <= age <= 115


def _read(row: Row) -> tuple[str, int]:
    """Return why a row cannot be read, or the age in it."""
    try:
        return "", row_answers(row).answers.age
    except ProfileError as error:
        return str(error), 0


def test_a_packed_list_inside_a_packed_list_is_no_list() -> None:
    packed = b"id,age\n1,67\n"
    for _ in range(5):
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as outer:
            outer.writestr("list.zip", packed)
        packed = written.getvalue()
    with pytest.raises(ProfileError, match="looks like a packed file"):
        opened(packed, "list.csv")


def test_a_name_with_signs_of_a_terminal_is_clean_where_it_is_printed() -> None:
    name = "A\x1b[31m\x07\u202e\u2066na\nB"
    (row,) = opened(json.dumps({"id": "A", "age": 67, "name": name}) + "\n", "list.jsonl").rows()
    assert row_answers(row).identity.name == "A [31m na B"
    assert cells(opened("id,age\nA,67\n"))[0]["id"] == "A"
