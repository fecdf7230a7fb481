"""Receipts: what became of each row of a list, on its way through the ledger, without the sheet and without a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from planner.errors import OutputError, PlannerError, Problem, ProfileError
from planner.planning.plan import Plan
from planner.profile.words import excerpt
from planner.records.receipt import Receipt
from planner.records.rows import Row, on_one_line
from planner.records.unforeseen import UnforeseenError

Cause = Literal["", "row", "output", "bug"]
# Those that have a sheet.
MADE = ("plan", "see_clinician")
_MOST_NOTES = 50


class Finished(Struct, frozen=True, kw_only=True):
    """A receipt on its way to the ledger: what is still to be put in place for it, and what is to be said.

    `part` is the whole sheet under another name, or nothing where the same bytes stand in place already, or in a store
    already; `size` is of the sheet, in bytes.
    """

    number: int
    receipt: Receipt
    part: str = ""
    size: int = 0
    notes: tuple[str, ...] = ()
    said: str = ""
    cause: Cause = ""


class LedgerRow(Struct, frozen=True):
    """A row before it is worked on: its number, a file that is its own, its target, the key of its sheet."""

    number: int
    receipt: Receipt
    place: str
    file: str
    folded: str
    key: str


class Todo(Struct, frozen=True):
    """A row that the ledger holds: whether it is to be done, and where those stand that would write the same file."""

    number: int
    file: str
    key: str
    open: bool
    clash: str


class Done(Struct, frozen=True):
    """A row that is finished, with its file as it stands, the key of its sheet and, if it failed, the row as it was."""

    finished: Finished
    file: str
    key: str
    stamp: tuple[int, int] = (0, 0)
    raw: str | None = None


class Told(Struct, frozen=True):
    """A row for the reports: its receipt, what was said of it, why it failed, and the row as it was."""

    receipt: Receipt
    place: str
    said: str
    cause: str
    raw: str | None


def receipt_of(row: Row, plan: Plan) -> Receipt:
    """Return the receipt of a row for which there is a plan, and no file yet."""
    profile = plan.profile
    return Receipt(
        row=row.line,
        id=id_of(row, sure=True),
        outcome="see_clinician" if plan.see_clinician else "plan",
        urgency=plan.see_clinician.urgency if plan.see_clinician else "",
        not_read=len(profile.not_recognised),
        near_misses=len(profile.near_misses),
    )


def shown(notes: list[str]) -> tuple[str, ...]:
    """Return notes as they may be told: a receipt stays small whatever stands in a row."""
    more = len(notes) - _MOST_NOTES
    return tuple(notes[:_MOST_NOTES] + [f"… and {more:,} more"] * (more > 0))


def failure(number: int, row: Row, error: PlannerError) -> Finished:
    """Return what is told of a row that failed."""
    sure = not isinstance(error, ProfileError)
    problems = error.problems or [Problem("", 0, 0, on_one_line(error))]
    parts = [problem.text.partition("; ") for problem in problems]
    receipt = Receipt(
        row=row.line,
        id=id_of(row, sure=sure),
        outcome="failed",
        problem=_joined(problem for problem, _, _ in parts),
        column=_joined((problem.key for problem in problems), ", "),
        what_to_do=_joined(to_do for _, _, to_do in parts),
    )
    return Finished(number=number, receipt=receipt, said=on_one_line(error), cause=_cause(error))


def lost(number: int, row: Row, problem: str, what_to_do: str) -> Finished:
    """Return what is told of a row that took its worker with it, or more time than it was given."""
    receipt = Receipt(row=row.line, id=id_of(row), outcome="failed", problem=problem, what_to_do=what_to_do)
    return Finished(number=number, receipt=receipt, said=f"{problem}; {what_to_do}", cause="row")


def too_long(number: int, row: Row, seconds: float) -> Finished:
    """Return what is told of a row whose sheet was not made in time."""
    problem = f"its sheet was not made within {seconds:g} seconds"
    return lost(number, row, problem, "look at this row, or give it more time with --row-timeout")


def id_of(row: Row, *, sure: bool = False) -> str:
    """Return the id of a row for a message; where the cells may have slipped, a name could stand in its place."""
    id_ = excerpt(row.cells.get("id", ""))
    return id_ if sure or _CODE.fullmatch(id_) else ""


_CODE = re.compile(r"(?=.*[0-9])[A-Za-z0-9._/#-]{1,40}|[A-Za-z]")


def _cause(error: PlannerError) -> Cause:
    if isinstance(error, UnforeseenError):
        return "bug"
    return "output" if isinstance(error, OutputError) else "row"


def _joined(parts: Iterable[str], between: str = " | ") -> str:
    return between.join(dict.fromkeys(part for part in parts if part))
