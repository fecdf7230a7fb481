"""How a run over a list is told on standard error: a bar on a terminal, else a line now and then, or lines of JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from planner.cli.messages import Messages, coloured
from planner.files.json import plain

if TYPE_CHECKING:
    from planner.batch.combined import StackPlace
    from planner.batch.progress import Progress
    from planner.batch.totals import Totals
    from planner.records.receipt import Receipt
    from planner.records.rows import RowProblem

_CLEAR_LINE = "\r\x1b[2K"


class Watch:
    """Tells how a run goes on; `place` says where the sheets are, and is empty where none are written."""

    def __init__(self, messages: Messages, place: str, *, as_json: bool) -> None:
        self._messages = messages
        self._place = place
        self._as_json = as_json
        self._progress: Progress | None = None
        self._bar: Any = None

    def begin(self, rows: int, done: int) -> None:
        """Begin to count."""
        from planner.batch.progress import Progress

        self._progress = Progress(rows, done)
        if done:
            self._messages.done(f"{done:,} of {rows:,} sheets were there already, unchanged")
        if coloured(sys.stderr) and sys.stderr.isatty() and not self._messages.quiet and not self._as_json:
            self._bar = click.progressbar(
                length=rows, show_pos=True, show_eta=True, file=sys.stderr, item_show_func=self._rate
            )
            self._bar.__enter__()
            self._bar.update(done)

    def _rate(self, _item: object) -> str:
        return f"{self._progress.rate:.1f} a second" if self._progress is not None else ""

    def finished(self, receipt: Receipt, notes: list[RowProblem]) -> None:
        """Tell what somebody must know of a row, and how far the run is."""
        if notes and self._bar is not None:
            click.echo(_CLEAR_LINE, err=True, nl=False)
        for note in notes:
            self._messages.note(str(note))
        if self._as_json:
            self._messages.event("row", plain(receipt))
        if self._progress is None:
            return
        self._progress.step()
        if self._bar is not None:
            self._bar.update(1, receipt)
        elif self._progress.due():
            self._messages.done(self._progress.line())

    def combined(self, places: list[StackPlace]) -> None:
        """Tell which stacks there are to print, and how much paper they take."""
        for part in dict.fromkeys(place.part for place in places):
            own = [place for place in places if place.part == part]
            leaves = sum(place.leaves for place in own)
            people = f"{len(own):,} {'person' if len(own) == 1 else 'people'}"
            self._messages.done(f"{part}: {people}, {leaves:,} leaves, to be printed on both sides")

    def bulk(self, name: str, sheets: int) -> None:
        """Tell of the file that holds all sheets, one a line."""
        self._messages.done(f"{name}: {sheets:,} {'line' if sheets == 1 else 'lines'}, in the order of the list")

    def end(self, totals: Totals) -> None:
        """Tell what became of all rows."""
        self.close()
        if self._as_json:
            self._messages.event("end", plain(totals))
        where = f"written to {self._place}" if self._place else "would be written"
        self._messages.done(f"{totals.made:,} of {totals.rows:,} sheets {where}")
        for line in totals.lines():
            self._messages.table(line)
        if totals.left_out:
            from planner.records.health.listing import in_numbers

            self._messages.note(f"left out of the records: {in_numbers(totals.left_out.items())}")

    def close(self) -> None:
        """Leave the terminal as it was, however the run ended."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
