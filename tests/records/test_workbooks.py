"""A workbook is read as its cells were meant, and is never opened before it is known how large it becomes."""

from __future__ import annotations

import builtins
import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lists import cells, opened
from python_calamine import CalamineError, CalamineWorkbook
from workbooks import DATE, cell, sheet, workbook

import planner.records.xlsx.parts
from planner.errors import PlannerError, ProfileError, UsageError
from planner.records.listing import ListOptions, ListSource
from planner.records.source import open_list
from planner.records.xlsx.parts import look_through

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
        '<row r="9" r="10"><c><v>1</v></c></row>',
        '<row r="9"><?x <row r="2"/> ?><c><v>1</v></c></row>',
        '<row x="<" r="9"><c><v>1</v></c></row>',
        '<row r="9"></row></row><row><c><v>1</v></c></row>',
        '<row r="9"><c r="A9"><row r="2"/><v>1</v></c></row>',
        '<row r="9"><c r="A9"><c r="B9"/><v>1</v></c></row>',
        '<row r="9"><a:b:c r="A9"><v>1</v></a:b:c></row>',
        '<row r="9"><c r="AAAA9"><v>1</v></c></row>',
        '<row r="9"><c r="A1048577"><v>1</v></c></row>',
        '<row r="9"/><c r="A9"><v>1</v></c>',
        '<row r="9"><c r="&#88;FD9"><v>1</v></c></row>',
        '<row r="9"><c r="XFD9"><!-- </c><c r="A9"> --><v>1</v></c></row>',
        '<row r="9"><c r="A9" t="s"><v>99</v></c></row>',
    ],
)
def test_what_no_spreadsheet_writes_is_not_opened(row: str) -> None:
    with pytest.raises(ProfileError, match="damaged or locked"):
        book({"People": sheet(HEADER, ("A", 67, "none")) + row})


FAR = '<row r="1"><c r="A1" t="inlineStr"><is><t>age</t></is></c></row>'


@pytest.mark.parametrize(
    "row",
    [
        '<row a=">" r="1048576">' + "<c><v>1</v></c>" * 16_000 + "</row>",
        '<row r="2"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048575"/><é:row>' + "<c><v>1</v></c>" * 16_000 + "</é:row>",
    ],
)
def test_a_cell_that_other_readers_see_far_away_is_seen_there(row: str) -> None:
    with pytest.raises(ProfileError, match="delete what stands far"):
        book({"People": FAR + row})


def _changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return a workbook with other words in one part."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(written, "w") as changed:
        for name in packed.namelist():
            text = packed.read(name).decode()
            assert name != part or old in text
            changed.writestr(name, text.replace(old, new) if name == part else text)
    return written.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name="Far"', 'name="People"'),
        ('name="People" sheetId="1" r:id="rId1"', 'name="People" sheetId="1" x:id="rId1" r:id="rId2"'),
    ],
)
def test_of_two_sheets_that_could_be_meant_none_is_opened_unseen(old: str, new: str) -> None:
    far = FAR + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    data = workbook({"People": sheet(HEADER, ("A", 67, "none")), "Far": far})
    with pytest.raises(ProfileError, match=r"damaged or locked|delete what stands far"):
        opened(_changed(data, "xl/workbook.xml", old, new), "list.xlsx")


def test_a_sheet_beside_the_folder_of_sheets_is_the_one_that_was_looked_through() -> None:
    data = workbook({"People": sheet(HEADER, ("A", 67, "none"))})
    moved = _changed(data, "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml")
    assert [row["age"] for row in cells(opened(moved, "list.xlsx"))] == ["67"]


def test_what_is_packed_in_a_way_that_takes_gigabytes_is_not_opened() -> None:
    written = io.BytesIO()
    whole = io.BytesIO(workbook({"People": sheet(HEADER, ("A", 67, "none"))}))
    with zipfile.ZipFile(whole) as packed, zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as other:
        for name in packed.namelist():
            other.writestr(name, packed.read(name))
    # The size of its dictionary, which is asked for before the first letter.
    greedy = written.getvalue().replace(b"\x09\x04\x05\x00\x5d\x00\x00\x80\x00", b"\x09\x04\x05\x00\x5d" + b"\xff" * 4)
    assert greedy != written.getvalue()
    with pytest.raises(ProfileError, match="damaged or locked"):
        opened(greedy, "list.xlsx")


def test_a_part_that_goes_on_behind_the_size_that_it_says_is_cut_there() -> None:
    data = workbook({"People": sheet(HEADER, ("A", 67, "none"))})
    longer = b"<si><t>" + b"a" * 3_000_000 + b"</t></si></sst>"
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        honest = packed.read("xl/sharedStrings.xml")
        info = packed.getinfo("xl/sharedStrings.xml")
    both = zlib.compressobj(9, zlib.DEFLATED, -15)
    long = both.compress(honest + longer) + both.flush()
    head = info.header_offset
    begin = head + 30 + len(info.filename)
    size = struct.pack("<I", info.compress_size)
    lie = data[:begin].replace(size, struct.pack("<I", len(long))) + long + data[begin + info.compress_size :]
    with pytest.raises(ProfileError, match="damaged or locked"):
        opened(lie, "list.xlsx")


def test_more_texts_than_cells_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner.records.xlsx.parts, "_MOST_CELLS", 1_000)
    for text in ("<si/>", "<si></si>"):
        data = workbook({"People": sheet(HEADER, ("A", 67, "none"))}, ("a",))
        many = _changed(data, "xl/sharedStrings.xml", "</sst>", text * 1_001 + "</sst>")
        with pytest.raises(ProfileError, match="delete what stands far"):
            opened(many, "list.xlsx")


def test_a_workbook_that_counts_its_days_from_1904_keeps_them() -> None:
    data = workbook({"People": sheet(("id", "birth date"), ("A", "<v>20000</v>"))})
    styled = _changed(data, "xl/worksheets/sheet1.xml", '<c r="B2">', f'<c r="B2"{DATE}>')
    later = _changed(styled, "xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>')
    born = [cells(opened(one, "list.xlsx"))[0]["birth_date"] for one in (styled, later)]
    assert born == ["1954-10-03", "1958-10-04"]


_STRANGE = st.lists(
    st.sampled_from(
        [
            *("<row>", "<row/>", "</row>", '<row r="3">', '<row r="3"/>', '<row r="0">', "<x:row>", "<row\tr = '2'>"),
            *(
                "<c>",
                "<c/>",
                "</c>",
                '<c r="C5">',
                '<c r="b2">',
                '<c r="$A$1">',
                '<c r="">',
                '<c r="A">',
                '<c a=">" r="D4">',
            ),
            *(
                "<v>1</v>",
                "<v/>",
                "<v>",
                "</v>",
                "<f>1</f>",
                "<is><t>a</t></is>",
                "<is/>",
                "text",
                "<x>",
                "</x>",
                "<x/>",
            ),
            *(
                "<?x?>",
                "<!--",
                "-->",
                "</sheetData>",
                "<sheetData>",
                "&lt;",
                "<extLst>",
                "</extLst>",
                "<mergeCell ref='A1:Z9'/>",
            ),
        ]
    ),
    max_size=14,
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(_STRANGE)
def test_what_is_opened_reaches_no_further_than_what_was_seen(tags: list[str]) -> None:
    data = workbook({"L": "".join(tags)})
    try:
        seen = look_through("l", io.BytesIO(data))
    except ProfileError:
        return
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(seen.workbook)) as book_:
            held = book_.get_sheet_by_name("L")
    except (CalamineError, ValueError, OSError):
        return
    assert held.total_height <= seen.sheets["L"].rows
    assert held.total_width <= seen.sheets["L"].columns


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
