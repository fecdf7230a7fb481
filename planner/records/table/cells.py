"""The cells of one row made what a profile takes: names joined, dates in one order, the first day apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import structs

from planner.profile.ages import birth_date
from planner.profile.answers import not_answered
from planner.profile.countries import countries
from planner.profile.values import Wrong
from planner.profile.words import in_words, spelled
from planner.records.rows import Row
from planner.records.table.dates import ORDER_UNKNOWN, order_in, plain_date

# What is a line of text in every list, whatever it was typed as.
_LINES = ("id", "name", "first_name", "last_name")


def finished(row: Row, orders: Mapping[str, str]) -> Row:
    """Return a row whose cells are those of a profile; `orders` says how the dates of a column are written."""
    cells = dict(row.cells)
    lines = [key for key in _LINES if isinstance(cells.get(key), dict | list)]
    cells |= {key: "" if key in lines else in_words(cells[key]) for key in _LINES if key in cells}
    _join_names(cells)
    country = countries().get(spelled(cells.get("country", "")), "")
    for key in ("birth_date", "start"):
        if isinstance(cells.get(key), str):
            cells[key] = plain_date(cells[key], orders.get(key) or order_in(country))
    start, problem = _start(cells.pop("start", None))
    problems = [f"{key}: expected a line of text" for key in lines] + [problem] * bool(problem)
    return structs.replace(row, cells=cells, start=start, problem=row.problem or "; ".join(problems))


def _join_names(cells: dict[str, Any]) -> None:
    """Put the parts of a name together; beside one part, "name" is the other, unless it holds that part already."""
    if not {"first_name", "last_name"} & cells.keys():
        return
    first, last, name = (str(cells.pop(key, "")).strip() for key in ("first_name", "last_name", "name"))
    if name and not (first and last):
        whole = (first or last).casefold() in name.casefold()
        first, last = ("", name) if whole else (first or name, last or name)
    cells["name"] = f"{first} {last}".strip()


def _start(value: Any) -> tuple[date | None, str]:
    """Return the first day that a row asks for, and what is wrong with it."""
    if value is None or not_answered("birth_date", value):
        return None, ""
    try:
        days = birth_date(value)
    except Wrong as wrong:
        return None, f"start {wrong}"
    return (days[0], "") if len(days) == 1 else (None, f"start {ORDER_UNKNOWN}")
