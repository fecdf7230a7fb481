"""The rows of a table, each with the line where it begins; one that cannot be read takes no other with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from planner.errors import ProfileError
from planner.profile.keys import KEYS
from planner.profile.spellings import says_none
from planner.profile.values import Wrong
from planner.records.rows import Row, RowProblem
from planner.records.table.cells import finished
from planner.records.table.columns import AGES, MOST_COLUMNS, ListColumns, columns_of, known, ordinal
from planner.records.table.dates import DATES, Survey
from planner.records.text.quotes import Record

_HEADER = "expected a header such as id,name,age and a line for each person"
_AFTER = "this line comes after a quote that is not closed, and is no whole row; mend the line with the quote first"
_LETTERS = "some letters of this row could not be read; say how the list is written with --encoding"
_FIRST = {"dmy": "day", "mdy": "month"}
_LOST_LETTER = "\N{REPLACEMENT CHARACTER}"
Records = Callable[[], Iterator[Record]]


class ListTable(Struct, frozen=True):
    """A table of people: its name and columns, the word for what divides its cells, and the order of its dates."""

    name: str
    line: int
    columns: ListColumns
    keys: tuple[str, ...]
    divided_by: str = ""
    orders: Mapping[str, str] = {}

    def taken(self) -> list[str]:
        """Return what was taken for what."""
        found = [f"dates with the {_FIRST[order]} first" for order in {*self.orders.values()} if order in _FIRST]
        return [*found, *self.columns.taken()]

    def row(self, record: Record) -> Row:
        """Return one record as a row."""
        if record.swallowed and not self.fits(record.cells):
            return Row(record.line, {}, _AFTER, raw=record.raw)
        problem = record.problem or self._problem(record)
        row = Row(record.line, self._cells(record.cells), problem, self._note(record), record.raw)
        return finished(row, self.orders)

    def _cells(self, cells: Sequence[str]) -> dict[str, str]:
        found: dict[str, list[tuple[bool, str]]] = {}
        for column, cell in zip(self.columns.columns, cells, strict=False):
            if column.key:
                found.setdefault(column.key, []).append((column.numbered, _bare(cell)))
        for column in self.columns.columns[len(cells) :]:
            # What a row ends before is not known, and not nothing.
            found.get(column.key, []).append((column.numbered, ""))
        return {key: several[0][1] if len(several) == 1 else _joined(key, several) for key, several in found.items()}

    def _problem(self, record: Record) -> str:
        """Return what is wrong with the shape of a row; what a spreadsheet drops at its end are empty cells."""
        if any(cell.strip() for cell in record.cells[len(self.keys) :]):
            mend = f"put quotes round a cell that holds a {self.divided_by}" if self.divided_by else "name each column"
            return f"{self._counted(record)}; put ; between entries of one cell, and {mend}"
        if not {*AGES} & {*self.keys[: len(record.cells)]}:
            return f"{self._counted(record)}, and the age is not among them; fill in what is missing"
        for number, (column, cell) in enumerate(zip(self.columns.columns, record.cells, strict=False), start=1):
            if not column.written.strip() and cell.strip():
                return f"the {ordinal(number)} cell is filled, and its column has no name"
        return ""

    def _note(self, record: Record) -> str:
        """Return which columns a row ends before, which may be empty or slipped, and whether letters are lost."""
        lost = _LETTERS if _LOST_LETTER in record.raw else ""
        short = [key for key in self.keys[len(record.cells) :] if key]
        if not short or record.problem or not self.divided_by:
            return lost
        missing = f"held to be unknown, unless a {self.divided_by} is missing before: {', '.join(short)}"
        return "; ".join([f"{self._counted(record)}; {missing}", *[lost] * bool(lost)])

    def _counted(self, record: Record) -> str:
        cells, columns = len(record.cells), len(self.keys)
        return f"this row has {cells} cell{'s' * (cells != 1)}; the header names {columns} column{'s' * (columns != 1)}"

    def fits(self, cells: Sequence[str]) -> bool:
        """Return whether there is a cell for each column, and none beside."""
        return len(cells) >= len(self.keys) and not any(cell.strip() for cell in cells[len(self.keys) :])

    def reads_as_a_row(self, cells: list[str]) -> bool:
        """Return whether cells are a whole person: as many as there are columns, and an age where it stands."""
        # Of one or two columns a line of somebody's notes may have as many.
        if len(self.keys) < 3 or not self.fits(cells):
            return False
        name = next(name for name in AGES if name in self.keys)
        try:
            KEYS[name].parse(cells[self.keys.index(name)])
        except Wrong:
            return False
        return True


def table_of(name: str, header: Record, asked: Mapping[str, str], divided_by: str = "") -> ListTable:
    """Return the table that a header begins, or raise ProfileError with all that is wrong with its columns."""
    if not header.cells and not header.problem:
        raise ProfileError(f"{name}: is empty: the column 'age' is missing; {_HEADER}")
    named = sum(bool(cell.strip()) for cell in header.cells)
    if named > MOST_COLUMNS:
        counted = f"names {named:,} columns; a list of people has at most {MOST_COLUMNS:,}"
        raise ProfileError.from_problems([RowProblem(name, header.line, 0, f"this line {counted}; leave others out")])
    columns = columns_of(header.cells, asked)
    problems = list(columns.problems)
    if header.problem:
        problems = [(0, header.problem)]
    elif not known(header.cells, asked) and not any(number for number, _ in problems):
        # The first person of a list without a header stands here, so that nothing of it is repeated.
        problems = [(0, f"no cell of this line names a column that the planner knows, not even 'age'; {_HEADER}")]
    if problems:
        raise ProfileError.from_problems(RowProblem(name, header.line, *problem) for problem in problems)
    return ListTable(name, header.line, columns, tuple(columns.keys()), divided_by)


def filled(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records that are not empty."""
    return (record for record in records if record.problem or any(cell.strip() for cell in record.cells))


def rows_of(table: ListTable, records: Records) -> Iterator[Row]:
    """Yield the rows under the header of a table."""
    return (table.row(record) for record in filled(records()) if record.line > table.line)


def orders_of(table: ListTable, records: Records, asked: str | None) -> dict[str, str]:
    """Return how the dates of each column are written: as somebody says, or as the whole column shows.

    Raise ProfileError if there is no row at all.
    """
    places = {place: Survey() for place, key in enumerate(table.keys) if key in DATES and not asked}
    empty = True
    for record in filled(records()):
        if record.line <= table.line:
            continue
        empty = False
        if not places:
            break
        for place, survey in places.items():
            survey.see(record.cells[place] if place < len(record.cells) else "")
    if empty:
        raise ProfileError(f"{table.name}: holds a header and no rows; {_HEADER}")
    return {key: asked or places[place].order() for place, key in enumerate(table.keys) if key in DATES}


def _bare(cell: str) -> str:
    """Return a cell without the formula round a text, by which exports keep the noughts before a number: ="0012"."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell


def _joined(key: str, several: Sequence[tuple[bool, str]]) -> str:
    """Return several cells of one list as one; where one says none and another nothing, it is not known."""
    said = [cell for _, cell in several if cell.strip()]
    named = [cell for cell in said if not says_none(key, cell)]
    numbered = sum(not one for one, _ in several) < 2
    if not named and len(said) < len(several) and not numbered:
        return ""
    return "; ".join(named or said)
