"""The totals of a run: how many rows of a list became what, counted from its ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from msgspec import Struct

from planner.batch.receipts import MADE
from planner.model.items import Urgency
from planner.records.receipt import Receipt

_URGENCIES: tuple[Urgency, ...] = get_args(Urgency)  # most urgent first


class Totals(Struct, frozen=True):
    """How many rows became what; `unread` counts the sheets with an entry that could not be read.

    `left_out` says how often something of health records was left out, by the reason.
    """

    rows: int
    outcomes: dict[str, int]
    urgencies: dict[str, int]
    unread: int
    pages: int
    leaves: int
    left_out: dict[str, int] = {}

    @property
    def made(self) -> int:
        """Return how many rows have a sheet, or would have one."""
        return sum(self.outcomes.get(outcome, 0) for outcome in MADE)

    @property
    def failed(self) -> int:
        """Return how many rows failed, whatever the reason."""
        return self.outcomes.get("failed", 0)

    def lines(self) -> list[str]:
        """Return the totals as a small table."""
        counts = [
            ("weeks", self.outcomes.get("plan", 0), ""),
            ("see a clinician", self.outcomes.get("see_clinician", 0), self._by_urgency()),
            ("failed", self.failed, ""),
            ("have died", self.outcomes.get("dead", 0), "no sheet"),
            ("not reached", self.outcomes.get("skipped", 0), ""),
            ("with unread entries", self.unread, ""),
            ("pages", self.pages, ""),
            ("leaves", self.leaves, ""),
        ]
        always = ("weeks", "see a clinician", "failed")
        wide = max(len(f"{count:,}") for _, count, _ in counts)
        return [
            f"{name:<20} {count:>{wide},}{f'  ({more})' if more else ''}"
            for name, count, more in counts
            if count or name in always
        ]

    def _by_urgency(self) -> str:
        return ", ".join(f"{name} {self.urgencies[name]:,}" for name in _URGENCIES if name in self.urgencies)


def totals_of(receipts: Iterable[Receipt]) -> Totals:
    """Return the totals of some receipts."""
    outcomes: Counter[str] = Counter()
    urgencies: Counter[str] = Counter()
    unread = pages = leaves = 0
    for receipt in receipts:
        outcomes[receipt.outcome] += 1
        urgencies[receipt.urgency] += bool(receipt.urgency)
        unread += receipt.not_read > 0
        pages += receipt.pages
        leaves += receipt.leaves
    return Totals(outcomes.total(), dict(outcomes), dict(+urgencies), unread, pages, leaves)
