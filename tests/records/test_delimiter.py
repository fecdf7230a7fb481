"""The sign that divides a list and the line with its header are those that make columns of ours."""

from __future__ import annotations

import pytest
from lists import batch, cells, failed, opened

pytestmark = pytest.mark.usefixtures("here")


@pytest.mark.parametrize(
    ("sign", "told"), [(",", ""), (";", "delimiter ;"), ("\t", "delimiter tab"), ("|", "delimiter |")]
)
def test_each_usual_sign_divides_a_list_and_is_told(sign: str, told: str) -> None:
    lines = [("id", "age", "medications"), ("K-1", "67", "furosemide"), ("K-2", "55", "none")]
    source = opened("\n".join(map(sign.join, lines)))
    assert cells(source) == [
        {"id": "K-1", "age": "67", "medications": "furosemide"},
        {"id": "K-2", "age": "55", "medications": "none"},
    ]
    assert source.taken == told


def test_commas_inside_cells_divide_no_list_of_semicolons() -> None:
    source = opened("id;age;medications;conditions\nK-1;67;furosemide, ramipril, iron;gout, asthma\n")
    assert cells(source)[0]["medications"] == "furosemide, ramipril, iron"


def test_semicolons_inside_cells_divide_no_list_of_commas() -> None:
    source = opened('id,age,medications\nK-1,67,"furosemide; ramipril"\n')
    assert cells(source)[0]["medications"] == "furosemide; ramipril"


def test_a_title_above_the_header_is_passed_over_and_told() -> None:
    source = opened("Patients: Monday, ward 3;;\n\nPrinted by the clinic;;\nid;age;sex\nA;67;F\n")
    assert source.taken == "delimiter ;, 2 lines above the header passed over"
    assert [(row.line, row.cells["age"]) for row in source.rows()] == [(5, "67")]


def test_a_text_that_an_export_wrapped_in_a_formula_is_the_text() -> None:
    source = opened('id,age,name\n="0012",67,"=""0013"""\n="",66,="\n')
    assert [(row.cells["id"], row.cells["name"]) for row in source.rows()] == [("0012", "0013"), ("", '="')]


def test_a_name_of_a_column_may_run_over_lines() -> None:
    assert cells(opened('id,"Date of\nbirth"\nA,1956-12-31\n')) == [{"id": "A", "birth_date": "1956-12-31"}]


def test_the_line_of_excel_that_names_the_sign_is_no_title() -> None:
    source = opened("sep=;\nid;age\nA;67\n")
    assert (source.taken, cells(source)) == ("delimiter ;", [{"id": "A", "age": "67"}])


def test_a_quote_out_of_place_costs_its_own_line_alone_whatever_divides_the_list() -> None:
    done = batch('id;name;age\nA;Ann "Annie" Lee;67\nB;"Bea, 44\nC;Cho;45\nD;5" Dan;46\n')
    assert (done.code, done.sheets, failed(done.said)) == (7, ["A", "C", "D"], [3])


def test_a_row_with_too_many_cells_is_told_the_sign_of_its_list() -> None:
    (row,) = opened("id;age;sex\nA;67;F;more\n").rows()
    assert "put quotes round a cell that holds a semicolon" in row.problem


def test_a_first_person_is_no_header() -> None:
    done = batch("A-1;Ana Secreta;67;female\nA-2;Bea Secreta;55;female\n")
    assert done.code == 3
    assert "no cell of this line names a column" in done.said
    assert "Secreta" not in done.said
