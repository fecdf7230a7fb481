"""A workbook is read as its cells were meant, and is never opened before it is known how large it becomes."""

from __future__ import annotations

import builtins
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lists import cells, opened
from workbooks import DATE, cell, sheet, workbook

import planner.records.xlsx.parts
from planner.errors import PlannerError, ProfileError, UsageError
from planner.records.listing import ListOptions, ListSource
from planner.records.source import open_list

pytestmark = pytest.mark.usefixtures("here")
HEADER = ("MRN", "Patient Age", "Meds")


def book(sheets: dict[str, str], strings: tuple[str, ...] = (), **options: Any) -> ListSource:
    return opened(workbook(sheets, strings), "list.xlsx", **options)


def test_numbers_are_what_was_typed_and_dates_are_dates() -> None:
    born = f'<c r="D2"{DATE}><v>20821</v></c>'
    rows = sheet(("MRN", "Patient Age", "Large print", "start")) + (
        f'<row r="2">{cell("A2", 1024.0)}{cell("B2", 67.0)}<c r="C2" t="b"><v>1</v></c>{born}</row>'
        f'<row r="3">{cell("A3", 12.5)}{cell("B3", "66 years")}</row>'
    )
    source = book({"People": rows})
    assert cells(source) == [{"id": "1024", "age": "67", "large_print": "yes"}, {"id": "12.5", "age": "66 years"}]
    assert [str(row.start) for row in source.rows()] == ["1957-01-01", "None"]
    assert source.taken == "Excel workbook, 'MRN' as id, 'Patient Age' as age"
    assert [row.raw for row in source.rows()] == ["1024,67,yes,1957-01-01", "12.5,66 years,,"]
    assert source.head == "MRN,Patient Age,Large print,start"


def test_a_birth_date_of_a_workbook_needs_no_order() -> None:
    rows = sheet(("DOB",)) + f'<row r="2"><c r="A2"{DATE}><v>20821</v></c></row>'
    assert cells(book({"People": rows})) == [{"birth_date": "1957-01-01"}]


def test_texts_that_cells_share_are_read() -> None:
    shared = '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>0</v></c></row>'
    assert cells(book({"People": sheet(("id", "age")) + shared}, ("67", "A"))) == [{"id": "A", "age": "67"}]


def test_a_list_may_begin_anywhere_on_its_sheet() -> None:
    rows = sheet(("Ward 3", None, None), (None, None, None), HEADER, ("A", 67, "Zocor"), first_row=2, first_column="C")
    source = book({"People": rows})
    assert [(row.line, row.cells["id"], row.cells["medications"]) for row in source.rows()] == [(5, "A", "Zocor")]


def test_a_formula_without_a_value_is_named_and_costs_its_own_row() -> None:
    rows = sheet(("id", "age", "Total"), ("A", "<f>B9+1</f>", None), ("B", "<f>1+1</f><v>55</v>", "<f>SUM(B2)</f>"))
    first, second = book({"People": rows}).rows()
    assert (first.line, "the cell of age is a formula without a value" in first.problem) == (2, True)
    assert (second.problem, second.cells) == ("", {"id": "B", "age": "55"})


def test_a_formula_is_found_wherever_its_list_begins() -> None:
    rows = sheet(("id", "age"), ("A", 67), ("B", "<f>1</f>"), first_row=4, first_column="F")
    assert [bool(row.problem) for row in book({"People": rows}).rows()] == [False, True]


def test_of_several_sheets_the_one_with_ages_is_the_list() -> None:
    source = book({"Legend": sheet(("F", "female")), "People": sheet(HEADER, ("A", 67, "none")), "Empty": ""})
    assert [row["id"] for row in cells(source)] == ["A"]
    assert "sheet 'People'" in source.taken


def test_of_several_lists_one_is_to_be_named() -> None:
    sheets = {"Monday": sheet(HEADER, ("A", 67, "none")), "Friday": sheet(HEADER, ("B", 55, "none"))}
    with pytest.raises(ProfileError, match=r"say which with --sheet \(sheets: Monday, Friday\)"):
        book(sheets)
    assert [row["id"] for row in cells(book(sheets, sheet="friday"))] == ["B"]
    with pytest.raises(ProfileError, match=r"no sheet with rows of that name; did you mean 'Friday'"):
        book(sheets, sheet="Fryday")


@pytest.mark.parametrize("sheets", [{"People": ""}, {"People": sheet(HEADER)}, {"People": sheet(("A", 67))}])
def test_a_workbook_without_people_is_one_clear_error(sheets: dict[str, str]) -> None:
    with pytest.raises(ProfileError, match=r"^list\.xlsx:"):
        book(sheets)


def test_a_sheet_that_reaches_far_is_not_opened() -> None:
    far = sheet(HEADER, ("A", 67, "none")) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(ProfileError, match="a sheet reaches over more than 5,000,000 cells; delete what stands far"):
        book({"People": far})
    # A cell that only has a colour holds nothing.
    painted = sheet(HEADER, ("A", 67, "none")) + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert len(cells(book({"People": painted}))) == 1


def test_many_sheets_that_reach_far_are_not_opened() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1000000"><c r="B1000000"><v>1</v></c></row>'
    with pytest.raises(ProfileError, match="delete what stands far"):
        book({"People": sheet(HEADER, ("A", 67, "none")), **{f"Other {number}": far for number in range(3)}})


def test_a_workbook_that_becomes_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner.records.xlsx.parts, "MAX_BYTES", 3_000_000)
    data = workbook({"People": sheet(HEADER, ("A", 67, "none")) + " " * 4_000_000})
    assert len(data) < 20_000
    with pytest.raises(ProfileError, match="would become 4 MB when it is unpacked"):
        opened(data, "list.xlsx")


def test_one_long_text_that_many_cells_share_is_counted_in_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner.records.xlsx.parts, "MAX_BYTES", 3_000_000)
    shared = "".join(f'<row r="{number}"><c r="A{number}" t="s"><v>0</v></c></row>' for number in range(2, 200))
    with pytest.raises(ProfileError, match="delete what stands far"):
        book({"People": sheet(("age",)) + shared}, ("x" * 30_000,))


def test_a_size_that_is_a_lie_is_found_out() -> None:
    data = bytearray(workbook({"People": sheet(HEADER, ("A", 67, "none")) + " " * 100_000}))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    assert data.count(size.to_bytes(4, "little")) == 2
    lie = bytes(data).replace(size.to_bytes(4, "little"), (50).to_bytes(4, "little"))
    with pytest.raises(ProfileError, match="damaged or locked"):
        opened(lie, "list.xlsx")


@pytest.mark.parametrize(
    "row",
    [
        '<row r="9"><c a=">" r="XFD9"><v>1</v></c></row>',
        '<row r="9"><c r="&#88;FD9"><v>1</v></c></row>',
        '<row r="9"><c r="XFD9"><!-- </c><c r="A9"> --><v>1</v></c></row>',
        '<row r="9"><c r="A9" t="s"><v>99</v></c></row>',
    ],
)
def test_what_no_spreadsheet_writes_is_not_opened(row: str) -> None:
    with pytest.raises(ProfileError, match="damaged or locked"):
        book({"People": sheet(HEADER, ("A", 67, "none")) + row})


def test_pictures_and_settings_in_a_workbook_are_no_fault() -> None:
    written = io.BytesIO(workbook({"People": sheet(HEADER, ("A", 67, "none"))}))
    with zipfile.ZipFile(written, "a") as packed:
        packed.writestr("xl/media/image1.png", b"\x89PNG\0<!>")
        packed.writestr("customXml/item1.xml", "<!DOCTYPE x><x/>")
    assert len(cells(opened(written.getvalue(), "list.xlsx"))) == 1


def test_without_the_library_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: Any, **more: Any) -> Any:
        if name == "python_calamine":
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ProfileError, match=r"pip install 'cramp-planner\[xlsx\]', or save it as CSV UTF-8"):
        book({"People": sheet(HEADER, ("A", 67, "none"))})


@pytest.mark.parametrize(
    ("name", "option"), [("people", "encoding"), ("people", "sheet"), ("list.xlsx", "encoding"), ("list.csv", "sheet")]
)
def test_an_option_that_says_nothing_of_a_list_is_no_option_to_pass_over(name: str, option: str) -> None:
    Path("people").mkdir()
    Path("people/ana.yaml").write_text("age: 67\n")
    Path("list.csv").write_text("age\n67\n")
    Path("list.xlsx").write_bytes(workbook({"People": sheet(("age",), (67,))}))
    with pytest.raises(UsageError, match=f"--{option} says nothing of a "):
        open_list(Path(name), ListOptions(**{option: "utf-8"}))
    assert open_list(Path(name)).name == name


WHOLE = workbook({"People": sheet(HEADER, ("A", 67, "none"), ("B", "<f>1</f>", "Zocor"))}, ("a", "b"))


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_a_damaged_workbook_is_an_error_or_a_list_and_never_a_bug(faults: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, byte in faults:
        data[at] = byte
    told = []
    try:
        people = list(opened(bytes(data), "list.xlsx").rows())
    except PlannerError as error:
        people, told = [], str(error).splitlines()
    assert len(people) <= 2
    assert all(line.startswith("list.xlsx") for line in told)
