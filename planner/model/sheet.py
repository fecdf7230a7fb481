"""What is asked for of a sheet, and whom it is for: nothing that decides what stands in the plan."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

# The parts of a sheet, in their order: page 1, its back, the week, the cards, the shopping list, medicines with help
# and sources, the leaf for a visit, and what is good to know.
PARTS: Final = ("fridge", "log", "week", "stretches", "food", "help", "visit", "know")

# When a reminder comes where nobody says when they go to bed: hours and minutes.
BEDTIME: Final = "21:30"


class SheetOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a sheet is to look: its paper, the size of its letters, its language; None leaves it to the country.

    `bedtime` is that of the reminder, as hours and minutes; None is the usual one.
    `parts` are those to print: names of PARTS, or names with a `+` that are added to the usual ones; None prints these.
    """

    paper: Literal["a4", "letter"] | None = None
    large_print: bool | None = None
    language: str | None = None
    bedtime: str | None = None
    parts: tuple[str, ...] | None = None


class Identity(msgspec.Struct, frozen=True):
    """Who the sheet is for: the only strings that differ between two people with the same facts."""

    name: str = ""
    id: str = ""
