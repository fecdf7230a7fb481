"""How far a run is: rows done, how many a second, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable

# Where nobody looks at a bar, a line is said so often, in seconds.
EVERY = 30.0


class Progress:
    """Counts the rows of a run; rows that were done before it began do not count for its rate."""

    def __init__(self, rows: int, done: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rows = rows
        self.done = done
        self._before = done
        self._clock = clock
        self._began = self._said = clock()

    def step(self) -> None:
        """Count one more row."""
        self.done += 1

    @property
    def rate(self) -> float:
        """Return how many rows are done in a second."""
        return (self.done - self._before) / max(self._clock() - self._began, 0.001)

    @property
    def seconds_left(self) -> float | None:
        """Return how long the rest will take at this rate, or None as long as nothing is done."""
        return (self.rows - self.done) / self.rate if self.done > self._before else None

    def due(self) -> bool:
        """Return whether it is time to say a line again."""
        if self._clock() - self._said < EVERY:
            return False
        self._said = self._clock()
        return True

    def line(self) -> str:
        """Return how far the run is, in one line."""
        left = "" if self.seconds_left is None else f", {duration(self.seconds_left)} left"
        return f"{self.done:,} of {self.rows:,} rows, {self.rate:.1f} a second{left}"


def duration(seconds: float) -> str:
    """Return a time as people say it: seconds, minutes, or hours and minutes."""
    if seconds < 90:
        return f"about {seconds:.0f} seconds"
    minutes = round(seconds / 60)
    return f"about {minutes} minutes" if minutes < 90 else f"about {minutes // 60} h {minutes % 60:02} min"
