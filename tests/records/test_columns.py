"""The columns of a list are known by their usual names, by what somebody says of them, or passed over and named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lists import batch, cells, opened

from planner.errors import ProfileError
from planner.profile.keys import KEYS
from planner.records.rows import row_answers
from planner.records.table.columns import BESIDE, columns_in, columns_of, typed, words

pytestmark = pytest.mark.usefixtures("here")


def key(name: str) -> str:
    """Return the key that a column of this name means, in a list that has an age too."""
    (column, _) = columns_of([name, "How old"], {"How old": "age"}).columns
    return column.key


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("D.O.B.", "birth_date"),
        ("dateOfBirth", "birth_date"),
        ("Sleep-Position", "sleep_position"),
        ("Meds", "medications"),
        ("Current  Medications", "medications"),
        ("Patient's Gender", "sex"),
        ("M/F", "sex"),
        ("MRN", "id"),
        ("Problem list", "conditions"),
        ("Medication List", "medications"),
        ("Large Print", "large_print"),
        ("surname", "last_name"),
        ("Geschlecht", "sex"),
        ("Geb.-Datum", "birth_date"),
        ("Diagnosen", "conditions"),
        ("Unverträglichkeiten", "allergies"),
        ("Fecha de nacimiento", "birth_date"),
        ("Medicación", "medications"),
        ("MEDICACION", "medications"),
        ("Antécédents", "conditions"),
        ("Né(e) le", "birth_date"),
        ("Insurance", ""),
        ("Allergies reviewed on", ""),
        ("Age at diagnosis", ""),
        ("F", ""),
        ("67", ""),
    ],
)
def test_a_column_is_known_by_the_names_that_lists_have_for_it(written: str, meant: str) -> None:
    assert key(written) == meant


@pytest.mark.parametrize(
    "name", ["age", "Age", " AGE ", "Patient Age", "Alter", "Edad", "Âge", "Age (years)", "PatientAge"]
)
def test_the_age_has_many_names(name: str) -> None:
    assert cells(opened(f"id,{name}\nA,67\n")) == [{"id": "A", "age": "67"}]


def test_each_name_of_a_column_means_one_thing_and_is_a_name_of_a_key() -> None:
    own = {typed(name): name for name in KEYS}
    meant: dict[str, set[str]] = {}
    for key_, languages in words().names.items():
        assert key_ in {*KEYS, *BESIDE}
        assert set(languages) <= {"en", "es", "fr", "de"}
        for name in (name for names in languages.values() for name in names):
            meant.setdefault(typed(name), set()).add(key_)
    assert {name: keys for name, keys in meant.items() if len(keys) > 1} == {}
    assert {name: keys for name, keys in meant.items() if name in own and {own[name]} != keys} == {}


def test_other_columns_are_ignored_and_named_once() -> None:
    done = batch("MRN,Patient Age,Insurance,Phone\nA,67,ACME,0123\nB,55,,\n")
    assert (done.code, done.sheets) == (0, ["A", "B"])
    said = "note: list.csv: 'MRN' as id, 'Patient Age' as age, ignored: Insurance, Phone"
    assert [line for line in done.said.splitlines() if "Insurance" in line] == [said]


def test_nothing_is_said_of_a_list_that_leaves_nothing_open() -> None:
    assert opened("ID,Name,Birth Date,medication\nA,Ann,1956-12-31,none\n").taken == ""


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("First name,Last name", "Ann Lee"),
        ("Vorname,Nachname", "Ann Lee"),
        ("Prénom,Nom", "Ann Lee"),
        ("Nombre,Apellidos", "Ann Lee"),
        ("Vorname,Name", "Ann Lee"),
        ("Name,Surname", "Ann Lee"),
    ],
)
def test_the_parts_of_a_name_are_one_name(header: str, name: str) -> None:
    assert cells(opened(f"{header},age\nAnn,Lee,67\n")) == [{"age": "67", "name": name}]


def test_a_name_that_holds_its_parts_is_the_name() -> None:
    assert cells(opened("Patient name,Surname,age\nAnn Lee,Lee,67\n"))[0]["name"] == "Ann Lee"
    assert cells(opened("First name,Patient name,age\nAnn,Ann Lee,67\n"))[0]["name"] == "Ann Lee"
    assert cells(opened("Name,First name,Last name,age\nMrs Lee,Ann,Lee,67\n"))[0]["name"] == "Ann Lee"


def test_a_column_named_by_a_sign_can_be_mapped_and_is_no_empty_one() -> None:
    assert cells(opened("age,,%\n67,,A\n", columns={"%": "id"})) == [{"age": "67", "id": "A"}]


def test_one_part_of_a_name_is_the_name() -> None:
    assert [row.get("name") for row in cells(opened("Surname,age\nLee,67\n,66\n"))] == ["Lee", None]


def test_numbered_columns_are_one_list() -> None:
    text = "id,age,Medication 1,Medication 2,Medication 3\nA,67,furosemide,,Zocor\nB,55,none,,\nC,44,,,\n"
    read = [row_answers(row).answers.medications for row in opened(text).rows()]
    assert read == [("furosemide", "Zocor"), (), None]


def test_two_columns_of_one_meaning_are_refused_and_one_can_be_left_out() -> None:
    text = "age,sex,Gender\n67,F,M\n"
    with pytest.raises(ProfileError, match=r'\'sex\' stands twice, as \'sex\' and \'Gender\'.*--map "Gender=-"'):
        opened(text)
    assert cells(opened(text, columns={"gender": "-"})) == [{"age": "67", "sex": "F"}]


def test_of_two_ids_the_first_counts() -> None:
    source = opened("Patient ID,MRN,age\nA,77,67\n")
    assert (cells(source), source.taken) == ([{"id": "A", "age": "67"}], "'Patient ID' as id, ignored: MRN")


def test_what_somebody_says_of_a_column_goes_before_its_name() -> None:
    source = opened("Nr,Jahre,age,X\n7,67,unused,gout\n", columns={"NR": "id", "jahre": "age", "x": "conditions"})
    assert cells(source) == [{"id": "7", "age": "67", "conditions": "gout"}]
    assert source.taken == "'Nr' as id, 'Jahre' as age, 'X' as conditions, ignored: age"


def test_several_columns_of_one_list_are_one_list() -> None:
    text = "age,Problem list,Surgical history\n67,gout; asthma,none\n66,gout,hip replacement\n65,,gout\n"
    source = opened(text)
    read = [row_answers(row).answers for row in source.rows()]
    assert [answers.conditions for answers in read] == [("gout", "asthma"), ("gout", "hip replacement"), ("gout",)]
    assert not any(answers.none_and_more for answers in read)
    assert source.taken == "'Problem list' as conditions, 'Surgical history' as conditions"


def test_none_in_one_list_and_nothing_in_another_is_not_known() -> None:
    source = opened("age,Problems,Operations\n67,none,\n66,none,none\n65,,\n64,none,not recorded\n")
    assert [row_answers(row).answers.conditions for row in source.rows()] == [None, (), None, None]


def test_a_row_that_ends_before_one_of_its_lists_does_not_say_none() -> None:
    (row,) = opened("age,Problems,Operations\n67,none\n").rows()
    assert row_answers(row).answers.conditions is None


def test_a_list_that_somebody_names_takes_no_other_away() -> None:
    source = opened("age,Problems,Vorgeschichte\n67,gout,asthma\n", columns={"Vorgeschichte": "conditions"})
    assert cells(source) == [{"age": "67", "conditions": "gout; asthma"}]


def test_a_file_says_what_columns_mean() -> None:
    Path("columns.yaml").write_text("Pat. Alter: age\nBemerkung: '-'\nDx: conditions\n")
    done = batch("Pat. Alter,Bemerkung,Dx\n67,Secreta,gout\n", "--map-file", "columns.yaml")
    assert done.code == 0
    assert "'Pat. Alter' as age, 'Dx' as conditions, ignored: Bemerkung" in done.said


@pytest.mark.parametrize(
    ("text", "words_"),
    [
        ("Alter: agee\nDx: condition\nX: [a]\n", r"columns.yaml:1:8: there is no such key; did you mean 'age'"),
        ("- Alter\n", "expected a line `column: key`"),
        ("Alter: age\nAlter: sex\n", "stands twice"),
    ],
)
def test_a_file_of_columns_that_is_wrong_is_told_with_its_place(text: str, words_: str) -> None:
    Path("columns.yaml").write_text(text)
    with pytest.raises(ProfileError, match=words_):
        columns_in(Path("columns.yaml"))


def test_a_header_of_too_many_columns_is_told() -> None:
    with pytest.raises(ProfileError, match="names 1,001 columns; a list of people has at most 1,000"):
        opened("age" + ",insurances" * 1_000 + "\n67\n")
    assert cells(opened("age" + "," * 1_000 + "\n67\n")) == [{"age": "67"}]


def test_columns_are_read_however_they_are_typed() -> None:
    rows = opened("Patient ID, AGE ,Gender\nA,67,F\n").rows()
    assert [(row_answers(row).answers.age, row_answers(row).answers.sex) for row in rows] == [(67, "female")]


@pytest.mark.parametrize("column", ["date_of_birth", "DOB", "birth_date", "Birth Date"])
def test_a_birth_date_stands_in_place_of_the_age(column: str) -> None:
    rows = opened(f"id,{column},sex\nA,31/12/1956,M\nB,1983-05-02,\n").rows()
    read = [row_answers(row, as_of=date(2026, 11, 23)).answers for row in rows]
    assert [(answers.age, answers.sex) for answers in read] == [(69, "male"), (43, None)]


def test_a_quote_that_swallows_a_row_is_found_by_its_birth_date_too() -> None:
    source = opened('id,dob,sex\nA,"1956-12-31,M\nB,1983-05-02,F\n')
    assert [row.line for row in source.rows() if not row.problem] == [3]
