"""One row of a list, whatever the list was written in: its cells, what is wrong with it, and the person it tells of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from msgspec import Struct, structs

from planner.errors import PlannerError, Problem, ProfileError
from planner.files.clock import today
from planner.files.places import YamlText
from planner.profile.ages import age_on, birth_date
from planner.profile.answers import Person, read_answers
from planner.profile.values import Wrong
from planner.records.table.dates import ORDER_UNKNOWN


class RowProblem(Problem):
    """A fault of a whole line of a list, which has no column."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


class Row(Struct, frozen=True):
    """One row of a list: the line where it begins, its cells by key, and why it cannot be read, if so.

    `note` is what somebody must know of a row although it can be read. `raw` is the row as it was written, without the
    end of its line, to be put under the head of its list again. `start` is the first day that the row asks for. `file`
    is the file of a row that has one of its own. Of a health record, `incomplete` names lists that do not claim to be
    whole, and `left_out` says how often something was left out for what reason; the `dead` get no sheet;
    `reference` is how the record names the person.
    """

    line: int
    cells: dict[str, Any]
    problem: str = ""
    note: str = ""
    raw: str = ""
    start: date | None = None
    file: str = ""
    incomplete: tuple[str, ...] = ()
    dead: bool = False
    left_out: tuple[tuple[str, int], ...] = ()
    reference: str = ""


def row_answers(row: Row, *, as_of: date | None = None) -> Person:
    """Return the person of one row, an empty cell being unknown; raise ProfileError if it cannot be read.

    A birth date is counted to `as_of`, by default today.
    """
    if row.problem:
        raise ProfileError(row.problem)
    data = {name: cell for name, cell in row.cells.items() if not isinstance(cell, str) or cell.strip()}
    try:
        text = YamlText(f"line {row.line}", data, {})
        person = read_answers(text, lenient=True, as_of=as_of, incomplete=row.incomplete)
    except ProfileError as error:
        problems = [_with_order(problem, data.get("birth_date"), as_of or today()) for problem in error.problems]
        raise ProfileError.from_problems(problems) from None
    who = person.identity
    place = "" if who.id or row.reference else str(row.line)
    return structs.replace(person, identity=structs.replace(who, reference=row.reference, place=place))


def _with_order(problem: Problem, born: Any, day: date) -> Problem:
    """Return a problem; of a birth date whose two readings give two ages, with the option that says which it is."""
    if problem.key != "birth_date" or not _has_two_ages(born, day):
        return problem
    return replace(problem, text=f"birth_date {ORDER_UNKNOWN}")


def _has_two_ages(born: Any, day: date) -> bool:
    try:
        return len({age_on((one,), day) for one in birth_date(born)}) > 1
    except Wrong:
        return False


def on_one_line(error: PlannerError) -> str:
    """Return what is wrong with a row, without the places: the list's own line names it."""
    return "; ".join([problem.text for problem in error.problems] or str(error).splitlines())
