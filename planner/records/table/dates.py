"""The dates of a list: which of two numbers is the day, as a whole column shows, somebody says, or a country has it."""

from __future__ import annotations

import re

from msgspec import Struct

from planner.records.table.columns import words

ORDERS = ("dmy", "mdy", "ymd")
# A column of both orders: then a country says nothing either.
MIXED = "mixed"
ORDER_UNKNOWN = "can be read with the day or with the month first; say which with --date-order dmy or --date-order mdy"
DATES = ("birth_date", "start")
_NUMBERS = re.compile(r"\s*([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})(?:[ T]00?:00(?::00(?:\.0+)?)?)?\s*")


class Survey(Struct):
    """What the dates of one column show of their order, row by row."""

    day_first: bool = False
    month_first: bool = False

    def see(self, cell: str) -> None:
        """Take in one cell: a number over twelve is a day."""
        found = _NUMBERS.fullmatch(cell)
        if found:
            first, second = int(found[1]), int(found[3])
            self.day_first |= first > 12 >= second
            self.month_first |= second > 12 >= first

    def order(self) -> str:
        """Return dmy or mdy if the column agrees on it, MIXED if it does not, nothing if no day is over twelve."""
        if self.day_first and self.month_first:
            return MIXED
        return "dmy" if self.day_first else "mdy" if self.month_first else ""


def order_in(country: str) -> str:
    """Return the order in which a country writes the numbers of a date, or nothing where it is not one."""
    return next((order for order, countries in words().date_orders.items() if country in countries), "")


def plain_date(cell: str, order: str) -> str:
    """Return a date in numbers with its year first, read in an order unless it can be read in one way alone."""
    found = _NUMBERS.fullmatch(cell)
    if not found or min(int(found[1]), int(found[3])) > 12:
        return cell
    if int(found[1]) > 12:
        order = "dmy"
    elif int(found[3]) > 12:
        order = "mdy"
    elif order not in ("dmy", "mdy"):
        return cell
    day, month = (found[1], found[3]) if order == "dmy" else (found[3], found[1])
    return f"{found[4]}-{month.zfill(2)}-{day.zfill(2)}"
