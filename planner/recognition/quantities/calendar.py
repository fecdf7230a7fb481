"""The day from which the dates in somebody's words are counted, and the days that a date can mean."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

DAYS_OF_A_WEEK = 7
_YEARS_BACK = 5  # Back to a year that has a 29th of February.


class AsOf(Struct, frozen=True):
    """The day from which dates in words are counted, and whether numbers name the month first; None: nobody knows."""

    day: date
    month_first: bool | None = None

    def days_since(self, possible: Iterable[date]) -> int | None:
        """Return how long ago the latest of some days was that is not to come; None where all are to come."""
        return min(((self.day - one).days for one in possible if one <= self.day), default=None)

    def of_numbers(self, first: int, second: int, year: int) -> list[date]:
        """Return the days that two numbers and a year can mean, as the country writes them where that is known."""
        by_day, by_month = on_day(year, second, first), on_day(year, first, second)
        if self.month_first is None:
            return by_day + by_month
        return (by_month or by_day) if self.month_first else (by_day or by_month)

    def of_each_year(self, month: int, day: int) -> list[date]:
        """Return a day of this year and of the years before."""
        years = range(self.day.year - _YEARS_BACK, self.day.year + 1)
        return [one for year in years for one in on_day(year, month, day)]

    def of_month(self, year: int, month: int) -> list[date]:
        """Return the first and the last day of a month; of the month that is now, what is over of it."""
        first = date(year, month, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return [first, min(last, max(first, self.day))]

    def of_last(self, month: int) -> list[date]:
        """Return the days of a month that is over or has begun, the last time that it was."""
        return self.of_month(self.day.year - (month > self.day.month), month)

    def year_of(self, written: str) -> int:
        """Return a year in full: of two figures the one that is not long to come."""
        year = int(written)
        if len(written) > 2:
            return year
        century = self.day.year // 100 * 100
        return century + year if century + year <= self.day.year + 1 else century + year - 100


def on_day(year: int, month: int, day: int) -> list[date]:
    """Return a day as a list of one; an empty one where there is no such day."""
    try:
        return [date(year, month, day)]
    except ValueError:
        return []
