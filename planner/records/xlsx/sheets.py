"""A list as an Excel workbook, looked through before it is opened, and read by calamine."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import structs

from planner.errors import ProfileError, did_you_mean
from planner.profile.words import excerpt
from planner.records.held import Held
from planner.records.listing import ListOptions, ListSource
from planner.records.table.columns import known, tells_an_age
from planner.records.table.people import ListTable, orders_of, rows_of, table_of
from planner.records.text.delimiter import FIRST, Header, best_header, told
from planner.records.text.quotes import Record
from planner.records.xlsx.parts import LookedThrough, SheetPart, look_through

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# Beyond this a float is no longer the number that was typed.
_EXACT = 1e15
_NO_HEADER = Header(Record(0, []), "")
_LACKING = "python-calamine reads Excel workbooks, and is not installed; run: pip install 'cramp-planner[xlsx]'"
_NO_VALUE = "is a formula without a value; open the workbook in Excel, save it, and run this again"


def read_xlsx(held: Held, options: ListOptions) -> ListSource:
    """Return a sheet of a workbook as a list; raise ProfileError if it cannot be opened, or leaves open which sheet."""
    with held.opened() as stream:
        seen = look_through(held.name, stream)
    parts = seen.sheets
    sheets = {title: sheet for title, sheet in _sheets(held.name, seen).items() if sheet.height}
    look = partial(known, asked=options.columns)
    headers = {title: best_header(list(_headers(sheet)), look) or _NO_HEADER for title, sheet in sheets.items()}
    title = _chosen(held.name, headers, options)
    header = headers.get(title, _NO_HEADER)
    table = table_of(held.name, header.record, options.columns)
    records = partial(_records, sheets[title], table, parts[title])
    table = structs.replace(table, orders=orders_of(table, records, options.date_order))
    named = [f"sheet '{excerpt(title)}'"] * (len(sheets) > 1)
    return ListSource(
        name=held.name,
        read=partial(rows_of, table, records),
        header=tuple(header.record.cells),
        head=header.record.raw,
        taken=", ".join(["Excel workbook", *named, *told(header), *table.taken()]),
        inputs=held.inputs,
    )


def _sheets(name: str, seen: LookedThrough) -> dict[str, CalamineSheet]:
    """Return the sheets of a workbook that were looked through, by their names."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum
    except ImportError:
        raise ProfileError(f"{name}: {_LACKING}, or save it as CSV UTF-8") from None
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(seen.workbook)) as book:
            found = (one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet)
            return {title: book.get_sheet_by_name(title) for title in found if title in seen.sheets}
    except (CalamineError, OSError, ValueError) as error:
        raise ProfileError(f"{name}: cannot be read as a workbook; open it, and save it again as .xlsx") from error


def _chosen(name: str, headers: Mapping[str, Header], options: ListOptions) -> str:
    """Return the sheet that is asked for, or the only one that tells ages."""
    if options.sheet is not None:
        titles = {title.casefold(): title for title in headers}
        if options.sheet.casefold() not in titles:
            near = did_you_mean(options.sheet, headers)
            raise ProfileError(f"{name}: has no sheet with rows of that name{near} (sheets: {_listed(headers)})")
        return titles[options.sheet.casefold()]
    with_ages = [title for title, header in headers.items() if tells_an_age(header.record.cells, options.columns)]
    if len(headers) > 1 and len(with_ages) != 1:
        raise ProfileError(f"{name}: several sheets have rows; say which with --sheet (sheets: {_listed(headers)})")
    if not headers:
        raise ProfileError(f"{name}: is empty: no sheet has a cell; write the list in it, and save it again")
    return with_ages[0] if with_ages else next(iter(headers))


def _listed(titles: Iterable[str]) -> str:
    return ", ".join(excerpt(title) for title in titles)


def _headers(sheet: CalamineSheet) -> Iterator[Header]:
    above = 0
    for record in islice(_cells(sheet), FIRST):
        if any(cell.strip() for cell in record.cells):
            yield Header(record, "", above)
            above += 1


def _cells(sheet: CalamineSheet) -> Iterator[Record]:
    """Yield the rows of a sheet, numbered as a spreadsheet numbers them."""
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_written(cell) for cell in row]
        yield Record(number, cells, raw=_as_csv(cells))


def _records(sheet: CalamineSheet, table: ListTable, part: SheetPart) -> Iterator[Record]:
    first = sheet.start[1] if sheet.start else 0
    wanted = [(first + place + 1, key) for place, key in enumerate(table.keys) if key]
    for record in _cells(sheet):
        lacking = [key for column, key in wanted if (record.line, column) in part.valueless]
        if lacking and record.line > table.line:
            yield structs.replace(record, problem=f"the cell of {' and of '.join(lacking)} {_NO_VALUE}")
        else:
            yield record


def _written(cell: Any) -> str:
    """Return a cell as a person would have written it: whole numbers without a point, dates with the year first."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _as_csv(cells: list[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
