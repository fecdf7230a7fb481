"""A list of people as a reader gives it, and what somebody may say of it beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from planner.files.names import spelled_out
from planner.records.rows import Row, RowProblem

if TYPE_CHECKING:
    from planner.content.knowledge import Content

FORMS = "a list is CSV, an Excel workbook (.xlsx), JSON Lines, a folder of profiles, or health records (FHIR, C-CDA)"


class ListOptions(Struct, frozen=True, kw_only=True):
    """What somebody says of a list that the list itself may leave open; what is left out is found out.

    `columns` gives names of columns their keys. `date_order` is dmy, mdy or ymd. `sheet` is one of a workbook.
    Health records are put into words by what the plans know, `content`, as they are on the day `as_of`.
    """

    encoding: str | None = None
    columns: Mapping[str, str] = {}
    date_order: str | None = None
    sheet: str | None = None
    content: Content | None = None
    as_of: date | None = None


class ListSource(Struct, frozen=True, kw_only=True):
    """An opened list: how messages name it, what was taken for what, and its rows, as often as one asks for them.

    `header` holds the names of its columns as they stand, `head` the text above its rows: under it, the `raw` of rows
    makes a list again. `taken` says in one line what was taken for what, and nothing where nothing was to be found out.
    `inputs` are the files that it is read from, none of which an output may replace.
    """

    name: str
    read: Callable[[], Iterator[Row]]
    header: tuple[str, ...] = ()
    head: str = ""
    taken: str = ""
    inputs: tuple[Path, ...] = ()

    def rows(self) -> Iterator[Row]:
        """Yield the rows from the first to the last, one by one; none is kept."""
        return self.read()

    def problem(self, row: Row, text: str) -> RowProblem:
        """Return what is wrong with a row, by the place where it stands."""
        return RowProblem(row.file or self.name, 0 if row.file else row.line, 0, text)


def ignored(others: Sequence[str]) -> str:
    """Return what else lies in a folder and is not read, by the first few names; nothing where there is nothing."""
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    return f", ignored: {spelled_out(', '.join(others[:_SHOWN]))}{more}" if others else ""


_SHOWN = 5
