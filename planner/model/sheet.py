"""What is asked for of a sheet, and whom it is for: nothing that decides what stands in the plan."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final, Literal

import msgspec

from planner.files.png import Bitmap
from planner.files.svg import Picture

# The parts of a sheet, in their order: page 1, its back, the week, the cards, the shopping list, medicines with help
# and sources, the leaf for a visit, and what is good to know.
PARTS: Final = ("fridge", "log", "week", "stretches", "food", "help", "visit", "know")

# How much of a plan is printed: all of it, one leaf of it, or two sides in large letters and everyday words.
Edition = Literal["full", "short", "easy"]

# When a reminder comes where nobody says when they go to bed: hours and minutes.
BEDTIME: Final = "21:30"
# A bedtime before this hour belongs to the evening before.
_NIGHT_ENDS: Final = 5

# The palest ground but white on which letters stand.
GROUND: Final = "#edf2f5"
Logo = Picture | Bitmap


class ClinicNumbers(msgspec.Struct, frozen=True):
    """Whom to call in a country, where a clinic knows it."""

    country: str
    emergency: str = ""
    urgent: str = ""


class ClinicBox(msgspec.Struct, frozen=True):
    """One more box, in a clinic's own words."""

    title: str
    text: str


class ClinicTheme(msgspec.Struct, frozen=True, kw_only=True):
    """A clinic's face on the sheet; `accent` is #rrggbb, or nothing."""

    name: str
    telephone: str = ""
    address: tuple[str, ...] = ()
    prepared_by: str = ""
    accent: str = ""
    logo: Logo | None = None
    numbers: ClinicNumbers | None = None
    box: ClinicBox | None = None


class SheetOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a sheet is to look: its paper, the size of its letters, its language; None leaves it to the country.

    `bedtime` is that of the reminder, as hours and minutes; None is the usual one.
    `parts` are those to print: names of PARTS, or names with a `+` that are added to the usual ones; None prints these.
    `theme` is the face of the clinic that gives the sheet. Parts are of the full edition, whatever `edition` says.
    """

    paper: Literal["a4", "letter"] | None = None
    large_print: bool | None = None
    edition: Edition | None = None
    language: str | None = None
    bedtime: str | None = None
    parts: tuple[str, ...] | None = None
    theme: ClinicTheme | None = None

    @property
    def numbers(self) -> ClinicNumbers | None:
        """Return whom to call, where a clinic says so."""
        return self.theme.numbers if self.theme is not None else None


class Identity(msgspec.Struct, frozen=True):
    """Who the sheet is for: the only strings that differ between two people with the same facts."""

    name: str = ""
    id: str = ""
    # How a health record refers to the person, for what is handed back to it.
    reference: str = ""
    # Where in a list somebody stands who has neither id nor reference: it tells twins apart, and is never shown.
    place: str = ""


def bedtime_on(day: date, bedtime: str) -> datetime:
    """Return when somebody goes to bed on a day, wherever they are; after midnight it is the day after."""
    hours, minutes = map(int, bedtime.split(":"))
    return datetime.combine(day, time(hours, minutes)) + timedelta(days=hours < _NIGHT_ENDS)
