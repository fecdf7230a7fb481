"""A list tried out: what would become of each row, and nothing written."""

from __future__ import annotations

from collections.abc import Iterator

from planner.batch.combined import StackPlace
from planner.batch.job import Job
from planner.batch.run import Way, run_batch
from planner.batch.targets import NameTemplate
from planner.batch.totals import Totals
from planner.content.knowledge import Content
from planner.errors import PartialError, ProfileError
from planner.pipeline import SheetRequest
from planner.records.health.listing import in_numbers
from planner.records.listing import ListSource
from planner.records.receipt import Receipt
from planner.records.rows import RowProblem

_OUTCOMES = {"plan": "plan", "see_clinician": "see-a-clinician page"}


def check_list(source: ListSource, content: Content, request: SheetRequest | None = None) -> Iterator[str]:
    """Yield how many sheets a list would give and what could not be checked; raise ProfileError with the bad rows."""
    job = Job(folder=None, request=request or SheetRequest())
    heard = _Heard()
    try:
        run_batch(source, content, job, NameTemplate(), heard, Way(jobs=1))
    except PartialError as error:
        head = f"{source.name}: {len(error.problems)} of {heard.rows} rows would fail:"
        raise ProfileError.from_problems(error.problems, head=head) from error
    yield f"{source.name}: ok ({heard.told})"
    yield from (f"  {line}" for line in heard.more)
    yield from (f"  note: {note}" for note in heard.notes)


class _Heard:
    """Keeps what `planner check` says of a list."""

    def __init__(self) -> None:
        self.rows = 0
        self.notes: list[RowProblem] = []
        self.told = ""
        self.more: list[str] = []

    def begin(self, rows: int, _done: int) -> None:
        """Keep how many rows there are."""
        self.rows = rows

    def finished(self, _receipt: Receipt, notes: list[RowProblem]) -> None:
        """Keep what somebody must know of a row."""
        self.notes += notes

    def combined(self, places: list[StackPlace]) -> None:
        """Nothing is written when a list is tried out."""

    def bulk(self, name: str, sheets: int) -> None:
        """Nothing is written when a list is tried out."""

    def end(self, totals: Totals) -> None:
        """Keep how many sheets there would be."""
        counts = [(totals.outcomes.get(outcome, 0), words) for outcome, words in _OUTCOMES.items()]
        dead = totals.outcomes.get("dead", 0)
        self.more = [f"{dead} {'person has' if dead == 1 else 'people have'} died, and get no sheet"] if dead else []
        if totals.left_out:
            self.more.append(f"left out of the records: {in_numbers(totals.left_out.items())}")
        self.told = ", ".join(f"{count} {words}{'s' * (count > 1)}" for count, words in counts if count)
