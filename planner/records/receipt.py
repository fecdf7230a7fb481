"""What became of one row of a list: a row of the report, without the sheet and without a name."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Outcome = Literal["plan", "see_clinician", "failed", "skipped", "dead"]


class Receipt(Struct, frozen=True, kw_only=True):
    """One row of the report; empty texts and noughts are what does not apply.

    `row` is the line of the list, or the number of the profile in its folder. `outcome` `skipped` says that the run
    ended before it came to the row, `dead` that the person has died, as a health record says, and gets no sheet.
    `leaves` are of paper, printed on both sides. `not_read` and `near_misses` count entries.
    """

    row: int
    id: str = ""
    outcome: Outcome = "skipped"
    urgency: str = ""
    file: str = ""
    pages: int = 0
    leaves: int = 0
    not_read: int = 0
    near_misses: int = 0
    problem: str = ""
    column: str = ""
    what_to_do: str = ""
    sha256: str = ""
